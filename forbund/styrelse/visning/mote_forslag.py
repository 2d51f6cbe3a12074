"""A proposal, a yrkande or a decision in the live page: its att-satser, terms and money."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from forbund.grund.money import visa_belopp
from forbund.styrelse.arendeslag import Belopp


@dataclass(frozen=True)
class Beloppsvy:
    """An amount: for which year and to whom; its financing when the amounts do not share one."""

    vad: str
    belopp: str
    finansiering: str = ""


@dataclass(frozen=True)
class Forslagsvy:
    """A text that may be decided: att-satser, terms and money; the sum when there is something to add up."""

    att_satser: tuple[str, ...]
    villkor: tuple[str, ...]
    belopp: tuple[Beloppsvy, ...]
    summa: str = ""
    finansiering: str = ""

    def __bool__(self) -> bool:
        return bool(self.att_satser or self.villkor or self.belopp)


def forslagsvy(
    att_satser: Sequence[str], villkor: Sequence[str], belopp: Iterable[Belopp], mottagare: Mapping[int, str]
) -> Forslagsvy:
    """`mottagare` names the medlemmar that receive, by id."""
    alla = list(belopp)
    gemensam = alla[0].finansiering if len({b.finansiering for b in alla}) == 1 else ""
    rader = tuple(
        Beloppsvy(
            f"{b.ar} till {mottagare[b.medlem_id]}" if b.medlem_id else str(b.ar),
            visa_belopp(b.belopp),
            "" if gemensam else b.finansiering,
        )
        for b in alla
    )
    summa = visa_belopp(sum((b.belopp for b in alla), Decimal())) if len(alla) > 1 else ""
    return Forslagsvy(tuple(att_satser), tuple(villkor), rader, summa, gemensam)
