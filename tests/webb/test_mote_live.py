"""The live sammanträde with several browsers: it follows by itself, and nobody loses what they write."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from forbund.styrelse.actions import omrostning, proposition, punkt, yrkande
from forbund.styrelse.models import Beslut, Punkt, Rost, Yrkande
from tests.styrelse.fabrik_mote import make_omrostning_oppen, make_oppen_punkt, make_oppnat, make_styrelse
from tests.webb.webblasare import axe, rullar_i_sidled


@pytest.fixture
def styrelse(transactional_db):
    return make_styrelse()


@pytest.fixture
def ga_in(styrelse, oppna, logga_in):
    """`ga_in("fk", sammantrade, bredd=390)`: the live page in a browser of that person's own."""

    def in_(namn, sammantrade_id, **val):
        sida = oppna(**val)
        logga_in(sida, styrelse.sekreterare if namn == "sekreterare" else styrelse.konton[namn])
        sida.goto(reverse("styrelse:mote", args=[styrelse.forbund.slug, sammantrade_id]))
        return sida

    return in_


def test_a_point_from_opening_to_klubbslag_in_three_browsers(styrelse, ga_in):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
    ordforande = ga_in("ordforande", sammantrade.pk)
    ledamot = ga_in("fk", sammantrade.pk, bredd=390)
    sekreterare = ga_in("sekreterare", sammantrade.pk)
    ordforande.get_by_role("button", name="Öppna punkt 1").click()
    expect(ledamot.get_by_role("heading", name="§ 1 Insats 1")).to_be_visible()
    ledamot.get_by_role("button", name="Yrka avslag").click()
    expect(ordforande.get_by_text("Fk Prov (Organisation").first).to_be_visible()
    ordforande.get_by_role("button", name="Avsluta överläggningen").click()
    ordforande.get_by_role("button", name="Styrelsen bifaller förslaget").click()
    ledamot.get_by_role("button", name="Begär omröstning").click()
    ordforande.get_by_role("button", name="Öppna omröstningen").click()
    for sida in (ordforande, ledamot):
        sida.get_by_role("button", name="Nej", exact=True).click()
        sida.get_by_role("button", name="Bekräfta nej").click()
        expect(sida.get_by_role("heading", name="Du har röstat")).to_be_visible()
    for namn in ("Vice Prov", "Af Prov"):
        sekreterare.get_by_role("button", name=f"Ja: {namn}").click()
        sekreterare.get_by_role("button", name="Bekräfta ja").click()
        expect(sekreterare.get_by_role("button", name=f"Ja: {namn}")).to_have_count(0)
    ordforande.get_by_role("button", name="Stäng omröstningen").click()
    ordforande.get_by_role("button", name="Klubba: styrelsen avslår förslaget").click()
    expect(ledamot.get_by_text("§ 1 Insats 1: avgjord")).to_be_visible()
    with styrelse.oppet():
        assert (Beslut.objects.get().utfall, Rost.objects.exclude(antecknad_av=None).count()) == ("avslag", 2)


def test_what_one_writes_stays_while_others_act(styrelse, ga_in):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
    sida = ga_in("fk", rad.sammantrade_id)
    sida.get_by_text("Yrka en ändring").click()
    ruta = sida.get_by_label("Styrelsen beslutar att …")
    ruta.fill("bevilja hälften, och")
    with styrelse.oppet():
        yrkande.yrka(rad.pk, uppdrag_id=styrelse["af"], slag="avslag", by=styrelse.konton["af"])
    expect(sida.locator("#mote-punkt")).to_contain_text("Af Prov")
    expect(ruta).to_be_focused()
    ruta.press_sequentially(" inte mer")
    expect(ruta).to_have_value("bevilja hälften, och inte mer")
    sida.get_by_role("button", name="Yrka ändringen").click()
    expect(sida.locator("#mote-punkt")).to_contain_text("att bevilja hälften, och inte mer")
    with styrelse.oppet():
        assert Yrkande.objects.get(slag="andring").att_satser == ["bevilja hälften, och inte mer"]


