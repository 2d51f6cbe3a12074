"""Makers of the board's objects. All want the förbund to be open."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from forbund.diarium import actions as diarium
from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import Karantan, Riktning, Synlighet
from forbund.grund import dates
from forbund.register.models import Uppdrag
from forbund.register.states import Roll
from forbund.styrelse.models import (
    Beslut,
    Beslutsbelopp,
    Beslutsdeltagare,
    Motesjusterare,
    Narvaro,
    Omrostning,
    Protokoll,
    Punkt,
    Rost,
    Rostlangdsrad,
    Sammantrade,
    Yrkande,
)
from forbund.styrelse.states import Beslutssatt, Beslutsutfall, Protokollsstatus, Rostval, Yrkandeslag
from tests.factories import make_medlem, make_uppdrag


def make_ledamot(roll: Roll = Roll.LEDAMOT, **over: Any) -> Uppdrag:
    """A seat on the board, for a medlem of its own unless one is given."""
    return make_uppdrag(roll, over.pop("person", None), **{"medlem": over.pop("medlem", None) or make_medlem(), **over})


def make_sammantrade(*, om_dagar: int = 14, punkter: int = 0, **over: Any) -> Sammantrade:
    """A sammanträde at nine, `om_dagar` from today, with that many points of övriga ärenden."""
    start = dates.lokal(dates.idag() + timedelta(days=om_dagar), datetime.min.time().replace(hour=9))
    sammantrade = Sammantrade.objects.create(**{"start": start, "plats": "Kommunhuset", **over})
    for _ in range(punkter):
        make_punkt(sammantrade)
    return sammantrade


def make_arende(**over: Any) -> Arende:
    return diarium.registrera_arende(**{"slag": "ovrigt", "rubrik": "Rapport om läget", "by": None, **over})


def make_handling(arende: Arende | None = None, **over: Any) -> Handling:
    arende = arende or make_arende()
    falt = {
        "nummer": arende.handlingar.count() + 1,
        "rubrik": "Tjänsteskrivelse",
        "riktning": Riktning.UPPRATTAD,
        "datum": dates.idag(),
        "filnamn": "skrivelse.pdf",
        "medietyp": "application/pdf",
        "sha256": "b" * 64,
        "storlek": 1,
        "synlighet": Synlighet.STYRELSE,
        "karantan": Karantan.REN,
    }
    return Handling.objects.create(arende=arende, **{**falt, **over})


def make_punkt(sammantrade: Sammantrade | None = None, **over: Any) -> Punkt:
    sammantrade = sammantrade or make_sammantrade()
    falt: dict[str, Any] = {
        "slag": "arende",
        "rubrik": "Rapport om läget",
        "att_satser": ["lägga rapporten till handlingarna"],
    }
    if over.get("slag", "arende") == "arende" and "arende" not in over:
        falt["arende"] = make_arende(rubrik=over.get("rubrik", falt["rubrik"]))
    falt["ordning"] = sammantrade.punkter.count() + 1
    return Punkt.objects.create(sammantrade=sammantrade, **{**falt, **over})


def make_narvaro(sammantrade: Sammantrade, uppdrag: Uppdrag, **over: Any) -> Narvaro:
    return Narvaro.objects.create(sammantrade=sammantrade, uppdrag=uppdrag, **{"fran": dates.nu(), **over})


def make_yrkande(punkt: Punkt, uppdrag: Uppdrag, **over: Any) -> Yrkande:
    falt = {"slag": Yrkandeslag.BIFALL, "framstallt": dates.nu()}
    return Yrkande.objects.create(punkt=punkt, uppdrag=uppdrag, **{**falt, **over})


def make_omrostning(punkt: Punkt, rostande: list[Uppdrag], **over: Any) -> Omrostning:
    falt = {"fraga_ja": "bifall", "fraga_nej": "avslag", "begard_av": rostande[0], "oppnad": dates.nu()}
    omrostning = Omrostning.objects.create(punkt=punkt, **{**falt, **over})
    for uppdrag in rostande:
        Rostlangdsrad.objects.create(omrostning=omrostning, uppdrag=uppdrag, for_medlem=uppdrag.medlem)
    return omrostning


def make_rost(rad: Rostlangdsrad, val: Rostval = Rostval.JA, **over: Any) -> Rost:
    return Rost.objects.create(rad=rad, val=val, **{"avgiven": dates.nu(), **over})


def make_beslut(punkt: Punkt, ordforande: Uppdrag, *, belopp: Decimal | None = None, **over: Any) -> Beslut:
    falt = {"utfall": Beslutsutfall.BIFALL, "satt": Beslutssatt.ACKLAMATION, "klubbat": dates.nu()}
    beslut = Beslut.objects.create(punkt=punkt, ordforande=ordforande, **{**falt, "att_satser": ["bifalla"], **over})
    Beslutsdeltagare.objects.create(beslut=beslut, uppdrag=ordforande, for_medlem=ordforande.medlem)
    if belopp is not None:
        Beslutsbelopp.objects.create(beslut=beslut, ar=2026, belopp=belopp, finansiering="årets budget")
    return beslut


def make_protokoll(sammantrade: Sammantrade, *, justerat: bool = False, **over: Any) -> Protokoll:
    falt: dict[str, Any] = {"fakta": {"punkter": []}, "sha256": "a" * 64}
    if justerat:
        falt |= {"status": Protokollsstatus.JUSTERAT, "utsant": dates.nu(), "justerat": dates.nu()}
    return Protokoll.objects.create(sammantrade=sammantrade, **{**falt, **over})


def make_justerare(sammantrade: Sammantrade, uppdrag: Uppdrag) -> Motesjusterare:
    return Motesjusterare.objects.create(sammantrade=sammantrade, uppdrag=uppdrag)
