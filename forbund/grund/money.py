"""Amounts of money: `Decimal` kronor with two decimals, read and shown the Swedish way."""

import re
from decimal import Decimal
from typing import Final

HART_MELLANSLAG: Final = "\u00a0"
_ORE: Final = Decimal("0.01")
_FLEST_SIFFROR: Final = 12

_ENHET = re.compile(r"(?:kronor|kr|sek)\.?$|(?::-|,-)$", re.IGNORECASE)
_MINUS = re.compile("^[-\u2212\u2013]\\s*")
_TAL = re.compile(r"(?P<hela>\d+|\d{1,3}(?: \d{3})+|\d{1,3}(?:\.\d{3}){2,})(?:,(?P<ore>\d{1,2}))?")
_PUNKT_SOM_KOMMA = re.compile(r"(\d+|\d{1,3}(?: \d{3})+)\.(\d{1,2})")


def las_belopp(text: str) -> Decimal:
    """Read what a person typed: "1 410 000,50", "1410000", "-250 kr", "250:-".

    Raises ValueError, with a text to show, on anything that can be read two ways
    ("1.410") or whose groups are not of three digits.
    """
    rent = " ".join(text.split())
    negativt = _MINUS.match(rent)
    rent = _ENHET.sub("", _MINUS.sub("", rent)).strip()
    rent = _PUNKT_SOM_KOMMA.sub(r"\1,\2", rent) if _PUNKT_SOM_KOMMA.fullmatch(rent) else rent
    tal = _TAL.fullmatch(rent)
    if tal is None:
        raise ValueError("Skriv beloppet med siffror, till exempel 1 410 000 eller 1 410 000,50.")
    hela = re.sub("[ .]", "", tal["hela"]).lstrip("0")
    if len(hela) > _FLEST_SIFFROR:
        raise ValueError("Beloppet är för stort. Kontrollera antalet siffror.")
    belopp = Decimal(f"{hela or '0'}.{tal['ore'] or '0'}").quantize(_ORE)
    return -belopp if negativt and belopp else belopp


def visa_tal(belopp: Decimal) -> str:
    """Show an amount without unit: "1 410 000", "1 410 000,50"; no-break spaces, öre only if any."""
    avrundat = belopp.quantize(_ORE)
    ore = "" if avrundat == avrundat.to_integral_value() else f",{abs(avrundat) % 1 * 100:02.0f}"
    hela = f"{int(abs(avrundat)):,}".replace(",", HART_MELLANSLAG)
    minus = "\u2212" if avrundat < 0 else ""
    return f"{minus}{hela}{ore}"


def visa_belopp(belopp: Decimal) -> str:
    """Show an amount with its unit: "1 410 000 kr"."""
    return f"{visa_tal(belopp)}{HART_MELLANSLAG}kr"
