"""The acts of the live page by its forms: the vote in two taps, refusals, warnings and htmx."""

from decimal import Decimal

import pytest
from django.urls import reverse

from forbund.styrelse.actions import jav, omrostning
from forbund.styrelse.models import Omrostning, Punkt, Rost, Sammantrade, Yrkande
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_oppnat,
    make_styrelse,
)
from tests.styrelse.klient_mote import HX, akt, klient_for, knappar, sidan
from tests.styrelse.steg import avsluta, yrka


@pytest.fixture
def styrelse(db):
    return make_styrelse()


# --- the vote in two taps, without JavaScript -------------------------------------------------------------------------


@pytest.fixture
def omrostad(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        return styrelse, rad, make_omrostning_oppen(styrelse, rad)


def test_one_votes_by_choosing_and_confirming(omrostad):
    styrelse, rad, _ = omrostad
    klient = klient_for(styrelse.konton["fk"])
    forsta = klient.get(sidan(styrelse, rad.sammantrade_id))
    assert forsta.context["sida"].rost.akt is None
    bekrafta = klient.get(sidan(styrelse, rad.sammantrade_id, "?rost=nej")).context["sida"].rost
    assert (bekrafta.val, bekrafta.betyder) == ("Nej", "avslå förslaget")
    falt = {namn: f.initial for namn, f in bekrafta.akt.form.fields.items()} | bekrafta.akt.form.initial
    svar = klient.post(bekrafta.akt.url, falt)
    assert (svar.status_code, svar.url) == (302, sidan(styrelse, rad.sammantrade_id))
    with styrelse.oppet():
        assert Rost.objects.get().val == "nej"
    assert klient.get(sidan(styrelse, rad.sammantrade_id)).context["sida"].rost.har_rostat is True


def test_to_choose_is_not_to_vote(omrostad):
    styrelse, rad, _ = omrostad
    klient_for(styrelse.konton["fk"]).get(sidan(styrelse, rad.sammantrade_id, "?rost=ja"))
    with styrelse.oppet():
        assert Rost.objects.count() == 0


def test_a_second_vote_is_refused_in_plain_words(omrostad):
    styrelse, rad, oppen = omrostad
    klient = klient_for(styrelse.konton["fk"])
    adress, val = akt(styrelse, rad.sammantrade_id, "rosta", oppen.pk), {"uppdrag_id": styrelse["fk"], "val": "ja"}
    assert klient.post(adress, val).status_code == 302
    svar = klient.post(adress, {**val, "val": "nej"})
    assert svar.status_code == 422
    assert "Rösten är redan avgiven. Varje ledamot har en röst i omröstningen." in svar.content.decode()
    with styrelse.oppet():
        assert list(Rost.objects.values_list("val", flat=True)) == ["ja"]


def test_a_vote_for_another_is_forbidden(omrostad):
    styrelse, rad, oppen = omrostad
    adress = akt(styrelse, rad.sammantrade_id, "rosta", oppen.pk)
    svar = klient_for(styrelse.konton["fk"]).post(adress, {"uppdrag_id": styrelse["af"], "val": "ja"})
    assert svar.status_code == 403


def test_a_vote_too_late_is_a_conflict(omrostad):
    styrelse, rad, oppen = omrostad
    with styrelse.oppet():
        omrostning.stang_omrostning(oppen.pk, avstar_resten=True, utslagsrost="ja", by=styrelse.konton["ordforande"])
    adress = akt(styrelse, rad.sammantrade_id, "rosta", oppen.pk)
    svar = klient_for(styrelse.konton["fk"]).post(adress, {"uppdrag_id": styrelse["fk"], "val": "ja"})
    assert (svar.status_code, "Omröstningen är stängd." in svar.content.decode()) == (409, True)


def test_the_sekreterare_notes_a_vote_in_two_taps(omrostad):
    styrelse, rad, _ = omrostad
    klient = klient_for(styrelse.sekreterare)
    sida = klient.get(sidan(styrelse, rad.sammantrade_id)).context["sida"]
    assert [v.namn for v in sida.vantande] == ["Ordforande Prov", "Vice Prov", "Af Prov", "Fk Prov"]
    bekrafta = klient.get(sidan(styrelse, rad.sammantrade_id, f"?rost=ja&for={styrelse['fk']}")).context["sida"].rost
    assert (bekrafta.for_namn, bekrafta.har_rostat) == ("Fk Prov", False)
    klient.post(bekrafta.akt.url, {"uppdrag_id": styrelse["fk"], "val": "ja"})
    with styrelse.oppet():
        assert Rost.objects.get().antecknad_av_id == styrelse.sekreterare.pk


def test_when_it_is_even_and_the_one_who_leads_abstained_the_page_asks_for_that_vote(omrostad):
    styrelse, rad, oppen = omrostad
    with styrelse.oppet():
        for namn, val in (("ordforande", "avstar"), ("vice", "ja"), ("fk", "nej"), ("af", "avstar")):
            omrostning.rosta(oppen.pk, uppdrag_id=styrelse[namn], val=val, by=styrelse.konton[namn])
    klient = klient_for(styrelse.konton["ordforande"])
    leda = klient.get(sidan(styrelse, rad.sammantrade_id)).context["sida"].leda
    assert (leda.rubrik, [a.form.initial for a in leda.akter]) == (
        "Din röst avgör",
        [{"utslagsrost": "ja"}, {"utslagsrost": "nej"}],
    )
    klient.post(leda.akter[1].url, leda.akter[1].form.initial)
    with styrelse.oppet():
        assert Omrostning.objects.get().utfall == "nej"


@pytest.mark.parametrize("fk", ["ja", "nej"])
def test_while_a_vote_is_missing_the_page_of_the_one_who_leads_does_not_tell_how_they_stand(omrostad, fk):
    styrelse, rad, oppen = omrostad
    with styrelse.oppet():
        for namn, val in (("ordforande", "avstar"), ("vice", "ja"), ("fk", fk)):
            omrostning.rosta(oppen.pk, uppdrag_id=styrelse[namn], val=val, by=styrelse.konton[namn])
    leda = klient_for(styrelse.konton["ordforande"]).get(sidan(styrelse, rad.sammantrade_id)).context["sida"].leda
    assert (leda.rubrik, leda.akter, [a.fall for a in leda.fler]) == (
        "Omröstningen pågår",
        (),
        [f"Stäng utan att vänta, med {ord_} om det blir lika" for ord_ in ("ja", "nej")],
    )
    assert leda.text == (
        "Väntar på Af Prov. Du har avstått. Stänger du nu avstår de som inte har röstat, och blir det lika avgör "
        "din röst."
    )


# --- acts by the page -------------------------------------------------------------------------------------------------


def test_a_whole_point_by_the_forms_of_the_page(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
        rad = sammantrade.punkter.get()
    ordforande, ledamot = klient_for(styrelse.konton["ordforande"]), klient_for(styrelse.konton["fk"])

    def gor(klient, namn, objekt, **falt):
        svar = klient.post(akt(styrelse, sammantrade.pk, namn, objekt), falt)
        assert svar.status_code == 302, svar.content.decode()

    gor(ordforande, "punkt-oppna", rad.pk)
    gor(ledamot, "yrka", rad.pk, uppdrag_id=styrelse["fk"], slag="avslag")
    gor(
        ledamot,
        "andring",
        rad.pk,
        uppdrag_id=styrelse["fk"],
        slag="andring",
        att_satser="att bevilja 900 000 kr",
        belopp_0="900 000",
        finansiering_0="medlemsbidrag 2027",
    )
    gor(ordforande, "overlaggning-slut", rad.pk)
    with styrelse.oppet():
        andring = Yrkande.objects.get(slag="andring")
    gor(ordforande, "redovisa", rad.pk, yrkande_id=andring.pk)
    gor(ordforande, "klubba", rad.pk)
    with styrelse.oppet():
        rad = Punkt.objects.select_related("beslut").get(pk=rad.pk)
        assert (rad.status, rad.beslut.att_satser) == ("beslutad", ["bevilja 900 000 kr"])
        assert [b.belopp for b in rad.beslut.belopp.all()] == [Decimal(900_000)]


def test_a_refused_act_keeps_what_was_written(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
    svar = klient_for(styrelse.konton["fk"]).post(
        akt(styrelse, rad.sammantrade_id, "andring", rad.pk),
        {
            "uppdrag_id": styrelse["fk"],
            "slag": "andring",
            "att_satser": "bevilja till 19811228-9874",
            "text": "Därför.",
        },
    )
    assert svar.status_code == 422
    assert svar.context["fel"].form.data["text"] == "Därför."
    with styrelse.oppet():
        assert Yrkande.objects.count() == 0


def test_a_warning_asks_for_its_reason_and_then_goes_on(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    klient = klient_for(styrelse.konton["af"])
    adress, falt = akt(styrelse, rad.sammantrade_id, "narvaro"), {"uppdrag_id": styrelse["af"], "genast": "on"}
    svar = klient.post(adress, falt)
    assert (svar.status_code, list(svar.context["fel"].form.errors)) == (422, ["skal_R118"])
    assert klient.post(adress, {**falt, "skal_R118": "Arbetsordningen 4 §"}).status_code == 302


def test_an_act_by_htmx_answers_with_the_parts_of_the_page(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
    svar = klient_for(styrelse.konton["fk"]).post(
        akt(styrelse, rad.sammantrade_id, "yrka", rad.pk), {"uppdrag_id": styrelse["fk"], "slag": "avslag"}, **HX
    )
    text = svar.content.decode()
    assert (svar.status_code, "<html" in text, text.count("hx-swap-oob")) == (200, False, 19)
    assert "Yrkandet är antecknat." in text


def test_reservation_from_the_page_of_the_decision(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse, arenden=2)
        beslut = make_beslut_genom_acklamation(styrelse, rad)
    klient = klient_for(styrelse.konton["fk"])
    fraga = f"?punkt={rad.pk}"
    assert knappar(klient.get(sidan(styrelse, rad.sammantrade_id, fraga))) >= {"reservera"}
    svar = klient.post(
        akt(styrelse, rad.sammantrade_id, "reservera", beslut.pk) + fraga, {"uppdrag_id": styrelse["fk"]}
    )
    assert svar.url == sidan(styrelse, rad.sammantrade_id, fraga)
    assert "motivera" in knappar(klient.get(sidan(styrelse, rad.sammantrade_id, fraga)))


def test_two_views_for_one_who_sits_and_keeps_the_protokoll(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
        Sammantrade.objects.update(sekreterare=styrelse.uppdrag["fk"].person)
    klient = klient_for(styrelse.konton["fk"])
    egen = klient.get(sidan(styrelse, sammantrade.pk)).context["sida"]
    noterar = klient.get(sidan(styrelse, sammantrade.pk, "?lage=protokoll")).context["sida"]
    assert ([v[0] for v in egen.vyer], egen.personer) == (["Mötet", "Anteckna"], [])
    assert len(noterar.personer) == 8
    utan = klient_for(styrelse.konton["af"]).get(sidan(styrelse, sammantrade.pk, "?lage=protokoll")).context["sida"]
    assert (utan.vyer, utan.personer) == ((), [])


def test_the_javig_does_not_follow_the_open_point_by_way_of_the_protokoll(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        yrka(styrelse, rad, "af", "avslag", text="För dyrt för oss")
        jav.anmal_jav(rad.pk, uppdrag_id=styrelse["fk"], grund="1", by=styrelse.konton["fk"])
    adress = reverse("styrelse:protokoll", args=[styrelse.forbund.slug, rad.sammantrade_id])
    ser = {
        namn: "För dyrt för oss" in klient_for(styrelse.konton[namn]).get(adress).content.decode()
        for namn in ("fk", "vice")
    }
    assert ser == {"fk": False, "vice": True}
    with styrelse.oppet():
        make_beslut_genom_acklamation(styrelse, rad)
    assert "För dyrt för oss" in klient_for(styrelse.konton["fk"]).get(adress).content.decode()


def test_before_it_ends_someone_is_chosen_to_justera(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse, arenden=0)
    klient = klient_for(styrelse.konton["ordforande"])
    assert {"justerare", "avsluta"} & knappar(klient.get(sidan(styrelse, sammantrade.pk))) == {"justerare"}
    klient.post(akt(styrelse, sammantrade.pk, "justerare"), {"uppdrag": [styrelse["fk"]]})
    assert "avsluta" in knappar(klient.get(sidan(styrelse, sammantrade.pk)))


def test_when_it_is_over_the_page_rests(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse, arenden=0)
        avsluta(styrelse, sammantrade.pk)
    svar = klient_for(styrelse.konton["ordforande"]).get(sidan(styrelse, sammantrade.pk))
    sida = svar.context["sida"]
    assert (sida.skede, sida.puls_url, knappar(svar)) == ("slut", "", set())
    assert sida.mitt.protokoll_url != ""
