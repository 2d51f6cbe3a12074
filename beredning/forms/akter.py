"""Small forms of single acts."""

from collections.abc import Iterable
from typing import Any

from django import forms

from beredning.states import LANGSTA_SVAR, Svar
from forbund.grund.errors import Varning
from forbund.grund.formular import SKAL, Datum, skalfalt
from forbund.register.models import Konto, Medlem


class NyttForm(forms.Form):
    """The name, and for whom when one speaks for several."""

    rubrik = forms.CharField(
        label="Förslagets namn",
        help_text="Du kan ändra namnet medan du skriver.",
        max_length=200,
    )

    def __init__(self, *args: Any, medlemmar: Iterable[Medlem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        val = [(m.pk, str(m)) for m in medlemmar]
        self.fields["medlem_id"] = forms.TypedChoiceField(
            label="För vilken medlem?",
            coerce=int,
            choices=val,
            initial=val[0][0] if val else None,
            widget=forms.HiddenInput if len(val) == 1 else forms.Select,
        )


class BekraftaForm(forms.Form):
    """Nothing but a confirmation, and a reason for each warning that is known beforehand."""

    def __init__(self, *args: Any, varningar: Iterable[Varning] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for varning in varningar:
            self.fields[SKAL + varning.regel] = skalfalt(varning)


class MotiveringForm(forms.Form):
    """A reason that stays with the förslag."""

    motivering = forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, fraga: str, hjalp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivering"].label = fraga
        self.fields["motivering"].help_text = hjalp


class FragaForm(forms.Form):
    """Who is asked, and by when."""

    senast = forms.DateField(
        label="Svara senast",
        help_text="De tillfrågade får ett mejl nu och en påminnelse två dagar innan tiden går ut.",
        widget=Datum,
    )

    def __init__(self, *args: Any, medlemmar: Iterable[Medlem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["medlemmar"] = forms.TypedMultipleChoiceField(
            label="Medlemmar som ska ta ställning",
            help_text="Alla fyra parter behöver ha svarat innan förslaget går till styrelsen.",
            coerce=int,
            choices=[(m.pk, str(m)) for m in medlemmar],
            widget=forms.CheckboxSelectMultiple,
        )


class DelaForm(forms.Form):
    """Whom to invite to write."""

    def __init__(self, *args: Any, mojliga: Iterable[tuple[Konto, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["konto_id"] = forms.TypedChoiceField(
            label="Bjud in någon att skriva",
            help_text="Personen kan läsa och ändra förslaget medan det är ett utkast eller kompletteras, men inte "
            "lämna in det. Inbjudan antecknas med dag.",
            coerce=int,
            choices=[("", "Välj person"), *((konto.pk, f"{konto.namn}, {medlem}") for konto, medlem in mojliga)],
        )


class SlutaDelaForm(forms.Form):
    konto_id = forms.IntegerField(widget=forms.HiddenInput)


class StallningForm(forms.Form):
    """What the medlem thinks."""

    svar = forms.ChoiceField(
        label="Vad säger ni om förslaget?",
        help_text="Beredningen rekommenderar. Det är styrelsen som beslutar.",
        choices=[(s.value, s.label) for s in Svar if s is not Svar.INGET_SVAR],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Kommentar, villkor eller skäl",
        help_text="Frivillig, men behövs när ni ställer villkor eller avstyrker. Texten följer med till styrelsen.",
        required=False,
        max_length=LANGSTA_SVAR,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """The list's filter."""

    ar_filter = True

    sok = forms.CharField(label="Sök i förslagens namn", required=False, max_length=100)
    lage = forms.ChoiceField(label="Läge", required=False)

    def __init__(self, *args: Any, lagen: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lage"].choices = list(lagen)  # type: ignore[attr-defined]  # a ChoiceField
