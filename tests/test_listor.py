"""What every long list does: it remembers its filter, and can be saved as an Excel file with that filter."""

import io
import re
import zipfile

import pytest
from django.test import Client

from forbund.grund import tenancy
from forbund.register.states import Roll
from tests.beredning.fabrik import make_inlamnat, make_miljo, make_utkast
from tests.diarium.fabrik import make_arende
from tests.factories import make_forbund, make_konto_med
from tests.insatser.fabrik import make_insats

pytestmark = pytest.mark.django_db
LISTOR = ("arenden/", "insatser/", "beredning/?visa=lista", "granskning/")


def som(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


@pytest.fixture
def miljo():
    return make_miljo()


def adress(miljo, lista: str, **fraga: str) -> str:
    tecken = "&" if "?" in lista else "?"
    return f"/f/{miljo.forbund.slug}/{lista}" + "".join(
        f"{tecken if nr == 0 else '&'}{namn}={varde}" for nr, (namn, varde) in enumerate(fraga.items())
    )


def texter(svar) -> list[tuple[str, str]]:
    """The cells of the sheet in order, as (text, number)."""
    with zipfile.ZipFile(io.BytesIO(b"".join(svar.streaming_content))) as fil:
        return re.findall(r"<t[^>]*>(.*?)</t>|<v>(.*?)</v>", fil.read("xl/worksheets/sheet1.xml").decode())


def fyll(miljo, antal: int) -> None:
    with miljo.oppet():
        for nr in range(antal):
            make_insats(rubrik=f"Unga {nr}")
            make_inlamnat(miljo, rubrik=f"Unga {nr}")


@pytest.mark.parametrize("lista", LISTOR)
def test_the_file_holds_every_page_of_what_is_asked_for(miljo, lista):
    fyll(miljo, 30)
    klient = som(miljo.chef)
    assert "som=excel" in klient.get(adress(miljo, lista)).content.decode()
    svar = klient.get(adress(miljo, lista, sok="unga", som="excel"))
    assert (svar.status_code, svar["Content-Type"].split(".")[-1]) == (200, "sheet")
    rubriker = {text for text, _ in texter(svar) if re.fullmatch(r"Unga \d+", text)}
    assert rubriker == {f"Unga {nr}" for nr in range(30)}
    svar = klient.get(adress(miljo, lista, sok="17", som="excel"))
    assert {text for text, _ in texter(svar) if text.startswith("Unga")} == {"Unga 17"}


@pytest.mark.parametrize("lista", LISTOR)
@pytest.mark.parametrize("antal", [1, 30])
def test_the_file_costs_the_same_with_few_and_many(miljo, lista, antal, django_assert_max_num_queries):
    fyll(miljo, antal)
    klient = som(miljo.chef)
    with django_assert_max_num_queries(15):
        assert texter(klient.get(adress(miljo, lista, som="excel")))


def test_a_draft_is_in_no_one_elses_file(miljo):
    with miljo.oppet():
        make_utkast(miljo, rubrik="Hemlig plan")
    for konto, finns in ((miljo.foretradare["kommun"], True), (miljo.chef, False)):
        rader = texter(som(konto).get(adress(miljo, "beredning/?visa=lista", som="excel")))
        assert any(text == "Hemlig plan" for text, _ in rader) is finns


def test_an_empty_list_has_nothing_to_save(db):
    forbund = make_forbund()
    klient = som(make_konto_med(forbund, Roll.FORBUNDSCHEF))
    for lista in ("arenden/", "insatser/"):
        assert "som=excel" not in klient.get(f"/f/{forbund.slug}/{lista}").content.decode()


@pytest.mark.parametrize("lista", ["arenden/", "insatser/", "beredning/", "granskning/"])
def test_a_list_comes_back_as_it_was_left_until_everything_is_asked_for(miljo, lista):
    klient, bas = som(miljo.chef), f"/f/{miljo.forbund.slug}/{lista}"
    extra = "visa=lista&" if lista == "beredning/" else ""
    assert klient.get(bas).status_code == 200
    assert klient.get(f"{bas}?{extra}sok=unga&sida=2").status_code == 200
    assert klient.get(bas)["Location"] == f"{bas}?{extra}sok=unga"
    assert "?alla" in klient.get(bas, follow=True).content.decode()
    texter(klient.get(f"{bas}?{extra}sok=annat&som=excel"))
    assert klient.get(bas)["Location"] == f"{bas}?{extra}sok=annat"
    assert klient.get(f"{bas}?alla")["Location"] == bas
    assert klient.get(bas).status_code == 200


def test_each_forbund_and_each_login_has_its_own_filter(miljo):
    annat = make_forbund()
    with tenancy.in_forbund(annat.pk):
        make_arende()
    klient = som(miljo.chef)
    klient.get(adress(miljo, "arenden/", sok="unga"))
    assert som(miljo.chef).get(adress(miljo, "arenden/")).status_code == 200
    assert f"filter:/f/{annat.slug}/arenden/" not in klient.session


@pytest.mark.parametrize("lista", LISTOR)
def test_a_filter_that_cannot_be_read_is_not_a_trap(miljo, lista):
    """What is remembered can always be forgotten from the page itself."""
    fyll(miljo, 1)
    klient, bas = som(miljo.chef), f"/f/{miljo.forbund.slug}/{lista.split('?')[0]}"
    fel = {"arenden/": "ar=x", "insatser/": "ar=x", "granskning/": "fran=x"}.get(lista, "visa=lista&lage=x")
    klient.get(f"{bas}?{fel}")
    sidan = klient.get(bas, follow=True).content.decode()
    assert 'href="?alla"' in sidan
    assert "som=excel" in sidan
