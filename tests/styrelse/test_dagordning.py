"""The föredragningslista: what may be put on it, by whom, and in which order."""

import threading
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connections

from forbund.grund import dates, tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.grund.models import Handelse
from forbund.register.states import Roll
from forbund.styrelse import arendeslag
from forbund.styrelse.actions import dagordning, sammantrade
from forbund.styrelse.actions.kallelse import stall_in
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.queries.dagordning import punktens_belopp, vantande_arenden
from tests.factories import make_forbund, make_konto_med, make_medlem
from tests.styrelse import fabrik


@pytest.fixture
def forbund(db):
    return make_forbund()


@pytest.fixture
def chef(forbund):
    return make_konto_med(forbund, Roll.FORBUNDSCHEF)


@pytest.fixture
def ledamot(forbund):
    with tenancy.in_forbund(forbund.pk):
        medlem = make_medlem()
    return make_konto_med(forbund, Roll.LEDAMOT, medlem=medlem)


@pytest.fixture
def oppet(forbund):
    with tenancy.in_forbund(forbund.pk):
        yield forbund


def rubriker(plan: Sammantrade) -> list[str]:
    return list(plan.punkter.order_by("ordning").values_list("rubrik", flat=True))


def planera(chef) -> Sammantrade:
    return sammantrade.skapa_sammantrade(
        start=dates.nu() + timedelta(days=14), plats="Kommunhuset", by=chef, sekreterare=None
    )


def test_a_new_sammantrade_has_the_standing_points(oppet, chef):
    plan = planera(chef)
    assert [(p.ordning, p.slag) for p in plan.punkter.all()] == [
        (1, "oppnande"),
        (2, "upprop"),
        (3, "dagordning"),
        (4, "justerare"),
        (5, "jav"),
        (6, "foregaende_protokoll"),
        (7, "nasta"),
        (8, "avslutande"),
    ]


def test_a_sammantrade_is_planned_for_the_future(oppet, chef):
    nu = dates.nu()
    with dates.klockan(nu), pytest.raises(Ogiltig):
        sammantrade.skapa_sammantrade(start=nu, plats="A", by=chef)
    with dates.klockan(nu):
        sammantrade.skapa_sammantrade(start=nu + timedelta(minutes=1), plats="A", by=chef)


@pytest.mark.parametrize("roll", [Roll.HANDLAGGARE, Roll.LEDAMOT, Roll.ERSATTARE])
def test_only_chef_and_ordforande_prepare_the_list(forbund, roll):
    with tenancy.in_forbund(forbund.pk):
        medlem = make_medlem()
    annan, ordforande = (make_konto_med(forbund, r, medlem=medlem) for r in (roll, Roll.ORDFORANDE))
    with tenancy.in_forbund(forbund.pk):
        plan = planera(ordforande)
        for handling in (
            lambda: planera(annan),
            lambda: dagordning.nytt_ovrigt_arende(plan.pk, rubrik="X", by=annan),
            lambda: dagordning.flytta(plan.punkter.first().pk, steg=1, version=plan.version, by=annan),
            lambda: dagordning.ta_bort(plan.punkter.first().pk, by=annan),
        ):
            with pytest.raises(SaknarRatt):
                handling()


def test_an_arende_goes_before_the_closing_points_and_before_anmalningar(oppet, chef):
    plan = planera(chef)
    dagordning.lagg_till_formaliapunkt(plan.pk, slag="anmalning", by=chef)
    punkt = dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Rapport", by=chef)
    assert rubriker(plan)[6:] == ["Rapport", "Anmälningar", "Nästa sammanträde", "Sammanträdets avslutande"]
    assert (punkt.ordning, punkt.arende.slag, punkt.arende.rubrik) == (7, "ovrigt", "Rapport")


def test_an_arende_is_no_formaliapunkt(oppet, chef):
    plan = planera(chef)
    with pytest.raises(Ogiltig):
        dagordning.lagg_till_formaliapunkt(plan.pk, slag="arende", by=chef)


def test_waiting_arenden_are_open_registered_and_on_no_coming_list(oppet, chef):
    vantar, stangt = fabrik.make_arende(rubrik="Väntar"), fabrik.make_arende(rubrik="Stängt")
    stangt.avslutat = dates.idag()
    stangt.save()
    fabrik.make_arende(rubrik="Okänt slag", slag="annat")
    uppsatt = fabrik.make_punkt().arende
    assert vantande_arenden() == [vantar]
    Sammantrade.objects.filter(punkter__arende=uppsatt).update(status="avslutat")
    assert vantande_arenden() == [vantar, uppsatt]


