"""The live page: who sees what, what each may do, and that it costs little to ask."""

from datetime import date, timedelta

import pytest

from forbund.grund import dates
from forbund.register.states import Roll
from forbund.styrelse.actions import jav, narvaro, omrostning
from forbund.styrelse.kopplingar.mote import till_motet
from forbund.styrelse.models import Javsvar, Narvaro, Sammantrade, Yrkande
from tests.factories import make_konto, make_konto_med
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_kallat,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_oppnat,
    make_styrelse,
)
from tests.styrelse.klient_mote import ATT_GORA, HX, INLOGGNING, akt, fragor, klient_for, knappar, sidan


@pytest.fixture
def styrelse(db):
    return make_styrelse()


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_the_one_who_leads_opens_and_the_others_wait(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
    leder, ledamot = (klient_for(styrelse.konton[n]) for n in ("ordforande", "fk"))
    assert "punkt-oppna" in knappar(leder.get(sidan(styrelse, sammantrade.pk)))
    svar = ledamot.get(sidan(styrelse, sammantrade.pk))
    assert "punkt-oppna" not in knappar(svar)
    assert svar.context["sida"].vantar == "Ordforande Prov öppnar nästa punkt."


def test_before_the_opening_one_says_that_one_is_here(styrelse):
    with styrelse.oppet():
        sammantrade = make_kallat(styrelse)
    klient = klient_for(styrelse.konton["fk"])
    assert [a.id for a in klient.get(sidan(styrelse, sammantrade.pk)).context["sida"].gor.akter] == ["narvaro", "oppna"]
    klient.post(akt(styrelse, sammantrade.pk, "narvaro"), {"uppdrag_id": styrelse["fk"]})
    with styrelse.oppet():
        assert Narvaro.objects.get().uppdrag_id == styrelse["fk"]


@pytest.mark.parametrize("roll", [Roll.REVISOR, Roll.GRANSKARE])
def test_one_who_audits_reads_without_controls_and_is_not_watched(styrelse, roll):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
    klient = klient_for(make_konto_med(styrelse.forbund, roll))
    svar = klient.get(sidan(styrelse, rad.sammantrade_id))
    assert (svar.status_code, knappar(svar), svar.context["sida"].puls_url) == (200, set(), "")
    assert klient.post(akt(styrelse, rad.sammantrade_id, "yrka", rad.pk)).status_code == 403


def test_a_late_ledamot_may_ask_to_serve_at_once(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    gor = klient_for(styrelse.konton["af"]).get(sidan(styrelse, rad.sammantrade_id)).context["sida"].gor
    assert [a.form.initial.get("genast") for a in (*gor.akter, *gor.fler)] == [None, True]


def test_when_nobody_can_lead_those_who_serve_note_whom_they_chose(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
        for namn in ("ordforande", "vice"):
            narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse[namn], by=styrelse.sekreterare)
    klient = klient_for(styrelse.konton["fk"])
    assert "ordforande" in knappar(klient.get(sidan(styrelse, sammantrade.pk)))
    svar = klient.post(akt(styrelse, sammantrade.pk, "ordforande"), {"uppdrag_id": styrelse["af"]})
    assert svar.status_code == 302
    assert klient.get(sidan(styrelse, sammantrade.pk)).context["sida"].vantar == "Af Prov öppnar nästa punkt."


def test_an_ersattare_who_listens_has_no_say(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        narvaro.anteckna_narvaro(rad.sammantrade_id, uppdrag_id=styrelse["e_fk"], by=styrelse.sekreterare)
    svar = klient_for(styrelse.konton["e_fk"]).get(sidan(styrelse, rad.sammantrade_id))
    assert knappar(svar) == {"jav-nej", "jav-svar", "avvek"}


def test_a_part_and_a_stranger_do_not_see_the_page(styrelse):
    with styrelse.oppet():
        sammantrade = make_kallat(styrelse)
    part = make_konto_med(styrelse.forbund, Roll.PARTSFORETRADARE, medlem=styrelse.medlemmar["fk"])
    assert klient_for(part).get(sidan(styrelse, sammantrade.pk)).status_code == 403
    assert klient_for(make_konto()).get(sidan(styrelse, sammantrade.pk)).status_code == 404


def test_foreign_ids_are_not_found(styrelse):
    annan = make_styrelse()
    with annan.oppet():
        deras = make_oppen_punkt(annan)
    with styrelse.oppet():
        var, andra = make_oppen_punkt(styrelse), make_kallat(styrelse)
        punkt_i_annat = andra.punkter.get()
    klient = klient_for(styrelse.konton["ordforande"])
    assert klient.get(sidan(styrelse, deras.sammantrade_id)).status_code == 404
    assert klient.get(sidan(styrelse, var.sammantrade_id, f"?punkt={deras.pk}")).status_code == 404
    assert klient.get(sidan(styrelse, var.sammantrade_id, "?punkt=abc")).status_code == 404
    for objekt in (deras.pk, punkt_i_annat.pk):
        adress = akt(styrelse, var.sammantrade_id, "overlaggning-slut", objekt)
        assert klient.post(adress).status_code == 404
    assert klient.post(akt(styrelse, var.sammantrade_id, "finns-inte")).status_code == 404
    assert klient.post(akt(styrelse, var.sammantrade_id, "klubba")).status_code == 404
    assert klient.get(akt(styrelse, var.sammantrade_id, "ajournera")).status_code == 405


def test_the_javig_does_not_follow_the_point_and_the_others_see_the_name_alone(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse, arenden=2)
        jav.anmal_jav(rad.pk, uppdrag_id=styrelse["fk"], grund="1", text="Min syster", by=styrelse.konton["fk"])
        Yrkande.objects.create(punkt=rad, uppdrag=styrelse.uppdrag["af"], slag="avslag", framstallt=rad.oppnad)
    egen = klient_for(styrelse.konton["fk"]).get(sidan(styrelse, rad.sammantrade_id)).context["sida"]
    andra = klient_for(styrelse.konton["af"]).get(sidan(styrelse, rad.sammantrade_id))
    assert (egen.punkt.dold, egen.punkt.yrkanden) == (True, ())
    assert [n.marke for n in andra.context["sida"].narvaro if n.namn == "Fk Prov"] == ["jäv i § 1"]
    assert "Min syster" not in andra.content.decode()


def test_jav_in_a_point_that_is_not_opened_is_seen_by_oneself_alone(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
        jav.anmal_jav(sammantrade.punkter.get().pk, uppdrag_id=styrelse["fk"], grund="1", by=styrelse.konton["fk"])
    egen, annan = (
        klient_for(styrelse.konton[n]).get(sidan(styrelse, sammantrade.pk)).context["sida"]
        for n in ("fk", "ordforande")
    )
    assert ([rubrik for rubrik, _ in egen.mitt.egna_jav], annan.mitt.egna_jav) == (["Insats 1"], [])
    assert all(rad.marke_slag != "warning" for rad in annan.narvaro)


def test_the_question_of_jav_is_asked_once(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
    klient = klient_for(styrelse.konton["fk"])
    assert (
        "Berör något av ärendena din egen verksamhet?" in klient.get(sidan(styrelse, sammantrade.pk)).content.decode()
    )
    klient.post(akt(styrelse, sammantrade.pk, "jav-nej"), {"uppdrag_id": styrelse["fk"]})
    assert klient.get(sidan(styrelse, sammantrade.pk)).context["sida"].javsfraga is None
    with styrelse.oppet():
        assert Javsvar.objects.count() == 1


def test_while_a_vote_is_open_only_who_has_voted_is_shown(styrelse):
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        oppen = make_omrostning_oppen(styrelse, rad)
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["vice"], val="nej", by=styrelse.konton["vice"])
    for konto in (styrelse.konton["ordforande"], styrelse.konton["vice"], styrelse.sekreterare):
        vy = klient_for(konto).get(sidan(styrelse, rad.sammantrade_id)).context["sida"].punkt.omrostningar[0]
        assert ("Vice Prov", "har röstat", "") in vy.rader
        assert {rost for _, rost, _ in vy.rader} == {"har röstat", "väntar"}


# --- the way in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "om_minuter", "rubriker"),
    [
        ("pagar", -180, ["Sammanträdet pågår"]),
        ("ajournerat", -180, ["Sammanträdet pågår"]),
        ("kallat", 59, ["Sammanträdet börjar kl. 09.59"]),
        ("kallat", 61, []),
        ("avslutat", -180, []),
    ],
)
def test_the_to_do_leads_to_the_sammantrade_when_it_is_time(styrelse, status, om_minuter, rubriker):
    with dates.klockan(date(2026, 11, 27)) as nu, styrelse.oppet():
        make_kallat(styrelse, start=nu + timedelta(minutes=om_minuter))
        Sammantrade.objects.update(status=status)
        for konto, vantat in ((styrelse.konton["e_fk"], rubriker), (styrelse.sekreterare, rubriker)):
            assert [u.rubrik for u in till_motet(konto, dates.idag())] == vantat
        revisor = make_konto_med(styrelse.forbund, Roll.REVISOR)
        assert list(till_motet(revisor, dates.idag())) == []


# --- what it costs ----------------------------------------------------------------------------------------------------


def test_nothing_has_happened_is_one_query_without_a_body(styrelse):
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse)
    klient = klient_for(styrelse.konton["fk"])
    klient.get(sidan(styrelse, sammantrade.pk))
    with styrelse.oppet():
        version = Sammantrade.objects.get(pk=sammantrade.pk).version
    adress = sidan(styrelse, sammantrade.pk, f"?v={version}")
    svar = klient.get(adress, **HX)
    assert (svar.status_code, svar.content) == (204, b"")
    assert fragor(klient, adress, **HX) <= 2 + INLOGGNING
    assert klient.get(sidan(styrelse, sammantrade.pk, f"?v={version - 1}"), **HX).status_code == 200


@pytest.mark.parametrize("skede", ["overlaggning", "omrostning", "beslut", "sekreterare"])
@pytest.mark.parametrize("htmx", [False, True])
def test_the_page_asks_as_much_for_fifteen_and_thirty_points_as_for_three_and_five(db, skede, htmx):
    antal = [_sidans_fragor(ledamoter, arenden, skede, htmx) for ledamoter, arenden in ((3, 5), (15, 30))]
    assert antal[0] == antal[1]
    assert antal[0] <= 15 + INLOGGNING + (0 if htmx else ATT_GORA)


def _sidans_fragor(ledamoter, arenden, skede, htmx) -> int:
    styrelse = make_styrelse(ledamoter)
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse, arenden=arenden)
        fraga = f"?punkt={rad.pk}"
        if skede == "omrostning":
            make_omrostning_oppen(styrelse, rad)
        if skede == "beslut":
            make_beslut_genom_acklamation(styrelse, rad)
    konto = styrelse.sekreterare if skede == "sekreterare" else styrelse.konton["ordforande"]
    klient = klient_for(konto)
    klient.get(sidan(styrelse, rad.sammantrade_id))
    return fragor(klient, sidan(styrelse, rad.sammantrade_id, fraga), **(HX if htmx else {}))
