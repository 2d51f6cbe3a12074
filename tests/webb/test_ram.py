"""The frame, the public pages and the patterns: no barriers, no sideways scrolling, everything by keyboard."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from forbund.register.states import Roll
from tests.factories import LOSENORD, make_forbund, make_konto_med
from tests.webb.webblasare import axe, bild, rullar_i_sidled

pytestmark = pytest.mark.urls("tests.webb.prov_urls")
OPPNA = (
    "/",
    "/konto/login/",
    "/konto/password/reset/",
    "/konto/signup/",
    "/regelverk/",
    "/tillganglighet/",
    "/finns-inte/",
)
MONSTER = ("bitar", "formular", "lista", "mote")


@pytest.fixture
def forbund():
    return make_forbund(slug="kalmar", kortnamn="Kalmar län")


@pytest.fixture
def chef(forbund):
    return make_konto_med(forbund, Roll.FORBUNDSCHEF, namn="Eva Lindmark", email="eva@finsam.example")


@pytest.mark.parametrize("mork", [False, True], ids=["ljust", "mörkt"])
@pytest.mark.parametrize("bredd", [1280, 390])
def test_public_pages_have_no_barriers(oppna, bredd, mork):
    sida = oppna(bredd=bredd, mork=mork)
    hinder = {}
    for adress in OPPNA:
        sida.goto(adress)
        hinder[adress] = axe(sida) + ["rullar i sidled"] * rullar_i_sidled(sida)
    assert hinder == {adress: [] for adress in OPPNA}


@pytest.mark.parametrize("mork", [False, True], ids=["ljust", "mörkt"])
@pytest.mark.parametrize("bredd", [1280, 390])
def test_the_patterns_have_no_barriers(oppna, logga_in, chef, bredd, mork):
    sida = oppna(bredd=bredd, mork=mork)
    logga_in(sida, chef)
    hinder = {}
    for namn in MONSTER:
        sida.goto(f"/f/kalmar/prov/{namn}/")
        hinder[namn] = axe(sida) + ["rullar i sidled"] * rullar_i_sidled(sida)
        bild(sida, f"monster-{namn}-{bredd}-{'morkt' if mork else 'ljust'}")
    assert hinder == {namn: [] for namn in MONSTER}


def test_nothing_scrolls_sideways_at_400_percent(oppna, logga_in, chef):
    """1 280 px at 400 % is 320 px, WCAG 2.2 1.4.10."""
    sida = oppna(bredd=320)
    logga_in(sida, chef)
    bredare = []
    for namn in MONSTER:
        sida.goto(f"/f/kalmar/prov/{namn}/")
        bredare += [namn] * rullar_i_sidled(sida)
    assert bredare == []


def test_the_refusals_have_no_barriers(sida, logga_in, chef):
    logga_in(sida, chef)
    hinder = {}
    for adress in ("/f/kalmar/prov/krocka/", "/f/kalmar/prov/brista/", "/f/okant/"):
        sida.goto(adress)
        hinder[adress] = axe(sida)
    assert list(hinder.values()) == [[], [], []]


def test_a_person_logs_in_and_out_with_the_keyboard(sida, chef):
    sida.goto("/konto/login/")
    sida.get_by_label("E-post").fill("eva@finsam.example")
    sida.get_by_label("Lösenord").fill(LOSENORD)
    sida.keyboard.press("Enter")
    expect(sida).to_have_url(re.compile(r"^http://localhost:\d+/f/kalmar/$"))
    expect(sida.get_by_role("heading", level=1)).to_contain_text("Eva")
    sida.locator("summary", has_text="Eva Lindmark").focus()
    sida.keyboard.press("Enter")
    sida.get_by_role("button", name="Logga ut").focus()
    sida.keyboard.press("Enter")
    expect(sida.get_by_role("link", name="Logga in").first).to_be_visible()


def test_the_skip_link_comes_first_and_leads_to_the_content(sida, logga_in, chef):
    logga_in(sida, chef)
    sida.goto("/f/kalmar/")
    sida.keyboard.press("Tab")
    expect(sida.locator(":focus")).to_have_text("Hoppa till innehållet")
    sida.keyboard.press("Enter")
    expect(sida.locator("main")).to_be_focused()


@pytest.mark.parametrize("js", [True, False], ids=["med js", "utan js"])
def test_the_menu_folds_below_900_px_and_opens_by_keyboard(oppna, logga_in, chef, js):
    sida = oppna(bredd=899, js=js)
    logga_in(sida, chef)
    sida.goto("/f/kalmar/")
    assert sida.get_by_role("link", name="Översikt").count() == 0
    sida.locator("summary", has_text="Meny").focus()
    sida.keyboard.press("Enter")
    expect(sida.get_by_role("link", name="Översikt")).to_be_visible()


def test_the_menu_stands_open_at_900_px(oppna, logga_in, chef):
    sida = oppna(bredd=900)
    logga_in(sida, chef)
    sida.goto("/f/kalmar/")
    expect(sida.get_by_role("link", name="Översikt")).to_have_attribute("aria-current", "page")
    expect(sida.locator("summary", has_text="Meny")).to_be_hidden()


def test_escape_closes_the_menu_and_gives_the_focus_back(oppna, logga_in, chef):
    sida = oppna(bredd=390)
    logga_in(sida, chef)
    sida.goto("/f/kalmar/")
    meny = sida.locator("summary", has_text="Meny")
    meny.click()
    sida.get_by_role("link", name="Översikt").focus()
    sida.keyboard.press("Escape")
    expect(sida.get_by_role("link", name="Översikt")).to_be_hidden()
    expect(meny).to_be_focused()


def test_demo_says_so_on_every_page(sida, monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)
    sida.goto("/konto/login/")
    expect(sida.get_by_role("complementary", name="Demo")).to_be_visible()


def test_the_meeting_hides_the_main_menu_but_keeps_a_way_out(sida, logga_in, chef):
    logga_in(sida, chef)
    sida.goto("/f/kalmar/prov/mote/")
    expect(sida.locator("nav.meny")).to_be_hidden()
    expect(sida.locator("summary", has_text="Meny")).to_be_visible()


def test_paper_shows_the_content_and_nothing_else(sida, logga_in, chef):
    logga_in(sida, chef)
    sida.goto("/f/kalmar/prov/bitar/")
    sida.emulate_media(media="print")
    delar = (".topp", ".meny", ".fot", ".knappar", "main")
    assert [del_ for del_ in delar if sida.locator(del_).first.is_visible()] == ["main"]
