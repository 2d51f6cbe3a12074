import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules import omrostning
from forbund.styrelse.rules.omrostning import Beslutsform

LANGD = frozenset({1, 2, 3})


@pytest.mark.regel("R17", sida="sista_tillatna")
def test_the_board_decides_while_the_sammantrade_is_on():
    omrostning.require_pagaende(oppnat=True, avslutat=False, ajournerat=False)


@pytest.mark.regel("R17", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("oppnat", "avslutat", "ajournerat", "text"),
    [
        (False, False, False, "Sammanträdet är inte öppnat. Styrelsen beslutar bara på ett pågående sammanträde."),
        (True, False, True, "Sammanträdet är ajournerat. Styrelsen beslutar bara på ett pågående sammanträde."),
        (True, True, False, "Sammanträdet är avslutat. Efter det kan styrelsen inte besluta något."),
    ],
)
def test_the_board_decides_nothing_before_between_and_after(oppnat, avslutat, ajournerat, text):
    with pytest.raises(Regelbrott) as fel:
        omrostning.require_pagaende(oppnat=oppnat, avslutat=avslutat, ajournerat=ajournerat)
    assert (fel.value.regel, fel.value.text) == ("R17", text)


@pytest.mark.regel("R18", sida="ena")
def test_acclamation_is_the_rule():
    assert omrostning.beslutsform(omrostning_begard=False) is Beslutsform.ACKLAMATION


@pytest.mark.regel("R18", sida="andra")
def test_an_omrostning_is_held_when_somebody_asks():
    assert omrostning.beslutsform(omrostning_begard=True) is Beslutsform.OMROSTNING


@pytest.mark.regel("R19", sida="sista_tillatna")
def test_one_in_the_rostlangd_votes_once():
    omrostning.require_far_rosta(LANGD, 3)
    omrostning.require_en_rost(frozenset({1, 2}), 3)


@pytest.mark.regel("R19", sida="forsta_vagrade")
def test_one_outside_the_rostlangd_does_not_vote():
    with pytest.raises(Regelbrott) as fel:
        omrostning.require_far_rosta(LANGD, 4)
    assert (fel.value.regel, fel.value.lagrum) == ("R19", "KL 4 kap. 24 §")


@pytest.mark.regel("R19", sida="forsta_vagrade")
def test_nobody_votes_twice():
    with pytest.raises(Regelbrott) as fel:
        omrostning.require_en_rost(LANGD, 3)
    assert fel.value.text == "Rösten är redan avgiven. Varje ledamot har en röst i omröstningen."


@pytest.mark.regel("R20", sida="sista_tillatna")
@pytest.mark.parametrize(
    ("oppen", "slag"), [(True, "insatsforslag"), (True, "ovrigt"), (False, "val"), (False, "anstallning")]
)
def test_votes_are_open_and_elections_sluten(oppen, slag):
    omrostning.require_ratt_form(oppen=oppen, arendeslag=slag)


@pytest.mark.regel("R20", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("oppen", "slag"), [(False, "insatsforslag"), (False, "ovrigt"), (True, "val"), (True, "anstallning")]
)
def test_a_vote_in_the_wrong_form_is_refused(oppen, slag):
    with pytest.raises(Regelbrott) as fel:
        omrostning.require_ratt_form(oppen=oppen, arendeslag=slag)
    assert fel.value.regel == "R20"
