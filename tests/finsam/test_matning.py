"""The generator of the measuring gives what the constraints allow, and every page that is measured answers."""

from collections import Counter

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from finsam.matning import form, fragor, fyllning, gjutning, rapport, sidor
from forbund.diarium.models import Arende
from forbund.grund import audit, tenancy
from forbund.grund.checks import databasfel, hyrestabeller
from forbund.register.models import Forbund, Konto
from forbund.register.states import Roll
from forbund.styrelse.models import Kallelse, Protokoll, Punkt
from tests.conftest import _tom_som_agare, agarens_anslutning

MATT = form.Ar(((3, 24, 2, 1),))
AR = 2


@pytest.fixture(scope="module")
def fyllt(django_db_setup, django_db_blocker):
    """One förbund with two small years behind it, cast beside its mould; committed, and gone with the module."""
    with django_db_blocker.unblock():
        try:
            gjutform = fyllning.gor_form(make_password("ett-losenord-for-matningen"), MATT)
            with agarens_anslutning() as mal:
                mal.autocommit = False
                fyllning.fyll(mal, gjutform, forbund=1, ar=AR)
            yield Forbund.objects.get(slug=gjutning.slug(1))
        finally:
            _tom_som_agare(None)


@pytest.fixture
def oppet(db, fyllt):
    with tenancy.in_flera([fyllt.pk]):
        yield fyllt


def test_a_forbund_has_the_years_asked_for_and_what_is_under_way(oppet):
    arets = Counter(Arende.objects.values_list("ar", flat=True))
    *hela, _ = (antal for _, antal in sorted(arets.items()))
    assert hela == [MATT.arenden] * AR
    assert list(Protokoll.objects.order_by("pk").values_list("status", flat=True)) == ["justerat"] * AR + ["utsant"]


def test_a_year_of_the_measuring_is_forty_five_arenden():
    assert form.Ar().arenden == 45


def test_the_log_of_a_cast_forbund_holds_together(oppet):
    assert list(audit.brister()) == []


def test_what_was_frozen_names_the_forbunds_own_points(oppet):
    egna = set(Punkt.objects.values_list("pk", flat=True))
    protokoll = {p["punkt_id"] for rad in Protokoll.objects.all() for p in rad.fakta["blad"]["paragrafer"]}
    kallelser = {p["id"] for rad in Kallelse.objects.all() for p in rad.fakta["punkter"]}
    assert (protokoll - egna, kallelser - egna) == (set(), set())


def test_the_walls_and_the_guards_stand_again(db, fyllt, agare):
    assert databasfel() == []
    vilar = agare.execute(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT tgisinternal AND tgenabled = 'D' AND c.relname = ANY(%s)",
        [list(hyrestabeller())],
    ).fetchall()
    assert vilar == []


@pytest.fixture(scope="module")
def svaren(fyllt, django_db_blocker):
    """Every page that is measured, asked by each of its roles with nothing kept from before: (status, queries)."""

    def fraga(sql: str) -> int | None:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            rad = cursor.fetchone()
        return rad[0] if rad else None

    with django_db_blocker.unblock():
        with tenancy.in_flera([fyllt.pk]):
            ids = sidor.objekt(fraga)
        klienter = {roll: make_klient(roll, fyllt.slug) for roll in Roll}
        svar = {}
        for sida, roll in sidor.par():
            adress, huvuden = sidor.adress(sida, fyllt.slug, ids), dict(sida.huvuden)
            with CaptureQueriesContext(connection) as fangade:
                status = klienter[roll].get(adress, headers=huvuden).status_code
            svar[sida, roll] = (status, sum(fragor.raknas(f["sql"]) for f in fangade.captured_queries))
    return svar


def make_klient(roll: Roll, slug: str) -> Client:
    epost = fyllning.GRANSKARE if roll is Roll.GRANSKARE else form.epost(roll, 1, slug)
    klient = Client()
    klient.force_login(Konto.objects.get(email=epost), backend="forbund.register.backends.RattBackend")
    return klient


def test_every_page_that_is_measured_answers_each_of_its_roles(svaren):
    assert {(s.namn, roll.value): status for (s, roll), (status, _) in svaren.items() if status != s.status} == {}


def test_no_page_asks_more_than_fifteen_queries_of_its_own(svaren):
    over = {(sida.namn, roll.value): antal for (sida, roll), (_, antal) in svaren.items() if antal > rapport.TAK_FRAGOR}
    assert over == {}
