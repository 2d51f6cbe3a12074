"""To reserve oneself against a decision (R25)."""

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt


@enligt("R25", "KL 4 kap. 27 §", slag="H")
def require_har_deltagit(deltog: frozenset[int], uppdrag: int) -> None:
    """Only one who took part in deciding reserves; one who abstained may have a note taken (a reading)."""
    if uppdrag not in deltog:
        raise Regelbrott(
            "Bara den som har deltagit i avgörandet får reservera sig mot beslutet.",
            utvag="Lämna en protokollsanteckning i stället, om du vill att din mening ska synas.",
        )


@enligt("R25", "KL 4 kap. 27 §", slag="H")
def require_reservation_i_tid(sammantradet_avslutat: bool) -> None:
    """A reservation is announced before the sammanträde ends."""
    if sammantradet_avslutat:
        raise Regelbrott(
            "Sammanträdet är avslutat. En reservation anmäls innan dess.",
            utvag="Det går inte längre att reservera sig. Den som är missnöjd kan väcka ett nytt ärende.",
        )


@enligt("R25", "KL 4 kap. 27 §, praxis", slag="H")
def require_motivering_i_tid(justerat: bool) -> None:
    """The written ground of an announced reservation is handed in before the § is justerad."""
    if justerat:
        raise Regelbrott(
            "Paragrafen är justerad. En skriftlig motivering lämnas innan dess.",
            utvag="Reservationen gäller ändå, utan motivering.",
        )
