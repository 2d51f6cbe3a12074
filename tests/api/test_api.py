"""The API: the same rights and refusals as the pages, in problem+json, at a constant cost."""

import base64

import pytest
from django.test import Client

from beredning.models import Forslag, Stallningstagande
from forbund.grund import dates, tenancy
from forbund.register.actions import skapa_nyckel
from forbund.register.states import Roll
from tests.beredning.fabrik import make_fragat, make_miljo, make_utkast
from tests.factories import make_konto_med
from tests.insatser.fabrik import make_insats
from tests.styrelse.fabrik import make_punkt, make_sammantrade

pytestmark = pytest.mark.django_db
LISTOR = ("arenden", "forslag", "sammantraden", "insatser")
PROBLEM = "application/problem+json"


@pytest.fixture
def miljo():
    return make_miljo()


def inloggad(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def hamta(miljo, konto, vag: str):
    return inloggad(konto).get(f"/f/{miljo.forbund.slug}/api/v1/{vag}")


def rader(svar) -> list[dict]:
    assert svar.status_code == 200, svar.content
    return svar.json()["results"]


def make_kedja(miljo, antal: int = 1) -> None:
    with miljo.oppet():
        for _ in range(antal):
            make_fragat(miljo)
            make_insats()
        sammantrade = make_sammantrade()
        for _ in range(antal):
            make_punkt(sammantrade)


def test_every_object_of_the_chain_is_read(miljo):
    make_kedja(miljo)
    for lista in LISTOR:
        rad = rader(hamta(miljo, miljo.chef, f"{lista}/"))[0]
        detalj = hamta(miljo, miljo.chef, f"{lista}/{rad['id']}/").json()
        assert {falt: detalj[falt] for falt in rad} == rad
    forslag = rader(hamta(miljo, miljo.chef, "forslag/"))[0]
    assert forslag["rubrik"] == "Unga vuxna i dialog"
    stallningar = rader(hamta(miljo, miljo.chef, f"forslag/{forslag['id']}/stallningstaganden/"))
    assert [s["svar"] for s in stallningar] == ["", "", "", ""]
    handlingar = hamta(miljo, miljo.chef, f"arenden/{forslag['arende']}/handlingar/")
    assert handlingar.status_code == 200


@pytest.mark.parametrize("lista", LISTOR)
def test_another_forbund_sees_nothing_of_it(miljo, lista):
    make_kedja(miljo)
    annat = make_miljo()
    assert rader(hamta(annat, annat.chef, f"{lista}/")) == []
    for rad in rader(hamta(miljo, miljo.chef, f"{lista}/")):
        assert hamta(annat, annat.chef, f"{lista}/{rad['id']}/").status_code == 404
    svar = hamta(miljo, annat.chef, f"{lista}/")
    assert (svar.status_code, svar["Content-Type"]) == (404, PROBLEM)


def test_a_missing_right_is_a_problem_in_swedish(miljo):
    svar = hamta(miljo, miljo.foretradare["fk"], "sammantraden/")
    assert (svar.status_code, svar["Content-Type"]) == (403, PROBLEM)
    assert svar.json()["title"] == "Rätten saknas"
    assert "styrelsens föredragningslistor" in svar.json()["detail"]


@pytest.mark.regel("R115", sida="forsta_vagrade")
def test_a_draft_is_read_by_its_writers_only(miljo):
    with miljo.oppet():
        utkast = make_utkast(miljo)
    for konto, koder in {miljo.foretradare["kommun"]: 200, miljo.chef: 404, miljo.foretradare["af"]: 404}.items():
        assert hamta(miljo, konto, f"forslag/{utkast.pk}/").status_code == koder
        assert len(rader(hamta(miljo, konto, "forslag/"))) == (koder == 200)


def test_others_than_the_writers_read_what_was_handed_in_not_what_is_being_changed(miljo):
    with miljo.oppet():
        forslag = make_fragat(miljo)
        Forslag.objects.filter(pk=forslag.pk).update(rubrik="Halvskrivet", behov="Halvskrivet")
    svar = hamta(miljo, miljo.chef, f"forslag/{forslag.pk}/").json()
    assert (svar["rubrik"], svar["innehall"]["behov"]) == ("Unga vuxna i dialog", "Många unga saknar samordnat stöd.")


def svara(miljo, konto, stallning, **over):
    falt = {"svar": "tillstyrker", "text": "Bra.", "version": 1, **over}
    adress = f"/f/{miljo.forbund.slug}/api/v1/stallningstaganden/{stallning.pk}/svar/"
    return inloggad(konto).post(adress, falt, content_type="application/json")


@pytest.fixture
def stallning(miljo):
    with miljo.oppet():
        forslag = make_fragat(miljo)
        return Stallningstagande.objects.get(forslag=forslag, medlem=miljo.medlemmar["fk"])


def sparat(miljo, stallning) -> str:
    with miljo.oppet():
        return Stallningstagande.objects.get(pk=stallning.pk).svar


def test_a_part_gives_its_stance_through_the_same_act_as_the_page(miljo, stallning):
    svar = svara(miljo, miljo.foretradare["fk"], stallning)
    assert (svar.status_code, svar.json()["svar"], svar.json()["version"]) == (200, "tillstyrker", 2)
    assert sparat(miljo, stallning) == "tillstyrker"


@pytest.mark.parametrize(
    ("av", "over", "kod"),
    [
        ("af", {}, 403),
        ("fk", {"version": 9}, 409),
        ("fk", {"svar": "jubel"}, 422),
        ("fk", {"svar": "avstyrker", "text": ""}, 422),
        ("fk", {"text": "Gäller 121212-1212, se bilaga."}, 422),
    ],
)
def test_a_refused_stance_is_a_problem_and_leaves_nothing(miljo, stallning, av, over, kod):
    svar = svara(miljo, miljo.foretradare[av], stallning, **over)
    assert (svar.status_code, svar["Content-Type"]) == (kod, PROBLEM)
    assert svar.json()["status"] == kod
    assert sparat(miljo, stallning) == ""


def test_a_stance_by_session_needs_the_csrf_token(miljo, stallning):
    klient = Client(enforce_csrf_checks=True)
    klient.force_login(miljo.foretradare["fk"], backend="forbund.register.backends.RattBackend")
    adress = f"/f/{miljo.forbund.slug}/api/v1/stallningstaganden/{stallning.pk}/svar/"
    svar = klient.post(adress, {"svar": "tillstyrker", "text": "", "version": 1}, content_type="application/json")
    assert (svar.status_code, svar["Content-Type"]) == (403, PROBLEM)
    assert sparat(miljo, stallning) == ""


@pytest.mark.django_db(transaction=True)
def test_a_revisor_reads_and_writes_nothing(miljo, stallning):
    revisor = make_konto_med(miljo.forbund, Roll.REVISOR)
    assert len(rader(hamta(miljo, revisor, "forslag/"))) == 1
    assert svara(miljo, revisor, stallning).status_code == 403
    assert sparat(miljo, stallning) == ""


@pytest.mark.parametrize("lista", LISTOR)
def test_a_list_costs_the_same_with_few_and_many_rows(miljo, lista, django_assert_max_num_queries):
    antal = {}
    for fler in (1, 12):
        make_kedja(miljo, fler)
        klient = inloggad(miljo.chef)
        with django_assert_max_num_queries(15) as fragor:
            rader(klient.get(f"/f/{miljo.forbund.slug}/api/v1/{lista}/"))
        antal[fler] = len(fragor)
    assert antal[1] == antal[12]


def test_pages_follow_each_other_without_gaps(miljo):
    with miljo.oppet():
        for _ in range(60):
            make_sammantrade()
    forsta = hamta(miljo, miljo.chef, "sammantraden/").json()
    andra = inloggad(miljo.chef).get(forsta["next"]).json()
    ids = [rad["id"] for sida in (forsta, andra) for rad in sida["results"]]
    assert len(ids) == len(set(ids)) == 60
    assert ids == sorted(ids, reverse=True)
    assert andra["next"] is None


def test_an_unknown_address_and_method_are_problems(miljo):
    svar = hamta(miljo, miljo.chef, "finns-inte/")
    assert (svar.status_code, svar["Content-Type"]) == (404, PROBLEM)
    svar = inloggad(miljo.chef).delete(f"/f/{miljo.forbund.slug}/api/v1/forslag/")
    assert (svar.status_code, svar["Content-Type"], svar["Allow"]) == (405, PROBLEM, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("markor", ["p=abc", "p=%00", "r=1&p=x", "o=-1", "p="])
def test_a_cursor_that_is_not_ours_has_no_page(miljo, markor):
    fran = base64.b64encode(markor.encode()).decode()
    svar = inloggad(miljo.chef).get(f"/f/{miljo.forbund.slug}/api/v1/forslag/", {"fran": fran})
    assert (svar.status_code, svar["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize(
    ("kropp", "typ", "kod"),
    [
        (b"[" * 100_000, "application/json", 400),
        (b'{"version": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"svar": "tillstyrker", "text": "a\\u0000b", "version": 1}', "application/json", 422),
        (b"<x/>", "application/xml", 415),
        (b'{"text": "' + b"x" * 2**21 + b'"}', "application/json", 413),
    ],
    ids=["nested", "digits", "bytes", "nul", "xml", "large"],
)
@pytest.mark.parametrize("vag_in", ["session", "nyckel"])
def test_a_body_that_cannot_be_read_is_a_problem(miljo, stallning, kropp, typ, kod, vag_in):
    konto = miljo.foretradare["fk"]
    rubriker = {}
    klient = inloggad(konto)
    if vag_in == "nyckel":
        klient = Client()
        with tenancy.som_konto(konto.pk):
            falt = {"forbund_id": miljo.forbund.pk, "namn": "Prov", "till": dates.idag(), "far_skriva": True}
            rubriker = {"Authorization": f"Bearer {skapa_nyckel(by=konto, **falt)[1]}"}
    adress = f"/f/{miljo.forbund.slug}/api/v1/stallningstaganden/{stallning.pk}/svar/"
    svar = klient.post(adress, kropp, content_type=typ, headers=rubriker)
    assert (svar.status_code, svar["Content-Type"]) == (kod, PROBLEM)
    assert sparat(miljo, stallning) == ""


def test_without_login_the_answer_names_the_way_in(miljo):
    svar = Client().get(f"/f/{miljo.forbund.slug}/api/v1/forslag/")
    assert (svar.status_code, svar["Content-Type"], svar["WWW-Authenticate"]) == (401, PROBLEM, "Bearer")


def test_the_description_is_openapi_31_and_names_both_ways_in(miljo):
    svar = hamta(miljo, miljo.chef, "schema/?format=json")
    schema = svar.json()
    assert schema["openapi"] == "3.1.0"
    assert set(schema["components"]["securitySchemes"]) == {"kaka", "nyckel"}
    assert len(schema["paths"]) >= 10