def test_a_refusal_says_what_to_do_and_takes_the_focus(styrelse, ga_in):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
    sida = ga_in("fk", rad.sammantrade_id)
    sida.get_by_text("Yrka en ändring").click()
    sida.get_by_label("Styrelsen beslutar att …").fill("stödja 19811228-9874")
    sida.get_by_role("button", name="Yrka ändringen").click()
    expect(sida.locator("#mote-fel [data-fellista]")).to_be_focused()
    expect(sida.locator("#mote-fel")).to_contain_text("Ta bort numret.")
    sida.locator("#mote-fel").get_by_label("Styrelsen beslutar att …").fill("bevilja hälften")
    sida.get_by_role("button", name="Försök igen").click()
    expect(sida.locator("#mote-fel")).to_be_empty()
    expect(sida.locator("#mote-punkt")).to_contain_text("att bevilja hälften")


def test_the_confirmation_of_a_vote_stays_while_others_vote(styrelse, ga_in):
    with styrelse.oppet():
        oppen = make_omrostning_oppen(styrelse, make_oppen_punkt(styrelse))
    sida = ga_in("fk", oppen.punkt.sammantrade_id, bredd=390)
    sida.get_by_role("button", name="Ja", exact=True).click()
    expect(sida.get_by_role("button", name="Bekräfta ja")).to_be_focused()
    with styrelse.oppet():
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["af"], val="ja", by=styrelse.konton["af"])
    expect(sida.locator("#mote-nu")).to_contain_text("1 av 4 har röstat")
    expect(sida.get_by_role("button", name="Bekräfta ja")).to_be_focused()
    sida.keyboard.press("Enter")
    expect(sida.get_by_role("heading", name="Du har röstat")).to_be_visible()


def test_without_javascript_one_votes_too(styrelse, ga_in):
    with styrelse.oppet():
        oppen = make_omrostning_oppen(styrelse, make_oppen_punkt(styrelse))
    sida = ga_in("fk", oppen.punkt.sammantrade_id, js=False)
    sida.get_by_role("button", name="Avstår", exact=True).click()
    sida.get_by_role("button", name="Bekräfta avstår").click()
    expect(sida.get_by_role("heading", name="Du har röstat")).to_be_visible()


@pytest.mark.parametrize("bredd", [390, 1280])
@pytest.mark.parametrize("mork", [False, True])
def test_nobody_is_shut_out(styrelse, ga_in, bredd, mork):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse, formalia=True)
        yrkande.yrka(rad.pk, uppdrag_id=styrelse["fk"], slag="andring", att_satser=["x"], by=styrelse.konton["fk"])
    sidor = [ga_in(namn, rad.sammantrade_id, bredd=bredd, mork=mork) for namn in ("ordforande", "fk", "sekreterare")]
    for sida in sidor:
        assert (axe(sida), rullar_i_sidled(sida)) == ([], False)
    with styrelse.oppet():
        Yrkande.objects.filter(slag="andring").update(aterkallat=rad.oppnad)
        make_omrostning_oppen(styrelse, Punkt.objects.get(pk=rad.pk))
    for sida in sidor:
        expect(sida.locator("#mote-nu")).to_contain_text("Omröstning pågår")
        assert (axe(sida), rullar_i_sidled(sida)) == ([], False)


def test_one_leaves_after_a_question_and_is_gone_in_every_browser(styrelse, ga_in):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
    ledamot, annan = (ga_in(namn, sammantrade.pk) for namn in ("fk", "vice"))
    ledamot.get_by_role("button", name="Jag lämnar sammanträdet").click()
    ledamot.get_by_role("dialog").get_by_role("button", name="Jag lämnar sammanträdet").click()
    expect(ledamot.get_by_role("heading", name="Välkommen")).to_be_visible()
    expect(annan.locator("#mote-beslutsforhet")).to_contain_text("3 av 4")


def test_parts_that_have_not_changed_are_left_alone(styrelse, ga_in):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
    sida = ga_in("fk", rad.sammantrade_id)
    sida.evaluate("document.querySelector('#mote-lista').dataset.marke = 'kvar'")
    with styrelse.oppet():
        proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    expect(sida.locator("#mote-nu")).to_contain_text("Överläggningen är avslutad")
    expect(sida.locator("#mote-lista")).to_have_attribute("data-marke", "kvar")
    with styrelse.oppet():
        proposition.ateruppta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
        punkt.dra_tillbaka(rad.pk, skal_text="Väntar.", by=styrelse.konton["ordforande"])
    expect(sida.locator("#mote-lista")).to_contain_text(re.compile("utgår"))
