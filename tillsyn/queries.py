"""Reads for those who hold the förbund to account: the log, and key figures over several förbund."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from beredning.models import Forslag
from forbund.diarium.models import Arende
from forbund.grund import audit
from forbund.grund.models import Handelse
from forbund.grund.web import med_orden
from forbund.register.models import Forbund
from forbund.styrelse.models import Beslut
from insatser.models import Bevillning
from tillsyn.states import UTKASTETS


def loggen(*, med_lasningar: bool, sok: str = "", typ: str = "", fran: date | None = None) -> QuerySet[Handelse]:
    """The log of the open förbund, the latest first.

    What a part does with a draft is its own (R115). What revisors and granskare have read is not for those they audit
    to see (R109): `med_lasningar` is for the auditors themselves.
    """
    fraga = Handelse.objects.exclude(typ__in=UTKASTETS)
    if not med_lasningar:
        fraga = fraga.exclude(typ=audit.LASNING)
    if typ:
        fraga = fraga.filter(typ=typ)
    if fran:
        fraga = fraga.filter(tid__date__gte=fran)
    fraga = fraga.filter(med_orden(sok, "rubrik", "namn"))
    visas = ("nummer", "tid", "namn", "at", "typ", "rubrik", "efter", "lagrum", "skal")
    return fraga.only(*visas).order_by("-nummer")


@dataclass(frozen=True)
class Nyckeltal:
    """Key figures of one förbund."""

    forbund: Forbund
    oppna_arenden: int
    forslag: int
    beslut_i_ar: int
    beviljat_i_ar: Decimal


def nyckeltal(ids: Iterable[int], ar: int) -> list[Nyckeltal]:
    """Key figures of the förbund that are open for reading: five queries, however many they are."""
    arenden = _per_forbund(Arende.objects.filter(avslutat=None), Count("pk"))
    forslag = _per_forbund(Forslag.objects.filter(inlamnat__isnull=False), Count("pk"))
    beslut = _per_forbund(Beslut.objects.filter(klubbat__year=ar), Count("pk"))
    beviljat = _per_forbund(Bevillning.objects.filter(ar=ar), Sum("belopp"))
    return [
        Nyckeltal(f, arenden.get(f.pk, 0), forslag.get(f.pk, 0), beslut.get(f.pk, 0), beviljat.get(f.pk, Decimal(0)))
        for f in Forbund.objects.filter(pk__in=list(ids)).order_by("kortnamn")
    ]


def _per_forbund(fraga: QuerySet[Any], tal: Any) -> dict[int, Any]:
    return dict(fraga.order_by().values_list("forbund_id").annotate(tal=tal))
