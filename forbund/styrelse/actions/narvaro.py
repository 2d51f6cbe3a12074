"""Who is in the room, and which ersättare serve (KL 6 kap. 17 §)."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Regelbrott, Upptaget, Varning, require_skal
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.tjanstgoring import lamna_platserna, plats_ledig, satt_in, satt_ledare
from forbund.styrelse.models import Narvaro, Punkt, Tjanstgoring
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.rules.narvaro import varning_aterkomst, varning_sen_ankomst
from forbund.styrelse.rules.tjanstgoring import varning_annan_ersattare
from forbund.styrelse.states import Sammantradesstatus

MED_I_RUMMET = frozenset({Sammantradesstatus.KALLAT, Sammantradesstatus.PAGAR, Sammantradesstatus.AJOURNERAT})


@transaction.atomic
def anteckna_narvaro(
    sammantrade_id: int,
    *,
    uppdrag_id: int,
    by: Konto,
    genast: bool = False,
    skal: Mapping[str, str] | None = None,
) -> Narvaro:
    """Someone has come, before the opening or during the sammanträde. Already there: nothing happens.

    A ledamot whose seat an ersättare fills serves from the next point; `genast` at once, with a reason (R118).
    """
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum = _rummet(sammantrade_id)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    for rad in rum.narvaro:
        if rad.uppdrag_id == uppdrag_id and rad.till is None:
            return rad
    punkt = rum.oppen_punkt
    platsen_fylld = uppdrag_id in rum.inkallade.values()
    oppnade = frozenset({punkt.pk}) if punkt and genast and platsen_fylld else frozenset()
    noterade = require_skal(
        [
            varning_aterkomst(*_har_lamnat(rum, uppdrag_id)),
            varning_sen_ankomst(oppnade, punkt.pk if punkt else 0),
        ],
        skal or {},
    )
    nu = dates.nu()
    rad = Narvaro.objects.create(sammantrade=rum.sammantrade, uppdrag_id=uppdrag_id, fran=nu, antecknad_av=antecknad_av)
    if platsen_fylld and (punkt is None or genast):
        lamna_platserna(rum, {uppdrag_id}, nu)
    satt_ledare(mote.om(rum))
    audit.write("narvaro_antecknad", rum.sammantrade, by=by, at=_at(deltagare.namn, antecknad_av), skal=noterade)
    return rad


@transaction.atomic
def upprop(sammantrade_id: int, *, narvarande: Sequence[int], by: Konto, skal: Mapping[str, str] | None = None) -> int:
    """Call the roll: note those who are there, and call in ersättare in turn for those who are not. Returns how many.

    Those noted before stay noted; who has left is noted by `avvek`, and comes back with a reason (R118).
    """
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum = mote.las_motet(sammantrade_id)
    mote.require_leder_eller_for_protokoll(rum, by)
    nya = [mote.i_styrelsen(rum, u).uppdrag_id for u in dict.fromkeys(narvarande) if u not in rum.narvarande]
    noterade = require_skal(filter(None, [_varning_om_nagon_aterkommer(rum, nya)]), skal or {})
    nu = dates.nu()
    Narvaro.objects.bulk_create(
        Narvaro(sammantrade=rum.sammantrade, uppdrag_id=u, fran=nu, antecknad_av=by) for u in nya
    )
    if rum.oppen_punkt is None:
        lamna_platserna(rum, nya, nu)
    rum = mote.om(rum)
    for deltagare in rum.deltagare.values():
        if deltagare.ar_ledamot and plats_ledig(rum, deltagare.uppdrag_id):
            i_tur = rum.ersattare_i_tur(deltagare.uppdrag_id)
            if i_tur is not None:
                satt_in(rum, i_tur, deltagare.uppdrag_id, nu)
                rum = mote.om(rum)
    satt_ledare(rum)
    audit.write(
        "upprop_forrattat",
        rum.sammantrade,
        by=by,
        efter={"narvarande": sorted(rum.narvarande), "tjanstgorande": sorted(rum.tjanstgorande())},
        skal=noterade,
    )
    return len(rum.tjanstgorande())


@transaction.atomic
def avvek(sammantrade_id: int, *, uppdrag_id: int, by: Konto) -> Narvaro:
    """Someone has left. A serving ersättare's tjänstgöring ends with it."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum = _rummet(sammantrade_id)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    rad = next((n for n in rum.narvaro if n.uppdrag_id == uppdrag_id and n.till is None), None)
    if rad is None:
        raise Upptaget(f"{deltagare.namn} är inte antecknad som närvarande.")
    rad.till = dates.nu()
    rad.save(update_fields=["till"])
    for tjanst in rum.tjanstgoringar:
        if tjanst.uppdrag_id == uppdrag_id and tjanst.till is None:
            tjanst.till = rad.till
            tjanst.save(update_fields=["till"])
    satt_ledare(mote.om(rum))
    audit.write("avvek", rum.sammantrade, by=by, at=_at(deltagare.namn, antecknad_av))
    return rad


