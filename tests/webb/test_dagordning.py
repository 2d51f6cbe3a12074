"""The föredragningslista in a browser: by mouse, by keys, without scripts, on a phone."""

from datetime import date, time
from decimal import Decimal

import pytest

from forbund.grund import dates, tenancy
from forbund.register.states import Roll
from forbund.styrelse.actions import dagordning, sammantrade
from forbund.styrelse.models import Punkt
from tests.factories import make_forbund, make_forbundsordning, make_konto_med, make_medlem
from tests.styrelse import fabrik
from tests.webb.webblasare import axe, bild, rullar_i_sidled


@pytest.fixture
def plan(transactional_db):
    """A planned sammanträde with two ärenden among its standing points."""
    with dates.klockan(date(2026, 11, 10)):
        forbund = make_forbund(kortnamn="Kalmar län")
        chef = make_konto_med(forbund, Roll.FORBUNDSCHEF, namn="Eva Lindmark")
        with tenancy.in_forbund(forbund.pk):
            make_forbundsordning([make_medlem()])
            start = dates.lokal(date(2026, 11, 27), time(9))
            plan = sammantrade.skapa_sammantrade(start=start, plats="Regionens hus, Kalmar", by=chef)
            for rubrik in ("Samordningsteam unga vuxna i norra länet", "Behovsanalys"):
                punkt = dagordning.nytt_ovrigt_arende(plan.pk, rubrik=rubrik, by=chef)
                punkt.belopp.create(ar=2027, belopp=Decimal(1_410_000))
            fabrik.make_arende(rubrik="Insats: Rehab i dialog")
        plan.chef, plan.bas = chef, f"/f/{forbund.slug}/sammantraden/{plan.pk}/"
        yield plan


def rubriker(plan) -> list[str]:
    with tenancy.in_forbund(plan.forbund_id):
        return list(Punkt.objects.filter(sammantrade=plan).order_by("ordning").values_list("rubrik", flat=True))


def visade(sida) -> list[str]:
    return [text.strip() for text in sida.locator(".dagordning h3").all_inner_texts()]


def test_the_keys_move_a_point_and_the_focus_stays(plan, oppna, logga_in):
    sida = oppna()
    logga_in(sida, plan.chef)
    sida.goto(plan.bas + "lista/")
    fore = visade(sida)
    for _ in range(2):
        with sida.expect_response("**/ordna/") as svar:
            sida.get_by_role("button", name="Flytta ned: Sammanträdets öppnande").press("Enter")
        assert svar.value.status == 204
    assert visade(sida) == rubriker(plan) == [fore[1], fore[2], fore[0], *fore[3:]]
    assert sida.evaluate("document.activeElement.ariaLabel") == "Flytta ned: Sammanträdets öppnande"


def test_the_mouse_drags_a_point(plan, oppna, logga_in):
    sida = oppna()
    logga_in(sida, plan.chef)
    sida.goto(plan.bas + "lista/")
    grepp = sida.locator("[data-grepp]")
    mal = grepp.nth(2).bounding_box()
    with sida.expect_response("**/ordna/") as svar:
        grepp.nth(0).hover()
        sida.mouse.down()
        sida.mouse.move(mal["x"] + 5, mal["y"] + mal["height"] + 5, steps=8)
        sida.mouse.up()
    assert svar.value.status == 204
    assert visade(sida) == rubriker(plan)
    assert rubriker(plan).index("Sammanträdets öppnande") == 2


def test_a_list_that_somebody_else_changed_is_drawn_again(plan, oppna, logga_in):
    sida = oppna()
    logga_in(sida, plan.chef)
    sida.goto(plan.bas + "lista/")
    with tenancy.in_forbund(plan.forbund_id):
        dagordning.lagg_till_formaliapunkt(plan.pk, slag="information", rubrik="Kom emellan", by=plan.chef)
    with sida.expect_navigation():
        sida.get_by_role("button", name="Flytta ned: Sammanträdets öppnande").click()
    assert visade(sida) == rubriker(plan)
    assert "Kom emellan" in rubriker(plan)
    assert rubriker(plan)[0] == "Sammanträdets öppnande"


def test_without_scripts_the_button_moves_and_the_focus_comes_back(plan, oppna, logga_in):
    sida = oppna(js=False)
    logga_in(sida, plan.chef)
    sida.goto(plan.bas + "lista/")
    sida.get_by_role("button", name="Flytta ned: Sammanträdets öppnande").click()
    assert visade(sida) == rubriker(plan)
    assert rubriker(plan)[1] == "Sammanträdets öppnande"
    knapp = sida.locator("button[autofocus]")
    assert knapp.get_attribute("aria-label") == "Flytta ned: Sammanträdets öppnande"


@pytest.mark.parametrize("bredd", [1280, 390])
@pytest.mark.parametrize("mork", [False, True])
def test_the_pages_have_no_barriers_and_fit(plan, oppna, logga_in, bredd, mork):
    sida = oppna(bredd=bredd, mork=mork)
    logga_in(sida, plan.chef)
    with tenancy.in_forbund(plan.forbund_id):
        punkt = plan.punkter.get(rubrik="Behovsanalys")
    for namn, vag in (
        ("sammantraden", "../"),
        ("foredragningslista", "lista/"),
        ("punkt", f"punkter/{punkt.pk}/"),
        ("kallelse-utkast", "kallelse/"),
        ("kallelse-publicera", "kallelse/publicera/"),
    ):
        sida.goto(plan.bas + vag)
        assert (axe(sida), rullar_i_sidled(sida)) == ([], False)
        bild(sida, f"{namn}-{bredd}-{'morkt' if mork else 'ljust'}")


def test_the_kallelse_is_published_by_two_clicks_and_read(plan, oppna, logga_in):
    sida = oppna(bredd=390)
    logga_in(sida, plan.chef)
    sida.goto(plan.bas + "lista/")
    sida.get_by_role("link", name="Publicera kallelsen").click()
    sida.get_by_role("button", name="Publicera").click()
    assert sida.get_by_role("heading", level=1).inner_text() == "Sammanträde 27 november 2026"
    assert (axe(sida), rullar_i_sidled(sida)) == ([], False)
    bild(sida, "sammantrade-390-ljust")
