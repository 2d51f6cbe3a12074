"""Input to the föredragningslista."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from forbund.grund.formular import Beloppsfalt
from forbund.grund.money import visa_belopp
from forbund.register.models import Person
from forbund.register.queries import medlemmar_i_kraft
from forbund.styrelse.actions.vackning import HOS_KANSLIET
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Punkt
from forbund.styrelse.queries.styrelsen import tankbara_foredragande, uppdrag_vid
from forbund.styrelse.states import Punktslag

TOMMA_RADER = 2
BELOPPSFALT = ("ar", "belopp", "medlem", "finansiering")


def rader(text: str) -> list[str]:
    """Non-empty lines; a leading "att" or dash that people write by habit is not part of the sats."""
    rena = (rad.strip().removeprefix("–").removeprefix("-").strip() for rad in text.splitlines())
    return [rad[4:].strip() if rad.lower().startswith("att ") else rad for rad in rena if rad]


def folj_summan(satser: Iterable[str], fore: Iterable[Belopp], efter: Iterable[Belopp]) -> list[str]:
    """A sats that names the sum of the amounts names the new sum when they are changed, and is else left alone."""
    gammal, ny = (sum((rad.belopp for rad in belopp), Decimal()) for belopp in (fore, efter))
    if not gammal or not ny:
        return list(satser)
    monster = re.compile(r"(?<![\d.,])(?<!\d\s)" + r"\s".join(map(re.escape, visa_belopp(gammal).split("\xa0"))))
    return [monster.sub(visa_belopp(ny), sats) for sats in satser]


class NyttArendeForm(forms.Form):
    """An ärende without a room of its own."""

    rubrik = forms.CharField(
        label="Rubrik", max_length=200, help_text="Ärendet får ett diarienummer när du lägger till det."
    )


class NyPunktForm(forms.Form):
    """A procedural point."""

    slag = forms.ChoiceField(label="Slags punkt")
    rubrik = forms.CharField(
        label="Rubrik", max_length=300, required=False, help_text="Lämna tomt för den vanliga rubriken."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt = self.fields["slag"]
        falt.choices = [(v, n) for v, n in Punktslag.choices if v != Punktslag.ARENDE]  # type: ignore[attr-defined]
        falt.initial = Punktslag.INFORMATION


class LaggTillForm(forms.Form):
    """Which waiting ärende to put on the list."""

    arende_id = forms.IntegerField(widget=forms.HiddenInput)


class FlyttaForm(forms.Form):
    """The list, or the point, as it stood when the button was drawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OrdnaForm(forms.Form):
    """A whole new order: repeated `ordning`, of which the headings (del-1) are left out."""

    version = forms.IntegerField()

    def clean(self) -> dict[str, Any]:
        falt = super().clean() or {}
        alla = self.data.getlist("ordning") if hasattr(self.data, "getlist") else []
        falt["ordning"] = [int(v) for v in alla if v.isdecimal() and len(v) < 19]
        return falt


