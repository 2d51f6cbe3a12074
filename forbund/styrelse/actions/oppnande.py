"""To open a sammanträde, take a break, and end it. Between those moments the board decides, and at no other (R17)."""

from collections.abc import Mapping

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Regelbrott, Upptaget, require_skal
from forbund.grund.tillstand import move
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt, Roll
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.ordforande import satt_vald
from forbund.styrelse.actions.punkt import oppna, require_bara_avslutandet_kvar, require_justerare, stang_formalia
from forbund.styrelse.models import Narvaro, Sammantrade
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.rules import ordning
from forbund.styrelse.rules.kallelse import varning_fore_kallad_dag
from forbund.styrelse.states import Punktslag, Sammantradesstatus


@transaction.atomic
def oppna_sammantrade(
    sammantrade_id: int, *, vald: bool = False, by: Konto, skal: Mapping[str, str] | None = None
) -> Sammantrade:
    """Declare the sammanträde open. The one who opens is there; `vald`: those present chose this ledamot (R98).

    Before the day to which everyone was called it takes a reason (R12); an opening cannot be undone.
    """
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum = mote.las_motet(sammantrade_id, pagaende=False)
    noterade = require_skal([varning_fore_kallad_dag(dates.idag(), rum.sammantrade.dag)], skal or {})
    _require_platser(rum)
    egen = rum.egen(by.pk)
    if egen is not None and egen.uppdrag_id not in rum.narvarande:
        Narvaro.objects.create(sammantrade=rum.sammantrade, uppdrag_id=egen.uppdrag_id, fran=dates.nu())
        rum = mote.om(rum)
    tillfallig = vald and egen is not None and rum.ledare() is None
    if tillfallig and egen is not None:
        satt_vald(rum, egen.uppdrag_id)
        rum = mote.om(rum)
    ordning.require_leder(rum.ledare(), egen.uppdrag_id if egen else 0)
    move(rum.sammantrade, Sammantradesstatus.PAGAR)
    rum.sammantrade.oppnat = dates.nu()
    rum.sammantrade.save(update_fields=["oppnat"])
    forsta = rum.nasta_punkt
    if forsta is not None and forsta.slag == Punktslag.OPPNANDE:
        rum = oppna(rum, forsta)
        stang_formalia(rum, mote.punkt_i(rum, forsta.pk))
    audit.write(
        "sammantrade_oppnat", rum.sammantrade, by=by, efter={"valdes_att_leda": bool(tillfallig)}, skal=noterade
    )
    return rum.sammantrade


def _require_platser(rum: Rum) -> None:
    if not rum.platser:
        raise Regelbrott(
            "Det framgår inte hur många ledamöter styrelsen ska ha, och då går det inte att se om den är beslutför.",
            lagrum="FL 9 § 3",
            utvag="Registrera förbundsordningen med antal ledamöter för varje medlem.",
        )


@transaction.atomic
def ajournera(sammantrade_id: int, *, by: Konto) -> Sammantrade:
    """Take a break: nothing is decided until it is over."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum = mote.las_motet(sammantrade_id)
    mote.require_ledare(rum, by)
    if rum.oppen_punkt is not None:
        mote.require_ingen_omrostning(rum.oppen_punkt)
    move(rum.sammantrade, Sammantradesstatus.AJOURNERAT)
    audit.write("sammantrade_ajournerat", rum.sammantrade, by=by)
    return rum.sammantrade


@transaction.atomic
def ateruppta(sammantrade_id: int, *, by: Konto) -> Sammantrade:
    """The break is over."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum = mote.las_motet(sammantrade_id, pagaende=False)
    mote.require_ledare(rum, by)
    move(rum.sammantrade, Sammantradesstatus.PAGAR)
    audit.write("sammantrade_aterupptaget", rum.sammantrade, by=by)
    return rum.sammantrade


@transaction.atomic
def avsluta_sammantrade(sammantrade_id: int, *, notering: str = "", by: Konto) -> Sammantrade:
    """Declare the sammanträde ended. Every point is settled first; after this nothing is decided (R17)."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum = mote.las_motet(sammantrade_id)
    mote.require_ledare(rum, by)
    _require_allt_avgjort(rum)
    sista = rum.oppen_punkt or rum.nasta_punkt
    if sista is not None:
        if rum.oppen_punkt is None:
            rum = oppna(rum, sista)
        stang_formalia(rum, mote.punkt_i(rum, sista.pk), notering)
    nu = dates.nu()
    move(rum.sammantrade, Sammantradesstatus.AVSLUTAT)
    rum.sammantrade.avslutat = nu
    rum.sammantrade.save(update_fields=["avslutat"])
    for rader in (rum.sammantrade.narvaro, rum.sammantrade.tjanstgoringar):
        rader.filter(till=None).update(till=nu)
    audit.write("sammantrade_avslutat", rum.sammantrade, by=by, lagrum="FL 19 §")
    return rum.sammantrade


def _require_allt_avgjort(rum: Rum) -> None:
    """Only the closing point may remain, and someone must be there to justera."""
    oppen = rum.oppen_punkt
    if oppen is not None and oppen.slag != Punktslag.AVSLUTANDE:
        raise Upptaget(f"”{oppen.rubrik}” behandlas. Avsluta den punkten först.")
    require_bara_avslutandet_kvar(rum)
    if len(rum.tjanstgorande()) > 1:
        require_justerare(rum)


def ar_vald_behovs(rum: Rum, konto_id: int) -> bool:
    """Whether this konto could open only as one chosen for the occasion: neither ordförande nor vice is here."""
    egen = rum.egen(konto_id)
    return egen is not None and egen.roll == Roll.LEDAMOT and rum.ledare() is None
