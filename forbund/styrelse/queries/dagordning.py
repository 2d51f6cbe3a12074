"""Reads for the föredragningslista and the list of sammanträden."""

import re
from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import Karantan, Synlighet
from forbund.grund.web import med_orden
from forbund.register.states import Roll
from forbund.styrelse import arendeslag
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Punkt, Punktbelopp, Sammantrade
from forbund.styrelse.states import EJ_AVGJORDA, FORE_MOTET, UNDER_MOTET, Beslutsutfall, Sammantradesstatus

FOR_STYRELSEN = (Synlighet.PARTER, Synlighet.STYRELSE, Synlighet.OPPEN)
VANTANDE_HOGST = 100
_PARAGRAF = re.compile(r"§\s*(?P<ett>[0-9]{1,4})(?:/(?P<ar>[0-9]{4}))?")


def kommande_sammantraden() -> QuerySet[Sammantrade]:
    """Planned, called and ongoing, the nearest first."""
    return (
        Sammantrade.objects.filter(status__in=FORE_MOTET | UNDER_MOTET)
        .annotate(antal=Count("punkter", filter=Q(punkter__arende__isnull=False)))
        .order_by("start", "pk")
    )


def tidigare_sammantraden() -> QuerySet[Sammantrade]:
    """Ended and called off, the latest first."""
    return (
        Sammantrade.objects.filter(status__in=[Sammantradesstatus.AVSLUTAT, Sammantradesstatus.INSTALLT])
        .select_related("protokoll")
        .annotate(antal=Count("punkter", filter=Q(punkter__arende__isnull=False)))
        .order_by("-start", "-pk")
    )


def punkter_for_lista(sammantrade: Sammantrade | int) -> QuerySet[Punkt]:
    """The points in order, with what a row shows: ärende, people, amounts and number of papers for the board."""
    lasbara = Handling.objects.filter(
        arende=OuterRef("arende"), synlighet__in=FOR_STYRELSEN, karantan=Karantan.REN
    ).order_by()
    antal = lasbara.values("arende").annotate(antal=Count("pk")).values("antal")
    return (
        Punkt.objects.filter(sammantrade=sammantrade)
        .select_related("arende", "foredragande", "vackt_av__person")
        .prefetch_related(Prefetch("belopp", queryset=Punktbelopp.objects.select_related("medlem__organisation")))
        .annotate(antal_handlingar=Coalesce(Subquery(antal), 0))
        .order_by("ordning")
    )


def vackt_av(punkt: Punkt) -> str:
    """Who raised the ärende: "Anna Berg", or "Gunilla Hedman, revisor"; empty for one that the office put there."""
    if punkt.vackt_av is None:
        return ""
    namn = punkt.vackt_av.person.namn
    return f"{namn}, {Roll.REVISOR.label}" if punkt.vackt_av.roll == Roll.REVISOR else namn


def punktens_belopp(punkt: Punkt) -> tuple[Belopp, ...]:
    """The proposal's money; an amount without its own financing has that of the point (KL 11 kap. 15 §)."""
    return tuple(
        Belopp(rad.ar, rad.belopp, rad.finansiering or punkt.finansiering, rad.medlem_id) for rad in punkt.belopp.all()
    )


def _pa_en_lista() -> QuerySet[Punkt]:
    """Points that hold an ärende on a sammanträde that has not ended, or that have settled it."""
    pagaende = Q(status__in=EJ_AVGJORDA, sammantrade__status__in=FORE_MOTET | UNDER_MOTET)
    avgjord = Q(beslut__utfall__in=[Beslutsutfall.BIFALL, Beslutsutfall.AVSLAG])
    return Punkt.objects.filter(pagaende | avgjord, arende=OuterRef("pk"))


def vantande_arenden(slag: Iterable[str] | None = None) -> list[Arende]:
    """Open ärenden of a registered kind that are ready, on no coming list and not settled; the oldest first."""
    kinder = {namn: kind for namn, kind in arendeslag.alla().items() if slag is None or namn in slag}
    kandidater = list(
        Arende.objects.filter(~Exists(_pa_en_lista()), slag__in=kinder, avslutat=None).order_by("oppnat", "pk")[
            :VANTANDE_HOGST
        ]
    )
    redo: set[int] = set()
    for namn, kind in kinder.items():
        ids = [a.pk for a in kandidater if a.slag == namn]
        if ids:
            redo |= kind.redo(ids)
    return [a for a in kandidater if a.pk in redo]


def paragrafer_med(sok: str) -> QuerySet[Punkt]:
    """Paragraphs by number ("§ 37", "§ 37/2026") or by words of their heading, the latest first."""
    egna = ("rubrik", "paragraf", "paragraf_ar", "status", "justerad", "sammantrade")
    fraga = (
        Punkt.objects.filter(paragraf__isnull=False)
        .select_related("sammantrade", "beslut")
        .only(*egna, "sammantrade__start", "sammantrade__status", "beslut__utfall")
        .order_by("-paragraf_ar", "-paragraf")
    )
    if nummer := _PARAGRAF.fullmatch(sok.strip()):
        ar = {"paragraf_ar": int(nummer["ar"])} if nummer["ar"] else {}
        return fraga.filter(paragraf=int(nummer["ett"]), **ar)
    return fraga.filter(med_orden(sok, "rubrik"))


def punkter_for_arende(arende_id: int) -> QuerySet[Punkt]:
    """Where the ärende has been taken up, the latest first."""
    return (
        Punkt.objects.filter(arende_id=arende_id)
        .exclude(sammantrade__status=Sammantradesstatus.INSTALLT)
        .select_related("sammantrade", "beslut")
        .order_by(F("sammantrade__start").desc(), "-pk")
    )
