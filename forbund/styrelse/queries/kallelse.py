"""Reads for the kallelse: who gets it, what it says, and what is new since the last one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forbund.diarium.models import Handling
from forbund.diarium.states import OVRIGT, Karantan, slagnamn
from forbund.grund import dates
from forbund.register.models import Person
from forbund.register.states import LEDAMOTSROLLER, Roll
from forbund.styrelse import arendeslag
from forbund.styrelse.arendeslag import Underlag
from forbund.styrelse.models import Kallelse, Punkt, Sammantrade
from forbund.styrelse.queries.dagordning import FOR_STYRELSEN, punktens_belopp, punkter_for_lista, vackt_av
from forbund.styrelse.queries.styrelsen import styrelsen_vid
from forbund.styrelse.rules.kallelse import mottagare_av_kallelse

VISAS = ("roll", "person__namn", "person__epost", "person__konto_id", "medlem__organisation__namn")


@dataclass(frozen=True)
class Mottagare:
    """One who is told time and place, and as what; the konto is not fetched."""

    person: Person
    som: str
    medlem: str = ""

    @property
    def namn(self) -> str:
        return self.person.namn

    @property
    def nas(self) -> bool:
        """Whether there is a login or an address to send to."""
        return self.person.konto_id is not None or bool(self.person.epost)


def mottagare(sammantrade: Sammantrade, punkter: Iterable[Punkt]) -> list[Mottagare]:
    """Every ledamot and ersättare on the day, the sekreterare and those who present (KL 6 kap. 17 §)."""
    i_styrelsen = styrelsen_vid(sammantrade.dag).select_related(None).select_related("person", "medlem__organisation")
    uppdrag = list(i_styrelsen.only(*VISAS))
    ledamoter = frozenset(u.person_id for u in uppdrag if u.roll in LEDAMOTSROLLER)
    ersattare = frozenset(u.person_id for u in uppdrag if u.roll == Roll.ERSATTARE)
    ovriga = {p.foredragande.pk: Mottagare(p.foredragande, "föredragande") for p in punkter if p.foredragande}
    if sammantrade.sekreterare is not None:
        ovriga[sammantrade.sekreterare.pk] = Mottagare(sammantrade.sekreterare, "sekreterare")
    alla = mottagare_av_kallelse(ledamoter, ersattare, frozenset(ovriga))
    rader = {
        u.person_id: Mottagare(u.person, Roll(u.roll).label, u.medlem.organisation.namn if u.medlem else "")
        for u in reversed(uppdrag)
    }
    saknade = alla - rader.keys()
    rader |= {pk: ovriga[pk] for pk in saknade}
    ordning = [*dict.fromkeys(u.person_id for u in uppdrag), *sorted(saknade, key=lambda pk: rader[pk].namn)]
    return [rader[pk] for pk in ordning]


def kallelsefakta(sammantrade: Sammantrade, nummer: int) -> dict[str, Any]:
    """All that the kallelse says, as JSON: what is frozen and printed."""
    punkter = list(punkter_for_lista(sammantrade))
    handlingar = _handlingar(punkter)
    underlag = arendeslag.underlag_for(p.arende for p in punkter if p.arende and p.arende.slag != OVRIGT)
    return {
        "nummer": nummer,
        "start": dates.visa_veckodag_stund(sammantrade.start),
        "dag": dates.visa_dag(sammantrade.dag),
        "plats": sammantrade.plats,
        "sekreterare": sammantrade.sekreterare.namn if sammantrade.sekreterare else "",
        "punkter": [_punktfakta(p, nr, handlingar, underlag) for nr, p in enumerate(punkter, start=1)],
        "mottagare": [{"namn": m.namn, "som": m.som, "medlem": m.medlem} for m in mottagare(sammantrade, punkter)],
    }


def _handlingar(punkter: Iterable[Punkt]) -> dict[int, list[Handling]]:
    """Papers for the board, by ärende: one query."""
    arenden = {p.arende.pk: p.arende for p in punkter if p.arende}
    svar: dict[int, list[Handling]] = {}
    alla = Handling.objects.filter(arende_id__in=arenden, synlighet__in=FOR_STYRELSEN, karantan=Karantan.REN)
    for handling in alla.only("arende", "nummer", "rubrik").order_by("arende_id", "nummer"):
        handling.arende = arenden[handling.arende_id]
        svar.setdefault(handling.arende_id, []).append(handling)
    return svar


def _punktfakta(
    punkt: Punkt, nr: int, handlingar: Mapping[int, list[Handling]], alla_underlag: Mapping[int, Underlag]
) -> dict[str, Any]:
    arende = punkt.arende
    fakta: dict[str, Any] = {
        "id": punkt.pk,
        "nr": nr,
        "slag": punkt.slag,
        "rubrik": punkt.rubrik,
        "foredragande": punkt.foredragande.namn if punkt.foredragande else "",
        "minuter": punkt.minuter,
        "att_satser": punkt.att_satser,
        "villkor": punkt.villkor,
        "finansiering": punkt.finansiering,
        "belopp": [],
    }
    if arende is None:
        return fakta
    underlag = alla_underlag.get(arende.pk, Underlag())
    valda = set(underlag.handling_ids)
    return fakta | {
        "dnr": arende.dnr,
        "arendeslag": slagnamn(arende.slag),
        "vackt_av": vackt_av(punkt),
        "sammanfattning": [list(rad) for rad in underlag.sammanfattning],
        "belopp": _beloppsfakta(punkt),
        "handlingar": [
            {"id": h.pk, "beteckning": h.beteckning, "rubrik": h.rubrik}
            for h in handlingar.get(arende.pk, [])
            if not valda or h.pk in valda
        ],
    }


def _beloppsfakta(punkt: Punkt) -> list[dict[str, Any]]:
    namn = {rad.medlem_id: str(rad.medlem) for rad in punkt.belopp.all() if rad.medlem_id}
    return [
        {"ar": b.ar, "belopp": str(b.belopp), "finansiering": b.finansiering, "till": namn.get(b.medlem_id or 0, "")}
        for b in punktens_belopp(punkt)
    ]


def senaste_kallelse(sammantrade: Sammantrade) -> Kallelse | None:
    return Kallelse.objects.filter(sammantrade=sammantrade).order_by("-nummer").first()


def skillnader(fore: Mapping[str, Any], efter: Mapping[str, Any]) -> list[str]:
    """What a new kallelse changes, in plain words; empty when nothing did."""
    texter = []
    if fore["start"] != efter["start"]:
        texter.append(f"Ny tid: {efter['start']} (tidigare {fore['start']}).")
    if fore["plats"] != efter["plats"]:
        texter.append(f"Ny plats: {efter['plats']} (tidigare {fore['plats']}).")
    gamla = {p["id"]: p for p in fore["punkter"]}
    nya = {p["id"]: p for p in efter["punkter"]}
    texter += [f"Tillkommer: {p['rubrik']}." for pk, p in nya.items() if pk not in gamla]
    texter += [f"Utgår: {p['rubrik']}." for pk, p in gamla.items() if pk not in nya]
    kvar = [pk for pk in nya if pk in gamla]
    texter += [f"Ändrat underlag: {nya[pk]['rubrik']}." for pk in kvar if _innehall(gamla[pk]) != _innehall(nya[pk])]
    if kvar != [pk for pk in gamla if pk in nya]:
        texter.append("Punkterna har fått en annan ordning.")
    return texter


def _innehall(punkt: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in punkt.items() if k != "nr"}
