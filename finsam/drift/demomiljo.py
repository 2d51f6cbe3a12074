"""What a demo runs with: its folder, its secrets, its port, and the environment that its processes read."""

import contextlib
import fcntl
import hashlib
import os
import secrets
import shutil
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from finsam.drift.mappar import hemlighet, serveranvandare, servermapp
from finsam.drift.postgres import ROLLER
from finsam.drift.process import Startfel

FORVALD_PORT = 8000
PORTAR = range(FORVALD_PORT, FORVALD_PORT + 20)
RUM = ("finsam", "tillsyn", "beredning", "insatser", "forbund")
LATTLASTA_TECKEN = "abcdefghjkmnpqrstuvwxyz23456789"  # no 0/o, 1/l/i


@dataclass(frozen=True)
class Hemligheter:
    """Made at the first start and kept in var/hemligheter/, for their owner's eyes only."""

    postgres: str
    agare: str
    app: str
    django: str


def hemligheter(var: Path) -> Hemligheter:
    mapp = var / "hemligheter"
    mapp.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Hemligheter(*(hemlighet(mapp / namn) for namn in ("postgres", "agare", "app", "django")))


def demolosenord(var: Path) -> str:
    """The password of every demo account: easy to read out and type."""
    grupper = ("".join(secrets.choice(LATTLASTA_TECKEN) for _ in range(4)) for _ in range(4))
    return hemlighet(var / "demo-losenord", "-".join(grupper))


def ar_ledig(port: int) -> bool:
    with socket.socket() as prov:
        prov.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prov.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def valj_port(onskad: str) -> int:
    """The port asked for, refused when it is taken; without a wish, the first free one from 8000."""
    if onskad:
        if not onskad.isdigit() or not 0 < int(onskad) < 65536:
            raise Startfel(f"PORT={onskad} är inget portnummer (1–65535).")
        if not ar_ledig(int(onskad)):
            raise Startfel(f"Port {onskad} är upptagen av ett annat program. Välj en annan: make demo PORT=8080")
        return int(onskad)
    port = next((p for p in PORTAR if ar_ledig(p)), None)
    if port is None:
        raise Startfel(f"Portarna {PORTAR.start}–{PORTAR.stop - 1} är upptagna. Välj en annan: make demo PORT=9000")
    return port


@contextlib.contextmanager
def ensam(var: Path) -> Iterator[TextIO]:
    """One demo at a time in a folder. What is written to the file tells a second one where the first is."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.las").open("a+") as las:
        try:
            fcntl.flock(las, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            las.seek(0)
            raise Startfel(f"Demon körs redan ({las.read().strip()}). Stoppa den först.") from None
        las.truncate(0)
        yield las


def migreringssumma(rot: Path) -> str:
    """What a database was migrated with: our migrations, those of the packages, and the rights of the roles."""
    summa = hashlib.sha256((rot / "requirements.txt").read_bytes())
    summa.update(ROLLER.read_bytes())
    for rum in RUM:
        for fil in sorted((rot / rum).glob("**/migrations/*.py")):
            summa.update(fil.read_bytes())
    return summa.hexdigest()


def tom(var: Path) -> None:
    """Remove the database, the files and the queue of the demo in `var`."""
    data = servermapp(var, serveranvandare())
    for mapp in (data / "pgdata", var / "media", var / "valkey"):
        shutil.rmtree(mapp, ignore_errors=True)
    for namn in ("demo-konton.txt", "migrerat"):
        (var / namn).unlink(missing_ok=True)


def barnmiljo(given: Mapping[str, str], var: Path, port: int, hemliga: Hemligheter) -> dict[str, str]:
    """The environment of every process of the demo, before the servers' addresses. What is given wins."""
    hem = given.get("HOME", "")
    cache = {} if hem and os.access(hem, os.W_OK) else {"HOME": str(var / "cache")}
    forval = {
        "SECRET_KEY": hemliga.django,
        "EMAIL_URL": "dummymail://",  # the demo's mail is read in its Utkorg and goes nowhere
        "FINSAM_ADRESS": f"http://localhost:{port}",
    }
    styrt = {
        "FINSAM_MILJO": "utveckling",
        "FINSAM_DEMO": "true",
        "FINSAM_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "finsam.settings",
        "PYTHONUNBUFFERED": "1",
    }
    resten = {k: v for k, v in given.items() if k != "DATABASE_URL_AGARE"}
    return {**forval, **resten, **cache, **styrt}
