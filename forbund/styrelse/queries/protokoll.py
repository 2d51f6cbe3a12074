"""Reads for the protokoll: everything that happened at the sammanträde, in as few questions as there are tables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from forbund.register.models import Uppdrag
from forbund.styrelse.models import (
    Beslutsbelopp,
    Beslutsdeltagare,
    Javsanmalan,
    Kallelse,
    Motesjusterare,
    Narvaro,
    Omrostning,
    Proposition,
    Protokoll,
    Punkt,
    Reservation,
    Rostlangdsrad,
    Sammantrade,
    Tjanstgoring,
    Yrkande,
    Yrkandebelopp,
)
from forbund.styrelse.states import Javsstatus, Punktstatus, Sammantradesstatus

JAVIGA = frozenset({Javsstatus.ANMALD, Javsstatus.PROVAD_JAV})
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Underlag:
    """What the protokoll is written from. `punkter` are those that got a §, in the order of the §§."""

    sammantrade: Sammantrade
    punkter: list[Punkt]
    narvaro: list[Narvaro]
    tjanstgoring: list[Tjanstgoring]
    jav: dict[int, list[Javsanmalan]]
    yrkanden: dict[int, list[Yrkande]]
    omrostningar: dict[int, list[Omrostning]]
    uppdrag: dict[int, Uppdrag]

    @property
    def justerare(self) -> frozenset[int]:
        return frozenset(self.sammantrade.justerare_ids)  # type: ignore[attr-defined]  # annotated below

    @property
    def i_kallelsen(self) -> dict[int, dict[str, Any]]:
        """What the last kallelse said of each point."""
        fakta = self.sammantrade.kallelsefakta or {}  # type: ignore[attr-defined]  # annotated below
        return {punkt["id"]: punkt for punkt in fakta.get("punkter", ())}


def sammantraden_for_protokoll() -> QuerySet[Sammantrade]:
    """With protokoll, ärende, förbund, sekreterare, chosen justerare, the last kallelse and the next sammanträde."""
    kallelse = Kallelse.objects.filter(sammantrade=OuterRef("pk")).order_by("-nummer")
    valda = Motesjusterare.objects.filter(sammantrade=OuterRef("pk")).order_by("pk")
    nasta = (
        Sammantrade.objects.filter(start__gt=OuterRef("start"))
        .exclude(status=Sammantradesstatus.INSTALLT)
        .order_by("start")
    )
    return Sammantrade.objects.select_related("protokoll", "arende", "forbund", "sekreterare").annotate(
        justerare_ids=ArraySubquery(valda.values("uppdrag_id")),
        kallelsefakta=Subquery(kallelse.values("fakta")[:1]),
        nasta_start=Subquery(nasta.values("start")[:1]),
        nasta_plats=Subquery(nasta.values("plats")[:1]),
    )


def protokoll_till(sammantrade: Sammantrade) -> Protokoll | None:
    """The sammanträde's protokoll, fetched with it; None until it has been sent out a first time."""
    return getattr(sammantrade, "protokoll", None)


def underlag_for_protokoll(sammantrade: Sammantrade) -> Underlag:
    """Everything the protokoll says, for a sammanträde of `sammantraden_for_protokoll`."""
    punkter = _punkter(sammantrade)
    narvaro = list(Narvaro.objects.filter(sammantrade=sammantrade).order_by("fran", "pk"))
    tjanstgoring = list(Tjanstgoring.objects.filter(sammantrade=sammantrade).order_by("fran", "pk"))
    jav = list(
        Javsanmalan.objects.filter(punkt__sammantrade=sammantrade, atertagen=None)
        .select_related("antecknad_av")
        .order_by("anmald", "pk")
    )
    yrkanden = _yrkanden(sammantrade)
    omrostningar = _omrostningar(sammantrade)
    utan_uppdrag = Underlag(
        sammantrade, punkter, narvaro, tjanstgoring, _per_punkt(jav), _per_punkt(yrkanden), _per_punkt(omrostningar), {}
    )
    ids = _uppdrag_ids(utan_uppdrag, jav, yrkanden, omrostningar)
    namngivna = Uppdrag.objects.filter(pk__in=ids).select_related("person", "medlem__organisation")
    utan_uppdrag.uppdrag.update({u.pk: u for u in namngivna})
    return utan_uppdrag


