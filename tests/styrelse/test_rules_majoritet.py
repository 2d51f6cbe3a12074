from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules import majoritet
from forbund.styrelse.rules.majoritet import Majoritetsbas, Utfall
from tests import orakel

TVA_TREDJEDELAR = (2, 3)
ROSTER = st.lists(st.sampled_from(["ja", "nej", "avstar"]), max_size=20)


@pytest.mark.regel("R21", sida="ena")
def test_most_votes_win():
    assert majoritet.utfall_enkel(3, 2, None) is Utfall.JA
    assert majoritet.utfall_enkel(1, 2, Utfall.JA) is Utfall.NEJ


@pytest.mark.regel("R21", sida="andra")
@pytest.mark.parametrize("rost", list(Utfall))
def test_on_a_tie_the_vote_of_the_one_who_leads_decides(rost):
    assert majoritet.utfall_enkel(2, 2, rost) is rost
    assert majoritet.utslagsrost_kravs(2, 2) is True
    assert majoritet.utslagsrost_kravs(3, 2) is False


@pytest.mark.regel("R19", sida="sista_tillatna")
def test_the_one_who_leads_may_abstain_while_the_others_decide():
    majoritet.require_utslagsrost(2, 1, None)
    majoritet.require_utslagsrost(2, 2, Utfall.NEJ)


@pytest.mark.regel("R19", sida="forsta_vagrade")
@pytest.mark.parametrize("lika", [0, 1, 2])
def test_the_one_who_leads_must_vote_on_a_tie(lika):
    with pytest.raises(Regelbrott) as fel:
        majoritet.utfall_enkel(lika, lika, None)
    assert (fel.value.regel, fel.value.lagrum) == ("R19", "KL 4 kap. 25 § andra stycket")
    assert fel.value.text == f"Rösterna är lika, {lika} mot {lika}, och den som leder ärendet har inte röstat."


@given(ROSTER, st.sampled_from([None, "ja", "nej"]))
@example(["ja", "nej"], None)
@example([], "nej")
def test_simple_majority_agrees_with_striking_pairs(roster, ledaren):
    alla = roster + ([ledaren] if ledaren else [])
    vantat = orakel.enkel(alla, ledaren)
    rost = Utfall(ledaren) if ledaren else None
    if vantat is None:
        with pytest.raises(Regelbrott):
            majoritet.utfall_enkel(alla.count("ja"), alla.count("nej"), rost)
    else:
        assert majoritet.utfall_enkel(alla.count("ja"), alla.count("nej"), rost).value == vantat


@pytest.mark.regel("R22", sida="sista_tillatna")
@pytest.mark.parametrize(("ja", "narvarande"), [(5, 7), (4, 6), (6, 8), (6, 9), (1, 1)])
def test_two_thirds_of_those_present_is_reached(ja, narvarande):
    assert majoritet.utfall_kvalificerad(ja, narvarande, TVA_TREDJEDELAR) is Utfall.JA


@pytest.mark.regel("R22", sida="forsta_vagrade")
@pytest.mark.parametrize(("ja", "narvarande"), [(4, 7), (3, 6), (5, 8), (5, 9), (0, 0)])
def test_one_vote_short_of_two_thirds_is_no(ja, narvarande):
    assert majoritet.utfall_kvalificerad(ja, narvarande, TVA_TREDJEDELAR) is Utfall.NEJ


@given(st.integers(1, 40), st.data())
def test_a_qualified_majority_agrees_with_trying_each_number(narvarande, val):
    namnare = val.draw(st.integers(1, 10))
    taljare = val.draw(st.integers(1, namnare))
    ja = val.draw(st.integers(0, narvarande))
    nadd = orakel.kvalificerad(ja, narvarande, Fraction(taljare, namnare))
    assert (majoritet.utfall_kvalificerad(ja, narvarande, (taljare, namnare)) is Utfall.JA) == nadd
    assert (ja >= majoritet.roster_som_kravs(narvarande, (taljare, namnare))) == nadd


def test_unanimity_is_a_share_too():
    assert majoritet.utfall_kvalificerad(7, 7, (1, 1)) is Utfall.JA
    assert majoritet.utfall_kvalificerad(6, 7, (1, 1)) is Utfall.NEJ


def test_only_the_listed_kinds_ask_for_a_share():
    tabell = {"budget": (2, 3)}
    assert majoritet.kravd_andel("budget", tabell) == (2, 3)
    assert majoritet.kravd_andel("insatsforslag", tabell) is None


@pytest.mark.parametrize(
    ("bas", "antal"), [(Majoritetsbas.NARVARANDE, 7), (Majoritetsbas.AVGIVNA, 6), (Majoritetsbas.PLATSER, 8)]
)
def test_the_forbundsordning_may_name_another_base(bas, antal):
    assert majoritet.underlag_for_andel(bas, narvarande=7, avgivna=6, platser=8) == antal


@pytest.mark.regel("R22", sida="sista_tillatna")
def test_a_qualified_majority_is_shown_by_votes_or_by_noted_agreement():
    majoritet.require_visad_majoritet(omrostning=True, enighet_antecknad=False)
    majoritet.require_visad_majoritet(omrostning=False, enighet_antecknad=True)


@pytest.mark.regel("R22", sida="forsta_vagrade")
def test_a_qualified_majority_is_not_shown_by_acclamation_alone():
    with pytest.raises(Regelbrott) as fel:
        majoritet.require_visad_majoritet(omrostning=False, enighet_antecknad=False)
    assert fel.value.regel == "R22"
