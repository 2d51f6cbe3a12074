"""The call to a sammanträde, and who may put an ärende on the agenda (R12, R13)."""

from datetime import date, timedelta
from typing import Final

from forbund.grund.dates import visa_antal_dagar, visa_dag
from forbund.grund.errors import Varning
from forbund.grund.lagrum import enligt

# Practice; the law has no time for a board. The förbundsordning or arbetsordning may say another.
KALLELSEDAGAR: Final = 7

_LEDAMOTER: Final = frozenset({"ordforande", "vice", "ledamot"})


def sista_kallelsedag(sammantrade: date, dagar: int) -> date:
    """The last day on which the call is in time."""
    return sammantrade - timedelta(days=dagar)


@enligt("R12", "Arbetsordningen; KL 6 kap. 17 § andra stycket", slag="W")
def varning_sen_kallelse(kallad: date, sammantrade: date, dagar: int) -> Varning | None:
    """The call goes out at least `dagar` days before the sammanträde."""
    sista = sista_kallelsedag(sammantrade, dagar)
    if kallad <= sista:
        return None
    return Varning(
        f"Kallelsen skulle ha gått ut senast {visa_dag(sista)}, {visa_antal_dagar(dagar)} före sammanträdet. "
        f"Nu är det {visa_antal_dagar((sammantrade - kallad).days)} kvar.",
        utvag="Flytta sammanträdet, eller skriv varför kallelsen går ut sent.",
    )


@enligt("R12", "KL 6 kap. 17 § andra stycket", slag="W")
def varning_fore_kallad_dag(idag: date, sammantrade: date) -> Varning | None:
    """Everyone is told the time; a sammanträde opened before its day is one that nobody away knows of."""
    if idag >= sammantrade:
        return None
    return Varning(
        f"Kallelsen gäller {visa_dag(sammantrade)}. Den som inte är här vet inte att sammanträdet hålls redan nu.",
        utvag="Vänta till sammanträdesdagen, eller skriv varför ni öppnar tidigare och hur alla har fått veta det.",
    )


@enligt("R12", "KL 6 kap. 17 § andra stycket", slag="A")
def mottagare_av_kallelse(
    ledamoter: frozenset[int], ersattare: frozenset[int], ovriga: frozenset[int]
) -> frozenset[int]:
    """Everyone who is told time and place: every ledamot, every ersättare, and those invited besides."""
    return ledamoter | ersattare | ovriga


@enligt("R13", "KL 4 kap. 20–21 §§; FL 9 § 5", slag="A")
def far_vacka_arende(
    roll: str, *, tjanstgor: bool = False, ror_granskningen: bool = False, medlem_har_initiativratt: bool = False
) -> bool:
    """Whether a person with that role may put an ärende on the agenda.

    A ledamot always, also at the meeting; a serving ersättare as a ledamot; a
    revisor on the audit; a medlem where the förbundsordning gives the right.
    """
    return (
        roll in _LEDAMOTER
        or (roll == "ersattare" and tjanstgor)
        or (roll == "revisor" and ror_granskningen)
        or (roll == "medlemsrepresentant" and medlem_har_initiativratt)
    )


@enligt("R13", "KL 4 kap. 20–21 §§", slag="A")
def far_stryka_punkt(vackt_av: int | None, uppdrag: int) -> bool:
    """Whether a point may be taken off the agenda: one raised by somebody only by that person.

    Neither office nor chair can refuse it; the board may decide, bordlägga or återremittera.
    """
    return vackt_av is None or vackt_av == uppdrag
