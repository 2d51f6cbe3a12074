"""The diarium's rows, as ready text."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import BEDOMD, Karantan, Riktning, Synlighet, slagnamn
from forbund.grund.dates import visa_dag
from forbund.grund.kalkyl import Kalkylkolumn

_IKON = {"application/pdf": "pdf", "image/png": "file", "image/jpeg": "file"}


@dataclass(frozen=True)
class Arenderad:
    """One matter in the list."""

    dnr: str
    rubrik: str
    url: str
    slag: str
    oppnat: str
    lage: str
    oppet: bool


@dataclass(frozen=True)
class Handlingsrad:
    """One paper of a matter; `url` is empty while its file may not be read."""

    beteckning: str
    rubrik: str
    url: str
    ikon: str
    ursprung: str
    undertext: str
    vantar: bool
    last: bool
    okontrollerad: bool = False
    igen_url: str = ""
    bedom_url: str = ""
    bedomd: bool = False
    varningar: tuple[str, ...] = ()


@dataclass(frozen=True)
class Traffrad:
    """Where in a locked file a number stands, with dots for digits."""

    plats: str
    omgivning: str


def arende_url(slug: str, arende_id: int) -> str:
    return reverse("diarium:arende", args=[slug, arende_id])


def handling_url(slug: str, handling_id: int) -> str:
    """Where the file is downloaded."""
    return reverse("diarium:handling", args=[slug, handling_id])


def arenderad(arende: Arende, slug: str) -> Arenderad:
    return Arenderad(
        dnr=arende.dnr,
        rubrik=arende.rubrik,
        url=arende_url(slug, arende.pk),
        slag=slagnamn(arende.slag),
        oppnat=visa_dag(arende.oppnat),
        lage=f"Avslutat {visa_dag(arende.avslutat)}" if arende.avslutat else "Öppet",
        oppet=arende.avslutat is None,
    )


def arenderader(arenden: Iterable[Arende], slug: str) -> list[Arenderad]:
    return [arenderad(arende, slug) for arende in arenden]


KALKYL: Final = (
    Kalkylkolumn("Dnr", lambda arende: arende.dnr, 10),
    Kalkylkolumn("Rubrik", lambda arende: arende.rubrik, 60),
    Kalkylkolumn("Slag", lambda arende: slagnamn(arende.slag), 20),
    Kalkylkolumn("Registrerat", lambda arende: arende.oppnat, 12),
    Kalkylkolumn("Avslutat", lambda arende: arende.avslutat, 12),
)


def handlingsrader(
    handlingar: Iterable[Handling],
    slug: str,
    *,
    registrator: bool = False,
    okontrollerade: Collection[int] = frozenset(),
) -> list[Handlingsrad]:
    """Rows for the papers; who keeps the diarium sees what the scan said, and what to do with a closed file."""
    return [_handlingsrad(handling, slug, registrator, handling.pk in okontrollerade) for handling in handlingar]


def _handlingsrad(handling: Handling, slug: str, registrator: bool, okontrollerad: bool) -> Handlingsrad:
    las = handling.karantan == Karantan.LAST
    varningar = handling.skanning.get("varningar", []) if registrator and not las else []
    return Handlingsrad(
        beteckning=handling.beteckning,
        rubrik=handling.rubrik,
        url=handling_url(slug, handling.pk) if handling.karantan == Karantan.REN else "",
        ikon=_IKON.get(handling.medietyp, "doc"),
        ursprung=ursprung(handling),
        undertext=f"{handling.filnamn}, {storlek(handling.storlek)} · läses av {Synlighet(handling.synlighet).label}",
        vantar=handling.karantan == Karantan.VANTAR and not okontrollerad,
        last=las,
        okontrollerad=okontrollerad,
        igen_url=reverse("diarium:kontrollera_igen", args=[slug, handling.pk]) if okontrollerad and registrator else "",
        bedom_url=reverse("diarium:bedom", args=[slug, handling.pk]) if las and registrator else "",
        bedomd=BEDOMD in handling.skanning,
        varningar=tuple(varning["text"] for varning in varningar),
    )


def ursprung(handling: Handling) -> str:
    """ "Inkom från Region Norrbotten den 3 maj 2026"."""
    dag = visa_dag(handling.datum)
    if handling.riktning == Riktning.UPPRATTAD:
        return f"Upprättad den {dag}"
    ord_ = "Inkom från" if handling.riktning == Riktning.INKOMMEN else "Skickades till"
    return f"{ord_} {handling.motpart} den {dag}"


def storlek(byte: int) -> str:
    """ "1,2 MB"."""
    return filesizeformat(byte).replace("\xa0", " ")


def traffrader(handling: Handling) -> list[Traffrad]:
    return [Traffrad(f"Rad {traff['rad']}", traff["omgivning"]) for traff in handling.skanning.get("traffar", [])]


def nedladdningsnamn(handling: Handling) -> str:
    """ "2026-118-3 brev.pdf": papers of a matter lie in order in a folder."""
    return f"{handling.beteckning.replace('/', '-')} {handling.filnamn}"
