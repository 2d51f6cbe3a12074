"""Makers of the diarium's objects; the förbund is open."""

from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from forbund.diarium import actions
from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import OVRIGT, Riktning, Synlighet
from tests.factories import make_konto

_nummer = count(1)


def make_arende(**over: Any) -> Arende:
    return actions.registrera_arende(**{"slag": OVRIGT, "rubrik": f"Ärende {next(_nummer)}", "by": None, **over})


def make_fil(innehall: bytes = b"Ett vanligt brev.\n", namn: str = "brev.txt") -> ContentFile:
    return ContentFile(innehall, name=namn)


def make_handling(arende: Arende | None = None, **over: Any) -> Handling:
    """An inkommen letter in quarantine; `karantan` and `innehall` may be given."""
    innehall, namn = over.pop("innehall", b"Ett vanligt brev.\n"), over.pop("namn", "brev.txt")
    kontrollerad = over.pop("kontrollerad", True)
    falt = {
        "rubrik": f"Handling {next(_nummer)}",
        "riktning": Riktning.INKOMMEN,
        "motpart": "Region Norrbotten",
        "synlighet": Synlighet.STYRELSE,
    }
    handling = actions.ta_emot_fil(
        arende or make_arende(),
        make_fil(innehall, namn),
        **{**falt, "by": over.pop("by", None) or make_konto(), **over},
    )
    return actions.avsluta_karantan(handling.pk) if kontrollerad else handling
