import ast
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beredning import rules
from forbund.grund.errors import Regelbrott, VarningUtanSkal, require_skal
from forbund.grund.lagrum import Lagversion
from tests import orakel
from tests.regelprov import ROT

FK, AF, REGION, KOMMUN = (frozenset({part}) for part in ("fk", "af", "region", "kommun"))
GOTLAND = REGION | KOMMUN
ALLA = {"fk": "Försäkringskassan", "af": "Arbetsförmedlingen", "region": "regionen", "kommun": "kommunerna"}
GALLANDE, FK_2024 = Lagversion.GALLANDE, Lagversion.FK_2024


@pytest.mark.parametrize(
    ("medlemmar", "antal"),
    [
        ([], 0),
        ([KOMMUN], 1),
        ([KOMMUN, KOMMUN], 1),
        ([KOMMUN, FK], 2),
        ([GOTLAND], 1),
        ([GOTLAND, AF], 2),
        ([GOTLAND, KOMMUN], 2),
        ([GOTLAND, KOMMUN, KOMMUN], 2),
        ([GOTLAND, KOMMUN, REGION], 2),
        ([FK, AF, REGION, KOMMUN, KOMMUN], 4),
    ],
)
def test_parts_are_counted_not_medlemmar(medlemmar, antal):
    assert rules.antal_parter(medlemmar) == antal


@given(st.lists(st.sampled_from([FK, AF, REGION, KOMMUN, GOTLAND]), max_size=6))
def test_the_count_agrees_with_trying_every_choice(medlemmar):
    assert rules.antal_parter(medlemmar) == orakel.flest_parter(medlemmar)


@pytest.mark.regel("R46", sida="sista_tillatna")
def test_medlemmar_apply():
    rules.require_medlemmar({4: "Älvsbyns kommun", 5: "Region Norrbotten"}, frozenset({3, 4, 5}))


@pytest.mark.regel("R46", sida="forsta_vagrade")
def test_one_who_is_not_a_medlem_is_refused():
    with pytest.raises(Regelbrott) as fel:
        rules.require_medlemmar({4: "Älvsbyns kommun", 9: "Fontänhuset"}, frozenset({3, 4, 5}))
    assert (fel.value.regel, fel.value.text) == (
        "R46",
        "Medel kan bara gå till medlemmar i förbundet. Det är inte Fontänhuset.",
    )


@pytest.mark.regel("R46", sida="forsta_vagrade")
def test_a_forslag_of_nobody_is_refused():
    with pytest.raises(Regelbrott) as fel:
        rules.require_medlemmar({}, frozenset({3}))
    assert fel.value.text == "Förslaget har ingen sökande medlem."


@pytest.mark.regel("R47", sida="sista_tillatna")
@pytest.mark.parametrize("medlemmar", [[KOMMUN, FK], [GOTLAND, AF]])
def test_two_different_parts_are_enough_for_an_individinsats(medlemmar):
    rules.require_tva_parter(True, medlemmar)


@pytest.mark.regel("R47", sida="forsta_vagrade")
@pytest.mark.parametrize("medlemmar", [[KOMMUN, KOMMUN], [GOTLAND], [FK]])
def test_one_part_is_not_enough_for_an_individinsats(medlemmar):
    with pytest.raises(Regelbrott) as fel:
        rules.require_tva_parter(True, medlemmar)
    assert fel.value.text == "En individinriktad insats ska ha minst 2 olika parter, och förslaget har 1."


@pytest.mark.regel("R47", sida="utan_skal")
def test_one_part_in_a_strukturinsats_needs_a_reason():
    rules.require_tva_parter(False, [KOMMUN])
    with pytest.raises(VarningUtanSkal):
        require_skal([rules.varning_en_part(False, [KOMMUN])], {})


@pytest.mark.regel("R47", sida="med_skal")
def test_one_part_in_a_strukturinsats_passes_with_a_reason():
    varning = rules.varning_en_part(False, [KOMMUN, KOMMUN])
    assert require_skal([varning], {"R47": "Förstudie."}) == {"R47": "Förstudie."}


@pytest.mark.parametrize(("individ", "medlemmar"), [(True, [KOMMUN]), (False, [KOMMUN, FK])])
def test_the_warning_is_for_structure_with_too_few(individ, medlemmar):
    assert rules.varning_en_part(individ, medlemmar) is None