def test_a_bordlagt_arende_waits_again_and_a_decided_one_does_not(oppet, chef):
    ordforande = fabrik.make_ledamot(Roll.ORDFORANDE)
    for utfall, status, vantar in (("bordlaggning", "bordlagd", True), ("avslag", "beslutad", False)):
        punkt = fabrik.make_punkt(status=status)
        fabrik.make_beslut(punkt, ordforande, utfall=utfall)
        assert (punkt.arende in vantande_arenden()) is vantar


def test_an_arende_is_put_on_one_list_only(oppet, chef):
    plan, annan, arende = planera(chef), planera(chef), fabrik.make_arende()
    assert dagordning.lagg_till_arende(plan.pk, arende_id=arende.pk, by=chef).arende == arende
    with pytest.raises(Upptaget):
        dagordning.lagg_till_arende(annan.pk, arende_id=arende.pk, by=chef)


def test_the_proposal_is_copied_from_the_kind_of_arende(oppet, chef, monkeypatch):
    medlem = make_medlem()

    class Provslag(arendeslag.Arendeslag):
        def underlag(self, arende):
            rad = Belopp(2026, Decimal("410000"), "", medlem.pk)
            return arendeslag.Underlag(("bevilja insatsen",), ("rapport varje halvår",), (rad,))

        def redo(self, arende_ids):
            return frozenset(i for i in arende_ids if i != oredo.pk)

    monkeypatch.setitem(arendeslag._slag, "prov", Provslag())
    arende, oredo = fabrik.make_arende(slag="prov"), fabrik.make_arende(slag="prov")
    assert vantande_arenden(["prov"]) == [arende]
    punkt = dagordning.lagg_till_arende(planera(chef).pk, arende_id=arende.pk, by=chef)
    assert (punkt.att_satser, punkt.villkor) == (["bevilja insatsen"], ["rapport varje halvår"])
    assert [(b.ar, b.belopp, b.medlem_id) for b in punkt.belopp.all()] == [(2026, Decimal("410000.00"), medlem.pk)]
    fore, ny = punkt.version, redigera(punkt, chef, att_satser=["avslå"], belopp=[])
    with pytest.raises(Upptaget):
        dagordning.hamta_underlag(punkt.pk, version=fore, by=chef)
    assert dagordning.hamta_underlag(punkt.pk, version=ny.version, by=chef).att_satser == ["bevilja insatsen"]
    assert punkt.belopp.count() == 1


def test_two_classes_cannot_answer_for_one_kind(monkeypatch):
    monkeypatch.setattr(arendeslag, "_slag", dict(arendeslag._slag))

    class Annan(arendeslag.Arendeslag):
        pass

    with pytest.raises(LookupError):
        arendeslag.arendeslag("ovrigt", namn="Övrigt")(Annan)
    arendeslag.arendeslag("eget", namn="Eget")(Annan)
    assert type(arendeslag.alla()["eget"]) is Annan


def redigera(punkt: Punkt, chef, **over) -> Punkt:
    falt = {
        "rubrik": punkt.rubrik,
        "foredragande": None,
        "minuter": 20,
        "att_satser": ["godkänna"],
        "villkor": [],
        "finansiering": "",
        "belopp": [Belopp(2026, Decimal(100))],
        "version": punkt.version,
    }
    return dagordning.redigera_punkt(punkt.pk, **{**falt, **over}, by=chef)


def test_the_point_is_edited_and_its_financing_counts_for_every_amount(oppet, chef):
    punkt = dagordning.nytt_ovrigt_arende(planera(chef).pk, rubrik="Rapport", by=chef)
    rader = [Belopp(2026, Decimal(100)), Belopp(2027, Decimal(50), "eget kapital")]
    ny = redigera(punkt, chef, finansiering="budget 2026", belopp=rader)
    assert (ny.att_satser, ny.minuter, ny.version) == (["godkänna"], 20, punkt.version + 1)
    assert [b.finansiering for b in punktens_belopp(ny)] == ["budget 2026", "eget kapital"]


def test_a_stale_point_is_refused_with_both_texts(oppet, chef):
    punkt = dagordning.nytt_ovrigt_arende(planera(chef).pk, rubrik="Rapport", by=chef)
    redigera(punkt, chef, att_satser=["deras"])
    with pytest.raises(Upptaget) as fel:
        redigera(punkt, chef, att_satser=["mitt"], minuter=15, belopp=[Belopp(2027, Decimal(50), "eget kapital")])
    assert fel.value.ditt == {
        "Tid i minuter": "15",
        "Förslag till beslut": "mitt",
        "Belopp": "2027: 50\u00a0kr eget kapital",
    }
    assert fel.value.deras == {"Tid i minuter": "20", "Förslag till beslut": "deras", "Belopp": "2026: 100\u00a0kr"}


