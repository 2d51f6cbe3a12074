"""How the insatser read: the list, the money by year, and what is missing before one may start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse

from forbund.diarium.rules import diarienummer
from forbund.grund import dates, web
from forbund.grund.kalkyl import Kalkylkolumn
from forbund.grund.money import visa_belopp, visa_tal
from insatser import rules
from insatser.models import Bevillning, Insats, Insatspart
from insatser.states import Insatsstatus, Insatstyp

BADGE = {
    Insatsstatus.BEVILJAD: "info",
    Insatsstatus.OVERENSKOMMEN: "info",
    Insatsstatus.PAGAR: "success",
    Insatsstatus.SLUTRAPPORT: "warning",
    Insatsstatus.AVSLUTAD: "default",
}


@dataclass(frozen=True)
class Insatsrad:
    rubrik: str
    url: str
    dnr: str
    agare: str
    typ: str
    lage: str
    badge: str
    tid: str
    beviljat: str


@dataclass(frozen=True)
class Arsrad:
    """What is granted for one year."""

    ar: int
    belopp: str
    antal: str
    url: str
    vald: bool


@dataclass(frozen=True)
class Bevillningsrad:
    ar: int
    mottagare: str
    belopp: str
    finansiering: str
    beslut: str


@dataclass(frozen=True)
class Arssumma:
    ar: int
    belopp: str


@dataclass(frozen=True)
class Insatssida:
    """One insats, ready to print."""

    rubrik: str
    lage: str
    badge: str
    fakta: tuple[tuple[str, str], ...]
    villkor: tuple[str, ...]
    rader: tuple[Bevillningsrad, ...]
    summor: tuple[Arssumma, ...]
    totalt: str
    saknas: tuple[str, ...]


def tid_i_ord(start: date | None, slut: date | None) -> str:
    return dates.visa_period(start, slut) if start else ""


def insatstraff(slug: str) -> Callable[[Mapping[str, Any]], web.Traff]:
    """Insatser as found things, by pk, rubrik, status and the number of their ärende."""
    url = reverse("insatser:insats", args=[slug, 0]).removesuffix("0/")

    def traff(rad: Mapping[str, Any]) -> web.Traff:
        dnr = diarienummer(rad["arende__ar"], rad["arende__nummer"])
        return web.Traff(rad["rubrik"], f"{url}{rad['pk']}/", f"{dnr} · {Insatsstatus(rad['status']).label}")

    return traff


KALKYL: Final = (
    Kalkylkolumn("Insats", lambda rad: rad["rubrik"], 60),
    Kalkylkolumn("Dnr", lambda rad: diarienummer(rad["arende__ar"], rad["arende__nummer"]), 10),
    Kalkylkolumn("Slag", lambda rad: Insatstyp(rad["insatstyp"]).label, 20),
    Kalkylkolumn("Insatsägare", lambda rad: rad["agare"], 30),
    Kalkylkolumn("Läge", lambda rad: Insatsstatus(rad["status"]).label, 20),
    Kalkylkolumn("Börjar", lambda rad: rad["start"], 12),
    Kalkylkolumn("Slutar", lambda rad: rad["slut"], 12),
    Kalkylkolumn("Beviljat, kr", lambda rad: rad["beviljat"], 16),
)


def insatsrader(rader: Iterable[Mapping[str, Any]], slug: str) -> list[Insatsrad]:
    """Rows of `queries.insatser_for_lista`."""
    url = reverse("insatser:insats", args=[slug, 0]).removesuffix("0/")
    return [
        Insatsrad(
            rubrik=rad["rubrik"],
            url=f"{url}{rad['pk']}/",
            dnr=diarienummer(rad["arende__ar"], rad["arende__nummer"]),
            agare=rad["agare"] or "",
            typ=Insatstyp(rad["insatstyp"]).label,
            lage=Insatsstatus(rad["status"]).label,
            badge=BADGE[Insatsstatus(rad["status"])],
            tid=tid_i_ord(rad["start"], rad["slut"]),
            beviljat=visa_belopp(rad["beviljat"]),
        )
        for rad in rader
    ]


def arsrader(per_ar: Iterable[tuple[int, Decimal, int]], slug: str, valt: int | None) -> list[Arsrad]:
    """Granted by year, each a filter of the list."""
    bas = reverse("insatser:lista", args=[slug])
    return [
        Arsrad(ar, visa_belopp(summa), "1 insats" if antal == 1 else f"{antal} insatser", f"{bas}?ar={ar}", ar == valt)
        for ar, summa, antal in per_ar
    ]


def paragraf(bevillning: Bevillning) -> str:
    """ "§ 37 2026", or that the § has no number yet."""
    punkt = bevillning.beslut.punkt
    return f"§ {punkt.paragraf} {punkt.paragraf_ar}" if punkt.paragraf else "utan paragraf"


def saknas_fore_start(insats: Insats, parter: Iterable[Insatspart]) -> list[str]:
    """What must be in place before the insats may start (R51); no överenskommelse is kept here yet."""
    namn = {p.medlem_id: str(p.medlem) for p in parter}
    return rules.saknas_fore_start(
        beslutet_justerat=insats.beslut.punkt.justerad is not None,
        har_overenskommelse=insats.status != Insatsstatus.BEVILJAD,
        utan_underskrift=list(namn.values()) if insats.status == Insatsstatus.BEVILJAD else [],
        har_insatsagare=insats.insatsagare_id is not None,
    )


def insatssida(insats: Insats, parter: list[Insatspart], bevillningar: list[Bevillning]) -> Insatssida:
    status = Insatsstatus(insats.status)
    fakta = (
        ("Slags insats", Insatstyp(insats.insatstyp).label),
        ("Insatsägare", str(insats.insatsagare) if insats.insatsagare else ""),
        ("Parter", ", ".join(str(p.medlem) for p in parter)),
        ("Tid", tid_i_ord(insats.start, insats.slut)),
    )
    per_ar: dict[int, Decimal] = {}
    for rad in bevillningar:
        per_ar[rad.ar] = per_ar.get(rad.ar, Decimal(0)) + rad.belopp
    return Insatssida(
        rubrik=insats.rubrik,
        lage=status.label,
        badge=BADGE[status],
        fakta=tuple((rubrik, text) for rubrik, text in fakta if text),
        villkor=tuple(insats.villkor),
        rader=tuple(
            Bevillningsrad(
                b.ar, str(b.medlem) if b.medlem else "Insatsen", visa_tal(b.belopp), b.finansiering, paragraf(b)
            )
            for b in bevillningar
        ),
        summor=tuple(Arssumma(ar, visa_belopp(summa)) for ar, summa in sorted(per_ar.items())),
        totalt=visa_belopp(sum(per_ar.values(), Decimal(0))),
        saknas=tuple(saknas_fore_start(insats, parter)) if status == Insatsstatus.BEVILJAD else (),
    )
