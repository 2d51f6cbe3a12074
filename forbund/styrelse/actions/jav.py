"""Jäv: asked once, declared at any point, and tried by the board when disputed (KL 6 kap. 28–32 §§)."""

from collections.abc import Sequence

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.proposition import lat_yrkanden_falla
from forbund.styrelse.actions.tjanstgoring import ersatt_javiga, ge_platsen_ater, satt_ledare
from forbund.styrelse.models import Javsanmalan, Javsvar, Punkt, Rost
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.rules.jav import require_far_prova_jav, require_skal_i_javsfraga
from forbund.styrelse.rules.narvaro import ar_beslutfor
from forbund.styrelse.states import EJ_AVGJORDA, Javsgrund, Javsstatus, Punktstatus


@transaction.atomic
def svara_om_jav(
    sammantrade_id: int,
    *,
    uppdrag_id: int,
    by: Konto,
    punkter: Sequence[int] = (),
    grund: str = "",
    text: str = "",
) -> Javsvar:
    """Answer the question for the whole agenda: no point, or those that concern oneself. Asked once (R23)."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum = mote.las_motet(sammantrade_id)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    for punkt_id in dict.fromkeys(punkter):
        punkt = next((p for p in rum.punkter if p.pk == punkt_id), None)
        if punkt is None:
            raise Ogiltig({"punkter": "Välj bland punkterna på listan."})
        _anteckna(rum, punkt, uppdrag_id, grund, text, antecknad_av)
    svar, nytt = Javsvar.objects.get_or_create(
        sammantrade=rum.sammantrade,
        uppdrag_id=uppdrag_id,
        defaults={"svarat": dates.nu(), "antecknad_av": antecknad_av},
    )
    if nytt or punkter:
        audit.write(
            "javsfraga_besvarad",
            rum.sammantrade,
            by=by,
            at=deltagare.namn if antecknad_av else "",
            efter={"punkter": list(punkter), "grund": grund},
            lagrum="KL 6 kap. 30 §",
        )
    _verkstall(rum, by)
    return svar


@transaction.atomic
def anmal_jav(punkt_id: int, *, uppdrag_id: int, grund: str, by: Konto, text: str = "") -> Javsanmalan:
    """Declare jäv in one point, before it is decided. The person is out at once, and an ersättare in turn steps in."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(punkt_id, oppen=False)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    rad = _anteckna(rum, punkt, uppdrag_id, grund, text, antecknad_av)
    audit.write(
        "jav_anmalt",
        punkt,
        by=by,
        at=deltagare.namn if antecknad_av else "",
        efter={"uppdrag": uppdrag_id, "grund": grund},
        lagrum="KL 6 kap. 30 §",
    )
    _verkstall(rum, by)
    return rad


@transaction.atomic
def aterta_jav(punkt_id: int, *, uppdrag_id: int, by: Konto) -> Javsanmalan:
    """Take back a declaration made by mistake, before the point is opened."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(punkt_id, oppen=False)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    rad = next((j for j in rum.jav if j.punkt_id == punkt_id and j.uppdrag_id == uppdrag_id), None)
    if rad is None or rad.status != Javsstatus.ANMALD or rad.atertagen is not None:
        raise Upptaget("Det finns ingen anmälan om jäv att ta tillbaka.")
    if punkt.status != Punktstatus.UPPSATT:
        raise Regelbrott(
            "Ärendet är öppnat. En anmälan om jäv tas inte tillbaka då; styrelsen prövar frågan.",
            lagrum="KL 6 kap. 30 § tredje stycket",
            utvag="Be den som leder ärendet att låta styrelsen pröva om jäv föreligger.",
        )
    rad.atertagen = dates.nu()
    rad.save(update_fields=["atertagen"])
    audit.write("jav_atertaget", punkt, by=by, at=deltagare.namn if antecknad_av else "")
    return rad


@transaction.atomic
def ifragasatt_jav(punkt_id: int, *, uppdrag_id: int, grund: str, by: Konto, text: str = "") -> Javsanmalan:
    """Note that someone's impartiality is questioned in the open point; nothing goes on until it is decided (R24)."""
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_leder_eller_for_protokoll(rum, by)
    mote.i_styrelsen(rum, uppdrag_id)
    if uppdrag_id not in rum.tjanstgorande(punkt):
        raise Regelbrott(
            "Frågan om jäv ställs om den som tjänstgör i ärendet.",
            lagrum="KL 6 kap. 30 § tredje stycket",
            utvag="Kontrollera närvaron.",
        )
    mote.require_ingen_omrostning(punkt)
    rad = _skriv(rum, punkt, uppdrag_id, grund, text, by, Javsstatus.IFRAGASATT)
    audit.write("jav_ifragasatt", punkt, by=by, efter={"uppdrag": uppdrag_id, "grund": grund})
    return rad


