"""Jäv: one is out in that point alone, an ersättare steps in, and the board decides what is disputed."""

import pytest

from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.styrelse.actions import jav, narvaro, omrostning, proposition, punkt, yrkande
from forbund.styrelse.models import Javsanmalan, Javsvar, Rost, Sammantrade
from forbund.styrelse.queries.mote import hamta_rum
from forbund.styrelse.states import Javsgrund, Javsstatus
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_oppnat,
)

GRUND = Javsgrund.SAK.value


def rummet(sammantrade_id):
    return hamta_rum(Sammantrade.objects.get(pk=sammantrade_id))


def anmal(styrelse, rad, namn, by=None):
    return jav.anmal_jav(rad.pk, uppdrag_id=styrelse[namn], grund=GRUND, by=by or styrelse.konton[namn])


@pytest.mark.regel("R23", sida="ena")
def test_a_no_answers_for_the_whole_agenda(styrelse):
    sammantrade = make_oppnat(styrelse, arenden=2)
    jav.svara_om_jav(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    assert [d.namn for d in rummet(sammantrade.pk).deltagare.values() if d.har_svarat_om_jav] == ["Fk Prov"]
    assert Javsanmalan.objects.count() == 0


@pytest.mark.regel("R23", sida="andra")
def test_a_yes_declares_jav_in_the_points_named_and_no_others(styrelse):
    sammantrade = make_oppnat(styrelse, arenden=3)
    punkter = list(sammantrade.punkter.order_by("ordning"))
    jav.svara_om_jav(
        sammantrade.pk,
        uppdrag_id=styrelse["fk"],
        punkter=[punkter[0].pk, punkter[2].pk],
        grund=GRUND,
        by=styrelse.konton["fk"],
    )
    rum = rummet(sammantrade.pk)
    assert [styrelse["fk"] in rum.javiga(p) for p in punkter] == [True, False, True]
    assert Javsvar.objects.get().antecknad_av_id is None


def test_the_sekreterare_notes_the_answer_of_one_without_a_device(styrelse):
    sammantrade = make_oppnat(styrelse)
    jav.svara_om_jav(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    assert Javsvar.objects.get().antecknad_av_id == styrelse.sekreterare.pk


def test_nobody_declares_jav_for_another(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(SaknarRatt):
        anmal(styrelse, rad, "fk", by=styrelse.konton["af"])


def test_an_answer_names_a_ground(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Ogiltig):
        jav.anmal_jav(rad.pk, uppdrag_id=styrelse["fk"], grund="9", by=styrelse.konton["fk"])


def test_the_javig_is_out_and_the_ersattare_in_for_that_point_alone(styrelse):
    rad = make_oppen_punkt(styrelse, arenden=2)
    narvaro.anteckna_narvaro(rad.sammantrade_id, uppdrag_id=styrelse["e_fk"], by=styrelse.sekreterare)
    anmal(styrelse, rad, "fk")
    i_punkten = rummet(rad.sammantrade_id).tjanstgorande(rad)
    assert (styrelse["fk"] in i_punkten, i_punkten[styrelse["e_fk"]]) == (False, styrelse["fk"])
    make_beslut_genom_acklamation(styrelse, rad)
    efter = rummet(rad.sammantrade_id).tjanstgorande()
    assert (efter[styrelse["fk"]], styrelse["e_fk"] in efter) == (styrelse["fk"], False)


def test_jav_declared_before_takes_effect_when_the_point_is_opened(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk", "e_fk"])
    rad = sammantrade.punkter.get()
    anmal(styrelse, rad, "fk")
    punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
    assert set(rummet(sammantrade.pk).tjanstgorande(rad)) == {
        styrelse["ordforande"],
        styrelse["vice"],
        styrelse["e_fk"],
    }


def test_quorum_is_counted_without_the_javig_when_nobody_can_step_in(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk"])
    rad = sammantrade.punkter.get()
    anmal(styrelse, rad, "fk")
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R14"


def test_a_serving_ersattare_who_is_javig_gives_the_seat_to_the_next_and_takes_it_back(styrelse):
    sammantrade = make_oppnat(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"], arenden=2)
    rad = sammantrade.punkter.order_by("ordning")[0]
    anmal(styrelse, rad, "e_af")
    punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
    assert styrelse["e_af"] not in rummet(sammantrade.pk).tjanstgorande(rad)
    make_beslut_genom_acklamation(styrelse, rad)
    assert rummet(sammantrade.pk).tjanstgorande()[styrelse["e_af"]] == styrelse["af"]


def test_when_the_ordforande_is_javig_the_vice_leads_that_point_only(styrelse):
    rad = make_oppen_punkt(styrelse, arenden=2)
    anmal(styrelse, rad, "ordforande")
    rad.refresh_from_db()
    assert rad.motesordforande_id == styrelse["vice"]
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["vice"])
    bifall = rad.yrkanden.get()
    proposition.redovisa(rad.pk, yrkande_id=bifall.pk, by=styrelse.konton["vice"])
    proposition.klubba(rad.pk, by=styrelse.konton["vice"])
    assert rummet(rad.sammantrade_id).ledare() == styrelse["ordforande"]


@pytest.mark.regel("R23", sida="forsta_vagrade")
def test_the_javig_makes_no_yrkande(styrelse):
    rad = make_oppen_punkt(styrelse)
    anmal(styrelse, rad, "fk")
    with pytest.raises(Regelbrott) as fel:
        yrkande.yrka(rad.pk, uppdrag_id=styrelse["fk"], slag="avslag", by=styrelse.konton["fk"])
    assert fel.value.regel == "R23"


@pytest.mark.regel("R23", sida="forsta_vagrade")
def test_the_javig_does_not_vote(styrelse):
    rad = make_oppen_punkt(styrelse)
    anmal(styrelse, rad, "fk")
    oppen = make_omrostning_oppen(styrelse, rad)
    with pytest.raises(Regelbrott) as fel:
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="ja", by=styrelse.konton["fk"])
    assert fel.value.regel == "R23"
    assert not Rost.objects.exists()


@pytest.mark.regel("R23", sida="sista_tillatna")
def test_in_the_next_point_the_same_person_makes_one(styrelse):
    rad = make_oppen_punkt(styrelse, arenden=2)
    anmal(styrelse, rad, "fk")
    make_beslut_genom_acklamation(styrelse, rad)
    nasta = rummet(rad.sammantrade_id).nasta_punkt
    punkt.oppna_punkt(nasta.pk, by=styrelse.konton["ordforande"])
    assert yrkande.yrka(nasta.pk, uppdrag_id=styrelse["fk"], slag="avslag", by=styrelse.konton["fk"]).slag == "avslag"


def test_a_declaration_is_taken_back_before_the_point_and_not_after(styrelse):
    sammantrade = make_oppnat(styrelse, arenden=2)
    forsta, andra = sammantrade.punkter.order_by("ordning")
    for rad in (forsta, andra):
        anmal(styrelse, rad, "fk")
    jav.aterta_jav(andra.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    punkt.oppna_punkt(forsta.pk, by=styrelse.konton["ordforande"])
    with pytest.raises(Regelbrott):
        jav.aterta_jav(forsta.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    rum = rummet(sammantrade.pk)
    assert (rum.javiga(forsta), rum.javiga(andra)) == (frozenset({styrelse["fk"]}), frozenset())


def test_what_was_taken_back_may_be_declared_again_once(styrelse):
    rad = make_oppnat(styrelse).punkter.get()
    anmal(styrelse, rad, "fk")
    jav.aterta_jav(rad.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    anmal(styrelse, rad, "fk")
    with pytest.raises(Upptaget):
        anmal(styrelse, rad, "fk")
    assert Javsanmalan.objects.count() == 1


@pytest.mark.regel("R24", sida="forsta_vagrade")
def test_nothing_goes_on_while_a_question_of_jav_is_open(styrelse):
    rad = make_oppen_punkt(styrelse)
    jav.ifragasatt_jav(rad.pk, uppdrag_id=styrelse["fk"], grund=GRUND, by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R24"


@pytest.mark.regel("R24", sida="sista_tillatna")
@pytest.mark.parametrize(("ar_javig", "status"), [(True, Javsstatus.PROVAD_JAV), (False, Javsstatus.PROVAD_EJ_JAV)])
def test_when_the_board_has_decided_it_goes_on(styrelse, ar_javig, status):
    rad = make_oppen_punkt(styrelse)
    jav.ifragasatt_jav(rad.pk, uppdrag_id=styrelse["fk"], grund=GRUND, by=styrelse.sekreterare)
    jav.prova_jav(
        rad.pk, uppdrag_id=styrelse["fk"], ar_javig=ar_javig, skal_text="Ingår i ledningen.", by=styrelse.sekreterare
    )
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    assert Javsanmalan.objects.get().status == status
    assert (styrelse["fk"] in rummet(rad.sammantrade_id).tjanstgorande(rad)) is not ar_javig


def test_the_board_says_why(styrelse):
    rad = make_oppen_punkt(styrelse)
    jav.ifragasatt_jav(rad.pk, uppdrag_id=styrelse["fk"], grund=GRUND, by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        jav.prova_jav(rad.pk, uppdrag_id=styrelse["fk"], ar_javig=True, skal_text=" ", by=styrelse.sekreterare)
    assert fel.value.regel == "R24"


def test_the_one_concerned_does_not_decide_it(styrelse):
    rad = make_oppen_punkt(styrelse)
    jav.ifragasatt_jav(rad.pk, uppdrag_id=styrelse["ordforande"], grund=GRUND, by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        jav.prova_jav(
            rad.pk,
            uppdrag_id=styrelse["ordforande"],
            ar_javig=False,
            skal_text="Jag tycker inte det.",
            by=styrelse.konton["ordforande"],
        )
    assert fel.value.regel == "R24"


def test_a_ledamot_does_not_note_how_the_board_decided(styrelse):
    rad = make_oppen_punkt(styrelse)
    jav.ifragasatt_jav(rad.pk, uppdrag_id=styrelse["fk"], grund=GRUND, by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        jav.prova_jav(rad.pk, uppdrag_id=styrelse["fk"], ar_javig=False, skal_text="Nej.", by=styrelse.konton["af"])
    assert fel.value.regel == "R98"


def test_one_who_has_voted_declares_no_jav_but_one_who_has_not_may(styrelse):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="ja", by=styrelse.konton["fk"])
    with pytest.raises(Regelbrott):
        anmal(styrelse, rad, "fk")
    anmal(styrelse, rad, "af")
    with pytest.raises(Regelbrott) as fel:
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["af"], val="ja", by=styrelse.konton["af"])
    assert fel.value.regel == "R23"


def test_a_settled_point_takes_no_declaration(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_beslut_genom_acklamation(styrelse, rad)
    with pytest.raises(Upptaget):
        anmal(styrelse, rad, "fk")


def test_a_personnummer_is_not_stored(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Regelbrott) as fel:
        jav.anmal_jav(
            rad.pk, uppdrag_id=styrelse["fk"], grund=GRUND, text="Min bror 19811228-9874", by=styrelse.konton["fk"]
        )
    assert fel.value.regel == "R57"
    assert Javsanmalan.objects.count() == 0
