"""Justering: by when, by whom, and what it locks (R27, R28, R119)."""

from datetime import date, timedelta
from typing import Final

from forbund.grund.dates import Daterad, Frist, frist, visa_antal_dagar, visa_dag
from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import enligt, strukturell

# KL 5 kap. 69 §, in force since 1 January 2018.
JUSTERINGSDAGAR: Final = Daterad([(date(2018, 1, 1), 14)])


def sista_justeringsdag(sammantrade: date) -> date:
    """Fourteen days after the sammanträde. Not moved past days off: the unmoved day is the safe one."""
    return sammantrade + timedelta(days=JUSTERINGSDAGAR.vid(sammantrade))


@enligt("R27", "KL 5 kap. 69 §", slag="R")
def justeringsfrist(sammantrade: date, idag: date) -> Frist:
    """The last day for justering, and how many days are left."""
    return frist(sista_justeringsdag(sammantrade), idag)


@enligt("R27", "KL 5 kap. 69 §", slag="W")
def varning_sen_justering(sammantrade: date, idag: date) -> Varning | None:
    """A late justering is valid, but the reason is noted."""
    sista = sista_justeringsdag(sammantrade)
    if idag <= sista:
        return None
    return Varning(
        f"Protokollet skulle ha justerats senast {visa_dag(sista)}. "
        f"Det är {visa_antal_dagar((idag - sista).days)} för sent.",
        utvag="Justera nu, och skriv varför det blev sent. Justeringen gäller ändå.",
    )


@enligt("R28", "KL 5 kap. 69 §; arkivlagen", slag="H")
def require_ej_justerat(justerat: bool) -> None:
    """A justerat protokoll does not change."""
    if justerat:
        raise Regelbrott(
            "Protokollet är justerat och kan inte ändras.",
            utvag="Anteckna en rättelse bredvid paragrafen om det är ett skrivfel. Ändra beslutet genom ett nytt "
            "ärende.",
        )


@enligt("R119", "KL 5 kap. 69 §, praxis", slag="A")
def justerare_for_paragraf(
    leddes_av: int, justerare: frozenset[int], narvarande: frozenset[int], javiga: frozenset[int]
) -> frozenset[int]:
    """Who justerar a §: the one who led it, and the justerare who were present and not jäviga in it."""
    return frozenset({leddes_av}) | ((justerare & narvarande) - javiga)


@enligt("R119", "KL 5 kap. 69 §, praxis", slag="H")
def require_far_justera(behoriga: frozenset[int], uppdrag: int) -> None:
    """Only those may justera a §."""
    if uppdrag not in behoriga:
        raise Regelbrott(
            "Paragrafen justeras av den som ledde ärendet och av justerare som var närvarande och inte jäviga i det.",
            utvag="Du behöver inte göra något för den här paragrafen.",
        )


@enligt("R119", "KL 5 kap. 69 §, praxis", slag="H")
def require_far_justera_pa_papper(kan_sjalv: bool, namn: str) -> None:
    """A signature on paper is noted only for one who cannot justera by oneself.

    One was at the sammanträde, and justerar it also when the uppdrag has ended since; but the login ends with the
    uppdrag, and some have none.
    """
    if kan_sjalv:
        raise Regelbrott(
            f"{namn} har ett uppdrag i dag och ett eget konto, och justerar själv.",
            utvag="Påminn personen. En underskrift på papper antecknas bara för den som inte kan logga in.",
        )


def ar_justerad(behoriga: frozenset[int], har_justerat: frozenset[int]) -> bool:
    """Whether everyone who should has justerat the §."""
    return bool(behoriga) and behoriga <= har_justerat


@enligt("R119", "KL 5 kap. 69 §; TF 2 kap. 10 §", slag="H")
def require_justerad_for_utdrag(justerad: bool) -> None:
    """A protokollsutdrag is given out only of a justerad §."""
    if not justerad:
        raise Regelbrott(
            "Paragrafen är inte justerad. Ett utdrag lämnas ut först när den är det.",
            utvag="Vänta på justeringen, eller påminn dem som ska justera.",
        )


strukturell("R28", "KL 5 kap. 69 §", prov="tests/styrelse/test_models.py::test_a_justerat_protokoll_refuses_change")