@pytest.mark.parametrize("falt", ["rubrik", "finansiering"])
def test_a_personnummer_is_not_stored(oppet, chef, falt):
    punkt = dagordning.nytt_ovrigt_arende(planera(chef).pk, rubrik="Rapport", by=chef)
    with pytest.raises(Regelbrott):
        redigera(punkt, chef, **{falt: "Gäller 19811218-9876"})
    with pytest.raises(Regelbrott):
        redigera(punkt, chef, att_satser=["hjälpa 811218-9876"])
    redigera(punkt, chef, **{falt: "Gäller 12 personer"})


def test_points_move_one_step_and_stay_at_the_ends(oppet, chef):
    plan = planera(chef)
    forsta = plan.punkter.first()
    fore = rubriker(plan)
    plan.refresh_from_db()
    dagordning.flytta(forsta.pk, steg=-1, version=plan.version, by=chef)
    assert rubriker(plan) == fore
    plan.refresh_from_db()
    dagordning.flytta(forsta.pk, steg=1, version=plan.version, by=chef)
    assert rubriker(plan) == [fore[1], fore[0], *fore[2:]]


def test_the_whole_order_at_once_and_a_stale_list_is_refused(oppet, chef):
    plan = planera(chef)
    plan.refresh_from_db()
    ids = list(plan.punkter.values_list("pk", flat=True))
    ny = dagordning.ordna(plan.pk, ordning=ids[::-1], version=plan.version, by=chef)
    assert list(plan.punkter.values_list("pk", flat=True)) == ids[::-1]
    for ordning, version in ((ids, plan.version), (ids[1:], ny.version), ([*ids, ids[0]], ny.version)):
        with pytest.raises(Upptaget):
            dagordning.ordna(plan.pk, ordning=ordning, version=version, by=chef)


def test_a_point_is_taken_off_and_its_arende_waits(oppet, chef):
    plan = planera(chef)
    punkt = dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Rapport", by=chef)
    dagordning.ta_bort(punkt.pk, by=chef)
    assert [p.ordning for p in plan.punkter.all()] == list(range(1, 9))
    assert vantande_arenden() == [punkt.arende]


def test_a_sammantrade_is_called_off_with_a_reason_and_its_arenden_wait(oppet, chef):
    plan = planera(chef)
    arende = dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Rapport", by=chef).arende
    with pytest.raises(Ogiltig):
        stall_in(plan.pk, skal_text="  ", by=chef)
    assert stall_in(plan.pk, skal_text="För få kan komma.", by=chef).status == "installt"
    assert vantande_arenden() == [arende]


def test_time_and_place_change_and_a_stale_form_is_refused(oppet, chef):
    plan = planera(chef)
    ny = sammantrade.andra_sammantrade(plan.pk, start=plan.start, plats="Biblioteket", version=1, by=chef)
    assert (ny.plats, ny.version) == ("Biblioteket", 2)
    with pytest.raises(Upptaget):
        sammantrade.andra_sammantrade(plan.pk, start=plan.start, plats="Annat", version=1, by=chef)


def test_what_is_done_to_the_list_is_logged(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        plan = planera(chef)
        dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Rapport", by=chef)
    with tenancy.in_forbund(forbund.pk):
        typer = list(Handelse.objects.filter(konto=chef).order_by("nummer").values_list("typ", flat=True))
    assert typer == ["sammantrade_planerat", "arende_registrerat", "punkt_uppsatt"]


@pytest.mark.django_db(transaction=True)
def test_two_who_order_the_list_at_once_one_wins_and_one_is_told():
    forbund = make_forbund()
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with tenancy.in_forbund(forbund.pk):
        plan = planera(chef)
        plan.refresh_from_db()
        ids = list(plan.punkter.values_list("pk", flat=True))
    start, svar = threading.Barrier(2), []

    def ordna(ordning: list[int]) -> None:
        try:
            with tenancy.in_forbund(forbund.pk, konto=chef.pk):
                start.wait()
                dagordning.ordna(plan.pk, ordning=ordning, version=plan.version, by=chef)
            svar.append("ordnad")
        except Upptaget:
            svar.append("upptaget")
        finally:
            connections.close_all()

    tradar = [threading.Thread(target=ordna, args=(o,)) for o in (ids[::-1], ids[1:] + ids[:1])]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert sorted(svar) == ["ordnad", "upptaget"]
    with tenancy.in_forbund(forbund.pk):
        assert list(plan.punkter.values_list("pk", flat=True)) in (ids[::-1], ids[1:] + ids[:1])
        assert list(plan.punkter.values_list("ordning", flat=True)) == list(range(1, len(ids) + 1))
