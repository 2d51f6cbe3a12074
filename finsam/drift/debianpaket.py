"""What the product needs of the machine itself, looked for by what it does, named by its Debian package.

Runs on the system's Python before anything is installed: the standard library alone.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Callable, Iterable, Mapping, NamedTuple, Sequence  # noqa: UP035  # readable by older Pythons

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
JAVA = 17


class Behov(NamedTuple):
    """One Debian package and how to see that what it gives is there, from whatever source."""

    paket: str
    finns: Callable[[], bool]


def bibliotek(namn: str) -> Callable[[], bool]:
    def finns() -> bool:
        try:
            ctypes.CDLL(namn)
        except OSError:
            return False
        return True

    return finns


def program(*namn: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(n, path=sokvag()) for n in namn)


def fil(sokvagen: str) -> Callable[[], bool]:
    return lambda: Path(sokvagen).exists()


def sokvag() -> str:
    """The caller's PATH, then the system's: an empty environment must find apt and dpkg's helpers too."""
    return ":".join(filter(None, [os.environ.get("PATH", ""), PATH]))


def javaversion(svar: str) -> int:
    """The feature number in what `java -version` prints; 0 when there is none. Java 8 calls itself 1.8."""
    traff = re.search(r'version "(?:1\.)?(\d+)', svar)
    return int(traff.group(1)) if traff else 0


def _java_finns() -> bool:
    """A compiler too: the class that drives veraPDF is compiled on the spot."""
    java = shutil.which("java", path=sokvag())
    if java is None or shutil.which("javac", path=sokvag()) is None:
        return False
    klar = subprocess.run([java, "-version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return javaversion(klar.stdout.decode("utf-8", "replace")) >= JAVA


PDF = (
    Behov("libpango-1.0-0", bibliotek("libpango-1.0.so.0")),
    Behov("libpangoft2-1.0-0", bibliotek("libpangoft2-1.0.so.0")),
    Behov("libharfbuzz-subset0", bibliotek("libharfbuzz-subset.so.0")),
)
PROV = (
    Behov("chromium", program("chromium")),
    Behov("default-jdk-headless", _java_finns),
    Behov("libjaxb-java", fil("/usr/share/java/jaxb-runtime.jar")),
    Behov("libjaxb-api-java", fil("/usr/share/java/jaxb-api.jar")),
)


def saknas(behov: Iterable[Behov]) -> list[str]:
    """The packages whose use is not there."""
    return [b.paket for b in behov if not b.finns()]


def apt_kommando(paket: Sequence[str]) -> str:
    """The one command that a person without root's rights may pass on."""
    return "sudo apt-get install --no-install-recommends " + " ".join(paket)


def installera(paket: Sequence[str], miljo: Mapping[str, str]) -> str:
    """Install with apt as root. Returns what went wrong, empty when all went well."""
    apt = shutil.which("apt-get", path=sokvag())
    if apt is None:
        return "apt-get finns inte på den här datorn."
    miljon = {**miljo, "PATH": sokvag(), "DEBIAN_FRONTEND": "noninteractive"}
    for argument in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *paket]):
        klar = subprocess.run(
            [apt, *argument],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=miljon,
            check=False,
        )
        if klar.returncode:
            return "\n".join(klar.stdout.decode("utf-8", "replace").splitlines()[-10:])
    return ""
