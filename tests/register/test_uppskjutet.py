"""A session that ends in a long form: the text survives the login, for the same konto only."""

import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from finsam.urls import urlpatterns as husets
from forbund.register.models import Konto
from forbund.register.states import Roll
from tests.factories import LOSENORD, make_forbund, make_konto_med

TEXT = "Unga vuxna som varken arbetar eller studerar behöver stöd från flera parter."
fick: list[dict] = []


def mottagare(request, slug):
    fick.append({**request.POST.dict(), "lista": request.POST.getlist("part")})
    return HttpResponse("tack")


urlpatterns = [path("f/<slug:slug>/prov/", mottagare), *husets]
pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def konto() -> Konto:
    fick.clear()
    return make_konto_med(make_forbund(slug="alvsbyn"), Roll.FORBUNDSCHEF)


@pytest.fixture
def klient(konto) -> Client:
    """A browser whose session has just ended."""
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    klient.get("/f/alvsbyn/")
    del klient.cookies["sessionid"]
    return klient


def logga_in(klient: Client, svar, epost: str, losenord: str = LOSENORD):
    buret = svar.context.get("uppskjuten") or svar.wsgi_request.POST["uppskjuten"]
    return klient.post("/konto/login/", {"login": epost, "password": losenord, "uppskjuten": buret})


def skicka(klient: Client, **mer):
    return klient.post("/f/alvsbyn/prov/?x=1", {"malgrupp": TEXT, "part": ["fk", "af"], **mer})


def test_the_text_is_offered_after_the_login_and_sent_on_a_click(klient, konto):
    svar = skicka(klient)
    assert svar.status_code == 401
    svar = logga_in(klient, svar, konto.email)
    assert (svar.status_code, svar.url) == (302, "/fortsatt/")
    sida = klient.get("/fortsatt/")
    assert sida.context["texter"] == [TEXT]
    assert fick == []
    vantar = sida.context["vantar"]
    assert vantar.adress == "/f/alvsbyn/prov/?x=1"
    klient.post(vantar.adress, {"malgrupp": TEXT, "part": [v for n, v in vantar.falt if n == "part"]})
    assert fick == [{"malgrupp": TEXT, "part": "af", "lista": ["fk", "af"]}]


def test_a_mistyped_password_loses_nothing(klient, konto):
    svar = logga_in(klient, skicka(klient), konto.email, "fel")
    assert svar.status_code == 200
    svar = logga_in(klient, svar, konto.email)
    assert klient.get(svar.url).context["texter"] == [TEXT]


def test_another_konto_never_gets_the_text(klient):
    annan = make_konto_med(make_forbund(slug="annat"), Roll.FORBUNDSCHEF)
    svar = logga_in(klient, skicka(klient), annan.email)
    svar = klient.get(svar.url, follow=True)
    assert TEXT not in svar.content.decode()
    assert svar.redirect_chain[0][0] == "/"


def test_a_browser_that_never_was_logged_in_carries_nothing_over_and_is_promised_nothing(konto):
    svar = skicka(Client())
    assert (svar.status_code, svar.context["uppskjuten"]) == (401, "")
    assert "Det du skrev finns kvar" not in svar.content.decode()


def test_a_form_that_another_site_sends_is_not_carried(konto):
    """The cookie that names the konto is not sent from there (SameSite=Lax), so it is as if nobody had been here."""
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    klient.get("/f/alvsbyn/")
    assert (klient.cookies["konto"]["samesite"], klient.cookies["konto"]["httponly"]) == ("Lax", True)
    klient.cookies.clear()
    assert skicka(klient).context["uppskjuten"] == ""


def test_an_hour_later_it_is_gone(klient, konto, monkeypatch):
    svar = logga_in(klient, skicka(klient), konto.email)
    senare = time.time() + 3601
    monkeypatch.setattr("django.core.signing.time.time", lambda: senare)
    assert klient.get(svar.url).url == "/"


def test_files_are_named_since_they_cannot_be_carried(klient, konto):
    svar = skicka(klient, bilaga=SimpleUploadedFile("budget.pdf", b"%PDF-1.7"))
    sida = klient.get(logga_in(klient, svar, konto.email).url)
    assert sida.context["vantar"].filer == ("budget.pdf",)
    assert "budget.pdf" in sida.content.decode()


def test_a_fragment_asks_the_page_to_load_again(klient):
    svar = klient.post("/f/alvsbyn/prov/", {}, headers={"HX-Request": "true"})
    assert (svar.status_code, svar["HX-Refresh"]) == (401, "true")


def test_the_session_lasts_a_working_day(settings):
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == timedelta(hours=8)
