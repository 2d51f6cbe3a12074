"""Rules of the diarium: numbers, what is registered, and personnummer in files (R57, R59)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import enligt

# Directions of a handling: a handling that comes in or goes out has somebody at the other end.
_MED_MOTPART: Final = frozenset({"inkommen", "utgaende"})


def diarienummer(ar: int, nummer: int) -> str:
    """ "2026/118"."""
    return f"{ar}/{nummer}"


def handlingsnummer(dnr: str, nummer: int) -> str:
    """ "2026/118-3"."""
    return f"{dnr}-{nummer}"


@enligt("R59", "OSL 5 kap.; TF 2 kap. 4 och 9–10 §§", slag="H")
def require_registreringsuppgifter(*, rubrik: str, datum: date | None, riktning: str, motpart: str, idag: date) -> None:
    """A handling is registered with its day, from or to whom, and what it is about in short."""
    fel = {}
    if not rubrik.strip():
        fel["rubrik"] = "Skriv i korthet vad handlingen gäller."
    if datum is None or datum > idag:
        fel["datum"] = "Ange den dag då handlingen kom in eller upprättades. Den kan inte ligga i framtiden."
    if riktning in _MED_MOTPART and not motpart.strip():
        fel["motpart"] = "Ange vem handlingen kom från eller skickades till."
    if fel:
        raise Regelbrott(
            "Handlingen kan inte registreras, eftersom uppgifter saknas eller är fel.",
            utvag=" ".join(fel.values()),
            falt=fel,
        )


@enligt("R59", "OSL 5 kap.", slag="H")
def require_oanvant_nummer(nummer: int, senast_anvanda: int) -> None:
    """Numbers are taken in order, without gaps, and none is used twice."""
    if nummer != senast_anvanda + 1:
        raise Regelbrott(
            f"Nummer {nummer} kan inte användas. Nästa lediga nummer är {senast_anvanda + 1}.",
            utvag="Registrera igen, så tar systemet nästa lediga nummer.",
        )


@enligt("R57", "Artikel 6 och 9 dataskyddsförordningen", slag="H")
def require_ren_fil(filnamn: str, antal_traffar: int) -> None:
    """No file of a förslag, an insats or an uppföljning holds a personnummer."""
    if antal_traffar:
        raise Regelbrott(
            f"Filen ”{filnamn}” innehåller {antal_traffar} personnummer eller samordningsnummer och har inte sparats.",
            utvag="Ta bort numren ur filen och välj den igen. Beskriv målgruppen med antal i stället.",
            falt={"fil": f"Filen innehåller {antal_traffar} personnummer eller samordningsnummer."},
        )


@enligt("R57", "Artikel 6 och 9 dataskyddsförordningen; TF 2 kap. 9 §", slag="W")
def varning_personnummer_i_handling(antal_traffar: int) -> Varning | None:
    """An inkommen handling cannot be refused: it is registered, and its file is locked and masked."""
    if not antal_traffar:
        return None
    return Varning(
        f"Filen innehåller {antal_traffar} personnummer eller samordningsnummer. Den registreras men låses.",
        utvag="Skriv varför förbundet har handlingen, till exempel ”inkommen, kan inte avvisas”.",
    )


@enligt("R57", "Artikel 6 och 9 dataskyddsförordningen", slag="W")
def varning_olast_fil(*, bild: bool) -> Varning:
    """A file that could not be searched, in whole or in part."""
    orsak = (
        "En bild kan inte genomsökas." if bild else "Hela filen kunde inte läsas: den är låst, skannad eller trasig."
    )
    return Varning(
        f"{orsak} Systemet vet därför inte om den innehåller personnummer.",
        utvag="Läs igenom filen själv, och skriv att du har gjort det. Eller välj en fil med text.",
    )


def require_inget_pagar(pagar: Sequence[str]) -> None:
    """A matter is closed when what goes on in it has ended: practice, and a choice of this system."""
    if pagar:
        raise Regelbrott(
            f"Ärendet kan inte avslutas än. {' '.join(pagar)}",
            utvag="Avsluta det som pågår först. Ärendet kan sedan avslutas härifrån.",
        )
