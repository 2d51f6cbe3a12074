"""What the protokoll must hold before it is sent out (R26)."""

from dataclasses import dataclass

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt


@dataclass(frozen=True)
class Omrostningsfakta:
    """An omröstning as the protokoll tells it. `roster` counts the votes listed by name."""

    oppen: bool
    ja: int
    nej: int
    avstar: int
    roster: int
    utfall: str


@dataclass(frozen=True)
class Paragraffakta:
    """One § as the protokoll tells it. `yrkanden` leaves out the withdrawn ones; uppdrag are ids."""

    nummer: int
    rubrik: str
    leddes_av: int | None
    beslut: str
    deltog: frozenset[int]
    yrkanden: frozenset[int] = frozenset()
    framlagda: tuple[int, ...] = ()
    omrostningar: tuple[Omrostningsfakta, ...] = ()
    reservationer: frozenset[int] = frozenset()
    ar_arende: bool = True


@dataclass(frozen=True)
class Protokollsfakta:
    """A whole protokoll as it would be sent out.

    The numbers are gap-free through the year, not here: a sammanträde held in the break of another takes some.
    """

    tjanstgorande: frozenset[int]
    justerare: frozenset[int]
    paragrafer: tuple[Paragraffakta, ...]


def saknas_i_protokoll(fakta: Protokollsfakta) -> list[str]:
    """Everything that KL 5 kap. 66–67 §§ ask for and the protokoll lacks, § by §, in words."""
    saknas = []
    if not fakta.tjanstgorande:
        saknas.append("Det framgår inte vilka som har tjänstgjort.")
    if not fakta.justerare:
        saknas.append("Ingen justerare är vald.")
    if not fakta.paragrafer:
        saknas.append("Protokollet har inga paragrafer.")
    for paragraf in fakta.paragrafer:
        saknas += [f"§ {paragraf.nummer}: {brist}" for brist in saknas_i_paragraf(paragraf, fakta.tjanstgorande)]
    return saknas


def saknas_i_paragraf(paragraf: Paragraffakta, tjanstgorande: frozenset[int]) -> list[str]:
    """What one § lacks. A procedural § needs only its heading, its leader and its text."""
    brister = [
        (not paragraf.rubrik.strip(), "rubriken saknas."),
        (paragraf.leddes_av is None, "det framgår inte vem som ledde ärendet."),
        (not paragraf.beslut.strip(), "beslutet saknas."),
    ]
    if paragraf.ar_arende:
        ej_framlagda = len(paragraf.yrkanden - set(paragraf.framlagda))
        brister += [
            (not paragraf.deltog, "det framgår inte vilka som deltog i beslutet."),
            (bool(paragraf.deltog - tjanstgorande), "någon som inte tjänstgjort har antecknats som deltagande."),
            (bool(ej_framlagda), f"ordningen för {ej_framlagda} av {len(paragraf.yrkanden)} yrkanden saknas."),
            (bool(paragraf.reservationer - paragraf.deltog), "en reservation är gjord av någon som inte deltog."),
        ]
    texter = [text for brist, text in brister if brist]
    return texter + [t for o in paragraf.omrostningar for t in _saknas_i_omrostning(o)]


def _saknas_i_omrostning(omrostning: Omrostningsfakta) -> list[str]:
    avgivna = omrostning.ja + omrostning.nej + omrostning.avstar
    saknas = []
    if not omrostning.utfall.strip():
        saknas.append("resultatet av en omröstning saknas.")
    if omrostning.oppen and omrostning.roster != avgivna:
        saknas.append(f"det framgår inte hur alla röstade: {omrostning.roster} av {avgivna} är antecknade.")
    return saknas


@enligt("R26", "KL 5 kap. 65–67 §§", slag="H")
def require_fullstandigt(fakta: Protokollsfakta) -> None:
    """The protokoll holds all that the law lists before it is sent out for justering."""
    saknas = saknas_i_protokoll(fakta)
    if saknas:
        raise Regelbrott(
            f"Protokollet är inte fullständigt. {' '.join(saknas)}",
            utvag="Komplettera det som saknas och sänd sedan ut protokollet.",
        )
