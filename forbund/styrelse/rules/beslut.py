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


@enligt("R43", "KL 11 kap. 15 §", slag="H")
def require_belopp(avser_utgift: bool, antal: int) -> None:
    """A decision that grants money in an ärende about money says how much; `antal` counts its amounts.

    The paragraph ties the anvisning to the expense: without an amount there is nothing to point out financing for, and
    the decision would grant by its words alone what no bevillning stands behind. The sum in an att-sats is text, which
    nothing is paid by. So it is a hinder and no warning; but it stops the bifall only, since the board may still
    avslå, återremittera, bordlägga, or decide an ändring with amounts.
    """
    if avser_utgift and not antal:
        raise Regelbrott(
            "Beslutet beviljar pengar men anger inga belopp, och då framgår det inte vad som ska finansieras.",
            utvag="Ange belopp för varje år och hur de finansieras, i förslaget eller i ett ändringsyrkande.",
        )
