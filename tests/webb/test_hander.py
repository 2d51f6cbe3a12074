"""The keyboard of the tests sees what a person would see: focus that hides, and controls too far away."""

import pytest
from playwright.sync_api import expect

from tests.webb.hander import FLEST_TABBAR, Tangentbord

SIDA = "<main>{lankar}<button style='{stil}' onclick='this.textContent = `Tryckt`'>Tryck</button></main>"
LANK = "<a href='#'>Länk</a>"


@pytest.fixture
def hand(webblasare):
    """Opens a page of so many links and a button."""
    flik = webblasare.new_context()

    def sida(lankar: int, stil: str = "") -> Tangentbord:
        sida = flik.new_page()
        sida.set_content(SIDA.format(lankar=LANK * lankar, stil=stil))
        return Tangentbord(sida)

    yield sida
    flik.close()


def test_a_button_within_reach_is_pressed(hand):
    h = hand(FLEST_TABBAR - 1)
    h.tryck(h.knapp("Tryck"))
    expect(h.knapp("Tryckt")).to_be_focused()


@pytest.mark.parametrize(
    ("lankar", "stil", "fel"),
    [(FLEST_TABBAR, "", "nås inte"), (0, "outline: none", "syns inte"), (0, "position: fixed; top: -99px", "utanför")],
)
def test_what_a_person_could_not_do_fails(hand, lankar, stil, fel):
    h = hand(lankar, stil)
    with pytest.raises(AssertionError, match=fel):
        h.tryck(h.knapp("Tryck"))
