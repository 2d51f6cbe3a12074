"""The room during a sammanträde: who sits there, who serves in an ärende, who leads it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Sum

from forbund.grund import dates
from forbund.grund.errors import Regelbrott
from forbund.register.models import Forbundsordning
from forbund.register.states import LEDAMOTSROLLER, Roll
from forbund.styrelse.models import Javsanmalan, Javsvar, Motesjusterare, Narvaro, Punkt, Sammantrade, Tjanstgoring
from forbund.styrelse.queries.styrelsen import styrelsen_vid
from forbund.styrelse.rules import jav as javsregler
from forbund.styrelse.rules import ordning, tjanstgoring
from forbund.styrelse.rules.narvaro import ar_beslutfor, require_beslutfor
from forbund.styrelse.states import UNDER_MOTET, Javsstatus, Punktslag, Punktstatus

# What only establishes who is there, or ends the sammanträde, is no handling of an ärende (KL 6 kap. 27 §).
UTAN_BESLUTFORHET = frozenset({Punktslag.OPPNANDE, Punktslag.UPPROP, Punktslag.AVSLUTANDE})
FORSENAT = timedelta(hours=12)
_RANG = {Roll.ORDFORANDE: 0, Roll.VICE: 1, Roll.LEDAMOT: 2, Roll.ERSATTARE: 3}


@dataclass(frozen=True)
class Deltagare:
    """One who sits on the board by an uppdrag in force, as ledamot or ersättare."""

    uppdrag_id: int
    person_id: int
    konto_id: int | None
    namn: str
    roll: Roll
    medlem_id: int | None
    medlem: str
    ordning: int
    har_svarat_om_jav: bool
    ar_justerare: bool

    @property
    def ar_ledamot(self) -> bool:
        return self.roll in LEDAMOTSROLLER


@dataclass
class Rum:
    """Everything about who is in the room at one moment. The rows are those of the database, newest last."""

    sammantrade: Sammantrade
    deltagare: dict[int, Deltagare]
    punkter: list[Punkt]
    narvaro: list[Narvaro]
    tjanstgoringar: list[Tjanstgoring]
    jav: list[Javsanmalan]
    platser: int
    kvalificerad: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def oppen_punkt(self) -> Punkt | None:
        return next((p for p in self.punkter if p.status == Punktstatus.OPPEN), None)

    @property
    def nasta_punkt(self) -> Punkt | None:
        return next((p for p in self.punkter if p.status == Punktstatus.UPPSATT), None)

    @property
    def narvarande(self) -> frozenset[int]:
        """Those in the room now."""
        return frozenset(rad.uppdrag_id for rad in self.narvaro if rad.till is None) & frozenset(self.deltagare)

    @property
    def inkallade(self) -> dict[int, int]:
        """Ersättare who serve now → the ledamot whose seat each fills."""
        return {t.uppdrag_id: t.for_uppdrag_id for t in self.tjanstgoringar if t.till is None}

    def egen(self, konto_id: int) -> Deltagare | None:
        """The konto's own seat."""
        return next((d for d in self.deltagare.values() if d.konto_id == konto_id), None)

    def javiga(self, punkt: Punkt | None) -> frozenset[int]:
        """Those who are out in the point: declared, or found so by the board."""
        ute = {Javsstatus.ANMALD, Javsstatus.PROVAD_JAV}
        return frozenset(
            j.uppdrag_id
            for j in self.jav
            if punkt is not None and j.punkt_id == punkt.pk and j.status in ute and j.atertagen is None
        )

    def ifragasatta(self, punkt: Punkt) -> list[Javsanmalan]:
        """Questions of jäv in the point that the board has not decided (R24)."""
        return [j for j in self.jav if j.punkt_id == punkt.pk and j.status == Javsstatus.IFRAGASATT]

    def tjanstgorande(self, punkt: Punkt | None = None) -> dict[int, int]:
        """Who serves in the point (or apart from any) → whose seat each fills."""
        ledamoter = [d.uppdrag_id for d in self.deltagare.values() if d.ar_ledamot]
        javiga = self.javiga(punkt)
        platser = tjanstgoring.tjanstgorande(ledamoter, self.inkallade, self.narvarande, javiga)
        kvar = javsregler.rostlangd(frozenset(platser), javiga)
        return {vem: platser[vem] for vem in self.deltagare if vem in kvar}

    def ledare(self, punkt: Punkt | None = None) -> int | None:
        """Who leads the point; between points, who would lead the next (R98)."""
        kvar = frozenset(self.tjanstgorande(punkt))
        for_val = punkt or self.oppen_punkt or self.nasta_punkt or (self.punkter[-1] if self.punkter else None)
        vald = for_val.motesordforande_id if for_val else None
        if punkt is not None and punkt.status == Punktstatus.OPPEN and vald in kvar:
            return vald
        roller: dict[Roll, list[int]] = {Roll.ORDFORANDE: [], Roll.VICE: []}
        for d in self.deltagare.values():
            roller.setdefault(d.roll, []).append(d.uppdrag_id)
        return ordning.motesordforande(next(iter(roller[Roll.ORDFORANDE]), None), roller[Roll.VICE], vald, kvar)

    def ar_beslutfor(self, punkt: Punkt | None = None) -> bool:
        return ar_beslutfor(len(self.tjanstgorande(punkt)), self.platser)

    def require_beslutfor(self, punkt: Punkt) -> None:
        """Enough serve in this point (R14); not asked of what only opens, calls the roll or ends."""
        if punkt.slag not in UTAN_BESLUTFORHET:
            require_beslutfor(len(self.tjanstgorande(punkt)), self.platser)

    def ersattare_i_tur(self, ledamot: int, punkt: Punkt | None = None) -> int | None:
        """The present ersättare who is next to fill the ledamot's seat."""
        lediga = self.narvarande - frozenset(self.inkallade) - self.javiga(punkt)
        rader = [(d.uppdrag_id, d.medlem_id, d.ordning) for d in self.deltagare.values() if not d.ar_ledamot]
        return tjanstgoring.ersattare_i_tur(self.deltagare[ledamot].medlem_id, rader, lediga)

    def medlem_for(self, tjanstgorande: int, punkt: Punkt | None) -> int:
        """The medlem for whom one who serves sits."""
        plats = self.deltagare[self.tjanstgorande(punkt)[tjanstgorande]]
        if plats.medlem_id is None:
            raise Regelbrott(
                f"{plats.namn}s uppdrag säger inte vilken medlem det gäller.",
                lagrum="FL 10 §",
                utvag="Rätta uppdraget i registret.",
            )
        return plats.medlem_id


