"""What is kept until something is done in the förbund.

An answer that follows from logged facts and the day alone may be kept: the number of the log's last change is part of
its key, so that no act has to remember to throw it away. Each process keeps its own, for a minute at most. For pages
only: an action asks the database, under its locks.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from django.core.cache import caches

from forbund.grund import audit, dates, tenancy

T = TypeVar("T")
HOGST_SEKUNDER: Final = 60
_ANDRING: Final = "senaste_andring"
_SAKNAS: Final = object()


def tills_andring(namn: str, fraga: Callable[[], T]) -> T:
    """The answer, asked for again when the open förbund's log has a new change, the day is new or a minute has gone.

    Asked for at once, and not kept, while the request itself has changed something or several förbund are open.
    """
    omfang = tenancy.aktivt()
    if len(omfang.las) != 1 or omfang.vantande:
        return fraga()
    nyckel = f"{namn}:{omfang.las[0]}:{dates.idag()}:{i_omfanget(_ANDRING, audit.senaste_andring)}"
    svar: Any = caches["minne"].get(nyckel, _SAKNAS)
    if svar is _SAKNAS:
        svar = fraga()
        caches["minne"].set(nyckel, svar, HOGST_SEKUNDER)
    return cast(T, svar)


def i_omfanget(namn: str, fraga: Callable[[], T]) -> T:
    """The answer, asked for once in the open scope: what several providers of one page ask for."""
    omfang = tenancy.aktivt()
    if omfang.vantande:
        return fraga()
    if namn not in omfang.minnen:
        omfang.minnen[namn] = fraga()
    return cast(T, omfang.minnen[namn])
