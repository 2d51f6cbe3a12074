"""The servers of the measuring: one PostgreSQL, kept between runs, and gunicorn as in production."""

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from finsam.drift import process
from finsam.drift.demomiljo import ar_ledig
from finsam.drift.mappar import hemlighet
from finsam.drift.postgres import OSAKERT, Postgres
from finsam.drift.process import Startfel

ROT = Path(__file__).resolve().parents[2]
PORTAR = range(8700, 8800)


@dataclass(frozen=True)
class Mapp:
    """The folder of the measuring, with its passwords; nothing in it is worth keeping."""

    rot: Path

    @classmethod
    def i(cls, var: Path) -> "Mapp":
        rot = (var / "matning").absolute()
        rot.mkdir(parents=True, exist_ok=True)
        return cls(rot)

    def hemlig(self, namn: str) -> str:
        return hemlighet(self.rot / f"{namn}.losenord")

    def logg(self, namn: str) -> Path:
        return self.rot / f"{namn}.log"


@contextmanager
def postgres(mapp: Mapp, *, snabb: bool) -> Iterator[Postgres]:
    """The cluster; `snabb` for filling it, when nothing has to reach the disk."""
    installningar = {**OSAKERT, "max_wal_size": "4GB"} if snabb else {}
    server = Postgres(
        mapp.rot,
        mapp.hemlig("postgres"),
        mapp.logg("postgres"),
        os.environ.get("PG_BIN", ""),
        {"shared_buffers": "512MB", "maintenance_work_mem": "256MB", **installningar},
    )
    try:
        server.starta()
        yield server
    finally:
        server.stoppa()


def url(server: Postgres, mapp: Mapp, databas: str, *, agare: bool = False) -> str:
    roll = "agare" if agare else "app"
    return server.url(f"finsam_{roll}", mapp.hemlig(roll), databas)


def miljo(mapp: Mapp, database_url: str, agare: str = "") -> dict[str, str]:
    """What a process of the measuring reads: production's settings, with the measuring's database and folder."""
    ut = {
        **os.environ,
        "FINSAM_MILJO": "produktion",
        "SECRET_KEY": mapp.hemlig("django"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "EMAIL_URL": "dummymail://",
        "REDIS_URL": "memory://",  # nobody takes the work that the mould puts in the queue
        "FINSAM_VAR": str(mapp.rot),
        "FINSAM_STATISK": str(mapp.rot / "statisk"),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "finsam.settings",
        "PYTHONUNBUFFERED": "1",
    }
    ut.pop("DATABASE_URL_AGARE", None)
    return {**ut, "DATABASE_URL_AGARE": agare} if agare else ut


def foretrade() -> None:
    """Before whatever else the machine does, for this process and those it starts; only root may."""
    with suppress(PermissionError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)


def bli(miljon: Mapping[str, str]) -> None:
    """Let this process read the settings that the servers read."""
    os.environ.update(miljon)


def manage(miljon: Mapping[str, str], *argument: str) -> str:
    return process.kor([sys.executable, ROT / "manage.py", *argument], miljo=miljon, vad=f"manage.py {argument[0]}")


@dataclass(frozen=True)
class Webb:
    """One gunicorn with one worker."""

    namn: str
    port: int
    pid: int

    def arbetare(self) -> int:
        """The worker's process id."""
        barn = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return int(barn[0])

    def minne(self) -> dict[str, int]:
        """MB of the worker: the most it has had, and its share when memory common with the master is divided."""
        status = _falt(Path(f"/proc/{self.arbetare()}/status"))
        rollup = _falt(Path(f"/proc/{self.arbetare()}/smaps_rollup"))
        return {"topp": status["VmHWM"] // 1024, "nu": status["VmRSS"] // 1024, "andel": rollup["Pss"] // 1024}


def _falt(fil: Path) -> dict[str, int]:
    """`Name:  123 kB` → {"Name": 123}."""
    rader = (rad.split() for rad in fil.read_text().splitlines())
    return {rad[0].rstrip(":"): int(rad[1]) for rad in rader if len(rad) == 3 and rad[2] == "kB"}


@contextmanager
def webb(mapp: Mapp, namn: str, miljon: Mapping[str, str], app: str = "") -> Iterator[Webb]:
    """Serve with gunicorn's settings of production, one worker that is not replaced; ready when it answers."""
    port = next((p for p in PORTAR if ar_ledig(p)), None)
    if port is None:
        raise Startfel("Ingen ledig port för mätningen.")
    argv = [sys.executable, "-m", "gunicorn", "-c", "python:finsam.drift.gunicorn_conf", "-b", f"127.0.0.1:{port}"]
    argv += ["--workers", "1", "--max-requests", "0", "--log-level", "warning", *([app] if app else [])]
    barn = process.starta(argv, logg=mapp.logg(namn), miljo=miljon, mapp=ROT)
    try:
        if not process.vanta_pa(lambda: _svarar(port) or barn.poll() is not None, sekunder=60, paus=0.1):
            raise Startfel(f"{namn} svarade inte:\n{process.svans(mapp.logg(namn))}")
        if barn.poll() is not None:
            raise Startfel(f"{namn} startade inte:\n{process.svans(mapp.logg(namn))}")
        yield Webb(namn, port, barn.pid)
    finally:
        process.stoppa(barn, 15)


def _svarar(port: int) -> bool:
    fraga = urllib.request.Request(f"http://127.0.0.1:{port}/halsa/", headers={"X-Forwarded-Proto": "https"})
    try:
        with urllib.request.urlopen(fraga, timeout=5) as svar:
            return bool(svar.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
