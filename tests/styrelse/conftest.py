"""What the tests of the board share: a board with its förbund open, a bare förbund, a folder for files."""

import pytest

from forbund.grund import tenancy
from tests.factories import make_forbund
from tests.styrelse.fabrik_mote import make_styrelse


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def styrelse(db):
    styrelse = make_styrelse()
    with styrelse.oppet():
        yield styrelse


@pytest.fixture
def forbundet(db):
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        yield forbund
