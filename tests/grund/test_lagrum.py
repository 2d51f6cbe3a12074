import ast
import json
from datetime import date
from pathlib import Path

import pytest

from forbund.grund import lagrum
from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import Kallslag, Lagversion
from tests import regelprov

APPAR = (
    "forbund.grund",
    "forbund.register",
    "forbund.frister",
    "forbund.diarium",
    "forbund.styrelse",
    "beredning",
    "insatser",
    "tillsyn",
)
I_DEN_HAR_PRODUKTEN = (
    "R07 R12 R13 R14 R17 R18 R19 R20 R21 R22 R23 R24 R25 R26 R27 R28 R43 R46 R47 R50 R51 R57 R59 R63 R70 R73 "
    "R74 R83 R85 R98 R101 R102 R115 R118 R119"
)


@pytest.fixture
def tom_bok(monkeypatch):
    """Keeps what a test registers out of the rule book of the others."""
    monkeypatch.setattr(lagrum, "_register", {})


def test_a_refusal_names_rule_and_law(tom_bok):
    @lagrum.enligt("R14", "KL 6 kap. 27 §", slag="H")
    def require_alltid() -> None:
        raise Regelbrott("Nej.")

    with pytest.raises(Regelbrott) as fel:
        require_alltid()
    assert (fel.value.regel, fel.value.lagrum, fel.value.text) == ("R14", "KL 6 kap. 27 §", "Nej.")


def test_a_refusal_keeps_the_law_it_names_itself(tom_bok):
    @lagrum.enligt("R14", "KL 6 kap. 27 §", slag="H")
    def require_alltid() -> None:
        raise Regelbrott("Nej.", lagrum="KL 6 kap. 30 §", regel="R23")

    with pytest.raises(Regelbrott) as fel:
        require_alltid()
    assert (fel.value.regel, fel.value.lagrum) == ("R23", "KL 6 kap. 30 §")


def test_warnings_are_named_alone_and_in_a_list(tom_bok):
    @lagrum.enligt("R12", "KL 6 kap. 17 §", slag="W")
    def en() -> Varning:
        return Varning("Sen.")

    @lagrum.enligt("R12", "KL 6 kap. 17 §", slag="W")
    def flera() -> list[Varning]:
        return [Varning("Sen."), Varning("Part.", regel="R50")]

    @lagrum.enligt("R12", "KL 6 kap. 17 §", slag="W")
    def par() -> tuple[Varning, int]:
        return Varning("Sen."), 3

    namngiven = Varning("Sen.", regel="R12", lagrum="KL 6 kap. 17 §")
    assert en() == namngiven
    assert flera() == [namngiven, Varning("Part.", regel="R50", lagrum="KL 6 kap. 17 §")]
    assert par() == (namngiven, 3)


def test_a_rule_without_text_cannot_be_defined(tom_bok):
    with pytest.raises(LookupError, match="R999 saknar text"):
        lagrum.enligt("R999", "KL", slag="H")(len)


def test_a_kind_the_rule_book_does_not_know_cannot_be_defined(tom_bok):
    with pytest.raises(LookupError, match="R14 är inte av slaget W"):
        lagrum.enligt("R14", "KL", slag="W")(len)


def test_function_and_test_are_joined_in_the_json(tom_bok, monkeypatch):
    @lagrum.enligt("R14", "KL 6 kap. 27 §", slag="H")
    def require_alltid() -> None:
        raise Regelbrott("Nej.")

    monkeypatch.setattr(lagrum, "provkarta", lambda: {"R14": {"sista_tillatna": ["tests/a.py::b"]}})
    rad = next(rad for rad in lagrum.som_json() if rad["id"] == "R14")
    namn = f"{require_alltid.__module__}:{require_alltid.__qualname__}"
    assert rad["funktioner"] == [{"namn": namn, "lag": "KL 6 kap. 27 §", "slag": "H", "prov": ""}]
    assert rad["prov"] == {"sista_tillatna": ["tests/a.py::b"]}
    assert rad["lagar"][0]["namn"] == "Kommunallag (2017:725)"
    assert json.loads(json.dumps(rad)) == rad


