"""What jäv brings with it: the seat, the yrkanden and the vote of the one concerned."""

import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.actions import jav, narvaro, omrostning, proposition
from forbund.styrelse.models import Beslut, Javsanmalan, Punkt, Yrkande
from forbund.styrelse.states import Javsgrund
from tests.styrelse.fabrik_mote import make_omrostning_oppen, make_oppen_punkt, make_oppnat, make_redovisad, rosta_alla
from tests.styrelse.steg import begar, klubba, stang, yrka
from tests.styrelse.test_narvaro import tjanstgorande

GRUND = Javsgrund.SAK.value
ALLA = ["ordforande", "vice", "fk", "af", "e_fk"]


def anmal(styrelse, rad, namn):
    return jav.anmal_jav(rad.pk, uppdrag_id=styrelse[namn], grund=GRUND, by=styrelse.konton[namn])


def inte_jav(styrelse, rad, namn):
    return jav.prova_jav(
        rad.pk, uppdrag_id=styrelse[namn], ar_javig=False, skal_text="Saknar betydelse.", by=styrelse.sekreterare
    )


# --- the seat ---------------------------------------------------------------------------------------------------------


def test_one_whom_the_board_finds_not_javig_takes_the_seat_back_at_once(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=ALLA)
    anmal(styrelse, rad, "fk")
    assert tjanstgorande(rad.sammantrade, rad)[styrelse["e_fk"]] == styrelse["fk"]
    inte_jav(styrelse, rad, "fk")
    nu = tjanstgorande(rad.sammantrade, rad)
    assert (nu.get(styrelse["fk"]), styrelse["e_fk"] in nu) == (styrelse["fk"], False)


def test_an_ersattare_whom_the_board_finds_not_javig_serves_again_at_once(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    anmal(styrelse, rad, "e_af")
    assert styrelse["e_af"] not in tjanstgorande(rad.sammantrade, rad)
    inte_jav(styrelse, rad, "e_af")
    assert tjanstgorande(rad.sammantrade, rad)[styrelse["e_af"]] == styrelse["af"]


def test_the_seat_of_the_javig_is_filled_once(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=[*ALLA, "e_af"])
    anmal(styrelse, rad, "fk")
    with pytest.raises(Regelbrott) as fel:
        narvaro.kalla_in(
            rad.sammantrade_id,
            ersattare_id=styrelse["e_af"],
            for_uppdrag_id=styrelse["fk"],
            skal={"R07": "Styrelsens beslut § 4/2025"},
            by=styrelse.sekreterare,
        )
    assert fel.value.lagrum == "KL 6 kap. 17 §"


def test_the_same_point_named_twice_is_declared_once(styrelse):
    rad = make_oppnat(styrelse).punkter.get()
    jav.svara_om_jav(
        rad.sammantrade_id,
        uppdrag_id=styrelse["fk"],
        punkter=[rad.pk, rad.pk],
        grund=GRUND,
        by=styrelse.konton["fk"],
    )
    assert Javsanmalan.objects.count() == 1


# --- the yrkanden -----------------------------------------------------------------------------------------------------


def test_the_yrkande_of_one_who_is_then_javig_falls(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad, "fk", "avslag")
    yrka(styrelse, rad, "af", "bifall")
    anmal(styrelse, rad, "fk")
    assert [(y.uppdrag_id, y.aterkallat is None) for y in Yrkande.objects.order_by("pk")] == [
        (styrelse["fk"], False),
        (styrelse["af"], True),
    ]


def test_when_it_falls_after_the_overlaggning_the_overlaggning_is_open_again(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad, yrkande=yrka(styrelse, rad, "fk", "avslag"))
    anmal(styrelse, rad, "fk")
    assert Punkt.objects.get(pk=rad.pk).overlaggning_avslutad is None
    make_redovisad(styrelse, rad)
    beslut = klubba(styrelse, rad)
    assert (beslut.utfall, [y.uppdrag_id for y in rad.yrkanden.filter(aterkallat=None)]) == ("bifall", [None])


def test_without_a_yrkande_of_the_javig_the_overlaggning_stays_closed(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    anmal(styrelse, rad, "fk")
    assert Punkt.objects.get(pk=rad.pk).overlaggning_avslutad is not None


def test_a_question_of_jav_that_ends_in_jav_lets_it_fall_and_one_that_does_not_leaves_it(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad, "fk", "avslag")
    yrka(styrelse, rad, "af", "avslag")
    for namn, ar_javig in (("fk", True), ("af", False)):
        jav.ifragasatt_jav(rad.pk, uppdrag_id=styrelse[namn], grund=GRUND, by=styrelse.sekreterare)
        jav.prova_jav(
            rad.pk, uppdrag_id=styrelse[namn], ar_javig=ar_javig, skal_text="Så är det.", by=styrelse.sekreterare
        )
    assert [y.uppdrag_id for y in Yrkande.objects.filter(aterkallat=None)] == [styrelse["af"]]


def test_what_is_voted_about_stands_though_its_maker_is_javig(styrelse):
    rad = make_oppen_punkt(styrelse)
    avslag = yrka(styrelse, rad, "fk", "avslag")
    make_redovisad(styrelse, rad)
    begar(styrelse, rad)
    oppen = omrostning.oppna_omrostning(rad.pk, by=styrelse.konton["ordforande"])
    anmal(styrelse, rad, "fk")
    rosta_alla(styrelse, oppen.pk, ordforande="nej", vice="nej", af="nej")
    stang(styrelse, oppen)
    assert klubba(styrelse, rad).yrkande_id == avslag.pk


# --- the vote and the decision ----------------------------------------------------------------------------------------


def test_one_who_steps_in_when_the_rostlangd_is_frozen_takes_no_part(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=ALLA)
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja", af="nej")
    anmal(styrelse, rad, "fk")
    assert styrelse["e_fk"] in tjanstgorande(rad.sammantrade, rad)
    stang(styrelse, oppen)
    beslut = klubba(styrelse, rad)
    assert {d.uppdrag_id for d in beslut.deltagare.all()} == {styrelse[n] for n in ("ordforande", "vice", "af")}


def test_by_acclamation_whoever_serves_at_the_klubbslag_takes_part(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=ALLA)
    make_redovisad(styrelse, rad)
    anmal(styrelse, rad, "fk")
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    assert {d.uppdrag_id for d in Beslut.objects.get().deltagare.all()} == {
        styrelse[n] for n in ("ordforande", "vice", "af", "e_fk")
    }
