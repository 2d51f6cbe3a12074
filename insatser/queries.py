"""Reads of the insatser."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from forbund.grund.web import med_orden
from insatser.models import Bevillning, Insats, Insatspart


def insatser_for_lista(*, ar: int | None = None, insatstyp: str = "", sok: str = "") -> QuerySet[Any, Any]:
    """Insatser with what is granted (in the year when one is named), by name: only what a row shows."""
    belopp = Bevillning.objects.filter(insats=OuterRef("pk"))
    fraga: QuerySet[Any] = Insats.objects.order_by("rubrik", "pk")
    if ar is not None:
        belopp = belopp.filter(ar=ar)
        fraga = fraga.filter(pk__in=Bevillning.objects.filter(ar=ar).values("insats"))
    if insatstyp:
        fraga = fraga.filter(insatstyp=insatstyp)
    fraga = fraga.filter(med_orden(sok, "rubrik"))
    summa = belopp.order_by().values("insats").annotate(s=Sum("belopp")).values("s")
    beviljat = Coalesce(Subquery(summa), Value(Decimal(0)), output_field=DecimalField())
    return fraga.values(
        "pk",
        "rubrik",
        "insatstyp",
        "status",
        "start",
        "slut",
        "arende__ar",
        "arende__nummer",
        agare=F("insatsagare__organisation__namn"),
        beviljat=beviljat,
    )


def beviljat_per_ar() -> list[tuple[int, Decimal, int]]:
    """(year, granted, number of insatser), the earliest year first."""
    aren = Bevillning.objects.values_list("ar").annotate(s=Sum("belopp"), n=Count("insats", distinct=True))
    return list(aren.order_by("ar"))


def insats_for_sida() -> QuerySet[Insats]:
    """One insats with its matter, owner and decision."""
    return Insats.objects.select_related("arende", "insatsagare__organisation", "beslut__punkt").only(
        "rubrik",
        "insatstyp",
        "status",
        "villkor",
        "start",
        "slut",
        "arende__ar",
        "arende__nummer",
        "insatsagare__organisation__namn",
        "beslut__punkt__justerad",
    )


def parter_i(insats: Insats) -> list[Insatspart]:
    return list(
        Insatspart.objects.filter(insats=insats)
        .select_related("medlem__organisation")
        .only("medlem__organisation__namn")
        .order_by("medlem__organisation__slag", "medlem__organisation__namn")
    )


def bevillningar_till(insats: Insats) -> list[Bevillning]:
    return list(
        Bevillning.objects.filter(insats=insats)
        .select_related("medlem__organisation", "beslut__punkt")
        .only(
            "ar",
            "belopp",
            "finansiering",
            "medlem__organisation__namn",
            "beslut__punkt__paragraf",
            "beslut__punkt__paragraf_ar",
        )
        .order_by("ar", "medlem__organisation__namn", "pk")
    )


def insats_i_arende(arende_id: int) -> Insats | None:
    """The insats that the ärende led to: which it is, no more."""
    return Insats.objects.filter(arende=arende_id).only("pk").first()
