import pytest
from hypothesis import given
from hypothesis import strategies as st

from forbund.grund.errors import Regelbrott, VarningUtanSkal, require_skal
from forbund.styrelse.rules import narvaro
from tests import orakel


@pytest.mark.parametrize(
    ("platser", "minst"),
    [(3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (8, 5), (9, 5), (12, 7), (15, 8), (16, 9)],
)
def test_quorum_is_more_than_half_of_the_seats(platser, minst):
    assert narvaro.quorum(platser) == minst


@given(st.integers(1, 60), st.data())
def test_quorum_agrees_with_counting_pairs(platser, val):
    narvarande = val.draw(st.integers(0, platser))
    assert narvaro.ar_beslutfor(narvarande, platser) == orakel.beslutfor(narvarande, platser)


@pytest.mark.regel("R14", sida="sista_tillatna")
@pytest.mark.parametrize(("narvarande", "platser"), [(3, 4), (4, 7), (5, 8), (16, 16)])
def test_just_enough_are_present(narvarande, platser):
    narvaro.require_beslutfor(narvarande, platser)


@pytest.mark.regel("R14", sida="forsta_vagrade")
@pytest.mark.parametrize(("narvarande", "platser"), [(2, 4), (3, 7), (4, 8), (0, 1)])
def test_one_too_few_is_refused(narvarande, platser):
    with pytest.raises(Regelbrott) as fel:
        narvaro.require_beslutfor(narvarande, platser)
    assert (fel.value.regel, fel.value.lagrum) == ("R14", "KL 6 kap. 27 §")


def test_the_refusal_tells_the_numbers():
    with pytest.raises(Regelbrott) as fel:
        narvaro.require_beslutfor(2, 4)
    assert fel.value.text == (
        "Styrelsen är inte beslutför: 2 av 4 platser är fyllda i det här ärendet, och det behövs minst 3."
    )


@pytest.mark.regel("R118", sida="utan_skal")
def test_serving_in_a_point_that_was_open_needs_a_reason():
    varning = narvaro.varning_sen_ankomst(frozenset({1, 2}), 2)
    with pytest.raises(VarningUtanSkal) as fel:
        require_skal([varning], {})
    assert [v.regel for v in fel.value.varningar] == ["R118"]


@pytest.mark.regel("R118", sida="med_skal")
def test_serving_in_a_point_that_was_open_passes_with_a_reason():
    varning = narvaro.varning_sen_ankomst(frozenset({1, 2}), 2)
    assert require_skal([varning], {"R118": "Arbetsordningen 4 §."}) == {"R118": "Arbetsordningen 4 §."}


def test_serving_from_the_next_point_does_not_warn():
    assert narvaro.varning_sen_ankomst(frozenset({1, 2}), 3) is None


@pytest.mark.parametrize(
    ("har_lamnat", "jav", "varnar"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_coming_back_warns_except_after_jav(har_lamnat, jav, varnar):
    assert (narvaro.varning_aterkomst(har_lamnat, jav) is not None) == varnar
