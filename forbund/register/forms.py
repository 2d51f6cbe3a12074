"""Input to the register."""

from datetime import timedelta
from typing import Any

from django import forms

from forbund.grund import dates
from forbund.register.access import Rattigheter


class Sokform(forms.Form):
    """What to look for in the förbund."""

    ar_filter = True

    q = forms.CharField(
        label="Sök i allt du får läsa",
        max_length=100,
        help_text="Ord ur en rubrik, ett diarienummer (2026/118), en handling (2026/118-3) eller en paragraf (§ 37).",
    )


class NyckelForm(forms.Form):
    """A new API key: what for, in which förbund, and for how long."""

    namn = forms.CharField(
        label="Vad nyckeln ska användas till",
        max_length=100,
        help_text="Till exempel ”Power BI i Kalmar”. Namnet syns i förbundets logg.",
    )
    forbund_id = forms.TypedChoiceField(label="Förbund", coerce=int)
    till = forms.DateField(label="Sista dag", widget=forms.DateInput(attrs={"type": "date"}), help_text="Högst ett år.")
    far_skriva = forms.BooleanField(
        label="Nyckeln får också lämna ställningstaganden",
        required=False,
        help_text="Utan kryss kan den bara läsa.",
    )

    def __init__(self, *args: Any, rattigheter: Rattigheter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        falt = self.fields["forbund_id"]
        assert isinstance(falt, forms.ChoiceField)  # noqa: S101  # declared above
        falt.choices = list({rad.forbund_id: rad.forbund_namn for rad in rattigheter.rader}.items())
        self.fields["till"].initial = dates.idag() + timedelta(days=180)
