"""The beredning on other rooms' pages: Att göra, Översikt, the chain, the menu and the mail."""

from datetime import timedelta

import pytest

from beredning import actions
from beredning.kopplingar import sidor
from beredning.kopplingar.utskick import KompletteringBegard, StallningBegard, StallningPaminnelse
from beredning.models import Stallningstagande
from forbund.grund import dates, web
from forbund.grund.models import Utskick
from forbund.register.states import Roll
from insatser.models import Insats
from tests.beredning.fabrik import (
    make_berett,
    make_fragat,
    make_hos_styrelsen,
    make_inlamnat,
    make_miljo,
    make_utkast,
    svara_alla,
)
from tests.factories import make_konto_med
from tests.insatser.fabrik import make_beslut_om_medel
from tests.styrelse.fabrik import make_ledamot, make_punkt

pytestmark = pytest.mark.django_db
VAGAR = (sidor.mina_utkast, sidor.ta_stallning, sidor.att_bereda)


@pytest.fixture
def miljo():
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def att_gora(konto) -> list[str]:
    return [u.rubrik for vag in VAGAR for u in vag(konto, dates.idag())]


def test_a_draft_is_to_be_finished_by_its_writers_only(miljo):
    make_utkast(miljo)
    assert att_gora(miljo.foretradare["kommun"]) == ["Skriv klart Unga vuxna i dialog"]
    assert att_gora(miljo.chef) == att_gora(miljo.foretradare["af"]) == []


def test_a_handed_in_forslag_waits_for_the_office(miljo):
    make_inlamnat(miljo)
    assert att_gora(miljo.chef) == ["Handlägg Unga vuxna i dialog"]
    assert att_gora(miljo.foretradare["kommun"]) == []


def test_a_stance_is_asked_for_until_it_is_given_by_its_day(miljo):
    senast = dates.idag() + timedelta(days=9)
    forslag = make_fragat(miljo, senast)
    (uppgift,) = sidor.ta_stallning(miljo.foretradare["fk"], dates.idag())
    assert (uppgift.rubrik, uppgift.senast, uppgift.regel) == ("Ta ställning till Unga vuxna i dialog", senast, "R50")
    assert att_gora(miljo.chef) == []
    svara_alla(miljo, forslag)
    assert att_gora(miljo.foretradare["fk"]) == []
    assert att_gora(miljo.chef) == ["Avsluta beredningen av Unga vuxna i dialog"]


@pytest.mark.parametrize(("dagar", "vantat"), [(0, []), (1, ["Avsluta beredningen av Unga vuxna i dialog"])])
def test_the_office_ends_the_beredning_the_day_after_the_last(miljo, dagar, vantat):
    make_fragat(miljo)
    with dates.klockan(dates.idag() + timedelta(days=dagar)):
        assert att_gora(miljo.chef) == vantat


def test_a_prepared_forslag_is_to_be_sent_on(miljo):
    forslag = make_berett(miljo)
    assert att_gora(miljo.chef) == ["Lämna Unga vuxna i dialog till styrelsen"]
    actions.till_styrelsen(forslag.pk, by=miljo.chef)
    assert att_gora(miljo.chef) == []


def test_a_komplettering_waits_for_the_writers_with_what_is_wanted(miljo):
    forslag = make_inlamnat(miljo)
    actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mätbara mål.")
    (uppgift,) = sidor.mina_utkast(miljo.foretradare["kommun"], dates.idag())
    assert (uppgift.rubrik, uppgift.undertext) == ("Komplettera Unga vuxna i dialog", "Mätbara mål.")
    assert att_gora(miljo.chef) == []


def test_the_card_counts_what_the_reader_may_see(miljo):
    make_utkast(miljo)
    make_inlamnat(miljo)
    make_fragat(miljo)

    def rader(konto):
        ruta = sidor.forslag_i_beredning(konto, dates.idag())
        return [(namn, antal) for namn, antal, _ in ruta.data["rader"]]

    assert rader(miljo.chef) == [("Inlämnat", 1), ("Parterna tar ställning", 1)]
    assert rader(miljo.foretradare["kommun"]) == [("Utkast", 1), ("Inlämnat", 1), ("Parterna tar ställning", 1)]
    assert rader(miljo.foretradare["region"]) == [("Parterna tar ställning", 1)]
    representant = make_konto_med(miljo.forbund, Roll.MEDLEMSREPRESENTANT, medlem=miljo.medlemmar["fk"])
    assert sidor.forslag_i_beredning(representant, dates.idag()) is None


