"""What stops a förslag, and what asks for a reason: the same check while it is written and when it is handed in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings

from beredning import queries, rules
from beredning.models import Forslag, Kostnad, Sokande
from beredning.states import FALTNAMN, TEXTFALT, Implementering, Utforare
from forbund.grund import dates
from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import Lagversion, lagversion
from forbund.grund.personnummer import require_inga_personnummer, varning_mojliga_personnummer
from forbund.register.models import Medlem
from insatser.states import Insatstyp


@dataclass(frozen=True)
class Underlag:
    """The förslag as it would be handed in on the day."""

    forslag: Forslag
    sokande: list[Sokande]
    kostnader: list[Kostnad]
    medlemmar: Mapping[int, Medlem]
    version: Lagversion


@dataclass(frozen=True)
class Provning:
    """What is missing (field → what to do), which rules stop, and which ask for a reason."""

    saknas: dict[str, str]
    hinder: list[Regelbrott]
    varningar: list[Varning]

    @property
    def far_lamnas_in(self) -> bool:
        return not self.saknas and not self.hinder


def gallande_version(dag: date) -> Lagversion:
    """The text that acts of the day are judged by."""
    return lagversion(dag, settings.FK_2024_FRAN)


def underlag(forslag: Forslag) -> Underlag:
    dag = dates.idag()
    return Underlag(
        forslag,
        queries.sokande_till(forslag),
        queries.kostnader_i(forslag),
        queries.medlemmar_per_id(dag),
        gallande_version(dag),
    )


def underlag_hos_styrelsen(forslag: Any, medlemmar: Mapping[int, Medlem], dag: date) -> Underlag:
    """The same, of one from `queries.forslag_att_prova`; `medlemmar` are those of any time."""
    hor_till = {"forbund_id": forslag.forbund_id, "forslag": forslag}
    return Underlag(
        forslag,
        [Sokande(medlem=medlemmar[pk], **hor_till) for pk in forslag.sokande_ids],
        [
            Kostnad(
                medlem=medlemmar[rad["medlem"]],
                kostnadsslag=rad["slag"],
                ar=rad["ar"],
                belopp=Decimal(rad["belopp"]),
                **hor_till,
            )
            for rad in forslag.kostnadsrader
        ],
        {pk: m for pk, m in medlemmar.items() if m.fran <= dag and (m.till is None or m.till >= dag)},
        gallande_version(dag),
    )


def saknas(u: Underlag) -> dict[str, str]:
    """Questions without an answer."""
    forslag = u.forslag
    falt = {namn: getattr(forslag, namn) for namn in ("rubrik", "insatstyp", "malgrupp", "behov", "mal", "metod")}
    brister = rules.vad_saknas(
        rules.Forslagsfakta(
            **falt,
            sokande=frozenset(s.medlem_id for s in u.sokande),
            insatsagare=forslag.insatsagare_id,
            kostnader=tuple((k.medlem_id, k.ar, k.belopp) for k in u.kostnader),
        )
    )
    return brister | _period_saknas(u)


def _period_saknas(u: Underlag) -> dict[str, str]:
    start, slut = u.forslag.start, u.forslag.slut
    if start is None or slut is None:
        return {"start" if start is None else "slut": "Ange när insatsen börjar och när den slutar."}
    utanfor = sorted({k.ar for k in u.kostnader if not start.year <= k.ar <= slut.year})
    if utanfor:
        ar = ", ".join(str(a) for a in utanfor)
        return {"kostnader": f"Det finns kostnader för {ar}, men insatsen pågår {start.year}–{slut.year}."}
    return {}


def kontroller(u: Underlag) -> Iterator[Callable[[], Varning | None]]:
    """Each rule of an inlämning, to be run one by one."""
    forslag = u.forslag
    individ = forslag.insatstyp == Insatstyp.INDIVIDINSATS
    parter = [frozenset(s.medlem.parter) for s in u.sokande]
    mottagare = {s.medlem_id: str(s.medlem) for s in u.sokande} | {k.medlem_id: str(k.medlem) for k in u.kostnader}
    forbundet = forslag.utforare == Utforare.FORBUNDET
    oklart = forslag.implementering_svar == Implementering.OKLART
    texter = {FALTNAMN[namn]: getattr(forslag, namn) for namn in TEXTFALT}
    if u.sokande:
        yield lambda: rules.require_medlemmar(mottagare, frozenset(u.medlemmar))
    if forslag.insatstyp and u.sokande:
        yield lambda: rules.require_tva_parter(individ, parter)
        yield lambda: rules.varning_en_part(individ, parter)
    yield lambda: rules.require_annan_utforare(individ, forbundet, u.version)
    yield lambda: rules.varning_forbundet_utfor(individ, forbundet, u.version)
    yield lambda: rules.require_svar_om_fortsattning(forslag.implementering, oklart)
    yield lambda: require_inga_personnummer(texter)
    yield lambda: varning_mojliga_personnummer(texter)


def prova(u: Underlag) -> Provning:
    """Everything at once, for the page that shows it while the förslag is written."""
    hinder, varningar = [], []
    for kontroll in kontroller(u):
        try:
            varning = kontroll()
        except Regelbrott as brott:  # shown beside the question, not raised: nothing is being done yet
            hinder.append(brott)
        else:
            varningar += [varning] if varning else []
    return Provning(saknas(u), hinder, varningar)
