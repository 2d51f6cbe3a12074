"""What a decision must say (R43)."""

from collections.abc import Iterable
from decimal import Decimal

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt
from forbund.grund.money import visa_belopp


@enligt("R43", "KL 11 kap. 15 §", slag="H")
def require_finansiering(belopp: Iterable[tuple[int, Decimal, str]]) -> None:
    """A decision on spending says how each amount is financed. `belopp` are (year, amount, financing)."""
    utan = [(ar, kronor) for ar, kronor, finansiering in belopp if kronor and not finansiering.strip()]
    if utan:
        rader = ", ".join(f"{visa_belopp(kronor)} för {ar}" for ar, kronor in utan)
        raise Regelbrott(
            f"Beslutet säger inte hur utgiften ska finansieras: {rader}.",
            utvag="Ange varifrån pengarna tas, till exempel årets budget för insatser eller eget kapital.",
        )
