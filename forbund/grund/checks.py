"""What must hold before the application may serve."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections

from forbund.grund.tenancy import ForbundModel

ROLLFRAGA = """
SELECT r.rolsuper OR r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relowner = r.oid AND n.nspname = 'public'),
       current_setting('server_version_num')::int
FROM pg_roles r WHERE r.rolname = current_user
"""
RADSKYDDSFRAGA = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity"


def hyrestabeller() -> set[str]:
    """Names of every tenant table."""
    return {m._meta.db_table for m in apps.get_models() if issubclass(m, ForbundModel)}


def databasfel() -> list[str]:
    """Why the application role must not serve this database, in plain Swedish; empty when it may."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(ROLLFRAGA)
        gar_forbi, ager, version = cursor.fetchone()
        cursor.execute(RADSKYDDSFRAGA)
        skyddade = {rad[0] for rad in cursor.fetchall()}
    fel = []
    if gar_forbi:
        fel.append("Databasrollen går förbi radskyddet (superuser eller BYPASSRLS). Anslut som finsam_app.")
    if ager:
        fel.append("Databasrollen äger tabeller. Anslut som finsam_app; ägaren får bara migrera.")
    if version < 160000:
        fel.append(f"PostgreSQL {version // 10000} är för gammal; 16 eller senare behövs.")
    fel += [f"Tabellen {t} saknar radskydd. Kör migreringarna som ägaren." for t in sorted(hyrestabeller() - skyddade)]
    return fel


@register(Tags.database)
def kontrollera_databasen(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if DEFAULT_DB_ALIAS not in (databases or []):
        return []
    return [Error(text, id="finsam.E001") for text in databasfel()]


def require_saker_databas() -> None:
    """Refuse to start when a wall is missing."""
    if fel := databasfel():
        raise ImproperlyConfigured(" ".join(fel))
