"""Lists saved as Excel files, read back by hand: an .xlsx is XML in a zip."""

import io
import re
import zipfile
from contextlib import closing
from datetime import date
from decimal import Decimal

from forbund.grund import dates, kalkyl
from forbund.grund.kalkyl import Kalkylkolumn

KOLUMNER = (
    Kalkylkolumn("Namn", lambda rad: rad[0]),
    Kalkylkolumn("Antal", lambda rad: rad[1]),
    Kalkylkolumn("Belopp", lambda rad: rad[2]),
    Kalkylkolumn("Dag", lambda rad: rad[3]),
)


def blad(svar) -> str:
    with closing(svar.file_to_stream), zipfile.ZipFile(io.BytesIO(b"".join(svar.streaming_content))) as fil:
        return fil.read("xl/worksheets/sheet1.xml").decode()


def celler(xml: str) -> dict[str, str]:
    """Address → what stands there: text as it is, numbers as Excel stores them."""
    alla = re.findall(r'<c r="([A-Z]+\d+)"[^>]*>(?:<is><t[^>]*>|<v>)(.*?)</', xml)
    return dict(alla)


def test_numbers_are_numbers_days_are_days_and_nothing_is_empty():
    svar = kalkyl.svar("prov", KOLUMNER, [("Unga", 3, Decimal("1410000.50"), date(2026, 11, 22)), ("", None, 0, None)])
    assert celler(blad(svar)) == {
        "A1": "Namn",
        "B1": "Antal",
        "C1": "Belopp",
        "D1": "Dag",
        "A2": "Unga",
        "B2": "3",
        "C2": "1410000.50",
        "D2": "46348",  # days since 1899-12-30
        "C3": "0",
    }


def test_text_that_looks_like_a_formula_stays_text():
    xml = blad(kalkyl.svar("prov", KOLUMNER, [("=1+1", None, None, None)]))
    assert ("<f>" in xml, celler(xml)["A2"]) == (False, "=1+1")


def test_the_file_is_named_by_the_list_and_the_day():
    with dates.klockan(date(2026, 11, 22)):
        svar = kalkyl.svar("arenden-kalmar", KOLUMNER, [])
    with closing(svar.file_to_stream):
        assert svar["Content-Disposition"] == 'attachment; filename="arenden-kalmar-2026-11-22.xlsx"'
        assert svar["Content-Type"] == kalkyl.MEDIETYP


def test_a_long_list_takes_no_more_memory_than_a_short():
    """The rows are asked for one by one, and none is kept."""
    levande, mest = set(), 0

    class Rad(tuple):
        __slots__ = ()

        def __del__(self):
            levande.discard(id(self))

    def rader(antal):
        nonlocal mest
        for nr in range(antal):
            rad = Rad((f"Rad {nr}", nr, None, None))
            levande.add(id(rad))
            mest = max(mest, len(levande))
            yield rad

    xml = blad(kalkyl.svar("prov", KOLUMNER, rader(5000)))
    assert (celler(xml)["A5001"], mest <= 2) == ("Rad 4999", True)
