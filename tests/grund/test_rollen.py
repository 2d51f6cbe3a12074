"""What the application role can do to the walls by raw SQL: nothing, in whatever state the connection is left."""

from threading import Thread

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from forbund.grund import dates, tenancy
from forbund.register.actions import ge_granskningsmandat
from tests.factories import make_forbund, make_konto, make_person

pytestmark = pytest.mark.django_db
OMFANG = "SELECT " + ", ".join(f"coalesce(current_setting('finsam.{n}', true), '')" for n in ("las", "skriv", "drift"))
STANGT = ("", "", "")


def rader(sql: str, params: list | None = None) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize(
    "sql",
    [
        "TRUNCATE register_person",
        "ALTER TABLE register_person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE grund_handelse DISABLE TRIGGER ALL",
        "DROP POLICY las ON register_person",
        "CREATE POLICY alla ON register_person USING (true)",
        "CREATE TABLE undan AS SELECT 1",
        "CREATE FUNCTION finsam_las2() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "SET ROLE finsam_agare",
        "SET session_replication_role = replica",
        "ALTER ROLE finsam_app BYPASSRLS",
        "SELECT setval('register_person_id_seq', 1)",
    ],
)
def test_the_role_may_not_touch_the_walls(sql):
    with pytest.raises(ProgrammingError) as fel, transaction.atomic():
        rader(sql)
    assert isinstance(fel.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_row_security_turned_off_refuses_instead_of_showing():
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        make_person()
        with pytest.raises(ProgrammingError, match="affected by row-level security"), transaction.atomic():
            rader("SET LOCAL row_security = off")
            rader("SELECT * FROM register_person")


def test_nothing_of_ours_runs_with_the_owners_rights():
    assert rader("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace") == []
    assert (
        rader("SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace")
        == []
    )


def test_a_mandate_and_its_forbund_are_the_installations_to_give():
    eget, annat, konto = make_forbund(), make_forbund(), make_konto()
    idag = dates.idag()
    mandat = ge_granskningsmandat(konto, organ="x", grund="y", fran=idag, till=idag, forbund=[eget])
    for sql, params in (
        ("INSERT INTO register_mandatforbund (mandat_id, forbund_id) VALUES (%s, %s)", [mandat.pk, annat.pk]),
        (
            "INSERT INTO register_granskningsmandat (konto_id, organ, grund, alla_forbund, fran, till)"
            " VALUES (%s, 'x', 'y', true, %s, %s)",
            [konto.pk, idag, idag],
        ),
    ):
        with (
            tenancy.in_forbund(annat.pk, konto=konto.pk),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            rader(sql, params)
    with tenancy.in_forbund(eget.pk, konto=konto.pk):
        rader("UPDATE register_mandatforbund SET forbund_id = %s", [annat.pk])
        rader("UPDATE register_granskningsmandat SET alla_forbund = true, till = '2099-01-01'")
        rader("DELETE FROM register_mandatforbund")
        assert rader("SELECT forbund_id FROM register_mandatforbund") == [(eget.pk,)]
        assert rader("SELECT alla_forbund, till FROM register_granskningsmandat") == [(False, idag)]


def test_a_savepoint_that_is_rolled_back_leaves_the_scope_it_began_in():
    ett, annat = make_forbund(), make_forbund()
    with tenancy.in_forbund(ett.pk):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            with tenancy.in_flera([ett.pk, annat.pk]), tenancy.in_forbund(annat.pk):
                pass
            _ = 1 / 0
        assert rader(OMFANG) == [(str(ett.pk), str(ett.pk), "")]
    with pytest.raises(ZeroDivisionError), tenancy.som_driften():
        _ = 1 / 0
    assert rader(OMFANG) == [STANGT]


@pytest.mark.django_db(transaction=True)
def test_the_connection_is_closed_to_every_forbund_between_two_requests():
    """It lives for ten minutes (CONN_MAX_AGE), and nothing that was opened on it does."""
    forbund, konto = make_forbund(), make_konto()
    idag = dates.idag()
    with tenancy.in_forbund(forbund.pk):
        make_person()
    ge_granskningsmandat(konto, organ="x", grund="y", fran=idag, till=idag, forbund=[forbund])
    for omfang in (
        tenancy.in_forbund(forbund.pk),
        tenancy.in_flera([forbund.pk]),
        tenancy.in_granskning([forbund.pk]),
        tenancy.som_konto(konto.pk),
        tenancy.som_driften(),
    ):
        with pytest.raises(ZeroDivisionError), omfang:
            _ = 1 / 0
        assert rader(OMFANG) == [STANGT]
        assert rader("SELECT count(*) FROM register_person") == [(0,)]
        assert rader("SHOW transaction_read_only") == [("off",)]


@pytest.mark.django_db(transaction=True)
def test_another_thread_begins_with_no_forbund_open():
    forbund = make_forbund()
    sag: list = []

    def se() -> None:
        try:
            sag.append((tenancy.aktivt(), rader(OMFANG)))
        finally:
            connection.close()

    with tenancy.in_forbund(forbund.pk):
        trad = Thread(target=se)
        trad.start()
        trad.join()
    assert sag == [(tenancy.STANGT, [STANGT])]
