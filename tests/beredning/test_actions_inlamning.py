"""Handing in: what is missing, which rules stop, which ask for a reason, and what is kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from beredning import actions
from beredning.models import Forslag, Forslagsversion
from forbund.grund import dates
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.models import Handelse
from tests.beredning.fabrik import make_fragat, make_hos_styrelsen, make_inlamnat, make_miljo, make_utkast

pytestmark = pytest.mark.django_db


@pytest.fixture
def miljo():
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def lamna_in(miljo, skal=None, **over) -> Forslag:
    return actions.lamna_in(make_utkast(miljo, **over).pk, by=miljo.foretradare["kommun"], skal=skal or {})


def test_handing_in_registers_the_arende_and_freezes_the_first_version(miljo):
    forslag = lamna_in(miljo)
    assert (forslag.status, forslag.arende.slag, forslag.arende.rubrik) == (
        "inlamnat",
        "insatsforslag",
        "Unga vuxna i dialog",
    )
    assert forslag.arende.ar == dates.idag().year
    (version,) = Forslagsversion.objects.filter(forslag=forslag)
    assert (version.nummer, version.anledning, version.innehall["summa"]) == (1, "inlamnat", "1200000.00")
    assert {s["id"] for s in version.innehall["sokande"]} == {miljo.medlemmar["kommun"].pk, miljo.medlemmar["af"].pk}


@pytest.mark.parametrize("falt", ["rubrik", "insatstyp", "malgrupp", "behov", "mal", "metod"])
def test_an_unanswered_question_stops_and_is_named(miljo, falt):
    with pytest.raises(Ogiltig) as fel:
        lamna_in(miljo, **{falt: ""})
    assert list(fel.value.falt) == [falt]


@pytest.mark.parametrize(
    ("over", "saknas"),
    [
        ({"start": None}, "start"),
        ({"slut": None}, "slut"),
        ({"kostnader": {}}, "kostnader"),
        ({"insatsagare": None}, "insatsagare"),
    ],
)
def test_without_period_money_or_owner_it_is_not_complete(miljo, over, saknas):
    with pytest.raises(Ogiltig) as fel:
        lamna_in(miljo, **over)
    assert list(fel.value.falt) == [saknas]


@pytest.mark.parametrize(("ar", "gar"), [(2026, False), (2027, True), (2028, True), (2029, False)])
def test_money_lies_in_the_years_of_the_insats(miljo, ar, gar):
    kostnader = {(miljo.medlemmar["kommun"].pk, "personal", ar): Decimal(1000)}
    if gar:
        assert lamna_in(miljo, kostnader=kostnader).status == "inlamnat"
    else:
        with pytest.raises(Ogiltig) as fel:
            lamna_in(miljo, kostnader=kostnader)
        assert fel.value.falt == {"kostnader": f"Det finns kostnader för {ar}, men insatsen pågår 2027–2028."}


def test_an_individinsats_needs_two_parts(miljo):
    with pytest.raises(Regelbrott) as fel:
        lamna_in(miljo, sokande=[miljo.medlemmar["kommun"].pk])
    assert fel.value.regel == "R47"


def test_framja_samverkan_with_one_part_wants_a_reason_that_is_logged(miljo):
    over = {"insatstyp": "framja_samverkan", "sokande": [miljo.medlemmar["kommun"].pk]}
    forslag = make_utkast(miljo, **over)
    by = miljo.foretradare["kommun"]
    with pytest.raises(VarningUtanSkal) as fel:
        actions.lamna_in(forslag.pk, by=by, skal={})
    assert [v.regel for v in fel.value.varningar] == ["R47"]
    assert actions.lamna_in(forslag.pk, by=by, skal={"R47": "Förstudie"}).status == "inlamnat"


@pytest.mark.parametrize("insatstyp", ["individinsats", "behovsanalys"])
def test_the_forbund_as_utforare_stops_or_wants_a_reason(miljo, insatstyp):
    vantat = Regelbrott if insatstyp == "individinsats" else VarningUtanSkal
    with pytest.raises(vantat):
        lamna_in(miljo, insatstyp=insatstyp, utforare="forbundet")


def test_money_to_a_former_medlem_stops(miljo):
    fk = miljo.medlemmar["fk"]
    fk.till = dates.idag() - timedelta(days=1)
    fk.save()
    with pytest.raises(Regelbrott) as fel:
        lamna_in(miljo, kostnader={(fk.pk, "personal", 2027): Decimal(1)})
    assert fel.value.regel == "R46"


@pytest.mark.parametrize(("svar", "text", "gar"), [("", "", False), ("oklart", "", True), ("klart", "AF", True)])
def test_the_question_of_who_carries_on_is_answered(miljo, svar, text, gar):
    if gar:
        assert lamna_in(miljo, implementering_svar=svar, implementering=text).status == "inlamnat"
    else:
        with pytest.raises(Regelbrott) as fel:
            lamna_in(miljo, implementering_svar=svar, implementering=text)
        assert fel.value.regel == "R83"


@pytest.mark.parametrize(("text", "varnar"), [("Ring 8112189876", True), ("Ring 8112189875", False)])
def test_ten_digits_that_might_be_a_personnummer_want_a_reason(miljo, text, varnar):
    forslag, by = make_utkast(miljo, metod=text), miljo.foretradare["kommun"]
    if varnar:
        with pytest.raises(VarningUtanSkal) as fel:
            actions.lamna_in(forslag.pk, by=by, skal={})
        assert [v.regel for v in fel.value.varningar] == ["R57"]
    assert actions.lamna_in(forslag.pk, by=by, skal={"R57": "inte ett personnummer"}).status == "inlamnat"


def test_it_is_handed_in_once(miljo):
    forslag = make_inlamnat(miljo)
    with pytest.raises(Upptaget):
        actions.lamna_in(forslag.pk, by=miljo.foretradare["kommun"], skal={})


def test_the_same_check_is_shown_while_it_is_written(miljo):
    forslag = make_utkast(
        miljo, sokande=[miljo.medlemmar["kommun"].pk], behov="", implementering_svar="", implementering=""
    )
    provning = actions.prova(actions.underlag(forslag))
    assert list(provning.saknas) == ["behov"]
    assert [h.regel for h in provning.hinder] == ["R47", "R83"]
    assert not provning.far_lamnas_in
    assert actions.prova(actions.underlag(make_utkast(miljo))).far_lamnas_in


def test_komplettering_goes_back_and_forth_and_keeps_both_versions(miljo):
    by = miljo.foretradare["kommun"]
    forslag = make_inlamnat(miljo)
    with pytest.raises(Upptaget):
        actions.lamna_komplettering(forslag.pk, by=by, skal={})
    actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mätbara mål.")
    actions.spara_forslag(forslag.pk, by=by, version=2, falt={"mal": "60 procent"})
    assert actions.lamna_komplettering(forslag.pk, by=by, skal={}).status == "inlamnat"
    versioner = Forslagsversion.objects.filter(forslag=forslag).order_by("nummer")
    assert [(v.anledning, v.innehall["mal"]) for v in versioner] == [
        ("inlamnat", "Hälften går vidare till arbete eller studier."),
        ("komplettering", "60 procent"),
    ]
    assert Forslag.objects.get(pk=forslag.pk).arende == forslag.arende


def test_an_incomplete_komplettering_is_not_handed_in(miljo):
    by = miljo.foretradare["kommun"]
    forslag = make_inlamnat(miljo)
    actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mätbara mål.")
    actions.spara_forslag(forslag.pk, by=by, version=2, falt={"mal": ""})
    with pytest.raises(Ogiltig):
        actions.lamna_komplettering(forslag.pk, by=by, skal={})


def test_the_writer_takes_back_until_the_board_has_it(miljo):
    by = miljo.foretradare["kommun"]
    forslag = make_fragat(miljo)
    assert actions.aterta(forslag.pk, by=by, motivering="Ändrade förutsättningar").status == "atertaget"
    hos_styrelsen = make_hos_styrelsen(miljo)
    with pytest.raises(Upptaget):
        actions.aterta(hos_styrelsen.pk, by=by, motivering="Ändrade förutsättningar")


def test_taking_back_wants_a_reason_and_the_writer(miljo):
    forslag = make_inlamnat(miljo)
    with pytest.raises(Ogiltig):
        actions.aterta(forslag.pk, by=miljo.foretradare["kommun"], motivering=" ")
    with pytest.raises(SaknarRatt):
        actions.aterta(forslag.pk, by=miljo.foretradare["af"], motivering="x")
    with pytest.raises(SaknarRatt):
        actions.aterta(forslag.pk, by=miljo.chef, motivering="x")


def test_the_log_names_act_and_on_whose_behalf():
    miljo = make_miljo()
    with miljo.oppet():
        make_inlamnat(miljo)
    with miljo.oppet():
        rad = Handelse.objects.get(typ="forslag_inlamnat")
        assert (rad.rubrik, rad.at) == ("Unga vuxna i dialog", str(miljo.medlemmar["kommun"]))
        assert rad.efter == {"dnr": f"{dates.idag().year}/1"}


@pytest.mark.parametrize(("fran", "vantat"), [(None, VarningUtanSkal), (date(2020, 1, 1), Regelbrott)])
def test_fk_2024_turns_the_warning_about_the_forbund_as_utforare_into_a_stop(miljo, settings, fran, vantat):
    settings.FK_2024_FRAN = fran
    with pytest.raises(vantat):
        lamna_in(miljo, insatstyp="behovsanalys", utforare="forbundet")
