"""How the register reads: greeting, to-do rows, the rule book."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from forbund.grund import dates, web
from forbund.register.models import Apinyckel, Forbund
from forbund.register.queries import Uppdragsrad


@dataclass(frozen=True)
class Uppgiftsrad:
    """A row of Att göra, ready to print."""

    nar: str
    sen: bool
    rubrik: str
    undertext: str
    lag_text: str
    lag_url: str
    url: str
    knapp: str
    forbund: str = ""


def uppgiftsrad(uppgift: web.Uppgift, idag: date, forbund: str = "") -> Uppgiftsrad:
    return Uppgiftsrad(
        nar=dates.visa_kort_dag(uppgift.senast) if uppgift.senast else "",
        sen=uppgift.senast is not None and uppgift.senast < idag,
        rubrik=uppgift.rubrik,
        undertext=uppgift.undertext,
        lag_text=uppgift.lag_text,
        lag_url=reverse("regelverk") + f"#{uppgift.regel}" if uppgift.regel else "",
        url=uppgift.url,
        knapp=uppgift.knapp,
        forbund=forbund,
    )


def uppgiftsrader(uppgifter: Iterable[web.Uppgift], idag: date) -> list[Uppgiftsrad]:
    return [uppgiftsrad(uppgift, idag) for uppgift in uppgifter]


def skrivna_texter(falt: Iterable[tuple[str, str]]) -> list[str]:
    """What a person wrote in words, out of all that a form carries."""
    return [varde for _, varde in falt if " " in varde.strip() and len(varde) > 10]


def halsning(nu: datetime, namn: str) -> str:
    """ "God morgon, Eva", by the clock of the förbund."""
    delar = ((5, "Hej"), (10, "God morgon"), (18, "Hej"), (24, "God kväll"))
    ord_ = next(text for slut, text in delar if nu.hour < slut)
    return f"{ord_}, {namn.split()[0]}"


def regelrader(regler: Iterable[Mapping[str, Any]], sok: str, slag: str) -> list[Mapping[str, Any]]:
    """The rules that match the words and the kind."""
    ord_ = sok.lower().split()
    return [
        regel
        for regel in regler
        if (not slag or slag in regel["slag"])
        and all(o in f"{regel['id']} {regel['rubrik']} {regel['text']} {regel['lagrum']}".lower() for o in ord_)
    ]


@dataclass(frozen=True)
class Nyckelrad:
    """An API key as its owner sees it; the key itself is not there to be shown."""

    pk: int
    namn: str
    forbund: str
    far: str
    period: str
    lage: str
    aktiv: bool


def nyckelrad(nyckel: Apinyckel) -> Nyckelrad:
    utgangen = nyckel.till < dates.idag()
    lage = "Återkallad" if nyckel.aterkallad else "Utgången" if utgangen else "Gäller"
    return Nyckelrad(
        nyckel.pk,
        nyckel.namn,
        nyckel.forbund.kortnamn,
        "läsa" if nyckel.endast_las else "läsa och lämna ställningstaganden",
        dates.visa_period(dates.svensk_dag(nyckel.skapad), nyckel.till),
        lage,
        lage == "Gäller",
    )


@dataclass(frozen=True)
class Forbundsval:
    namn: str
    undertext: str
    url: str


def forbundsval(forbund: Iterable[Forbund], rader: Iterable[Uppdragsrad]) -> list[Forbundsval]:
    """Förbund to choose between, with what one is there."""
    roller: dict[int, list[str]] = {}
    for rad in rader:
        roller.setdefault(rad.forbund_id, []).append(rad.roll.label)
    return [
        Forbundsval(f.namn, ", ".join(dict.fromkeys(roller.get(f.pk, []))) or f"säte {f.sate}", f.get_absolute_url())
        for f in forbund
    ]
