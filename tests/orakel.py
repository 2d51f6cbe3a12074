"""What the answer should be, worked out another way than the product does it.

Nothing here imports the product. Slow and plain on purpose: people are counted
one by one, days are looked up in a calendar made by hand.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product


def beslutfor(narvarande: int, platser: int) -> bool:
    """Pair each present with an absent seat; somebody present must be left over."""
    frantvarande = platser - narvarande
    while narvarande and frantvarande:
        narvarande, frantvarande = narvarande - 1, frantvarande - 1
    return narvarande > 0


def enkel(roster: Sequence[str], ordforandes: str | None) -> str | None:
    """Outcome of an open vote by striking pairs; None when the chair's vote is missing.

    `roster` holds "ja", "nej" and "avstar".
    """
    hog = [rost for rost in roster if rost != "avstar"]
    while "ja" in hog and "nej" in hog:
        hog.remove("ja")
        hog.remove("nej")
    return hog[0] if hog else ordforandes


def kvalificerad(ja: int, narvarande: int, andel: Fraction) -> bool:
    """The smallest number of yes votes that is at least the share, found by trying."""
    kravda = next(antal for antal in range(narvarande + 1) if Fraction(antal) >= andel * narvarande)
    return ja >= kravda


def flest_parter(medlemmar: Sequence[frozenset[str]]) -> int:
    """Let every medlem name one of its parts, in every possible way, and take the best."""
    return max(len(set(val)) for val in product(*medlemmar))


def pask(ar: int) -> date:
    """Easter Sunday by Gauss, with the two exceptions."""
    a, b, c = ar % 19, ar % 4, ar % 7
    k = ar // 100
    m = (15 - (13 + 8 * k) // 25 + k - k // 4) % 30
    n = (4 + k - k // 4) % 7
    d = (19 * a + m) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    dag = date(ar, 3, 22) + timedelta(days=d + e)
    if d == 29 and e == 6:
        return date(ar, 4, 19)
    if d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        return date(ar, 4, 18)
    return dag


def _lordag_fran(dag: date) -> date:
    return next(dag + timedelta(days=n) for n in range(7) if (dag + timedelta(days=n)).weekday() == 5)


def helgdagar(ar: int) -> set[date]:
    """Lagen (1989:253) om allmänna helgdagar, and the three eves of lagen (1930:173)."""
    midsommardagen = _lordag_fran(date(ar, 6, 20))
    return {
        date(ar, 1, 1),
        date(ar, 1, 6),
        pask(ar) - timedelta(days=2),
        pask(ar),
        pask(ar) + timedelta(days=1),
        date(ar, 5, 1),
        pask(ar) + timedelta(days=39),
        pask(ar) + timedelta(days=49),
        date(ar, 6, 6),
        midsommardagen - timedelta(days=1),
        midsommardagen,
        _lordag_fran(date(ar, 10, 31)),
        date(ar, 12, 24),
        date(ar, 12, 25),
        date(ar, 12, 26),
        date(ar, 12, 31),
    }


def sista_dag(dag: date) -> date:
    """The first day from `dag` on that is in no list of days off."""
    kandidater = [dag + timedelta(days=n) for n in range(10)]
    lediga = helgdagar(dag.year) | helgdagar(dag.year + 1)
    return next(d for d in kandidater if d.isoweekday() not in (6, 7) and d not in lediga)


def kontrollsiffra(nio: str) -> str:
    """The tenth digit of a personnummer: the products' digits are added, the sum taken from a ten."""
    produkter = "".join(str(int(siffra) * vikt) for siffra, vikt in zip(nio, (2, 1) * 5, strict=False))
    return str(-sum(int(siffra) for siffra in produkter) % 10)


def personnummer(fodd: date, lopnummer: int, *, samordning: bool = False) -> str:
    """Ten digits for a person born that day."""
    nio = f"{fodd:%y%m}{fodd.day + 60 * samordning:02d}{lopnummer:03d}"
    return nio + kontrollsiffra(nio)
