"""The whole chain with JavaScript off: plain forms and links from förslag to insats."""

import pytest

from tests.webb.hander import Mus
from tests.webb.kedja_fabrik import kontrollera_utfallet, make_kedjans_styrelse
from tests.webb.kedja_steg import ga_hela_kedjan


@pytest.fixture
def styrelse(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_kedjans_styrelse()


def test_from_forslag_to_insats_without_javascript(styrelse, oppna, logga_in):
    def hos(konto, **val) -> Mus:
        sida = oppna(js=False, **val)
        logga_in(sida, konto)
        return Mus(sida, js=False)

    ga_hela_kedjan(hos, styrelse)
    kontrollera_utfallet(styrelse)
