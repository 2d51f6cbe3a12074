from datetime import date

import pytest

from forbund.grund.errors import Regelbrott, VarningUtanSkal, require_skal
from forbund.styrelse.rules import justering

MOTE = date(2026, 11, 12)


def test_justering_is_within_fourteen_days():
    assert justering.sista_justeringsdag(MOTE) == date(2026, 11, 26)


def test_the_last_day_is_not_moved_past_a_day_off():
    assert justering.sista_justeringsdag(date(2026, 12, 10)) == date(2026, 12, 24)


def test_the_fourteen_days_count_from_the_day_the_law_came_into_force():
    assert justering.sista_justeringsdag(date(2018, 1, 1)) == date(2018, 1, 15)
    with pytest.raises(LookupError):
        justering.sista_justeringsdag(date(2017, 12, 31))


@pytest.mark.regel("R27", sida="dagen_fore")
def test_the_day_before_one_day_is_left():
    lage = justering.justeringsfrist(MOTE, date(2026, 11, 25))
    assert (lage.sista, lage.kvar, lage.passerad) == (date(2026, 11, 26), 1, False)


@pytest.mark.regel("R27", sida="pa_dagen")
def test_on_the_day_it_is_still_in_time():
    lage = justering.justeringsfrist(MOTE, date(2026, 11, 26))
    assert (lage.kvar, lage.passerad) == (0, False)
    assert justering.varning_sen_justering(MOTE, date(2026, 11, 26)) is None


@pytest.mark.regel("R27", sida="dagen_efter")
def test_the_day_after_it_is_late():
    lage = justering.justeringsfrist(MOTE, date(2026, 11, 27))
    assert (lage.kvar, lage.passerad) == (-1, True)


@pytest.mark.regel("R27", sida="utan_skal")
def test_a_late_justering_needs_a_reason():
    with pytest.raises(VarningUtanSkal) as fel:
        require_skal([justering.varning_sen_justering(MOTE, date(2026, 11, 27))], {"R12": "fel regel"})
    assert fel.value.text == ("Protokollet skulle ha justerats senast 26 november 2026. Det är 1 dag för sent.")


@pytest.mark.regel("R27", sida="med_skal")
def test_a_late_justering_is_valid_with_a_reason():
    varning = justering.varning_sen_justering(MOTE, date(2026, 11, 27))
    assert require_skal([varning], {"R27": "Justeraren var sjuk."}) == {"R27": "Justeraren var sjuk."}


@pytest.mark.regel("R28", sida="sista_tillatna")
def test_a_protokoll_changes_until_it_is_justerat():
    justering.require_ej_justerat(justerat=False)


@pytest.mark.regel("R28", sida="forsta_vagrade")
def test_a_justerat_protokoll_does_not_change():
    with pytest.raises(Regelbrott) as fel:
        justering.require_ej_justerat(justerat=True)
    assert (fel.value.regel, fel.value.text) == ("R28", "Protokollet är justerat och kan inte ändras.")


@pytest.mark.regel("R119", sida="ena")
def test_the_leader_and_the_present_justerare_sign_a_paragraph():
    behoriga = justering.justerare_for_paragraf(1, frozenset({2, 3}), frozenset({1, 2, 3}), frozenset())
    assert behoriga == {1, 2, 3}


@pytest.mark.regel("R119", sida="andra")
def test_a_justerare_who_was_javig_or_absent_does_not():
    behoriga = justering.justerare_for_paragraf(1, frozenset({2, 3, 4}), frozenset({1, 2, 4}), frozenset({4}))
    assert behoriga == {1, 2}


@pytest.mark.regel("R119", sida="sista_tillatna")
def test_those_and_no_others_may_sign_it():
    justering.require_far_justera(frozenset({1, 2}), 2)
    justering.require_justerad_for_utdrag(justerad=True)


@pytest.mark.regel("R119", sida="forsta_vagrade")
def test_another_may_not_sign_it():
    with pytest.raises(Regelbrott) as fel:
        justering.require_far_justera(frozenset({1, 2}), 3)
    assert fel.value.regel == "R119"


@pytest.mark.regel("R119", sida="forsta_vagrade")
def test_no_extract_of_an_unsigned_paragraph():
    with pytest.raises(Regelbrott) as fel:
        justering.require_justerad_for_utdrag(justerad=False)
    assert fel.value.lagrum == "KL 5 kap. 69 §; TF 2 kap. 10 §"


@pytest.mark.parametrize(
    ("har_justerat", "klar"), [(frozenset({1}), False), (frozenset({1, 2}), True), (frozenset({1, 2, 3}), True)]
)
def test_a_paragraph_is_justerad_when_all_have_signed(har_justerat, klar):
    assert justering.ar_justerad(frozenset({1, 2}), har_justerat) is klar


def test_a_paragraph_with_nobody_to_sign_is_not_justerad():
    assert justering.ar_justerad(frozenset(), frozenset({1})) is False
