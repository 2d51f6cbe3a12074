"""Rules of the register."""

from datetime import date

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt


@enligt("R70", "FK-2024 30–38 §§ (förslag); KL 12 kap. 9 §", slag="H")
def require_lasmandat(fran: date, till: date, grund: str) -> None:
    """A granskningsmandat has a basis in law and a last day."""
    if not grund.strip() or till < fran:
        raise Regelbrott("Mandatet saknar rättslig grund eller slutdag.")
