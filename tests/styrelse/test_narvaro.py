"""Who is in the room, who serves, and what follows when somebody comes or leaves."""

import pytest

from forbund.grund import tenancy
from forbund.grund.errors import Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.models import Handelse
from forbund.register.states import Roll
from forbund.styrelse.actions import narvaro, proposition, punkt
from forbund.styrelse.models import Narvaro, Sammantrade, Tjanstgoring
from forbund.styrelse.queries.mote import hamta_rum
from tests.factories import make_konto_med
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_kallat,
    make_oppen_punkt,
    make_oppnat,
)


def tjanstgorande(sammantrade, rad=None):
    """Short: ids of those who serve → whose seat."""
    return hamta_rum(Sammantrade.objects.get(pk=sammantrade.pk)).tjanstgorande(rad)


def test_one_notes_oneself_and_the_sekreterare_notes_another(styrelse):
    sammantrade = make_kallat(styrelse)
    egen = narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    annan = narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.sekreterare)
    assert (egen.antecknad_av_id, annan.antecknad_av_id) == (None, styrelse.sekreterare.pk)


def test_a_ledamot_notes_nobody_else(styrelse):
    sammantrade = make_kallat(styrelse)
    with pytest.raises(SaknarRatt):
        narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.konton["fk"])
    assert Narvaro.objects.count() == 0


def test_to_be_noted_twice_is_to_be_noted_once(styrelse):
    sammantrade = make_kallat(styrelse)
    for by in (styrelse.konton["fk"], styrelse.sekreterare):
        narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["fk"], by=by)
    assert Narvaro.objects.count() == 1


def test_the_roll_calls_in_the_ersattare_of_the_same_medlem(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk", "e_af", "e_fk"])
    assert tjanstgorande(sammantrade) == {
        styrelse["ordforande"]: styrelse["ordforande"],
        styrelse["vice"]: styrelse["vice"],
        styrelse["fk"]: styrelse["fk"],
        styrelse["e_af"]: styrelse["af"],
    }


def test_each_act_grows_the_version_that_the_live_page_asks_for(styrelse):
    sammantrade = make_kallat(styrelse)
    narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    assert Sammantrade.objects.get(pk=sammantrade.pk).version == sammantrade.version + 1


def test_a_late_ledamot_waits_for_the_next_point_when_an_ersattare_serves(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"], arenden=2)
    narvaro.anteckna_narvaro(rad.sammantrade_id, uppdrag_id=styrelse["af"], by=styrelse.konton["af"])
    assert styrelse["e_af"] in tjanstgorande(rad.sammantrade, rad)
    make_beslut_genom_acklamation(styrelse, rad)
    assert tjanstgorande(rad.sammantrade)[styrelse["af"]] == styrelse["af"]
    assert styrelse["e_af"] not in tjanstgorande(rad.sammantrade)


@pytest.mark.regel("R118", sida="utan_skal")
def test_to_serve_at_once_needs_a_reason(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    with pytest.raises(VarningUtanSkal) as fel:
        narvaro.anteckna_narvaro(rad.sammantrade_id, uppdrag_id=styrelse["af"], genast=True, by=styrelse.konton["af"])
    assert [v.regel for v in fel.value.varningar] == ["R118"]


@pytest.mark.regel("R118", sida="med_skal")
def test_with_a_reason_the_ersattare_steps_out_at_once(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    narvaro.anteckna_narvaro(
        rad.sammantrade_id,
        uppdrag_id=styrelse["af"],
        genast=True,
        skal={"R118": "Arbetsordningen 4 §"},
        by=styrelse.konton["af"],
    )
    assert styrelse["af"] in tjanstgorande(rad.sammantrade, rad)
    assert styrelse["e_af"] not in tjanstgorande(rad.sammantrade, rad)


def test_one_who_has_left_comes_back_with_a_reason(styrelse):
    sammantrade = make_oppnat(styrelse)
    narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.konton["af"])
    with pytest.raises(VarningUtanSkal):
        narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.konton["af"])
    narvaro.anteckna_narvaro(
        sammantrade.pk, uppdrag_id=styrelse["af"], skal={"R118": "Samtal från läkare"}, by=styrelse.konton["af"]
    )
    assert styrelse["af"] in tjanstgorande(sammantrade)


def test_an_ersattare_who_leaves_serves_no_more(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse["e_af"], by=styrelse.sekreterare)
    assert styrelse["e_af"] not in tjanstgorande(sammantrade)
    assert Tjanstgoring.objects.filter(till=None).count() == 0


def test_one_who_is_not_there_cannot_leave(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk"])
    with pytest.raises(Upptaget):
        narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.sekreterare)


def test_an_ersattare_of_another_medlem_is_called_in_with_a_reason(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk", "e_fk"])
    kalla = {"ersattare_id": styrelse["e_fk"], "for_uppdrag_id": styrelse["af"], "by": styrelse.sekreterare}
    with pytest.raises(VarningUtanSkal) as fel:
        narvaro.kalla_in(sammantrade.pk, **kalla)
    assert [v.regel for v in fel.value.varningar] == ["R07"]
    narvaro.kalla_in(sammantrade.pk, **kalla, skal={"R07": "Styrelsens beslut § 4/2025"})
    assert tjanstgorande(sammantrade)[styrelse["e_fk"]] == styrelse["af"]


def test_nobody_is_called_in_for_one_who_is_there(styrelse):
    sammantrade = make_oppnat(styrelse)
    narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["e_af"], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott):
        narvaro.kalla_in(
            sammantrade.pk, ersattare_id=styrelse["e_af"], for_uppdrag_id=styrelse["af"], by=styrelse.sekreterare
        )


@pytest.mark.parametrize("vem", ["vice", "e_af"])
def test_only_a_present_ersattare_is_called_in(styrelse, vem):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk"])
    with pytest.raises(Regelbrott):
        narvaro.kalla_in(
            sammantrade.pk, ersattare_id=styrelse[vem], for_uppdrag_id=styrelse["af"], by=styrelse.sekreterare
        )


@pytest.mark.regel("R14", sida="sista_tillatna")
def test_three_of_four_open_a_point(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk"])
    assert rad.paragraf == 1


@pytest.mark.regel("R14", sida="forsta_vagrade")
def test_two_of_four_open_no_point_and_take_no_paragraf(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice"])
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(sammantrade.punkter.get().pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R14"
    assert sammantrade.punkter.get().paragraf is None


def test_when_the_third_leaves_the_open_point_goes_no_further(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk"])
    narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R14"


def test_when_the_ordforande_leaves_the_vice_leads_on(styrelse):
    rad = make_oppen_punkt(styrelse)
    narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse["ordforande"], by=styrelse.sekreterare)
    rad.refresh_from_db()
    assert rad.motesordforande_id == styrelse["vice"]
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["vice"])


def test_a_stranger_and_the_revisor_note_nothing(styrelse):
    sammantrade = make_kallat(styrelse)
    revisor = make_konto_med(styrelse.forbund, Roll.REVISOR)
    with pytest.raises(SaknarRatt):
        narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["fk"], by=revisor)


def test_the_log_tells_who_noted_whom(styrelse):
    sammantrade = make_kallat(styrelse)
    with styrelse.oppet():
        narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    rader = [(h.typ, h.namn, h.at) for h in vantande_eller_lagrade() if h.typ == "narvaro_antecknad"]
    assert rader == [("narvaro_antecknad", "Maria Chef", "Fk Prov")]


def vantande_eller_lagrade():
    """Rows of the log that the open scope has collected, and those stored."""
    return [*tenancy.aktivt().vantande, *Handelse.objects.all()]
