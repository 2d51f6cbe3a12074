"""The office prepares and the parts take a stance."""

from datetime import timedelta

import pytest

from beredning import actions
from beredning.models import Forslagsversion, Stallningstagande
from beredning.states import Svar
from forbund.grund import dates
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from tests.beredning.fabrik import make_berett, make_fragat, make_hos_styrelsen, make_inlamnat, make_miljo, svara_alla

pytestmark = pytest.mark.django_db


@pytest.fixture
def miljo():
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def stallning(miljo, forslag, namn) -> Stallningstagande:
    return Stallningstagande.objects.get(forslag=forslag, medlem=miljo.medlemmar[namn])


def svara(miljo, forslag, namn, svar="tillstyrker", text="", by=None, version=None) -> Stallningstagande:
    rad = stallning(miljo, forslag, namn)
    return actions.svara(rad.pk, by=by or miljo.foretradare[namn], svar=svar, text=text, version=version or rad.version)


def test_all_medlemmar_are_asked_when_none_is_named(miljo):
    forslag = make_fragat(miljo)
    assert forslag.status == "stallningstaganden"
    assert {s.medlem for s in Stallningstagande.objects.filter(forslag=forslag).select_related("medlem")} == set(
        miljo.medlemmar.values()
    )


@pytest.mark.parametrize(("dagar", "gar"), [(-1, False), (0, True)])
def test_the_last_day_is_today_or_later(miljo, dagar, gar):
    forslag, senast = make_inlamnat(miljo), dates.idag() + timedelta(days=dagar)
    if gar:
        assert actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=senast).status == "stallningstaganden"
    else:
        with pytest.raises(Ogiltig):
            actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=senast)


def test_only_medlemmar_of_the_forbund_are_asked(miljo):
    annat = make_miljo()
    forslag = make_inlamnat(miljo)
    for medlemmar in ([], [annat.medlemmar["fk"].pk]):
        with pytest.raises(Ogiltig):
            actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=dates.idag(), medlemmar=medlemmar)


def test_asking_again_moves_the_day_and_keeps_answers(miljo):
    forslag = make_fragat(miljo)
    svara(miljo, forslag, "fk")
    nytt = dates.idag() + timedelta(days=7)
    actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=nytt)
    assert {s.senast for s in Stallningstagande.objects.filter(forslag=forslag)} == {nytt}
    assert stallning(miljo, forslag, "fk").svar == "tillstyrker"


@pytest.mark.parametrize("vem", ["kommun", "af"])
def test_the_parts_do_not_prepare(miljo, vem):
    by, forslag = miljo.foretradare[vem], make_inlamnat(miljo)
    for act, kw in (
        (actions.begar_komplettering, {"motivering": "x"}),
        (actions.begar_stallningstaganden, {"senast": dates.idag()}),
        (actions.markera_beredd, {"skal": {}}),
        (actions.till_styrelsen, {}),
        (actions.avskriv, {"motivering": "x"}),
    ):
        with pytest.raises(SaknarRatt):
            act(forslag.pk, by=by, **kw)


def test_a_part_answers_for_itself_only(miljo):
    forslag = make_fragat(miljo)
    with pytest.raises(SaknarRatt):
        svara(miljo, forslag, "fk", by=miljo.foretradare["af"])
    rad = svara(miljo, forslag, "fk")
    assert (rad.svar, rad.antecknat, rad.svarat_av, rad.version) == (
        "tillstyrker",
        False,
        miljo.foretradare["fk"],
        2,
    )


def test_the_office_notes_an_answer_but_never_over_the_medlems_own(miljo):
    forslag = make_fragat(miljo)
    rad = svara(miljo, forslag, "fk", by=miljo.chef)
    assert (rad.antecknat, rad.svarat_av) == (True, miljo.chef)
    assert svara(miljo, forslag, "fk", svar="avstar", by=miljo.chef).svar == "avstar"
    egen = svara(miljo, forslag, "fk", svar="avstyrker", text="För dyrt")
    assert egen.antecknat is False
    with pytest.raises(SaknarRatt):
        svara(miljo, forslag, "fk", by=miljo.chef)


@pytest.mark.parametrize("svar", ["tillstyrker_med_villkor", "avstyrker"])
def test_terms_and_refusals_are_explained(miljo, svar):
    forslag = make_fragat(miljo)
    with pytest.raises(Ogiltig) as fel:
        svara(miljo, forslag, "fk", svar=svar, text=" ")
    assert list(fel.value.falt) == ["text"]
    assert svara(miljo, forslag, "fk", svar=svar, text="Om budgeten räcker").svar == svar


@pytest.mark.parametrize("svar", ["inget_svar", "ja", ""])
def test_silence_is_not_an_answer_that_can_be_given(miljo, svar):
    forslag = make_fragat(miljo)
    with pytest.raises(Ogiltig):
        svara(miljo, forslag, "fk", svar=svar)


