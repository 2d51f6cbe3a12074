"""Reads of the outbox."""

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from forbund.grund import utskick
from forbund.grund.models import Utskick, Utskicksstatus

VANTAR, SKICKADE, OKLARA = "vantar", "skickade", "oklara"


def utskick_for_utkorg(lage: str = "") -> QuerySet[Utskick]:
    """Mails with their receivers, the latest due first; `lage` is vantar, skickade, oklara or empty."""
    fraga = Utskick.objects.filter(utskick.ar_oklart()) if lage == OKLARA else Utskick.objects.all()
    if lage == VANTAR:
        fraga = fraga.filter(status__in=[Utskicksstatus.VANTAR, Utskicksstatus.SKICKAS])
    elif lage == SKICKADE:
        fraga = fraga.filter(status=Utskicksstatus.SKICKAT)
    return fraga.select_related("konto").order_by("-forfaller", "-id")


@dataclass(frozen=True)
class AttBedoma:
    """Mails of the open förbund that a person should look at."""

    slug: str
    oklara: int
    forsenade: int


def att_bedoma() -> AttBedoma:
    """How many may have been lost, and how many should have left an hour ago: one query."""
    oklart, sent = utskick.ar_oklart(), utskick.ar_forsenat()
    svar = Utskick.objects.filter(oklart | sent).aggregate(
        slug=Max("forbund__slug"), oklara=Count("pk", filter=oklart), forsenade=Count("pk", filter=sent)
    )
    return AttBedoma(svar["slug"] or "", svar["oklara"], svar["forsenade"])
