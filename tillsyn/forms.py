"""Filters of the log."""

from django import forms

from tillsyn.states import HANDELSER, UTKASTETS


class Loggfilter(forms.Form):
    """Words, kind and day."""

    ar_filter = True
    sok = forms.CharField(label="Sök person eller ärende", required=False, max_length=100)
    typ = forms.ChoiceField(label="Händelse", required=False)
    fran = forms.DateField(label="Från och med", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on unread
        falt = self.fields["typ"]
        assert isinstance(falt, forms.ChoiceField)  # noqa: S101  # declared above
        synliga = ((typ, namn) for typ, namn in HANDELSER.items() if typ not in UTKASTETS)
        falt.choices = [("", "Alla"), *sorted(synliga, key=lambda rad: rad[1])]
