from datetime import date

import pytest

from forbund.grund.errors import Regelbrott
from forbund.register import rules

FRAN, TILL = date(2026, 11, 1), date(2026, 11, 30)


def test_a_mandate_has_a_ground_and_a_last_day():
    rules.require_lasmandat(FRAN, TILL, "KL 12 kap. 9 §")
    rules.require_lasmandat(FRAN, FRAN, "KL 12 kap. 9 §")


@pytest.mark.parametrize(("till", "grund", "falt"), [(TILL, " ", "grund"), (date(2026, 10, 31), "KL 12:9", "till")])
def test_a_mandate_without_ground_or_with_the_days_turned_is_refused(till, grund, falt):
    with pytest.raises(Regelbrott) as fel:
        rules.require_lasmandat(FRAN, till, grund)
    assert (fel.value.regel, list(fel.value.falt)) == ("R70", [falt])


@pytest.mark.regel("R70", sida="sista_tillatna")
@pytest.mark.parametrize("idag", [FRAN, TILL])
def test_a_granskare_reads_on_the_first_and_the_last_day(idag):
    rules.require_mandat_i_kraft(FRAN, TILL, idag)


@pytest.mark.regel("R70", sida="forsta_vagrade")
@pytest.mark.parametrize("idag", [date(2026, 10, 31), date(2026, 12, 1)])
def test_a_granskare_does_not_read_outside_the_mandate(idag):
    with pytest.raises(Regelbrott) as fel:
        rules.require_mandat_i_kraft(FRAN, TILL, idag)
    assert fel.value.text == (
        "Granskningsmandatet gäller 1 november 2026–30 november 2026 och ger ingen läsbehörighet i dag."
    )


@pytest.mark.regel("R70", sida="sista_tillatna")
def test_one_who_does_not_audit_may_write():
    rules.require_ingen_granskning(granskar=False)


@pytest.mark.regel("R70", sida="forsta_vagrade")
def test_a_granskare_writes_nothing():
    with pytest.raises(Regelbrott) as fel:
        rules.require_ingen_granskning(granskar=True)
    assert fel.value.text == "Du läser med granskningsmandat och kan inte ändra något."


@pytest.mark.regel("R63", sida="ena")
@pytest.mark.parametrize("roll", ["revisor", "sakkunnig"])
def test_a_revisor_reads_everything_and_is_logged(roll):
    assert (rules.far_lasa_allt(roll), rules.lasning_loggas(roll)) == (True, True)


@pytest.mark.regel("R63", sida="andra")
@pytest.mark.parametrize("roll", ["forbundschef", "ordforande", "ledamot", "ersattare", "partsforetradare"])
def test_others_read_by_their_rights_and_are_not_logged(roll):
    assert (rules.far_lasa_allt(roll), rules.lasning_loggas(roll)) == (False, False)


def test_a_granskare_is_logged_but_reads_by_mandate():
    assert (rules.far_lasa_allt("granskare"), rules.lasning_loggas("granskare")) == (False, True)
