"""What is typed about matters and papers."""

from collections.abc import Iterable

from django import forms

from forbund.diarium.skanning import ANDELSER
from forbund.diarium.states import Riktning, Synlighet
from forbund.grund import dates
from forbund.grund.formular import Datum

BEHALL = "behall"
LASARE = (Synlighet.STYRELSE, Synlighet.PARTER, Synlighet.OPPEN)


class Arendefilter(forms.Form):
    """Which ärenden the list shows."""

    ar_filter = True
    sok = forms.CharField(label="Rubrik eller diarienummer", max_length=100, required=False)
    ar = forms.TypedChoiceField(label="År", coerce=int, empty_value=None, required=False)
    lage = forms.ChoiceField(
        label="Läge", choices=[("", "Alla"), ("oppna", "Öppna"), ("avslutade", "Avslutade")], required=False
    )

    def __init__(self, *args: object, artal: Iterable[int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["ar"].choices = [("", "Alla"), *((ar, ar) for ar in artal)]  # type: ignore[attr-defined]


class Arendeform(forms.Form):
    """A new matter."""

    rubrik = forms.CharField(
        label="Vad ärendet gäller",
        max_length=200,
        help_text="Kort och sakligt, utan namn på enskilda. Rubriken är offentlig.",
        error_messages={"required": "Skriv i korthet vad ärendet gäller."},
    )


class Oppnaform(forms.Form):
    """Why a closed matter is opened again."""

    varfor = forms.CharField(
        label="Varför öppnas ärendet igen?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skälet sparas i förbundets logg.",
        error_messages={"required": "Skriv varför ärendet öppnas igen."},
    )


class Handlingsform(forms.Form):
    """A paper to register."""

    fil = forms.FileField(
        label="Fil",
        allow_empty_file=True,
        help_text="Pdf, docx, xlsx, odt, txt, csv, png eller jpg, högst 25 MB.",
        error_messages={"required": "Välj en fil."},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{andelse}" for andelse in ANDELSER)}),
    )
    rubrik = forms.CharField(
        label="Vad handlingen gäller",
        max_length=200,
        error_messages={"required": "Skriv i korthet vad handlingen gäller."},
    )
    riktning = forms.ChoiceField(
        label="Handlingen är",
        choices=[(r.value, r.label) for r in Riktning],
        initial=Riktning.INKOMMEN,
        widget=forms.RadioSelect,
    )
    motpart = forms.CharField(
        label="Från eller till", max_length=200, required=False, help_text="Behövs inte för en upprättad handling."
    )
    datum = forms.DateField(label="Dag", widget=Datum, help_text="Då handlingen kom in, gick ut eller blev klar.")
    synlighet = forms.ChoiceField(
        label="Vem som får läsa",
        choices=[(s.value, s.label) for s in LASARE],
        initial=Synlighet.STYRELSE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they came
        self.fields["datum"].initial = dates.idag()

    def be_om_filen_igen(self) -> None:
        """A browser never keeps a chosen file: say so when something else was wrong."""
        if "fil" not in self.errors and self.files.get("fil"):
            self.add_error("fil", "Välj filen igen. Webbläsaren kan inte behålla den när något annat behöver rättas.")


class Lasform(forms.Form):
    """What shall become of a locked file."""

    beslut = forms.ChoiceField(
        label="Vad ska hända med filen?",
        choices=[
            (BEHALL, "Behåll den låst: ingen får läsa den här"),
            *((s.value, f"Lås upp den för {s.label}") for s in LASARE),
        ],
        widget=forms.RadioSelect,
    )
    motivering = forms.CharField(
        label="Skäl",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Till exempel ”numret är firmans organisationsnummer” eller ”inkommen, kan inte avvisas”.",
    )

    def cleaned(self) -> Synlighet | None:
        """Who may read the file from now on; None keeps it locked."""
        beslut = self.cleaned_data["beslut"]
        return None if beslut == BEHALL else Synlighet(beslut)
