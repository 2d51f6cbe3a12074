"""Which mails the outbox shows."""

from django import forms

from forbund.frister.queries import OKLARA, SKICKADE, VANTAR


class Utkorgsfilter(forms.Form):
    ar_filter = True
    lage = forms.ChoiceField(
        label="Läge",
        choices=[("", "Alla"), (VANTAR, "Väntar"), (SKICKADE, "Skickade"), (OKLARA, "Oklara och misslyckade")],
        required=False,
    )
