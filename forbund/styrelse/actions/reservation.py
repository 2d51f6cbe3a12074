"""To reserve oneself: announced before the sammanträde ends, its ground in writing until justering (KL 4 kap. 27 §)."""

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Upptaget
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.protokoll import oppna_for_andring
from forbund.styrelse.models import Beslut, Beslutsdeltagare, Reservation
from forbund.styrelse.rules.reservation import (
    require_har_deltagit,
    require_motivering_i_tid,
    require_reservation_i_tid,
)


@transaction.atomic
def anmal_reservation(beslut_id: int, *, uppdrag_id: int, by: Konto, text: str = "") -> Reservation:
    """Reserve oneself against a decision that one took part in."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    beslut = Beslut.objects.select_related("punkt").get(pk=beslut_id)
    rum = mote.las_motet(beslut.punkt.sammantrade_id, pagaende=False)
    require_reservation_i_tid(not mote.under_motet(rum))
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    deltog = Beslutsdeltagare.objects.filter(beslut=beslut, avstod=False).values_list("uppdrag_id", flat=True)
    require_har_deltagit(frozenset(deltog), uppdrag_id)
    if Reservation.objects.filter(beslut=beslut, uppdrag_id=uppdrag_id).exists():
        raise Upptaget("Reservationen är redan anmäld.")
    rena, nu = mote.require_ren_text({"text": text}), dates.nu()
    reservation = Reservation.objects.create(
        beslut=beslut,
        uppdrag_id=uppdrag_id,
        anmald=nu,
        text=rena["text"],
        text_lamnad=nu if rena["text"] else None,
    )
    audit.write(
        "reservation_anmald",
        beslut.punkt,
        by=by,
        at=deltagare.namn if antecknad_av else "",
        efter={"namn": deltagare.namn, "text": reservation.text},
        lagrum="KL 4 kap. 27 §",
    )
    return reservation


def upplaga(reservation: Reservation) -> str:
    """Which text stands in the reservation now: the moment it was handed in."""
    return reservation.text_lamnad.isoformat() if reservation.text_lamnad else ""


@transaction.atomic
def motivera_reservation(reservation_id: int, *, text: str, by: Konto, sedd: str = "") -> Reservation:
    """Hand in the written ground, until the § is justerad; a protokoll that is out goes out again with it.

    `sedd` says which text the page showed (`upplaga`); empty: that there was none.
    """
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rad = Reservation.objects.select_related("beslut__punkt").get(pk=reservation_id)
    require_motivering_i_tid(rad.beslut.punkt.justerad is not None)
    rum = mote.las_motet(rad.beslut.punkt.sammantrade_id, pagaende=False)
    reservation = Reservation.objects.select_related("beslut__punkt").get(pk=reservation_id)
    deltagare, antecknad_av = mote.agerar(rum, reservation.uppdrag_id, by)
    require_motivering_i_tid(reservation.beslut.punkt.justerad is not None)
    if sedd != upplaga(reservation):
        raise Upptaget(
            "Motiveringen ändrades av någon annan medan du skrev.",
            nar=reservation.text_lamnad,
            ditt={"Motivering": text},
            deras={"Motivering": reservation.text},
        )
    rena = mote.require_ren_text({"text": text})
    if not rena["text"]:
        raise Ogiltig({"text": "Skriv varför du reserverar dig."})
    fore = reservation.text
    reservation.text, reservation.text_lamnad = rena["text"], dates.nu()
    reservation.save(update_fields=["text", "text_lamnad"])
    oppna_for_andring(rum.sammantrade.pk, by=by)
    audit.write(
        "reservation_motiverad",
        reservation.beslut.punkt,
        by=by,
        at=deltagare.namn if antecknad_av else "",
        fore={"text": fore},
        efter={"text": reservation.text},
    )
    return reservation
