"""The session ends while a long form is written: one logs in, and the text is there, with JavaScript or without."""

import pytest
from playwright.sync_api import expect

from beredning.models import Forslag
from tests.beredning.fabrik import make_miljo, make_utkast
from tests.factories import LOSENORD
from tests.webb.hander import Mus

TEXT = "Unga vuxna som varken arbetar eller studerar behöver stöd från flera parter. " * 20


@pytest.fixture
def miljo(transactional_db):
    return make_miljo()


@pytest.mark.parametrize("js", [True, False], ids=["js", "utan-js"])
def test_the_text_survives_the_login_and_is_saved(miljo, oppna, logga_in, js):
    with miljo.oppet():
        utkast = make_utkast(miljo)
    konto = miljo.foretradare["kommun"]
    h = Mus(oppna(js=js), js=js)
    logga_in(h.sida, konto)
    h.ga(miljo.url(f"{utkast.pk}/redigera/behov/"))
    h.sida.context.clear_cookies(name="sessionid")
    h.skriv(h.falt("Behov"), TEXT)
    if js:
        expect(h.sida.locator("[data-sparat]")).to_contain_text("Inte sparat: du har blivit utloggad.")
    h.tryck(h.knapp("Spara"))
    expect(h.sida.get_by_text("Du hade blivit utloggad. Det du skrev finns kvar")).to_be_visible()
    h.skriv(h.sida.get_by_role("textbox", name="E-post"), konto.email)
    h.skriv(h.falt("Lösenord"), LOSENORD)
    h.tryck(h.knapp("Logga in"))
    expect(h.sida.get_by_role("main")).to_contain_text(TEXT.strip())
    h.tryck(h.knapp("Skicka det jag skrev"))
    expect(h.falt("Behov")).to_have_value(TEXT.strip())
    with miljo.oppet():
        assert Forslag.objects.get().behov == TEXT.strip()
