"""The pages before the sammanträde: who reads them, how many questions they ask, and what the buttons do."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forbund.grund import dates, tenancy, web
from forbund.register.states import Roll
from forbund.styrelse.actions.kallelse import publicera_kallelse
from forbund.styrelse.models import Kallelse, Punkt, Sammantrade
from tests.factories import make_forbund, make_forbundsordning, make_konto_med, make_medlem
from tests.styrelse import fabrik

IDAG = date(2026, 11, 10)
MOTE = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def klockan():
    with dates.klockan(IDAG):
        yield


@pytest.fixture
def forbund(db):
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        medlem = make_medlem()
        make_forbundsordning([medlem])
    forbund.chef = make_konto_med(forbund, Roll.FORBUNDSCHEF, namn="Eva Lindmark")
    forbund.ledamot = make_konto_med(forbund, Roll.LEDAMOT, medlem=medlem, namn="Karin Öberg")
    return forbund


def planerat(forbund, antal: int = 1) -> Sammantrade:
    with tenancy.in_forbund(forbund.pk):
        plan = Sammantrade.objects.create(start=dates.lokal(MOTE, time(9)), plats="Kommunhuset")
        for nr in range(antal):
            punkt = fabrik.make_punkt(plan, rubrik=f"Rapport {nr}")
            fabrik.make_handling(punkt.arende)
    return plan


def url(forbund, namn: str, *args: int) -> str:
    return reverse(f"styrelse:{namn}", args=[forbund.slug, *args])


def logga_in(client, konto):
    client.force_login(konto, backend="forbund.register.backends.RattBackend")
    return client


def fragor(klient, adress: str) -> int:
    """Questions of the page itself, without transaction, session and walls."""
    with CaptureQueriesContext(
        connection,
    ) as fangade:
        assert klient.get(adress).status_code == 200
    ramen = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "SELECT set_config", 'SELECT "django_session"')
    return sum(not f["sql"].startswith(ramen) for f in fangade.captured_queries)


def publicera(forbund, plan) -> Kallelse:
    with tenancy.in_forbund(forbund.pk):
        plan.refresh_from_db()
        return publicera_kallelse(plan.pk, version=plan.version, by=forbund.chef, skal={})


@pytest.mark.parametrize("namn", ["foredragningslista", "kallelse", "kallelse_publicera"])
def test_the_list_asks_as_much_for_thirty_points_as_for_one(client, forbund, namn):
    en, trettio = planerat(forbund, 1), planerat(forbund, 30)
    logga_in(client, forbund.chef)
    client.get(url(forbund, namn, en.pk))
    antal = fragor(client, url(forbund, namn, en.pk))
    assert fragor(client, url(forbund, namn, trettio.pk)) == antal
    assert antal <= 19  # 15 beside user, rights, frame


def test_the_sammantrade_asks_as_much_for_thirty_points_as_for_one(client, forbund):
    en, trettio = planerat(forbund, 1), planerat(forbund, 30)
    publicera(forbund, en), publicera(forbund, trettio)
    logga_in(client, forbund.ledamot)
    client.get(url(forbund, "sammantrade", en.pk))
    antal = fragor(client, url(forbund, "sammantrade", en.pk))
    assert fragor(client, url(forbund, "sammantrade", trettio.pk)) == antal
    assert antal <= 12


def test_the_list_of_sammantraden_asks_as_much_for_many_as_for_one(client, forbund):
    planerat(forbund)
    logga_in(client, forbund.chef)
    client.get(url(forbund, "sammantraden"))
    antal = fragor(client, url(forbund, "sammantraden"))
    for _ in range(20):
        planerat(forbund)
    client.get(url(forbund, "sammantraden"))  # the header counts anew when the log has grown
    assert fragor(client, url(forbund, "sammantraden")) == antal
    svar = client.get(url(forbund, "sammantraden"))
    assert len(svar.context["rader"]) == 21


def test_coming_and_past_are_kept_apart(client, forbund):
    kommande, forbi = planerat(forbund), planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        Sammantrade.objects.filter(pk=forbi.pk).update(status="avslutat", oppnat=dates.nu(), avslutat=dates.nu())
    logga_in(client, forbund.ledamot)
    for fraga, plan in (("", kommande), ("?visa=tidigare", forbi)):
        rader = client.get(url(forbund, "sammantraden") + fraga).context["rader"]
        assert [rad.url for rad in rader] == [url(forbund, "sammantrade", plan.pk)]


@pytest.mark.parametrize("namn", ["foredragningslista", "kallelse", "kallelse_publicera", "sammantrade_andra"])
def test_a_ledamot_does_not_see_the_unpublished_list(client, forbund, namn):
    plan = planerat(forbund)
    assert logga_in(client, forbund.ledamot).get(url(forbund, namn, plan.pk)).status_code == 403
    assert logga_in(client, forbund.chef).get(url(forbund, namn, plan.pk)).status_code == 200


def test_a_ledamot_reads_the_points_when_the_kallelse_is_out_and_not_before(client, forbund):
    plan = planerat(forbund)
    logga_in(client, forbund.ledamot)
    assert client.get(url(forbund, "sammantrade", plan.pk)).context["blad"] is None
    publicera(forbund, plan)
    with tenancy.in_forbund(forbund.pk):
        Punkt.objects.update(rubrik="Ändrad efter kallelsen")
    blad = client.get(url(forbund, "sammantrade", plan.pk)).context["blad"]
    assert [p.rubrik for p in blad.punkter] == ["Rapport 0"]


@pytest.mark.parametrize("roll", [Roll.PARTSFORETRADARE, Roll.MEDLEMSREPRESENTANT])
def test_parts_do_not_read_the_boards_room(client, forbund, roll):
    plan = planerat(forbund)
    logga_in(client, make_konto_med(forbund, roll))
    for adress in (url(forbund, "sammantraden"), url(forbund, "sammantrade", plan.pk)):
        assert client.get(adress).status_code == 403


def test_another_forbunds_sammantrade_is_not_found(client, forbund):
    annat = make_forbund()
    plan = planerat(annat)
    with tenancy.in_forbund(annat.pk):
        punkt = plan.punkter.get()
    logga_in(client, forbund.chef)
    for namn in ("sammantrade", "foredragningslista", "kallelse", "kallelse_publicera", "vack_arende"):
        assert client.get(url(forbund, namn, plan.pk)).status_code == 404
    for namn in ("punkt_upp", "punkt_ta_bort", "punkt_hamta_underlag"):
        assert client.post(url(forbund, namn, plan.pk, punkt.pk), {"version": 1}).status_code == 404


def test_a_point_of_another_sammantrade_is_not_found(client, forbund):
    plan, annan = planerat(forbund), planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        punkt = annan.punkter.get()
    logga_in(client, forbund.chef)
    assert client.get(url(forbund, "punkt", plan.pk, punkt.pk)).status_code == 404
    assert client.get(url(forbund, "punkt", annan.pk, punkt.pk)).status_code == 200


def test_a_sammantrade_is_planned_by_form_and_its_list_opens(client, forbund):
    logga_in(client, forbund.chef)
    falt = {"dag": "2026-12-11", "klockan": "13:30", "plats": "Rådhuset"}
    assert client.post(url(forbund, "sammantrade_nytt"), {**falt, "plats": ""}).status_code == 422
    svar = client.post(url(forbund, "sammantrade_nytt"), falt)
    with tenancy.in_forbund(forbund.pk):
        plan = Sammantrade.objects.get()
    assert (svar.status_code, svar["Location"]) == (302, url(forbund, "foredragningslista", plan.pk))
    assert (plan.plats, dates.visa_stund(plan.start)) == ("Rådhuset", "11 december 2026 kl. 13.30")


def test_the_button_moves_the_point_and_keeps_the_focus(client, forbund):
    plan = planerat(forbund, 2)
    with tenancy.in_forbund(forbund.pk):
        forsta, andra = plan.punkter.all()
    logga_in(client, forbund.chef)
    svar = client.post(url(forbund, "punkt_ned", plan.pk, forsta.pk), {"version": plan.version})
    lista = url(forbund, "foredragningslista", plan.pk)
    assert svar["Location"] == f"{lista}?fokus=ned-{forsta.pk}#punkt-{forsta.pk}"
    with tenancy.in_forbund(forbund.pk):
        assert list(plan.punkter.all()) == [andra, forsta]
    assert client.post(url(forbund, "punkt_upp", plan.pk, forsta.pk), {"version": plan.version}).status_code == 409


def test_dragging_posts_the_whole_order_and_gets_the_next_version(client, forbund):
    plan = planerat(forbund, 2)
    with tenancy.in_forbund(forbund.pk):
        forsta, andra = plan.punkter.all()
    logga_in(client, forbund.chef)
    falt = {"ordning": ["del-1", str(andra.pk), str(forsta.pk)], "version": plan.version}
    svar = client.post(url(forbund, "ordna", plan.pk), falt)
    assert (svar.status_code, svar["Finsam-Version"]) == (204, str(plan.version + 1))
    assert client.post(url(forbund, "ordna", plan.pk), falt).status_code == 409
    assert client.post(url(forbund, "ordna", plan.pk), {"ordning": "1"}).status_code == 422


def test_a_waiting_arende_is_added_from_the_panel(client, forbund):
    plan = planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        arende = fabrik.make_arende(rubrik="Väntande")
    logga_in(client, forbund.chef)
    sida = client.get(url(forbund, "foredragningslista", plan.pk))
    assert [(rad.id, rad.rubrik) for rad in sida.context["vantande"]] == [(arende.pk, "Väntande")]
    svar = client.post(url(forbund, "lagg_till_arende", plan.pk), {"arende_id": arende.pk})
    with tenancy.in_forbund(forbund.pk):
        punkt = Punkt.objects.get(arende=arende)
    assert svar["Location"] == url(forbund, "punkt", plan.pk, punkt.pk)


def test_a_new_arende_needs_a_rubrik_and_a_personnummer_is_refused_in_place(client, forbund):
    plan = planerat(forbund)
    logga_in(client, forbund.chef)
    adress = url(forbund, "nytt_ovrigt_arende", plan.pk)
    for rubrik in ("", "Om 811218-9876"):
        svar = client.post(adress, {"rubrik": rubrik})
        assert (svar.status_code, svar.context["nytt_arende"]["rubrik"].value()) == (422, rubrik)
    assert client.post(adress, {"rubrik": "Lokaler"}).status_code == 302


def punktform(punkt: Punkt, **over) -> dict:
    return {"rubrik": punkt.rubrik, "att_satser": "att godkänna\n\n- lägga till handlingarna", "version": 1, **over}


def test_the_point_is_written_with_amounts(client, forbund):
    plan = planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        punkt = plan.punkter.get()
    logga_in(client, forbund.chef)
    adress = url(forbund, "punkt", plan.pk, punkt.pk)
    assert client.post(adress, punktform(punkt, belopp_0="410 000")).status_code == 422
    svar = client.post(adress, punktform(punkt, belopp_0="410 000", ar_0="2026", minuter="20", finansiering="budget"))
    assert svar.status_code == 302
    with tenancy.in_forbund(forbund.pk):
        punkt.refresh_from_db()
        assert punkt.att_satser == ["godkänna", "lägga till handlingarna"]
        assert [(b.ar, b.belopp) for b in punkt.belopp.all()] == [(2026, Decimal("410000"))]
    assert client.post(adress, punktform(punkt, belopp_0="")).status_code == 409


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_a_missing_financing_is_shown_with_its_paragraph(client, forbund):
    plan = planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        plan.punkter.get().belopp.create(ar=2026, belopp=Decimal(1))
    logga_in(client, forbund.chef)
    brister = client.get(url(forbund, "foredragningslista", plan.pk)).context["brister"]
    assert [(rad.marke.text, brist.lagrum, brist.regel) for rad, brist in brister] == [
        ("Finansiering saknas", "KL 11 kap. 15 §", "R43")
    ]


@pytest.mark.regel("R43", sida="sista_tillatna")
def test_a_financed_point_lacks_nothing(client, forbund):
    plan = planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        plan.punkter.get().belopp.create(ar=2026, belopp=Decimal(1), finansiering="budget")
    logga_in(client, forbund.chef)
    svar = client.get(url(forbund, "foredragningslista", plan.pk))
    (rad,) = (rad for d in svar.context["delar"] for rad in d.punkter)
    assert (svar.context["brister"], rad.marke.text, rad.summa) == ([], "Klar", "1\u00a0kr")


def test_publishing_asks_for_the_reason_when_it_is_late(client, forbund):
    plan = planerat(forbund)
    logga_in(client, forbund.chef)
    adress = url(forbund, "kallelse_publicera", plan.pk)
    with dates.klockan(date(2026, 11, 21)):
        svar = client.post(adress, {"version": plan.version})
        assert (svar.status_code, list(svar.context["form"].errors)) == (422, ["skal_R12"])
        svar = client.post(adress, {"version": plan.version, "skal_R12": "Ansökan måste in."})
    assert svar["Location"] == url(forbund, "sammantrade", plan.pk)


def test_a_ledamot_raises_an_arende_and_chef_cannot_take_it_off(client, forbund):
    plan = planerat(forbund)
    logga_in(client, forbund.ledamot)
    svar = client.post(url(forbund, "vack_arende", plan.pk), {"rubrik": "Lokaler", "forslag": "utreda lokalerna"})
    assert svar["Location"] == url(forbund, "sammantrade", plan.pk)
    with tenancy.in_forbund(forbund.pk):
        punkt = Punkt.objects.get(rubrik="Lokaler")
    adress = url(forbund, "punkt_ta_bort", plan.pk, punkt.pk)
    assert logga_in(client, forbund.chef).post(adress).status_code == 422
    assert client.get(url(forbund, "punkt", plan.pk, punkt.pk)).context["far_tas_bort"] is False
    assert logga_in(client, forbund.ledamot).post(adress).status_code == 302


def test_att_gora_and_the_card_follow_the_kallelse(client, forbund):
    plan = planerat(forbund)
    hem = reverse("register:oversikt", args=[forbund.slug])
    chefens = logga_in(client, forbund.chef).get(hem).context
    assert [(u.rubrik, u.knapp) for u in chefens["att_gora"]] == [
        ("Publicera kallelsen till sammanträdet fredag 27 november", "Öppna listan")
    ]
    assert chefens["rutor"][0].rubrik == "Nästa sammanträde"
    assert [u.rubrik for u in logga_in(client, forbund.ledamot).get(hem).context["att_gora"]] == []
    publicera(forbund, plan)
    assert [u.rubrik for u in logga_in(client, forbund.chef).get(hem).context["att_gora"]] == []
    assert [u.rubrik for u in logga_in(client, forbund.ledamot).get(hem).context["att_gora"]] == [
        "Läs handlingarna till sammanträdet fredag 27 november"
    ]


def test_a_revisor_reads_and_changes_nothing(client, forbund):
    plan = planerat(forbund)
    publicera(forbund, plan)
    logga_in(client, make_konto_med(forbund, Roll.REVISOR))
    assert client.get(url(forbund, "sammantrade", plan.pk)).status_code == 200
    assert client.post(url(forbund, "ordna", plan.pk), {"ordning": "1", "version": 1}).status_code == 403


def test_the_chain_tells_where_the_board_takes_it_up(forbund):
    plan = planerat(forbund)
    with tenancy.in_forbund(forbund.pk):
        punkt, vantar = plan.punkter.get(), fabrik.make_arende()
        adress = url(forbund, "sammantrade", plan.pk) + f"#punkt-{punkt.pk}"
        assert web.kedjan(forbund.chef, vantar) == [web.Lank(40, "Styrelsens beslut")]
        assert web.kedjan(forbund.chef, punkt.arende) == [web.Lank(40, "Styrelsen 27 november 2026", adress)]
        Punkt.objects.update(paragraf=37, paragraf_ar=2026, status="beslutad")
        fabrik.make_beslut(punkt, fabrik.make_ledamot(Roll.ORDFORANDE))
        assert web.kedjan(forbund.chef, punkt.arende) == [web.Lank(40, "§ 37/2026, bifall", adress, klar=True)]
        part = make_konto_med(forbund, Roll.PARTSFORETRADARE)
        assert web.kedjan(part, punkt.arende) == []
