"""One point as the live page shows it: what was proposed, put, voted and decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from forbund.register.models import Uppdrag
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import (
    Beslut,
    Beslutsdeltagare,
    Proposition,
    Punkt,
    Punktbelopp,
    Reservation,
    Rostlangdsrad,
    Sammantrade,
    Yrkande,
    Yrkandebelopp,
)
from forbund.styrelse.models.sammantrade import Beloppsrad
from forbund.styrelse.queries.dagordning import punktens_belopp
from forbund.styrelse.states import Punktslag, Punktstatus, Yrkandeslag


@dataclass(frozen=True)
class Rostrad:
    """One who may vote, and how, when the vote is cast."""

    omrostning_id: int
    uppdrag_id: int
    namn: str
    val: str
    antecknad_av: str


@dataclass(frozen=True)
class Punktlage:
    """A point and all that hangs on it. A point that has not been opened has nothing but its proposal.

    `mottagare` names the medlemmar that amounts go to, by id.
    """

    punkt: Punkt
    belopp: tuple[Belopp, ...] = ()
    mottagare: dict[int, str] = field(default_factory=dict)
    yrkanden: list[Yrkande] = field(default_factory=list)
    andringsbelopp: dict[int, list[Yrkandebelopp]] = field(default_factory=dict)
    propositioner: list[Proposition] = field(default_factory=list)
    roster: list[Rostrad] = field(default_factory=list)
    beslut: Beslut | None = None
    deltagare: list[Beslutsdeltagare] = field(default_factory=list)
    reservationer: list[Reservation] = field(default_factory=list)

    @property
    def oklubbad(self) -> Proposition | None:
        return next((p for p in self.propositioner if p.klubbad is None), None)

    def roster_i(self, omrostning_id: int) -> list[Rostrad]:
        return [r for r in self.roster if r.omrostning_id == omrostning_id]


def mote_for_sida(pk: int) -> Sammantrade | None:
    """The sammanträde with its sekreterare; its version says whether anything has happened."""
    return Sammantrade.objects.select_related("sekreterare").filter(pk=pk).first()


def hamta_punktlage(punkt: Punkt) -> Punktlage:
    """At most eight queries, and fewer where nothing has happened."""
    if punkt.slag != Punktslag.ARENDE:
        return Punktlage(punkt)
    if punkt.status == Punktstatus.UPPSATT:
        forslaget = _forslagets_belopp(punkt)
        return Punktlage(punkt, belopp=punktens_belopp(punkt), mottagare=_mottagare(forslaget))
    yrkanden = list(Yrkande.objects.filter(punkt=punkt).select_related("uppdrag__person").order_by("framstallt", "pk"))
    propositioner = list(
        Proposition.objects.filter(punkt=punkt).select_related("omrostning", "yrkande", "provar").order_by("redovisad")
    )
    beslut = Beslut.objects.filter(punkt=punkt).first() if punkt.status != Punktstatus.OPPEN else None
    andringsbelopp = _andringsbelopp(yrkanden)
    belopp, rader = _belopp(punkt, beslut)
    return Punktlage(
        punkt,
        belopp=belopp,
        mottagare=_mottagare(rader, *andringsbelopp.values()),
        yrkanden=yrkanden,
        andringsbelopp=andringsbelopp,
        propositioner=propositioner,
        roster=_roster(p.omrostning_id for p in propositioner if p.omrostning_id is not None),
        beslut=beslut,
        deltagare=list(Beslutsdeltagare.objects.filter(beslut=beslut)) if beslut else [],
        reservationer=list(reservationer_till(beslut)) if beslut else [],
    )


def _belopp(punkt: Punkt, beslut: Beslut | None) -> tuple[tuple[Belopp, ...], Sequence[Beloppsrad]]:
    """The money that was decided, else that of the proposal; and its rows, with medlem."""
    if beslut is None:
        rader: Sequence[Beloppsrad] = _forslagets_belopp(punkt)
        return punktens_belopp(punkt), rader
    rader = list(beslut.belopp.select_related("medlem__organisation").order_by("ar", "pk"))
    return tuple(Belopp(b.ar, b.belopp, b.finansiering, b.medlem_id) for b in rader), rader


def _forslagets_belopp(punkt: Punkt) -> list[Punktbelopp]:
    """The rows of the proposal, fetched once for the point."""
    med_medlem = Punktbelopp.objects.select_related("medlem__organisation")
    prefetch_related_objects([punkt], Prefetch("belopp", queryset=med_medlem))
    return list(punkt.belopp.all())


def _mottagare(*grupper: Iterable[Beloppsrad]) -> dict[int, str]:
    return {rad.medlem_id: str(rad.medlem) for rader in grupper for rad in rader if rad.medlem_id is not None}


def _andringsbelopp(yrkanden: Iterable[Yrkande]) -> dict[int, list[Yrkandebelopp]]:
    ids = [y.pk for y in yrkanden if y.slag == Yrkandeslag.ANDRING]
    svar: dict[int, list[Yrkandebelopp]] = {pk: [] for pk in ids}
    if ids:
        rader = Yrkandebelopp.objects.filter(yrkande__in=ids).select_related("medlem__organisation")
        for rad in rader.order_by("ar", "pk"):
            svar[rad.yrkande_id].append(rad)
    return svar


def _roster(omrostningar: Iterable[int]) -> list[Rostrad]:
    ids = list(omrostningar)
    if not ids:
        return []
    rader = (
        Rostlangdsrad.objects.filter(omrostning__in=ids)
        .annotate(namn=F("uppdrag__person__namn"), rostens_val=F("rost__val"), av=F("rost__antecknad_av__namn"))
        .order_by("pk")
    )
    return [Rostrad(r.omrostning_id, r.uppdrag_id, r.namn, r.rostens_val or "", r.av or "") for r in rader]


def reservationer_till(beslut: Beslut) -> QuerySet[Reservation]:
    return Reservation.objects.filter(beslut=beslut).select_related("uppdrag__person").order_by("anmald", "pk")


def uppdragets_namn(uppdrag: Uppdrag | None) -> str:
    return uppdrag.person.namn if uppdrag is not None else ""
