"""The search of the frame: from any page, by keyboard, at any width."""

import pytest
from playwright.sync_api import expect

from forbund.grund import tenancy
from forbund.register.states import Roll
from tests.diarium.fabrik import make_arende
from tests.factories import make_forbund, make_konto_med
from tests.webb.webblasare import axe, bild, rullar_i_sidled


@pytest.mark.parametrize(("bredd", "mork"), [(1280, False), (1280, True), (390, False), (320, True)])
def test_words_typed_in_the_header_find_their_arende(oppna, logga_in, bredd, mork):
    forbund = make_forbund(slug="kalmar", kortnamn="Kalmar län")
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF, email="eva@finsam.example")
    with tenancy.in_forbund(forbund.pk):
        arende = make_arende(rubrik="Unga vuxna i Kalmar")
    sida = oppna(bredd=bredd, mork=mork)
    logga_in(sida, chef)
    sida.goto("/f/kalmar/")
    ruta = sida.locator(".topp__sok input")
    ruta.fill("unga kalmar")
    ruta.press("Enter")
    expect(sida.get_by_role("heading", level=1)).to_have_text("Sök")
    assert (axe(sida), rullar_i_sidled(sida)) == ([], False)
    bild(sida, f"sok-{bredd}-{'morkt' if mork else 'ljust'}")
    sida.get_by_role("link", name="Unga vuxna i Kalmar").click()
    expect(sida).to_have_url(f"{sida.url.split('/f/')[0]}/f/kalmar/arenden/{arende.pk}/")
