"""Öppen omröstning: the röstlängd is frozen when it opens, each has one vote, and the outcome is known when it closes.

While it is open only who has voted is shown. It is closed by the one who leads: when all have voted, or by an explicit
note that those who have not answered abstain.
"""

from collections.abc import Sequence

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.beslut import require_anvisad
from forbund.styrelse.actions.proposition import utfall_av
from forbund.styrelse.models import Omrostning, Proposition, Punkt, Rost, Rostlangdsrad, Yrkande
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.queries.proposition import Forslag, andringsyrkandet, fragan, propositioner_i, yrkanden_i
from forbund.styrelse.rules import majoritet, ordning
from forbund.styrelse.rules import omrostning as regler
from forbund.styrelse.rules.jav import require_ej_javig
from forbund.styrelse.states import Omrostningsutfall, Propositionsutfall, Rostval, Yrkandeslag


@transaction.atomic
def oppna_omrostning(punkt_id: int, *, by: Konto, motforslag_id: int | None = None) -> Omrostning:
    """Put the question so that it is answered with ja or nej, and freeze who may answer.

    `motforslag_id` is the counter-proposal, chosen by acclamation, when more than two contend.
    """
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_ledare(rum, by, punkt)
    mote.require_javsfragor_avgjorda(rum, punkt)
    rum.require_beslutfor(punkt)
    tidigare = propositioner_i(punkt)
    rad, begard_av = _begard(tidigare)
    assert punkt.arende is not None  # noqa: S101  # a proposition is only put in an ärende
    regler.require_ratt_form(oppen=True, arendeslag=punkt.arende.slag)
    ja, nej = _alternativen(rum, punkt, rad, tidigare, motforslag_id)
    for forslag in (ja, nej):
        require_anvisad(punkt, forslag)
    alla = yrkanden_i(punkt)
    texter = _sag(rum, ja, rad, alla), _sag(rum, nej, rad, alla)
    ordning.require_ja_och_nej(*texter)
    omrostning = Omrostning.objects.create(
        punkt=punkt,
        ja_yrkande=ja,
        nej_yrkande=nej,
        fraga_ja=texter[0],
        fraga_nej=texter[1],
        begard_av_id=begard_av,
        oppnad=dates.nu(),
    )
    rostlangd = _las_rostlangd(rum, punkt, omrostning)
    rad.omrostning = omrostning
    rad.save(update_fields=["omrostning"])
    audit.write(
        "omrostning_oppnad",
        punkt,
        by=by,
        efter={"ja": texter[0], "nej": texter[1], "rostlangd": rostlangd},
        lagrum="KL 5 kap. 53–54 §§",
    )
    return omrostning


def _begard(propositioner: Sequence[Proposition]) -> tuple[Proposition, int]:
    """The question that somebody has asked to vote about, and who."""
    rad = next((p for p in propositioner if p.klubbad is None), None)
    if rad is None or rad.begard_av_id is None:
        raise Upptaget("Ingen har begärt omröstning.")
    if rad.omrostning_id is not None:
        raise Upptaget("Omröstningen är redan öppnad.")
    return rad, rad.begard_av_id


def _las_rostlangd(rum: Rum, punkt: Punkt, omrostning: Omrostning) -> list[int]:
    """Freeze who may vote: those who serve in the point now, and for whom."""
    tjanstgor = list(rum.tjanstgorande(punkt))
    Rostlangdsrad.objects.bulk_create(
        Rostlangdsrad(omrostning=omrostning, uppdrag_id=vem, for_medlem_id=rum.medlem_for(vem, punkt))
        for vem in tjanstgor
    )
    return tjanstgor


def _alternativen(
    rum: Rum, punkt: Punkt, rad: Proposition, tidigare: Sequence[Proposition], motforslag_id: int | None
) -> tuple[Yrkande | None, Yrkande | None]:
    """What ja and nej stand for. Avslag is always nej; without a yrkande ja settles today, and nej is avslag."""
    if rad.provar is not None:
        return None, rad.provar
    forslag = list(fragan(yrkanden_i(punkt), tidigare).forslag)
    avslag = next((f for f in forslag if f.slag == Yrkandeslag.AVSLAG), None)
    vann = next(f for f in forslag if f.yrkande.pk == rad.yrkande_id)
    if len(forslag) == 1:
        return vann.yrkande, None
    if kvalificerad(rum, punkt) is not None:
        kandidater = [f for f in forslag if f is not avslag]
        ja = vann if vann is not avslag else _motforslag(kandidater, motforslag_id, len(kandidater) + 1)
        return ja.yrkande, (avslag.yrkande if avslag else None)
    mot = _motforslag([f for f in forslag if f is not vann], motforslag_id, len(forslag))
    ja, nej = sorted((vann, mot), key=lambda f: (_RANG.get(f.slag, 1), f is mot))
    return ja.yrkande, nej.yrkande


