"""Rules of the register: who reads, by which mandate, and that the förbund are apart (R63, R70, R73)."""

from datetime import date
from typing import Final

from forbund.grund.dates import visa_dag
from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt, strukturell

# Those who audit, and those who audit on a revisor's behalf.
_REVISION: Final = frozenset({"revisor", "sakkunnig"})
_LOGGAS: Final = _REVISION | {"granskare"}


@enligt("R70", "KL 12 kap. 9 §; FK-2024 30–38 §§ (förslag)", slag="H")
def require_lasmandat(fran: date, till: date, grund: str) -> None:
    """A granskningsmandat has a basis in law, and a last day that is not before its first."""
    if not grund.strip():
        raise Regelbrott(
            "Mandatet saknar rättslig grund.",
            utvag="Skriv vilken lag eller vilket beslut granskningen vilar på.",
            falt={"grund": "Skriv vilken lag eller vilket beslut granskningen vilar på."},
        )
    if till < fran:
        raise Regelbrott(
            f"Mandatets sista dag, {visa_dag(till)}, ligger före den första, {visa_dag(fran)}.",
            utvag="Ange en sista dag som ligger efter den första.",
            falt={"till": "Ange en sista dag som ligger efter den första."},
        )


@enligt("R70", "KL 12 kap. 9 §; FK-2024 30–38 §§ (förslag)", slag="H")
def require_mandat_i_kraft(fran: date, till: date, idag: date) -> None:
    """A granskare reads from the first day of the mandate to its last, both included."""
    if not fran <= idag <= till:
        raise Regelbrott(
            f"Granskningsmandatet gäller {visa_dag(fran)}–{visa_dag(till)} och ger ingen läsbehörighet i dag.",
            utvag="Be den som gav mandatet om ett nytt.",
        )


@enligt("R70", "KL 12 kap. 9 §; FK-2024 30–38 §§ (förslag)", slag="H")
def require_ingen_granskning(granskar: bool) -> None:
    """Nothing is changed under a granskningsmandat."""
    if granskar:
        raise Regelbrott(
            "Du läser med granskningsmandat och kan inte ändra något.",
            utvag="Framför dina synpunkter till förbundet på annat sätt.",
        )


@enligt("R63", "KL 12 kap. 8–9 §§", slag="A")
def far_lasa_allt(roll: str) -> bool:
    """Whether the role reads every handling and the whole economy at any time: revisor and sakkunnig do.

    A part's draft that has not been handed in is not a handling of the förbund (R115).
    """
    return roll in _REVISION


@enligt("R63", "KL 12 kap. 8–9 §§", slag="A")
def lasning_loggas(roll: str) -> bool:
    """Whether reading is logged: for those who audit and supervise, and for no others."""
    return roll in _LOGGAS


strukturell("R73", "FL 4 §", prov="tests/grund/test_tenancy.py::test_in_forbund_sees_own_rows_only")
