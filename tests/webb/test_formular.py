"""Forms in a browser: errors that lead to their fields, saving while typing, questions, moving rows."""

import pytest
from playwright.sync_api import expect

from forbund.register.states import Roll
from tests.factories import make_forbund, make_konto_med
from tests.webb import prov_urls
from tests.webb.webblasare import axe, bild

pytestmark = pytest.mark.urls("tests.webb.prov_urls")


@pytest.fixture
def chef():
    return make_konto_med(make_forbund(slug="kalmar", kortnamn="Kalmar län"), Roll.FORBUNDSCHEF)


@pytest.fixture
def inne(oppna, logga_in, chef):
    """Open one of the pattern pages, logged in."""
    prov_urls.mottaget.clear()

    def ga(namn, **val):
        sida = oppna(**val)
        logga_in(sida, chef)
        sida.goto(f"/f/kalmar/prov/{namn}/")
        return sida

    return ga


def fyll_i(sida, rubrik):
    sida.get_by_label("Rubrik").fill(rubrik)
    sida.get_by_label("Belopp 2027").fill("1 410 000")
    sida.get_by_label("Part", exact=True).select_option("k")
    sida.get_by_label("Öppet").check(force=True)
    sida.get_by_label("Varför behövs insatsen?").fill("Det behövs.")
    sida.get_by_label("Jag har läst underlaget").check(force=True)
    sida.get_by_role("button", name="Spara ärendet").click()


@pytest.mark.parametrize("mork", [False, True], ids=["ljust", "mörkt"])
def test_errors_take_the_focus_and_lead_to_their_fields(inne, mork):
    sida = inne("formular", mork=mork)
    sida.get_by_role("button", name="Spara ärendet").click()
    expect(sida.get_by_role("alert")).to_be_focused()
    assert axe(sida) == []
    bild(sida, f"formular-fel-{'morkt' if mork else 'ljust'}")
    sida.get_by_role("alert").get_by_role("link", name="Hur ska omröstningen ske?").click()
    expect(sida.locator("#id_satt_0")).to_be_focused()
    beskrivning = sida.get_by_label("Rubrik").get_attribute("aria-describedby")
    assert [sida.locator(f"#{i}").inner_text().strip() for i in beskrivning.split()] == [
        "Kort, så att den går att läsa i föredragningslistan.",
        "Det här behöver du fylla i.",
    ]


def test_a_rule_that_stops_the_act_says_law_and_way_out(inne):
    sida = inne("formular")
    fyll_i(sida, "Beslutför")
    fel = sida.get_by_role("alert")
    expect(fel).to_contain_text("Bara 12 % av ledamöterna är närvarande.")
    expect(fel).to_contain_text("Kalla in ersättare.")
    expect(fel.get_by_role("link", name="KL 6 kap. 27 §")).to_have_attribute("href", "/regelverk/#R14")
    expect(sida.get_by_label("Belopp 2027")).to_have_value("1 410 000")


def test_a_warning_asks_for_the_reason_and_lets_the_person_go_on(inne):
    sida = inne("formular")
    fyll_i(sida, "Sen kallelse")
    expect(sida.locator(".skal")).to_contain_text("Kallelsen går ut sent.")
    assert axe(sida) == []
    sida.get_by_label("Skäl att ändå gå vidare").fill("Ansökan till ESF-rådet stänger.")
    sida.get_by_role("button", name="Spara ärendet").click()
    expect(sida.get_by_role("heading", name="Klart")).to_be_visible()


def test_typed_text_is_offered_again_after_an_interruption(inne):
    sida = inne("formular")
    sida.get_by_label("Varför behövs insatsen?").fill("En lång text.")
    sida.reload()
    expect(sida.get_by_label("Varför behövs insatsen?")).to_have_value("")
    sida.get_by_role("button", name="Ta tillbaka texten").click()
    expect(sida.get_by_label("Varför behövs insatsen?")).to_have_value("En lång text.")


