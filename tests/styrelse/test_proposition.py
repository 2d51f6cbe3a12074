"""Proposition: acklamation, what is tried first, and between what an omröstning stands."""

import pytest

from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget
from forbund.register.models import Forbundsordning
from forbund.styrelse.actions import narvaro, proposition
from forbund.styrelse.models import Omrostning, Proposition
from tests.styrelse.fabrik_mote import (
    make_omrostning_oppen,
    make_oppen_punkt,
    make_redovisad,
    rosta_alla,
)
from tests.styrelse.steg import begar, klubba, oppna, stang, yrka

# --- acklamation ------------------------------------------------------------------------------------------------------


@pytest.mark.regel("R18", sida="ena")
def test_without_a_request_the_klubbslag_decides_by_acclamation(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    assert klubba(styrelse, rad).satt == "acklamation"


@pytest.mark.regel("R18", sida="andra")
def test_a_request_before_the_klubbslag_demands_a_vote(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    begar(styrelse, rad)
    with pytest.raises(Regelbrott) as fel:
        klubba(styrelse, rad)
    assert fel.value.regel == "R18"


def test_after_the_klubbslag_nobody_asks(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    klubba(styrelse, rad)
    with pytest.raises(Regelbrott) as fel:
        begar(styrelse, rad)
    assert fel.value.regel == "R102"


def test_before_the_outcome_is_stated_there_is_nothing_to_contest_or_confirm(styrelse):
    rad = make_oppen_punkt(styrelse)
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    for forsok in (begar, klubba):
        with pytest.raises(Regelbrott) as fel:
            forsok(styrelse, rad)
        assert fel.value.regel == "R102"


def test_the_outcome_may_be_stated_anew_until_somebody_asks_for_a_vote(styrelse):
    rad = make_oppen_punkt(styrelse)
    avslag = yrka(styrelse, rad, "fk", "avslag")
    make_redovisad(styrelse, rad)
    make_redovisad(styrelse, rad, yrkande=avslag)
    assert list(Proposition.objects.values_list("utfall", flat=True)) == ["avslag"]
    begar(styrelse, rad)
    with pytest.raises(Upptaget):
        make_redovisad(styrelse, rad)


def test_only_a_proposal_that_was_made_can_win(styrelse):
    rad = make_oppen_punkt(styrelse, arenden=2)
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    with pytest.raises(Ogiltig):
        proposition.redovisa(rad.pk, yrkande_id=None, by=styrelse.konton["ordforande"])


def test_only_one_who_serves_asks_for_a_vote(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk"])
    make_redovisad(styrelse, rad)
    narvaro.anteckna_narvaro(rad.sammantrade_id, uppdrag_id=styrelse["e_fk"], by=styrelse.sekreterare)
    for namn in ("af", "e_fk"):
        with pytest.raises(Regelbrott):
            begar(styrelse, rad, namn)


# --- återremiss and bordläggning first --------------------------------------------------------------------------------


@pytest.mark.regel("R101", sida="ena")
def test_an_aterremiss_that_wins_settles_the_point(styrelse):
    rad = make_oppen_punkt(styrelse)
    aterremiss = yrka(styrelse, rad, "fk", "aterremiss", text="Räkna om kostnaden")
    make_redovisad(styrelse, rad, yrkande=aterremiss)
    beslut = klubba(styrelse, rad)
    rad.refresh_from_db()
    assert (beslut.utfall, rad.status) == ("aterremiss", "aterremitterad")
    assert beslut.att_satser == ["återremittera ärendet med följande motivering: Räkna om kostnaden"]
    assert beslut.belopp.count() == 0


@pytest.mark.regel("R101", sida="andra")
def test_one_that_falls_leaves_the_matter_itself(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad, "fk", "bordlaggning")
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    proposition.redovisa(rad.pk, by=styrelse.konton["ordforande"])
    assert klubba(styrelse, rad) is None
    rad.refresh_from_db()
    assert rad.status == "oppen"
    make_redovisad(styrelse, rad)
    assert klubba(styrelse, rad).utfall == "bifall"
    assert list(Proposition.objects.values_list("utfall", flat=True)) == ["avgors", "bifall"]


def test_the_matter_does_not_win_before_the_bordlaggning_is_tried(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad, "fk", "bordlaggning")
    yrka(styrelse, rad, "af", "bifall")
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    with pytest.raises(Ogiltig):
        make_redovisad(styrelse, rad)


def test_a_vote_about_aterremiss_is_settled_by_simple_majority(styrelse):
    Forbundsordning.objects.update(kvalificerad={"ovrigt": [3, 4]})
    rad = make_oppen_punkt(styrelse)
    aterremiss = yrka(styrelse, rad, "fk", "aterremiss")
    make_redovisad(styrelse, rad, yrkande=aterremiss)
    begar(styrelse, rad)
    oppen = oppna(styrelse, rad)
    assert (oppen.fraga_ja, oppen.fraga_nej) == ("avgöra ärendet i dag", "återremittera ärendet")
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja", fk="nej", af="nej")
    stang(styrelse, oppen)
    klubba(styrelse, rad)
    assert Proposition.objects.get().utfall == "avgors"


# --- the question -----------------------------------------------------------------------------------------------------


def test_with_one_proposal_nej_is_avslag(styrelse):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    assert (oppen.fraga_ja, oppen.fraga_nej) == ("bifalla förslaget", "avslå förslaget")
    rosta_alla(styrelse, oppen.pk, ordforande="nej", vice="nej", fk="nej", af="ja")
    stang(styrelse, oppen)
    beslut = klubba(styrelse, rad)
    assert (beslut.utfall, beslut.yrkande_id, beslut.att_satser) == ("avslag", None, ["avslå förslaget"])


def test_between_the_proposal_and_an_andring_ja_is_the_proposal(styrelse):
    rad = make_oppen_punkt(styrelse)
    andring = yrka(styrelse, rad, "fk", "andring", att_satser=["bevilja hälften"])
    make_redovisad(styrelse, rad, yrkande=andring)
    begar(styrelse, rad)
    oppen = oppna(styrelse, rad)
    assert (oppen.fraga_ja, oppen.fraga_nej) == ("bifalla förslaget", "bifalla ändringsyrkandet från Fk Prov")
    rosta_alla(styrelse, oppen.pk, ordforande="nej", vice="nej", fk="nej", af="ja")
    stang(styrelse, oppen)
    beslut = klubba(styrelse, rad)
    assert (beslut.utfall, beslut.yrkande_id, beslut.att_satser) == ("bifall", andring.pk, ["bevilja hälften"])


@pytest.mark.regel("R102", sida="forsta_vagrade")
def test_with_three_proposals_the_counter_proposal_is_named_first(styrelse):
    rad = make_oppen_punkt(styrelse)
    andring = yrka(styrelse, rad, "fk", "andring", att_satser=["bevilja hälften"])
    yrka(styrelse, rad, "af", "avslag")
    make_redovisad(styrelse, rad)
    begar(styrelse, rad)
    with pytest.raises(Regelbrott) as fel:
        oppna(styrelse, rad)
    assert (fel.value.regel, Omrostning.objects.count()) == ("R102", 0)
    oppen = oppna(styrelse, rad, motforslag_id=andring.pk)
    assert oppen.nej_yrkande_id == andring.pk


def test_three_proposals_are_settled_by_acclamation_without_more_ado(styrelse):
    rad = make_oppen_punkt(styrelse)
    andring = yrka(styrelse, rad, "fk", "andring", att_satser=["bevilja hälften"])
    yrka(styrelse, rad, "af", "avslag")
    make_redovisad(styrelse, rad, yrkande=andring)
    assert klubba(styrelse, rad).yrkande_id == andring.pk


def test_nobody_opens_a_vote_that_was_not_asked_for_or_opens_it_twice(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    with pytest.raises(Upptaget):
        oppna(styrelse, rad)
    begar(styrelse, rad)
    oppna(styrelse, rad)
    with pytest.raises(Upptaget):
        oppna(styrelse, rad)
