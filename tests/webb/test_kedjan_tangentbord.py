"""The whole chain by the keyboard alone: everything is reached with Tab, and the focus is seen all the way."""

import pytest

from tests.webb.hander import Tangentbord
from tests.webb.kedja_fabrik import kontrollera_utfallet, make_kedjans_styrelse
from tests.webb.kedja_steg import ga_hela_kedjan


@pytest.fixture
def styrelse(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_kedjans_styrelse()


def test_from_forslag_to_insats_by_keyboard_alone(styrelse, oppna, logga_in):
    def hos(konto, **val) -> Tangentbord:
        sida = oppna(**val)
        logga_in(sida, konto)
        return Tangentbord(sida)

    ga_hela_kedjan(hos, styrelse)
    kontrollera_utfallet(styrelse)
