"""Input to the protokoll and its justering."""

from collections.abc import Iterable
from typing import Any

from django import forms


class TextForm(forms.Form):
    """The sekreterare's words in one §."""

    text = forms.CharField(
        label="Text i protokollet",
        widget=forms.Textarea(attrs={"rows": 12, "class": "protokollstext"}),
        required=False,
        max_length=20_000,
        help_text="Skriv det som behövs utöver fakta, till exempel vad föredraganden redogjorde för eller en "
        "protokollsanteckning. Skriv inga personuppgifter om deltagare.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class JusteraForm(forms.Form):
    """Which §§ to justera, in the file that was read."""

    punkter = forms.TypedMultipleChoiceField(
        label="Paragrafer att justera",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en paragraf."},
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, val: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["punkter"].choices = list(val)  # type: ignore[attr-defined]  # a choice field


class PapperForm(forms.Form):
    """The page that was signed on paper."""

    fil = forms.FileField(
        label="Den underskrivna sidan",
        allow_empty_file=True,
        help_text="Pdf, png eller jpg, högst 25 MB. Den registreras som inkommen handling i sammanträdets ärende.",
        error_messages={"required": "Välj filen med underskriften."},
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg"}),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AterlamnaForm(forms.Form):
    """What must change before the § can be justerad."""

    text = forms.CharField(
        label="Vad behöver ändras?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5_000,
        help_text="Den som skriver protokollet läser det här, rättar och sänder ut protokollet igen.",
    )


class RattelseForm(forms.Form):
    """A slip in a justerat protokoll."""

    text = forms.CharField(
        label="Vad är fel, och hur ska det läsas?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        help_text="Till exempel: I beslutet står 2026. Rätt är 2027. Bara uppenbara skrivfel rättas så här.",
    )


class MotiveringForm(forms.Form):
    """The written ground of a reservation."""

    text = forms.CharField(
        label="Varför reserverar du dig?",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
        help_text="Texten tas in i protokollet som du skriver den. Den lämnas innan paragrafen är justerad.",
    )
    sedd = forms.CharField(required=False, widget=forms.HiddenInput)
