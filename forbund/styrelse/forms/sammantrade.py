"""Input about a sammanträde as a whole."""

from datetime import date
from typing import Any

from django import forms

from forbund.grund import dates
from forbund.grund.formular import Datum, Klockslag
from forbund.register.models import Person
from forbund.styrelse.models import Sammantrade
from forbund.styrelse.queries.styrelsen import tankbara_sekreterare


class Sammantradesform(forms.Form):
    """When and where, and who keeps the protokoll."""

    dag = forms.DateField(label="Dag", widget=Datum, help_text="Kallelsen ska gå ut i god tid före den dagen.")
    klockan = forms.TimeField(label="Klockan", widget=Klockslag)
    plats = forms.CharField(label="Plats", max_length=200, help_text="Lokal och ort, så att alla hittar dit.")
    sekreterare = forms.ModelChoiceField(
        label="Sekreterare", queryset=Person.objects.none(), required=False, empty_label="Bestäms senare"
    )

    def __init__(self, *args: Any, idag: date, sammantrade: Sammantrade | None = None, **kwargs: Any) -> None:
        if sammantrade is not None:
            start = sammantrade.start.astimezone(dates.STOCKHOLM)
            kwargs["initial"] = {
                "dag": start.date(),
                "klockan": start.time(),
                "plats": sammantrade.plats,
                "sekreterare": sammantrade.sekreterare_id,
                "version": sammantrade.version,
            }
        super().__init__(*args, **kwargs)
        self.fields["sekreterare"].queryset = tankbara_sekreterare(idag)  # type: ignore[attr-defined]  # a ModelChoiceField
        if sammantrade is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        falt = super().clean() or {}
        if falt.get("dag") and falt.get("klockan"):
            falt["start"] = dates.lokal(falt.pop("dag"), falt.pop("klockan"))
        return falt


class InstallForm(forms.Form):
    """Why a sammanträde is called off."""

    skal_text = forms.CharField(
        label="Varför ställs sammanträdet in?", widget=forms.Textarea(attrs={"rows": 3}), help_text="Sparas i loggen."
    )


class Publiceringsform(forms.Form):
    """What the page showed when the kallelse was published."""

    version = forms.IntegerField(widget=forms.HiddenInput)
