"""To-do of the live sammanträde: the way in, when it is about to begin and while it goes on."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from forbund.grund import dates, web
from forbund.register import access
from forbund.register.states import STYRELSEROLLER, Ratt
from forbund.styrelse.queries.laget import laget
from forbund.styrelse.states import UNDER_MOTET

if TYPE_CHECKING:
    from forbund.register.models import Konto


@web.att_gora
def till_motet(konto: "Konto", idag: date) -> Iterator[web.Uppgift]:
    """Go to the sammanträde, for those who sit there and the one who keeps the protokoll."""
    if not (access.uppdrag_ids(konto, *STYRELSEROLLER) or access.can(konto, Ratt.FORA_PROTOKOLL)):
        return
    sammantrade = laget().pagar_eller_borjar()
    if sammantrade is None:
        return
    pagar = sammantrade.status in UNDER_MOTET
    yield web.Uppgift(
        rubrik="Sammanträdet pågår" if pagar else f"Sammanträdet börjar {dates.visa_klockslag(sammantrade.start)}",
        url=reverse("styrelse:mote", args=[access.slug(konto), sammantrade.pk]),
        knapp="Till sammanträdet",
        senast=sammantrade.dag,
        undertext=sammantrade.plats,
    )