def test_what_lacks_function_side_or_text_is_told(tom_bok):
    @lagrum.enligt("R14", "KL 6 kap. 27 §", slag="H")
    def require_alltid() -> None:
        raise Regelbrott("Nej.")

    lagrum.strukturell("R73", "FL 4 §", prov="tests/a.py::b")
    karta = {"R14": {"sista_tillatna": ["x"], "ena": ["y"]}, "R73": {"prov": ["z"]}, "R999": {"prov": ["z"]}}
    fel = [rad for rad in lagrum.brister(karta) if rad.split(":")[0] in ("R14", "R73", "R22", "R999")]
    assert fel == [
        "R999: prov finns men regeln saknar text",
        "R14: inget prov av sidan forsta_vagrade",
        "R14: okänd sida ena",
        "R22: ingen funktion av slaget H",
        "R22: inget prov av sidan sista_tillatna",
        "R22: inget prov av sidan forsta_vagrade",
        "R73: provet tests/a.py::b finns inte",
    ]


def test_every_rule_of_the_product_has_a_text():
    assert sorted(lagrum.regeltexter()) == sorted(I_DEN_HAR_PRODUKTEN.split())


def test_a_reading_is_never_shown_as_law():
    for regel in lagrum.regeltexter().values():
        assert (regel.tolkning == "") == (regel.kallslag is Kallslag.LAG), regel.id


def test_every_rule_has_its_functions_and_a_test_of_each_side():
    lagrum.ladda(APPAR)
    assert lagrum.brister(regelprov.karta()) == []


def test_the_shipped_map_of_tests_is_fresh():
    text = regelprov.FIL.read_text(encoding="utf-8")
    assert text == regelprov.som_text(regelprov.karta()), "Kör: python tests/regelprov.py"


def test_marks_are_read_from_functions_methods_and_parameters(tmp_path: Path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(
        "@pytest.mark.regel('R14', sida='sista_tillatna')\n"
        "@pytest.mark.regel(id='R2', sida='ena')\n"
        "def test_b(): ...\n"
        "class TestC:\n"
        "    @pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.regel('R14', sida='d'))])\n"
        "    def test_e(self, x): ...\n",
        encoding="utf-8",
    )
    assert regelprov.karta(tmp_path) == {
        "R2": {"ena": ["tests/test_a.py::test_b"]},
        "R14": {"d": ["tests/test_a.py::TestC::test_e"], "sista_tillatna": ["tests/test_a.py::test_b"]},
    }


def test_the_proposal_of_2024_counts_only_from_the_day_it_is_switched_on():
    fran = date(2027, 1, 1)
    assert lagrum.lagversion(date(2026, 12, 31), fran) is Lagversion.GALLANDE
    assert lagrum.lagversion(date(2027, 1, 1), fran) is Lagversion.FK_2024
    assert lagrum.lagversion(date(2027, 1, 1), None) is Lagversion.GALLANDE


def test_rules_and_kernel_of_law_are_free_of_the_framework():
    rum = [regelprov.ROT / app.replace(".", "/") for app in APPAR]
    filer = [fil for app in rum for fil in [*app.glob("rules.py"), *app.glob("rules/*.py")]]
    filer += [rum[0] / f"{namn}.py" for namn in ("lagrum", "errors", "money", "dates", "personnummer")]
    for fil in filer:
        for nod in ast.walk(ast.parse(fil.read_text(encoding="utf-8"))):
            namn = [a.name for a in nod.names] if isinstance(nod, ast.Import) else []
            namn += [nod.module or ""] if isinstance(nod, ast.ImportFrom) else []
            assert [n for n in namn if n.split(".")[0] in ("django", "rest_framework", "guardian")] == [], fil


def test_the_index_names_every_function_that_carries_a_rule():
    lagrum.ladda(APPAR)
    index = (regelprov.ROT / "docs" / "regler.md").read_text(encoding="utf-8")
    namn = [f.funktion.split(":")[1] for regel in lagrum.regler() for f in regel.forekomster if f.funktion]
    assert [n for n in namn if f".{n}(" not in index] == []
