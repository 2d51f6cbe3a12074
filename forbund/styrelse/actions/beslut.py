"""The klubbslag makes a decision: a copy of what won, with its money and those who took part."""

from collections.abc import Collection, Sequence
from typing import Final

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Regelbrott
from forbund.register.models import Konto
from forbund.styrelse.actions.punkt import stang_arende
from forbund.styrelse.arendeslag import Belopp, avser_utgift
from forbund.styrelse.models import (
    Beslut,
    Beslutsbelopp,
    Beslutsdeltagare,
    Omrostning,
    Proposition,
    Punkt,
    Rostlangdsrad,
    Yrkande,
)
from forbund.styrelse.queries.dagordning import punktens_belopp
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.rules.beslut import require_belopp, require_finansiering
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
    _require_rosterna_galler(rad, enig, avstar)
    belopp = require_anvisad(punkt, rad.yrkande)
    if utfall == Beslutsutfall.BIFALL and punkt.arende and kravd_andel(punkt.arende.slag, rum.kvalificerad):
        require_visad_majoritet(omrostning=rad.omrostning_id is not None, enighet_antecknad=enig)
    beslut = _skriv_beslut(punkt, rad, ordforande, enig)
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
        efter={"utfall": utfall, "satt": beslut.satt, "att_satser": beslut.att_satser, "villkor": beslut.villkor}
        | {"belopp": [[b.ar, b.belopp, b.finansiering, b.medlem_id] for b in belopp]},
        lagrum="KL 5 kap. 53 §",
    )
    return beslut


def _require_rosterna_galler(rad: Proposition, enig: bool, avstar: Sequence[int]) -> None:
    """After an omröstning the votes tell who was agreed and who abstained, and nothing is noted beside them."""
    if rad.omrostning_id is None:
        return
    if enig:
        raise Ogiltig({"enig": "Styrelsen har röstat. Då antecknas rösterna, inte att den är enig."})
    if avstar:
        raise Ogiltig({"avstar": "Styrelsen har röstat. Den som avstår har gjort det i omröstningen."})


def _skriv_beslut(punkt: Punkt, rad: Proposition, ordforande: int, enig: bool) -> Beslut:
    """The row of the decision, with the text of what won."""
    att_satser, villkor = _text(punkt, rad.yrkande, Beslutsutfall(rad.utfall))
    return Beslut.objects.create(
        punkt=punkt,
        utfall=rad.utfall,
        satt=Beslutssatt.OMROSTNING if rad.omrostning_id else Beslutssatt.ACKLAMATION,
        omrostning_id=rad.omrostning_id,
        yrkande=rad.yrkande,
        enighet_antecknad=enig,
        att_satser=att_satser,
        villkor=villkor,
        klubbat=rad.klubbad or dates.nu(),
        ordforande_id=ordforande,
    )


def require_anvisad(punkt: Punkt, yrkande: Yrkande | None) -> tuple[Belopp, ...]:
    """The money that the board decides when the yrkande wins; refuses a bifall without amounts or financing (R43)."""
    if yrkande is None or yrkande.slag not in {Yrkandeslag.BIFALL, Yrkandeslag.ANDRING}:
        return ()
    belopp = punktens_belopp(punkt)
    if yrkande.slag == Yrkandeslag.ANDRING:
        belopp = tuple(Belopp(b.ar, b.belopp, b.finansiering, b.medlem_id) for b in yrkande.belopp.all())
    require_belopp(avser_utgift(punkt.arende), len(belopp))
    require_finansiering([(b.ar, b.belopp, b.finansiering) for b in belopp])
    return belopp


def _text(punkt: Punkt, yrkande: Yrkande | None, utfall: Beslutsutfall) -> tuple[list[str], list[str]]:
    if utfall in UTAN_FORSLAG:
        skal = yrkande.text.strip() if yrkande is not None and utfall == Beslutsutfall.ATERREMISS else ""
        return [UTAN_FORSLAG[utfall] + (f" med följande motivering: {skal}" if skal else "")], []
    if yrkande is not None and yrkande.slag == Yrkandeslag.ANDRING:
        return list(yrkande.att_satser), list(yrkande.villkor)
    return list(punkt.att_satser), list(punkt.villkor)


def _skriv_deltagare(rum: Rum, punkt: Punkt, beslut: Beslut, rad: Proposition, avstar: Sequence[int]) -> None:
    """Who took part: by acclamation those who serve at the klubbslag, by omröstning those who voted, also if they left.

    Who abstained, in the vote or from all of it, took no part (a reading); nor did one who stepped in when the
    röstlängd was frozen.
    """
    tjanstgor = {vem: rum.medlem_for(vem, punkt) for vem in rum.tjanstgorande(punkt)}
    roster = {r.uppdrag_id: r for r in _avgivna(rad.omrostning)}
    if rad.omrostning is not None:
        tjanstgor = {vem: medlem for vem, medlem in tjanstgor.items() if vem in roster}
    _require_far_avsta(punkt, tjanstgor, avstar)
    utan_rost = {*avstar, *(vem for vem, r in roster.items() if r.rost.val == Rostval.AVSTAR)}
    if rad.omrostning is not None and rad.omrostning.utslagsrost:
        utan_rost.discard(beslut.ordforande_id)
    tjanstgor |= {vem: r.for_medlem_id for vem, r in roster.items() if vem not in utan_rost}
    Beslutsdeltagare.objects.bulk_create(
        Beslutsdeltagare(beslut=beslut, uppdrag_id=vem, for_medlem_id=medlem, avstod=vem in utan_rost)
        for vem, medlem in tjanstgor.items()
    )


def _avgivna(omrostning: Omrostning | None) -> list[Rostlangdsrad]:
    """The rows of the röstlängd with a vote."""
    if omrostning is None:
        return []
    return list(omrostning.rostlangd.filter(rost__isnull=False).select_related("rost"))


def _require_far_avsta(punkt: Punkt, tjanstgor: Collection[int], avstar: Sequence[int]) -> None:
    """Those who serve may abstain from the whole decision, but not the one who leads it (KL 4 kap. 25 §)."""
    if set(avstar) - set(tjanstgor):
        raise Ogiltig({"avstar": "Välj bland dem som tjänstgör i ärendet."})
    if punkt.motesordforande_id in avstar:
        raise Regelbrott(
            "Den som leder ärendet kan inte avstå från hela beslutet.",
            lagrum="KL 4 kap. 25 §",
            regel="R19",
            utvag="Låt någon annan leda ärendet först.",
        )
