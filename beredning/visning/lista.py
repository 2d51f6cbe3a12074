"""The beredning as a board of stages and as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from beredning.states import AVSLUTADE, Forslagsstatus, Utfall
from forbund.grund import dates
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


def forslagsrad(forslag: Any, slug: str) -> Forslagsrad:
    """A row of `queries.forslag_for_lista`; what was handed in shows its frozen text."""
    fryst: Mapping[str, Any] = forslag.fryst or {}
    lage, badge = lage_i_ord(forslag.status, forslag.utfall)
    typ = fryst.get("insatstyp", forslag.insatstyp)
    summa = Decimal(fryst["summa"]) if fryst else forslag.summa
    return Forslagsrad(
        rubrik=forslag.titel or "Utan namn",
        url=reverse("beredning:forslag", args=[slug, forslag.pk]),
        dnr=forslag.arende.dnr if forslag.arende else "",
        medlem=str(forslag.skapat_for),
        typ=Insatstyp(typ).label if typ else "",
        status=forslag.status,
        lage=lage,
        badge=badge,
        belopp=visa_belopp(summa) if summa else "",
        svar=f"{forslag.svarade} av {forslag.fragade}" if forslag.fragade else "",
        senast=dates.visa_kort_dag(forslag.svar_senast) if _vantar_pa_svar(forslag) else "",
        andrat=dates.visa_kort_dag(dates.svensk_dag(forslag.andrat)),
    )


def _vantar_pa_svar(forslag: Any) -> bool:
    return forslag.status == Forslagsstatus.STALLNINGSTAGANDEN and forslag.svar_senast is not None


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
