"""What frister registers with the kernel: the outbox in the menu, and mails that a person must judge."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from forbund.frister.queries import OKLARA, VANTAR, att_bedoma
from forbund.grund import web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

web.meny(web.Menyval(95, "Utkorg", "frister:utkorg", Ratt.SE_UTSKICK))


@web.att_gora
def utskick_att_bedoma(konto: Konto, idag: date) -> Iterator[web.Uppgift]:
    """Mails that may not have come through, and mail that stands still."""
    if not access.can(konto, Ratt.SE_UTSKICK):
        return
    brev = att_bedoma()
    if brev.oklara:
        yield web.Uppgift(
            rubrik=f"{_brev(brev.oklara)} kan ha kommit bort",
            url=f"{reverse('frister:utkorg', args=[brev.slug])}?lage={OKLARA}",
            knapp="Se utkorgen",
            undertext="Systemet skickar aldrig samma brev två gånger av sig självt. Du avgör om det ska skickas igen.",
        )
    if brev.forsenade:
        yield web.Uppgift(
            rubrik=f"{_brev(brev.forsenade)} har inte kunnat skickas",
            url=f"{reverse('frister:utkorg', args=[brev.slug])}?lage={VANTAR}",
            knapp="Se utkorgen",
            undertext="E-postservern svarar inte. Breven går i väg av sig själva när den svarar igen.",
        )


def _brev(antal: int) -> str:
    return "Ett brev" if antal == 1 else f"{antal} brev"
