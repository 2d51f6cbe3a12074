"""The login: what it tells a stranger, how often one may try, and what a session outlives."""

import pytest
from django.test import Client

from forbund.register.models import Konto
from forbund.register.states import Roll
from tests.factories import LOSENORD, make_forbund, make_konto, make_konto_med

pytestmark = pytest.mark.django_db
SIDA = "/konto/login/"


@pytest.fixture
def konto() -> Konto:
    return make_konto_med(make_forbund(slug="alvsbyn"), Roll.FORBUNDSCHEF)


def logga_in(klient: Client, epost: str, losenord: str = LOSENORD, fran: str = "", **falt: str):
    rubriker = {"X-Forwarded-For": fran} if fran else {}
    return klient.post(SIDA, {"login": epost, "password": losenord, **falt}, headers=rubriker)


def fel(svar) -> list[str]:
    return svar.context["form"].non_field_errors()


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(konto):
    svaren = [logga_in(Client(), epost, "fel") for epost in (konto.email, "ingen@kommun.example")]
    assert [svar.status_code for svar in svaren] == [200, 200]
    assert [list(fel(svar)) for svar in svaren] == [["E-postadressen eller lösenordet stämmer inte. Försök igen."]] * 2


def test_a_closed_konto_does_not_get_in(konto):
    Konto.objects.update(is_active=False)
    klient = Client()
    logga_in(klient, konto.email)
    assert klient.get("/f/alvsbyn/").status_code == 302


def test_five_wrong_passwords_close_the_konto_for_a_while(minne, konto):
    for _ in range(5):
        logga_in(Client(), konto.email, "fel")
    klient = Client()
    assert "För många" in fel(logga_in(klient, konto.email))[0]
    assert klient.get("/f/alvsbyn/").status_code == 302
    assert logga_in(Client(), make_konto().email).status_code == 302


def test_behind_the_proxy_one_who_guesses_shuts_out_nobody_else(minne, settings, konto):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(10):
        logga_in(Client(), f"gissning{n}@kommun.example", "fel", fran="1.2.3.4, 203.0.113.7")
    assert "För många" in fel(logga_in(Client(), konto.email, fran="5.6.7.8, 203.0.113.7"))[0]
    assert logga_in(Client(), konto.email, fran="203.0.113.7, 198.51.100.2").status_code == 302


def test_too_many_logins_are_answered_in_swedish(minne, konto):
    svaren = [logga_in(Client(), make_konto().email) for _ in range(31)]
    assert {svar.status_code for svar in svaren[:-1]} == {302}
    assert svaren[-1].status_code == 429
    assert "Vänta några minuter" in svaren[-1].content.decode()


def test_the_session_gets_a_new_key_at_login(konto):
    klient = Client()
    klient.session["plats"] = "före"
    session = klient.session
    session.save()
    klient.cookies["sessionid"] = session.session_key
    logga_in(klient, konto.email)
    assert klient.cookies["sessionid"].value != session.session_key
    assert klient.get("/f/alvsbyn/").status_code == 200


@pytest.mark.parametrize(
    ("mal", "vart"),
    [
        ("/f/alvsbyn/beredning/", "/f/alvsbyn/beredning/"),
        ("https://ond.example/", "/"),
        ("//ond.example/", "/"),
        ("/\\ond.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_login_leads_on_within_the_house_only(konto, mal, vart):
    assert logga_in(Client(), konto.email, next=mal).url == vart


def test_a_new_password_ends_every_other_session(konto):
    har, dar = Client(), Client()
    for klient in (har, dar):
        logga_in(klient, konto.email)
    nytt = "sju-gula-cyklar-i-parken"
    svar = har.post("/konto/password/change/", {"oldpassword": LOSENORD, "password1": nytt, "password2": nytt})
    assert svar.status_code == 302
    assert [klient.get("/f/alvsbyn/").status_code for klient in (har, dar)] == [302, 302]
    assert logga_in(dar, konto.email, nytt).status_code == 302
    assert dar.get("/f/alvsbyn/").status_code == 200
