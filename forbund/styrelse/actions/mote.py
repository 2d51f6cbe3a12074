"""What every act at a sammanträde begins with: the right, the lock, the room, and who acts for whom.

All acts of one sammanträde lock its row first, so two of them never cross; its version grows with each, and the live
page asks for that number.
"""

from collections.abc import Mapping

from forbund.grund.errors import Regelbrott, SaknarRatt, Upptaget
from forbund.grund.personnummer import require_inga_personnummer
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.models import Omrostning, Punkt, Sammantrade
from forbund.styrelse.queries.mote import Deltagare, Rum, hamta_rum
from forbund.styrelse.rules import ordning
from forbund.styrelse.rules.jav import require_ej_javig, require_javsfraga_avgjord
from forbund.styrelse.rules.omrostning import require_pagaende
from forbund.styrelse.states import UNDER_MOTET, Punktstatus, Sammantradesstatus


def las_motet(sammantrade_id: int, *, pagaende: bool = True) -> Rum:
    """Lock the sammanträde and read the room. Refuses when nothing may be done now (R17)."""
    sammantrade = Sammantrade.objects.select_for_update().get(pk=sammantrade_id)
    if pagaende:
        require_pagaende(
            oppnat=sammantrade.oppnat is not None,
            avslutat=sammantrade.avslutat is not None,
            ajournerat=sammantrade.status == Sammantradesstatus.AJOURNERAT,
        )
    sammantrade.version += 1
    sammantrade.save(update_fields=["version"])
    return hamta_rum(sammantrade)


def las_punkt(punkt_id: int, *, oppen: bool = True) -> tuple[Rum, Punkt]:
    """Lock the sammanträde of the point; `oppen` demands that the point is being handled."""
    rum = las_motet(Punkt.objects.values_list("sammantrade_id", flat=True).get(pk=punkt_id))
    punkt = punkt_i(rum, punkt_id)
    if oppen and punkt.status != Punktstatus.OPPEN:
        raise Upptaget(f"”{punkt.rubrik}” behandlas inte just nu: läget är {punkt.get_status_display().lower()}.")
    return rum, punkt


def punkt_i(rum: Rum, punkt_id: int) -> Punkt:
    return next(p for p in rum.punkter if p.pk == punkt_id)


def om(rum: Rum) -> Rum:
    """The room read again, after someone came, left or was found jävig."""
    return hamta_rum(rum.sammantrade)


def require_nagon(by: Konto, *ratter: Ratt) -> None:
    """One of the rights is enough."""
    if not any(access.can(by, ratt) for ratt in ratter):
        access.require(by, ratter[0])


def ar_sekreterare(rum: Rum, by: Konto) -> bool:
    """Keeps the protokoll: by right, or because this person was named for the sammanträde."""
    egen = rum.egen(by.pk)
    utsedd = egen is not None and egen.person_id == rum.sammantrade.sekreterare_id
    return utsedd or access.can(by, Ratt.FORA_PROTOKOLL)


def agerar(rum: Rum, uppdrag_id: int, by: Konto) -> tuple[Deltagare, Konto | None]:
    """Whose act it is, and who notes it: None when a person acts for oneself, else the one who keeps the protokoll."""
    deltagare = i_styrelsen(rum, uppdrag_id)
    if deltagare.konto_id == by.pk:
        access.require(by, Ratt.DELTA)
        return deltagare, None
    if not ar_sekreterare(rum, by):
        raise SaknarRatt(
            "Du kan bara göra det här för din egen del. Den som för protokollet kan anteckna det för andra."
        )
    return deltagare, by


def i_styrelsen(rum: Rum, uppdrag_id: int) -> Deltagare:
    deltagare = rum.deltagare.get(uppdrag_id)
    if deltagare is None:
        raise Regelbrott(
            "Personen har inget uppdrag i styrelsen den här dagen.",
            lagrum="FL 10 §",
            utvag="Kontrollera uppdraget i registret.",
        )
    return deltagare


def require_ledare(rum: Rum, by: Konto, punkt: Punkt | None = None) -> int:
    """The konto leads the point, or would lead the next one; returns its uppdrag (R98)."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    egen = rum.egen(by.pk)
    ordning.require_leder(rum.ledare(punkt or rum.oppen_punkt), egen.uppdrag_id if egen else 0)
    assert egen is not None  # noqa: S101  # require_leder has refused everyone without a seat
    return egen.uppdrag_id


def require_leder_eller_for_protokoll(rum: Rum, by: Konto) -> None:
    """What the one who leads decides, and the one who keeps the protokoll may note."""
    if not ar_sekreterare(rum, by):
        require_ledare(rum, by)


def require_tjanstgor(rum: Rum, punkt: Punkt, uppdrag_id: int) -> None:
    """Serves in this point: present, not jävig, and nobody else in the seat."""
    require_ej_javig(rum.javiga(punkt), uppdrag_id)
    if uppdrag_id not in rum.tjanstgorande(punkt):
        raise Regelbrott(
            f"{rum.deltagare[uppdrag_id].namn} tjänstgör inte i det här ärendet.",
            lagrum="KL 6 kap. 17 §",
            utvag="Kontrollera närvaron. Den som har kommit sent tjänstgör från nästa punkt.",
        )


def require_javsfragor_avgjorda(rum: Rum, punkt: Punkt) -> None:
    require_javsfraga_avgjord(len(rum.ifragasatta(punkt)))


def require_ingen_omrostning(punkt: Punkt) -> None:
    if Omrostning.objects.filter(punkt=punkt, stangd=None).exists():
        raise Upptaget("Omröstningen pågår. Den stängs innan något annat görs i ärendet.")


def require_ren_text(falt: Mapping[str, str]) -> dict[str, str]:
    """The texts without space around, and without personnummer (R57)."""
    rena = {namn: text.strip() for namn, text in falt.items()}
    require_inga_personnummer(rena)
    return rena


def under_motet(rum: Rum) -> bool:
    return rum.sammantrade.status in UNDER_MOTET
