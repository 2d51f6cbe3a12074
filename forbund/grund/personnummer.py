"""R57: no participant identity anywhere. Finds personnummer and samordningsnummer in text.

A hit is twelve digits, or six and four joined by - or +, with a valid date (day
+ 60 for samordningsnummer) and checksum. Looser writings with the same date and
checksum (ten bare digits, a space, a date with separators) are warnings: one
mobile number in twenty passes. What is found is never kept, only its place.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum import luhn

from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import enligt

MASK: Final = "\u2022"
_OMGIVNING: Final = 30
_STRECK: Final = "[-+]{1,2}"
_LUFT: Final = "\\s"

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


class _Enkla(dict[int, str | int | None]):
    """Each kind of digit as 0–9, of dash as a hyphen and of plus as +; what is not seen (joiners, marks of order) goes.

    The soft hyphen is a dash: that is how the text of a PDF may hold one.
    """

    def __missing__(self, kod: int) -> str | int | None:
        tecken, slag = chr(kod), unicodedata.category(chr(kod))
        varde: str | int | None = kod
        if slag == "Nd":
            varde = str(unicodedata.decimal(tecken))
        elif slag == "Pd" or tecken in "\u00ad\u2043\u2212":
            varde = "-"
        elif slag == "Cf":
            varde = None
        elif tecken in "\ufe62\uff0b":
            varde = "+"
        self[kod] = varde
        return varde


_ENKLA: Final = _Enkla()


def _fynd(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """From, to, whether it is certain, whether it is a samordningsnummer; the places are those of `text`."""
    enkel = text if text.isascii() else text.translate(_ENKLA)
    platser: Sequence[int] = range(len(text))
    if len(enkel) != len(text):
        platser = [i for i, tecken in enumerate(text) if _ENKLA[ord(tecken)] is not None]
    upptagna: set[int] = set()
    for monster, saker in ((_SAKERT, True), (_KANSKE, False)):
        for fynd in monster.finditer(enkel):
            dag, slut = _grupp(fynd, "dag") or "", _grupp(fynd, "slut") or ""
            plats = range(*fynd.span())
            if upptagna.isdisjoint(plats) and _giltig_dag(_grupp(fynd, "sekel"), dag) and luhn.is_valid(dag + slut):
                upptagna.update(plats)
                yield platser[plats[0]], platser[plats[-1]] + 1, saker, int(dag[4:6]) > 60


def skanna_text(text: str) -> list[Traff]:
    """Every personnummer and samordningsnummer in `text`, in order."""
    fynd = sorted(_fynd(text))
    maskerad = _maskera(text, [(start, slut) for start, slut, _, _ in fynd])
    traffar, rad, last = [], 1, 0
    for start, slut, saker, samordning in fynd:
        rad, last = rad + text.count("\n", last, start), start
        traffar.append(Traff(start, slut, rad, saker, samordning, _omgivning(maskerad, start, slut)))
    return traffar


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
    return _maskera(text, sorted((start, slut) for start, slut, _, _ in _fynd(text)))


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