def test_one_answer_of_each_part_is_enough():
    assert rules.parter_utan_svar(ALLA, [FK, AF, REGION, KOMMUN]) == []
    assert rules.parter_utan_svar(ALLA, [FK, AF, GOTLAND]) == []
    assert rules.parter_utan_svar(ALLA, [FK, KOMMUN, KOMMUN]) == ["Arbetsförmedlingen", "regionen"]
    assert rules.parter_utan_svar(ALLA, []) == list(ALLA.values())


@pytest.mark.regel("R50", sida="utan_skal")
def test_a_part_that_is_silent_needs_a_reason_today():
    rules.require_alla_svar(["regionen"], GALLANDE)
    with pytest.raises(VarningUtanSkal) as fel:
        require_skal([rules.varning_utan_svar(["regionen"], GALLANDE)], {})
    assert fel.value.text == "Alla parter har inte tagit ställning till förslaget. Det saknas från: regionen."


@pytest.mark.regel("R50", sida="med_skal")
def test_a_part_that_is_silent_passes_with_a_reason_today():
    varning = rules.varning_utan_svar(["regionen"], GALLANDE)
    assert require_skal([varning], {"R50": "Svar kommer i maj."}) == {"R50": "Svar kommer i maj."}


@pytest.mark.regel("R50", sida="sista_tillatna")
def test_with_every_answer_the_forslag_goes_on_under_either_text():
    for version in Lagversion:
        rules.require_alla_svar([], version)
        assert rules.varning_utan_svar([], version) is None


@pytest.mark.regel("R50", sida="forsta_vagrade")
def test_a_part_that_is_silent_stops_it_under_the_proposal():
    assert rules.varning_utan_svar(["regionen"], FK_2024) is None
    with pytest.raises(Regelbrott) as fel:
        rules.require_alla_svar(["regionen"], FK_2024)
    assert (fel.value.regel, fel.value.lagrum) == ("R50", "FK-2024 7 a § (förslag)")


@pytest.mark.regel("R74", sida="sista_tillatna")
@pytest.mark.parametrize(
    ("individ", "utfor", "version"), [(True, False, GALLANDE), (False, True, GALLANDE), (False, False, FK_2024)]
)
def test_the_parts_perform_the_insats(individ, utfor, version):
    rules.require_annan_utforare(individ, utfor, version)


@pytest.mark.regel("R74", sida="forsta_vagrade")
@pytest.mark.parametrize(("individ", "version"), [(True, GALLANDE), (True, FK_2024), (False, FK_2024)])
def test_the_forbund_does_not(individ, version):
    with pytest.raises(Regelbrott) as fel:
        rules.require_annan_utforare(individ, True, version)
    assert fel.value.regel == "R74"


@pytest.mark.regel("R74", sida="utan_skal")
def test_support_by_the_forbund_needs_a_reason():
    with pytest.raises(VarningUtanSkal):
        require_skal([rules.varning_forbundet_utfor(False, True, GALLANDE)], {})


@pytest.mark.regel("R74", sida="med_skal")
def test_support_by_the_forbund_passes_with_a_reason():
    varning = rules.varning_forbundet_utfor(False, True, GALLANDE)
    assert require_skal([varning], {"R74": "Kallar till möten."}) == {"R74": "Kallar till möten."}


@pytest.mark.parametrize(
    ("individ", "utfor", "version"), [(True, True, GALLANDE), (False, False, GALLANDE), (False, True, FK_2024)]
)
def test_where_it_is_refused_or_absent_nothing_warns(individ, utfor, version):
    assert rules.varning_forbundet_utfor(individ, utfor, version) is None


@pytest.mark.regel("R83", sida="sista_tillatna")
def test_an_answer_or_unclear_is_an_answer():
    rules.require_svar_om_fortsattning("Kommunen tar över.", oklart=False)
    rules.require_svar_om_fortsattning("", oklart=True)


@pytest.mark.regel("R83", sida="forsta_vagrade")
def test_no_answer_is_refused():
    with pytest.raises(Regelbrott) as fel:
        rules.require_svar_om_fortsattning(" ", oklart=False)
    assert list(fel.value.falt) == ["implementering"]


