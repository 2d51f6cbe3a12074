"""The diarium and the outbox in a browser: no barriers, and a file that is checked while one watches."""

import pytest
from playwright.sync_api import expect

from forbund.diarium import actions
from forbund.grund import dates, tenancy
from forbund.grund.models import Jobb, Utskick
from forbund.grund.queue import kor_jobb
from forbund.register.states import Roll
from tests.diarium.fabrik import make_arende, make_handling
from tests.factories import make_forbund, make_konto_med
from tests.webb.webblasare import axe, bild, rullar_i_sidled

PERSONNUMMER = b"Deltagaren 19121212-1212 kom."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def forbund(transactional_db):
    return make_forbund(slug="kalmar", kortnamn="Kalmar län")


@pytest.fixture
def chef(forbund):
    return make_konto_med(forbund, Roll.FORBUNDSCHEF, namn="Eva Lindmark")


@pytest.fixture
def arende(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        arende = make_arende(rubrik="Unga till arbete, förstudie", by=chef)
        make_handling(arende, rubrik="Yttrande över förstudien", by=chef)
        make_handling(arende, rubrik="Brev", innehall=PERSONNUMMER, by=chef)
        make_handling(arende, rubrik="Fråga om lokaler", kontrollerad=False, by=chef)
        avslutat = make_arende(rubrik="Hyra av lokal")
        actions.avsluta_arende(avslutat.pk, by=chef)
        Utskick.objects.bulk_create(
            Utskick(
                nyckel=str(n),
                slag="Kallelse",
                adress="karin@kommun.example",
                objekt_id=1,
                forfaller=tid,
                nasta_forsok=tid,
                message_id="<x>",
                status=status,
                amne="Kallelse till styrelsen 27 november",
                text="Hej!\n\nLäs handlingarna: https://finsam.example/f/kalmar/",
                forsok=1,
            )
            for n, (status, tid) in enumerate((s, dates.nu()) for s in ("skickat", "oklart", "misslyckat", "vantar"))
        )
    return arende


@pytest.mark.parametrize("mork", [False, True], ids=["ljust", "mörkt"])
@pytest.mark.parametrize("bredd", [1280, 390])
def test_the_pages_have_no_barriers(oppna, logga_in, chef, arende, forbund, settings, bredd, mork):
    settings.DEMO = True
    sida = oppna(bredd=bredd, mork=mork)
    logga_in(sida, chef)
    with tenancy.in_forbund(forbund.pk):
        last = arende.handlingar.get(rubrik="Brev").pk
    vagar = {
        "lista": "arenden/",
        "arende": f"arenden/{arende.pk}/",
        "avsluta": f"arenden/{arende.pk}/avsluta/",
        "nytt": "arenden/nytt/",
        "bedom": f"handlingar/{last}/bedom/",
        "utkorg": "utkorg/",
    }
    hinder = {}
    for namn, vag in vagar.items():
        sida.goto(f"/f/kalmar/{vag}")
        if namn == "arende":
            sida.get_by_text("Registrera en handling").click()
        hinder[namn] = axe(sida) + ["rullar i sidled"] * rullar_i_sidled(sida)
        bild(sida, f"diarium-{namn}-{bredd}-{'morkt' if mork else 'ljust'}")
    assert hinder == {namn: [] for namn in vagar}


def test_a_file_is_registered_checked_and_opened_while_one_watches(oppna, logga_in, chef, arende):
    Jobb.objects.update(klart="2026-01-01T00:00:00Z")
    sida = oppna()
    logga_in(sida, chef)
    sida.goto(f"/f/kalmar/arenden/{arende.pk}/")
    sida.get_by_text("Registrera en handling").click()
    sida.get_by_label("Fil", exact=True).set_input_files(
        {"name": "svar.txt", "mimeType": "text/plain", "buffer": b"Hej"}
    )
    sida.get_by_label("Vad handlingen gäller").fill("Svar från regionen")
    sida.get_by_label("Från eller till").fill("Region Kalmar län")
    sida.get_by_role("button", name="Registrera handlingen").click()
    rad = sida.locator(".handlingar li", has_text="Svar från regionen")
    expect(rad).to_contain_text("Filen kontrolleras.")
    jobb = Jobb.objects.get(klart=None)
    assert kor_jobb(jobb.pk)
    expect(rad.get_by_role("link", name="Svar från regionen")).to_be_visible(timeout=8000)
    with sida.expect_download() as hamtning:
        rad.get_by_role("link", name="Svar från regionen").click()
    assert hamtning.value.suggested_filename.endswith("-4 svar.txt")


def test_the_form_works_without_javascript_and_keeps_what_was_typed(oppna, logga_in, chef, arende):
    sida = oppna(js=False)
    logga_in(sida, chef)
    sida.goto(f"/f/kalmar/arenden/{arende.pk}/")
    sida.get_by_text("Registrera en handling").click()
    sida.get_by_label("Vad handlingen gäller").fill("Svar från regionen")
    sida.get_by_role("button", name="Registrera handlingen").click()
    expect(sida.get_by_label("Vad handlingen gäller")).to_have_value("Svar från regionen")
    expect(sida.get_by_role("alert")).to_contain_text("Välj en fil.")
