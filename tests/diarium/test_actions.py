"""Matters and papers: numbers, files, quarantine."""

import pytest

from forbund.diarium.states import Karantan
from forbund.grund import dates, tenancy
from tests.diarium.fabrik import make_arende, make_handling
from tests.factories import make_forbund

PERSONNUMMER = b"Deltagaren 19121212-1212 kom."


@pytest.fixture
def forbund(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        yield forbund


def test_arenden_are_numbered_by_year_without_gaps(forbund):
    with dates.klockan(dates.idag().replace(year=2026, month=12, day=31)):
        assert [make_arende().dnr, make_arende().dnr] == ["2026/1", "2026/2"]
    with dates.klockan(dates.idag().replace(year=2027, month=1, day=1)):
        assert make_arende().dnr == "2027/1"


def test_handlingar_are_numbered_within_their_arende(forbund):
    arende, annat = make_arende(), make_arende()
    beteckningar = [make_handling(arende).beteckning, make_handling(annat).beteckning, make_handling(arende).beteckning]
    assert beteckningar == [f"{arende.dnr}-1", f"{annat.dnr}-1", f"{arende.dnr}-2"]


@pytest.mark.parametrize(("innehall", "lage"), [(b"Inga nummer.", Karantan.REN), (PERSONNUMMER, Karantan.LAST)])
def test_inkommen_file_with_personnummer_is_locked(forbund, innehall, lage):
    assert make_handling(innehall=innehall).karantan == lage
