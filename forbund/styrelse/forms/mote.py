"""Input during a sammanträde: who is there, who serves and leads, and jäv."""

from typing import Any

from django import forms

from forbund.register.models import Person
from forbund.styrelse.queries.mote import Deltagare, Rum
from forbund.styrelse.queries.styrelsen import tankbara_sekreterare
from forbund.styrelse.states import EJ_AVGJORDA, Javsgrund, Punktslag


def val_av(deltagare: list[Deltagare]) -> list[tuple[int, str]]:
    return [(d.uppdrag_id, f"{d.namn}, {d.medlem}" if d.medlem else d.namn) for d in deltagare]


class Motesform(forms.Form):
    """Base: knows the room, and the seat of the one who asks (or the one that the sekreterare notes for)."""

    ar_filter = True  # short forms: no "(frivilligt)"

    def __init__(self, *args: Any, rum: Rum, egen: int | None = None, **kwargs: Any) -> None:
        self.rum = rum
        self.egen = egen
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fyll()

    def fyll(self) -> None:
        """Set choices from the room."""

    def valj(self, falt: str, deltagare: list[Deltagare], tomt: str = "") -> None:
        """Let one, or several, of these people be chosen."""
        val: list[tuple[Any, str]] = list(val_av(deltagare))
        self.fields[falt].choices = ([("", tomt)] if tomt else []) + val  # type: ignore[attr-defined]

    def for_vem(self, deltagare: list[Deltagare]) -> None:
        """One's own act is hidden in the form; the sekreterare chooses for whom it is noted."""
        if self.egen is not None:
            self.fields["uppdrag_id"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.egen)
        else:
            self.fields["uppdrag_id"] = forms.TypedChoiceField(
                label="Vem", coerce=int, choices=[("", "Välj…"), *val_av(deltagare)]
            )
            self.order_fields(["uppdrag_id"])

    @property
    def inne(self) -> list[Deltagare]:
        return [d for d in self.rum.deltagare.values() if d.uppdrag_id in self.rum.narvarande]

    @property
    def tjanstgorande(self) -> list[Deltagare]:
        tjanstgor = self.rum.tjanstgorande(self.rum.oppen_punkt)
        return [d for d in self.rum.deltagare.values() if d.uppdrag_id in tjanstgor]


class Knappform(Motesform):
    """An act that needs no more than a button."""


class Personform(Motesform):
    """An act about one person, whose id comes with the button."""

    uppdrag_id = forms.IntegerField(widget=forms.HiddenInput)


class OppnaForm(Motesform):
    """To open; one who is neither ordförande nor vice says that those present have chosen."""

    vald = forms.BooleanField(label="De närvarande har valt mig att leda sammanträdet", required=False)

    def fyll(self) -> None:
        egen = self.rum.deltagare.get(self.egen or 0)
        if egen is None or egen.roll != "ledamot" or self.rum.ledare() is not None:
            self.fields["vald"].widget = forms.HiddenInput()


class Narvaroform(Personform):
    """Someone has come; `genast` lets a late ledamot serve in the point that is open."""

    genast = forms.BooleanField(required=False, widget=forms.HiddenInput)


