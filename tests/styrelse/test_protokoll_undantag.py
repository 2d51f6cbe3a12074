"""A sammanträde that did not go straight through still gets its protokoll."""

import pytest

from forbund.styrelse.actions import narvaro, oppnande, ordforande, protokoll, punkt
from forbund.styrelse.pdf.protokollsblad import fran_json
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_omrostning_oppen,
    make_oppnat,
    rosta_alla,
)
from tests.styrelse.steg import avsluta, forsta, klubba, stang


def behandla(styrelse, sammantrade):
    """Take up the next ärende and decide it."""
    rad = punkt.oppna_punkt(forsta(sammantrade).pk, by=styrelse.konton["ordforande"])
    make_beslut_genom_acklamation(styrelse, rad)


def bladet(styrelse, sammantrade):
    return fran_json(protokoll.sand_ut(sammantrade.pk, by=styrelse.sekreterare).fakta["blad"])


def test_a_sammantrade_held_during_the_break_of_another_takes_its_numbers_between(styrelse):
    ett, annat = make_oppnat(styrelse, arenden=2), make_oppnat(styrelse, arenden=1)
    behandla(styrelse, ett)
    oppnande.ajournera(ett.pk, by=styrelse.konton["ordforande"])
    behandla(styrelse, annat)
    oppnande.ateruppta(ett.pk, by=styrelse.konton["ordforande"])
    behandla(styrelse, ett)
    for mote in (ett, annat):
        avsluta(styrelse, mote.pk)
    assert [bladet(styrelse, mote).spann for mote in (ett, annat)] == ["§§\u00a01, 3", "§\u00a02"]


@pytest.mark.regel("R26", sida="sista_tillatna")
def test_one_who_came_voted_and_left_within_one_paragraf_served_there(styrelse):
    sammantrade = make_oppnat(styrelse, arenden=3, narvarande=["ordforande", "vice", "fk"])
    ordforande.valj_justerare(sammantrade.pk, uppdrag=[styrelse["fk"]], by=styrelse.sekreterare)
    behandla(styrelse, sammantrade)
    rad = punkt.oppna_punkt(forsta(sammantrade).pk, by=styrelse.konton["ordforande"])
    narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.sekreterare)
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja", fk="ja", af="nej")
    narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse["af"], by=styrelse.sekreterare)
    stang(styrelse, oppen)
    klubba(styrelse, rad)
    behandla(styrelse, sammantrade)
    avsluta(styrelse, sammantrade.pk)
    blad = bladet(styrelse, sammantrade)
    assert [(rad.namn, rad.nar) for rad in blad.beslutande if rad.namn == "Af Prov"] == [("Af Prov", "§\u00a02")]
    assert "Af Prov" in blad.paragrafer[1].beslut.deltar
