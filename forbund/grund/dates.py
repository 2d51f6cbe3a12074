"""Days and moments in Sweden: the clock, the legal limit that moves past holidays, and how they read.

Days are `date`, moments are aware `datetime`. Actions read `nu()` and `idag()`;
rules never do, they are given their day.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Generic, TypeVar
from zoneinfo import ZoneInfo

import holidays

STOCKHOLM: Final = ZoneInfo("Europe/Stockholm")
MANADER: Final = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
VECKODAGAR: Final = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

# Sundays are holidays in the library too; midsommarafton, julafton and nyårsafton are "de facto".
_HELGDAGAR: Final = holidays.country_holidays("SE", categories=("public", "de_facto"))

# Process-wide, not per thread: a test's server thread must see the clock of the test.
_stalld: list[datetime] = []

T = TypeVar("T")


def nu() -> datetime:
    """This moment, in Swedish time."""
    return _stalld[-1] if _stalld else datetime.now(STOCKHOLM)


def idag() -> date:
    """Today, in Sweden."""
    return nu().date()


@contextmanager
def klockan(moment: datetime | date) -> Iterator[datetime]:
    """Set the clock: for tests and the demo loader only. A day means nine in the morning."""
    stalld = moment if isinstance(moment, datetime) else datetime.combine(moment, time(9), STOCKHOLM)
    if stalld.tzinfo is None:
        raise ValueError("Klockan måste ha en tidszon.")
    _stalld.append(stalld.astimezone(STOCKHOLM))
    try:
        yield _stalld[-1]
    finally:
        _stalld.pop()


def lokal(dag: date, klockslag: time) -> datetime:
    """The moment when Swedish clocks show `klockslag` on `dag`."""
    return datetime.combine(dag, klockslag, STOCKHOLM)


def svensk_dag(moment: datetime) -> date:
    """The Swedish day of a moment."""
    return moment.astimezone(STOCKHOLM).date()


def ar_helgfri_vardag(dag: date) -> bool:
    """A day on which a legal time limit may end, lagen (1930:173) 2 §."""
    return dag.weekday() < 5 and dag not in _HELGDAGAR


def limit(dag: date) -> date:
    """The legal last day: `dag`, moved forward past weekends, holidays and the three eves.

    Lagen (1930:173) 2 §: Saturday, Sunday, other public holiday, midsommarafton,
    julafton and nyårsafton. Show `dag` as the target and this as the limit.
    """
    while not ar_helgfri_vardag(dag):
        dag += timedelta(days=1)
    return dag


@dataclass(frozen=True)
class Frist:
    """A last day seen from one day: `kvar` is the days left, negative when it has passed."""

    sista: date
    kvar: int

    @property
    def passerad(self) -> bool:
        return self.kvar < 0


def frist(sista: date, idag: date) -> Frist:
    """The limit `sista` as it stands on `idag`."""
    return Frist(sista, (sista - idag).days)


class Daterad(Generic[T]):
    """A value of law that changes over time: `Daterad([(date(2018, 1, 1), 14)]).vid(dag)`."""

    def __init__(self, rader: Sequence[tuple[date, T]]) -> None:
        self._rader = sorted(rader, key=lambda rad: rad[0], reverse=True)

    def vid(self, dag: date) -> T:
        """The value in force on `dag`; LookupError before the first."""
        for fran, varde in self._rader:
            if fran <= dag:
                return varde
        raise LookupError(f"Inget värde gäller den {visa_dag(dag)}.")


def visa_dag(dag: date) -> str:
    """ "12 december 2026"."""
    return f"{dag.day} {MANADER[dag.month - 1]} {dag.year}"


def visa_veckodag(dag: date) -> str:
    """ "fredag 27 november"."""
    return f"{VECKODAGAR[dag.weekday()]} {dag.day} {MANADER[dag.month - 1]}"


def visa_kort_dag(dag: date) -> str:
    """ "Tis 17 nov", for narrow columns."""
    return f"{VECKODAGAR[dag.weekday()][:3].capitalize()} {dag.day} {MANADER[dag.month - 1][:3]}"


def visa_veckodag_ar(dag: date) -> str:
    """ "fredag 27 november 2026"."""
    return f"{visa_veckodag(dag)} {dag.year}"


def visa_klockslag(moment: datetime) -> str:
    """ "kl. 09.00", in Swedish time."""
    return f"kl. {moment.astimezone(STOCKHOLM):%H.%M}"


def visa_stund(moment: datetime) -> str:
    """ "12 december 2026 kl. 09.00", in Swedish time."""
    return f"{visa_dag(svensk_dag(moment))} {visa_klockslag(moment)}"


def visa_veckodag_stund(moment: datetime) -> str:
    """ "fredag 27 november 2026 kl. 09.00", in Swedish time."""
    return f"{visa_veckodag_ar(svensk_dag(moment))} {visa_klockslag(moment)}"


def visa_antal_dagar(antal: int) -> str:
    """ "1 dag", "6 dagar"."""
    return f"{antal} dag" if antal == 1 else f"{antal} dagar"


def visa_period(fran: date, till: date | None) -> str:
    """ "1 april 2026–31 mars 2030", or "från 1 april 2026" when no end is set."""
    if till is None:
        return f"från {visa_dag(fran)}"
    return f"{visa_dag(fran)}\u2013{visa_dag(till)}"