_RANG = {Yrkandeslag.BIFALL: 0, Yrkandeslag.ANDRING: 1, Yrkandeslag.AVSLAG: 2}


def _motforslag(kandidater: Sequence[Forslag], motforslag_id: int | None, antal: int) -> Forslag:
    if len(kandidater) == 1:
        return kandidater[0]
    valt = next((f for f in kandidater if any(y.pk == motforslag_id for y in f.alla)), None)
    if valt is None:
        ordning.require_tva_forslag(antal)
        raise Ogiltig({"motforslag_id": "Välj vilket förslag som är motförslag."})
    return valt


def kvalificerad(rum: Rum, punkt: Punkt) -> tuple[int, int] | None:
    """The share that the förbundsordning asks for in this kind of ärende (R22)."""
    return majoritet.kravd_andel(punkt.arende.slag, rum.kvalificerad) if punkt.arende else None


def _sag(rum: Rum, yrkande: Yrkande | None, rad: Proposition, alla: Sequence[Yrkande]) -> str:
    """How the choice is put in words: "den som vill …"."""
    if yrkande is None:
        return "avgöra ärendet i dag" if rad.provar is not None else "avslå förslaget"
    namn = rum.deltagare[yrkande.uppdrag_id].namn if yrkande.uppdrag_id in rum.deltagare else ""
    return {
        Yrkandeslag.BIFALL: "bifalla förslaget",
        Yrkandeslag.AVSLAG: "avslå förslaget",
        Yrkandeslag.ANDRING: f"bifalla {andringsyrkandet(yrkande, alla)} från {namn}",
        Yrkandeslag.ATERREMISS: "återremittera ärendet",
        Yrkandeslag.BORDLAGGNING: "bordlägga ärendet",
    }[Yrkandeslag(yrkande.slag)]


@transaction.atomic
def rosta(omrostning_id: int, *, uppdrag_id: int, val: str, by: Konto) -> Rost:
    """Cast a vote, once: in one's own browser, or noted by the one who keeps the protokoll.

    Without beslutförhet nobody votes (R14). The vote may still be closed, which gives the way out of the point; the
    klubbslag then waits until enough are back.
    """
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum, omrostning, punkt = _las(omrostning_id)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    if val not in Rostval.values:
        raise Ogiltig({"val": "Välj ja, nej eller avstår."})
    rader = {r.uppdrag_id: r for r in omrostning.rostlangd.select_related("rost")}
    regler.require_en_rost(frozenset(u for u, r in rader.items() if _har_rostat(r)), uppdrag_id)
    require_ej_javig(rum.javiga(punkt), uppdrag_id)
    regler.require_far_rosta(frozenset(rader) & rum.narvarande, uppdrag_id)
    rum.require_beslutfor(punkt)
    rost = Rost.objects.create(rad=rader[uppdrag_id], val=val, antecknad_av=antecknad_av, avgiven=dates.nu())
    audit.write(
        "rost_avgiven",
        omrostning,
        by=by,
        at=deltagare.namn if antecknad_av else "",
        efter={"uppdrag": uppdrag_id, "val": val},
    )
    return rost


