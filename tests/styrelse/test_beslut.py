"""The decision is a copy of what won; who took part may reserve."""

from decimal import Decimal

import pytest

from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget
from forbund.styrelse.actions import narvaro, omrostning, proposition, reservation, yrkande
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Beslut, Punkt, Punktbelopp, Reservation
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_redovisad,
    rosta_alla,
)
from tests.styrelse.steg import avsluta


def deltog(beslut):
    return {d.uppdrag_id for d in beslut.deltagare.all() if not d.avstod}


def test_a_bifall_copies_the_proposal_with_its_money(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punkt.objects.filter(pk=rad.pk).update(villkor=["rapport i augusti"])
    beslut = make_beslut_genom_acklamation(styrelse, rad)
    rad.refresh_from_db()
    assert (beslut.att_satser, beslut.villkor) == (["bevilja medel till insatsen"], ["rapport i augusti"])
    assert [(b.ar, b.belopp, b.finansiering) for b in beslut.belopp.all()] == [
        (2027, Decimal(1_000_000), "medlemsbidrag 2027")
    ]
    assert (rad.status, rad.avslutad == beslut.klubbat or rad.avslutad is not None) == ("beslutad", True)


def test_an_andring_that_wins_brings_its_own_money(styrelse):
    rad = make_oppen_punkt(styrelse)
    andring = yrkande.yrka(
        rad.pk,
        uppdrag_id=styrelse["fk"],
        slag="andring",
        att_satser=["bevilja 900 000 kr"],
        villkor=["halvårsrapport"],
        belopp=[Belopp(2027, Decimal(900_000), "eget kapital")],
        by=styrelse.konton["fk"],
    )
    make_redovisad(styrelse, rad, yrkande=andring)
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    beslut = Beslut.objects.get()
    assert (beslut.utfall, beslut.att_satser, beslut.villkor) == ("bifall", ["bevilja 900 000 kr"], ["halvårsrapport"])
    assert [(b.belopp, b.finansiering) for b in beslut.belopp.all()] == [(Decimal(900_000), "eget kapital")]


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_money_without_financing_is_not_decided(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punktbelopp.objects.update(finansiering="")
    with pytest.raises(Regelbrott) as fel:
        make_beslut_genom_acklamation(styrelse, rad)
    assert fel.value.regel == "R43"


@pytest.mark.regel("R43", sida="sista_tillatna")
def test_the_financing_of_the_point_serves_its_amounts(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punktbelopp.objects.update(finansiering="")
    Punkt.objects.update(finansiering="årets budget")
    beslut = make_beslut_genom_acklamation(styrelse, rad)
    assert [b.finansiering for b in beslut.belopp.all()] == ["årets budget"]


def test_everyone_who_serves_takes_part_and_for_whom(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    beslut = make_beslut_genom_acklamation(styrelse, rad)
    assert {d.uppdrag_id: d.for_medlem_id for d in beslut.deltagare.all()} == {
        styrelse[vem]: styrelse.medlemmar[for_].pk
        for vem, for_ in (("ordforande", "ordforande"), ("vice", "vice"), ("fk", "fk"), ("e_af", "af"))
    }


def test_one_may_abstain_from_the_whole_decision(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    proposition.klubba(rad.pk, avstar=[styrelse["fk"]], by=styrelse.konton["ordforande"])
    assert styrelse["fk"] not in deltog(Beslut.objects.get())


@pytest.mark.parametrize(("vem", "fel"), [("ordforande", Regelbrott), ("e_fk", Ogiltig)])
def test_the_one_who_leads_does_not_abstain_nor_one_who_does_not_serve(styrelse, vem, fel):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    with pytest.raises(fel):
        proposition.klubba(rad.pk, avstar=[styrelse[vem]], by=styrelse.konton["ordforande"])


def omrostad(styrelse, **roster):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    utslag = roster.pop("utslag", "")
    rosta_alla(styrelse, oppen.pk, **roster)
    omrostning.stang_omrostning(oppen.pk, utslagsrost=utslag, by=styrelse.konton["ordforande"])
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    return Beslut.objects.get()


def test_one_who_abstained_in_the_vote_took_no_part(styrelse):
    beslut = omrostad(styrelse, ordforande="ja", vice="ja", fk="nej", af="avstar")
    assert deltog(beslut) == {styrelse[n] for n in ("ordforande", "vice", "fk")}
    assert (beslut.satt, beslut.omrostning_id is not None) == ("omrostning", True)


def test_one_who_voted_and_then_left_took_part(styrelse):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja", fk="nej", af="ja")
    omrostning.stang_omrostning(oppen.pk, by=styrelse.konton["ordforande"])
    narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    assert styrelse["fk"] in deltog(Beslut.objects.get())


def test_the_one_whose_utslagsrost_decided_took_part(styrelse):
    beslut = omrostad(styrelse, ordforande="avstar", vice="ja", fk="nej", af="avstar", utslag="ja")
    assert deltog(beslut) == {styrelse[n] for n in ("ordforande", "vice", "fk")}


def reservera(styrelse, beslut, namn="fk", **over):
    return reservation.anmal_reservation(
        beslut.pk, **{"uppdrag_id": styrelse[namn], "by": styrelse.konton[namn], **over}
    )


@pytest.mark.regel("R25", sida="sista_tillatna")
def test_one_who_took_part_reserves_before_the_end_and_writes_why_later(styrelse):
    beslut = omrostad(styrelse, ordforande="ja", vice="ja", fk="nej", af="avstar")
    rad = reservera(styrelse, beslut)
    assert (rad.text, rad.text_lamnad) == ("", None)
    avsluta(styrelse, beslut.punkt.sammantrade_id)
    reservation.motivera_reservation(rad.pk, text=" Kostnaden är för hög. ", by=styrelse.konton["fk"])
    rad.refresh_from_db()
    assert rad.text == "Kostnaden är för hög."


@pytest.mark.regel("R25", sida="forsta_vagrade")
def test_one_who_abstained_does_not_reserve(styrelse):
    beslut = omrostad(styrelse, ordforande="ja", vice="ja", fk="nej", af="avstar")
    with pytest.raises(Regelbrott) as fel:
        reservera(styrelse, beslut, "af")
    assert fel.value.regel == "R25"


def test_nobody_reserves_after_the_end(styrelse):
    rad = make_oppen_punkt(styrelse)
    beslut = make_beslut_genom_acklamation(styrelse, rad)
    avsluta(styrelse, rad.sammantrade_id)
    with pytest.raises(Regelbrott) as fel:
        reservera(styrelse, beslut)
    assert fel.value.regel == "R25"


def test_the_ground_is_not_written_when_the_paragraf_is_justerad(styrelse):
    rad = make_oppen_punkt(styrelse)
    beslut = make_beslut_genom_acklamation(styrelse, rad)
    anmald = reservera(styrelse, beslut)
    beslut.punkt.justerad = beslut.klubbat
    beslut.punkt.save(update_fields=["justerad"])
    with pytest.raises(Regelbrott) as fel:
        reservation.motivera_reservation(anmald.pk, text="För sent.", by=styrelse.konton["fk"])
    assert fel.value.regel == "R25"


def test_the_sekreterare_notes_a_reservation_and_there_is_one_each(styrelse):
    rad = make_oppen_punkt(styrelse)
    beslut = make_beslut_genom_acklamation(styrelse, rad)
    reservera(styrelse, beslut, by=styrelse.sekreterare)
    with pytest.raises(Upptaget):
        reservera(styrelse, beslut)
    assert Reservation.objects.count() == 1
