"""Hard moments of a sammanträde: acts in the wrong order, and rooms that nobody gets out of."""

from datetime import timedelta

import pytest

from forbund.grund import dates
from forbund.grund.errors import Ogiltig, Regelbrott, VarningUtanSkal
from forbund.styrelse.actions import narvaro, oppnande, ordforande, proposition, punkt
from forbund.styrelse.models import Beslut, Punkt, Sammantrade, Tjanstgoring
from forbund.styrelse.states import Punktslag, Punktstatus
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_kallat,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_oppnat,
    make_redovisad,
    rosta_alla,
)
from tests.styrelse.steg import begar, forsta, klubba, oppna, stang, yrka
from tests.styrelse.test_narvaro import tjanstgorande


def av_slag(sammantrade, slag):
    return sammantrade.punkter.get(slag=slag)


# --- the closing point ------------------------------------------------------------------------------------------------


def test_the_closing_point_is_not_taken_up_while_others_wait(styrelse):
    sammantrade = make_oppnat(styrelse, formalia=True)
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(av_slag(sammantrade, Punktslag.AVSLUTANDE).pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R17"
    assert av_slag(sammantrade, Punktslag.AVSLUTANDE).paragraf is None


def test_it_is_taken_up_when_it_is_the_only_one_left(styrelse):
    sammantrade = make_oppnat(styrelse, formalia=True)
    sist = av_slag(sammantrade, Punktslag.AVSLUTANDE)
    Punkt.objects.filter(sammantrade=sammantrade).exclude(pk=sist.pk).update(status=Punktstatus.UTGAR)
    assert punkt.oppna_punkt(sist.pk, by=styrelse.konton["ordforande"]).status == Punktstatus.OPPEN


def test_a_sammantrade_does_not_end_without_anyone_to_justera(styrelse):
    sammantrade = make_oppnat(styrelse, formalia=True)
    for rad in sammantrade.punkter.filter(status=Punktstatus.UPPSATT).exclude(slag=Punktslag.AVSLUTANDE):
        punkt.dra_tillbaka(rad.pk, skal_text="Hinns inte med.", by=styrelse.konton["ordforande"])
    with pytest.raises(Regelbrott) as fel:
        oppnande.avsluta_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R26"
    ordforande.valj_justerare(sammantrade.pk, uppdrag=[styrelse["fk"]], by=styrelse.sekreterare)
    assert oppnande.avsluta_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"]).avslutat is not None


def test_one_who_is_alone_ends_it_without_a_justerare(styrelse):
    sammantrade = make_oppnat(styrelse, formalia=True, narvarande=["ordforande"])
    for rad in sammantrade.punkter.filter(status=Punktstatus.UPPSATT).exclude(slag=Punktslag.AVSLUTANDE):
        punkt.dra_tillbaka(rad.pk, skal_text="Styrelsen är inte beslutför.", by=styrelse.konton["ordforande"])
    assert oppnande.avsluta_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"]).avslutat is not None


@pytest.mark.regel("R12", sida="utan_skal")
def test_to_open_before_the_day_of_the_kallelse_takes_a_reason(styrelse):
    sammantrade = make_kallat(styrelse)
    Sammantrade.objects.filter(pk=sammantrade.pk).update(start=dates.nu() + timedelta(days=1))
    with pytest.raises(VarningUtanSkal) as fel:
        oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    assert [v.regel for v in fel.value.varningar] == ["R12"]
    assert Sammantrade.objects.get().status == "kallat"


@pytest.mark.regel("R12", sida="med_skal")
def test_with_a_reason_it_is_opened(styrelse):
    sammantrade = make_kallat(styrelse)
    Sammantrade.objects.filter(pk=sammantrade.pk).update(start=dates.nu() + timedelta(days=1))
    ordforande_ = styrelse.konton["ordforande"]
    oppnande.oppna_sammantrade(sammantrade.pk, skal={"R12": "Alla är här och vill börja."}, by=ordforande_)
    assert Sammantrade.objects.get().status == "pagar"


# --- to withdraw a point ----------------------------------------------------------------------------------------------


def test_when_the_board_has_voted_the_one_who_leads_does_not_withdraw_the_point(styrelse):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="nej", fk="nej", af="nej")
    stang(styrelse, oppen)
    with pytest.raises(Regelbrott) as fel:
        punkt.dra_tillbaka(rad.pk, skal_text="Vi tar det sedan.", by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R102"
    assert klubba(styrelse, rad).utfall == "avslag"


def test_without_quorum_it_is_withdrawn_all_the_same(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk"])
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="nej", fk="nej")
    stang(styrelse, oppen)
    narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    utgar = punkt.dra_tillbaka(rad.pk, skal_text="Styrelsen är inte beslutför.", by=styrelse.konton["ordforande"])
    assert utgar.status == Punktstatus.UTGAR


# --- quorum in the middle ---------------------------------------------------------------------------------------------


@pytest.mark.regel("R14", sida="forsta_vagrade")
def test_without_quorum_nobody_proposes(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk"])
    narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        yrka(styrelse, rad, "vice", "avslag")
    assert fel.value.regel == "R14"


@pytest.mark.regel("R14", sida="forsta_vagrade")
def test_without_quorum_nobody_votes_and_nothing_is_confirmed(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", fk="ja")
    for namn in ("fk", "e_af"):
        narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse[namn], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        rosta_alla(styrelse, oppen.pk, vice="ja")
    assert fel.value.regel == "R14"
    stang(styrelse, oppen, avstar_resten=True)
    with pytest.raises(Regelbrott) as fel:
        klubba(styrelse, rad)
    assert fel.value.regel == "R14"


# --- the roll, called again -------------------------------------------------------------------------------------------


@pytest.mark.regel("R118", sida="utan_skal")
def test_the_roll_does_not_take_back_one_who_has_left_without_a_reason(styrelse):
    sammantrade = make_oppnat(styrelse)
    narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.konton["af"])
    alla = [styrelse[n] for n in styrelse.ledamoter]
    with pytest.raises(VarningUtanSkal) as fel:
        narvaro.upprop(sammantrade.pk, narvarande=alla, by=styrelse.sekreterare)
    assert [v.regel for v in fel.value.varningar] == ["R118"]
    narvaro.upprop(sammantrade.pk, narvarande=alla, skal={"R118": "Samtal från läkare"}, by=styrelse.sekreterare)
    assert styrelse["af"] in tjanstgorande(sammantrade)


def test_a_late_ledamot_whom_the_roll_notes_between_points_takes_the_seat(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    narvaro.upprop(sammantrade.pk, narvarande=[styrelse["af"]], by=styrelse.sekreterare)
    rad = punkt.oppna_punkt(forsta(sammantrade).pk, by=styrelse.konton["ordforande"])
    nu = tjanstgorande(sammantrade, rad)
    assert (styrelse["af"] in nu, styrelse["e_af"] in nu) == (True, False)
    assert Tjanstgoring.objects.filter(till=None).count() == 0


def test_during_a_point_the_roll_leaves_the_seat_with_the_ersattare(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"], arenden=2)
    narvaro.upprop(rad.sammantrade_id, narvarande=[styrelse["af"]], by=styrelse.sekreterare)
    assert styrelse["e_af"] in tjanstgorande(rad.sammantrade, rad)
    make_beslut_genom_acklamation(styrelse, rad)
    assert styrelse["af"] in tjanstgorande(rad.sammantrade)


# --- who took part, and agreement -------------------------------------------------------------------------------------


def rostat(styrelse):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja", fk="nej", af="avstar")
    stang(styrelse, oppen)
    return rad


def test_one_who_has_voted_is_not_noted_as_abstaining(styrelse):
    rad = rostat(styrelse)
    with pytest.raises(Ogiltig):
        proposition.klubba(rad.pk, avstar=[styrelse["fk"]], by=styrelse.konton["ordforande"])
    assert not Beslut.objects.exists()


def test_after_a_vote_no_agreement_is_noted(styrelse):
    rad = rostat(styrelse)
    with pytest.raises(Ogiltig):
        proposition.klubba(rad.pk, enig=True, by=styrelse.konton["ordforande"])
    assert klubba(styrelse, rad).enighet_antecknad is False


# --- two proposals by one ---------------------------------------------------------------------------------------------


def test_two_andringar_by_one_ledamot_can_be_voted_about(styrelse):
    rad = make_oppen_punkt(styrelse)
    hela = yrka(styrelse, rad, "fk", "andring", att_satser=["bevilja hälften"])
    halva = yrka(styrelse, rad, "fk", "andring", att_satser=["bevilja en tredjedel"])
    make_redovisad(styrelse, rad, yrkande=hela)
    begar(styrelse, rad)
    oppen = oppna(styrelse, rad, motforslag_id=halva.pk)
    assert (oppen.fraga_ja, oppen.fraga_nej) == (
        "bifalla det första ändringsyrkandet från Fk Prov",
        "bifalla det andra ändringsyrkandet från Fk Prov",
    )
