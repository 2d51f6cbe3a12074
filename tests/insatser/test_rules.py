import pytest

from forbund.grund.errors import Regelbrott, VarningUtanSkal, require_skal
from insatser import rules

PARTER = {0: "förbundet", 4: "Älvsbyns kommun"}


def test_those_who_have_not_signed_are_named():
    assert rules.utan_underskrift(PARTER, frozenset({0})) == ["Älvsbyns kommun"]
    assert rules.utan_underskrift(PARTER, frozenset({0, 4})) == []


@pytest.mark.parametrize(
    ("andrat", "saknas"),
    [
        ({}, []),
        ({"beslutet_justerat": False}, ["Paragrafen med beslutet är inte justerad."]),
        ({"har_insatsagare": False}, ["Ingen medlem är utsedd till insatsägare."]),
        ({"har_overenskommelse": False, "utan_underskrift": ["X"]}, ["Överenskommelsen är inte upprättad."]),
        ({"utan_underskrift": ["X", "Y"]}, ["Överenskommelsen är inte undertecknad av X, Y."]),
    ],
)
def test_what_is_missing_before_the_start_is_listed(andrat, saknas):
    helt = {
        "beslutet_justerat": True,
        "har_overenskommelse": True,
        "utan_underskrift": [],
        "har_insatsagare": True,
    }
    assert rules.saknas_fore_start(**{**helt, **andrat}) == saknas


@pytest.mark.regel("R51", sida="sista_tillatna")
def test_money_is_paid_when_everyone_has_signed():
    rules.require_overenskommelse_for_utbetalning(har_overenskommelse=True, utan_underskrift=[])


@pytest.mark.regel("R51", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("har", "utan", "text"),
    [
        (False, [], "Pengar kan inte betalas ut. Överenskommelsen är inte upprättad."),
        (True, ["X"], "Pengar kan inte betalas ut. Överenskommelsen är inte undertecknad av X."),
    ],
)
def test_no_money_is_paid_before(har, utan, text):
    with pytest.raises(Regelbrott) as fel:
        rules.require_overenskommelse_for_utbetalning(har_overenskommelse=har, utan_underskrift=utan)
    assert (fel.value.regel, fel.value.text) == ("R51", text)


@pytest.mark.regel("R51", sida="utan_skal")
def test_a_start_without_signature_needs_a_reason():
    varning = rules.varning_start_utan_overenskommelse(True, ["Älvsbyns kommun"])
    with pytest.raises(VarningUtanSkal) as fel:
        require_skal([varning], {})
    assert fel.value.text == "Överenskommelsen är inte undertecknad av Älvsbyns kommun."


@pytest.mark.regel("R51", sida="med_skal")
def test_a_start_without_signature_passes_with_a_reason():
    varning = rules.varning_start_utan_overenskommelse(False, [])
    assert require_skal([varning], {"R51": "Undertecknas den 3 maj."}) == {"R51": "Undertecknas den 3 maj."}


def test_a_start_with_all_signatures_does_not_warn():
    assert rules.varning_start_utan_overenskommelse(True, []) is None
