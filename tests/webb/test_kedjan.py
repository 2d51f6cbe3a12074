"""The whole chain in a row of browsers at once, from förslag to insats, and the granskare who reads it all."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from beredning.models import Forslag
from forbund.grund import dates
from forbund.styrelse.models import Sammantrade
from tests.webb.hander import Mus
from tests.webb.kedja_fabrik import RUBRIK, kontrollera_utfallet, make_kedjans_styrelse
from tests.webb.kedja_steg import JUSTERAS, ga_hela_kedjan


@pytest.fixture
def styrelse(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_kedjans_styrelse()


@pytest.fixture
def hos(oppna, logga_in):
    """`hos(konto)`: that person with a mouse, in the own browser."""

    def hand(konto, **val) -> Mus:
        sida = oppna(**val)
        logga_in(sida, konto)
        return Mus(sida, granskar=True)

    return hand


def las_som_granskare(h: Mus, adresser: dict[str, str]) -> None:
    """Everything can be read, it says by what right, and nothing can be changed."""
    for namn, adress in adresser.items():
        assert h.sida.goto(adress).status == 200
        band = h.sida.get_by_role("complementary", name="Läsbehörighet")
        expect(band).to_contain_text("Revisorerna, KL 12 kap. 9 §")
        innehall = h.sida.get_by_role("main")
        expect(innehall.get_by_text(RUBRIK).first).to_be_visible()
        assert innehall.locator("form[method=post]").count() == 0, namn
        assert innehall.get_by_role("button").count() == 0, namn
        h.granska(f"granskare-{namn}")


def test_from_forslag_to_insats_in_a_row_of_browsers(styrelse, hos):
    ga_hela_kedjan(hos, styrelse)
    insats, slug = kontrollera_utfallet(styrelse), styrelse.forbund.slug
    with styrelse.oppet():
        forslag, mote = Forslag.objects.get(), Sammantrade.objects.get()
    adresser = {
        "forslag": reverse("beredning:forslag", args=[slug, forslag.pk]),
        "paragraf": reverse("styrelse:protokoll", args=[slug, mote.pk]),
        "insats": reverse("insatser:insats", args=[slug, insats.pk]),
    }
    with dates.klockan(JUSTERAS):
        las_som_granskare(hos(styrelse.granskare), adresser)
