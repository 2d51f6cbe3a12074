"""The board and the förslag: what it is asked, what stops it, and what its decision does."""

from datetime import timedelta
from decimal import Decimal

import pytest

from beredning import actions
from beredning.models import Forslag
from forbund.grund import dates
from forbund.styrelse.arendeslag import Belopp, alla, slag_for
from forbund.styrelse.states import Beslutsutfall
from insatser.models import Bevillning, Insats
from tests.beredning.fabrik import make_berett, make_fragat, make_hos_styrelsen, make_inlamnat, make_miljo
from tests.insatser.fabrik import make_beslut_om_medel
from tests.styrelse.fabrik import make_ledamot, make_punkt

pytestmark = pytest.mark.django_db


@pytest.fixture
def miljo():
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def beslut_om(forslag, utfall=Beslutsutfall.BIFALL, belopp=((2027, None, 900_000),), **over):
    punkt = make_punkt(arende=forslag.arende, paragraf=over.pop("paragraf", 37), paragraf_ar=2026)
    return make_beslut_om_medel(punkt, belopp, make_ledamot(medlem=forslag.skapat_for), utfall=utfall, **over)


def test_only_forslag_sent_to_the_board_wait_for_a_sammantrade(miljo):
    beredd, sant = make_berett(miljo), make_hos_styrelsen(miljo)
    kind = slag_for(sant.arende)
    assert kind.redo([beredd.arende_id, sant.arende_id]) == {sant.arende_id}


def test_the_proposal_asks_for_the_money_by_year_and_medlem(miljo):
    kommun, af = miljo.medlemmar["kommun"], miljo.medlemmar["af"]
    forslag = make_hos_styrelsen(
        miljo,
        kostnader={
            (kommun.pk, "personal", 2027): Decimal(500_000),
            (kommun.pk, "resor", 2027): Decimal(20_000),
            (af.pk, "personal", 2028): Decimal(300_000),
        },
    )
    underlag = slag_for(forslag.arende).underlag(forslag.arende)
    assert underlag.belopp == (
        Belopp(2027, Decimal("520000.00"), medlem_id=kommun.pk),
        Belopp(2028, Decimal("300000.00"), medlem_id=af.pk),
    )
    assert underlag.att_satser == (
        "bevilja 820\u00a0000\u00a0kr till insatsen ”Unga vuxna i dialog” under tiden 1 januari 2027–31 december 2028, "
        f"enligt förslaget i ärende {forslag.arende.dnr}",
        f"utse {kommun} till insatsägare",
    )
    assert dict(underlag.sammanfattning)["Målgrupp"] == "Unga 16–29 år utan arbete"


def test_the_version_decided_on_is_the_one_sent_to_the_board(miljo):
    forslag = make_hos_styrelsen(miljo)
    fryst = slag_for(forslag.arende).frys(forslag.arende)
    assert (fryst["version"], fryst["innehall"]["rubrik"]) == (2, "Unga vuxna i dialog")
    assert {rad["svar"] for rad in fryst["stallningstaganden"]} == {"Tillstyrker"}


@pytest.mark.parametrize("gor", [make_inlamnat, make_fragat, make_berett])
def test_a_forslag_that_is_not_sent_is_a_hinder(miljo, gor):
    forslag = gor(miljo)
    assert len(slag_for(forslag.arende).hinder(forslag.arende)) == 1


def test_a_prepared_forslag_has_no_hinder_until_a_receiver_leaves(miljo):
    forslag = make_hos_styrelsen(miljo)
    kind = slag_for(forslag.arende)
    assert kind.hinder(forslag.arende) == []
    medlem = miljo.medlemmar["kommun"]
    medlem.till = dates.idag() - timedelta(days=1)
    medlem.save()
    (hinder,) = kind.hinder(forslag.arende)
    assert hinder.startswith("Medel kan bara gå till medlemmar i förbundet.")


