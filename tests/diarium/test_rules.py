from datetime import date

import pytest

from forbund.diarium import rules
from forbund.grund.errors import Regelbrott, VarningUtanSkal, require_skal

IDAG = date(2026, 11, 12)
HELT = {
    "rubrik": "Förslag om unga",
    "datum": IDAG,
    "riktning": "inkommen",
    "motpart": "Älvsbyns kommun",
    "idag": IDAG,
}


def test_numbers_read_as_in_a_diarium():
    assert rules.diarienummer(2026, 118) == "2026/118"
    assert rules.handlingsnummer("2026/118", 3) == "2026/118-3"


@pytest.mark.regel("R59", sida="sista_tillatna")
def test_a_handling_with_all_it_needs_is_registered():
    rules.require_registreringsuppgifter(**HELT)
    rules.require_registreringsuppgifter(**{**HELT, "riktning": "upprattad", "motpart": ""})


@pytest.mark.regel("R59", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("andrat", "falt"),
    [
        ({"rubrik": " "}, ["rubrik"]),
        ({"datum": None}, ["datum"]),
        ({"datum": date(2026, 11, 13)}, ["datum"]),
        ({"motpart": ""}, ["motpart"]),
        ({"motpart": "", "riktning": "utgaende"}, ["motpart"]),
        ({"motpart": "", "rubrik": ""}, ["rubrik", "motpart"]),
    ],
)
def test_a_handling_that_lacks_something_is_refused_field_by_field(andrat, falt):
    with pytest.raises(Regelbrott) as fel:
        rules.require_registreringsuppgifter(**{**HELT, **andrat})
    assert (fel.value.regel, list(fel.value.falt)) == ("R59", falt)


@pytest.mark.regel("R59", sida="sista_tillatna")
def test_the_next_number_is_taken():
    rules.require_oanvant_nummer(8, senast_anvanda=7)
    rules.require_oanvant_nummer(1, senast_anvanda=0)


@pytest.mark.regel("R59", sida="forsta_vagrade")
@pytest.mark.parametrize("nummer", [7, 9, 1])
def test_a_used_number_and_a_gap_are_refused(nummer):
    with pytest.raises(Regelbrott) as fel:
        rules.require_oanvant_nummer(nummer, senast_anvanda=7)
    assert fel.value.text == f"Nummer {nummer} kan inte användas. Nästa lediga nummer är 8."


@pytest.mark.regel("R57", sida="sista_tillatna")
def test_a_clean_file_is_taken():
    rules.require_ren_fil("budget.xlsx", 0)


@pytest.mark.regel("R57", sida="forsta_vagrade")
def test_a_file_with_one_personnummer_is_refused():
    with pytest.raises(Regelbrott) as fel:
        rules.require_ren_fil("lista.xlsx", 1)
    assert fel.value.falt == {"fil": "Filen innehåller 1 personnummer eller samordningsnummer."}


@pytest.mark.regel("R57", sida="utan_skal")
def test_an_incoming_handling_with_a_personnummer_needs_a_reason():
    with pytest.raises(VarningUtanSkal):
        require_skal([rules.varning_personnummer_i_handling(2)], {})


@pytest.mark.regel("R57", sida="med_skal")
def test_an_incoming_handling_with_a_personnummer_is_registered_with_a_reason():
    skal = {"R57": "inkommen, kan inte avvisas"}
    assert require_skal([rules.varning_personnummer_i_handling(2)], skal) == skal


def test_a_clean_handling_does_not_warn():
    assert rules.varning_personnummer_i_handling(0) is None


@pytest.mark.parametrize(
    ("bild", "borjan"), [(True, "En bild kan inte genomsökas."), (False, "Hela filen kunde inte läsas")]
)
def test_an_unread_file_always_warns(bild, borjan):
    varning = rules.varning_olast_fil(bild=bild)
    assert (varning.regel, varning.text[: len(borjan)]) == ("R57", borjan)
