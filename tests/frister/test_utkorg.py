"""The outbox: who sees it, what it says, and sending again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forbund.grund import dates, tenancy, utskick
from forbund.grund.models import Handelse, Utskick, Utskicksstatus
from forbund.register.states import Roll
from tests.factories import make_forbund, make_konto, make_konto_med

pytestmark = pytest.mark.django_db
SER = {Roll.FORBUNDSCHEF, Roll.HANDLAGGARE, Roll.REGISTRATOR}
S = Utskicksstatus


class Paminnelse:
    def giltigt(self, objekt_id, rad):
        return True

    def text(self, objekt_id, rad):
        return "Påminnelse", "Lämna besked senast i dag: https://finsam.example/f/x/"


@pytest.fixture(autouse=True)
def slag(monkeypatch):
    monkeypatch.setitem(utskick._slag, "prov.paminnelse", Paminnelse())
    monkeypatch.setitem(utskick._rubriker, "prov.paminnelse", "Påminnelse om besked")


@pytest.fixture
def forbund():
    return make_forbund(slug="alvsbyn")


def make_utskick(forbund, status=S.VANTAR, **over) -> Utskick:
    with tenancy.in_forbund(forbund.pk):
        rad = utskick.planera("prov.paminnelse", f"n{Utskick.objects.count()}", over.pop("till", "a@b.example"), 1)
        Utskick.objects.filter(pk=rad.pk).update(status=status, **over)
    return rad


def klient_med(forbund, roll) -> Client:
    klient = Client()
    klient.force_login(make_konto_med(forbund, roll), backend="forbund.register.backends.RattBackend")
    return klient


@pytest.mark.parametrize("roll", list(Roll))
def test_the_outbox_is_the_offices(forbund, roll):
    rad = make_utskick(forbund, S.OKLART)
    klient = klient_med(forbund, roll)
    koder = [
        klient.get("/f/alvsbyn/utkorg/").status_code,
        klient.post(f"/f/alvsbyn/utkorg/{rad.pk}/skicka-igen/").status_code,
    ]
    assert koder == ([200, 302] if roll in SER else [403, 403])
    assert ("Utkorg" in klient.get("/f/alvsbyn/").content.decode()) is (roll in SER)


def test_each_mail_says_to_whom_when_and_how_it_went(forbund):
    da = dates.nu().replace(year=2026, month=5, day=3, hour=9, minute=0)
    konto = make_konto(namn="Karin Lund", email="karin@kommun.example")
    make_utskick(forbund, forfaller=da)
    make_utskick(forbund, S.SKICKAT, till=konto, forfaller=da - timedelta(1), skickat=da, amne="Kallelse")
    make_utskick(forbund, S.MISSLYCKAT, forfaller=da - timedelta(2), fel="Adressen finns inte.")
    rader = klient_med(forbund, Roll.FORBUNDSCHEF).get("/f/alvsbyn/utkorg/").context["utskick"]
    assert [(r.amne, r.mottagare, r.nar, r.lage, r.kan_skickas_igen) for r in rader] == [
        ("Påminnelse om besked", "a@b.example", "Skickas 3 maj 2026 kl. 09.00", "Väntar", False),
        ("Kallelse", "Karin Lund", "Skickades 3 maj 2026 kl. 09.00", "Skickat", False),
        ("Påminnelse om besked", "a@b.example", "Skulle skickas 1 maj 2026 kl. 09.00", "Gick inte att skicka", True),
    ]
    assert rader[1].adress == "karin@kommun.example"


@pytest.mark.parametrize("demo", [False, True])
def test_a_mail_is_read_in_the_demo_only(forbund, settings, demo):
    settings.DEMO = demo
    make_utskick(forbund, S.SKICKAT, amne="Inbjudan", text="Hemlig länk <b>")
    sida = klient_med(forbund, Roll.FORBUNDSCHEF).get("/f/alvsbyn/utkorg/").content.decode()
    assert ("Hemlig länk &lt;b&gt;" in sida) is demo


def test_the_list_is_chosen_by_state(forbund):
    for status in S:
        make_utskick(forbund, status, paborjat=dates.nu())
    make_utskick(forbund, S.SKICKAS, paborjat=dates.nu() - timedelta(minutes=11))
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    lagen = {
        lage: sorted(r.lage for r in klient.get(f"/f/alvsbyn/utkorg/?lage={lage}").context["utskick"])
        for lage in ("vantar", "skickade", "oklara")
    }
    assert lagen == {
        "vantar": ["Oklart om det kom fram", "Skickas", "Väntar"],
        "skickade": ["Skickat"],
        "oklara": ["Gick inte att skicka", "Oklart om det kom fram", "Oklart om det kom fram"],
    }
    assert len(klient.get("/f/alvsbyn/utkorg/?lage=finns-inte").context["utskick"]) == 7


@pytest.mark.parametrize(("status", "kod"), [(S.OKLART, 302), (S.MISSLYCKAT, 302), (S.SKICKAT, 409), (S.VANTAR, 409)])
def test_sending_again_is_logged_and_only_for_what_may_be_lost(forbund, status, kod):
    rad = make_utskick(forbund, status, forsok=3)
    assert klient_med(forbund, Roll.HANDLAGGARE).post(f"/f/alvsbyn/utkorg/{rad.pk}/skicka-igen/").status_code == kod
    with tenancy.in_forbund(forbund.pk):
        rad.refresh_from_db()
        typer = list(Handelse.objects.filter(objekt_id=rad.pk).values_list("typ", flat=True))
    assert rad.status == (S.VANTAR if kod == 302 else status)
    assert [typ for typ in typer if typ == "utskick_skickas_igen"] == (["utskick_skickas_igen"] if kod == 302 else [])


def test_a_mail_of_another_forbund_does_not_exist(forbund):
    rad = make_utskick(make_forbund(), S.OKLART)
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    assert klient.post(f"/f/alvsbyn/utkorg/{rad.pk}/skicka-igen/").status_code == 404
    assert list(klient.get("/f/alvsbyn/utkorg/").context["utskick"]) == []


def test_what_may_be_lost_and_what_stands_still_are_things_to_do(forbund):
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    nu = dates.nu()
    make_utskick(forbund, nasta_forsok=nu - timedelta(minutes=59))
    make_utskick(forbund, S.SKICKAT)

    def rubriker():
        return [rad.rubrik for rad in klient.get("/f/alvsbyn/").context["att_gora"]]

    assert rubriker() == []
    make_utskick(forbund, S.OKLART)
    make_utskick(forbund, nasta_forsok=nu - timedelta(minutes=61))
    assert rubriker() == ["Ett brev har inte kunnat skickas", "Ett brev kan ha kommit bort"]
    make_utskick(forbund, S.MISSLYCKAT)
    assert rubriker() == ["2 brev kan ha kommit bort", "Ett brev har inte kunnat skickas"]


def test_the_page_asks_a_constant_number_of_queries(forbund):
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    klient.get("/f/alvsbyn/utkorg/")  # counts Att göra, once for a while
    antal = []
    for fler in (1, 40):
        for _ in range(fler):
            make_utskick(forbund, S.OKLART, till=make_konto())
        with CaptureQueriesContext(connection) as fragor:
            assert klient.get("/f/alvsbyn/utkorg/").status_code == 200
        antal.append(len(fragor))
    assert antal[0] == antal[1]
    assert antal[1] <= 23  # 15, beside session, konto, rights, scopes and BEGIN/SAVEPOINT


def test_an_empty_outbox_says_what_will_come(forbund):
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    assert "Inga brev ännu." in klient.get("/f/alvsbyn/utkorg/").content.decode()
    assert "Inga sådana brev." in klient.get("/f/alvsbyn/utkorg/?lage=oklara").content.decode()
