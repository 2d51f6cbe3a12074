"""The kinds of ärende that the board can take up: each registered once, by the room that knows it.

The hub knows ärenden, not proposals or budgets. A room above registers a class in its `kopplingar`:

    @arendeslag("insatsforslag", namn="Insatsförslag")
    class Insatsforslag(Arendeslag): ...
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from forbund.diarium.models import Arende
from forbund.diarium.states import namnge_slag
from forbund.grund.errors import Varning
from forbund.styrelse.models import Beslut, Punkt


@dataclass(frozen=True)
class Belopp:
    """An amount (kronor) for a year, how it is paid, and the receiving medlem when there is one."""

    ar: int
    belopp: Decimal
    finansiering: str = ""
    medlem_id: int | None = None


@dataclass(frozen=True)
class Underlag:
    """What the board is asked to decide: copied to the point when it is put on the list."""

    att_satser: tuple[str, ...] = ()
    villkor: tuple[str, ...] = ()
    belopp: tuple[Belopp, ...] = ()
    sammanfattning: tuple[tuple[str, str], ...] = ()
    handling_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Lage:
    """What stands in the way of one ärende, and what may be set aside with a reason."""

    hinder: tuple[str, ...] = ()
    varningar: tuple[Varning, ...] = ()


class Arendeslag:
    """Base of every kind. The answers of this class are those of a kind that asks nothing more of its ärende.

    `avser_utgift`: a bifall in this kind grants money, and names its amounts (R43).
    """

    avser_utgift: ClassVar[bool] = False

    def redo(self, arende_ids: Iterable[int]) -> frozenset[int]:
        """Which of these open ärenden wait for a sammanträde; one query for them all."""
        return frozenset(arende_ids)

    def underlag(self, arende: Arende) -> Underlag:
        """The proposal as it stands now."""
        raise NotImplementedError

    def underlagen(self, arenden: Iterable[Arende]) -> dict[int, Underlag]:
        """`underlag` of many ärenden, by id. A kind that asks the database overrides it with a few queries."""
        return {a.pk: self.underlag(a) for a in arenden}

    def hinder(self, arende: Arende) -> list[str]:
        """What must be done before the point may be opened, in plain words with the law; empty when nothing."""
        return []

    def varningar(self, arende: Arende) -> list[Varning]:
        """What may be set aside with a reason when the point is opened."""
        return []

    def laget(self, arenden: Iterable[Arende]) -> dict[int, Lage]:
        """`hinder` and `varningar` of many ärenden, by id. A kind that asks the database overrides it: one query."""
        return {a.pk: Lage(tuple(self.hinder(a)), tuple(self.varningar(a))) for a in arenden}

    def frys(self, arende: Arende) -> dict[str, Any]:
        """The version that the kallelse carries, as JSON. Run when it is published, in that transaction."""
        return {}

    def verkan(self, beslut: Beslut) -> None:
        """What the decision brings about. Run once, when the § is justerad, in that transaction; may not refuse."""


_slag: dict[str, Arendeslag] = {}


def arendeslag(slag: str, *, namn: str) -> Callable[[type[Arendeslag]], type[Arendeslag]]:
    """Register the class as the one that answers for the kind; a second one for the same kind is a fault."""

    def registrera(klass: type[Arendeslag]) -> type[Arendeslag]:
        tidigare = _slag.get(slag)
        if tidigare is not None and type(tidigare) is not klass:
            raise LookupError(f"Ärendeslaget {slag} är redan registrerat av {type(tidigare).__name__}.")
        _slag[slag] = klass()
        namnge_slag(slag, namn)
        return klass

    return registrera


def slag_for(arende: Arende) -> Arendeslag:
    """Who answers for the ärende's kind; LookupError when no room has registered it."""
    return _slag[arende.slag]


def avser_utgift(arende: Arende | None) -> bool:
    """Whether a bifall in the ärende grants money; not for an ärende of an unknown kind, which cannot be opened."""
    return arende is not None and arende.slag in _slag and _slag[arende.slag].avser_utgift


def alla() -> Mapping[str, Arendeslag]:
    """Every registered kind."""
    return dict(_slag)


def laget_for(arenden: Iterable[Arende]) -> dict[int, Lage]:
    """What stands in the way of each ärende, asked once for each kind; an ärende of an unknown kind has a hinder."""
    svar: dict[int, Lage] = {}
    for slag, grupp in _per_slag(arenden).items():
        if slag in _slag:
            svar |= _slag[slag].laget(grupp)
        else:
            svar |= {a.pk: Lage((f"Ärendeslaget {slag} finns inte i den här installationen.",)) for a in grupp}
    return svar


def underlag_for(arenden: Iterable[Arende]) -> dict[int, Underlag]:
    """The proposal of each ärende of a known kind, asked once for each kind."""
    svar: dict[int, Underlag] = {}
    for slag, grupp in _per_slag(arenden).items():
        if slag in _slag:
            svar |= _slag[slag].underlagen(grupp)
    return svar


def _per_slag(arenden: Iterable[Arende]) -> dict[str, list[Arende]]:
    grupper: dict[str, list[Arende]] = {}
    for arende in arenden:
        grupper.setdefault(arende.slag, []).append(arende)
    return grupper


@arendeslag("ovrigt", namn="Övrigt ärende")
class Ovrigt(Arendeslag):
    """An ärende without a room of its own: its proposal is what the office writes on the point."""

    def underlag(self, arende: Arende) -> Underlag:
        return self.underlagen([arende])[arende.pk]

    def underlagen(self, arenden: Iterable[Arende]) -> dict[int, Underlag]:
        svar = {a.pk: Underlag() for a in arenden}
        for punkt in Punkt.objects.filter(arende__in=list(svar)).order_by("pk").prefetch_related("belopp"):
            rader = tuple(Belopp(rad.ar, rad.belopp, rad.finansiering, rad.medlem_id) for rad in punkt.belopp.all())
            svar[punkt.arende_id or 0] = Underlag(tuple(punkt.att_satser), tuple(punkt.villkor), rader)
        return svar
