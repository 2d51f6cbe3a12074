"""The log: gap-free, chained, and honest about every tampering."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from forbund.grund import audit, tenancy
from forbund.grund.models import Handelse, Handelsehuvud
from tests.factories import make_forbund, make_konto, make_person


@pytest.fixture
def forbund(db):
    """A förbund whose log has four rows: its formation and three more."""
    forbund = make_forbund(slug="alvsbyn")
    with tenancy.in_forbund(forbund.pk):
        person = make_person(namn="Åsa Berg")
        for n in range(3):
            audit.write("prov", person, by=None, efter={"n": n})
    return forbund


def brister(forbund) -> list[str]:
    with tenancy.in_flera([forbund.pk]):
        return list(audit.brister())


@pytest.mark.django_db
def test_rows_are_numbered_and_chained(forbund):
    with tenancy.in_flera([forbund.pk]):
        rader = list(Handelse.objects.order_by("nummer"))
        huvud = Handelsehuvud.objects.get()
    assert [(r.nummer, r.typ, r.rubrik) for r in rader[1:]] == [(n, "prov", "Åsa Berg") for n in (2, 3, 4)]
    assert [r.foregaende for r in rader] == [audit.FORSTA_HASH, *(r.hash for r in rader[:-1])]
    assert (huvud.nummer, huvud.hash) == (4, rader[-1].hash)
    assert brister(forbund) == []


@pytest.mark.django_db
def test_a_refused_step_leaves_no_row_and_no_gap(forbund):
    with tenancy.in_forbund(forbund.pk):
        person = make_person()
        with pytest.raises(ZeroDivisionError), tenancy.savepunkt():
            audit.write("avbruten", person, by=None)
            _ = 1 / 0
        audit.write("prov", person, by=None)
    with tenancy.in_flera([forbund.pk]):
        assert list(Handelse.objects.order_by("-nummer").values_list("nummer", "typ")[:1]) == [(5, "prov")]
        assert not Handelse.objects.filter(typ="avbruten").exists()


@pytest.mark.django_db
def test_a_nested_scope_of_the_same_forbund_hands_its_rows_to_the_outer(forbund):
    with tenancy.in_forbund(forbund.pk):
        with tenancy.in_forbund(forbund.pk):
            audit.write("inre", make_person(), by=make_konto(namn="Maria Sundqvist"))
        assert len(tenancy.aktivt().vantande) == 1
    with tenancy.in_flera([forbund.pk]):
        rad = Handelse.objects.get(typ="inre")
    assert (rad.nummer, rad.namn) == (5, "Maria Sundqvist")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE grund_handelse SET typ = 'x'",
        "DELETE FROM grund_handelse",
        "DELETE FROM grund_handelsehuvud",
        "TRUNCATE grund_handelse",
    ],
)
def test_the_application_may_not_change_the_log(forbund, sql):
    with (
        tenancy.in_forbund(forbund.pk),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sql", ["UPDATE grund_handelse SET typ = 'x'", "DELETE FROM grund_handelse"])
def test_not_even_the_owner_changes_the_log_in_passing(forbund, agare, sql):
    agare.execute(
        "SELECT set_config('finsam.las', %s, false), set_config('finsam.skriv', %s, false)", [str(forbund.pk)] * 2
    )
    with pytest.raises(psycopg.errors.RestrictViolation):
        agare.execute(sql)


MANIPULATIONER = {
    "changed": "UPDATE grund_handelse SET efter = '{\"n\": 7}' WHERE nummer = 3",
    "changed_with_its_hash_kept": "UPDATE grund_handelse SET namn = 'Annan' WHERE nummer = 2",
    "deleted": "DELETE FROM grund_handelse WHERE nummer = 3",
    "deleted_last": "DELETE FROM grund_handelse WHERE nummer = 4",
    "inserted": "INSERT INTO grund_handelse (forbund_id, nummer, tid, namn, at, typ, objekt_typ, objekt_id, rubrik,"
    " fore, efter, lagrum, skal, foregaende, hash) SELECT forbund_id, 5, tid, namn, at, typ, objekt_typ, objekt_id,"
    " rubrik, fore, efter, lagrum, skal, hash, hash FROM grund_handelse WHERE nummer = 4",
    "swapped": "UPDATE grund_handelse SET nummer = CASE nummer WHEN 2 THEN 13 ELSE 12 END WHERE nummer IN (2, 3);"
    "UPDATE grund_handelse SET nummer = nummer - 10 WHERE nummer > 10",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("slag", MANIPULATIONER)
def test_verifiera_logg_finds_every_manipulation(forbund, agare, slag):
    """Someone with the owner's password and the trigger off."""
    assert brister(forbund) == []
    agare.execute(
        "SELECT set_config('finsam.las', %s, false), set_config('finsam.skriv', %s, false)", [str(forbund.pk)] * 2
    )
    agare.execute("ALTER TABLE grund_handelse DISABLE TRIGGER USER")
    agare.execute(MANIPULATIONER[slag])
    agare.execute("ALTER TABLE grund_handelse ENABLE TRIGGER USER")
    assert brister(forbund) != []
    with pytest.raises(CommandError, match="Loggen håller inte ihop"):
        call_command("verifiera_logg", stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_verifiera_logg_says_that_the_head_is_gone(forbund, agare):
    agare.execute(
        "SELECT set_config('finsam.las', %s, false), set_config('finsam.skriv', %s, false)", [str(forbund.pk)] * 2
    )
    with pytest.raises(psycopg.errors.RestrictViolation):
        agare.execute("DELETE FROM grund_handelsehuvud")
    agare.execute("ALTER TABLE grund_handelsehuvud DISABLE TRIGGER USER")
    agare.execute("DELETE FROM grund_handelsehuvud")
    agare.execute("ALTER TABLE grund_handelsehuvud ENABLE TRIGGER USER")
    assert brister(forbund) == ["Loggens huvud saknas, så det syns inte om slutet av loggen är borttaget."]


@pytest.mark.django_db(transaction=True)
def test_rows_moved_to_another_forbund_are_missed_in_one_and_found_in_the_other(forbund, agare):
    annat = make_forbund()
    agare.execute(
        "SELECT set_config('finsam.las', %s, false), set_config('finsam.skriv', %s, false)",
        [f"{forbund.pk},{annat.pk}"] * 2,
    )
    agare.execute("ALTER TABLE grund_handelse DISABLE TRIGGER USER")
    agare.execute(
        "UPDATE grund_handelse SET forbund_id = %s WHERE forbund_id = %s AND nummer > 1", [annat.pk, forbund.pk]
    )
    agare.execute("ALTER TABLE grund_handelse ENABLE TRIGGER USER")
    assert brister(forbund) == ["Loggens slut stämmer inte: huvudet säger 4, sista raden är 1."]
    assert [text.partition(" ")[0] for text in brister(annat)] == ["Händelse"] * 4 + ["Loggens"]


@pytest.mark.django_db
def test_verifiera_logg_says_so_when_all_is_well(forbund):
    ut = StringIO()
    call_command("verifiera_logg", stdout=ut)
    assert ut.getvalue() == "Loggen är hel i alla förbund.\n"


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_write_one_unbroken_chain(forbund):
    def skriv(n: int) -> None:
        try:
            with tenancy.in_forbund(forbund.pk):
                audit.write("samtidig", make_person(), by=None, efter={"n": n})
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as tradar:
        list(tradar.map(skriv, range(40)))
    with tenancy.in_flera([forbund.pk]):
        assert Handelse.objects.filter(typ="samtidig").count() == 40
    assert brister(forbund) == []
