"""The protokoll in a browser: written, sent out, justerat by three, and read by everyone."""

import pytest
from django.urls import reverse

from forbund.grund import tenancy
from forbund.register.models import Person
from forbund.register.states import Roll
from forbund.styrelse.actions import justering
from forbund.styrelse.actions import protokoll as actions
from forbund.styrelse.models import Protokoll, Punkt
from tests.factories import make_forbund, make_konto_med
from tests.styrelse import fabrik_protokoll
from tests.webb.webblasare import axe, bild, rullar_i_sidled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def forbundet(db):
    return make_forbund(namn="Consensus Älvsbyn", kortnamn="Consensus Älvsbyn", slug="consensus")


@pytest.fixture
def chef(forbundet):
    return make_konto_med(forbundet, Roll.FORBUNDSCHEF, namn="Karin Chef")


@pytest.fixture
def mote(forbundet, chef):
    with tenancy.in_forbund(forbundet.pk):
        return fabrik_protokoll.make_fullt_mote(arenden=1, svart=True, sekreterare=Person.objects.get(konto=chef))


def adress(mote, namn: str = "protokoll", *args) -> str:
    return reverse(f"styrelse:{namn}", args=["consensus", mote.sammantrade.pk, *args])


def rendera(forbundet) -> Protokoll:
    with tenancy.in_forbund(forbundet.pk):
        return actions.rendera_utsant(Protokoll.objects.get().pk)


def insatsen(forbundet) -> Punkt:
    with tenancy.in_forbund(forbundet.pk):
        return Punkt.objects.get(rubrik__startswith="Insatsen")


@pytest.mark.parametrize("js", [True, False])
def test_from_draft_to_justerat(oppna, logga_in, forbundet, chef, mote, js):
    punkt = insatsen(forbundet)
    sida = oppna(js=js)
    logga_in(sida, chef)
    sida.goto(adress(mote))
    sida.locator(f"#punkt-{punkt.pk}").get_by_role("link", name="Ändra texten").click()
    sida.get_by_label("Text i protokollet").fill("Parterna är eniga om behovet.")
    sida.get_by_role("button", name="Spara", exact=True).click()
    assert sida.locator(f"#punkt-{punkt.pk} .notering").inner_text() == "Parterna är eniga om behovet."
    sida.get_by_role("link", name="Sänd ut för justering").click()
    sida.get_by_role("button", name="Sänd ut").click()
    assert sida.get_by_text("Protokollet skrivs ut som PDF").count() == 1
    rendera(forbundet)
    for namn in ("anna", "bo", "cecilia"):
        hen = oppna(js=js, bredd=390)
        logga_in(hen, mote.konto(namn))
        hen.goto(adress(mote))
        hen.get_by_role("link", name="Justera…").click()
        hen.get_by_role("button", name="Justera de valda paragraferna").click()
        assert hen.get_by_role("link", name="Justera…").count() == 0
    sida.goto(adress(mote))
    assert sida.locator(".badge", has_text="Justerat").count() == 1
    assert sida.get_by_role("link", name="Protokollsutdrag (PDF)").count() == 9


def test_the_page_tells_by_itself_when_the_pdf_is_there(oppna, logga_in, forbundet, chef, mote):
    with tenancy.in_forbund(forbundet.pk):
        fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    sida = oppna()
    logga_in(sida, chef)
    sida.goto(adress(mote))
    rendera(forbundet)
    sida.get_by_role("link", name="Utsänt för justering (PDF)").wait_for(timeout=10_000)


@pytest.mark.parametrize(("bredd", "mork"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_every_page_is_without_barriers_and_fits(oppna, logga_in, forbundet, chef, mote, bredd, mork):
    punkt = insatsen(forbundet).pk
    chefens, bos = oppna(bredd=bredd, mork=mork), oppna(bredd=bredd, mork=mork)
    logga_in(chefens, chef)
    logga_in(bos, mote.konto("bo"))
    tillagg = f"{bredd}{'-mork' if mork else ''}"

    def granska(sida, namn, vag):
        sida.goto(vag)
        bild(sida, f"protokoll-{namn}-{tillagg}")
        assert (axe(sida), rullar_i_sidled(sida)) == ([], False), namn

    granska(chefens, "utkast", adress(mote))
    granska(chefens, "text", adress(mote, "protokoll_text", punkt))
    granska(chefens, "sand-ut", adress(mote, "protokoll_sand_ut"))
    with tenancy.in_forbund(forbundet.pk):
        protokoll = fabrik_protokoll.make_utsant(mote, chef)
    granska(bos, "utsant", adress(mote))
    granska(bos, "justera", adress(mote, "protokoll_justera"))
    granska(bos, "aterlamna", adress(mote, "protokoll_aterlamna", punkt))
    granska(chefens, "pa-papper", adress(mote, "protokoll_pa_papper", mote.cecilia.pk))
    with tenancy.in_forbund(forbundet.pk):
        for namn in ("anna", "bo", "cecilia"):
            lage = justering.justeringslage(protokoll)
            kvar = lage.kvar_for([mote.folk[namn].person_id])
            protokoll = justering.justera(
                protokoll.pk, punkter=kvar, sha256=protokoll.sha256, by=mote.konto(namn), skal={}
            )
    granska(chefens, "rattelse", adress(mote, "protokoll_rattelse", punkt))
    granska(chefens, "justerat", adress(mote))
