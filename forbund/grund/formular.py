"""How forms are drawn: one renderer, and the widgets and fields that Swedish board papers need.

Pages write plain `Form`s; the mark-up of the design system lives in `templates/forms/` alone.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forbund.grund.errors import Varning
from forbund.grund.money import las_belopp, visa_tal

SKAL = "skal_"
_ETT_SKAL = re.compile(rf"{SKAL}R\d+")
LANGSTA_SKAL = 4000

_SLAG: tuple[tuple[str, tuple[type[forms.Widget], ...]], ...] = (
    ("kryss", (forms.CheckboxInput,)),
    ("kryssgrupp", (forms.CheckboxSelectMultiple,)),
    ("radio", (forms.RadioSelect,)),
    ("delad", (forms.MultiWidget, forms.SelectDateWidget)),
    ("val", (forms.Select,)),
    ("stor", (forms.Textarea,)),
)
KLASSER = {
    "text": "text-field__input",
    "stor": "textarea-field__textarea textarea-field__resize--vertical",
    "val": "select-field__select",
    "kryss": "checkbox__input",
    "radio": "radio-button__input",
    "kryssgrupp": "checkbox__input",
    "delad": "text-field__input",
}


KLARSPRAK = {
    "required": "Det här behöver du fylla i.",
    "invalid_choice": "Välj något av det som står i listan.",
}


def tala_klarsprak() -> None:
    """Say what to do when a field is empty or a choice unknown, in every form; called once at start."""
    forms.Field.default_error_messages["required"] = KLARSPRAK["required"]
    forms.ChoiceField.default_error_messages["invalid_choice"] = KLARSPRAK["invalid_choice"]


class Formular(TemplatesSetting):
    """The project's templates draw forms and fields; the controls that pages have dozens of are written here."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/falt.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        skriv = _KONTROLLER.get(template_name)
        return skriv(context["widget"]) if skriv else super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    """No placeholder: the label says what to write, and stays when one writes."""
    varde = {} if widget["value"] is None else {"value": str(widget["value"])}
    attribut = {namn: v for namn, v in widget["attrs"].items() if namn != "placeholder"}
    return format_html("<input{}>", flatatt({"type": widget["type"], "name": widget["name"], **varde, **attribut}))


def _textarea(widget: dict[str, Any]) -> SafeString:
    attribut = flatatt({"name": widget["name"], **widget["attrs"]})
    return format_html("<textarea{}>\n{}</textarea>", attribut, widget["value"] or "")


def _select(widget: dict[str, Any]) -> SafeString:
    grupper = [
        format_html('<optgroup label="{}">{}</optgroup>', grupp, _alternativ(val)) if grupp else _alternativ(val)
        for grupp, val, _ in widget["optgroups"]
    ]
    attribut = flatatt({"name": widget["name"], **widget["attrs"]})
    return format_html("<select{}>{}</select>", attribut, format_html_join("\n", "{}", ((g,) for g in grupper)))


def _alternativ(val: list[dict[str, Any]]) -> SafeString:
    rader = ((str(ett["value"]), flatatt(ett["attrs"]), ett["label"]) for ett in val)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', rader)


def _grupp(widget: dict[str, Any]) -> SafeString:
    """Radio buttons or boxes, each with its label; the fieldset around them says what is wrong."""
    delar = [
        format_html("{}{}", format_html('<p class="label">{}</p>', namn) if namn else "", _knappar(val))
        for namn, val, _ in widget["optgroups"]
    ]
    return format_html("<div>{}</div>", format_html_join("", "{}", ((del_,) for del_ in delar)))


def _knappar(val: list[dict[str, Any]]) -> SafeString:
    rad = '<div class="{0}"><input{1}><label class="{0}__label" for="{2}">{3}</label></div>'
    return format_html_join("\n", rad, (_knapp(ett) for ett in val))


def _knapp(ett: dict[str, Any]) -> tuple[str, str, str, str]:
    attribut = {namn: varde for namn, varde in ett["attrs"].items() if namn != "aria-invalid"}
    alla = flatatt({"type": ett["type"], "name": ett["name"], "value": str(ett["value"]), **attribut})
    return "radio-button" if ett["type"] == "radio" else "checkbox", alla, ett["attrs"]["id"], ett["label"]


_KONTROLLER: dict[str, Callable[[dict[str, Any]], SafeString]] = {
    **{
        f"django/forms/widgets/{namn}.html": _input
        for namn in ("hidden", "text", "number", "email", "password", "date", "time")
    },
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/radio.html": _grupp,
    "django/forms/widgets/checkbox_select.html": _grupp,
}


class Datum(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class Klockslag(forms.TimeInput):
    """A time of day, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class DatumTid(forms.DateTimeInput):
    """A day and a time in one control."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class Beloppsruta(forms.TextInput):
    """Kronor as people write them; the unit stands behind the box."""

    efter = "kr"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class Beloppsfalt(forms.Field):
    """An amount: reads "1 410 000,50" to `Decimal`, shows it the same way; `minst` is the lowest allowed."""

    widget = Beloppsruta

    def __init__(self, *, minst: Decimal | None = Decimal(0), **kwargs: Any) -> None:
        self.minst = minst
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return visa_tal(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return las_belopp(str(value))
        except ValueError as fel:
            raise ValidationError(str(fel), code="invalid") from fel

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and self.minst is not None and value < self.minst:
            text = f"Beloppet kan inte vara mindre än {visa_tal(self.minst)} kr."
            raise ValidationError(text, code="min_value")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def ar_skal(namn: str) -> bool:
    """Is it the name of a reason for going on in spite of a rule's warning: `skal_R12`?"""
    return _ETT_SKAL.fullmatch(namn) is not None


def skalfalt(varning: Varning | None = None) -> forms.CharField:
    """Where one writes why one goes on in spite of the warning; without it, a reason that was typed and is kept."""
    hjalp = (varning.text, varning.lagrum, varning.utvag) if varning else ()
    return forms.CharField(
        label="Skäl att ändå gå vidare" if varning else "Skäl",
        help_text="\n".join(text for text in hjalp if text),
        required=False,
        max_length=LANGSTA_SKAL,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def slag(falt: forms.BoundField) -> str:
    """Which mark-up the field takes: text, stor, val, kryss, radio, kryssgrupp, delad or skal."""
    if ar_skal(falt.name):
        return "skal"
    widget = falt.field.widget
    return next((namn for namn, klasser in _SLAG if isinstance(widget, klasser)), "text")


def kontroll_id(falt: forms.BoundField) -> str:
    """The id a link to the field leads to: the first choice of a group, else the control itself."""
    if slag(falt) in {"radio", "kryssgrupp"}:
        return f"{falt.auto_id}_0"
    return str(falt.id_for_label or falt.auto_id)
