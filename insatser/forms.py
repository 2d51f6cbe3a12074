"""Input of the insatser."""

from collections.abc import Iterable
from typing import Any

from django import forms

from insatser.states import Insatstyp


class FilterForm(forms.Form):
    """The list's filter."""

    ar_filter = True

    sok = forms.CharField(label="Sök i insatsernas namn", required=False, max_length=100)
    insatstyp = forms.ChoiceField(label="Slag", required=False, choices=[("", "Alla slag"), *Insatstyp.choices])

    def __init__(self, *args: Any, aren: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ar"] = forms.TypedChoiceField(
            label="År",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Alla år"), *((a, str(a)) for a in aren)],
        )
