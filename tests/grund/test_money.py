from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forbund.grund.money import las_belopp, visa_belopp, visa_tal


@pytest.mark.parametrize(
    ("text", "belopp"),
    [
        ("1 410 000", "1410000.00"),
        ("1 410 000,50", "1410000.50"),
        ("1\u00a0410\u202f000 kr", "1410000.00"),
        ("1410000", "1410000.00"),
        ("1.410.000,5", "1410000.50"),
        ("1410000.50", "1410000.50"),
        ("1 410.5", "1410.50"),
        ("250:-", "250.00"),
        ("250 kronor", "250.00"),
        ("  0  ", "0.00"),
        ("-250", "-250.00"),
        ("\u2212 1 000 kr", "-1000.00"),
        ("-0", "0.00"),
        ("999 999 999 999,99", "999999999999.99"),
    ],
)
def test_amounts_people_type_are_read(text, belopp):
    assert str(las_belopp(text)) == belopp


@pytest.mark.parametrize(
    "text", ["", "kr", "1.410", "1 41 000", "1 4100", "12,345", "1,2,3", "tolv", "1e5", "--1", "1-"]
)
def test_what_can_be_read_two_ways_is_refused(text):
    with pytest.raises(ValueError, match="Skriv beloppet med siffror"):
        las_belopp(text)


@pytest.mark.parametrize("text", ["1 000 000 000 000", "9" * 5000])
def test_an_amount_with_too_many_digits_is_refused(text):
    with pytest.raises(ValueError, match="för stort"):
        las_belopp(text)


def test_zeros_before_an_amount_do_not_make_it_large():
    assert las_belopp("0" * 20 + "5") == Decimal(5)


@pytest.mark.parametrize(
    ("belopp", "text"),
    [
        ("1410000", "1\u00a0410\u00a0000\u00a0kr"),
        ("1410000.50", "1\u00a0410\u00a0000,50\u00a0kr"),
        ("0.05", "0,05\u00a0kr"),
        ("0", "0\u00a0kr"),
        ("999", "999\u00a0kr"),
        ("-1000", "\u22121\u00a0000\u00a0kr"),
        ("-0.10", "\u22120,10\u00a0kr"),
        ("2.999", "3\u00a0kr"),
    ],
)
def test_amounts_are_shown_with_no_break_spaces_and_ore_only_when_needed(belopp, text):
    assert visa_belopp(Decimal(belopp)) == text


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_what_is_shown_is_read_back(belopp):
    assert las_belopp(visa_belopp(belopp)) == belopp
    assert las_belopp(visa_tal(belopp)) == belopp
