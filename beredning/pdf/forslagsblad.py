"""One frozen version of a förslag as paper; the one for the board carries the parts' stances too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from beredning.models import Forslagsversion, Stallningstagande
from beredning.pdf.innehall import Avsnitt, Pengatabell, Slagrad, avsnitten, pengatabell, slagrader
from beredning.states import Svar, Versionsskal
from forbund.grund import dates, pdf

MALL = "pdf/beredning_forslag.html"


@dataclass(frozen=True)
class Stallningstext:
    medlem: str
    svar: str
    text: str
    dag: str


@dataclass(frozen=True)
class Forslagsblad:
    """The paper, ready to print."""

    titel: str
    slag: str
    medlem: str
    version: str
    avsnitt: tuple[Avsnitt, ...]
    tabell: Pengatabell
    slagrader: tuple[Slagrad, ...]
    stallningar: tuple[Stallningstext, ...]


def forslagsblad(version: Forslagsversion, medlem: str, stallningar: Iterable[Stallningstagande]) -> Forslagsblad:
    innehall: Mapping[str, Any] = version.innehall
    dag = dates.visa_dag(dates.svensk_dag(version.skapad))
    return Forslagsblad(
        titel=innehall["rubrik"],
        slag=papperets_slag(version),
        medlem=medlem,
        version=f"Version {version.nummer}, {version.get_anledning_display().lower()} {dag}",
        avsnitt=tuple(avsnitten(innehall)),
        tabell=pengatabell(innehall["kostnader"]),
        slagrader=tuple(slagrader(innehall["kostnader"])),
        stallningar=tuple(
            Stallningstext(
                str(s.medlem),
                Svar(s.svar).label if s.svar else Svar.INGET_SVAR.label,
                s.text,
                dates.visa_dag(dates.svensk_dag(s.svarat)) if s.svarat else "",
            )
            for s in stallningar
        ),
    )


def papperets_slag(version: Forslagsversion) -> str:
    """What the paper is called."""
    return "Berett förslag" if version.anledning == Versionsskal.TILL_STYRELSEN else "Förslag"


def forslag_pdf(blad: Forslagsblad, forbund: str, dnr: str) -> bytes:
    """The paper as a PDF to keep."""
    titel = f"{blad.slag}: {blad.titel}"
    return pdf.render(MALL, {"blad": blad, "forbund": forbund, "nummer": f"Dnr {dnr}"}, titel, arkiv=True)