def dold_punkt(sammantrade: Sammantrade, uppdrag: Iterable[int]) -> int | None:
    """The open point in which one of these uppdrag is jävig: not followed by that person (KL 6 kap. 30 §)."""
    rader = Javsanmalan.objects.filter(
        punkt__sammantrade=sammantrade,
        punkt__status=Punktstatus.OPPEN,
        uppdrag__in=list(uppdrag),
        status__in=JAVIGA,
        atertagen=None,
    )
    return rader.values_list("punkt_id", flat=True).first()


def _punkter(sammantrade: Sammantrade) -> list[Punkt]:
    """Points with §, their ärende and beslut, and what hangs on the beslut."""
    hor_till = {"beslut__punkt": OuterRef("pk")}
    belopp = Beslutsbelopp.objects.filter(**hor_till).order_by("ar", "pk")
    deltagare = Beslutsdeltagare.objects.filter(**hor_till).order_by("pk")
    reservationer = Reservation.objects.filter(**hor_till).order_by("anmald", "pk")
    propositioner = Proposition.objects.filter(punkt=OuterRef("pk"), klubbad__isnull=False).order_by("redovisad", "pk")
    en_reservation = JSONObject(id="id", uppdrag="uppdrag_id", text="text")
    en_fraga = JSONObject(provar="provar_id", utfall="utfall", yrkande="yrkande_id", begard_av="begard_av_id")
    return list(
        Punkt.objects.filter(sammantrade=sammantrade, paragraf__isnull=False)
        .select_related("arende", "foredragande", "beslut")
        .annotate(
            beslutade_belopp=ArraySubquery(belopp.values(json=_beloppsjson())),
            deltagare=ArraySubquery(deltagare.values(json=JSONObject(uppdrag="uppdrag_id", avstod="avstod"))),
            reserverade=ArraySubquery(reservationer.values(json=en_reservation)),
            fragor=ArraySubquery(propositioner.values(json=en_fraga)),
        )
        .order_by("paragraf_ar", "paragraf")
    )


def _yrkanden(sammantrade: Sammantrade) -> list[Yrkande]:
    belopp = Yrkandebelopp.objects.filter(yrkande=OuterRef("pk")).order_by("ar", "pk")
    return list(
        Yrkande.objects.filter(punkt__sammantrade=sammantrade, aterkallat=None)
        .annotate(yrkade_belopp=ArraySubquery(belopp.values(json=_beloppsjson())))
        .order_by("framstallt", "pk")
    )


def _omrostningar(sammantrade: Sammantrade) -> list[Omrostning]:
    rader = Rostlangdsrad.objects.filter(omrostning=OuterRef("pk")).order_by("pk")
    en_rad = JSONObject(
        uppdrag="uppdrag_id",
        medlem="for_medlem__organisation__namn",
        val="rost__val",
        antecknad_av="rost__antecknad_av__namn",
    )
    return list(
        Omrostning.objects.filter(punkt__sammantrade=sammantrade, stangd__isnull=False)
        .annotate(roster=ArraySubquery(rader.values(json=en_rad)))
        .order_by("oppnad", "pk")
    )


def _beloppsjson() -> JSONObject:
    return JSONObject(
        ar="ar",
        belopp=Cast("belopp", TextField()),
        finansiering="finansiering",
        till="medlem__organisation__namn",
    )


def _per_punkt(rader: Iterable[M]) -> dict[int, list[M]]:
    svar: dict[int, list[M]] = defaultdict(list)
    for rad in rader:
        svar[rad.punkt_id].append(rad)  # type: ignore[attr-defined]  # each of these hangs on a punkt
    return svar


def _uppdrag_ids(
    u: Underlag, jav: list[Javsanmalan], yrkanden: list[Yrkande], omrostningar: list[Omrostning]
) -> set[int]:
    """Everyone that the protokoll names."""
    ids: list[int | None] = [rad.uppdrag_id for rad in u.narvaro]
    ids += [i for rad in u.tjanstgoring for i in (rad.uppdrag_id, rad.for_uppdrag_id)]
    ids += [rad.uppdrag_id for rad in jav]
    ids += [rad.uppdrag_id for rad in yrkanden]
    ids += u.justerare
    ids += [rad["uppdrag"] for o in omrostningar for rad in o.roster]  # type: ignore[attr-defined]  # annotated
    for punkt in u.punkter:
        ids += [punkt.motesordforande_id, *(rad["begard_av"] for rad in punkt.fragor)]  # type: ignore[attr-defined]
        ids += [rad["uppdrag"] for rad in (*punkt.deltagare, *punkt.reserverade)]  # type: ignore[attr-defined]
    return {i for i in ids if i is not None}
