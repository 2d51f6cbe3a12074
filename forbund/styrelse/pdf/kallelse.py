"""The kallelse with its föredragningslista."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from forbund.grund import pdf
from forbund.grund.money import visa_belopp
from forbund.register.states import Roll
from forbund.styrelse.pdf.motesnarvaro import plats_i_listan

MALL = "pdf/styrelse_kallelse.html"


@dataclass(frozen=True)
class Beloppstext:
    """One amount of the proposal."""

    ar: str
    belopp: str
    till: str
    finansiering: str


@dataclass(frozen=True)
class Handlingstext:
    """One paper of the point."""

    id: int
    beteckning: str
    rubrik: str


@dataclass(frozen=True)
class Punkttext:
    """One point as it reads."""

    id: int
    nr: int
    rubrik: str
    meta: str
    att_satser: tuple[str, ...]
    villkor: tuple[str, ...]
    sammanfattning: tuple[tuple[str, str], ...]
    belopp: tuple[Beloppstext, ...]
    summa: str
    handlingar: tuple[Handlingstext, ...]

    @property
    def bara_rubrik(self) -> bool:
        """A procedural step: nothing to read but its heading."""
        return not (self.att_satser or self.villkor or self.sammanfattning or self.belopp or self.handlingar)


@dataclass(frozen=True)
class Kallelseblad:
    """The whole kallelse, ready to print."""

    forbund: str
    start: str
    dag: str
    plats: str
    andringar: tuple[str, ...]
    punkter: tuple[Punkttext, ...]
    mottagare: tuple[tuple[str, str], ...]

    @property
    def grupper(self) -> tuple[tuple[bool, tuple[Punkttext, ...]], ...]:
        """Runs of points with only a heading, and the others; for a page that gives them different room."""
        return tuple((bara, tuple(rader)) for bara, rader in groupby(self.punkter, key=lambda p: p.bara_rubrik))


def kallelseblad(fakta: Mapping[str, Any], forbund: str) -> Kallelseblad:
    """The frozen facts as text."""
    return Kallelseblad(
        forbund=forbund,
        start=fakta["start"],
        dag=fakta["dag"],
        plats=fakta["plats"],
        andringar=tuple(fakta.get("andringar", ())),
        punkter=tuple(_punkt(p) for p in fakta["punkter"]),
        mottagare=_mottagare(fakta["mottagare"]),
    )


def _punkt(punkt: Mapping[str, Any]) -> Punkttext:
    belopp = tuple(
        Beloppstext(str(b["ar"]), visa_belopp(Decimal(b["belopp"])), b["till"], b["finansiering"])
        for b in punkt["belopp"]
    )
    summa = sum((Decimal(b["belopp"]) for b in punkt["belopp"]), Decimal(0))
    delar = [
        f"Dnr {punkt['dnr']}" if punkt.get("dnr") else "",
        f"Väckt av {punkt['vackt_av']}" if punkt.get("vackt_av") else "",
        f"Föredragande {punkt['foredragande']}" if punkt["foredragande"] else "",
        f"{punkt['minuter']} min" if punkt["minuter"] else "",
    ]
    return Punkttext(
        id=punkt["id"],
        nr=punkt["nr"],
        rubrik=punkt["rubrik"],
        meta=" · ".join(filter(None, delar)),
        att_satser=tuple(punkt["att_satser"]),
        villkor=tuple(punkt["villkor"]),
        sammanfattning=tuple((rad[0], rad[1]) for rad in punkt.get("sammanfattning", ())),
        belopp=belopp,
        summa=visa_belopp(summa) if len(belopp) > 1 else "",
        handlingar=tuple(Handlingstext(**h) for h in punkt.get("handlingar", ())),
    )


def _mottagare(rader: list[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """(as what, names): one line for each role, the ordförande first; roles without a place follow as they come."""
    grupper: dict[str, list[str]] = {}
    for rad in rader:
        grupper.setdefault(rad["som"], []).append(rad["namn"] + (f" ({rad['medlem']})" if rad["medlem"] else ""))
    return tuple(
        (_i_plural(som, len(grupper[som])), ", ".join(grupper[som])) for som in sorted(grupper, key=plats_i_listan)
    )


def _i_plural(som: str, antal: int) -> str:
    """ "ledamöter" when they are several; the other roles read the same."""
    return "ledamöter" if som == Roll.LEDAMOT.label and antal > 1 else som


def kallelse_pdf(fakta: Mapping[str, Any], forbund: str, nummer: str, utfardad: str = "") -> bytes:
    """The kallelse as a PDF to keep. `nummer` stands in the head of each page; `utfardad` says when and by whom."""
    blad = kallelseblad(fakta, forbund)
    kontext = {"blad": blad, "forbund": blad.forbund, "nummer": nummer, "utfardad": utfardad}
    return pdf.render(MALL, kontext, f"Kallelse till sammanträde {blad.dag}", arkiv=True)
