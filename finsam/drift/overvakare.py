"""The demo's supervisor: every server and process of Finsam on one machine, started in order, stopped together."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg

from finsam.drift import demomiljo, process
from finsam.drift.demomiljo import Hemligheter
from finsam.drift.postgres import Postgres
from finsam.drift.process import Startfel
from finsam.drift.valkey import Valkey

ROT = Path(__file__).resolve().parents[2]
DATABAS = "finsam"
HALVFARDIG = "finsam_ny"  # the database's name until its data are in it
SIGNALER = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PAUS = 0.2
FORSTA_SIDAN = 120.0

Process = subprocess.Popen[bytes]
Skriv = Callable[[str], None]


class Overvakare:
    """Owns the processes of one demo in the folder `var`."""

    def __init__(self, var: Path, given: Mapping[str, str], skriv: Skriv) -> None:
        self.var = var.absolute()
        self.loggar = self.var / "logg"
        self._given = given
        self._skriv = skriv
        self._barn: dict[str, Process] = {}
        self._stapel = contextlib.ExitStack()

    def kor(self) -> int:
        """Start, tell where, watch until Ctrl-C or a failure; the exit code."""
        for nummer in SIGNALER:
            signal.signal(nummer, signal.default_int_handler)
        try:
            self._starta()
            self._vakta()
        except KeyboardInterrupt:
            self._skriv("\nStoppar …")
            kod = 0
        except Startfel as fel:
            self._skriv(f"\n{fel}")
            kod = 1
        finally:
            for nummer in SIGNALER:
                signal.signal(nummer, signal.SIG_IGN)
            self._stapel.close()
        self._skriv("Finsam är stoppat.")
        return kod

    def _starta(self) -> None:
        las = self._stapel.enter_context(demomiljo.ensam(self.var))
        port = demomiljo.valj_port(self._given.get("PORT", ""))
        las.write(f"process {os.getpid()}, http://localhost:{port}/")
        las.flush()
        self.loggar.mkdir(exist_ok=True)
        for logg in self.loggar.glob("*.log"):
            logg.unlink()
        hemliga = demomiljo.hemligheter(self.var)
        losenord = demomiljo.demolosenord(self.var)
        miljo = demomiljo.barnmiljo(self._given, self.var, port, hemliga)
        miljo["REDIS_URL"] = self._given.get("REDIS_URL") or self._starta_valkey()
        miljo["DATABASE_URL"] = self._ordna_databas(miljo, hemliga)
        self._starta_processer(miljo, port)
        self._vanta_pa_forsta_sidan(port)
        self._beratta(port, losenord)

    def _starta_valkey(self) -> str:
        server = Valkey(self.var, self.loggar / "valkey.log")
        self._stapel.callback(server.stoppa)
        server.starta()
        self._barn["valkey"] = server.process
        return server.url

    def _ordna_databas(self, miljo: Mapping[str, str], hemliga: Hemligheter) -> str:
        """A database with its tables and the demo's data; the application role's address."""
        if given := self._given.get("DATABASE_URL"):
            self._fyll(miljo, given, self._given.get("DATABASE_URL_AGARE", ""))
            return given
        server = Postgres(self.var, hemliga.postgres, self.loggar / "postgres.log", self._given.get("PG_BIN", ""))
        self._stapel.callback(server.stoppa)
        server.starta()
        self._barn["postgres"] = server.process
        self._fyll_egen(server, miljo, hemliga)
        return server.url("finsam_app", hemliga.app, DATABAS)

    def _fyll_egen(self, server: Postgres, miljo: Mapping[str, str], hemliga: Hemligheter) -> None:
        """Make the database under another name until it is whole, or bring it up to the migrations at hand."""
        ny = not server.har_databas(DATABAS)
        summa, migrerat = demomiljo.migreringssumma(ROT), self.var / "migrerat"
        if not ny and migrerat.exists() and migrerat.read_text() == summa:
            return
        namn = HALVFARDIG if ny else DATABAS
        if ny:
            self._skriv("Skapar databasen …")
            server.psql("postgres", "-c", f"DROP DATABASE IF EXISTS {HALVFARDIG}")
            server.gor_roller("postgres", agare=hemliga.agare, app=hemliga.app)
            server.gor_databas(HALVFARDIG)
        server.gor_roller(namn, agare=hemliga.agare, app=hemliga.app)
        self._fyll(miljo, server.url("finsam_app", hemliga.app, namn), server.url("finsam_agare", hemliga.agare, namn))
        if ny:
            server.psql("postgres", "-c", f"ALTER DATABASE {HALVFARDIG} RENAME TO {DATABAS}")
        migrerat.write_text(summa)

    def _fyll(self, miljo: Mapping[str, str], url: str, url_agare: str) -> None:
        """Migrate as the owner, and load the demo's data where there is no förbund."""
        if not url_agare:
            raise Startfel("DATABASE_URL är satt men inte DATABASE_URL_AGARE, som migreringarna behöver.")
        med_agare = {**miljo, "DATABASE_URL": url, "DATABASE_URL_AGARE": url_agare}
        self._manage(med_agare, "migrate", "--database=agare", "--verbosity=0", "--skip-checks")
        if har_forbund(url_agare):
            return
        self._skriv("Fyller databasen med demons uppgifter, vilket tar någon minut …")
        konton = self._manage(med_agare, "ladda_demo", "--skip-checks")
        (self.var / "demo-konton.txt").write_text(konton, "utf-8")

    def _manage(self, miljo: Mapping[str, str], *argument: str) -> str:
        return process.kor([sys.executable, ROT / "manage.py", *argument], miljo=miljo, vad=f"manage.py {argument[0]}")

    def _starta_processer(self, miljo: Mapping[str, str], port: int) -> None:
        """Web, worker and beat, each as the application role."""
        gunicorn = ("-m", "gunicorn", "-c", "python:finsam.drift.gunicorn_conf", "-b", f"127.0.0.1:{port}")
        celery = ("-m", "celery", "-A", "finsam.celery")
        arbetare = ("worker", "-P", "prefork", "-c", "1", "--without-gossip", "--without-mingle")
        klocka = ("beat", "--schedule", str(self.var / "beat.schema"), "--pidfile=")
        self._stapel.callback(self._stoppa_processer)
        self._starta_barn("web", gunicorn, miljo, signal.SIGQUIT)
        self._starta_barn("worker", (*celery, *arbetare), miljo, signal.SIGQUIT)
        self._starta_barn("beat", (*celery, *klocka), miljo, signal.SIGTERM)

    def _starta_barn(self, namn: str, argument: tuple[str, ...], miljo: Mapping[str, str], dod: int) -> None:
        self._barn[namn] = process.starta(
            [sys.executable, *argument], logg=self._logg(namn), miljo=miljo, mapp=ROT, dodssignal=dod
        )

    def _stoppa_processer(self) -> None:
        """Ask all at once; one that does not listen is told, then forced."""
        egna = [self._barn[namn] for namn in ("beat", "worker", "web") if namn in self._barn]
        for barn in egna:
            if barn.poll() is None:
                barn.terminate()
        for barn in egna:
            process.stoppa(barn, signal.SIGTERM, signal.SIGQUIT)

    def _logg(self, namn: str) -> Path:
        return self.loggar / f"{namn}.log"

    def _kontrollera(self) -> None:
        """Raise when a process has ended: nothing is restarted behind anyone's back."""
        for namn, barn in self._barn.items():
            if barn.poll() is not None:
                logg = self._logg(namn)
                raise Startfel(
                    f"{namn} har stannat (kod {barn.returncode}). Det sista i {logg}:\n\n{process.svans(logg)}"
                )

    def _vanta_pa_forsta_sidan(self, port: int) -> None:
        slut = time.monotonic() + FORSTA_SIDAN
        while (svar := forsta_sidan(port)) != 200:
            self._kontrollera()
            if svar or time.monotonic() > slut:
                raise Startfel(
                    f"Första sidan kom inte ({svar or 'inget svar'}). Det sista i {self._logg('web')}:\n\n"
                    f"{process.svans(self._logg('web'))}"
                )
            time.sleep(PAUS / 4)

    def _beratta(self, port: int, losenord: str) -> None:
        konton = self.var / "demo-konton.txt"
        self._skriv(f"\nFinsam är igång: http://localhost:{port}/\n")
        if konton.exists():
            self._skriv(f"{konton.read_text('utf-8').rstrip()}\n\nLösenord för alla konton: {losenord}\n")
        self._skriv(f"Loggar finns i {self.loggar}. Avsluta med Ctrl-C.")

    def _vakta(self) -> None:
        while True:
            self._kontrollera()
            time.sleep(PAUS)


