"""R57: no participant identity anywhere. Finds personnummer and samordningsnummer in text.

A hit is twelve digits, or six and four joined by - or +, with a valid date (day
+ 60 for samordningsnummer) and checksum. Looser writings with the same date and
checksum (ten bare digits, a space, a date with separators) are warnings: one
mobile number in twenty passes. What is found is never kept, only its place.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum import luhn

from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import enligt

MASK: Final = "\u2022"
_OMGIVNING: Final = 30
# Hyphen-minus, the typographic hyphens and dashes, minus and the soft hyphen that PDF text may hold.
_STRECK: Final = "[-+\u00ad\u2010-\u2015\u2212]"
_LUFT: Final = "[\\s\u200b]"

_SAKERT = re.compile(
    rf"(?<!\d)(?:(?P<sekel>\d\d)?(?P<dag>\d{{6}}){_LUFT}{{0,2}}{_STRECK}{_LUFT}{{0,2}}(?P<slut>\d{{4}})"
    rf"|(?P<sekel2>\d\d)(?P<dag2>\d{{6}})(?P<slut2>\d{{4}}))(?!\d)"
)
_KANSKE = re.compile(
    rf"(?<!\d)(?:(?P<dag>\d{{6}})(?P<slut>\d{{4}})"
    rf"|(?P<sekel2>\d\d)?(?P<dag2>\d{{6}}){_LUFT}{{1,2}}(?P<slut2>\d{{4}})"
    rf"|(?P<sekel3>\d\d)(?P<dag3>\d\d[-/. ]\d\d[-/. ]\d\d){_LUFT}{{0,2}}[-+ ]?(?P<slut3>\d{{4}}))(?!\d)"
)


@dataclass(frozen=True)
class Traff:
    """One number that was found. Holds its place and a masked surrounding, never the digits."""

    start: int
    slut: int
    rad: int
    saker: bool
    samordningsnummer: bool
    omgivning: str


def _giltig_dag(sekel: str | None, dag: str) -> bool:
    """Whether YYMMDD is a day in that century, or in any when none is written."""
    manad, nummer = int(dag[2:4]), int(dag[4:6])
    for forled in [sekel] if sekel else ["18", "19", "20"]:
        try:
            date(int(forled + dag[:2]), manad, nummer - 60 if nummer > 60 else nummer)
        except ValueError:
            continue
        if forled in ("18", "19", "20"):
            return True
    return False


def _grupp(fynd: re.Match[str], namn: str) -> str | None:
    """The named part, whichever alternative of the pattern matched; digits only."""
    varden = (v for k, v in fynd.groupdict().items() if k.rstrip("23") == namn and v)
    text = next(varden, None)
    return re.sub(r"\D", "", text) if text else None


def _fynd(text: str) -> Iterator[tuple[re.Match[str], bool, bool]]:
    """Match, whether it is certain, whether it is a samordningsnummer."""
    upptagna: set[int] = set()
    for monster, saker in ((_SAKERT, True), (_KANSKE, False)):
        for fynd in monster.finditer(text):
            dag, slut = _grupp(fynd, "dag") or "", _grupp(fynd, "slut") or ""
            plats = range(*fynd.span())
            if upptagna.isdisjoint(plats) and _giltig_dag(_grupp(fynd, "sekel"), dag) and luhn.is_valid(dag + slut):
                upptagna.update(plats)
                yield fynd, saker, int(dag[4:6]) > 60


def _med_vanliga_siffror(text: str) -> str:
    """The same text, position by position, with every kind of decimal digit as 0–9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(t)) if t.isdecimal() else t for t in text)


def skanna_text(text: str) -> list[Traff]:
    """Every personnummer and samordningsnummer in `text`, in order."""
    vanlig = _med_vanliga_siffror(text)
    fynd = sorted(_fynd(vanlig), key=lambda rad: rad[0].start())
    maskerad = _maskera(text, [f.span() for f, _, _ in fynd])
    return [
        Traff(
            start=f.start(),
            slut=f.end(),
            rad=vanlig.count("\n", 0, f.start()) + 1,
            saker=saker,
            samordningsnummer=samordning,
            omgivning=_omgivning(maskerad, *f.span()),
        )
        for f, saker, samordning in fynd
    ]


def _maskera(text: str, platser: list[tuple[int, int]]) -> str:
    delar, forra = [], 0
    for start, slut in platser:
        delar += [text[forra:start], re.sub(r"\d", MASK, text[start:slut])]
        forra = slut
    return "".join([*delar, text[forra:]])


def _omgivning(maskerad: str, start: int, slut: int) -> str:
    """The masked number with a few words on each side, on one line."""
    fran, till = max(0, start - _OMGIVNING), min(len(maskerad), slut + _OMGIVNING)
    fore = "…" if fran else ""
    efter = "…" if till < len(maskerad) else ""
    return fore + " ".join(maskerad[fran:till].split()) + efter


def maskera(text: str) -> str:
    """`text` with the digits of every hit and warning replaced by dots."""
    vanlig = _med_vanliga_siffror(text)
    return _maskera(text, sorted(f.span() for f, _, _ in _fynd(vanlig)))


@enligt("R57", "Artikel 6 och 9 dataskyddsförordningen", slag="H")
def require_inga_personnummer(falt: Mapping[str, str]) -> None:
    """No field may hold a personnummer or samordningsnummer.

    `falt` maps a field's name, as people see it, to its text. The refusal carries
    one message for each such field in `falt`, so that the rest can be kept.
    """
    fel = {namn: _fel(traffar) for namn, text in falt.items() if (traffar := _sakra(text))}
    if fel:
        raise Regelbrott(
            "Texten innehåller personnummer eller samordningsnummer. Förbundet får inte ha uppgifter om "
            "enskilda deltagare.",
            utvag="Ta bort numret. Beskriv målgruppen med antal i stället.",
            falt=fel,
        )


def _sakra(text: str) -> list[Traff]:
    return [traff for traff in skanna_text(text) if traff.saker]


def _fel(traffar: list[Traff]) -> str:
    platser = ", ".join(f"rad {traff.rad}: ”{traff.omgivning}”" for traff in traffar)
    return f"Här står ett personnummer eller samordningsnummer ({platser}). Ta bort det."


@enligt("R57", "Artikel 6 och 9 dataskyddsförordningen", slag="W")
def varning_mojliga_personnummer(falt: Mapping[str, str]) -> Varning | None:
    """Ten bare digits, and other loose writings, that might be a personnummer."""
    platser = [
        f"{namn}, rad {traff.rad}: ”{traff.omgivning}”"
        for namn, text in falt.items()
        for traff in skanna_text(text)
        if not traff.saker
    ]
    if not platser:
        return None
    return Varning(
        f"Det här kan vara ett personnummer: {'; '.join(platser)}.",
        utvag="Ta bort det, eller skriv ”inte ett personnummer” som skäl om det är något annat.",
    )