@transaction.atomic
def stang_omrostning(
    omrostning_id: int, *, by: Konto, avstar_resten: bool = False, utslagsrost: str = ""
) -> Omrostning:
    """Close the omröstning and let the outcome be known.

    `avstar_resten` notes those who have not answered as abstaining; without it they are waited for. `utslagsrost`
    (ja or nej) is the vote that the one who leads must give on a tie after having abstained (KL 4 kap. 25 §).
    """
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, omrostning, punkt = _las(omrostning_id)
    egen = mote.require_ledare(rum, by, punkt)
    saknas = _saknas(rum, punkt, omrostning)
    if saknas and not avstar_resten:
        namnen = ", ".join(rum.deltagare[rad.uppdrag_id].namn for rad in saknas)
        raise Regelbrott(
            f"Alla har inte röstat: {namnen}.",
            lagrum="KL 4 kap. 24–25 §§",
            regel="R19",
            utvag="Vänta in dem, låt den som för protokollet anteckna deras röster, eller anteckna att de avstår.",
        )
    nu = dates.nu()
    for rad in saknas:
        Rost.objects.create(rad=rad, val=Rostval.AVSTAR, antecknad_av=by, avgiven=nu)
    roster = {r.uppdrag_id: r.rost.val for r in omrostning.rostlangd.select_related("rost") if _har_rostat(r)}
    _avgor(rum, punkt, omrostning, roster, egen, utslagsrost)
    omrostning.stangd = nu
    omrostning.save(update_fields=["stangd", "utfall", "utslagsrost"])
    _for_in(omrostning)
    audit.write(
        "omrostning_stangd",
        punkt,
        by=by,
        efter={"utfall": omrostning.utfall, "utslagsrost": omrostning.utslagsrost, "avstod": len(saknas)}
        | {val: list(roster.values()).count(val) for val in Rostval.values},
        lagrum="KL 5 kap. 54–56 §§",
    )
    return omrostning


def _saknas(rum: Rum, punkt: Punkt, omrostning: Omrostning) -> list[Rostlangdsrad]:
    """Those who have not answered and still may: neither gone nor jäviga since the röstlängd was frozen."""
    kvar = rum.tjanstgorande(punkt)
    rader = omrostning.rostlangd.select_related("rost").order_by("pk")
    return [rad for rad in rader if not _har_rostat(rad) and rad.uppdrag_id in kvar]


def _las(omrostning_id: int) -> tuple[Rum, Omrostning, Punkt]:
    """The open omröstning, with its sammanträde locked."""
    rum, punkt = mote.las_punkt(
        Omrostning.objects.values_list("punkt_id", flat=True).get(pk=omrostning_id), oppen=False
    )
    omrostning = Omrostning.objects.get(pk=omrostning_id)
    if omrostning.stangd is not None:
        raise Upptaget("Omröstningen är stängd.")
    return rum, omrostning, punkt


def _har_rostat(rad: Rostlangdsrad) -> bool:
    return hasattr(rad, "rost")


def _avgor(
    rum: Rum, punkt: Punkt, omrostning: Omrostning, roster: dict[int, str], ledare: int, utslagsrost: str
) -> None:
    """The outcome by law: a share of those present where the förbundsordning asks for one, else simple majority."""
    ja, nej = (list(roster.values()).count(val) for val in (Rostval.JA, Rostval.NEJ))
    andel = kvalificerad(rum, punkt)
    if andel is not None and not _ar_forfragan(omrostning):
        utfall = majoritet.utfall_kvalificerad(ja, len(roster), andel)
    else:
        ledarens = roster.get(ledare)
        if ledarens not in {Rostval.JA, Rostval.NEJ}:
            ledarens = utslagsrost if utslagsrost in {Rostval.JA, Rostval.NEJ} else None
        utfall = majoritet.utfall_enkel(ja, nej, majoritet.Utfall(ledarens) if ledarens else None)
        omrostning.utslagsrost = majoritet.utslagsrost_kravs(ja, nej)
    omrostning.utfall = Omrostningsutfall(utfall.value)


def _ar_forfragan(omrostning: Omrostning) -> bool:
    """Whether the vote is about återremiss or bordläggning, which simple majority always settles (R101)."""
    return omrostning.nej_yrkande is not None and omrostning.nej_yrkande.slag in ordning.PROVAS_FORST


def _for_in(omrostning: Omrostning) -> None:
    """What the vote came to is now what waits for the klubbslag."""
    rad = Proposition.objects.select_related("provar").get(omrostning=omrostning)
    rad.yrkande = omrostning.ja_yrkande if omrostning.utfall == Omrostningsutfall.JA else omrostning.nej_yrkande
    rad.utfall = utfall_av(rad.yrkande)
    if rad.yrkande is None and rad.provar is None:
        rad.utfall = Propositionsutfall.AVSLAG
    rad.save(update_fields=["yrkande", "utfall"])