def _skriv(text: str) -> None:
    print(text, flush=True)


def kor(var: Path) -> int:
    """Run a demo in `var` with the environment at hand; the exit code."""
    return Overvakare(var, os.environ, _skriv).kor()


def borja_om(var: Path, fraga: Callable[[str], str]) -> int:
    """Remove what a demo keeps in `var`, after a question; its password and secrets stay."""
    _skriv(f"Demons databas, filer och kö i {var.absolute()} tas bort.")
    if fraga("Skriv ja för att ta bort dem: ").strip() != "ja":
        _skriv("Inget är borttaget.")
        return 1
    try:
        with demomiljo.ensam(var.absolute()):
            demomiljo.tom(var.absolute())
    except Startfel as fel:
        _skriv(str(fel))
        return 1
    _skriv("Borttaget. make demo börjar om från början.")
    return 0


def har_forbund(url: str) -> bool:
    with psycopg.connect(url) as anslutning:
        svar = anslutning.execute("SELECT EXISTS (SELECT FROM register_forbund)").fetchone()
    return svar == (True,)


def forsta_sidan(port: int) -> int:
    """The status of the start page, 0 while nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as svar:
            return int(svar.status)
    except urllib.error.HTTPError as fel:
        return fel.code
    except OSError:
        return 0