def test_the_chain_leads_from_forslag_to_insats_and_back(miljo):
    forslag = make_hos_styrelsen(miljo)
    punkt = make_punkt(arende=forslag.arende, paragraf=37, paragraf_ar=2026)
    actions.ta_emot_beslut(make_beslut_om_medel(punkt, ordforande=make_ledamot(medlem=miljo.medlemmar["fk"])))
    insats = Insats.objects.get()
    for objekt, har in ((forslag, []), (insats, ["Insats"]), (forslag.arende, [])):
        kedja = web.kedjan(miljo.chef, objekt)
        texter = [steg.text for steg in kedja]
        assert [t for t in texter if t in ("Förslag", "Ställningstaganden", "Insats")] == [
            "Förslag",
            "Ställningstaganden",
            "Insats",
        ]
        assert [s.text for s in kedja if s.har and s.text in ("Förslag", "Ställningstaganden", "Insats")] == har


def test_a_part_that_may_not_know_of_the_forslag_sees_no_step_of_it(miljo):
    forslag = make_inlamnat(miljo)
    assert list(sidor.forslagets_steg(miljo.foretradare["region"], forslag.arende)) == []
    assert [s.text for s in sidor.forslagets_steg(miljo.chef, forslag.arende)] == ["Förslag", "Ställningstaganden"]


def test_those_who_are_asked_get_a_mail_now_and_a_reminder_two_days_before(miljo):
    senast = dates.idag() + timedelta(days=10)
    make_fragat(miljo, senast)
    brev = Utskick.objects.filter(konto=miljo.foretradare["fk"]).order_by("forfaller")
    assert [b.slag for b in brev] == ["beredning.stallning_begard", "beredning.stallning_paminnelse"]
    assert dates.svensk_dag(brev[1].forfaller) == senast - timedelta(days=2)
    assert Utskick.objects.count() == 8


@pytest.mark.parametrize(("dagar", "antal"), [(2, 1), (3, 2)])
def test_a_reminder_that_would_come_at_once_is_not_made(miljo, dagar, antal):
    make_fragat(miljo, dates.idag() + timedelta(days=dagar))
    assert Utskick.objects.filter(konto=miljo.foretradare["fk"]).count() == antal


def test_asking_again_by_the_same_day_sends_nothing_new(miljo):
    senast = dates.idag() + timedelta(days=10)
    forslag = make_fragat(miljo, senast)
    actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=senast)
    assert Utskick.objects.count() == 8


def test_the_mail_is_true_until_the_medlem_has_answered_or_the_receiver_has_left(miljo):
    forslag = make_fragat(miljo, dates.idag() + timedelta(days=10))
    rad = Stallningstagande.objects.get(forslag=forslag, medlem=miljo.medlemmar["fk"])
    brev = Utskick.objects.filter(konto=miljo.foretradare["fk"]).first()
    frammande = Utskick.objects.filter(konto=miljo.foretradare["af"]).first()
    for slag in (StallningBegard(), StallningPaminnelse()):
        assert slag.giltigt(rad.pk, brev)
        assert not slag.giltigt(rad.pk, frammande)
        amne, text = slag.text(rad.pk, brev)
        assert amne.endswith("a ställning till Unga vuxna i dialog")
        assert miljo.url(f"{forslag.pk}/stallning/{rad.pk}/") in text
    actions.svara(rad.pk, by=miljo.foretradare["fk"], svar="avstar", text="", version=1)
    assert not StallningPaminnelse().giltigt(rad.pk, brev)


def test_the_writers_are_told_of_a_komplettering_while_it_waits(miljo):
    forslag = make_inlamnat(miljo)
    actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mål")
    (brev,) = Utskick.objects.filter(slag="beredning.komplettering_begard")
    assert brev.konto == miljo.foretradare["kommun"]
    assert KompletteringBegard().giltigt(forslag.pk, brev)
    assert miljo.url(f"{forslag.pk}/") in KompletteringBegard().text(forslag.pk, brev)[1]
    actions.lamna_komplettering(forslag.pk, by=miljo.foretradare["kommun"], skal={})
    assert not KompletteringBegard().giltigt(forslag.pk, brev)
