"""Asks every page of every role in turn at three servers, and counts what each page asks of PostgreSQL."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

from finsam.matning.fragor import HUVUD, Fraga
from finsam.matning.klient import Klient
from finsam.matning.sidor import Sida, adress
from forbund.register.states import Roll

VARV = 5
PER_VARV = 3
FA, MANGA, BAR = "5 förbund", "75 förbund", "naken"
KALLOR = (FA, MANGA, BAR)


@dataclass
class Rackvidd:
    """How one server is asked for a page: a logged-in client per role, and what the addresses name."""

    klienter: Mapping[Roll, Klient]
    slug: str
    ids: Mapping[str, int]

    def hamta(self, sida: Sida, roll: Roll, huvuden: Iterable[tuple[str, str]] = ()) -> tuple[int, bytes, float]:
        svar = self.klienter[roll].hamta(adress(sida, self.slug, self.ids), [*sida.huvuden, *huvuden])
        return svar.status, svar.kropp, svar.tid


@dataclass
class Tider:
    """Seconds of one page and role: source → round → samples."""

    sida: Sida
    roll: Roll
    prov: dict[str, list[list[float]]] = field(default_factory=dict)

    def alla(self, kalla: str) -> list[float]:
        return [tid for varv in self.prov[kalla] for tid in varv]


@dataclass
class Kostnad:
    """What one page costs PostgreSQL for one role."""

    byte: int
    fragor: list[Fraga]
    forsta: list[Fraga]


def mat(par: Sequence[tuple[Sida, Roll]], rackvidder: Mapping[str, Rackvidd], bar: Klient) -> list[Tider]:
    """Rounds over all pages; each page is asked at 5, at 75 and bare, one after the other, some times over."""
    tider = [Tider(sida, roll, {kalla: [] for kalla in KALLOR}) for sida, roll in par]
    _varm_upp(par, rackvidder, bar)
    for _ in range(VARV):
        for rad in tider:
            for kalla in KALLOR:
                rad.prov[kalla].append([])
            for _ in range(PER_VARV):
                for kalla, rackvidd in rackvidder.items():
                    rad.prov[kalla][-1].append(rackvidd.hamta(rad.sida, rad.roll)[2])
                rad.prov[BAR][-1].append(bar.hamta("/").tid)
    return tider


def _varm_upp(par: Sequence[tuple[Sida, Roll]], rackvidder: Mapping[str, Rackvidd], bar: Klient) -> None:
    """Once each, which also proves that every page answers as it should."""
    fel = []
    for sida, roll in par:
        for kalla, rackvidd in rackvidder.items():
            status = rackvidd.hamta(sida, roll)[0]
            if status != sida.status:
                fel.append(f"{sida.namn}, {roll.label}, {kalla}: {status}")
    if bar.hamta("/").status != 200:
        fel.append("den nakna sidan svarar inte")
    if fel:
        raise RuntimeError("Sidor som inte svarar som de ska:\n" + "\n".join(fel))


def rakna(par: Sequence[tuple[Sida, Roll]], rackvidd: Rackvidd) -> list[Kostnad]:
    """The second pass, at a server with `fragor.Raknare`: each page as the first visitor and as the next."""
    ut = []
    for sida, roll in par:
        forsta, andra = (json.loads(rackvidd.hamta(sida, roll, [(HUVUD, "fragor")])[1]) for _ in range(2))
        ut.append(Kostnad(andra["byte"], *([Fraga(**rad) for rad in svar["fragor"]] for svar in (andra, forsta))))
    return ut


def varvens_kvot(tider: Iterable[Tider], over: str, under: str) -> float:
    """Median over the rounds of the quotient between the medians of two sources, all rows taken together."""
    rader = list(tider)

    def mitt(kalla: str, varv: int) -> float:
        return median(tid for rad in rader for tid in rad.prov[kalla][varv])

    return median(mitt(over, varv) / mitt(under, varv) for varv in range(len(rader[0].prov[over])))


def p95(prov: Sequence[float]) -> float:
    return quantiles(prov, n=20, method="inclusive")[18]


def per_sida(tider: Iterable[Tider]) -> dict[Sida, list[Tider]]:
    ut: dict[Sida, list[Tider]] = {}
    for rad in tider:
        ut.setdefault(rad.sida, []).append(rad)
    return ut


def olika_planer(fa: Kostnad, manga: Kostnad) -> list[tuple[str, str, str]]:
    """Queries with another plan with many förbund than with few: (sql, plan of few, plan of many)."""
    hos_fa = {f.sql: f.plan for f in (*fa.forsta, *fa.fragor)}
    hos_manga = {f.sql: f.plan for f in (*manga.forsta, *manga.fragor)}
    return [(sql, plan, hos_manga[sql]) for sql, plan in hos_fa.items() if hos_manga.get(sql, plan) != plan]
