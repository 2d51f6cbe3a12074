"""Databases of the tests: made and migrated by the owner, used by the application role."""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings

pytest_plugins = ["tests.regelprov"]  # the marks that tie tests to rules of law

# The same examples in every run, without a clock (the machine is shared) and without files of its own.
settings.register_profile("samma_varje_gang", derandomize=True, deadline=None, database=None)
settings.load_profile("samma_varje_gang")


def pytest_configure() -> None:
    """Nothing is kept between requests, so that queries are counted as on the first visit; `minne` says otherwise."""
    django_settings.CACHES = _minnen("dummy.DummyCache")


@pytest.fixture
def minne(settings, tmp_path) -> None:
    """Keep what the product keeps, in a memory of the test's own."""
    settings.CACHES = _minnen("locmem.LocMemCache", LOCATION=str(tmp_path))


def _minnen(backend: str, **val: str) -> dict[str, dict[str, str]]:
    return {namn: {"BACKEND": f"django.core.cache.backends.{backend}", **val} for namn in ("default", "minne")}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bilder", action="store_true", help="keep pictures of the pages that browser tests visit")


BEHALL = "('django_migrations', 'django_content_type', 'auth_permission')"


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """One database per worker: created and migrated as finsam_agare; finsam_app then connects to it."""
    agare, app = connections["agare"], connections["default"]
    arbetare = getattr(request.config, "workerinput", {}).get("workerid", "ensam")
    agare.settings_dict["TEST"]["NAME"] = f"prov_{arbetare}"
    with django_db_blocker.unblock():
        namn = agare.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        app.close()
        app.settings_dict["NAME"] = namn
        agare.close()
    yield
    app.close()  # the database goes with its cluster, or the next run makes it anew; a server thread may still hold it


def agarens_anslutning() -> psycopg.Connection:
    """An own connection as the owner, for what the application role may not do."""
    val = connections["agare"].get_connection_params()
    return psycopg.connect(
        **{
            k: v for k, v in val.items() if k in {"host", "port", "user", "password"}
        },  # never "options": no lock timeout
        dbname=connections["default"].settings_dict["NAME"],
        autocommit=True,
    )


def _tom_som_agare(self: TransactionTestCase) -> None:
    """The flush of TransactionTestCase; the application role may not truncate."""
    with agarens_anslutning() as anslutning:
        tabeller = anslutning.execute(
            f"SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
            f" WHERE schemaname = 'public' AND tablename NOT IN {BEHALL}"
        ).fetchone()
        anslutning.execute(f"TRUNCATE {tabeller[0]} RESTART IDENTITY CASCADE")


TransactionTestCase._fixture_teardown = _tom_som_agare


@pytest.fixture
def agare(db) -> Iterator[psycopg.Connection]:
    with agarens_anslutning() as anslutning:
        yield anslutning
