from decimal import Decimal

import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules.beslut import require_belopp, require_finansiering

MILJON = Decimal("1000000")


@pytest.mark.regel("R43", sida="sista_tillatna")
def test_every_amount_names_its_financing():
    require_finansiering([(2027, MILJON, "budget 2027, insatser"), (2028, Decimal(0), "")])


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_an_amount_without_financing_is_refused():
    with pytest.raises(Regelbrott) as fel:
        require_finansiering([(2027, MILJON, "budget 2027"), (2028, MILJON, " ")])
    assert fel.value.text == ("Beslutet säger inte hur utgiften ska finansieras: 1\u00a0000\u00a0000\u00a0kr för 2028.")
    assert (fel.value.regel, fel.value.lagrum) == ("R43", "KL 11 kap. 15 §")


def test_a_decision_without_amounts_needs_none():
    require_finansiering([])


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_a_grant_without_amounts_is_refused():
    with pytest.raises(Regelbrott) as fel:
        require_belopp(avser_utgift=True, antal=0)
    assert (fel.value.regel, fel.value.lagrum) == ("R43", "KL 11 kap. 15 §")


@pytest.mark.regel("R43", sida="sista_tillatna")
@pytest.mark.parametrize(("avser_utgift", "antal"), [(True, 1), (False, 0)])
def test_one_amount_is_enough_and_an_arende_about_other_things_needs_none(avser_utgift, antal):
    require_belopp(avser_utgift, antal)
