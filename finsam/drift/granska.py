"""`make test`: every check in turn, the tests last. All of them run, so that one round shows all that is wrong."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROT = Path(__file__).resolve().parents[2]
BIN = ROT / ".venv" / "bin"
PROVMILJO = {"FINSAM_MILJO": "test"}
# What a server in production has, with nobody behind the addresses: the check reads settings alone.
DRIFTMILJO = {
    "FINSAM_MILJO": "produktion",
    "SECRET_KEY": "en-nyckel-som-bara-granskningen-har-" + "0123456789abcdef" * 2,
    "ALLOWED_HOSTS": "finsam.example",
    "FINSAM_ADRESS": "https://finsam.example",
    "DATABASE_URL": "postgres://finsam_app@localhost/finsam",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "Finsam <finsam@finsam.example>",
}


@dataclass(frozen=True)
class Granskning:
    """One check: a command in the project's folder."""

    namn: str
    argv: Sequence[str | Path]
    miljo: Mapping[str, str] = field(default_factory=dict)


def manage(*argument: str) -> list[str | Path]:
    return [BIN / "python", ROT / "manage.py", *argument]


GRANSKNINGAR = (
    Granskning("ruff check", [BIN / "ruff", "check", "--quiet", "."]),
    Granskning("ruff format", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    Granskning("mypy", [BIN / "mypy", "--no-error-summary"], PROVMILJO),
    Granskning("import-linter", [BIN / "lint-imports", "--no-logo"], PROVMILJO),
    Granskning("djlint", [BIN / "djlint", "templates", "--lint", "--check"]),
    Granskning("docker-compose", [BIN / "docker-compose", "-f", "docker-compose.yml", "config", "--quiet"]),
    Granskning("hadolint", [BIN / "hadolint", "Dockerfile"]),
    Granskning("check --deploy", manage("check", "--deploy", "--fail-level", "WARNING"), DRIFTMILJO),
    Granskning("makemigrations --check", manage("makemigrations", "--check", "--skip-checks"), PROVMILJO),
)
PROV = [BIN / "python", "-m", "pytest", "-n", "2", "--dist", "loadfile", "--tb", "short"]


def granskningsmiljo(given: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment less what belongs to one start of Finsam; a PATH and a HOME that can be written."""
    cache = ROT / "var" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    hem = given.get("HOME", "")
    return {
        **given,
        "PATH": ":".join(filter(None, [str(BIN), given.get("PATH", ""), "/usr/local/bin:/usr/bin:/bin"])),
        "HOME": hem if hem and os.access(hem, os.W_OK) else str(cache),
        "PYTHONUTF8": "1",
    }


def granska(granskning: Granskning, miljo: Mapping[str, str]) -> bool:
    """Run one check and say how it went; its output only when it failed."""
    start = time.monotonic()
    klar = subprocess.run(
        [str(a) for a in granskning.argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROT,
        env={**miljo, **granskning.miljo},
        check=False,
    )
    godkand = klar.returncode == 0
    print(f"{'ok ' if godkand else 'FEL'}  {granskning.namn} ({time.monotonic() - start:.0f} s)", flush=True)
    if not godkand:
        print(klar.stdout, flush=True)
    return godkand


def main(argument: Sequence[str]) -> int:
    """All checks, then pytest with the given arguments; 1 when anything failed."""
    miljo = granskningsmiljo(os.environ)
    underkanda = [g.namn for g in GRANSKNINGAR if not granska(g, miljo)]
    prov = subprocess.run([*map(str, PROV), *argument], cwd=ROT, env=miljo, check=False).returncode
    if underkanda:
        print(f"Granskningar med fel: {', '.join(underkanda)}", file=sys.stderr, flush=True)
    return 1 if underkanda else prov


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