@transaction.atomic
def kalla_in(
    sammantrade_id: int,
    *,
    ersattare_id: int,
    for_uppdrag_id: int,
    by: Konto,
    skal: Mapping[str, str] | None = None,
) -> Tjanstgoring:
    """Let a present ersättare serve for a ledamot who is absent, or jävig in the open point (then for that point)."""
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum = mote.las_motet(sammantrade_id)
    mote.require_leder_eller_for_protokoll(rum, by)
    ersattare, ledamot = mote.i_styrelsen(rum, ersattare_id), mote.i_styrelsen(rum, for_uppdrag_id)
    punkt = rum.oppen_punkt
    javig = for_uppdrag_id in rum.javiga(punkt)
    _require_kan_tjanstgora(rum, ersattare_id, punkt)
    if for_uppdrag_id in rum.inkallade.values() or (not javig and for_uppdrag_id in rum.narvarande):
        raise Regelbrott(
            f"{ledamot.namn}s plats är redan fylld: ledamoten är här, eller så tjänstgör en annan ersättare.",
            lagrum="KL 6 kap. 17 §",
            utvag="Kontrollera närvaron. Anteckna först om någon har lämnat sammanträdet.",
        )
    i_tur = rum.ersattare_i_tur(for_uppdrag_id, punkt)
    noterade = require_skal([varning_annan_ersattare(i_tur, ersattare_id)], skal or {})
    rad = satt_in(rum, ersattare_id, for_uppdrag_id, dates.nu(), punkt if javig else None)
    audit.write(
        "ersattare_inkallad",
        rum.sammantrade,
        by=by,
        efter={"ersattare": ersattare.namn, "for": ledamot.namn, "punkt": rad.punkt_id},
        lagrum="KL 6 kap. 17 §",
        skal=noterade,
    )
    return rad


def _rummet(sammantrade_id: int) -> Rum:
    """The room before the opening too: people come before they are called to order."""
    rum = mote.las_motet(sammantrade_id, pagaende=False)
    if rum.sammantrade.status not in MED_I_RUMMET:
        raise Upptaget(f"Sammanträdet är {rum.sammantrade.get_status_display().lower()}. Närvaron ändras inte nu.")
    return rum


def _har_lamnat(rum: Rum, uppdrag_id: int) -> tuple[bool, bool]:
    """Whether the person has left before, and whether the last time was because of jäv in the point then open."""
    tidigare = [n.till for n in rum.narvaro if n.uppdrag_id == uppdrag_id and n.till is not None]
    if not tidigare or rum.sammantrade.oppnat is None:
        return False, False
    lamnade = max(tidigare)
    for_jav = any(
        uppdrag_id in rum.javiga(p) and p.oppnad and p.oppnad <= lamnade <= (p.avslutad or dates.nu())
        for p in rum.punkter
    )
    return lamnade >= rum.sammantrade.oppnat, for_jav


def _varning_om_nagon_aterkommer(rum: Rum, nya: Sequence[int]) -> Varning | None:
    """One warning for the whole roll: the first of those who had left."""
    return next(filter(None, (varning_aterkomst(*_har_lamnat(rum, u)) for u in nya)), None)


def _require_kan_tjanstgora(rum: Rum, ersattare_id: int, punkt: Punkt | None) -> None:
    """Present, an ersättare, not serving already, not jävig."""
    ersattare = rum.deltagare[ersattare_id]
    lediga = rum.narvarande - frozenset(rum.inkallade) - rum.javiga(punkt)
    if ersattare.ar_ledamot or ersattare_id not in lediga:
        raise Regelbrott(
            f"{ersattare.namn} kan inte kallas in nu: bara en närvarande ersättare som inte redan tjänstgör eller är "
            "jävig kan det.",
            lagrum="KL 6 kap. 17 §",
            utvag="Anteckna ersättaren som närvarande, eller välj en annan.",
        )


def _at(namn: str, antecknad_av: Konto | None) -> str:
    """On whose behalf, for the log."""
    return namn if antecknad_av else ""
