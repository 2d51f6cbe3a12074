"""The klubbslag makes a decision: a copy of what won, with its money and those who took part."""

from collections.abc import Sequence
from typing import Final

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Regelbrott
from forbund.register.models import Konto
from forbund.styrelse.actions.punkt import stang_arende
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Beslut, Beslutsbelopp, Beslutsdeltagare, Omrostning, Proposition, Punkt, Yrkande
from forbund.styrelse.queries.dagordning import punktens_belopp
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.rules.beslut import require_finansiering
from forbund.styrelse.rules.majoritet import kravd_andel, require_visad_majoritet
from forbund.styrelse.states import Beslutssatt, Beslutsutfall, Punktstatus, Rostval, Yrkandeslag

UTAN_FORSLAG: Final = {
    Beslutsutfall.AVSLAG: "avslå förslaget",
    Beslutsutfall.ATERREMISS: "återremittera ärendet",
    Beslutsutfall.BORDLAGGNING: "bordlägga ärendet",
}
PUNKTSTATUS: Final = {
    Beslutsutfall.BIFALL: Punktstatus.BESLUTAD,
    Beslutsutfall.AVSLAG: Punktstatus.BESLUTAD,
    Beslutsutfall.ATERREMISS: Punktstatus.ATERREMITTERAD,
    Beslutsutfall.BORDLAGGNING: Punktstatus.BORDLAGD,
}


def besluta(
    rum: Rum,
    punkt: Punkt,
    rad: Proposition,
    *,
    by: Konto,
    ordforande: int,
    enig: bool = False,
    avstar: Sequence[int] = (),
) -> Beslut:
    """Decide what the confirmed question came to, and close the point. A step of `proposition.klubba`."""
    utfall = Beslutsutfall(rad.utfall)
    belopp = _belopp(punkt, rad.yrkande, utfall)
    require_finansiering([(b.ar, b.belopp, b.finansiering) for b in belopp])
    if utfall == Beslutsutfall.BIFALL and punkt.arende and kravd_andel(punkt.arende.slag, rum.kvalificerad):
        require_visad_majoritet(omrostning=rad.omrostning_id is not None, enighet_antecknad=enig)
    att_satser, villkor = _text(punkt, rad.yrkande, utfall)
    beslut = Beslut.objects.create(
        punkt=punkt,
        utfall=utfall,
        satt=Beslutssatt.OMROSTNING if rad.omrostning_id else Beslutssatt.ACKLAMATION,
        omrostning_id=rad.omrostning_id,
        yrkande=rad.yrkande,
        enighet_antecknad=enig,
        att_satser=att_satser,
        villkor=villkor,
        klubbat=rad.klubbad or dates.nu(),
        ordforande_id=ordforande,
    )
    Beslutsbelopp.objects.bulk_create(
        Beslutsbelopp(beslut=beslut, ar=b.ar, belopp=b.belopp, finansiering=b.finansiering, medlem_id=b.medlem_id)
        for b in belopp
    )
    _skriv_deltagare(rum, punkt, beslut, rad, avstar)
    stang_arende(rum, punkt, PUNKTSTATUS[utfall])
    audit.write(
        "beslut_fattat",
        punkt,
        by=by,
        efter={"utfall": utfall, "satt": beslut.satt, "att_satser": att_satser, "villkor": villkor}
        | {"belopp": [[b.ar, b.belopp, b.finansiering, b.medlem_id] for b in belopp]},
        lagrum="KL 5 kap. 53 §",
    )
    return beslut


def _belopp(punkt: Punkt, yrkande: Yrkande | None, utfall: Beslutsutfall) -> tuple[Belopp, ...]:
    """The money of what won: the ändring's own, else the proposal's."""
    if utfall != Beslutsutfall.BIFALL:
        return ()
    if yrkande is not None and yrkande.slag == Yrkandeslag.ANDRING:
        return tuple(Belopp(b.ar, b.belopp, b.finansiering, b.medlem_id) for b in yrkande.belopp.all())
    return punktens_belopp(punkt)


def _text(punkt: Punkt, yrkande: Yrkande | None, utfall: Beslutsutfall) -> tuple[list[str], list[str]]:
    if utfall in UTAN_FORSLAG:
        skal = yrkande.text.strip() if yrkande is not None and utfall == Beslutsutfall.ATERREMISS else ""
        return [UTAN_FORSLAG[utfall] + (f" med följande motivering: {skal}" if skal else "")], []
    if yrkande is not None and yrkande.slag == Yrkandeslag.ANDRING:
        return list(yrkande.att_satser), list(yrkande.villkor)
    return list(punkt.att_satser), list(punkt.villkor)


def _skriv_deltagare(rum: Rum, punkt: Punkt, beslut: Beslut, rad: Proposition, avstar: Sequence[int]) -> None:
    """Everyone who serves in the point; who abstained, in the vote or from all of it, took no part (a reading)."""
    tjanstgor = frozenset(rum.tjanstgorande(punkt))
    if set(avstar) - tjanstgor:
        raise Ogiltig({"avstar": "Välj bland dem som tjänstgör i ärendet."})
    if punkt.motesordforande_id in avstar:
        raise Regelbrott(
            "Den som leder ärendet kan inte avstå från hela beslutet.",
            lagrum="KL 4 kap. 25 §",
            regel="R19",
            utvag="Låt någon annan leda ärendet först.",
        )
    utan_rost = set(avstar)
    if rad.omrostning is not None:
        utan_rost |= _avstod(rad.omrostning, punkt.motesordforande_id)
    Beslutsdeltagare.objects.bulk_create(
        Beslutsdeltagare(
            beslut=beslut, uppdrag_id=vem, for_medlem_id=rum.medlem_for(vem, punkt), avstod=vem in utan_rost
        )
        for vem in tjanstgor
    )


def _avstod(omrostning: Omrostning, ledare: int | None) -> set[int]:
    """Those who abstained in the vote, but for the one whose utslagsröst decided it."""
    rader = omrostning.rostlangd.select_related("rost")
    return {
        r.uppdrag_id
        for r in rader
        if getattr(getattr(r, "rost", None), "val", None) == Rostval.AVSTAR
        and not (omrostning.utslagsrost and r.uppdrag_id == ledare)
    }