def test_sent_text_is_forgotten_on_the_next_page(inne):
    sida = inne("formular")
    fyll_i(sida, "Beslutför")
    sida.goto("/f/kalmar/")
    assert sida.evaluate("Object.keys(sessionStorage).filter(namn => namn.startsWith('behall:'))") == []


def test_a_draft_saves_itself_and_says_when(inne):
    sida = inne("utkast")
    sida.get_by_label("Text").fill("Nytt")
    expect(sida.get_by_role("status").filter(has_text="Sparat 08.42")).to_be_visible()
    assert [(slag, post["text"], post["version"]) for slag, post in prov_urls.mottaget] == [("spara", "Nytt", "7")]
    expect(sida.locator("[name=version]")).to_have_value("8")


def test_a_draft_that_cannot_be_saved_says_so(inne):
    sida = inne("utkast")
    sida.route("**/spara/", lambda anrop: anrop.fulfill(status=409))
    with sida.expect_response("**/spara/"):
        sida.get_by_label("Text").fill("Nytt")
    expect(sida.locator("[data-sparat]")).to_contain_text("någon annan har ändrat samtidigt")


def test_the_question_is_asked_before_and_no_means_no(inne):
    sida = inne("bekrafta")
    knapp = sida.get_by_role("button", name="Publicera kallelsen…")
    knapp.click()
    expect(sida.get_by_role("dialog", name="Publicera kallelsen?")).to_contain_text("Den går till 33 personer.")
    assert axe(sida) == []
    sida.get_by_role("button", name="Avbryt").click()
    expect(knapp).to_be_focused()
    assert prov_urls.mottaget == []
    knapp.click()
    sida.get_by_role("button", name="Publicera", exact=True).click()
    expect(sida.get_by_role("heading", name="Klart")).to_be_visible()
    assert [slag for slag, _ in prov_urls.mottaget] == ["spara"]


def test_a_row_moves_by_button_and_keeps_the_focus(inne):
    sida = inne("lista")
    ned = sida.get_by_role("button", name="Flytta ned: Upprop")
    with sida.expect_response("**/ordning/"):
        ned.focus()
        sida.keyboard.press("Enter")
    assert prov_urls.mottaget[0][1].getlist("ordning") == ["del-1", "2", "1", "3", "del-2", "4", "5", "6"]
    expect(ned).to_be_focused()
    expect(sida.locator("#lage")).to_have_text("Upprop och tjänstgörande ersättare: plats 2 av 6.")
    assert sida.locator("[data-nr]").all_inner_texts() == ["1", "2", "3", "4", "5", "6"]


def test_a_row_moves_by_dragging(inne):
    sida = inne("lista")
    fran = sida.locator("li[data-id='6'] [data-grepp]").bounding_box()
    till = sida.locator("li[data-id='4']").bounding_box()
    sida.mouse.move(fran["x"] + 8, fran["y"] + 8)
    sida.mouse.down()
    sida.mouse.move(till["x"] + 30, till["y"] + 10, steps=6)
    with sida.expect_response("**/ordning/"):
        sida.mouse.up()
    assert prov_urls.mottaget[0][1].getlist("ordning") == ["del-1", "1", "2", "3", "del-2", "6", "4", "5"]


def test_a_row_moves_without_javascript(inne):
    sida = inne("lista", js=False)
    sida.get_by_role("button", name="Flytta ned: Upprop").click()
    expect(sida.get_by_role("heading", name="Klart")).to_be_visible()
    assert [slag for slag, _ in prov_urls.mottaget] == ["ned 1"]


def test_htmx_sends_the_csrf_token_and_swaps_the_part(inne):
    sida = inne("htmx")
    sida.get_by_role("button", name="Byt").click()
    expect(sida.locator("#mal")).to_have_text("Sparat 08.42")


def test_a_refused_part_tells_the_person_and_leaves_the_page(oppna, inne):
    sida = inne("htmx")
    sida.get_by_role("button", name="Krocka").click()
    expect(sida.get_by_role("alert")).to_contain_text("Punkten ändrades av Amir Haddad.")
    expect(sida.locator("#mal")).to_have_text("Före")