def hamta_rum(sammantrade: Sammantrade) -> Rum:
    """The room as it stands: six queries, however many people and points."""
    dag = _dag(sammantrade)
    platser, kvalificerad = _ordning(dag)
    return Rum(
        sammantrade=sammantrade,
        deltagare=_deltagare(sammantrade, dag),
        punkter=list(
            Punkt.objects.filter(sammantrade=sammantrade).select_related("arende", "foredragande").order_by("ordning")
        ),
        narvaro=list(Narvaro.objects.filter(sammantrade=sammantrade).order_by("fran", "pk")),
        tjanstgoringar=list(Tjanstgoring.objects.filter(sammantrade=sammantrade).order_by("fran", "pk")),
        jav=list(Javsanmalan.objects.filter(punkt__sammantrade=sammantrade).order_by("anmald", "pk")),
        platser=platser,
        kvalificerad=kvalificerad,
    )


def _dag(sammantrade: Sammantrade) -> date:
    """The day whose uppdrag count: today while it goes on, the last day when it has ended."""
    if sammantrade.status in UNDER_MOTET:
        return dates.idag()
    return dates.svensk_dag(sammantrade.avslutat) if sammantrade.avslutat else sammantrade.dag


def _deltagare(sammantrade: Sammantrade, dag: date) -> dict[int, Deltagare]:
    """One row a person, by the highest of its uppdrag: ordförande first, ersättare last."""
    rader = styrelsen_vid(dag).annotate(
        har_svarat=Exists(Javsvar.objects.filter(sammantrade=sammantrade, uppdrag=OuterRef("pk"))),
        justerar=Exists(Motesjusterare.objects.filter(sammantrade=sammantrade, uppdrag=OuterRef("pk"))),
    )
    svar: dict[int, Deltagare] = {}
    sedda: set[int] = set()
    for rad in sorted(rader, key=lambda u: _RANG[Roll(u.roll)]):
        if rad.person_id in sedda:
            continue
        sedda.add(rad.person_id)
        svar[rad.pk] = Deltagare(
            rad.pk,
            rad.person_id,
            rad.person.konto_id,
            rad.person.namn,
            Roll(rad.roll),
            rad.medlem_id,
            rad.medlem.organisation.namn if rad.medlem else "",
            rad.ordning,
            rad.har_svarat,
            rad.justerar,
        )
    return svar


def _ordning(dag: date) -> tuple[int, dict[str, tuple[int, int]]]:
    """Seats and qualified majorities by the förbundsordning in force on the day; 0 seats without one."""
    ordningen = (
        Forbundsordning.objects.filter(galler_fran__lte=dag)
        .annotate(antal=Sum("platser__ledamoter"))
        .order_by("-galler_fran")
        .first()
    )
    if ordningen is None:
        return 0, {}
    return int(ordningen.antal or 0), {slag: (int(a), int(b)) for slag, (a, b) in ordningen.kvalificerad.items()}


def namn(rum: Rum, uppdrag: Iterable[int]) -> list[str]:
    """Their names, in the order of the board."""
    sokta = set(uppdrag)
    return [d.namn for d in rum.deltagare.values() if d.uppdrag_id in sokta]
