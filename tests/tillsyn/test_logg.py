"""The log as a page, and the overview of a mandate."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from forbund.grund import audit, dates, tenancy
from forbund.grund.models import Handelse
from forbund.register import actions
from forbund.register.states import Roll
from tests.beredning.fabrik import make_fragat, make_inlamnat, make_miljo, make_utkast
from tests.factories import make_forbund, make_konto, make_konto_med, make_person
from tests.insatser.fabrik import make_insats
from tillsyn.states import HANDELSER, UTKASTETS

pytestmark = pytest.mark.django_db
ROT = Path(__file__).resolve().parents[2]


def inloggad(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def sida(forbund, konto, fraga: str = ""):
    return inloggad(konto).get(f"/f/{forbund.slug}/granskning/{fraga}")


def skrivna_typer() -> set[str]:
    """Every kind that some action writes to the log as a literal."""
    filer = [f for rum in ("forbund", "beredning", "insatser", "tillsyn") for f in (ROT / rum).rglob("*.py")]
    anrop = [n for f in filer for n in ast.walk(ast.parse(f.read_text("utf-8"))) if isinstance(n, ast.Call) and n.args]
    skriver = [n for n in anrop if getattr(n.func, "attr", "") == "write" and isinstance(n.func.value, ast.Name)]
    return {n.args[0].value for n in skriver if n.func.value.id == "audit" and isinstance(n.args[0], ast.Constant)}


def test_every_kind_of_event_has_a_name_in_words():
    assert skrivna_typer() - set(HANDELSER) == set()
    assert len(skrivna_typer()) > 20


def test_the_chef_sees_who_did_what_but_neither_drafts_nor_what_auditors_read():
    miljo = make_miljo()
    with miljo.oppet():
        make_utkast(miljo)
        make_fragat(miljo)
        audit.write("lasning", make_person(), by=None, efter={"sida": "/f/x/hemligt/"})
    svar = sida(miljo.forbund, miljo.chef)
    vad = {rad.handelse for rad in svar.context["sida"].rader}
    assert "Ställningstaganden begärda" in vad
    assert vad & {"Förslag påbörjat", "Läsning med läsbehörighet"} == set()
    assert "/f/x/hemligt/" not in svar.content.decode()


def test_a_forslag_that_is_called_utkast_is_in_the_log_when_it_is_handed_in():
    miljo = make_miljo()
    with miljo.oppet():
        make_inlamnat(miljo, rubrik="Utkast till samverkan")
    svar = sida(miljo.forbund, miljo.chef)
    assert {rad.handelse for rad in svar.context["sida"].rader} >= {"Förslag inlämnat"}
    assert {typ for typ, _ in svar.context["form"].fields["typ"].choices} == {"", *HANDELSER} - UTKASTETS


@pytest.mark.django_db(transaction=True)
@pytest.mark.regel("R63", sida="ena")
def test_a_revisor_sees_the_log_with_what_auditors_have_read():
    forbund = make_forbund()
    svar = sida(forbund, make_konto_med(forbund, Roll.REVISOR))
    assert svar.context["sida"].rader[0].om == f"/f/{forbund.slug}/granskning/"


@pytest.mark.parametrize("roll", [Roll.LEDAMOT, Roll.PARTSFORETRADARE, Roll.HANDLAGGARE])
def test_others_do_not_see_the_log(roll):
    forbund = make_forbund()
    assert sida(forbund, make_konto_med(forbund, roll)).status_code == 403


def test_the_filters_choose_words_kind_and_day():
    forbund = make_forbund()
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with tenancy.in_forbund(forbund.pk), dates.klockan(dates.nu() - timedelta(days=9)):
        audit.write("arende_registrerat", make_person(namn="Gammalt ärende"), by=None)
    with tenancy.in_forbund(forbund.pk):
        audit.write("arende_registrerat", make_person(namn="Nytt ärende"), by=None, skal={"R12": "Extra möte."})
    fragor = {
        "?typ=arende_registrerat": ["Nytt ärende", "Gammalt ärende"],
        "?sok=gammalt": ["Gammalt ärende"],
        f"?typ=arende_registrerat&fran={dates.idag()}": ["Nytt ärende"],
        "?sok=finns+inte": [],
        "?typ=hittepa&fran=i+går&sok=Nytt": ["Nytt ärende"],
    }
    for fraga, om in fragor.items():
        assert [rad.om for rad in sida(forbund, chef, fraga).context["sida"].rader] == om, fraga
    lank = '<a href="/regelverk/#R12">Kallelsen går ut i tid, och till alla ersättare</a>'
    assert f"Skäl ({lank}): Extra möte." in sida(forbund, chef).content.decode()


@pytest.mark.parametrize("antal", [1, 120])
def test_the_log_costs_the_same_with_few_and_many_rows(antal, django_assert_max_num_queries):
    forbund = make_forbund()
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with tenancy.in_forbund(forbund.pk):
        person = make_person()
        for _ in range(antal):
            audit.write("arende_registrerat", person, by=chef)
    klient = inloggad(chef)
    with django_assert_max_num_queries(24) as fragor:
        svar = klient.get(f"/f/{forbund.slug}/granskning/")
    assert len(svar.context["sida"].rader) == min(antal + 2, 50)
    assert sum('FROM "grund_handelse"' in f["sql"] for f in fragor.captured_queries) == 1


@pytest.mark.regel("R70", sida="sista_tillatna")
def test_the_overview_shows_the_mandates_forbund_and_logs_the_reading_in_each():
    miljoer, utanfor = [make_miljo(), make_miljo()], make_miljo()
    for miljo in (*miljoer, utanfor):
        with miljo.oppet():
            make_insats(belopp=((dates.idag().year, None, 250_000),))
    konto, idag = make_konto(), dates.idag()
    falt = {"organ": "Arkivmyndigheten", "grund": "FL 20 §", "fran": idag, "till": idag}
    actions.ge_granskningsmandat(konto, **falt, forbund=[m.forbund for m in miljoer])
    svar = inloggad(konto).get("/granskning/")
    assert [(r.namn, r.beviljat) for r in svar.context["rader"]] == [
        (m.forbund.kortnamn, "250\u00a0000\u00a0kr") for m in miljoer
    ]
    for miljo, antal in ((miljoer[0], 1), (miljoer[1], 1), (utanfor, 0)):
        with tenancy.in_flera([miljo.forbund.pk]):
            assert Handelse.objects.filter(typ="lasning", konto=konto).count() == antal


def test_without_a_mandate_the_overview_is_empty_and_says_why():
    svar = inloggad(make_konto_med(make_forbund(), Roll.FORBUNDSCHEF)).get("/granskning/")
    assert svar.context["rader"] == []
    assert "inget granskningsmandat" in svar.content.decode()
