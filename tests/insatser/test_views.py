"""The pages of the insatser."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forbund.grund import dates, tenancy
from forbund.register.states import Roll
from insatser.models import Insats
from tests.factories import make_forbund, make_konto_med
from tests.insatser.fabrik import make_insats

pytestmark = pytest.mark.django_db
RAM = ("django_session", "register_konto", "set_config", "SAVEPOINT", "register_uppdrag")


@pytest.fixture
def forbund():
    return make_forbund()


def klient_med(forbund, roll) -> Client:
    klient = Client()
    klient.force_login(make_konto_med(forbund, roll), backend="forbund.register.backends.RattBackend")
    return klient


def skapa(forbund, **over) -> Insats:
    with tenancy.in_forbund(forbund.pk):
        return make_insats(**over)


def antal_fragor(klient, url) -> int:
    """Queries of the page beside session, konto, map of rights, scope and savepoints."""
    with CaptureQueriesContext(connection) as fangade:
        assert klient.get(url).status_code == 200
    return len([q for q in fangade.captured_queries if not any(ord_ in q["sql"] for ord_ in RAM)])


@pytest.mark.parametrize("roll", Roll)
def test_everyone_with_an_uppdrag_reads_the_insatser(forbund, roll):
    insats = skapa(forbund)
    klient = klient_med(forbund, roll)
    for rest in ("", f"{insats.pk}/"):
        assert klient.get(f"/f/{forbund.slug}/insatser/{rest}").status_code == 200


def test_another_forbunds_insats_is_a_404_and_in_no_list(forbund):
    insats = skapa(make_forbund(), rubrik="Hemlig insats")
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    assert klient.get(f"/f/{forbund.slug}/insatser/{insats.pk}/").status_code == 404
    assert klient.get(f"/f/{forbund.slug}/insatser/").context["rader"] == []


def test_the_list_shows_the_money_of_the_chosen_year(forbund):
    skapa(forbund, rubrik="A", belopp=((2027, None, 100), (2028, None, 50)))
    skapa(forbund, rubrik="B", belopp=((2028, None, 25),), insatstyp="behovsanalys")
    klient, url = klient_med(forbund, Roll.LEDAMOT), f"/f/{forbund.slug}/insatser/"

    def rader(fraga: str) -> list[tuple[str, str]]:
        svar = klient.get(url + fraga, follow=True)
        return [(rad.rubrik, rad.beviljat.replace("\u00a0", " ")) for rad in svar.context["rader"]]

    alla = [("A", "150 kr"), ("B", "25 kr")]
    assert rader("") == alla
    assert rader("?ar=2027") == [("A", "100 kr")]
    assert rader("?ar=2028") == [("A", "50 kr"), ("B", "25 kr")]
    assert rader("?insatstyp=behovsanalys") == [("B", "25 kr")]
    assert rader("?sok=a") == [("A", "150 kr")]
    assert rader("?ar=1999") == rader("?alla") == alla
    aren = klient.get(url + "?ar=2028").context["aren"]
    assert [(rad.ar, rad.antal, rad.vald) for rad in aren] == [(2027, "1 insats", False), (2028, "2 insatser", True)]


def test_the_list_is_cut_in_pages(forbund):
    with tenancy.in_forbund(forbund.pk):
        for n in range(26):
            make_insats(rubrik=f"Insats {n}")
    klient, url = klient_med(forbund, Roll.LEDAMOT), f"/f/{forbund.slug}/insatser/"
    assert [len(klient.get(f"{url}?sida={n}").context["rader"]) for n in (1, 2, 3)] == [25, 1, 0]


def test_pages_take_the_same_queries_for_few_and_many(forbund):
    klient, bas = klient_med(forbund, Roll.FORBUNDSCHEF), f"/f/{forbund.slug}/insatser/"
    liten = skapa(forbund)
    lista, sida = antal_fragor(klient, bas), antal_fragor(klient, f"{bas}{liten.pk}/")
    with tenancy.in_forbund(forbund.pk):
        for _ in range(29):
            make_insats()
    stor = skapa(forbund, belopp=tuple((ar, None, 10) for ar in range(2027, 2047)))
    assert (antal_fragor(klient, bas), antal_fragor(klient, f"{bas}{stor.pk}/")) == (lista, sida)
    assert max(lista, sida) <= 15


def test_the_page_says_what_is_missing_before_the_start(forbund):
    insats = skapa(forbund, insatsagare_id=None)
    url = f"/f/{forbund.slug}/insatser/{insats.pk}/"
    klient = klient_med(forbund, Roll.LEDAMOT)
    assert list(klient.get(url).context["sida"].saknas) == [
        "Paragrafen med beslutet är inte justerad.",
        "Ingen medlem är utsedd till insatsägare.",
        "Överenskommelsen är inte upprättad.",
    ]
    with tenancy.in_forbund(forbund.pk):
        punkt = insats.beslut.punkt
        punkt.justerad = dates.nu()
        punkt.save(update_fields=["justerad"])
    assert klient.get(url).context["sida"].saknas[0] == "Ingen medlem är utsedd till insatsägare."


def test_the_page_adds_up_the_money_by_year(forbund):
    insats = skapa(forbund, belopp=((2027, None, 600_000), (2027, None, 1), (2028, None, 400_000)))
    sida = klient_med(forbund, Roll.REVISOR).get(f"/f/{forbund.slug}/insatser/{insats.pk}/").context["sida"]
    assert [(s.ar, s.belopp.replace("\u00a0", " ")) for s in sida.summor] == [
        (2027, "600 001 kr"),
        (2028, "400 000 kr"),
    ]
    assert sida.totalt.replace("\u00a0", " ") == "1 000 001 kr"
