"""Who may do what. Uppdrag in force today → group → guardian's rows, in one query a request; never row by row."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from forbund.grund import dates, tenancy
from forbund.grund.errors import SaknarRatt
from forbund.register.models import Forbund, Konto
from forbund.register.queries import Uppdragsrad, uppdrag_for_konto
from forbund.register.states import Ratt, Roll

LASA = frozenset({Ratt.SE_FORBUND, Ratt.SE_STYRELSEN, Ratt.SE_ARENDEN, Ratt.SE_BEREDNINGEN, Ratt.SE_INSATSER})
KANSLI = LASA | {Ratt.SE_UTSKICK, Ratt.BEREDA, Ratt.DIARIEFORA, Ratt.VACKA_ARENDE, Ratt.FORA_PROTOKOLL}
LEDAMOT = LASA | {Ratt.DELTA, Ratt.JUSTERA, Ratt.VACKA_ARENDE, Ratt.LEDA_SAMMANTRADE}

STANDARD: dict[Roll, frozenset[Ratt]] = {
    Roll.FORBUNDSCHEF: KANSLI | {Ratt.KALLA, Ratt.SE_LOGGEN},
    Roll.HANDLAGGARE: KANSLI,
    Roll.REGISTRATOR: LASA | {Ratt.DIARIEFORA, Ratt.SE_UTSKICK},
    Roll.EKONOM: LASA,
    Roll.ORDFORANDE: LEDAMOT | {Ratt.KALLA},
    Roll.VICE: LEDAMOT,
    Roll.LEDAMOT: LEDAMOT,
    Roll.ERSATTARE: LASA | {Ratt.DELTA, Ratt.JUSTERA},
    Roll.PARTSFORETRADARE: frozenset(
        {Ratt.SE_FORBUND, Ratt.SE_BEREDNINGEN, Ratt.SE_INSATSER, Ratt.SKRIVA_FORSLAG, Ratt.TA_STALLNING}
    ),
    Roll.MEDLEMSREPRESENTANT: frozenset({Ratt.SE_FORBUND, Ratt.SE_INSATSER}),
    Roll.REVISOR: LASA | {Ratt.SE_LOGGEN},
    Roll.GRANSKARE: LASA | {Ratt.SE_LOGGEN},
}


class HarForbund(Protocol):
    forbund_id: int


@dataclass(frozen=True)
class Rattigheter:
    """A konto's uppdrag in force today, over all its förbund."""

    rader: tuple[Uppdragsrad, ...]

    @cached_property
    def per_forbund(self) -> dict[int, frozenset[str]]:
        karta: dict[int, frozenset[str]] = {}
        for rad in self.rader:
            karta[rad.forbund_id] = karta.get(rad.forbund_id, frozenset()) | rad.ratter
        return karta

    def i(self, forbund_id: int) -> tuple[Uppdragsrad, ...]:
        return tuple(rad for rad in self.rader if rad.forbund_id == forbund_id)


def rattigheter(konto: Konto) -> Rattigheter:
    """The konto's map of rights, fetched once and kept on the object. Call inside a scope that names the konto."""
    karta: Rattigheter | None = getattr(konto, "_rattigheter", None)
    if karta is None:
        if tenancy.aktivt().konto == konto.pk:
            rader = uppdrag_for_konto(konto.pk, dates.idag())
        else:
            with tenancy.som_konto(konto.pk):
                rader = uppdrag_for_konto(konto.pk, dates.idag())
        karta = Rattigheter(tuple(rader))
        konto._rattigheter = karta  # type: ignore[attr-defined]  # a cache for the life of the request's user
    return karta


def lagg_till_mandat(konto: Konto, forbund: Forbund) -> None:
    """A granskningsmandat in force reads like a granskare in the förbund that is about to be opened (R70)."""
    ratter = frozenset(r.value for r in STANDARD[Roll.GRANSKARE])
    rad = Uppdragsrad(0, forbund.pk, forbund.slug, forbund.kortnamn, Roll.GRANSKARE, None, 0, ratter)
    konto._rattigheter = Rattigheter((*rattigheter(konto).rader, rad))  # type: ignore[attr-defined]


def glom(konto: Konto) -> None:
    """Forget the map, after the konto's uppdrag changed."""
    konto.__dict__.pop("_rattigheter", None)


def can(konto: Konto, ratt: Ratt, obj: HarForbund | None = None) -> bool:
    """May the konto do this in the open förbund (or in the object's)?"""
    forbund_id = obj.forbund_id if obj is not None else _oppet_forbund()
    return konto.is_active and ratt.value in rattigheter(konto).per_forbund.get(forbund_id, frozenset())


def require(konto: Konto, ratt: Ratt, obj: HarForbund | None = None) -> None:
    """Raise SaknarRatt unless the konto has the right."""
    if not can(konto, ratt, obj):
        raise SaknarRatt(
            f"Du saknar rätten att göra detta: {ratt.label.lower()}. Rätten följer av uppdraget; "
            "fråga förbundschefen om ditt uppdrag är rätt registrerat."
        )


def medlemmar(konto: Konto, *roller: Roll) -> frozenset[int]:
    """Ids of the medlemmar that the konto speaks for in the open förbund, in any of the roles."""
    rader = rattigheter(konto).i(_oppet_forbund())
    return frozenset(r.medlem_id for r in rader if r.medlem_id is not None and (not roller or r.roll in roller))


def uppdrag_ids(konto: Konto, *roller: Roll) -> frozenset[int]:
    """Ids of the konto's uppdrag in the open förbund, in any of the roles."""
    return frozenset(r.id for r in rattigheter(konto).i(_oppet_forbund()) if not roller or r.roll in roller)


def slug(konto: Konto) -> str:
    """The open förbund's slug, from the rights already fetched; empty when none or several are open."""
    return next((rad.slug for rad in rattigheter(konto).i(_oppet_forbund())), "")


def _oppet_forbund() -> int:
    las = tenancy.aktivt().las
    return las[0] if len(las) == 1 else 0