def test_a_personnummer_in_the_answer_is_refused(miljo):
    forslag = make_fragat(miljo)
    with pytest.raises(Regelbrott):
        svara(miljo, forslag, "fk", text="Gäller 19811218-9876")
    assert stallning(miljo, forslag, "fk").svarat is None


@pytest.mark.parametrize(("dagar", "gar"), [(0, True), (1, False)])
def test_an_answer_is_changed_until_the_last_day(miljo, dagar, gar):
    forslag = make_fragat(miljo)
    svara(miljo, forslag, "fk")
    with dates.klockan(dates.idag() + timedelta(days=dagar)):
        if gar:
            assert svara(miljo, forslag, "fk", svar="avstar").svar == "avstar"
        else:
            with pytest.raises(Ogiltig):
                svara(miljo, forslag, "fk", svar="avstar")


def test_a_late_first_answer_is_welcome_until_it_is_prepared(miljo):
    forslag = make_fragat(miljo)
    with dates.klockan(dates.idag() + timedelta(days=3)):
        assert svara(miljo, forslag, "fk").svar == "tillstyrker"
        actions.markera_beredd(forslag.pk, by=miljo.chef, skal={"R50": "Bråttom"})
        with pytest.raises(Upptaget):
            svara(miljo, forslag, "af")


def test_the_second_of_two_colleagues_sees_both_answers(miljo):
    forslag = make_fragat(miljo)
    svara(miljo, forslag, "fk", text="Först")
    with pytest.raises(Upptaget) as fel:
        svara(miljo, forslag, "fk", svar="avstar", text="Sedan", version=1)
    assert fel.value.ditt == {"Svar": "Avstår från att ta ställning", "Text": "Sedan"}
    assert fel.value.deras == {"Svar": "Tillstyrker", "Text": "Först"}


def test_with_each_part_heard_it_is_prepared_without_a_reason(miljo):
    forslag = make_fragat(miljo)
    svara_alla(miljo, forslag, Svar.AVSTAR)
    assert actions.markera_beredd(forslag.pk, by=miljo.chef, skal={}).status == "beredd"


def test_a_silent_part_wants_a_reason_and_is_recorded_as_no_answer(miljo):
    forslag = make_fragat(miljo)
    for namn in ("fk", "af", "region"):
        svara(miljo, forslag, namn)
    with dates.klockan(dates.idag() + timedelta(days=1)):
        with pytest.raises(VarningUtanSkal) as fel:
            actions.markera_beredd(forslag.pk, by=miljo.chef, skal={})
        assert [v.regel for v in fel.value.varningar] == ["R50"]
        actions.markera_beredd(forslag.pk, by=miljo.chef, skal={"R50": "Sommar"})
    assert stallning(miljo, forslag, "kommun").svar == Svar.INGET_SVAR
    assert stallning(miljo, forslag, "fk").svar == "tillstyrker"


def test_under_fk_2024_a_silent_part_stops(miljo, settings):
    settings.FK_2024_FRAN = dates.idag()
    forslag = make_fragat(miljo)
    with dates.klockan(dates.idag() + timedelta(days=1)), pytest.raises(Regelbrott) as fel:
        actions.markera_beredd(forslag.pk, by=miljo.chef, skal={"R50": "Sommar"})
    assert fel.value.regel == "R50"


def test_silence_is_not_recorded_while_there_is_time_to_answer(miljo):
    forslag = make_fragat(miljo)
    with pytest.raises(Ogiltig):
        actions.markera_beredd(forslag.pk, by=miljo.chef, skal={"R50": "Bråttom"})


def test_to_the_board_only_when_prepared_and_the_version_is_frozen(miljo):
    with pytest.raises(Upptaget):
        actions.till_styrelsen(make_inlamnat(miljo).pk, by=miljo.chef)
    forslag = make_hos_styrelsen(miljo)
    assert forslag.status == "till_styrelsen"
    versioner = Forslagsversion.objects.filter(forslag=forslag).order_by("nummer")
    assert [v.anledning for v in versioner] == ["inlamnat", "till_styrelsen"]


def test_a_matter_is_closed_without_decision_with_a_reason_only(miljo):
    forslag = make_berett(miljo)
    with pytest.raises(Ogiltig):
        actions.avskriv(forslag.pk, by=miljo.chef, motivering="")
    assert actions.avskriv(forslag.pk, by=miljo.chef, motivering="Ersatt av ett annat").status == "avskrivet"
    with pytest.raises(Upptaget):
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mer")


def test_no_act_of_the_beredning_counts_or_decides():
    """R85, seen from the actions: none of them is a vote or a decision."""
    forbjudna = ("rosta", "omrost", "besluta", "bifall", "avsla")
    assert [namn for namn in actions.__all__ if any(ord_ in namn.lower() for ord_ in forbjudna)] == []