class UppropForm(Motesform):
    """The roll: those who are there are ticked."""

    narvarande = forms.TypedMultipleChoiceField(
        label="Vilka är här?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def fyll(self) -> None:
        self.valj("narvarande", list(self.rum.deltagare.values()))
        self.fields["narvarande"].initial = sorted(self.rum.narvarande)


class KallaInForm(Motesform):
    """Which ersättare serves for whom."""

    ersattare_id = forms.TypedChoiceField(label="Ersättare", coerce=int)
    for_uppdrag_id = forms.TypedChoiceField(label="Tjänstgör för", coerce=int)

    def fyll(self) -> None:
        lediga = self.rum.narvarande - frozenset(self.rum.inkallade)
        alla = self.rum.deltagare.values()
        fyllda = set(self.rum.tjanstgorande(self.rum.oppen_punkt).values())
        ersattare = [d for d in alla if not d.ar_ledamot and d.uppdrag_id in lediga]
        tomma = [d for d in alla if d.ar_ledamot and d.uppdrag_id not in fyllda]
        self.valj("ersattare_id", ersattare, "Välj…")
        self.valj("for_uppdrag_id", tomma, "Välj…")


class OrdforandeForm(Motesform):
    """Whom the board has chosen to lead."""

    uppdrag_id = forms.TypedChoiceField(label="Vem har valts att leda?", coerce=int)

    def fyll(self) -> None:
        self.valj("uppdrag_id", self.tjanstgorande, "Välj…")


class SekreterareForm(Motesform):
    """Who keeps the protokoll."""

    person_id = forms.TypedChoiceField(label="Vem för protokollet?", coerce=int)

    def fyll(self) -> None:
        kansli = [(p.pk, p.namn) for p in self._kansliet()]
        styrelsen = [(d.person_id, d.namn) for d in self.inne]
        self.fields["person_id"].choices = [("", "Välj…"), *kansli, *styrelsen]  # type: ignore[attr-defined]

    def _kansliet(self) -> list[Person]:
        return list(tankbara_sekreterare(self.rum.sammantrade.dag))


class JusterareForm(Motesform):
    """Who justerar beside the one who leads."""

    uppdrag = forms.TypedMultipleChoiceField(
        label="Vilka har valts att justera?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="Den som leder sammanträdet justerar också.",
    )

    def fyll(self) -> None:
        leder = self.rum.ledare(self.rum.oppen_punkt)
        self.valj("uppdrag", [d for d in self.tjanstgorande if d.uppdrag_id != leder])
        self.fields["uppdrag"].initial = [d.uppdrag_id for d in self.rum.deltagare.values() if d.ar_justerare]


def _grundfalt() -> forms.ChoiceField:
    return forms.ChoiceField(label="Varför?", choices=Javsgrund.choices, widget=forms.RadioSelect)


def _textfalt() -> forms.CharField:
    return forms.CharField(
        label="Vad gäller det?", required=False, max_length=500, help_text="Behövs bara om du vill förklara."
    )


class JavsnejForm(Motesform):
    """No point on the agenda concerns the person."""

    def fyll(self) -> None:
        self.for_vem([d for d in self.inne if not d.har_svarat_om_jav])


class JavsvarForm(Motesform):
    """The points that concern the person, and why."""

    punkter = forms.TypedMultipleChoiceField(
        label="Vilka ärenden?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett ärende."},
    )
    grund = _grundfalt()
    text = _textfalt()

    def fyll(self) -> None:
        self.for_vem(self.inne)
        kvar = [p for p in self.rum.punkter if p.slag == Punktslag.ARENDE and p.status in EJ_AVGJORDA]
        self.fields["punkter"].choices = [(p.pk, p.rubrik) for p in kvar]  # type: ignore[attr-defined]


class JavForm(Motesform):
    """Jäv in the point that is open."""

    grund = _grundfalt()
    text = _textfalt()

    def fyll(self) -> None:
        self.for_vem(self.tjanstgorande)


class IfragasattForm(Motesform):
    """Someone's impartiality is questioned."""

    uppdrag_id = forms.TypedChoiceField(label="Vem gäller frågan?", coerce=int)
    grund = _grundfalt()

    def fyll(self) -> None:
        self.valj("uppdrag_id", self.tjanstgorande, "Välj…")


class ProvaJavForm(Personform):
    """How the board decided a question of jäv."""

    ar_javig = forms.TypedChoiceField(
        label="Styrelsen finner att",
        choices=[("ja", "jäv föreligger"), ("nej", "jäv inte föreligger")],
        widget=forms.RadioSelect,
        coerce=lambda varde: varde == "ja",
        empty_value=None,
    )
    skal_text = forms.CharField(label="Skäl", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class NoteringForm(Motesform):
    """What the protokoll says of a procedural point."""

    notering = forms.CharField(
        label="I protokollet", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TillbakaForm(Motesform):
    """Why a point is withdrawn."""

    skal_text = forms.CharField(label="Varför utgår punkten?", max_length=500, help_text="Står i protokollet.")
