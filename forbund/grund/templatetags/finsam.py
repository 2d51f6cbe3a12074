"""Tags of the design system's mark-up that pages write often: icon, message box, law reference, bars."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from forbund.grund import formular
from forbund.grund.errors import Upptaget

register = template.Library()

EGNA_IKONER = frozenset({"grepp", "konto", "las", "klocka", "upp", "ned", "info", "varning", "fel", "klart"})
RUTOR = {
    "info": ("info", "Information"),
    "klart": ("success", "Klart"),
    "varning": ("warning", "Varning"),
    "fel": ("error", "Fel"),
}


@register.simple_tag
def ikon(namn: str, text: str = "") -> SafeString:
    """An icon, silent to screen readers unless it is given a text of its own."""
    bild = _bild(namn)
    if text:
        return format_html('<svg class="icon" role="img" aria-label="{}">{}</svg>', text, bild)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false">{}</svg>', bild)


@functools.cache
def _bild(namn: str) -> SafeString:
    """Where the icon is drawn: the same in every page of a process."""
    fil, symbol = (
        ("ikoner/ikoner.svg", namn) if namn in EGNA_IKONER else ("fkui/ikoner/spritesheet.svg", f"f-icon-{namn}")
    )
    return format_html('<use href="{}#{}"></use>', static(fil), symbol)


@register.simple_tag
def lagrum(text: str, regel_id: str = "") -> SafeString:
    """A paragraph as a dotted link to the rule in plain words; without a rule, the words alone."""
    if not regel_id:
        return format_html('<span class="lag">{}</span>', text)
    return format_html('<a class="lag" href="{}#{}">{}</a>', reverse("regelverk"), regel_id, text)


@register.inclusion_tag("_ruta.html")
def ruta(slag: str, text: object, roll: str = "") -> dict[str, object]:
    """A message box: slag is info, klart, varning or fel; its kind is also said in words."""
    klass, ord_ = RUTOR[slag]
    return {"slag": klass, "symbol": slag, "ord": ord_, "text": text, "roll": roll}


@dataclass(frozen=True)
class Segment:
    """One part of a bar: place and width in per mille of the whole."""

    slag: str
    text: str
    belopp: str
    x: int
    bredd: int


@register.inclusion_tag("_stang.html")
def stang(delar: Sequence[tuple[str, str, int]], helhet: str = "") -> dict[str, object]:
    """Money as one bar with its key: rows of (text, amount as text, share in per mille), at most four."""
    segment: list[Segment] = []
    x = 0
    for slag, (text, belopp, promille) in zip("abcd", delar, strict=False):
        segment.append(Segment(slag, text, belopp, x, promille))
        x += promille
    ord_ = ", ".join(f"{ett.text} {ett.belopp}" for ett in segment)
    return {"segment": segment, "beskrivning": f"{helhet}: {ord_}" if helhet else ord_}


@register.inclusion_tag("_matare.html")
def matare(har: int, av: int, grans: int) -> dict[str, object]:
    """How many of the seats are present, with the limit marked: har of av, at least grans."""
    platser = [{"har": nr <= har, "grans": nr == grans} for nr in range(1, av + 1)]
    return {"platser": platser, "har": har, "av": av, "grans": grans}


@register.filter
def slag(falt: BoundField) -> str:
    """Which mark-up a form field takes."""
    return formular.slag(falt)


@register.filter
def kontroll_id(falt: BoundField) -> str:
    """The id that a link to the field leads to."""
    return formular.kontroll_id(falt)


@register.simple_tag
def kontroll(falt: BoundField) -> SafeString:
    """The field's control with the design system's class beside the widget's own."""
    klass = formular.KLASSER["stor" if formular.slag(falt) == "skal" else formular.slag(falt)]
    egen = falt.field.widget.attrs.get("class", "")
    return falt.as_widget(attrs={"class": f"{klass} {egen}".strip()})


@register.filter
def sida_vid_sida(fel: Upptaget) -> list[tuple[str, str, str]]:
    """What two people wrote in the same boxes: label, yours, theirs."""
    etiketter = dict.fromkeys([*fel.ditt, *fel.deras])
    return [(etikett, fel.ditt.get(etikett, ""), fel.deras.get(etikett, "")) for etikett in etiketter]


@register.simple_tag(takes_context=True)
def sidan_fore(context: Context) -> str:
    """The page that a refused form stood on: an act's own address cannot be opened."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    fran = request.headers.get("Referer", "")
    egen = url_has_allowed_host_and_scheme(fran, {request.get_host()}, require_https=request.is_secure())
    return fran if egen else request.path


@register.filter
def mening(etikett: str) -> str:
    """A label closed as a sentence: "Rubrik.", "Hur ska omröstningen ske?"."""
    return etikett if etikett.endswith(("?", ".", "!")) else f"{etikett}."
