"""Who serves, and whose seat each fills (R07)."""

import pytest

from forbund.grund.errors import require_skal
from forbund.styrelse.rules.tjanstgoring import ersattare_i_tur, tjanstgorande, varning_annan_ersattare

LEDAMOTER = [1, 2, 3]
INGA: frozenset[int] = frozenset()


def alla(*ids: int) -> frozenset[int]:
    return frozenset(ids)


def test_present_ledamoter_fill_their_own_seats():
    assert tjanstgorande(LEDAMOTER, {}, alla(1, 3, 8), INGA) == {1: 1, 3: 3}


def test_a_called_in_ersattare_fills_the_seat_also_when_the_ledamot_has_come():
    assert tjanstgorande(LEDAMOTER, {8: 2}, alla(1, 2, 3, 8), INGA) == {8: 2, 1: 1, 3: 3}


def test_the_javiga_are_out_and_a_waiting_ledamot_takes_the_seat_of_a_javig_ersattare():
    assert tjanstgorande(LEDAMOTER, {8: 2}, alla(1, 2, 3, 8), alla(3, 8)) == {1: 1, 2: 2}


def test_a_called_in_ersattare_who_has_left_fills_no_seat():
    assert tjanstgorande(LEDAMOTER, {8: 2}, alla(1, 3), INGA) == {1: 1, 3: 3}


ERSATTARE = [(8, 20, 2), (9, 20, 1), (7, 30, 1)]


@pytest.mark.parametrize(
    ("medlem", "lediga", "i_tur"), [(20, alla(7, 8, 9), 9), (20, alla(7, 8), 8), (20, alla(7), None)]
)
def test_the_next_ersattare_is_of_the_same_medlem_and_first_in_order(medlem, lediga, i_tur):
    assert ersattare_i_tur(medlem, ERSATTARE, lediga) == i_tur


def test_the_one_who_is_next_gives_no_warning():
    assert varning_annan_ersattare(9, 9) is None


@pytest.mark.regel("R07", sida="med_skal")
def test_another_order_passes_with_a_reason():
    skal = {"R07": "Styrelsens beslut § 4/2025"}
    assert require_skal([varning_annan_ersattare(9, 8)], skal) == skal


@pytest.mark.regel("R07", sida="utan_skal")
@pytest.mark.parametrize(
    ("i_tur", "text"),
    [
        (9, "En annan ersättare från samma medlem står före i ordningen."),
        (None, "Ingen ersättare från samma medlem är ledig, och den här kommer från en annan medlem."),
    ],
)
def test_another_order_is_a_warning(i_tur, text):
    varning = varning_annan_ersattare(i_tur, 8)
    assert varning is not None
    assert (varning.text, varning.regel) == (text, "R07")
