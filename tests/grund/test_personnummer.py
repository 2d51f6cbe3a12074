from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from forbund.grund.errors import Regelbrott, VarningUtanSkal, require_skal
from forbund.grund.personnummer import (
    maskera,
    require_inga_personnummer,
    skanna_text,
    varning_mojliga_personnummer,
)
from tests import orakel

# 811228-9874 is the number that Skatteverket prints as an example.
EXEMPEL = "811228-9874"


@pytest.mark.parametrize(
    "text",
    [
        "811228-9874",
        "811228+9874",
        "198112289874",
        "19811228-9874",
        "19 811228-9874",
        "811228\u20139874",
        "811228\u20119874",
        "811228 - 9874",
        "811228-\n9874",
        "pnr811228-9874.",
        "(811228-9874)",
        "\uff18\uff11\uff11\uff12\uff12\uff18\uff0d\uff19\uff18\uff17\uff14",
        "811228\u00a0-\u00a09874",
        "811228\ufe639874",
        "811228\uff0b9874",
        "811228--9874",
        "811228\u2010\u00ad9874",
        "81\u200b12\u206028\u200d-\ufeff9874",
    ],
)
def test_certain_writings_are_hits(text):
    assert [traff.saker for traff in skanna_text(text)] == [True]


@pytest.mark.parametrize(
    "text",
    ["8112289874", "811228 9874", "19811228 9874", "1981-12-28-9874", "1981-12-28 9874", "1981/12/28 9874"],
)
def test_loose_writings_are_warnings(text):
    assert [traff.saker for traff in skanna_text(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "811228-9873",  # checksum
        "811328-9872",  # month 13
        "810229-9879",  # no such day that year
        "222000-1834",  # a förbund: month 20
        "802420-2502",  # an association
        "212000-0142",  # a kommun
        "1811228-9874",  # seven digits first
        "811228-98745",
        "21811228-9874",  # the 22nd century
        "21198112289874",
        "811228 kr 9874",
        "0701234567",
        "dnr 2026/118-3",
        "070-123 45 67",
        "",
    ],
)
def test_other_numbers_are_neither(text):
    assert skanna_text(text) == []


def test_a_hit_tells_its_place_and_never_the_digits():
    text = "Behov:\nHon, 811228-9874, har\nväntat länge."
    (traff,) = skanna_text(text)
    assert text[traff.start : traff.slut] == EXEMPEL
    assert (traff.rad, traff.samordningsnummer) == (2, False)
    assert traff.omgivning == "Behov: Hon, ••••••-••••, har väntat länge."


def test_what_is_not_seen_hides_nothing_and_moves_no_place():
    text = f"å\u200b\nNils 81\u200b1228-9874 och {EXEMPEL}"
    (gomd, oppen) = skanna_text(text)
    assert (text[gomd.start : gomd.slut], gomd.rad) == ("81\u200b1228-9874", 2)
    assert (text[oppen.start : oppen.slut], oppen.rad) == (EXEMPEL, 2)
    assert not any(tecken.isdigit() for tecken in maskera(text))


def test_the_line_is_counted_from_the_first():
    assert [traff.rad for traff in skanna_text(f"{EXEMPEL}\n\n{EXEMPEL}")] == [1, 3]
    assert [traff.rad for traff in skanna_text(f"\n{EXEMPEL}")] == [2]


def test_a_long_surrounding_is_cut_and_all_numbers_in_it_are_masked():
    text = f"{'a' * 40} {EXEMPEL} och 811228+9874 {'b' * 40}"
    forsta, andra = skanna_text(text)
    assert forsta.omgivning == f"…{'a' * 29} ••••••-•••• och ••••••+•••• {'b' * 13}…"
    assert andra.omgivning == f"…{'a' * 13} ••••••-•••• och ••••••+•••• {'b' * 29}…"


def test_a_samordningsnummer_is_a_hit_and_named():
    nummer = orakel.personnummer(date(1970, 10, 3), 238, samordning=True)
    (traff,) = skanna_text(f"{nummer[:6]}-{nummer[6:]}")
    assert (nummer[4:6], traff.samordningsnummer, traff.saker) == ("63", True, True)


