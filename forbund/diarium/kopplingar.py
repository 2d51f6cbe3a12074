"""What the diarium registers with the kernel: its room in the menu, its duties, its files."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from forbund.diarium.access import synliga_for
from forbund.diarium.models import Arende, Handling
from forbund.diarium.queries import arenden_for_lista, att_ta_hand_om, filer_i_bruk, handlingar_med
from forbund.diarium.states import Karantan, slagnamn
from forbund.grund import dates, filer, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

web.meny(web.Menyval(3, "Ärenden", "diarium:arenden", Ratt.SE_ARENDEN))
filer.i_bruk(filer_i_bruk)


@web.sok
def arenden(konto: Konto, text: str) -> web.Traffar | None:
    """Ärenden by dnr or by words."""
    if not access.can(konto, Ratt.SE_ARENDEN):
        return None
    lista = reverse("diarium:arenden", args=[access.slug(konto)])

    def rad(arende: Arende) -> web.Traff:
        return web.Traff(arende.rubrik, f"{lista}{arende.pk}/", f"{arende.dnr} · {slagnamn(arende.slag)}")

    fler = f"{lista}?{urlencode({'sok': text})}"
    return web.traffar(10, "Ärenden", arenden_for_lista(sok=text).only("rubrik", "slag", "ar", "nummer"), rad, fler)


HANDLINGENS = ("rubrik", "nummer", "datum", "arende__ar", "arende__nummer")


@web.sok
def handlingar(konto: Konto, text: str) -> web.Traffar | None:
    """Papers that the konto may know of."""
    if not access.can(konto, Ratt.SE_ARENDEN):
        return None
    lista = reverse("diarium:arenden", args=[access.slug(konto)])

    def rad(handling: Handling) -> web.Traff:
        undertext = f"{handling.beteckning} · {dates.visa_dag(handling.datum)}"
        return web.Traff(handling.rubrik, f"{lista}{handling.arende_id}/", undertext)

    return web.traffar(50, "Handlingar", handlingar_med(synliga_for(konto), text).only(*HANDLINGENS), rad)


@web.att_gora
def stangda_filer(konto: Konto, idag: date) -> Iterator[web.Uppgift]:
    """Files that nobody can read until someone has judged them, or has had them searched again."""
    if not access.can(konto, Ratt.DIARIEFORA):
        return
    for handling in att_ta_hand_om().select_related("forbund")[:20]:
        yield _last(handling) if handling.karantan == Karantan.LAST else _okontrollerad(handling)


def _last(handling: Handling) -> web.Uppgift:
    return web.Uppgift(
        rubrik=f"Bedöm den låsta filen {handling.beteckning}",
        url=reverse("diarium:bedom", args=[handling.forbund.slug, handling.pk]),
        knapp="Bedöm",
        lag_text="Artikel 6 och 9 dataskyddsförordningen",
        regel="R57",
        undertext="Filen innehåller personnummer och kan inte läsas av någon förrän den är bedömd.",
    )


def _okontrollerad(handling: Handling) -> web.Uppgift:
    return web.Uppgift(
        rubrik=f"Kontrollera filen {handling.beteckning} igen",
        url=reverse("diarium:arende", args=[handling.forbund.slug, handling.arende_id]),
        knapp="Till ärendet",
        lag_text="Artikel 6 och 9 dataskyddsförordningen",
        regel="R57",
        undertext="Kontrollen av filen misslyckades, och den kan inte läsas av någon förrän den är kontrollerad.",
    )
