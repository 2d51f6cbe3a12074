"""The beredning and the insatser in a browser: saved while writing, without scripts, on a phone, in the dark."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from beredning import actions
from beredning.models import Forslag, Kostnad, Stallningstagande
from forbund.grund import dates
from forbund.register.models import Organisation
from forbund.register.states import Roll
from insatser.models import Insats
from tests.beredning.fabrik import make_berett, make_fragat, make_hos_styrelsen, make_inlamnat, make_miljo, make_utkast
from tests.factories import make_konto_med, make_medlem
from tests.insatser.fabrik import make_beslut_om_medel
from tests.styrelse.fabrik import make_ledamot, make_punkt
from tests.webb.webblasare import axe, bild, rullar_i_sidled

NAMN = {
    "fk": "Försäkringskassan",
    "af": "Arbetsförmedlingen",
    "region": "Region Norrbotten",
    "kommun": "Älvsbyns kommun",
}


@pytest.fixture
def miljo(transactional_db):
    """A förbund with names people know, and a förslag in each stage."""
    with dates.klockan(date(2026, 11, 10)):
        miljo = make_miljo()
        for nyckel, namn in NAMN.items():
            Organisation.objects.filter(pk=miljo.medlemmar[nyckel].organisation_id).update(namn=namn)
        miljo.chef.namn = "Eva Lindmark"
        miljo.chef.save()
        with miljo.oppet():
            for medlem in miljo.medlemmar.values():
                medlem.refresh_from_db()
            make_utkast(miljo, rubrik="Språk och arbete", behov="", implementering_svar="", implementering="")
            make_inlamnat(miljo, rubrik="Rehab i dialog")
            make_fragat(miljo, dates.idag() + timedelta(days=9), rubrik="Samordningsteam unga vuxna i hela länet")
            make_berett(miljo, rubrik="Behovsanalys psykisk hälsa")
            make_hos_styrelsen(miljo, rubrik="Vägar till studier")
        yield miljo


def forslag(miljo, status: str) -> Forslag:
    with miljo.oppet():
        return Forslag.objects.get(status=status)


def beviljad(miljo) -> Insats:
    with miljo.oppet():
        sant = Forslag.objects.get(status="till_styrelsen")
        punkt = make_punkt(arende=sant.arende, paragraf=37, paragraf_ar=2026, justerad=None)
        kommun, af = miljo.medlemmar["kommun"], miljo.medlemmar["af"]
        belopp = ((2027, kommun.pk, 700_000), (2027, af.pk, 210_000), (2028, kommun.pk, 500_000))
        villkor = ["Överenskommelsen ska vara undertecknad innan insatsen startar.", "Halvårsrapport i augusti."]
        actions.ta_emot_beslut(make_beslut_om_medel(punkt, belopp, make_ledamot(medlem=kommun), villkor=villkor))
        return Insats.objects.get()


def sidor(miljo) -> dict[str, tuple[str, object]]:
    """Every page, with one who opens it."""
    kommun, fk, chef = miljo.foretradare["kommun"], miljo.foretradare["fk"], miljo.chef
    utkast, fragat = forslag(miljo, "utkast"), forslag(miljo, "stallningstaganden")
    with miljo.oppet():
        for namn, svar, text in (
            ("af", "tillstyrker", "Stämmer med våra prioriteringar."),
            ("region", "tillstyrker_med_villkor", "Regionens del av styrgruppen tillsätts före start."),
        ):
            rad = Stallningstagande.objects.get(forslag=fragat, medlem=miljo.medlemmar[namn])
            actions.svara(rad.pk, by=miljo.foretradare[namn], svar=svar, text=text, version=1)
        fks = Stallningstagande.objects.get(forslag=fragat, medlem=miljo.medlemmar["fk"])
    insats = beviljad(miljo)
    steg = {f"steg-{s}": (f"{utkast.pk}/redigera/{s}/", kommun) for s in ("vad", "behov", "hur", "pengar", "sedan")}
    egna = {
        "tavla": ("", kommun),
        "lista": ("?visa=lista", chef),
        "nytt": ("nytt/", kommun),
        **steg,
        "granska": (f"{utkast.pk}/redigera/granska/", kommun),
        "forslag-chef": (f"{fragat.pk}/", chef),
        "forslag-fk": (f"{fragat.pk}/", fk),
        "forslag-utkast": (f"{utkast.pk}/", kommun),
        "stallning": (f"{fragat.pk}/stallning/{fks.pk}/", fk),
        "fraga": (f"{forslag(miljo, 'inlamnat').pk}/fraga/", chef),
        "avskriv": (f"{forslag(miljo, 'inlamnat').pk}/avskriv/", chef),
    }
    alla = {f"beredning-{namn}": (miljo.url(rest), konto) for namn, (rest, konto) in egna.items()}
    bas = f"/f/{miljo.forbund.slug}/"
    return alla | {
        "insatser-lista": (f"{bas}insatser/", chef),
        "insatser-insats": (f"{bas}insatser/{insats.pk}/", chef),
        "beredning-oversikt": (bas, chef),
    }


@pytest.mark.parametrize(("bredd", "mork"), [(1280, False), (390, True), (1280, True), (390, False)])
def test_every_page_is_free_of_barriers_and_fits_its_window(miljo, oppna, logga_in, bredd, mork):
    brister = {}
    for namn, (url, konto) in sidor(miljo).items():
        sida = oppna(bredd=bredd, mork=mork)
        logga_in(sida, konto)
        sida.goto(url)
        bild(sida, f"{namn}-{bredd}{'-mork' if mork else ''}")
        fel = axe(sida) + (["rullar i sidled"] if rullar_i_sidled(sida) else [])
        if fel:
            brister[namn] = fel
        sida.context.close()
    assert brister == {}


def test_a_step_saves_itself_and_the_check_follows(miljo, oppna, logga_in):
    utkast = forslag(miljo, "utkast")
    sida = oppna()
    logga_in(sida, miljo.foretradare["kommun"])
    sida.goto(miljo.url(f"{utkast.pk}/redigera/behov/"))
    assert sida.get_by_text("Beskriv behovet och hur ni har kommit fram till det.").count() == 1
    with sida.expect_response("**/kontroll/"):
        sida.get_by_label("Behov").fill("Unga står länge utan samordnat stöd.")
    assert sida.locator("[data-sparat]").inner_text() == "Sparat kl. 09.00."
    assert sida.get_by_text("Beskriv behovet och hur ni har kommit fram till det.").count() == 0
    assert forslag(miljo, "utkast").behov == "Unga står länge utan samordnat stöd."


def test_a_personnummer_is_told_of_while_writing_and_is_not_stored(miljo, oppna, logga_in):
    utkast = forslag(miljo, "utkast")
    sida = oppna()
    logga_in(sida, miljo.foretradare["kommun"])
    sida.goto(miljo.url(f"{utkast.pk}/redigera/behov/"))
    with sida.expect_response("**/behov/"):
        sida.get_by_label("Behov").fill("Gäller 19811218-9876.")
    sida.get_by_text("men inte allt: Behov: Här står ett personnummer").wait_for()
    assert forslag(miljo, "utkast").behov == ""


def test_the_grid_adds_itself_up_while_it_is_filled_in(miljo, oppna, logga_in):
    utkast = forslag(miljo, "utkast")
    sida = oppna()
    logga_in(sida, miljo.foretradare["kommun"])
    sida.goto(miljo.url(f"{utkast.pk}/redigera/pengar/"))
    with sida.expect_response("**/summor/"):
        sida.get_by_label("Resor 2028, Arbetsförmedlingen").fill("50 000")
        sida.get_by_label("Resor 2028, Arbetsförmedlingen").blur()
    sida.locator("#summor tfoot").get_by_text("1\u00a0250\u00a0000").wait_for()


def test_a_draft_is_written_and_handed_in_without_scripts(miljo, oppna, logga_in):
    utkast = forslag(miljo, "utkast")
    sida = oppna(js=False)
    logga_in(sida, miljo.foretradare["kommun"])
    sida.goto(miljo.url(f"{utkast.pk}/redigera/"))
    sida.get_by_label("Behov").fill("Unga står länge utan samordnat stöd.")
    for _ in range(3):
        sida.get_by_role("button", name="Spara och gå vidare").click()
    sida.get_by_text("Oklart: frågan är inte löst än").click()
    sida.get_by_role("button", name="Spara och gå vidare").click()
    sida.get_by_role("link", name="Lämna in…").click()
    sida.get_by_role("button", name="Lämna in").click()
    assert sida.get_by_text("Förslaget är inlämnat.").count() == 1
    with miljo.oppet():
        assert Forslag.objects.get(pk=utkast.pk).status == "inlamnat"
        assert Kostnad.objects.filter(forslag=utkast).get().belopp == Decimal(1_200_000)


def test_fifteen_medlemmar_fit_the_page_on_a_phone(miljo, oppna, logga_in):
    with miljo.oppet():
        for _ in range(12):
            make_medlem()
        stort = make_fragat(miljo, dates.idag() + timedelta(days=20), rubrik="Stort förslag")
    sida = oppna(bredd=390)
    logga_in(sida, make_konto_med(miljo.forbund, Roll.LEDAMOT, medlem=miljo.medlemmar["kommun"]))
    sida.goto(miljo.url(f"{stort.pk}/"))
    bild(sida, "beredning-stort-390")
    assert (rullar_i_sidled(sida), axe(sida)) == (False, [])
