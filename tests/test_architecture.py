"""What the house promises of its own build."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from forbund.grund import checks
from forbund.grund.tenancy import ForbundModel

ROT = Path(__file__).resolve().parents[1]
VARA = ("finsam", "forbund", "beredning", "insatser", "tillsyn")
EGNA_APPAR = {
    "finsam",
    "register",
    "grund",
    "diarium",
    "frister",
    "styrelse",
    "ekonomi",
    "insatser",
    "beredning",
    "tillsyn",
}
# Tables without a policy: logins, what all förbund share, the queue's ids, and guardian's rows of ids.
UTAN_RADSKYDD = {
    "register_konto",
    "register_organisation",
    "register_forbund",
    "register_forbundgroupobjectpermission",
    "register_apinyckel",
    "grund_jobb",
    "beredning_forslaguserobjectpermission",
}
# Tables whose policy also lets one's own konto read, or the installation write.
MANDAT = {"register_granskningsmandat", "register_mandatforbund"}
EGEN_POLICY = {"register_person", "register_uppdrag", *MANDAT}


def egna_modeller() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_label in EGNA_APPAR]


def kallfiler(namn: str) -> list[Path]:
    """Modules of that name, or of a package of that name, in every room."""
    filer = [f for rum in VARA if (ROT / rum).is_dir() for f in (ROT / rum).rglob("*.py")]
    return [f for f in filer if f.stem == namn or f.parent.name == namn]


def importer(fil: Path) -> set[str]:
    trad = ast.parse(fil.read_text("utf-8"))
    namn = {a.name for n in ast.walk(trad) if isinstance(n, ast.Import) for a in n.names}
    return namn | {n.module or "" for n in ast.walk(trad) if isinstance(n, ast.ImportFrom)}


def test_every_table_of_ours_is_a_tenant_table_or_on_the_list():
    utan = {m._meta.db_table for m in egna_modeller() if not issubclass(m, ForbundModel)}
    assert utan == UTAN_RADSKYDD | MANDAT


@pytest.mark.django_db
def test_every_tenant_table_has_forced_row_security_and_four_policies():
    with connection.cursor() as cursor:
        cursor.execute(checks.RADSKYDDSFRAGA)
        skyddade = {rad[0] for rad in cursor.fetchall()}
        cursor.execute("SELECT tablename, array_agg(cmd ORDER BY cmd) FROM pg_policies GROUP BY 1")
        policyer = dict(cursor.fetchall())
    tabeller = checks.hyrestabeller()
    assert tabeller - skyddade == set()
    assert {t: policyer[t] for t in tabeller} == {t: ["DELETE", "INSERT", "SELECT", "UPDATE"] for t in tabeller}


@pytest.mark.django_db
def test_policies_have_the_form_that_keeps_the_index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, policyname, coalesce(qual, with_check) FROM pg_policies")
        rader = cursor.fetchall()
    avvikande = {
        (tabell, namn)
        for tabell, namn, villkor in rader
        if villkor.replace(" ", "")
        not in {
            f"(forbund_id=ANY((SELECTfinsam_{lista}()ASfinsam_{lista})::bigint[]))".replace(" ", "")
            for lista in ("las", "skriv")
        }
    }
    assert {tabell for tabell, _ in avvikande} <= EGEN_POLICY


@pytest.mark.django_db
def test_every_foreign_key_between_tenant_tables_carries_the_forbund():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        )
        definitioner = cursor.fetchall()
    saknas = []
    for modell in egna_modeller():
        for falt in modell._meta.local_fields:
            if not (isinstance(falt, models.ForeignKey) and issubclass(modell, ForbundModel)):
                continue
            if not issubclass(falt.related_model, ForbundModel):
                continue
            sokt = f"FOREIGN KEY (forbund_id, {falt.column})"
            tabell = modell._meta.db_table
            if not any(t == tabell and d.startswith(sokt) and "DEFERRABLE" in d for t, d in definitioner):
                saknas.append(f"{tabell}.{falt.column}")
    assert saknas == []


@pytest.mark.django_db
def test_many_to_many_goes_through_own_models():
    assert [f"{m._meta.label}.{f.name}" for m in egna_modeller() for f in m._meta.local_many_to_many] == []


@pytest.mark.django_db
def test_the_tests_run_as_the_application_role():
    assert checks.databasfel() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("finsam_app",)


@pytest.mark.parametrize("rum", ["rules", "states"])
def test_rules_know_nothing_of_django_and_states_only_its_choices(rum):
    tillatet = {"django.db.models"} if rum == "states" else set()
    brott = {
        str(fil.relative_to(ROT)): sorted(i for i in importer(fil) if i.split(".")[0] == "django" and i not in tillatet)
        for fil in kallfiler(rum)
    }
    assert {fil: namn for fil, namn in brott.items() if namn} == {}
    assert kallfiler(rum) != []


def test_no_app_imports_finsam_and_nobody_sets_a_session_level_setting():
    filer = [f for rum in VARA if (ROT / rum).is_dir() for f in (ROT / rum).rglob("*.py")]
    uppat = [
        str(f)
        for f in filer
        if f.parts[len(ROT.parts)] != "finsam" and any(i.split(".")[0] == "finsam" for i in importer(f))
    ]
    assert uppat == []
    session = [str(f) for f in filer if "false)" in f.read_text("utf-8") and "set_config(" in f.read_text("utf-8")]
    assert session == []


def test_the_environment_is_read_in_settings_only():
    lasare = [
        str(f.relative_to(ROT))
        for rum in VARA
        if (ROT / rum).is_dir()
        for f in (ROT / rum).rglob("*.py")
        if f.relative_to(ROT).parts[:2] != ("finsam", "drift") and "os.environ" in f.read_text("utf-8")
    ]
    starter = {"finsam/celery.py", "finsam/wsgi.py", "finsam/management/commands/demo.py"}  # they set it for Django
    assert [f for f in lasare if f not in starter] == []


def test_templates_have_no_inline_script_or_style():
    fel = []
    for fil in (ROT / "templates").rglob("*.html"):
        text = fil.read_text("utf-8")
        if fil.parts[len(ROT.parts) + 1] == "pdf":
            continue
        fel += [f"{fil.name}: {m}" for m in ("<style", ' style="', " onclick=", " onsubmit=", "<script>") if m in text]
    assert fel == []
