"""Where a rule of law has its one home: `@enligt` ties a function to a rule of the rule book.

The rule book itself (`regeltexter.toml`) holds each rule in plain Swedish, its
kinds and its source, so that a jurist can change a text in one place. Free of
Django: rule modules import this and nothing else of the framework.

Kinds: H hard block, W warning with reason, R reminder or deadline, A automatic,
S structural (no such act exists; a named test proves it).
"""

import functools
import importlib
import importlib.util
import json
import pkgutil
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar, cast

from forbund.grund.errors import Regelbrott, Varning

P = ParamSpec("P")
T = TypeVar("T")

_HAR: Final = Path(__file__).parent
TEXTER: Final = _HAR / "regeltexter.toml"
PROVKARTA: Final = _HAR / "regelprov.json"

SIDOR: Final[dict[str, tuple[str, ...]]] = {
    "H": ("sista_tillatna", "forsta_vagrade"),
    "W": ("utan_skal", "med_skal"),
    "R": ("dagen_fore", "pa_dagen", "dagen_efter"),
    "A": ("ena", "andra"),
    "S": ("prov",),
}
SLAGNAMN: Final[dict[str, str]] = {
    "H": "Spärr",
    "W": "Varning",
    "R": "Påminnelse",
    "A": "Automatik",
    "S": "Inbyggt",
}
# Rules outside the rooms' rules.py: the scan for personnummer serves every room.
_GRUNDENS: Final = ("forbund.grund.personnummer",)


class Kallslag(StrEnum):
    """Whether a rule is law, or somebody's reading that must be shown as such."""

    LAG = "lag"
    LAG_OCH_TOLKNING = "lag_och_tolkning"
    TOLKNING = "tolkning"


class Lagversion(StrEnum):
    """The text a decision is judged by. FK-2024 is a proposal, not law."""

    GALLANDE = "gallande"
    FK_2024 = "FK-2024"


def lagversion(dag: date, fk_2024_fran: date | None) -> Lagversion:
    """The version in force on `dag`, given the day FK-2024 was switched on (None: never)."""
    if fk_2024_fran is not None and dag >= fk_2024_fran:
        return Lagversion.FK_2024
    return Lagversion.GALLANDE


@dataclass(frozen=True)
class Regeltext:
    """One rule as people read it."""

    id: str
    rubrik: str
    text: str
    lagrum: str
    lagar: tuple[str, ...]
    slag: tuple[str, ...]
    kallslag: Kallslag
    tolkning: str
    biter: str


@dataclass(frozen=True)
class Forekomst:
    """One function (or structural claim) that carries a rule."""

    regel: str
    lag: str
    slag: str
    funktion: str
    prov: str = ""


@dataclass(frozen=True)
class Regel:
    """A rule with all that carries it."""

    text: Regeltext
    forekomster: tuple[Forekomst, ...]


_register: dict[tuple[str, str, str], Forekomst] = {}


@functools.cache
def _bok() -> dict[str, Any]:
    return tomllib.loads(TEXTER.read_text(encoding="utf-8"))


@functools.cache
def lagar() -> dict[str, dict[str, str]]:
    """Short name → official name and address of the consolidated text."""
    return cast(dict[str, dict[str, str]], _bok()["lagar"])


@functools.cache
def regeltexter() -> dict[str, Regeltext]:
    """Every rule that the product uses, by id, in the order of the rule book."""
    texter = {}
    for regel, rad in _bok()["regler"].items():
        okanda = [lag for lag in rad["lagar"] if lag not in lagar()]
        okanda += [slag for slag in rad["slag"] if slag not in SIDOR]
        kallslag = Kallslag(rad["kallslag"])
        if okanda or (kallslag is not Kallslag.LAG and not rad.get("tolkning")):
            raise ValueError(f"Regeltexten för {regel} är ofullständig: {okanda or 'tolkning'}")
        texter[regel] = Regeltext(
            id=regel,
            rubrik=rad["rubrik"],
            text=rad["text"],
            lagrum=rad["lagrum"],
            lagar=tuple(rad["lagar"]),
            slag=tuple(rad["slag"]),
            kallslag=kallslag,
            tolkning=rad.get("tolkning", ""),
            biter=rad["biter"],
        )
    return texter


def _registrera(forekomst: Forekomst) -> None:
    text = regeltexter().get(forekomst.regel)
    if text is None:
        raise LookupError(f"{forekomst.regel} saknar text i {TEXTER.name}")
    if forekomst.slag not in text.slag:
        raise LookupError(f"{forekomst.regel} är inte av slaget {forekomst.slag} i {TEXTER.name}")
    _register[forekomst.regel, forekomst.slag, forekomst.funktion] = forekomst


