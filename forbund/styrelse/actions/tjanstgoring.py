"""Whose seat each ersättare fills, and who leads, as people come, leave and are found jäviga (KL 6 kap. 17 och 30 §§).

Steps of other acts, which hold the sammanträde and have asked for the right.
"""

from collections.abc import Collection
from datetime import datetime

from forbund.grund import dates
from forbund.styrelse.actions import mote
from forbund.styrelse.models import Punkt, Tjanstgoring
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.states import Punktstatus


def plats_ledig(rum: Rum, ledamot: int) -> bool:
    """Whether the ledamot is away and nobody fills the seat."""
    return ledamot not in rum.narvarande and ledamot not in rum.inkallade.values()


def satt_in(rum: Rum, ersattare: int, for_uppdrag: int, nu: datetime, punkt: Punkt | None = None) -> Tjanstgoring:
    """Let the ersättare serve from now, in one point when it is given."""
    return Tjanstgoring.objects.create(
        sammantrade=rum.sammantrade, uppdrag_id=ersattare, for_uppdrag_id=for_uppdrag, punkt=punkt, fran=nu
    )


def lamna_platserna(rum: Rum, ledamoter: Collection[int], nu: datetime) -> None:
    """End the tjänstgöring of those who fill these seats."""
    for rad in rum.tjanstgoringar:
        if rad.till is None and rad.for_uppdrag_id in ledamoter:
            _avsluta(rad, nu)


def _avsluta(rad: Tjanstgoring, nu: datetime) -> None:
    rad.till = nu
    rad.save(update_fields=["till"])


def ersatt_javiga(rum: Rum, punkt: Punkt) -> Rum:
    """Let ersättare in turn fill, for this point, the seats that jäv has emptied."""
    nu, javiga = dates.nu(), rum.javiga(punkt)
    for rad in rum.tjanstgoringar:
        if rad.till is None and rad.uppdrag_id in javiga:
            _avsluta(rad, nu)
    fyllda = set(rum.tjanstgorande(punkt).values())
    for deltagare in rum.deltagare.values():
        har_plats = deltagare.ar_ledamot and deltagare.uppdrag_id not in fyllda
        tomd_av_jav = deltagare.uppdrag_id in javiga or _ersattare_javig(rum, deltagare.uppdrag_id, javiga, nu)
        i_tur = rum.ersattare_i_tur(deltagare.uppdrag_id, punkt) if har_plats and tomd_av_jav else None
        if i_tur is not None:
            satt_in(rum, i_tur, deltagare.uppdrag_id, nu, punkt)
            rum = mote.om(rum)
    return mote.om(rum)


def _ersattare_javig(rum: Rum, ledamot: int, javiga: frozenset[int], nu: datetime) -> bool:
    """Whether the seat was filled, until now, by an ersättare who is jävig."""
    return any(
        t.for_uppdrag_id == ledamot and t.uppdrag_id in javiga and t.till == nu and t.punkt_id is None
        for t in rum.tjanstgoringar
    )


def ge_platsen_ater(rum: Rum, punkt: Punkt, uppdrag_id: int) -> Rum:
    """Give one whom the board found not jävig the seat back at once: it disregards the jäv (KL 6 kap. 29 §)."""
    nu = dates.nu()
    egen = next((t for t in reversed(_slutade_i(rum, punkt)) if t.uppdrag_id == uppdrag_id), None)
    plats = uppdrag_id if egen is None else egen.for_uppdrag_id
    for rad in rum.tjanstgoringar:
        if rad.till is None and rad.punkt_id == punkt.pk and rad.for_uppdrag_id == plats:
            _avsluta(rad, nu)
    rum = mote.om(rum)
    if egen is not None and _ar_ledig(rum, uppdrag_id) and plats not in rum.inkallade.values():
        satt_in(rum, uppdrag_id, plats, nu, punkt if egen.punkt_id else None)
    return mote.om(rum)


def efter_punkten(rum: Rum, punkt: Punkt) -> None:
    """When a point is closed: those who filled in for it step out, those who were jäviga and the late ones step in."""
    nu = dates.nu()
    aterinsatta = [t for t in _slutade_i(rum, punkt) if t.punkt_id is None]
    for rad in rum.tjanstgoringar:
        if rad.till is None and (rad.punkt_id == punkt.pk or rad.for_uppdrag_id in rum.narvarande):
            _avsluta(rad, nu)
    javiga = rum.javiga(punkt)
    rum = mote.om(rum)
    for rad in aterinsatta:
        if rad.uppdrag_id in javiga and _ar_ledig(rum, rad.uppdrag_id) and plats_ledig(rum, rad.for_uppdrag_id):
            satt_in(rum, rad.uppdrag_id, rad.for_uppdrag_id, nu)
            rum = mote.om(rum)


def _slutade_i(rum: Rum, punkt: Punkt) -> list[Tjanstgoring]:
    """Tjänstgöring that has ended since the point was opened, in the order it began."""
    return [t for t in rum.tjanstgoringar if t.till and punkt.oppnad and t.till >= punkt.oppnad]


def _ar_ledig(rum: Rum, ersattare: int) -> bool:
    return ersattare in rum.narvarande and ersattare not in rum.inkallade


def satt_ledare(rum: Rum) -> None:
    """Keep the open point's motesordforande true when someone has come, left or been found jävig (R98)."""
    punkt = rum.oppen_punkt
    if punkt is None or punkt.status != Punktstatus.OPPEN:
        return
    leder = rum.ledare(punkt)
    if leder != punkt.motesordforande_id:
        punkt.motesordforande_id = leder
        punkt.save(update_fields=["motesordforande"])
