"""The beredning as a board of stages and as a list."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse

from beredning.states import AVSLUTADE, Forslagsstatus, Utfall
from forbund.diarium.rules import diarienummer
from forbund.grund import dates, web
from forbund.grund.kalkyl import Kalkylkolumn
from forbund.grund.money import visa_belopp
from insatser.states import Insatstyp

BADGE = {
    Forslagsstatus.UTKAST: "default",
    Forslagsstatus.INLAMNAT: "info",
    Forslagsstatus.KOMPLETTERING: "warning",
    Forslagsstatus.STALLNINGSTAGANDEN: "info",
    Forslagsstatus.BEREDD: "success",
    Forslagsstatus.TILL_STYRELSEN: "info",
    Forslagsstatus.BESLUTAT: "success",
    Forslagsstatus.ATERTAGET: "default",
    Forslagsstatus.AVSKRIVET: "default",
}
TAVLAN = {
    Forslagsstatus.UTKAST: ("Utkast", "Syns bara för er som skriver."),
    Forslagsstatus.INLAMNAT: ("Inlämnade", "Kansliet frågar parterna eller ber om komplettering."),
    Forslagsstatus.KOMPLETTERING: ("Kompletteras", "Ligger hos dem som skrev förslaget."),
    Forslagsstatus.STALLNINGSTAGANDEN: ("Parterna tar ställning", "Väntar på svar till en viss dag."),
    Forslagsstatus.BEREDD: ("Beredda", "Kan lämnas till styrelsen."),
    Forslagsstatus.TILL_STYRELSEN: ("Hos styrelsen", "Väntar på ett sammanträde."),
}
KORT_PER_LAGE = 6


@dataclass(frozen=True)
class Forslagsrad:
    """One förslag in the board or the list."""

    rubrik: str
    url: str
    dnr: str
    medlem: str
    typ: str
    status: str
    lage: str
    badge: str
    belopp: str
    svar: str
    senast: str
    andrat: str


@dataclass(frozen=True)
class Kolumn:
    """One stage of the board."""

    namn: str
    text: str
    antal: int
    rader: tuple[Forslagsrad, ...]
    fler_url: str


def lage_i_ord(status: str, utfall: str) -> tuple[str, str]:
    """What the badge says, and its kind; a decided förslag says how it went."""
    if status == Forslagsstatus.BESLUTAT and utfall:
        return Utfall(utfall).label, "success" if utfall == Utfall.BIFALL else "error"
    return Forslagsstatus(status).label, BADGE[Forslagsstatus(status)]


def forslagsrader(rader: Iterable[Mapping[str, Any]], slug: str) -> list[Forslagsrad]:
    """Rows of `queries.forslag_for_lista`."""
    url = reverse("beredning:forslag", args=[slug, 0]).removesuffix("0/")
    return [_forslagsrad(rad, f"{url}{rad['pk']}/") for rad in rader]


def forslagstraff(slug: str) -> Callable[[Mapping[str, Any]], web.Traff]:
    """Rows of `queries.forslag_for_sok` as found things."""
    url = reverse("beredning:forslag", args=[slug, 0]).removesuffix("0/")

    def traff(rad: Mapping[str, Any]) -> web.Traff:
        under = (_dnr(rad), rad["medlem"], lage_i_ord(rad["status"], rad["utfall"])[0])
        return web.Traff(rad["titel"] or "Utan namn", f"{url}{rad['pk']}/", " · ".join(filter(None, under)))

    return traff


def _visad(rad: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was handed in shows its frozen text."""
    return rad["fryst"] or rad


def _dnr(rad: Mapping[str, Any]) -> str:
    return diarienummer(rad["arende__ar"], rad["arende__nummer"]) if rad["arende__ar"] else ""


def _forslagsrad(rad: Mapping[str, Any], url: str) -> Forslagsrad:
    lage, badge = lage_i_ord(rad["status"], rad["utfall"])
    text = _visad(rad)
    summa = Decimal(text["summa"] or 0)
    svar: Mapping[str, Any] = rad["svar"] or {}
    vantar = svar and rad["status"] == Forslagsstatus.STALLNINGSTAGANDEN
    return Forslagsrad(
        rubrik=text["rubrik"] or "Utan namn",
        url=url,
        dnr=_dnr(rad),
        medlem=rad["medlem"],
        typ=Insatstyp(text["insatstyp"]).label if text["insatstyp"] else "",
        status=rad["status"],
        lage=lage,
        badge=badge,
        belopp=visa_belopp(summa) if summa else "",
        svar=f"{svar['svarade']} av {svar['fragade']}" if svar else "",
        senast=dates.visa_kort_dag(date.fromisoformat(svar["senast"])) if vantar else "",
        andrat=dates.visa_kort_dag(dates.svensk_dag(rad["andrat"])),
    )


KALKYL: Final = (
    Kalkylkolumn("Förslag", lambda rad: _visad(rad)["rubrik"] or "Utan namn", 60),
    Kalkylkolumn("Dnr", _dnr, 10),
    Kalkylkolumn("Medlem", lambda rad: rad["medlem"], 30),
    Kalkylkolumn("Slag", lambda rad: Insatstyp(typ).label if (typ := _visad(rad)["insatstyp"]) else "", 20),
    Kalkylkolumn("Läge", lambda rad: lage_i_ord(rad["status"], rad["utfall"])[0], 20),
    Kalkylkolumn("Tillfrågade", lambda rad: (rad["svar"] or {}).get("fragade"), 12),
    Kalkylkolumn("Har svarat", lambda rad: (rad["svar"] or {}).get("svarade"), 12),
    Kalkylkolumn("Söker, kr", lambda rad: Decimal(_visad(rad)["summa"] or 0), 16),
    Kalkylkolumn("Ändrat", lambda rad: dates.svensk_dag(rad["andrat"]), 12),
)


def tavlan(rader: Iterable[Forslagsrad], antal: Mapping[str, int], slug: str) -> list[Kolumn]:
    """The stages that hold something, in the order of the work; a stage that is full links to the list."""
    alla = list(rader)
    lista = reverse("beredning:lista", args=[slug])
    return [
        Kolumn(
            namn,
            text,
            antal[status],
            tuple([r for r in alla if r.status == status][:KORT_PER_LAGE]),
            f"{lista}?visa=lista&lage={status.value}" if antal[status] > KORT_PER_LAGE else "",
        )
        for status, (namn, text) in TAVLAN.items()
        if antal.get(status)
    ]


def lagesval(antal: Mapping[str, int]) -> list[tuple[str, str]]:
    """The filter's choices with how many there are in each."""
    oppna = sum(n for status, n in antal.items() if status not in AVSLUTADE)
    return [
        ("", f"Alla ({sum(antal.values())})"),
        ("oppna", f"Pågående ({oppna})"),
        *((s.value, f"{s.label} ({antal[s.value]})") for s in Forslagsstatus if antal.get(s.value)),
    ]
