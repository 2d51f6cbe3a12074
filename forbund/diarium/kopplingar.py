"""What the diarium registers with the kernel: its room in the menu, its duties, its files."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from forbund.diarium.queries import filer_i_bruk, obedomda_lasta
from forbund.grund import filer, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

web.meny(web.Menyval(3, "Ärenden", "diarium:arenden", Ratt.SE_ARENDEN))
filer.i_bruk(filer_i_bruk)


@web.att_gora
def lasta_filer(konto: Konto, idag: date) -> Iterator[web.Uppgift]:
    """Files that were locked and that nobody has judged."""
    if not access.can(konto, Ratt.DIARIEFORA):
        return
    for handling in obedomda_lasta().select_related("forbund")[:20]:
        yield web.Uppgift(
            rubrik=f"Bedöm den låsta filen {handling.beteckning}",
            url=reverse("diarium:bedom", args=[handling.forbund.slug, handling.pk]),
            knapp="Bedöm",
            lag_text="Artikel 6 och 9 dataskyddsförordningen",
            regel="R57",
            undertext="Filen innehåller personnummer och kan inte läsas av någon förrän den är bedömd.",
        )
