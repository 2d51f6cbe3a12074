"""The map from rule to the tests that show it, read from the marks in the test files.

`python tests/regelprov.py` writes it to forbund/grund/regelprov.json, which ships
with the product. The files are read, not collected, so that one test run alone
still judges the whole map; as a pytest plugin this module checks that the marks
pytest sees are the marks that were read, and that none of them sits on a test
that is skipped.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROT = Path(__file__).resolve().parent.parent
FIL = ROT / "forbund" / "grund" / "regelprov.json"

Karta = dict[str, dict[str, list[str]]]


def _marken(uttryck: ast.expr) -> Iterator[tuple[str, str]]:
    """Rule and side of every `mark.regel(...)` inside a decorator."""
    for nod in ast.walk(uttryck):
        if not (isinstance(nod, ast.Call) and isinstance(nod.func, ast.Attribute) and nod.func.attr == "regel"):
            continue
        varden = {"id": nod.args[0]} if nod.args else {}
        varden |= {k.arg: k.value for k in nod.keywords if k.arg}
        yield ast.literal_eval(varden["id"]), ast.literal_eval(varden["sida"])


def _i_fil(fil: Path, rot: Path) -> Iterator[tuple[str, str, str]]:
    """Rule, side and test id of every mark in one file."""
    trad = ast.parse(fil.read_text(encoding="utf-8"))
    plats = fil.relative_to(rot).as_posix()
    grupper = [("", trad.body)] + [(f"{k.name}::", k.body) for k in trad.body if isinstance(k, ast.ClassDef)]
    for prefix, kropp in grupper:
        for nod in kropp:
            if isinstance(nod, ast.FunctionDef | ast.AsyncFunctionDef):
                for dekorator in nod.decorator_list:
                    for regel, sida in _marken(dekorator):
                        yield regel, sida, f"{plats}::{prefix}{nod.name}"


def karta(rot: Path = ROT) -> Karta:
    """Rule → side → tests, sorted."""
    svar: Karta = {}
    for fil in sorted((rot / "tests").rglob("test_*.py")):
        for regel, sida, prov in _i_fil(fil, rot):
            svar.setdefault(regel, {}).setdefault(sida, []).append(prov)
    return {
        regel: {sida: sorted(set(prov)) for sida, prov in sorted(sidor.items())}
        for regel, sidor in sorted(svar.items(), key=lambda rad: int(rad[0][1:]))
    }


def som_text(svar: Karta) -> str:
    return json.dumps(svar, ensure_ascii=False, indent=1) + "\n"


def skriv(rot: Path = ROT) -> None:
    FIL.write_text(som_text(karta(rot)), encoding="utf-8")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse a mark that was not read from the file, or that marks a skipped test."""
    last = {(regel, sida, prov) for regel, sidor in karta().items() for sida, rad in sidor.items() for prov in rad}
    for prov in session.items:
        for marke in prov.iter_markers("regel"):
            namn = prov.nodeid.split("[")[0]
            nyckel = (marke.args[0] if marke.args else marke.kwargs["id"], marke.kwargs["sida"], namn)
            if nyckel not in last:
                raise pytest.UsageError(f"{nyckel}: märket syns inte i provets fil")
            if any(prov.iter_markers("skip")) or any(prov.iter_markers("xfail")):
                raise pytest.UsageError(f"{namn}: ett prov som hoppas över visar ingen regel")


if __name__ == "__main__":
    skriv()
    sys.stdout.write(f"{FIL.relative_to(ROT)}\n")