class VackForm(forms.Form):
    """An ärende that somebody raises; `dag` when the office notes it for one who may do so on that day."""

    rubrik = forms.CharField(label="Vad gäller ärendet?", max_length=200)
    forslag = forms.CharField(
        label="Förslag till beslut",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text="En mening per rad. Skriv hur du vill att styrelsen beslutar.",
    )
    vackare = forms.TypedChoiceField(label="Vem väcker ärendet?", coerce=int)
    ror_granskningen = forms.BooleanField(
        label="Ärendet rör granskningen",
        required=False,
        help_text="Kryssa i när en revisor väcker det. En revisor väcker ärenden om sin granskning.",
    )

    def __init__(self, *args: Any, dag: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if dag is not None:
            val = [(u.pk, f"{u.person.namn}, {u.get_roll_display()}") for u in uppdrag_vid(dag, *HOS_KANSLIET)]
            self.fields["vackare"].choices = [("", "Välj"), *val]  # type: ignore[attr-defined]  # a choice field
            self.order_fields(["vackare", "ror_granskningen", "rubrik", "forslag"])
        else:
            del self.fields["vackare"], self.fields["ror_granskningen"]

    def clean_forslag(self) -> list[str]:
        return rader(self.cleaned_data["forslag"])


class PunktForm(forms.Form):
    """What a point says."""

    ar_filter = True  # no "(frivilligt)" on every label: what is missing stands beside the form

    rubrik = forms.CharField(label="Rubrik", max_length=300)
    foredragande = forms.ModelChoiceField(
        label="Föredragande", queryset=Person.objects.none(), required=False, empty_label="Ingen"
    )
    minuter = forms.IntegerField(label="Tid i minuter", required=False, min_value=1, max_value=600)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, punkt: Punkt, dag: date, **kwargs: Any) -> None:
        self.ar_arende = punkt.arende_id is not None
        self.belopp = list(punkt.belopp.all()) if self.ar_arende else []
        self.antal = len(self.belopp) + TOMMA_RADER if self.ar_arende else 0
        kwargs["initial"] = self._fran(punkt)
        super().__init__(*args, **kwargs)
        personer: Any = self.fields["foredragande"]
        personer.queryset = tankbara_foredragande(dag)
        personer.choices = [("", personer.empty_label), *personer.queryset.values_list("pk", "namn")]
        if self.ar_arende:
            self._lagg_till_forslaget(dag)

    def _fran(self, punkt: Punkt) -> dict[str, Any]:
        falt: dict[str, Any] = {
            "rubrik": punkt.rubrik,
            "foredragande": punkt.foredragande_id,
            "minuter": punkt.minuter,
            "att_satser": "\n".join(punkt.att_satser),
            "villkor": "\n".join(punkt.villkor),
            "finansiering": punkt.finansiering,
            "version": punkt.version,
        }
        for i, rad in enumerate(self.belopp):
            falt |= {f"ar_{i}": rad.ar, f"belopp_{i}": rad.belopp}
            falt |= {f"medlem_{i}": rad.medlem_id, f"finansiering_{i}": rad.finansiering}
        return falt

    def _lagg_till_forslaget(self, dag: date) -> None:
        self.fields["att_satser"] = forms.CharField(
            label="Förslag till beslut",
            widget=forms.Textarea(attrs={"rows": 5}),
            required=False,
            help_text="En mening per rad. Styrelsen beslutar ”att” det du skriver.",
        )
        self.fields["villkor"] = forms.CharField(
            label="Villkor", widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="Ett villkor per rad."
        )
        self.fields["finansiering"] = forms.CharField(
            label="Hur utgiften finansieras",
            max_length=300,
            required=False,
            help_text="Till exempel årets budget för insatser. Gäller de rader som inte säger något annat.",
        )
        medlemmar = [("", "Ingen särskild")] + [(str(m.pk), str(m)) for m in medlemmar_i_kraft(dag)]
        for i in range(self.antal):
            self._lagg_till_rad(i, medlemmar)

    def _lagg_till_rad(self, i: int, medlemmar: list[tuple[str, str]]) -> None:
        """The boxes of one amount."""
        self.fields[f"ar_{i}"] = forms.IntegerField(label="År", required=False, min_value=2000, max_value=2100)
        self.fields[f"belopp_{i}"] = Beloppsfalt(label="Belopp", required=False)
        self.fields[f"medlem_{i}"] = forms.ChoiceField(label="Till", required=False, choices=medlemmar)
        self.fields[f"finansiering_{i}"] = forms.CharField(label="Annan finansiering", required=False, max_length=300)

    def _rader(self, nummer: Iterable[int]) -> list[list[forms.BoundField]]:
        return [[self[f"{namn}_{i}"] for namn in BELOPPSFALT] for i in nummer]

    def ifyllda(self) -> list[list[forms.BoundField]]:
        """The boxes of each amount that is there, and of one more."""
        return self._rader(range(min(len(self.belopp) + 1, self.antal)))

    def tomma(self) -> list[list[forms.BoundField]]:
        """Boxes for further amounts."""
        return self._rader(range(len(self.belopp) + 1, self.antal))

    def fel_i_tomma(self) -> bool:
        return any(falt.errors or falt.data for rad in self.tomma() for falt in rad) if self.is_bound else False

    def clean(self) -> dict[str, Any]:
        falt = super().clean() or {}
        belopp = [rad for i in range(self.antal) if (rad := self._rad(falt, i))]
        fore = [Belopp(rad.ar, rad.belopp) for rad in self.belopp]
        return {
            **{n: falt.get(n) for n in ("rubrik", "foredragande", "minuter", "version")},
            "att_satser": folj_summan(rader(falt.get("att_satser") or ""), fore, belopp),
            "villkor": [rad.strip() for rad in (falt.get("villkor") or "").splitlines() if rad.strip()],
            "finansiering": falt.get("finansiering") or "",
            "belopp": belopp,
        }

    def _rad(self, falt: dict[str, Any], i: int) -> Belopp | None:
        """One amount; an empty or zero row is no row."""
        ar, belopp = falt.get(f"ar_{i}"), falt.get(f"belopp_{i}")
        medlem, finansiering = falt.get(f"medlem_{i}"), falt.get(f"finansiering_{i}") or ""
        if not belopp:
            return None
        if ar is None:
            self.add_error(f"ar_{i}", "Skriv vilket år beloppet gäller.")
            return None
        return Belopp(ar, Decimal(belopp), finansiering, int(medlem) if medlem else None)