@pytest.mark.regel("R83", sida="utan_skal")
def test_unclear_when_the_board_decides_needs_a_reason():
    with pytest.raises(VarningUtanSkal):
        require_skal([rules.varning_oklar_fortsattning(oklart=True)], {})


@pytest.mark.regel("R83", sida="med_skal")
def test_unclear_when_the_board_decides_passes_with_a_reason():
    varning = rules.varning_oklar_fortsattning(oklart=True)
    assert require_skal([varning], {"R83": "Utreds under året."}) == {"R83": "Utreds under året."}


def test_a_clear_answer_does_not_warn():
    assert rules.varning_oklar_fortsattning(oklart=False) is None


@pytest.mark.regel("R115", sida="sista_tillatna")
@pytest.mark.parametrize(
    ("inlamnat", "lasare", "inbjuden"),
    [(False, {4}, False), (False, {9}, True), (True, {9}, False), (True, set(), False)],
)
def test_a_draft_is_open_to_its_writers_and_after_handing_in_to_others(inlamnat, lasare, inbjuden):
    rules.require_far_oppna_utkast(inlamnat, frozenset(lasare), frozenset({4, 5}), inbjuden)


@pytest.mark.regel("R115", sida="forsta_vagrade")
@pytest.mark.parametrize("lasare", [{9}, set()])
def test_a_draft_is_closed_to_all_others(lasare):
    with pytest.raises(Regelbrott) as fel:
        rules.require_far_oppna_utkast(False, frozenset(lasare), frozenset({4, 5}), False)
    assert fel.value.regel == "R115"


HELT = rules.Forslagsfakta(
    rubrik="Unga framåt",
    insatstyp="individinsats",
    malgrupp="40 personer",
    behov="Behovsanalys 2026.",
    mal="Hälften i arbete.",
    metod="Samordnat stöd.",
    sokande=frozenset({4, 5}),
    insatsagare=4,
    kostnader=((4, 2027, Decimal("700000")),),
)


@pytest.mark.parametrize("belopp", ["0.01", "1", "700000"])
def test_a_complete_forslag_lacks_nothing(belopp):
    assert rules.vad_saknas(replace(HELT, kostnader=((4, 2027, Decimal(0)), (5, 2027, Decimal(belopp))))) == {}


@pytest.mark.parametrize("falt", ["rubrik", "insatstyp", "malgrupp", "behov", "mal", "metod"])
def test_each_question_without_answer_is_named(falt):
    assert list(rules.vad_saknas(replace(HELT, **{falt: " "}))) == [falt]


@pytest.mark.parametrize(
    ("andrat", "saknas"),
    [
        ({"insatsagare": None}, {"insatsagare": "Välj vilken medlem som äger insatsen."}),
        ({"insatsagare": 9}, {"insatsagare": "Insatsägaren ska vara en av de sökande medlemmarna."}),
        (
            {"kostnader": ((4, 2027, Decimal(0)),)},
            {"kostnader": "Ange minst en kostnad: vem som tar emot pengarna, år och belopp."},
        ),
        (
            {"sokande": frozenset(), "insatsagare": None},
            {
                "sokande": "Välj vilka medlemmar som söker.",
                "insatsagare": "Välj vilken medlem som äger insatsen.",
            },
        ),
    ],
)
def test_each_missing_choice_is_named(andrat, saknas):
    assert rules.vad_saknas(replace(HELT, **andrat)) == saknas


@pytest.mark.regel("R85", sida="prov")
def test_the_beredning_has_no_vote_and_no_decision():
    """No function, class, model or URL of the room votes or decides."""
    namn = set()
    for fil in (ROT / "beredning").rglob("*.py"):
        trad = ast.parse(fil.read_text(encoding="utf-8"))
        namn |= {nod.name for nod in ast.walk(trad) if isinstance(nod, ast.FunctionDef | ast.ClassDef)}
        namn |= {
            str(arg.value)
            for nod in ast.walk(trad)
            if isinstance(nod, ast.Call) and getattr(nod.func, "id", "") == "path"
            for arg in nod.args
            if isinstance(arg, ast.Constant)
        }
    assert "vad_saknas" in namn
    forbjudna = ("rosta", "omrostning", "besluta", "bevilja", "klubba", "avsla")
    assert [n for n in sorted(namn) if n.lower().startswith(forbjudna) or "omrostning" in n.lower()] == []
