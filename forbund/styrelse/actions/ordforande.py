"""Who leads, who keeps the protokoll and who justerar."""

from collections.abc import Sequence

from django.db import transaction

from forbund.grund import audit
from forbund.grund.errors import Ogiltig, Regelbrott
from forbund.register.models import Konto, Person
from forbund.register.states import Ratt, Roll
from forbund.styrelse.actions import mote
from forbund.styrelse.models import Motesjusterare, Sammantrade
from forbund.styrelse.queries.mote import Deltagare, Rum, namn
from forbund.styrelse.states import Punktstatus


@transaction.atomic
def utse_motesordforande(sammantrade_id: int, *, uppdrag_id: int, by: Konto) -> Deltagare:
    """Note whom the board chose when neither ordförande nor vice can lead the point that is open, or the next (R98)."""
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum = mote.las_motet(sammantrade_id)
    punkt = rum.oppen_punkt
    vald = mote.i_styrelsen(rum, uppdrag_id)
    egen = rum.egen(by.pk)
    if not mote.ar_sekreterare(rum, by) and (egen is None or egen.uppdrag_id not in rum.tjanstgorande(punkt)):
        mote.require_ledare(rum, by)
    if punkt is not None:
        mote.require_tjanstgor(rum, punkt, uppdrag_id)
    leder = rum.ledare(punkt)
    if leder is not None and rum.deltagare[leder].roll in {Roll.ORDFORANDE, Roll.VICE}:
        raise Regelbrott(
            f"{rum.deltagare[leder].namn} leder sammanträdet och kan göra det.",
            lagrum="FL 17 §",
            regel="R98",
            utvag="En ordförande väljs för tillfället bara när varken ordförande eller vice ordförande kan leda.",
        )
    satt_vald(rum, uppdrag_id)
    audit.write("motesordforande_vald", rum.sammantrade, by=by, efter={"namn": vald.namn}, lagrum="FL 17 §")
    return vald


def satt_vald(rum: Rum, uppdrag_id: int) -> None:
    """The one chosen leads the open point and every one that has not been opened."""
    for punkt in rum.punkter:
        if punkt.status in {Punktstatus.OPPEN, Punktstatus.UPPSATT}:
            punkt.motesordforande_id = uppdrag_id
            punkt.save(update_fields=["motesordforande"])


@transaction.atomic
def utse_sekreterare(sammantrade_id: int, *, person_id: int, by: Konto) -> Sammantrade:
    """Name who keeps the protokoll of this sammanträde."""
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum = mote.las_motet(sammantrade_id)
    mote.require_leder_eller_for_protokoll(rum, by)
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise Ogiltig({"person_id": "Välj vem som för protokollet."})
    rum.sammantrade.sekreterare = person
    rum.sammantrade.save(update_fields=["sekreterare"])
    audit.write("sekreterare_utsedd", rum.sammantrade, by=by, efter={"namn": person.namn})
    return rum.sammantrade


@transaction.atomic
def valj_justerare(sammantrade_id: int, *, uppdrag: Sequence[int], by: Konto) -> list[str]:
    """Note whom the board chose to justera beside the one who leads; writes over an earlier choice (KL 5 kap. 69 §)."""
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum = mote.las_motet(sammantrade_id)
    mote.require_leder_eller_for_protokoll(rum, by)
    valda = [mote.i_styrelsen(rum, u) for u in dict.fromkeys(uppdrag)]
    if not valda:
        raise Ogiltig({"uppdrag": "Välj minst en justerare."})
    tjanstgor = rum.tjanstgorande(rum.oppen_punkt)
    for vald in valda:
        if vald.uppdrag_id not in tjanstgor:
            raise Regelbrott(
                f"{vald.namn} tjänstgör inte. Den som justerar ska ha varit med.",
                lagrum="KL 5 kap. 69 §",
                regel="R119",
                utvag="Välj någon som är närvarande och tjänstgör.",
            )
        if vald.uppdrag_id == rum.ledare():
            raise Regelbrott(
                f"{vald.namn} leder sammanträdet och justerar ändå.",
                lagrum="KL 5 kap. 69 §",
                regel="R119",
                utvag="Välj någon annan att justera tillsammans med den som leder.",
            )
    Motesjusterare.objects.filter(sammantrade=rum.sammantrade).delete()
    Motesjusterare.objects.bulk_create(
        Motesjusterare(sammantrade=rum.sammantrade, uppdrag_id=vald.uppdrag_id) for vald in valda
    )
    namnen = namn(rum, (vald.uppdrag_id for vald in valda))
    audit.write("justerare_valda", rum.sammantrade, by=by, efter={"namn": namnen})
    return namnen
