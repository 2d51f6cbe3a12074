"""API keys: hashed, of one förbund, for reading unless asked, till their last day."""

from datetime import timedelta

import pytest
from django.http import JsonResponse
from django.test import Client
from django.urls import path

from finsam.urls import urlpatterns as husets
from forbund.grund import dates, tenancy
from forbund.grund.models import Handelse
from forbund.register import access
from forbund.register.models import Apinyckel, Konto
from forbund.register.queries import nyckelhash
from forbund.register.states import Ratt, Roll
from tests.factories import make_forbund, make_konto_med


def eko(request, slug):
    far = access.can(request.user, Ratt.BEREDA)
    return JsonResponse({"konto": request.user.pk, "forbund": tenancy.aktivt_forbund_id(), "bereda": far})


urlpatterns = [path("f/<slug:slug>/api/v1/eko/", eko), path("f/<slug:slug>/eko/", eko), *husets]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def konto() -> Konto:
    return make_konto_med(make_forbund(slug="alvsbyn"), Roll.FORBUNDSCHEF)


def inloggad(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def ny(konto, **over):
    with tenancy.som_konto(konto.pk):
        forbund_id = next(iter(access.rattigheter(konto).per_forbund))
    access.glom(konto)
    falt = {"namn": "Power BI", "forbund_id": forbund_id, "till": dates.idag().isoformat(), **over}
    return inloggad(konto).post("/konto/api-nycklar/ny/", falt)


def fraga(klartext, vag="/f/alvsbyn/api/v1/eko/", metod="get"):
    return getattr(Client(), metod)(vag, headers={"Authorization": f"Bearer {klartext}"})


def test_a_key_is_shown_once_and_only_its_hash_is_kept(konto):
    svar = ny(konto)
    klartext = svar.context["ny"]
    assert klartext in svar.content.decode()
    assert Apinyckel.objects.get().hash == nyckelhash(klartext)
    assert klartext not in inloggad(konto).get("/konto/api-nycklar/").content.decode()
    with tenancy.in_flera([Apinyckel.objects.get().forbund_id]):
        assert Handelse.objects.filter(typ="apinyckel_skapad", konto=konto).count() == 1


def test_a_key_acts_as_its_konto_in_the_api_and_nowhere_else(konto):
    klartext = ny(konto).context["ny"]
    assert fraga(klartext).json()["konto"] == konto.pk
    assert fraga(klartext).json()["bereda"] is True
    assert fraga(klartext, "/f/alvsbyn/eko/").status_code == 302


def test_a_key_of_one_forbund_does_not_open_another_of_the_same_konto(konto):
    klartext = ny(konto).context["ny"]
    make_forbund(slug="annat")
    svar = fraga(klartext, "/f/annat/api/v1/eko/")
    assert (svar.status_code, svar["Content-Type"]) == (404, "application/problem+json")


def test_a_key_reads_only_unless_it_was_made_to_write(konto):
    las, skriv = ny(konto).context["ny"], ny(konto, far_skriva="on").context["ny"]
    assert fraga(las, metod="post").status_code == 403
    assert fraga(skriv, metod="post").status_code != 403


def test_a_key_lasts_through_its_last_day(konto):
    klartext = ny(konto).context["ny"]
    koder = {}
    for plus in (0, 1):
        with dates.klockan(dates.nu() + timedelta(days=plus)):
            koder[plus] = fraga(klartext).status_code
    assert koder == {0: 200, 1: 401}


def test_a_recalled_key_and_an_unknown_one_are_401(konto):
    klartext = ny(konto).context["ny"]
    annan = make_konto_med(make_forbund(slug="annat"), Roll.FORBUNDSCHEF)
    adress = f"/konto/api-nycklar/{Apinyckel.objects.get().pk}/aterkalla/"
    assert inloggad(annan).post(adress).status_code == 404
    assert fraga(klartext).status_code == 200
    assert inloggad(konto).post(adress).status_code == 302
    assert [fraga(klartext).status_code, fraga("finsam_hittepa").status_code] == [401, 401]


def test_a_closed_konto_closes_its_keys(konto):
    klartext = ny(konto).context["ny"]
    Konto.objects.update(is_active=False)
    assert fraga(klartext).status_code == 401


@pytest.mark.parametrize(("plus", "kod"), [(-1, 422), (0, 200), (365, 200), (366, 422)])
def test_the_last_day_is_within_a_year(konto, plus, kod):
    svar = ny(konto, till=(dates.idag() + timedelta(days=plus)).isoformat())
    assert svar.status_code == kod
    assert svar.context["form"].errors.get("till") is None if kod == 200 else svar.context["form"].errors["till"]


def test_a_forbund_without_uppdrag_is_no_choice(konto):
    assert ny(konto, forbund_id=make_forbund().pk).status_code == 422


def test_without_login_the_api_answers_a_problem(konto):
    svar = Client().get("/f/alvsbyn/api/v1/eko/")
    assert (svar.status_code, svar["Content-Type"]) == (401, "application/problem+json")
