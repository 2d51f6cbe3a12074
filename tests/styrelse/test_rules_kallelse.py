from datetime import date

import pytest

from forbund.grund.errors import VarningUtanSkal, require_skal
from forbund.styrelse.rules import kallelse

MOTE = date(2026, 11, 12)


def test_a_call_on_the_last_day_does_not_warn():
    assert kallelse.sista_kallelsedag(MOTE, 7) == date(2026, 11, 5)
    assert kallelse.varning_sen_kallelse(date(2026, 11, 5), MOTE, 7) is None


@pytest.mark.regel("R12", sida="utan_skal")
def test_a_call_one_day_late_needs_a_reason():
    varning = kallelse.varning_sen_kallelse(date(2026, 11, 6), MOTE, 7)
    with pytest.raises(VarningUtanSkal) as fel:
        require_skal([varning], {})
    assert fel.value.text == (
        "Kallelsen skulle ha gått ut senast 5 november 2026, 7 dagar före sammanträdet. Nu är det 6 dagar kvar."
    )


@pytest.mark.regel("R12", sida="med_skal")
def test_a_call_one_day_late_passes_with_a_reason():
    varning = kallelse.varning_sen_kallelse(date(2026, 11, 6), MOTE, 7)
    assert require_skal([varning], {"R12": "Extra möte."}) == {"R12": "Extra möte."}


@pytest.mark.regel("R12", sida="ena")
def test_every_ersattare_is_told():
    alla = kallelse.mottagare_av_kallelse(frozenset({1, 2}), frozenset({3, 4}), frozenset({9}))
    assert alla == {1, 2, 3, 4, 9}


@pytest.mark.regel("R12", sida="andra")
def test_without_ersattare_the_ledamoter_are_told():
    assert kallelse.mottagare_av_kallelse(frozenset({1, 2}), frozenset(), frozenset()) == {1, 2}


@pytest.mark.regel("R13", sida="ena")
@pytest.mark.parametrize("roll", ["ordforande", "vice", "ledamot"])
def test_every_ledamot_may_raise_a_matter(roll):
    assert kallelse.far_vacka_arende(roll) is True


@pytest.mark.regel("R13", sida="andra")
@pytest.mark.parametrize("roll", ["forbundschef", "handlaggare", "partsforetradare", "granskare", "ekonom"])
def test_others_may_not(roll):
    assert kallelse.far_vacka_arende(roll, tjanstgor=True, ror_granskningen=True) is False


@pytest.mark.parametrize(
    ("roll", "villkor"),
    [
        ("ersattare", "tjanstgor"),
        ("revisor", "ror_granskningen"),
        ("medlemsrepresentant", "medlem_har_initiativratt"),
    ],
)
def test_some_may_on_a_condition(roll, villkor):
    assert kallelse.far_vacka_arende(roll, **{villkor: True}) is True
    assert kallelse.far_vacka_arende(roll) is False


@pytest.mark.regel("R13", sida="ena")
def test_only_the_one_who_raised_a_matter_takes_it_off():
    assert kallelse.far_stryka_punkt(5, 5) is True
    assert kallelse.far_stryka_punkt(None, 1) is True


@pytest.mark.regel("R13", sida="andra")
def test_neither_office_nor_chair_takes_it_off():
    assert kallelse.far_stryka_punkt(5, 1) is False


@pytest.mark.regel("R12", sida="utan_skal")
def test_the_day_before_it_is_too_early_to_open():
    varning = kallelse.varning_fore_kallad_dag(date(2026, 11, 26), date(2026, 11, 27))
    assert varning is not None
    assert varning.text.startswith("Kallelsen gäller 27 november 2026.")


@pytest.mark.regel("R12", sida="med_skal")
@pytest.mark.parametrize("dag", [date(2026, 11, 27), date(2026, 11, 28)])
def test_on_the_day_and_after_it_is_not(dag):
    assert kallelse.varning_fore_kallad_dag(dag, date(2026, 11, 27)) is None
