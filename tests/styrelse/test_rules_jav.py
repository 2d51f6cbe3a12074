import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules import jav

TRE = frozenset({1, 2, 3})


@pytest.mark.regel("R23", sida="ena")
def test_all_are_asked_once():
    assert jav.ska_tillfragas_om_jav(TRE, frozenset()) == TRE


@pytest.mark.regel("R23", sida="andra")
def test_one_who_comes_later_is_asked_then():
    assert jav.ska_tillfragas_om_jav(TRE | {4}, TRE) == {4}


def test_the_javig_is_out_of_the_rostlangd_of_that_arende():
    assert jav.rostlangd(TRE, frozenset({2, 9})) == {1, 3}
    assert jav.rostlangd(TRE, frozenset()) == TRE


@pytest.mark.regel("R23", sida="sista_tillatna")
def test_one_who_is_not_javig_takes_part():
    jav.require_ej_javig(frozenset({2}), 1)


@pytest.mark.regel("R23", sida="forsta_vagrade")
def test_a_javig_does_not_take_part():
    with pytest.raises(Regelbrott) as fel:
        jav.require_ej_javig(frozenset({2}), 2)
    assert (fel.value.regel, fel.value.lagrum) == ("R23", "KL 6 kap. 30 §")


@pytest.mark.regel("R24", sida="sista_tillatna")
def test_the_arende_goes_on_when_every_question_is_settled():
    jav.require_javsfraga_avgjord(0)


@pytest.mark.regel("R24", sida="forsta_vagrade")
def test_the_arende_stops_at_an_open_question():
    with pytest.raises(Regelbrott) as fel:
        jav.require_javsfraga_avgjord(1)
    assert fel.value.text == "Styrelsen har inte avgjort alla frågor om jäv i ärendet: 1 återstår."


def test_the_decision_on_jav_has_a_reason():
    jav.require_skal_i_javsfraga("Chef för den sökande enheten.")
    with pytest.raises(Regelbrott):
        jav.require_skal_i_javsfraga(" \n")


@pytest.mark.regel("R24", sida="sista_tillatna")
def test_the_one_concerned_takes_part_only_when_nothing_else_works():
    jav.require_far_prova_jav(2, 2, beslutfor_utan=False, ersattare_kan_kallas=False)
    jav.require_far_prova_jav(1, 2, beslutfor_utan=True, ersattare_kan_kallas=True)


@pytest.mark.regel("R24", sida="forsta_vagrade")
@pytest.mark.parametrize(("beslutfor", "ersattare"), [(True, False), (False, True), (True, True)])
def test_the_one_concerned_is_out_when_others_can_decide(beslutfor, ersattare):
    with pytest.raises(Regelbrott):
        jav.require_far_prova_jav(2, 2, beslutfor_utan=beslutfor, ersattare_kan_kallas=ersattare)
