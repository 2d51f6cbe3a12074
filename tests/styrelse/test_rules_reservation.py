import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules import reservation


@pytest.mark.regel("R25", sida="sista_tillatna")
def test_one_who_took_part_reserves_before_the_end():
    reservation.require_har_deltagit(frozenset({1, 2}), 2)
    reservation.require_reservation_i_tid(sammantradet_avslutat=False)
    reservation.require_motivering_i_tid(justerat=False)


@pytest.mark.regel("R25", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("akt", "varden", "text"),
    [
        (reservation.require_har_deltagit, (frozenset({1, 2}), 3), "Bara den som har deltagit"),
        (reservation.require_reservation_i_tid, (True,), "Sammanträdet är avslutat."),
        (reservation.require_motivering_i_tid, (True,), "Paragrafen är justerad."),
    ],
)
def test_a_late_or_foreign_reservation_is_refused(akt, varden, text):
    with pytest.raises(Regelbrott) as fel:
        akt(*varden)
    assert (fel.value.regel, fel.value.text[: len(text)]) == ("R25", text)