def _fyll_varning(varning: Varning, regel: str, lag: str) -> Varning:
    return replace(varning, regel=varning.regel or regel, lagrum=varning.lagrum or lag)


def _fyll(svar: T, regel: str, lag: str) -> T:
    """Name the rule on warnings that come back, alone or in a list or tuple."""
    if isinstance(svar, Varning):
        return cast(T, _fyll_varning(svar, regel, lag))
    if isinstance(svar, list | tuple):
        delar = [_fyll_varning(d, regel, lag) if isinstance(d, Varning) else d for d in svar]
        return cast(T, tuple(delar) if isinstance(svar, tuple) else delar)
    return svar


def enligt(regel: str, lag: str, *, slag: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Tie a function to rule `regel`, resting on `lag`, as kind `slag`.

    A function may carry several rules: the innermost decorator names the rule of
    a refusal first. Fails at import when the rule has no text.
    """

    def dekorera(funktion: Callable[P, T]) -> Callable[P, T]:
        namn = f"{funktion.__module__}:{funktion.__qualname__}"
        _registrera(Forekomst(regel, lag, slag, namn))

        @functools.wraps(funktion)
        def med_lagrum(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return _fyll(funktion(*args, **kwargs), regel, lag)
            except Regelbrott as brott:
                brott.regel = brott.regel or regel
                brott.lagrum = brott.lagrum or lag
                raise

        return med_lagrum

    return dekorera


def strukturell(regel: str, lag: str, *, prov: str) -> None:
    """Record that rule `regel` holds because no such act exists; `prov` names the test."""
    _registrera(Forekomst(regel, lag, "S", "", prov))


def ladda(appar: Iterable[str]) -> None:
    """Import the rules of the named apps, so that `regler()` is complete."""
    for namn in _GRUNDENS:
        importlib.import_module(namn)
    for app in appar:
        namn = f"{app}.rules"
        if importlib.util.find_spec(namn) is None:
            continue
        modul = importlib.import_module(namn)
        for del_ in pkgutil.iter_modules(getattr(modul, "__path__", [])):
            importlib.import_module(f"{namn}.{del_.name}")


def regler() -> list[Regel]:
    """Every rule of the rule book with the functions that are loaded."""
    return [
        Regel(
            text,
            tuple(sorted((f for f in _register.values() if f.regel == text.id), key=_ordning)),
        )
        for text in regeltexter().values()
    ]


def _ordning(forekomst: Forekomst) -> tuple[str, str]:
    return forekomst.slag, forekomst.funktion


@functools.cache
def provkarta() -> dict[str, dict[str, list[str]]]:
    """Rule → side → tests, as generated from the marks of the tests."""
    if not PROVKARTA.exists():
        return {}
    return cast(dict[str, dict[str, list[str]]], json.loads(PROVKARTA.read_text("utf-8")))


def brister(karta: dict[str, dict[str, list[str]]]) -> list[str]:
    """What is missing: a kind without function, a side without test, a test of an unknown rule."""
    fel = [f"{regel}: prov finns men regeln saknar text" for regel in karta if regel not in regeltexter()]
    for regel in regler():
        fel += _brister_i(regel, karta.get(regel.text.id, {}))
    return fel


def _brister_i(regel: Regel, sidor: dict[str, list[str]]) -> list[str]:
    namn = regel.text.id
    burna = {f.slag for f in regel.forekomster}
    kravda = [sida for slag in regel.text.slag for sida in SIDOR[slag]]
    utpekade = [f.prov for f in regel.forekomster if f.slag == "S"]
    return [
        *(f"{namn}: ingen funktion av slaget {slag}" for slag in regel.text.slag if slag not in burna),
        *(f"{namn}: inget prov av sidan {sida}" for sida in kravda if not sidor.get(sida)),
        *(f"{namn}: okänd sida {sida}" for sida in sidor if sida not in kravda),
        *(f"{namn}: provet {p} finns inte" for p in utpekade if p not in sidor.get("prov", [])),
    ]


def som_json() -> list[dict[str, Any]]:
    """Rule → law → function → tests, for the page Regelverket and `manage.py regelverk`."""
    return [
        {
            "id": regel.text.id,
            "rubrik": regel.text.rubrik,
            "text": regel.text.text,
            "biter": regel.text.biter,
            "lagrum": regel.text.lagrum,
            "lagar": [lagar()[lag] for lag in regel.text.lagar],
            "kallslag": regel.text.kallslag.value,
            "tolkning": regel.text.tolkning,
            "slag": [{"kod": slag, "namn": SLAGNAMN[slag]} for slag in regel.text.slag],
            "funktioner": [
                {"namn": f.funktion, "lag": f.lag, "slag": f.slag, "prov": f.prov} for f in regel.forekomster
            ],
            "prov": provkarta().get(regel.text.id, {}),
        }
        for regel in regler()
    ]
