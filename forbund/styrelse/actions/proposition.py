"""How the one who leads puts the proposals: överläggningen closed, outcome stated, omröstning asked for, klubbslag.

Each question is one `Proposition`. An återremiss or a bordläggning is tried before the matter itself (R101), and one
that falls leaves the way open for the next question. By acclamation any number of proposals may contend: the one who
leads puts them one after the other, each answerable with ja or nej, and states which has won. An omröstning stands
between two. With more than two the counter-proposal is chosen by acclamation and named when the omröstning is opened; a
vote about the counter-proposal itself (kontraproposition) is not offered (R102).
"""

from collections.abc import Sequence

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.beslut import besluta, require_anvisad
from forbund.styrelse.models import Proposition, Punkt, Yrkande
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.queries.proposition import Fraga, fragan, ordnade, propositioner_i, yrkanden_i
from forbund.styrelse.rules import ordning
from forbund.styrelse.states import Propositionsutfall, Punktslag, Punktstatus, Yrkandeslag


@transaction.atomic
def avsluta_overlaggningen(punkt_id: int, *, by: Konto) -> Punkt:
    """Close the överläggning: yrkanden are over, and they have got the order in which they are put."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_ledare(rum, by, punkt)
    mote.require_javsfragor_avgjorda(rum, punkt)
    rum.require_beslutfor(punkt)
    if punkt.slag != Punktslag.ARENDE:
        raise Ogiltig({"": "Formaliapunkter avslutas utan proposition."})
    ordning.require_overlaggning_pagar(punkt.overlaggning_avslutad is not None)
    _lagg_fram(punkt)
    punkt.overlaggning_avslutad = dates.nu()
    punkt.save(update_fields=["overlaggning_avslutad"])
    audit.write("overlaggning_avslutad", punkt, by=by, lagrum="KL 5 kap. 53 §")
    return punkt


def _lagg_fram(punkt: Punkt) -> None:
    """Give every yrkande its number; the proposal on the list stands also when nobody has yrkat bifall to it."""
    aktiva = [y for y in yrkanden_i(punkt) if y.aterkallat is None]
    if punkt.att_satser and not any(y.slag == Yrkandeslag.BIFALL for y in aktiva):
        forslaget = Yrkande(punkt=punkt, slag=Yrkandeslag.BIFALL, framstallt=punkt.oppnad or dates.nu())
        forslaget.save()
        aktiva.insert(0, forslaget)
    if not aktiva:
        raise Regelbrott(
            "Det finns inget förslag att besluta om.",
            lagrum="KL 5 kap. 53 §",
            regel="R102",
            utvag="Någon som tjänstgör lägger fram ett förslag, eller yrkar att ärendet bordläggs.",
        )
    for nummer, yrkande in enumerate(ordnade(aktiva), start=1):
        yrkande.framlagt = nummer
        yrkande.save(update_fields=["framlagt"])


@transaction.atomic
def ateruppta_overlaggningen(punkt_id: int, *, by: Konto) -> Punkt:
    """Open the överläggning again, before the klubbslag and when no omröstning has been asked for."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_ledare(rum, by, punkt)
    ordning.require_overlaggning_avslutad(punkt.overlaggning_avslutad is not None)
    if _ar_last(punkt):
        raise Upptaget("En fråga är redan avgjord, eller så är omröstning begärd. Överläggningen öppnas inte igen.")
    _oppna_overlaggningen(punkt, by)
    return punkt


def _ar_last(punkt: Punkt) -> bool:
    """Whether the proposals stand as they were put: a question is confirmed, or omröstning asked for."""
    return any(p.begard_av_id or p.klubbad for p in propositioner_i(punkt))


def _oppna_overlaggningen(punkt: Punkt, by: Konto) -> None:
    """Undo what was put and stated; the yrkanden remain."""
    Proposition.objects.filter(punkt=punkt).delete()
    Yrkande.objects.filter(punkt=punkt, uppdrag=None).delete()
    Yrkande.objects.filter(punkt=punkt).update(framlagt=None)
    punkt.overlaggning_avslutad = None
    punkt.save(update_fields=["overlaggning_avslutad"])
    audit.write("overlaggning_aterupptagen", punkt, by=by)


def lat_yrkanden_falla(rum: Rum, punkt: Punkt, *, by: Konto) -> None:
    """What a jävig person has yrkat falls, and a closed överläggning is open again, so that another may take it up.

    The jävig takes no part in the handling (KL 6 kap. 30 §). When omröstning has been asked for, or a question is
    confirmed, the proposals stand as they were put. A step of the acts of jäv.
    """
    javiga = rum.javiga(punkt)
    fallna = [y for y in yrkanden_i(punkt) if y.aterkallat is None and y.uppdrag_id in javiga]
    if not fallna or _ar_last(punkt):
        return
    if punkt.overlaggning_avslutad is not None:
        _oppna_overlaggningen(punkt, by)
    Yrkande.objects.filter(pk__in=[y.pk for y in fallna]).update(aterkallat=dates.nu())
    for yrkande in fallna:
        audit.write(
            "yrkande_aterkallat",
            punkt,
            by=by,
            at=rum.deltagare[yrkande.uppdrag_id or 0].namn,
            fore={"slag": yrkande.slag},
            efter={"varfor": "jäv"},
            lagrum="KL 6 kap. 30 §",
        )


