"""The search in the frame: every room answers for what the konto may read, and for nothing else."""

import re

import pytest
from django.test import Client

from forbund.diarium.states import Synlighet
from forbund.grund import tenancy, web
from forbund.register.states import Roll
from tests.beredning.fabrik import make_inlamnat, make_miljo, make_utkast
from tests.diarium.fabrik import make_arende, make_handling
from tests.factories import make_forbund, make_konto_med
from tests.insatser.fabrik import make_insats
from tests.styrelse.fabrik import make_punkt, make_sammantrade

pytestmark = pytest.mark.django_db


def som(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def traffar(konto, forbund, text: str) -> dict[str, list[str]]:
    svar = som(konto).get(f"/f/{forbund.slug}/sok/", {"q": text})
    assert svar.status_code == 200
    return {rum.rubrik: [traff.rubrik for traff in rum.rader] for rum in svar.context["traffar"]}


@pytest.fixture
def forbund():
    return make_forbund()


@pytest.fixture
def chef(forbund):
    return make_konto_med(forbund, Roll.FORBUNDSCHEF)


def test_every_room_is_searched_by_all_the_words(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        arende = make_arende(rubrik="Unga i Älvsbyn")
        make_handling(arende, rubrik="Karta över unga i Älvsbyn")
        make_punkt(make_sammantrade(), rubrik="Unga i Älvsbyn, beslut", arende=arende, paragraf=37, paragraf_ar=2026)
        make_insats(rubrik="Stöd till unga i Älvsbyn")
        make_arende(rubrik="Unga i Kalmar")
    hittat = traffar(chef, forbund, "älvsbyn unga")
    assert hittat == {
        "Ärenden": ["Unga i Älvsbyn"],
        "Styrelsens paragrafer": ["Unga i Älvsbyn, beslut"],
        "Insatser": ["Stöd till unga i Älvsbyn"],
        "Handlingar": ["Karta över unga i Älvsbyn"],
    }


def test_numbers_lead_to_the_one_thing(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        arende, annat = make_arende(rubrik="Det ena"), make_arende(rubrik="Det andra")
        make_handling(arende, rubrik="Första bladet")
        andra = make_handling(arende, rubrik="Andra bladet")
        make_handling(annat, rubrik="Annat blad")
        mote = make_sammantrade()
        make_punkt(mote, rubrik="I fjol", paragraf=4, paragraf_ar=2025)
        make_punkt(mote, rubrik="I år", paragraf=4, paragraf_ar=2026)
    assert traffar(chef, forbund, andra.beteckning)["Handlingar"] == ["Andra bladet"]
    assert traffar(chef, forbund, arende.dnr)["Ärenden"] == ["Det ena"]
    assert traffar(chef, forbund, "§ 4") == {"Styrelsens paragrafer": ["I år", "I fjol"]}
    assert traffar(chef, forbund, "§4/2025") == {"Styrelsens paragrafer": ["I fjol"]}


def test_a_draft_is_found_by_its_writers_alone(db):
    miljo = make_miljo()
    with miljo.oppet():
        make_utkast(miljo, rubrik="Hemlig plan")
        make_inlamnat(miljo, rubrik="Öppen plan")
    assert traffar(miljo.foretradare["kommun"], miljo.forbund, "plan")["Förslag"] == ["Öppen plan", "Hemlig plan"]
    assert traffar(miljo.chef, miljo.forbund, "plan")["Förslag"] == ["Öppen plan"]
    assert traffar(miljo.foretradare["region"], miljo.forbund, "plan") == {}


def test_a_handling_is_found_by_who_may_know_of_it(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        make_handling(make_arende(), rubrik="Arbetspapper", synlighet=Synlighet.UTKAST)
    revisor = make_konto_med(forbund, Roll.REVISOR)
    assert traffar(revisor, forbund, "arbetspapper") == {}


def test_another_forbund_is_not_searched(forbund, chef):
    annat = make_forbund()
    with tenancy.in_forbund(annat.pk):
        make_arende(rubrik="Unga i annat förbund")
    assert traffar(chef, forbund, "unga") == {}


def test_what_one_may_not_read_is_not_searched(forbund):
    with tenancy.in_forbund(forbund.pk):
        arende = make_arende(rubrik="Unga")
        make_punkt(make_sammantrade(), rubrik="Unga", arende=arende, paragraf=1, paragraf_ar=2026)
    ekonom = make_konto_med(forbund, Roll.PARTSFORETRADARE)
    assert traffar(ekonom, forbund, "unga") == {}


def test_ten_of_a_kind_are_shown_and_the_way_to_the_rest(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        for nr in range(web.HOGST_TRAFFAR):
            make_arende(rubrik=f"Unga {nr}")
    svar = som(chef).get(f"/f/{forbund.slug}/sok/", {"q": "unga"})
    assert [len(rum.rader) for rum in svar.context["traffar"]] == [10]
    assert [rum.fler for rum in svar.context["traffar"]] == [False]
    with tenancy.in_forbund(forbund.pk):
        make_arende(rubrik="Unga till")
    svar = som(chef).get(f"/f/{forbund.slug}/sok/", {"q": "unga"})
    assert [len(rum.rader) for rum in svar.context["traffar"]] == [10]
    [mer] = re.findall(r'<a href="([^"]+)">Visa alla i ärenden', svar.content.decode())
    assert som(chef).get(mer).content.decode().count("Unga ") == 11


@pytest.mark.parametrize(
    ("text", "sags"),
    [
        ("zebra", "Inget stämmer med ”zebra”."),
        ("", "Det här behöver du fylla i."),
        ("a" * 101, "som mest 100 tecken"),
        ("a\0b", "Null-tecken är inte tillåtna"),
    ],
)
def test_what_finds_nothing_says_so(forbund, chef, text, sags):
    svar = som(chef).get(f"/f/{forbund.slug}/sok/", {"q": text})
    assert (svar.status_code, sags in svar.content.decode()) == (200, True)


def test_the_page_without_words_is_an_empty_box(forbund, chef):
    text = som(chef).get(f"/f/{forbund.slug}/sok/").content.decode()
    assert ("error-message" in text, "Inget stämmer" in text, 'name="q"' in text) == (False, False, True)


@pytest.mark.parametrize("antal", [1, 30])
def test_it_costs_the_same_with_few_and_many(forbund, chef, antal, django_assert_max_num_queries):
    with tenancy.in_forbund(forbund.pk):
        for nr in range(antal):
            make_handling(make_arende(rubrik=f"Unga {nr}"), rubrik=f"Unga {nr}")
    klient = som(chef)
    with django_assert_max_num_queries(20):
        assert klient.get(f"/f/{forbund.slug}/sok/", {"q": "unga"}).status_code == 200
