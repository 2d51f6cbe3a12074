"""The door of the web: who gets into which förbund, and what happens to the transaction."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path

from finsam.urls import urlpatterns as husets
from forbund.grund import dates, tenancy
from forbund.grund.errors import Regelbrott, SaknarRatt, Upptaget
from forbund.grund.models import Handelse
from forbund.register import access, actions
from forbund.register.models import Person, Uppdrag
from forbund.register.states import Ratt, Roll
from tests.factories import make_forbund, make_konto, make_konto_med, make_person, make_uppdrag

BACKEND = "forbund.register.backends.RattBackend"


def skapa(request, slug):
    Person.objects.create(namn="Ny")
    return HttpResponse(status=int(request.GET.get("status", "200")))


def kasta(request, slug):
    Person.objects.create(namn="Ny")
    fel = {
        "ratt": SaknarRatt("Du saknar rätten."),
        "lag": Regelbrott("Det går inte.", lagrum="KL 6 kap. 27 §", regel="R14", utvag="Kalla in en ersättare."),
        "fore": Upptaget("Någon annan hann före.", vem="Åsa"),
        "las": OperationalError("lock timeout"),
        "fel": ZeroDivisionError("hemligt"),
    }
    raise fel[request.GET["slag"]]


def avskjut(request, slug):
    access.require(request.user, Ratt.KALLA)
    return HttpResponse(tenancy.aktivt_forbund_id())


def tom(request, slug):
    return render(request, "404.html")


urlpatterns = [
    path("f/<slug:slug>/prov/tom/", tom),
    path("f/<slug:slug>/prov/skapa/", skapa),
    path("f/<slug:slug>/prov/kasta/", kasta),
    path("f/<slug:slug>/prov/ratt/", avskjut),
    *husets,
]
handler404 = "forbund.register.fel.finns_inte"
handler500 = "forbund.register.fel.serverfel"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def forbund():
    return make_forbund(slug="alvsbyn")


def inloggad(konto, **val) -> Client:
    klient = Client(**val)
    klient.force_login(konto, backend=BACKEND)
    return klient


def namn(forbund) -> list[str]:
    with tenancy.in_flera([forbund.pk]):
        return list(Person.objects.values_list("namn", flat=True))


def test_without_login_a_page_leads_to_the_login_and_back(forbund):
    svar = Client().get("/f/alvsbyn/")
    assert (svar.status_code, svar.url) == (302, "/konto/login/?next=/f/alvsbyn/")


def test_own_forbund_opens_and_another_is_404_like_one_that_does_not_exist(forbund):
    make_forbund(slug="annat")
    klient = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF))
    assert [klient.get(f"/f/{s}/").status_code for s in ("alvsbyn", "annat", "finns-inte")] == [200, 404, 404]


@pytest.mark.parametrize("slug", ["ALVSBYN", "alvs_byn", "älvsbyn"])
def test_a_name_that_no_forbund_can_have_is_behind_the_same_door(forbund, slug):
    vagar = [f"/f/{slug}/{rest}" for rest in ("", "beredning/", "granskning/")]
    api = f"/f/{slug}/api/v1/forslag/"
    klient = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF))
    assert {klient.get(vag).status_code for vag in (*vagar, api)} == {404}
    assert {Client().get(vag).status_code for vag in vagar} == {302}
    assert Client().get(api).status_code == 401


def test_what_the_logged_in_sees_is_kept_by_nobody_else(forbund):
    klient = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF))
    kontroll = {
        vag: klient.get(vag)["Cache-Control"] for vag in ("/f/alvsbyn/", "/att-gora/", "/f/alvsbyn/api/v1/forslag/")
    }
    assert kontroll == dict.fromkeys(kontroll, "private, no-cache")
    assert not Client().get("/").has_header("Cache-Control")


def test_an_uppdrag_gives_rights_from_its_first_day_to_its_last(forbund):
    konto, idag = make_konto(), dates.idag()
    with tenancy.in_forbund(forbund.pk):
        make_uppdrag(Roll.LEDAMOT, make_person(konto), fran=idag, till=idag)
    svar = {}
    for dag in (idag - timedelta(1), idag, idag + timedelta(1)):
        with dates.klockan(dag):
            svar[(dag - idag).days] = inloggad(konto).get("/f/alvsbyn/").status_code
    assert svar == {-1: 404, 0: 200, 1: 404}


def test_ending_an_uppdrag_keeps_its_last_day(forbund):
    konto = make_konto_med(forbund, Roll.LEDAMOT)
    with tenancy.in_forbund(forbund.pk):
        uppdrag = Uppdrag.objects.get()
        actions.avsluta_uppdrag(uppdrag.pk, by=None, sista_dag=dates.idag() - timedelta(1))
    assert inloggad(konto).get("/f/alvsbyn/").status_code == 404


def test_a_missing_right_is_403_with_the_right_in_words(forbund):
    svar = inloggad(make_konto_med(forbund, Roll.LEDAMOT)).get("/f/alvsbyn/prov/ratt/")
    assert svar.status_code == 403
    assert "förbereda föredragningslistan och publicera kallelsen" in svar.content.decode()
    svar = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF)).get("/f/alvsbyn/prov/ratt/")
    assert (svar.status_code, svar.content.decode()) == (200, str(forbund.pk))


@pytest.mark.parametrize(
    ("status", "kvar"), [(200, ["Ny"]), (302, ["Ny"]), (399, ["Ny"]), (400, []), (422, []), (500, [])]
)
def test_an_answer_from_400_rolls_everything_back(forbund, status, kvar):
    klient = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF))
    fore = namn(forbund)
    klient.get(f"/f/alvsbyn/prov/skapa/?status={status}")
    assert namn(forbund) == fore + kvar


@pytest.mark.parametrize(
    ("slag", "status", "text"),
    [
        ("ratt", 403, "Du saknar rätten."),
        ("lag", 422, "Kalla in en ersättare."),
        ("fore", 409, "Någon annan hann före."),
        ("fel", 500, "eferens"),
    ],
)
def test_what_a_view_raises_becomes_a_page_and_leaves_nothing(forbund, slag, status, text):
    klient = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF), raise_request_exception=False)
    fore = namn(forbund)
    svar = klient.get(f"/f/alvsbyn/prov/kasta/?slag={slag}")
    assert svar.status_code == status
    assert text in svar.content.decode()
    assert "hemligt" not in svar.content.decode()
    assert namn(forbund) == fore


def test_a_database_fault_is_a_page_with_a_reference(forbund):
    svar = inloggad(make_konto_med(forbund, Roll.FORBUNDSCHEF)).get("/f/alvsbyn/prov/kasta/?slag=las")
    assert svar.status_code == 500
    assert svar.context["referens"] in svar.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_revisor_reads_in_a_read_only_transaction_and_leaves_a_row_in_the_log(forbund):
    konto = make_konto_med(forbund, Roll.REVISOR)
    klient = inloggad(konto, raise_request_exception=False)
    assert klient.get("/f/alvsbyn/").status_code == 200
    assert klient.post("/f/alvsbyn/prov/skapa/").status_code == 403
    assert klient.get("/f/alvsbyn/prov/skapa/").status_code == 500
    assert namn(forbund) == [konto.namn]
    with tenancy.in_flera([forbund.pk]):
        rader = list(Handelse.objects.filter(typ="lasning").values_list("konto", "efter__sida"))
    assert rader == [(konto.pk, "/f/alvsbyn/"), (konto.pk, "/f/alvsbyn/prov/skapa/")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.regel("R70", sida="sista_tillatna")
def test_a_mandate_opens_its_forbund_on_its_days_for_reading(forbund):
    annat = make_forbund(slug="annat")
    konto, idag = make_konto(), dates.idag()
    actions.ge_granskningsmandat(
        konto, organ="Arkivmyndigheten", grund="FL 20 §", fran=idag, till=idag, forbund=[forbund]
    )
    klient = inloggad(konto)
    assert klient.get("/f/alvsbyn/").status_code == 200
    assert klient.get(f"/f/{annat.slug}/").status_code == 404
    with dates.klockan(idag + timedelta(1)):
        assert inloggad(konto).get("/f/alvsbyn/").status_code == 404
    with tenancy.in_flera([forbund.pk]):
        rad = Handelse.objects.get(typ="lasning")
    assert (rad.konto_id, rad.at, rad.lagrum) == (konto.pk, "Arkivmyndigheten", "FL 20 §")


@pytest.mark.django_db(transaction=True)
def test_the_band_of_a_granskare_names_mandate_and_last_day(forbund):
    konto, idag = make_konto(), dates.idag()
    actions.ge_granskningsmandat(
        konto, organ="Arkivmyndigheten", grund="FL 20 §", fran=idag, till=idag, forbund=[forbund]
    )
    text = inloggad(konto).get("/f/alvsbyn/").content.decode()
    for del_ in ("Läsbehörighet", "Arkivmyndigheten, FL 20 §", dates.visa_dag(idag), "din läsning loggas"):
        assert del_ in text


def test_a_page_costs_the_same_in_one_forbund_and_in_seven(forbund, django_assert_num_queries):
    def make_flera(antal: int):
        konto = make_konto()
        for i in range(antal):
            with tenancy.in_forbund(forbund.pk if i == 0 else make_forbund().pk):
                make_uppdrag(Roll.MEDLEMSREPRESENTANT, make_person(konto))
        return inloggad(konto)

    for antal in (1, 7):
        klient = make_flera(antal)
        with django_assert_num_queries(10):  # session, konto, SAVEPOINT, scope, rights, scope, log, 2 restored, RELEASE
            svar = klient.get("/f/alvsbyn/prov/tom/")
        assert len(svar.context["ram"]["byten"]) == antal
