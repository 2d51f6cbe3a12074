"""When and how the board votes (R17–R20)."""

from enum import StrEnum
from typing import Final

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt

# KL 5 kap. 54 §: the kinds of ärende where an omröstning is sluten.
SLUTEN_OMROSTNING: Final = frozenset({"val", "anstallning"})


class Beslutsform(StrEnum):
    """How a point is settled."""

    ACKLAMATION = "acklamation"
    OMROSTNING = "omrostning"


@enligt("R17", "FL 10 och 19 §§", slag="H")
def require_pagaende(*, oppnat: bool, avslutat: bool, ajournerat: bool) -> None:
    """The board decides between the opening and the end of a sammanträde, and not during a break."""
    if avslutat:
        raise Regelbrott(
            "Sammanträdet är avslutat. Efter det kan styrelsen inte besluta något.",
            utvag="Ta upp ärendet på nästa sammanträde.",
        )
    if not oppnat:
        raise Regelbrott(
            "Sammanträdet är inte öppnat. Styrelsen beslutar bara på ett pågående sammanträde.",
            utvag="Vänta tills ordföranden har öppnat sammanträdet.",
        )
    if ajournerat:
        raise Regelbrott(
            "Sammanträdet är ajournerat. Styrelsen beslutar bara på ett pågående sammanträde.",
            utvag="Vänta tills ordföranden har återupptagit sammanträdet.",
        )


@enligt("R18", "KL 5 kap. 53–54 §§", slag="A")
def beslutsform(omrostning_begard: bool) -> Beslutsform:
    """Acclamation, unless somebody asked for omröstning before the klubbslag."""
    return Beslutsform.OMROSTNING if omrostning_begard else Beslutsform.ACKLAMATION


@enligt("R19", "KL 4 kap. 24 §", slag="H")
def require_far_rosta(rostlangd: frozenset[int], uppdrag: int) -> None:
    """Only one who serves, is present and is not jävig votes: the frozen röstlängd says who."""
    if uppdrag not in rostlangd:
        raise Regelbrott(
            "Personen står inte i röstlängden för den här omröstningen. Bara den som är närvarande, tjänstgör "
            "och inte är jävig får rösta.",
            utvag="Kontrollera närvaron. Röstlängden låses när omröstningen öppnas.",
        )


@enligt("R19", "KL 4 kap. 24 §", slag="H")
def require_en_rost(har_rostat: frozenset[int], uppdrag: int) -> None:
    """Every ledamot has one vote; one that is cast stands."""
    if uppdrag in har_rostat:
        raise Regelbrott(
            "Rösten är redan avgiven. Varje ledamot har en röst i omröstningen.",
            utvag="Ingenting mer behöver göras. Utfallet visas när omröstningen stängs.",
        )


@enligt("R20", "KL 5 kap. 54 §", slag="H")
def require_ratt_form(*, oppen: bool, arendeslag: str) -> None:
    """An omröstning is open, but sluten in val and anställning of personal, and only there."""
    ska_vara_sluten = arendeslag in SLUTEN_OMROSTNING
    if oppen and ska_vara_sluten:
        raise Regelbrott(
            "Val och anställning av personal avgörs med sluten omröstning.",
            utvag="Håll omröstningen med slutna sedlar och anteckna utfallet.",
        )
    if not oppen and not ska_vara_sluten:
        raise Regelbrott(
            "Omröstningen ska vara öppen. Bara val och anställning av personal avgörs slutet.",
            utvag="Håll omröstningen öppet.",
        )