@transaction.atomic
def prova_jav(punkt_id: int, *, uppdrag_id: int, ar_javig: bool, skal_text: str, by: Konto) -> Javsanmalan:
    """Note how the board decided a question of jäv, and why. Whether it disregarded a declared one too (KL 6:31)."""
    mote.require_nagon(by, Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_leder_eller_for_protokoll(rum, by)
    rad = next((j for j in rum.jav if j.punkt_id == punkt_id and j.uppdrag_id == uppdrag_id), None)
    if rad is None or rad.atertagen is not None:
        raise Upptaget("Det finns ingen fråga om jäv att pröva.")
    mote.require_ingen_omrostning(punkt)
    egen = rum.egen(by.pk)
    require_far_prova_jav(
        egen.uppdrag_id if egen else 0,
        uppdrag_id,
        beslutfor_utan=ar_beslutfor(len(rum.tjanstgorande(punkt).keys() - {uppdrag_id}), rum.platser),
        ersattare_kan_kallas=_kan_kallas(rum, punkt, uppdrag_id),
    )
    require_skal_i_javsfraga(skal_text)
    rena = mote.require_ren_text({"skal_text": skal_text})
    rad.status = Javsstatus.PROVAD_JAV if ar_javig else Javsstatus.PROVAD_EJ_JAV
    rad.skal = rena["skal_text"]
    rad.save(update_fields=["status", "skal"])
    audit.write(
        "jav_provat",
        punkt,
        by=by,
        efter={"uppdrag": uppdrag_id, "jav": ar_javig},
        lagrum="KL 6 kap. 30 § tredje stycket",
        skal={"R24": rad.skal},
    )
    if not ar_javig:
        rum = ge_platsen_ater(mote.om(rum), punkt, uppdrag_id)
    _verkstall(rum, by)
    return rad


def _anteckna(
    rum: Rum, punkt: Punkt, uppdrag_id: int, grund: str, text: str, antecknad_av: Konto | None
) -> Javsanmalan:
    if punkt.status not in EJ_AVGJORDA:
        raise Upptaget(f"”{punkt.rubrik}” är redan avgjord.")
    if Rost.objects.filter(rad__uppdrag_id=uppdrag_id, rad__omrostning__punkt=punkt).exists():
        raise Regelbrott(
            "Personen har redan röstat i ärendet.",
            lagrum="KL 6 kap. 30 §",
            utvag="Säg till den som leder ärendet. Styrelsen kan bordlägga det eller pröva frågan om jäv.",
        )
    return _skriv(rum, punkt, uppdrag_id, grund, text, antecknad_av, Javsstatus.ANMALD)


def _skriv(
    rum: Rum,
    punkt: Punkt,
    uppdrag_id: int,
    grund: str,
    text: str,
    antecknad_av: Konto | None,
    status: Javsstatus,
) -> Javsanmalan:
    """One row for each person and point; a new declaration after one taken back writes over it."""
    if grund not in Javsgrund.values:
        raise Ogiltig({"grund": "Välj vilken grund som gäller."})
    rena = mote.require_ren_text({"text": text})
    rad = next((j for j in rum.jav if j.punkt_id == punkt.pk and j.uppdrag_id == uppdrag_id), None)
    if rad is not None and rad.atertagen is None and rad.status != Javsstatus.IFRAGASATT:
        raise Upptaget("Jävet är redan antecknat i den här punkten.")
    rad = rad or Javsanmalan(punkt=punkt, uppdrag_id=uppdrag_id)
    rad.grund, rad.text, rad.status = grund, rena["text"], status
    rad.anmald, rad.antecknad_av, rad.atertagen, rad.skal = dates.nu(), antecknad_av, None, ""
    rad.save()
    return rad


def _verkstall(rum: Rum, by: Konto) -> None:
    """When the point is open the person is out now: yrkanden, seat, leader and beslutsförhet follow."""
    rum = mote.om(rum)
    if rum.oppen_punkt is not None:
        lat_yrkanden_falla(rum, rum.oppen_punkt, by=by)
        satt_ledare(ersatt_javiga(rum, rum.oppen_punkt))


def _kan_kallas(rum: Rum, punkt: Punkt, uppdrag_id: int) -> bool:
    """Whether somebody could fill the seat of the one concerned."""
    plats = rum.tjanstgorande(punkt).get(uppdrag_id, uppdrag_id)
    return rum.ersattare_i_tur(plats, punkt) is not None
