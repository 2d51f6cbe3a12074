"""Input to the way a decision is made: yrkanden, propositions, votes and reservations."""

from typing import Any

from django import forms

from forbund.grund.formular import Beloppsfalt
from forbund.grund.money import visa_belopp
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.forms.dagordning import folj_summan, rader
from forbund.styrelse.forms.mote import Motesform
from forbund.styrelse.queries.dagordning import punktens_belopp
from forbund.styrelse.states import Rostval, Yrkandeslag


class YrkandeForm(Motesform):
    """Bifall, avslag, återremiss or bordläggning; the kind comes with the button, or is chosen by the sekreterare."""

    slag = forms.ChoiceField(
        label="Yrkar", choices=[(v, n) for v, n in Yrkandeslag.choices if v != Yrkandeslag.ANDRING]
    )
    text = forms.CharField(label="Motivering", required=False, max_length=1000)

    def fyll(self) -> None:
        self.for_vem(self.tjanstgorande)


class AndringForm(Motesform):
    """A proposal of one's own: text, terms and money, with those of the point to begin from."""

    slag = forms.CharField(initial=Yrkandeslag.ANDRING.value, widget=forms.HiddenInput)
    att_satser = forms.CharField(
        label="Styrelsen beslutar att …",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="En sats på varje rad. Ändrar du beloppen här nedanför ändras summan i satsen.",
    )
    villkor = forms.CharField(
        label="Villkor", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Ett villkor på varje rad."
    )
    text = forms.CharField(label="Motivering", required=False, max_length=1000)

    def fyll(self) -> None:
        self.for_vem(self.tjanstgorande)
        punkt = self.rum.oppen_punkt
        self.belopp = punktens_belopp(punkt) if punkt is not None and punkt.arende_id else ()
        if punkt is not None:
            self.fields["att_satser"].initial = "\n".join(punkt.att_satser)
            self.fields["villkor"].initial = "\n".join(punkt.villkor)
        medlemmar = {d.medlem_id: d.medlem for d in self.rum.deltagare.values()}
        for nr, rad in enumerate(self.belopp):
            till = f" till {medlemmar[rad.medlem_id]}" if rad.medlem_id in medlemmar and rad.medlem_id else ""
            self.fields[f"belopp_{nr}"] = Beloppsfalt(
                label=f"Belopp {rad.ar}{till}",
                required=False,
                initial=rad.belopp,
                help_text=f"Förslaget: {visa_belopp(rad.belopp)}. Lämna tomt för att ta bort beloppet.",
            )
            self.fields[f"finansiering_{nr}"] = forms.CharField(
                label=f"Finansieras {rad.ar}{till} av", required=False, max_length=300, initial=rad.finansiering
            )

    def clean_att_satser(self) -> list[str]:
        return rader(self.cleaned_data["att_satser"])

    def clean_villkor(self) -> list[str]:
        return rader(self.cleaned_data["villkor"])

    def clean(self) -> dict[str, Any]:
        falt = super().clean() or {}
        belopp = []
        for nr, rad in enumerate(self.belopp):
            kronor, finansiering = falt.pop(f"belopp_{nr}", None), falt.pop(f"finansiering_{nr}", "")
            if kronor:
                belopp.append(Belopp(rad.ar, kronor, finansiering, rad.medlem_id))
        falt["belopp"] = belopp
        falt["att_satser"] = folj_summan(falt.get("att_satser", []), self.belopp, belopp)
        return falt


class RedovisaForm(Motesform):
    """Which proposal the one who leads finds has won; none means that the ärende is settled today."""

    yrkande_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BegarForm(Motesform):
    """Who asks for omröstning."""

    def fyll(self) -> None:
        self.for_vem(self.tjanstgorande)


class OppnaOmrostningForm(Motesform):
    """The counter-proposal, when more than two contend."""

    motforslag_id = forms.TypedChoiceField(
        label="Vilket förslag är motförslag?",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text="Styrelsen väljer det med acklamation. Omröstningen står sedan mellan två förslag.",
    )

    def __init__(self, *args: Any, motforslag: list[tuple[int, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if motforslag:
            self.fields["motforslag_id"].choices = motforslag  # type: ignore[attr-defined]
        else:
            self.fields["motforslag_id"] = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RostForm(Motesform):
    """One vote, confirmed."""

    val = forms.ChoiceField(choices=Rostval.choices, widget=forms.HiddenInput)
    uppdrag_id = forms.IntegerField(widget=forms.HiddenInput)


class StangForm(Motesform):
    """To close a vote: the rest abstain, or the utslagsröst that is needed."""

    avstar_resten = forms.BooleanField(required=False, widget=forms.HiddenInput)
    utslagsrost = forms.ChoiceField(
        choices=[("", ""), ("ja", "Ja"), ("nej", "Nej")], required=False, widget=forms.HiddenInput
    )


class KlubbaForm(Motesform):
    """The klubbslag; who abstains from the whole decision, and noted agreement."""

    enig = forms.BooleanField(label="Styrelsen är enig, och det antecknas", required=False)
    avstar = forms.TypedMultipleChoiceField(
        label="Avstår från att delta i beslutet", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def fyll(self) -> None:
        leder = self.rum.ledare(self.rum.oppen_punkt)
        self.valj("avstar", [d for d in self.tjanstgorande if d.uppdrag_id != leder])


class ReservationForm(Motesform):
    """To reserve oneself; the ground may come later."""

    text = forms.CharField(
        label="Motivering",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kan lämnas senare, innan paragrafen justeras.",
    )

    def fyll(self) -> None:
        self.for_vem(list(self.rum.deltagare.values()))


class MotiveraForm(Motesform):
    """The written ground of a reservation."""

    text = forms.CharField(label="Motivering", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