@transaction.atomic
def redovisa(punkt_id: int, *, by: Konto, yrkande_id: int | None = None) -> Proposition:
    """State what the board has answered: which proposal has won, or (without one) that the ärende is settled today.

    May be stated anew until the klubbslag, as long as nobody has asked for omröstning.
    """
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_ledare(rum, by, punkt)
    mote.require_javsfragor_avgjorda(rum, punkt)
    rum.require_beslutfor(punkt)
    ordning.require_overlaggning_avslutad(punkt.overlaggning_avslutad is not None)
    yrkanden, tidigare = yrkanden_i(punkt), propositioner_i(punkt)
    _require_alla_framlagda(yrkanden)
    oklubbad = next((p for p in tidigare if p.klubbad is None), None)
    if oklubbad is not None and oklubbad.begard_av_id is not None:
        raise Upptaget("Omröstning är begärd. Utfallet avgörs av den.")
    fraga = fragan(yrkanden, tidigare)
    vinnare = _vinnare(fraga, yrkande_id)
    require_anvisad(punkt, vinnare)
    rad = oklubbad or Proposition(punkt=punkt)
    rad.provar, rad.yrkande, rad.utfall, rad.redovisad = fraga.provar, vinnare, utfall_av(vinnare), dates.nu()
    rad.save()
    audit.write("utfall_redovisat", punkt, by=by, efter={"utfall": rad.utfall, "yrkande": yrkande_id})
    return rad


def _require_alla_framlagda(yrkanden: Sequence[Yrkande]) -> None:
    aktiva = [y for y in yrkanden if y.aterkallat is None]
    ordning.require_alla_framlagda(
        frozenset(y.pk for y in aktiva), frozenset(y.pk for y in aktiva if y.framlagt is not None)
    )


def _vinnare(fraga: Fraga, yrkande_id: int | None) -> Yrkande | None:
    if yrkande_id is None and fraga.provar is not None:
        return None
    vinnare = next((f.yrkande for f in fraga.forslag if any(y.pk == yrkande_id for y in f.alla)), None)
    if vinnare is None:
        raise Ogiltig({"yrkande_id": "Välj ett av de förslag som har ställts mot varandra."})
    return vinnare


def utfall_av(yrkande: Yrkande | None) -> Propositionsutfall:
    """What it means that the yrkande won; without one the ärende is settled today."""
    if yrkande is None:
        return Propositionsutfall.AVGORS
    if yrkande.slag == Yrkandeslag.ANDRING:
        return Propositionsutfall.BIFALL
    return Propositionsutfall(yrkande.slag)


@transaction.atomic
def begar_omrostning(punkt_id: int, *, uppdrag_id: int, by: Konto) -> Proposition:
    """Ask for omröstning, after the outcome was stated and before the klubbslag (R18)."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(punkt_id, oppen=False)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    rad = next((p for p in propositioner_i(punkt) if p.klubbad is None), None)
    ordning.require_fore_klubbslag(punkt.status != Punktstatus.OPPEN)
    ordning.require_utfall_redovisat(rad is not None)
    assert rad is not None  # noqa: S101  # the line above has refused
    mote.require_tjanstgor(rum, punkt, uppdrag_id)
    if rad.begard_av_id is not None:
        raise Upptaget("Omröstning är redan begärd.")
    rad.begard_av_id = uppdrag_id
    rad.save(update_fields=["begard_av"])
    audit.write(
        "omrostning_begard",
        punkt,
        by=by,
        at=deltagare.namn if antecknad_av else "",
        efter={"begard_av": deltagare.namn},
        lagrum="KL 5 kap. 53 §",
    )
    return rad


@transaction.atomic
def klubba(punkt_id: int, *, by: Konto, enig: bool = False, avstar: Sequence[int] = ()) -> Punkt:
    """Confirm what was stated. The ärende goes on to the next question, or is decided.

    `enig` notes that the board is agreed (R22); `avstar` are those who take no part in the decision (KL 4 kap. 25 §).
    """
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id)
    egen = mote.require_ledare(rum, by, punkt)
    mote.require_javsfragor_avgjorda(rum, punkt)
    rum.require_beslutfor(punkt)
    rad = next((p for p in propositioner_i(punkt) if p.klubbad is None), None)
    ordning.require_utfall_redovisat(rad is not None)
    assert rad is not None  # noqa: S101  # the line above has refused
    _require_omrostning_klar(rad)
    rad.klubbad = dates.nu()
    rad.save(update_fields=["klubbad"])
    if rad.utfall == Propositionsutfall.AVGORS:
        audit.write("klubbat", punkt, by=by, efter={"utfall": rad.utfall})
        return punkt
    besluta(rum, punkt, rad, by=by, ordforande=egen, enig=enig, avstar=avstar)
    return punkt


def _require_omrostning_klar(rad: Proposition) -> None:
    if rad.omrostning is not None and rad.omrostning.stangd is None:
        raise Upptaget("Omröstningen pågår. Stäng den först.")
    if rad.begard_av_id is not None and rad.omrostning is None:
        raise Regelbrott(
            "Omröstning är begärd före klubbslaget.",
            lagrum="KL 5 kap. 53–54 §§",
            regel="R18",
            utvag="Öppna omröstningen. Utfallet av den bekräftas sedan med klubbslag.",
        )