def test_an_unsettled_future_and_a_silent_part_are_warnings(miljo):
    klart = make_hos_styrelsen(miljo)
    assert slag_for(klart.arende).varningar(klart.arende) == []
    oklart = make_fragat(miljo, implementering_svar="oklart")
    with dates.klockan(dates.idag() + timedelta(days=1)):
        actions.markera_beredd(oklart.pk, by=miljo.chef, skal={"R50": "Sommar"})
        actions.till_styrelsen(oklart.pk, by=miljo.chef)
        assert [v.regel for v in slag_for(oklart.arende).varningar(oklart.arende)] == ["R50", "R83"]


def test_bifall_makes_the_insats_with_the_amounts_of_the_decision(miljo):
    forslag = make_hos_styrelsen(miljo)
    beslut = beslut_om(forslag, villkor=["Halvårsrapport"])
    slag_for(forslag.arende).verkan(beslut)
    insats = Insats.objects.get(arende=forslag.arende)
    assert (insats.rubrik, insats.villkor, insats.insatsagare) == (
        "Unga vuxna i dialog",
        ["Halvårsrapport"],
        miljo.medlemmar["kommun"],
    )
    assert [int(b.belopp) for b in Bevillning.objects.filter(insats=insats)] == [900_000]
    forslag = Forslag.objects.get(pk=forslag.pk)
    assert (forslag.status, forslag.utfall, forslag.skal) == ("beslutat", "bifall", "§ 37 2026, bifall. att bifalla.")


def test_avslag_ends_the_forslag_with_the_boards_words_and_no_insats(miljo):
    forslag = make_hos_styrelsen(miljo)
    slag_for(forslag.arende).verkan(beslut_om(forslag, Beslutsutfall.AVSLAG, (), att_satser=["avslå förslaget"]))
    forslag = Forslag.objects.get(pk=forslag.pk)
    assert (forslag.status, forslag.utfall, forslag.skal) == (
        "beslutat",
        "avslag",
        "§ 37 2026, avslag. att avslå förslaget.",
    )
    assert not Insats.objects.exists()


def test_aterremiss_goes_back_to_the_writers_and_may_return(miljo):
    forslag = make_hos_styrelsen(miljo)
    kind = slag_for(forslag.arende)
    kind.verkan(beslut_om(forslag, Beslutsutfall.ATERREMISS, (), att_satser=["återremittera för ny kalkyl"]))
    by = miljo.foretradare["kommun"]
    actions.spara_forslag(forslag.pk, by=by, version=2, falt={"mal": "Nya mål"})
    actions.lamna_komplettering(forslag.pk, by=by, skal={})
    actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=dates.idag())
    actions.markera_beredd(forslag.pk, by=miljo.chef, skal={})
    actions.till_styrelsen(forslag.pk, by=miljo.chef)
    kind.verkan(beslut_om(forslag, paragraf=52))
    assert Forslag.objects.get(pk=forslag.pk).utfall == "bifall"
    assert Insats.objects.get().arende == forslag.arende


def test_bordlaggning_changes_nothing(miljo):
    forslag = make_hos_styrelsen(miljo)
    slag_for(forslag.arende).verkan(beslut_om(forslag, Beslutsutfall.BORDLAGGNING, ()))
    assert Forslag.objects.get(pk=forslag.pk).status == "till_styrelsen"


def test_the_same_decision_twice_has_one_effect(miljo):
    forslag = make_hos_styrelsen(miljo)
    beslut = beslut_om(forslag)
    for _ in range(2):
        slag_for(forslag.arende).verkan(beslut)
    assert (Insats.objects.count(), Bevillning.objects.count()) == (1, 1)


def test_an_arende_without_forslag_is_a_hinder_and_not_a_fault(miljo):
    punkt = make_punkt()
    kind = slag_for(make_inlamnat(miljo).arende)
    assert kind.hinder(punkt.arende) == ["Ärendet har inget förslag. Ta bort punkten."]
    assert kind.varningar(punkt.arende) == []
    assert kind.frys(punkt.arende) == {}
    kind.verkan(make_beslut_om_medel(punkt))
    assert not Insats.objects.exists()


def test_a_bifall_of_an_insatsforslag_grants_money_and_names_it():
    """What the board's room asks before it lets such a proposal win (R43)."""
    assert alla()["insatsforslag"].avser_utgift is True
    assert alla()["ovrigt"].avser_utgift is False
