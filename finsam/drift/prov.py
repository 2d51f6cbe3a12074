"""The servers of the tests: an own PostgreSQL and Valkey per run below var/prov/, gone afterwards.

This module is a pytest plugin, named in pyproject.toml (`addopts = "-p finsam.drift.prov"`): pytest-django
reads the settings before any conftest.py is loaded, and the settings need the addresses. It sets

    FINSAM_MILJO=test  DATABASE_URL  DATABASE_URL_AGARE  REDIS_URL  FINSAM_VAR

What is already in the environment wins: with DATABASE_URL given, no PostgreSQL is started. Workers of
pytest-xdist inherit the addresses from the process that started them, so a run has one cluster, and
pytest-django makes one database per worker. The role finsam_agare may create databases here, and roller.sql
has been run in template1, so that each new database has the default privileges of the application role.

Runs at the same time do not meet. A run that was killed leaves no process (the kernel stops its servers),
and a folder that the next run sweeps away, since nobody holds its lock any more.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

from finsam.drift.mappar import serveranvandare, servermapp
from finsam.drift.postgres import OSAKERT, Postgres
from finsam.drift.valkey import Valkey

ROT = Path(__file__).resolve().parents[2]
DATABAS = "finsam"


@dataclass(frozen=True)
class Servrar:
    """Addresses for one run; `var` is a folder of the run's own for files."""

    database_url: str
    database_url_agare: str
    redis_url: str
    var: Path

    def miljo(self) -> dict[str, str]:
        return {
            "FINSAM_MILJO": "test",
            "DATABASE_URL": self.database_url,
            "DATABASE_URL_AGARE": self.database_url_agare,
            "REDIS_URL": self.redis_url,
            "FINSAM_VAR": str(self.var),
        }


def _las(mapp: Path) -> TextIO | None:
    """The lock of a run's folder, None when another process holds it."""
    fil = (mapp / "las").open("a")
    try:
        fcntl.flock(fil, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fil.close()
        return None
    return fil


def stada(prov: Path) -> None:
    """Remove what runs that were killed left behind."""
    for mapp in prov.iterdir():
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            las = _las(mapp)
            if las:
                with las:
                    shutil.rmtree(mapp, ignore_errors=True)


def _korning(prov: Path) -> tuple[Path, TextIO]:
    """A new folder for this run, and its lock. Sweeping and making exclude one another."""
    prov.mkdir(parents=True, exist_ok=True)
    with (prov.parent / "prov.las").open("a") as alla:
        fcntl.flock(alla, fcntl.LOCK_EX)
        stada(prov)
        mapp = prov / str(os.getpid())
        mapp.mkdir()
        mapp.chmod(0o711)
        las = _las(mapp)
    if las is None:
        raise RuntimeError(f"{mapp} is locked by another process")
    return mapp, las


@contextlib.contextmanager
def _postgres(mapp: Path) -> Iterator[tuple[str, str]]:
    """A cluster that need not survive; its two addresses."""
    hemligt, agare, app = (secrets.token_urlsafe(16) for _ in range(3))
    server = Postgres(
        mapp,
        hemligt,
        mapp / "postgres.log",
        os.environ.get("PG_BIN", ""),
        {**OSAKERT, "max_connections": "200"},
        signal.SIGQUIT,
    )
    try:
        server.starta()
        server.gor_roller("template1", agare=agare, app=app)
        server.psql("postgres", "-c", "ALTER ROLE finsam_agare CREATEDB")
        server.gor_databas(DATABAS)
        yield server.url("finsam_app", app, DATABAS), server.url("finsam_agare", agare, DATABAS)
    finally:
        server.stoppa()


@contextlib.contextmanager
def servrar() -> Iterator[Servrar]:
    """Start what the environment does not name, and stop it at the end."""
    with contextlib.ExitStack() as stapel:
        mapp, las = _korning(servermapp(ROT / "var", serveranvandare()) / "prov")
        stapel.enter_context(las)
        stapel.callback(shutil.rmtree, mapp, ignore_errors=True)
        given = os.environ.get("DATABASE_URL")
        urler = (given, os.environ.get("DATABASE_URL_AGARE", "")) if given else stapel.enter_context(_postgres(mapp))
        redis_url = os.environ.get("REDIS_URL")
        if not redis_url:
            valkey = Valkey(mapp, mapp / "valkey.log", spara=False, dodssignal=signal.SIGKILL)
            stapel.callback(valkey.stoppa)
            valkey.starta()
            redis_url = valkey.url
        filer = mapp / "filer"
        filer.mkdir(mode=0o700)
        yield Servrar(*urler, redis_url, Path(os.environ.get("FINSAM_VAR", filer)))


_stapel = contextlib.ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Start before pytest-django reads the settings: a wrapper runs first of all."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.update(_stapel.enter_context(servrar()).miljo())
    yield


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _stapel.close()
