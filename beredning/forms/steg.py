"""The guided form, step by step. Everything may be empty while it is a draft; each question says why it is asked."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString

from beredning.states import FALTNAMN, Implementering, Kostnadsslag, Utforare
from forbund.grund.formular import Beloppsfalt, Datum
from forbund.register.models import Medlem
from insatser.states import Insatstyp

LANGST = 20_000


def _hjalp(text: str, lag: str, regel: str = "") -> SafeString | str:
    """Why the question is asked, with a link to the rule in plain words."""
    if not regel:
        return format_html('{} <span class="lag">{}</span>', text, lag)
    return format_html('{} <a class="lag" href="{}#{}">{}</a>', text, reverse("regelverk"), regel, lag)


hjalp = lazy(_hjalp, str, SafeString)  # the address of the rule book is not known when the class is made


def _text(falt: str, hjalptext: str, rader: int = 6) -> forms.CharField:
    return forms.CharField(
        label=FALTNAMN[falt],
        help_text=hjalptext,
        required=False,
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": rader}),
    )


class StegForm(forms.Form):
    """One step. `ar_filter` keeps the words "(frivilligt)" away: most questions must be answered in the end."""

    ar_filter = True
    use_required_attribute = False
    falten: ClassVar[tuple[str, ...]] = ()

    def varden(self) -> dict[str, Any]:
        """The fields that could be read; the others keep what is stored."""
        return {namn: self.cleaned_data[namn] for namn in self.falten if namn in self.cleaned_data}


class VadForm(StegForm):
    falten = ("rubrik", "insatstyp", "sokande", "insatsagare", "utforare")

    def __init__(self, *args: Any, medlemmar: Iterable[Medlem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        val = [(m.pk, str(m)) for m in medlemmar]
        self.fields["rubrik"] = forms.CharField(
            label=FALTNAMN["rubrik"],
            help_text="Namnet följer med till styrelsen, protokollet och insatsen.",
            required=False,
            max_length=200,
        )
        self.fields["insatstyp"] = forms.ChoiceField(
            label=FALTNAMN["insatstyp"],
            help_text=hjalp(
                "Lagen skiljer på insatser för enskilda och på arbete som stödjer samverkan mellan parterna.",
                "7 § lagen (2003:1210)",
            ),
            required=False,
            choices=Insatstyp.choices,
            widget=forms.RadioSelect,
        )
        self.fields["sokande"] = forms.TypedMultipleChoiceField(
            label=FALTNAMN["sokande"],
            help_text=hjalp(
                "En insats för enskilda behöver minst två olika parter. Flera kommuner räknas som en part.",
                "2 och 7 §§",
                "R47",
            ),
            required=False,
            coerce=int,
            choices=val,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["insatsagare"] = forms.TypedChoiceField(
            label=FALTNAMN["insatsagare"],
            help_text="Den medlem som håller ihop insatsen och svarar för den mot förbundet.",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Välj medlem"), *val],
        )
        self.fields["utforare"] = forms.TypedChoiceField(
            label=FALTNAMN["utforare"],
            help_text=hjalp("Förbundet får inte utföra insatser för enskilda.", "7 § andra stycket", "R74"),
            required=False,
            empty_value=Utforare.PARTERNA.value,
            choices=Utforare.choices,
            widget=forms.RadioSelect,
        )


class BehovForm(StegForm):
    falten = ("malgrupp", "antal_deltagare", "behov", "mal")

    malgrupp = _text(
        "malgrupp",
        "Vilka insatsen är till för: ålder, situation, var de bor. Skriv aldrig om enskilda personer.",
        4,
    )
    antal_deltagare = forms.IntegerField(
        label="Antal deltagare (frivilligt)",
        help_text="Hur många insatsen räknar med att nå under hela tiden.",
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    behov = _text(
        "behov",
        hjalp(
            "Vilket behov av samordnade insatser som finns, och hur ni vet det. Pengarna är till för sådana behov.",
            "2 § lagen (2003:1210)",
        ),
    )
    mal = _text(
        "mal",
        "Mål som går att följa upp. För behovsanalys och främja samverkan: skriv också hur arbetet gör det lättare "
        "att ge insatser till enskilda.",
    )


class HurForm(StegForm):
    falten = ("metod", "uppfoljning", "start", "slut")

    metod = _text("metod", "Hur ni ska arbeta, vem som gör vad och hur arbetet leds.")
    uppfoljning = forms.CharField(
        label=f"{FALTNAMN['uppfoljning']} (frivilligt)",
        help_text="Hur resultatet följs upp, och hur ni ser till att insatsen fungerar lika bra för kvinnor och män. "
        "Förbundet följer bara upp antal.",
        required=False,
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    start = forms.DateField(label=FALTNAMN["start"], required=False, widget=Datum)
    slut = forms.DateField(
        label=FALTNAMN["slut"],
        help_text="Åren mellan start och slut blir kolumner i nästa steg.",
        required=False,
        widget=Datum,
    )


class ImplementeringForm(StegForm):
    falten = ("implementering_svar", "implementering")

    implementering_svar = forms.ChoiceField(
        label=FALTNAMN["implementering_svar"],
        help_text=hjalp(
            "Frågan ska besvaras redan nu, och ”oklart” är ett svar. När styrelsen beslutar behöver den vara löst.",
            "Varför vi frågar",
            "R83",
        ),
        required=False,
        choices=Implementering.choices,
        widget=forms.RadioSelect,
    )
    implementering = _text(
        "implementering", "Vilken part som tar över arbetet när finansieringen är slut, och vad som krävs för det."
    )


Nyckel = tuple[int, str, int]


class PengarForm(StegForm):
    """Money for each receiving medlem, kind and year, as a grid; an empty box is nothing."""

    egen_medverkan = forms.CharField(
        label=f"{FALTNAMN['egen_medverkan']} (frivilligt)",
        help_text="Personal, lokaler och annat som parterna bidrar med utan ersättning. Det räknas inte in i summan.",
        required=False,
        max_length=LANGST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        mottagare: Iterable[Medlem],
        ar: Iterable[int],
        kostnader: Mapping[Nyckel, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mottagare, self.ar, self.lagrade = list(mottagare), list(ar), dict(kostnader)
        for medlem in self.mottagare:
            for slag in Kostnadsslag:
                for a in self.ar:
                    etikett = f"{slag.label} {a}, {medlem}"
                    falt = Beloppsfalt(label=etikett, required=False, initial=kostnader.get((medlem.pk, slag.value, a)))
                    falt.widget.attrs |= {"aria-label": etikett, "class": "text-field__input"}
                    self.fields[cellnamn(medlem.pk, slag.value, a)] = falt

    def kostnader(self) -> dict[Nyckel, Decimal]:
        """The amounts that could be read; a box that could not keeps what is stored."""
        return {
            (m.pk, s.value, a): belopp
            for m in self.mottagare
            for s in Kostnadsslag
            for a in self.ar
            if (belopp := self._cell((m.pk, s.value, a)))
        }

    def _cell(self, nyckel: Nyckel) -> Decimal | None:
        namn = cellnamn(*nyckel)
        return self.lagrade.get(nyckel) if namn in self.errors else self.cleaned_data.get(namn)

    def varden(self) -> dict[str, Any]:
        egna = {"egen_medverkan": self.cleaned_data["egen_medverkan"]} if "egen_medverkan" in self.cleaned_data else {}
        return {**egna, "kostnader": self.kostnader()}


def cellnamn(medlem_id: int, slag: str, ar: int) -> str:
    """The box of one amount."""
    return f"b-{medlem_id}-{slag}-{ar}"


def kolumnar(start: date | None, slut: date | None, lagrade: Iterable[Nyckel], idag: date) -> list[int]:
    """The years of the grid: those of the insats (at most eight), and those that hold money."""
    forsta = start.year if start else idag.year + 1
    sista = slut.year if slut else forsta + 1
    return sorted({*range(forsta, min(sista, forsta + 7) + 1), *(ar for _, _, ar in lagrade)})
