"""The point in the middle of the live page: who gets the money, who noted a vote, why somebody reserved."""

from decimal import Decimal

import pytest

from forbund.styrelse.actions import omrostning, proposition, reservation
from forbund.styrelse.models import Beslut, Punkt, Punktbelopp, Yrkande, Yrkandebelopp
from forbund.styrelse.visning.mote_forslag import Beloppsvy
from tests.styrelse.fabrik_mote import (
    Styrelse,
    make_beslut_genom_acklamation,
    make_kallat,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_redovisad,
    make_styrelse,
    rosta_alla,
)
from tests.styrelse.klient_mote import fragor, klient_for, sidan

pytestmark = pytest.mark.django_db


@pytest.fixture
def styrelse() -> Styrelse:
    return make_styrelse()


def punkten(styrelse: Styrelse, rad: Punkt):
    svar = klient_for(styrelse.konton["fk"]).get(sidan(styrelse, rad.sammantrade_id, f"?punkt={rad.pk}"))
    assert svar.status_code == 200
    return svar.context["sida"].punkt


MILJONEN, FINANSIERING = "1\xa0000\xa0000\xa0kr", "medlemsbidrag 2027"


@pytest.mark.parametrize("oppnad", [False, True])
def test_an_amount_says_which_medlem_receives_it_and_one_without_says_nothing(styrelse, oppnad):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse) if oppnad else make_kallat(styrelse).punkter.get()
        mottagare = styrelse.medlemmar["fk"]
        Punktbelopp.objects.create(punkt=rad, ar=2028, belopp=Decimal(50_000), medlem=mottagare)
        Punkt.objects.filter(pk=rad.pk).update(finansiering="medlemsbidrag 2027")
    forslag = punkten(styrelse, rad).forslag
    assert forslag.belopp == (Beloppsvy("2027", MILJONEN), Beloppsvy(f"2028 till {mottagare}", "50\xa0000\xa0kr"))
    assert (forslag.summa, forslag.finansiering) == ("1\xa0050\xa0000\xa0kr", FINANSIERING)


def test_amounts_that_are_paid_in_different_ways_say_how_each(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        Punktbelopp.objects.create(punkt=rad, ar=2028, belopp=Decimal(50_000), finansiering="eget kapital")
        Punkt.objects.filter(pk=rad.pk).update(finansiering=FINANSIERING)
    forslag = punkten(styrelse, rad).forslag
    assert [b.finansiering for b in forslag.belopp] == [FINANSIERING, "eget kapital"]
    assert forslag.finansiering == ""


def test_a_yrkande_and_the_decision_say_it_too(styrelse):
    with styrelse.oppet():
        rad, mottagare = make_oppen_punkt(styrelse), styrelse.medlemmar["af"]
        Punktbelopp.objects.update(medlem=mottagare)
        yrkande = Yrkande.objects.create(
            punkt=rad, uppdrag=styrelse.uppdrag["af"], slag="andring", framstallt=rad.oppnad, att_satser=["bevilja"]
        )
        Yrkandebelopp.objects.create(yrkande=yrkande, ar=2027, belopp=Decimal(1_000_000), medlem=mottagare)
    yrkat = punkten(styrelse, rad).yrkanden[0].forslag
    assert (yrkat.belopp, yrkat.summa, yrkat.finansiering) == ((Beloppsvy(f"2027 till {mottagare}", MILJONEN),), "", "")
    with styrelse.oppet():
        Yrkande.objects.filter(pk=yrkande.pk).update(aterkallat=rad.oppnad)
        make_beslut_genom_acklamation(styrelse, rad)
    beslutat = punkten(styrelse, rad).beslut.forslag
    assert (beslutat.belopp, beslutat.finansiering) == ((Beloppsvy(f"2027 till {mottagare}", MILJONEN),), FINANSIERING)


def test_more_amounts_ask_no_more(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        Punktbelopp.objects.update(medlem=styrelse.medlemmar["af"])
    klient, adress = klient_for(styrelse.konton["fk"]), sidan(styrelse, rad.sammantrade_id, f"?punkt={rad.pk}")
    klient.get(adress)
    fa = fragor(klient, adress)
    with styrelse.oppet():
        for ar in range(2028, 2038):
            Punktbelopp.objects.create(punkt=rad, ar=ar, belopp=Decimal(1), medlem=styrelse.medlemmar["fk"])
    assert fragor(klient, adress) == fa


def test_a_vote_that_was_noted_says_by_whom_and_ones_own_does_not(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        oppen = make_omrostning_oppen(styrelse, rad)
        rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja")
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="nej", by=styrelse.sekreterare)
    assert {antecknad for _, _, antecknad in punkten(styrelse, rad).omrostningar[0].rader} == {""}
    with styrelse.oppet():
        omrostning.stang_omrostning(oppen.pk, avstar_resten=True, by=styrelse.konton["ordforande"])
    assert set(punkten(styrelse, rad).omrostningar[0].rader) == {
        ("Ordforande Prov", "Ja", ""),
        ("Vice Prov", "Ja", ""),
        ("Fk Prov", "Nej", "antecknad av Maria Chef"),
        ("Af Prov", "Avstår", "antecknad av Ordforande Prov"),
    }


def test_a_reservation_says_why_or_that_nothing_was_given(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        beslut: Beslut = make_beslut_genom_acklamation(styrelse, rad)
        for namn, text in (("fk", "För dyrt."), ("af", "")):
            reservation.anmal_reservation(beslut.pk, uppdrag_id=styrelse[namn], text=text, by=styrelse.konton[namn])
    assert punkten(styrelse, rad).beslut.reservationer == (("Fk Prov", "För dyrt."), ("Af Prov", ""))


def test_until_the_klubbslag_a_ledamot_finds_omrostning_first_and_then_where_to_reserve_oneself(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)

    def lage(namn: str):
        return klient_for(styrelse.konton[namn]).get(sidan(styrelse, rad.sammantrade_id)).context["sida"]

    assert not lage("fk").gor_forst
    with styrelse.oppet():
        make_redovisad(styrelse, rad)
    assert (lage("fk").gor_forst, lage("ordforande").gor_forst) == (True, False)
    with styrelse.oppet():
        proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    assert lage("fk").senaste.reservera
    assert not lage("e_fk").senaste.reservera
