"""What has been proposed in an ärende, and which question is put now (R101, R102)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from forbund.styrelse.models import Proposition, Punkt, Yrkande
from forbund.styrelse.rules.ordning import PROVAS_FORST, propositionsordning
from forbund.styrelse.states import Yrkandeslag

_ORDNINGSTAL: Final = ("första", "andra", "tredje", "fjärde", "femte")


@dataclass(frozen=True)
class Forslag:
    """One proposal and all who have made it; an ändring stands alone."""

    yrkande: Yrkande
    alla: tuple[Yrkande, ...]

    @property
    def slag(self) -> Yrkandeslag:
        return Yrkandeslag(self.yrkande.slag)


@dataclass(frozen=True)
class Fraga:
    """The question that is put: an återremiss or bordläggning (`provar`), or the matter itself."""

    provar: Yrkande | None
    forslag: tuple[Forslag, ...]


def yrkanden_i(punkt: Punkt) -> list[Yrkande]:
    """Every yrkande of the point in the order they were made, with their amounts."""
    return list(punkt.yrkanden.prefetch_related("belopp").order_by("framstallt", "pk"))


def propositioner_i(punkt: Punkt) -> list[Proposition]:
    return list(punkt.propositioner.select_related("omrostning", "yrkande", "provar").order_by("redovisad", "pk"))


def ordnade(yrkanden: Sequence[Yrkande]) -> list[Yrkande]:
    """Those that stand, in the order in which they are put."""
    aktiva = {y.pk: y for y in yrkanden if y.aterkallat is None}
    return [aktiva[pk] for pk in propositionsordning([(y.pk, y.slag) for y in aktiva.values()])]


def fragan(yrkanden: Sequence[Yrkande], propositioner: Sequence[Proposition]) -> Fraga:
    """The next question: each återremiss or bordläggning that has not been tried, then the matter itself."""
    provade = {p.provar.slag for p in propositioner if p.klubbad and p.provar}
    grupper = forslagen(yrkanden)
    for forslag in grupper:
        if forslag.slag in PROVAS_FORST and forslag.slag not in provade:
            return Fraga(forslag.yrkande, (forslag,))
    return Fraga(None, tuple(f for f in grupper if f.slag not in PROVAS_FORST))


def forslagen(yrkanden: Sequence[Yrkande]) -> list[Forslag]:
    """The proposals that stand: what several have yrkat alike is one."""
    grupper: dict[object, list[Yrkande]] = {}
    for yrkande in ordnade(yrkanden):
        nyckel: object = yrkande.pk if yrkande.slag == Yrkandeslag.ANDRING else yrkande.slag
        grupper.setdefault(nyckel, []).append(yrkande)
    return [Forslag(grupp[0], tuple(grupp)) for grupp in grupper.values()]


def andringsyrkandet(yrkande: Yrkande, alla: Iterable[Yrkande]) -> str:
    """ "ändringsyrkandet", or which of them when the same person has several that stand: "det andra …"."""
    egna = [
        y.pk
        for y in alla
        if y.slag == Yrkandeslag.ANDRING and y.uppdrag_id == yrkande.uppdrag_id and y.aterkallat is None
    ]
    if len(egna) < 2 or yrkande.pk not in egna:
        return "ändringsyrkandet"
    nr = egna.index(yrkande.pk)
    return f"det {_ORDNINGSTAL[nr] if nr < len(_ORDNINGSTAL) else f'{nr + 1}:e'} ändringsyrkandet"
