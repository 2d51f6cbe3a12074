"""How the log and the key figures read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from forbund.grund import audit, dates, lagrum
from forbund.grund.kalkyl import Kalkylkolumn
from forbund.grund.models import Handelse
from forbund.grund.money import visa_belopp
from tillsyn.queries import Nyckeltal
from tillsyn.states import HANDELSER


@dataclass(frozen=True)
class Regellank:
    """A rule as the log names it: its heading, and where *Regelverket* explains it."""

    text: str
    url: str


@dataclass(frozen=True)
class Loggrad:
    """One row of the log, ready to print."""

    nummer: int
    tid: str
    vem: str
    handelse: str
    om: str
    lagrum: Regellank
    skal: tuple[tuple[Regellank, str], ...]


def _om(handelse: Handelse) -> str:
    return str(handelse.efter["sida"]) if handelse.typ == audit.LASNING else handelse.rubrik


KALKYL: Final = (
    Kalkylkolumn("Nr", lambda h: h.nummer, 8),
    Kalkylkolumn("Dag", lambda h: dates.svensk_dag(h.tid), 12),
    Kalkylkolumn("Klockslag", lambda h: f"{h.tid.astimezone(dates.STOCKHOLM):%H:%M:%S}", 10),
    Kalkylkolumn("Vem", lambda h: h.namn, 24),
    Kalkylkolumn("För", lambda h: h.at, 24),
    Kalkylkolumn("Vad", lambda h: HANDELSER.get(h.typ, h.typ), 30),
    Kalkylkolumn("Om", _om, 60),
    Kalkylkolumn("Lag eller regel", lambda h: h.lagrum, 20),
    Kalkylkolumn("Skäl", lambda h: "; ".join(f"{regel}: {skal}" for regel, skal in h.skal.items()), 40),
)


def loggrader(handelser: Iterable[Handelse]) -> list[Loggrad]:
    regelverket = reverse("regelverk")
    return [
        Loggrad(
            nummer=h.nummer,
            tid=dates.visa_stund(h.tid),
            vem=f"{h.namn} för {h.at}" if h.at else h.namn,
            handelse=HANDELSER.get(h.typ, h.typ),
            om=_om(h),
            lagrum=_regellank(h.lagrum, regelverket),
            skal=tuple((_regellank(regel, regelverket), skal) for regel, skal in h.skal.items()),
        )
        for h in handelser
    ]


def _regellank(regel: str, regelverket: str) -> Regellank:
    """A rule's id as its heading and a link; law that is written out as it is."""
    text = lagrum.regeltexter().get(regel)
    return Regellank(text.rubrik, f"{regelverket}#{regel}") if text else Regellank(regel, "")


@dataclass(frozen=True)
class Nyckelrad:
    """One förbund of the overview, ready to print."""

    namn: str
    url: str
    oppna_arenden: str
    forslag: str
    beslut: str
    beviljat: str


def nyckelrader(rader: Iterable[Nyckeltal]) -> list[Nyckelrad]:
    return [
        Nyckelrad(
            n.forbund.kortnamn,
            reverse("register:oversikt", args=[n.forbund.slug]),
            str(n.oppna_arenden),
            str(n.forslag),
            str(n.beslut_i_ar),
            visa_belopp(n.beviljat_i_ar),
        )
        for n in rader
    ]
