"""Reads of the outbox."""

from django.db.models import QuerySet

from forbund.grund import utskick
from forbund.grund.models import Utskick, Utskicksstatus

VANTAR, SKICKADE, OKLARA = "vantar", "skickade", "oklara"


def utskick_for_utkorg(lage: str = "") -> QuerySet[Utskick]:
    """Mails with their receivers, the latest due first; `lage` is vantar, skickade, oklara or empty."""
    fraga = utskick.oklara() if lage == OKLARA else Utskick.objects.all()
    if lage == VANTAR:
        fraga = fraga.filter(status__in=[Utskicksstatus.VANTAR, Utskicksstatus.SKICKAS])
    elif lage == SKICKADE:
        fraga = fraga.filter(status=Utskicksstatus.SKICKAT)
    return fraga.select_related("konto").order_by("-forfaller", "-id")


def slugs_for_oklara() -> list[str]:
    """The slug of the open förbund once for each mail that a person must judge."""
    return list(utskick.oklara().values_list("forbund__slug", flat=True)[:100])


def slugs_for_forsenade() -> list[str]:
    """The slug of the open förbund once for each mail that should have left an hour ago."""
    return list(utskick.forsenade().values_list("forbund__slug", flat=True)[:100])
