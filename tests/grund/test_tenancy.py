"""Both walls, as the application role."""

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from forbund.grund import tenancy
from forbund.grund.errors import IngetForbund
from forbund.register.models import Medlem, Person, Plats, Uppdrag
from tests.factories import make_forbund, make_forbundsordning, make_konto, make_medlem, make_person, make_uppdrag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tva():
    """Two förbund with one person each."""
    ett, annat = make_forbund(), make_forbund()
    with tenancy.in_forbund(ett.pk):
        egen = make_person()
    with tenancy.in_forbund(annat.pk):
        frammande = make_person()
    return ett, annat, egen, frammande


def rader(sql: str, params: list | None = None) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def test_without_scope_the_manager_raises_on_evaluation_not_before(tva):
    fraga = Person.objects.filter(namn="x")
    for evaluera in (list, len, lambda q: q.count(), lambda q: q.exists(), lambda q: q.update(namn="y")):
        with pytest.raises(IngetForbund):
            evaluera(fraga.all())


def test_without_scope_raw_sql_sees_nothing(tva):
    assert rader("SELECT count(*) FROM register_person") == [(0,)]


@pytest.mark.regel("R73", sida="prov")
def test_in_forbund_sees_own_rows_only(tva):
    ett, _, egen, _ = tva
    with tenancy.in_forbund(ett.pk):
        assert list(Person.objects.all()) == [egen]
        assert rader("SELECT id FROM register_person") == [(egen.pk,)]


def test_a_queryset_built_outside_reads_the_scope_it_is_evaluated_in(tva):
    ett, annat, egen, frammande = tva
    fraga = Person.objects.order_by("pk")
    with tenancy.in_forbund(ett.pk):
        assert list(fraga.all()) == [egen]
    with tenancy.in_forbund(annat.pk):
        assert list(fraga.all()) == [frammande]


def test_scope_is_restored_on_leaving(tva):
    ett, annat, egen, frammande = tva
    with tenancy.in_forbund(ett.pk):
        with tenancy.in_forbund(annat.pk):
            assert rader("SELECT id FROM register_person") == [(frammande.pk,)]
        assert rader("SELECT id FROM register_person") == [(egen.pk,)]
        assert tenancy.aktivt_forbund_id() == ett.pk
    assert tenancy.aktivt() == tenancy.STANGT
    assert rader("SELECT current_setting('finsam.las', true)") == [("",)]


def test_scope_is_restored_after_an_exception(tva):
    ett, annat, egen, _ = tva
    with tenancy.in_forbund(ett.pk):
        with pytest.raises(ZeroDivisionError), tenancy.in_forbund(annat.pk):
            _ = 1 / 0
        assert rader("SELECT id FROM register_person") == [(egen.pk,)]


@pytest.mark.parametrize(
    "sql", ["UPDATE register_person SET namn = 'x' WHERE id = %s", "DELETE FROM register_person WHERE id = %s"]
)
def test_writing_anothers_row_touches_nothing(tva, sql):
    ett, annat, _, frammande = tva
    with tenancy.in_forbund(ett.pk):
        assert rader(sql, [frammande.pk]) == 0
    with tenancy.in_forbund(annat.pk):
        frammande.refresh_from_db()
        assert frammande.namn != "x"


def test_inserting_into_another_forbund_is_refused(tva):
    ett, annat, _, _ = tva
    with tenancy.in_forbund(ett.pk):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.create(namn="Inkräktare", forbund=annat)
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.bulk_create([Person(namn="Inkräktare", forbund=annat)])
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person.objects.update(forbund=annat)


def test_a_foreign_key_into_another_forbund_is_refused(tva):
    """Plain foreign keys are checked outside row-level security: the composite one refuses."""
    ett, annat, _, _ = tva
    with tenancy.in_forbund(annat.pk):
        medlem = make_medlem()
    with tenancy.in_forbund(ett.pk):
        ordning = make_forbundsordning([])
        with pytest.raises(IntegrityError, match="register_plats_medlem_ff"), transaction.atomic():
            Plats.objects.create(forbundsordning=ordning, medlem_id=medlem.pk)
            rader("SET CONSTRAINTS ALL IMMEDIATE")


def test_in_flera_reads_several_and_writes_none(tva):
    ett, annat, egen, frammande = tva
    with tenancy.in_flera([ett.pk, annat.pk]):
        assert list(Person.objects.order_by("pk")) == [egen, frammande]
        assert Person.objects.update(namn="x") == 0
        with pytest.raises(IngetForbund):
            Person(namn="Ny")


@pytest.mark.django_db(transaction=True)
def test_in_granskning_postgresql_refuses_each_write(tva):
    ett, _, egen, _ = tva
    for sql in (
        "INSERT INTO register_organisation (namn, organisationsnummer, slag, kod) VALUES ('x', '', 'kommun', '1')",
        "UPDATE register_forbund SET namn = 'x'",
        "DELETE FROM register_person",
    ):
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction) as fel, tenancy.in_granskning([ett.pk]):
            assert list(Person.objects.all()) == [egen]
            try:
                rader(sql)
            except Exception as yttre:
                raise yttre.__cause__ from None
        assert fel.value.sqlstate == "25006"
    with tenancy.in_forbund(ett.pk):
        assert list(Person.objects.values_list("namn", flat=True)) == [egen.namn]


def test_own_uppdrag_are_seen_without_an_open_forbund(tva):
    ett, annat, _, _ = tva
    konto, annat_konto = make_konto(), make_konto()
    with tenancy.in_forbund(ett.pk):
        mitt = make_uppdrag(person=make_person(konto))
    with tenancy.in_forbund(annat.pk):
        make_uppdrag(person=make_person(annat_konto))
    with tenancy.som_konto(konto.pk):
        assert list(Uppdrag.egna.values_list("pk", flat=True)) == [mitt.pk]
        assert rader("UPDATE register_uppdrag SET ordning = 9") == 0


def test_savepunkt_drops_what_was_collected_in_it(tva):
    ett, _, _, _ = tva
    with tenancy.in_forbund(ett.pk):
        with pytest.raises(ZeroDivisionError), tenancy.savepunkt():
            tenancy.samla("rad")
            _ = 1 / 0
        assert tenancy.aktivt().vantande == []


def test_the_policy_keeps_the_index(tva):
    """The InitPlan form of the policy: the planner still finds rows by the förbund's index."""
    ett, _, _, _ = tva
    with tenancy.in_forbund(ett.pk):
        rader("SET LOCAL enable_seqscan = off")
        plan = "\n".join(r[0] for r in rader("EXPLAIN SELECT * FROM register_medlem"))
    assert "InitPlan" in plan
    assert Medlem._meta.db_table in plan