def test_a_leap_day_counts_only_in_a_century_that_has_it():
    nummer = orakel.personnummer(date(2000, 2, 29), 238)
    assert len(skanna_text(f"{nummer[:6]}-{nummer[6:]}")) == 1
    assert len(skanna_text(f"20{nummer}")) == 1
    assert skanna_text(f"19{nummer}") == []


FODDA = st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 12, 31))


@given(FODDA, st.integers(1, 999), st.booleans(), st.sampled_from(["-", "+", ""]))
@example(date(2000, 2, 29), 1, False, "-")
@example(date(1970, 10, 1), 238, True, "-")
@example(date(1970, 10, 31), 238, True, "")
def test_every_valid_number_is_found_in_running_text(fodd, lopnummer, samordning, tecken):
    nummer = orakel.personnummer(fodd, lopnummer, samordning=samordning)
    skrivet = f"{nummer[:6]}{tecken}{nummer[6:]}" if tecken else f"{fodd.year // 100}{nummer}"
    text = f"Målgrupp 20 personer. Kontakta {skrivet} den 3 maj."
    (traff,) = skanna_text(text)
    assert (text[traff.start : traff.slut], traff.saker) == (skrivet, True)
    assert traff.samordningsnummer == samordning


@given(FODDA, st.integers(1, 999), st.integers(1, 9))
def test_a_wrong_checksum_is_never_found(fodd, lopnummer, fel):
    nummer = orakel.personnummer(fodd, lopnummer)
    fel_siffra = (int(nummer[-1]) + fel) % 10
    assert skanna_text(f"{nummer[:6]}-{nummer[6:9]}{fel_siffra}") == []


@given(st.text(alphabet="0123456789-+ \nab", max_size=60))
@example("811228-9874811228-9874")
@example("8112289874 811228-9874")
def test_what_is_masked_holds_no_number_and_keeps_its_length(text):
    maskerat = maskera(text)
    assert skanna_text(maskerat) == []
    assert len(maskerat) == len(text)


@given(st.text(alphabet="abc å\n,.", max_size=60))
def test_text_without_numbers_is_left_alone(text):
    assume(not any(tecken.isdigit() for tecken in text))
    assert maskera(text) == text


@pytest.mark.regel("R57", sida="sista_tillatna")
def test_a_text_with_counts_only_is_allowed():
    require_inga_personnummer({"Behov": "Cirka 40 personer, org.nr 222000-1834.", "Mål": "811228-9873"})


@pytest.mark.regel("R57", sida="forsta_vagrade")
def test_a_text_with_a_personnummer_is_refused_field_by_field():
    with pytest.raises(Regelbrott) as fel:
        require_inga_personnummer({"Behov": "40 personer", "Mål": f"Hjälpa {EXEMPEL}."})
    assert fel.value.falt == {
        "Mål": "Här står ett personnummer eller samordningsnummer (rad 1: ”Hjälpa ••••••-••••.”). Ta bort det."
    }
    assert (fel.value.regel, EXEMPEL in str(fel.value)) == ("R57", False)


@pytest.mark.regel("R57", sida="utan_skal")
def test_ten_bare_digits_need_a_reason():
    varning = varning_mojliga_personnummer({"Kontakt": "Ring 8112289874"})
    assert varning is not None
    assert varning.text == "Det här kan vara ett personnummer: Kontakt, rad 1: ”Ring ••••••••••”."
    with pytest.raises(VarningUtanSkal):
        require_skal([varning], {})


@pytest.mark.regel("R57", sida="med_skal")
def test_ten_bare_digits_pass_with_a_reason():
    varning = varning_mojliga_personnummer({"Kontakt": "Ring 8112289874"})
    assert require_skal([varning], {"R57": "inte ett personnummer"}) == {"R57": "inte ett personnummer"}


def test_text_without_loose_numbers_does_not_warn():
    assert varning_mojliga_personnummer({"Kontakt": "Ring 070-123 45 67", "Behov": EXEMPEL}) is None
