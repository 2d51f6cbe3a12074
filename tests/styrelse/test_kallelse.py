"""The kallelse: in time, to everyone, frozen, and saying what is new."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from forbund.diarium.models import Handling
from forbund.grund import dates, tenancy, utskick
from forbund.grund.errors import Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.models import Handelse, Jobb, Utskick
from forbund.register.actions import avsluta_uppdrag
from forbund.register.models import Uppdrag
from forbund.register.states import Roll
from forbund.styrelse import arendeslag
from forbund.styrelse.actions import dagordning
from forbund.styrelse.actions.kallelse import publicera_kallelse, rendera_kallelse, stall_in
from forbund.styrelse.actions.sammantrade import andra_sammantrade
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Kallelse, Punkt, Sammantrade
from forbund.styrelse.pdf.kallelse import kallelseblad
from forbund.styrelse.queries.kallelse import mottagare
from tests.factories import make_forbund, make_forbundsordning, make_konto_med, make_medlem, make_person, make_uppdrag
from tests.styrelse import fabrik

MOTE = date(2026, 11, 27)


@pytest.fixture
def forbund(db):
    """Three on the board: an ordförande, a ledamot without login or e-mail, and an ersättare; seven days of notice."""
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk), dates.klockan(date(2026, 10, 1)):
        medlem, annan = make_medlem(), make_medlem()
        make_forbundsordning([medlem, annan], kallelsedagar=7)
        make_uppdrag(Roll.ORDFORANDE, medlem=medlem)
        make_uppdrag(Roll.LEDAMOT, make_person(namn="Berit Utan Adress"), medlem=annan)
        make_uppdrag(Roll.ERSATTARE, medlem=medlem)
    return forbund


@pytest.fixture
def chef(forbund):
    return make_konto_med(forbund, Roll.FORBUNDSCHEF)


@pytest.fixture
def plan(forbund):
    with tenancy.in_forbund(forbund.pk):
        plan = Sammantrade.objects.create(start=dates.lokal(MOTE, time(9)), plats="Kommunhuset")
        fabrik.make_punkt(plan, rubrik="Rapport")
        yield plan


def publicera(plan: Sammantrade, chef, dag: date, **skal) -> Kallelse:
    plan.refresh_from_db()
    with dates.klockan(dag):
        return publicera_kallelse(plan.pk, version=plan.version, by=chef, skal=skal)


@pytest.mark.regel("R12", sida="utan_skal")
def test_the_last_day_is_in_time_and_the_day_after_wants_a_reason(plan, chef):
    with pytest.raises(VarningUtanSkal) as fel:
        publicera(plan, chef, date(2026, 11, 21))
    assert [v.regel for v in fel.value.varningar] == ["R12"]
    assert publicera(plan, chef, date(2026, 11, 20)).skal == {}


@pytest.mark.regel("R12", sida="med_skal")
def test_a_late_kallelse_goes_out_with_a_reason_that_is_kept(plan, chef, forbund):
    with tenancy.in_forbund(forbund.pk):
        kallelse = publicera(plan, chef, date(2026, 11, 21), R12="Ansökan till ESF-rådet måste in.")
    assert kallelse.skal == {"R12": "Ansökan till ESF-rådet måste in."}


def test_the_kallelse_changes_the_state_and_is_logged(forbund, chef):
    with tenancy.in_forbund(forbund.pk):
        plan = fabrik.make_sammantrade(om_dagar=30)
        kallelse = publicera(plan, chef, dates.idag())
        plan.refresh_from_db()
        assert (plan.status, kallelse.nummer, plan.arende.slag) == ("kallat", 1, "sammantrade")
    with tenancy.in_forbund(forbund.pk):
        rad = Handelse.objects.get(typ="kallelse_publicerad")
    assert (rad.konto, rad.efter["nummer"], rad.efter["mottagare"]) == (chef, 1, 3)


@pytest.mark.regel("R12", sida="ena")
def test_every_ledamot_and_ersattare_is_told_and_who_has_left_is_not(plan, chef):
    punkter = list(plan.punkter.all())
    assert [(m.som, m.nas) for m in mottagare(plan, punkter)] == [
        ("ordförande", True),
        ("ersättare", True),
        ("ledamot", False),
    ]
    ersattare = Uppdrag.objects.get(roll=Roll.ERSATTARE)
    avsluta_uppdrag(ersattare.pk, by=None, sista_dag=MOTE - timedelta(days=1))
    assert [m.som for m in mottagare(plan, punkter)] == ["ordförande", "ledamot"]


@pytest.mark.regel("R12", sida="andra")
def test_those_who_present_and_keep_the_protokoll_are_told_too(plan, chef):
    foredragande, sekreterare = make_person(namn="Amir Haddad"), make_person(namn="Eva Lindmark")
    Punkt.objects.update(foredragande=foredragande)
    plan.sekreterare = sekreterare
    assert [(m.namn, m.som) for m in mottagare(plan, list(plan.punkter.all()))][3:] == [
        ("Amir Haddad", "föredragande"),
        ("Eva Lindmark", "sekreterare"),
    ]


def test_the_paper_names_the_ordforande_first_and_counts_the_ledamoter(plan, chef):
    roller = ("ersättare", "ledamot", "vice ordförande", "sekreterare", "ledamot", "ordförande")
    fakta = publicera(plan, chef, date(2026, 11, 1)).fakta
    fakta["mottagare"] = [{"namn": f"P{nr}", "som": som, "medlem": "M" * (nr == 1)} for nr, som in enumerate(roller)]
    assert kallelseblad(fakta, "").mottagare == (
        ("ordförande", "P5"),
        ("vice ordförande", "P2"),
        ("ledamöter", "P1 (M), P4"),
        ("ersättare", "P0"),
        ("sekreterare", "P3"),
    )
    fakta["mottagare"] = fakta["mottagare"][:2]
    assert kallelseblad(fakta, "").mottagare == (("ledamot", "P1 (M)"), ("ersättare", "P0"))


def test_the_facts_hold_all_that_was_sent(plan, chef):
    punkt = plan.punkter.get()
    fabrik.make_handling(punkt.arende, rubrik="Tjänsteskrivelse")
    fabrik.make_handling(punkt.arende, rubrik="Utkast", synlighet="utkast")
    fabrik.make_handling(punkt.arende, rubrik="Låst", karantan="last")
    punkt.belopp.create(ar=2026, belopp=Decimal("410000"))
    Punkt.objects.update(finansiering="årets budget", minuter=20)
    fakta = publicera(plan, chef, date(2026, 11, 1)).fakta
    assert (fakta["start"], fakta["plats"], fakta["andringar"]) == (
        "fredag 27 november 2026 kl. 09.00",
        "Kommunhuset",
        [],
    )
    (rad,) = fakta["punkter"]
    assert (rad["nr"], rad["rubrik"], rad["dnr"], rad["minuter"]) == (1, "Rapport", punkt.arende.dnr, 20)
    assert rad["belopp"] == [{"ar": 2026, "belopp": "410000.00", "finansiering": "årets budget", "till": ""}]
    assert [h["rubrik"] for h in rad["handlingar"]] == ["Tjänsteskrivelse"]
    assert [m["som"] for m in fakta["mottagare"]] == ["ordförande", "ersättare", "ledamot"]


def test_the_underlag_is_frozen_by_its_room(plan, chef, monkeypatch):
    class Provslag(arendeslag.Arendeslag):
        def underlag(self, arende):
            return arendeslag.Underlag(sammanfattning=(("Mål", "Fler i arbete"),))

        def frys(self, arende):
            return {"version": 3}

    monkeypatch.setitem(arendeslag._slag, "prov", Provslag())
    punkt = fabrik.make_punkt(plan, arende=fabrik.make_arende(slag="prov"))
    kallelse = publicera(plan, chef, date(2026, 11, 1))
    punkt.refresh_from_db()
    assert punkt.frys == {"version": 3}
    assert kallelse.fakta["punkter"][1]["sammanfattning"] == [["Mål", "Fler i arbete"]]


def test_a_second_kallelse_says_what_is_new_and_one_without_change_is_refused(plan, chef):
    publicera(plan, chef, date(2026, 11, 1))
    with pytest.raises(Regelbrott):
        publicera(plan, chef, date(2026, 11, 2))
    punkt = plan.punkter.get()
    ny = dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Tillägg", by=chef)
    dagordning.redigera_punkt(
        punkt.pk,
        rubrik="Rapport",
        foredragande=None,
        minuter=10,
        att_satser=["godkänna rapporten"],
        villkor=[],
        finansiering="",
        belopp=[Belopp(2026, Decimal(1), "budget")],
        version=punkt.version,
        by=chef,
    )
    plan.refresh_from_db()
    andra_sammantrade(plan.pk, start=plan.start, plats="Biblioteket", version=plan.version, by=chef)
    kallelse = publicera(plan, chef, date(2026, 11, 25))
    assert (kallelse.nummer, kallelse.fakta["andringar"]) == (
        2,
        ["Ny plats: Biblioteket (tidigare Kommunhuset).", "Tillkommer: Tillägg.", "Ändrat underlag: Rapport."],
    )
    dagordning.ta_bort(ny.pk, by=chef)
    assert publicera(plan, chef, date(2026, 11, 25)).fakta["andringar"] == ["Utgår: Tillägg."]


def test_a_moved_sammantrade_is_called_in_time_again(plan, chef):
    publicera(plan, chef, date(2026, 11, 1))
    plan.refresh_from_db()
    with dates.klockan(date(2026, 11, 2)):
        andra_sammantrade(
            plan.pk, start=plan.start - timedelta(days=1), plats=plan.plats, version=plan.version, by=chef
        )
    with pytest.raises(VarningUtanSkal):
        publicera(plan, chef, date(2026, 11, 20))
    assert publicera(plan, chef, date(2026, 11, 19)).fakta["andringar"] == [
        "Ny tid: torsdag 26 november 2026 kl. 09.00 (tidigare fredag 27 november 2026 kl. 09.00)."
    ]


def test_a_stale_list_is_not_published(plan, chef):
    plan.refresh_from_db()
    dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Tillägg", by=chef)
    with dates.klockan(date(2026, 11, 1)), pytest.raises(Upptaget):
        publicera_kallelse(plan.pk, version=plan.version, by=chef, skal={})


def test_a_time_that_has_passed_is_not_called_to(plan, chef):
    with pytest.raises(Regelbrott):
        publicera(plan, chef, date(2026, 11, 28), R12="Sent")


def test_a_ledamot_does_not_publish(forbund, plan):
    ledamot = make_konto_med(forbund, Roll.LEDAMOT)
    with tenancy.in_forbund(forbund.pk), pytest.raises(SaknarRatt):
        publicera(plan, ledamot, date(2026, 11, 1))


def test_the_mail_goes_to_those_with_an_address_and_says_when_and_where(plan, chef, forbund):
    kallelse = publicera(plan, chef, date(2026, 11, 1))
    rader = list(Utskick.objects.filter(slag="styrelse.kallelse").order_by("pk"))
    assert [r.objekt_id for r in rader] == [kallelse.pk] * 2
    slag = utskick._slag["styrelse.kallelse"]
    with dates.klockan(date(2026, 11, 1)):
        assert slag.giltigt(kallelse.pk, rader[0])
        amne, text = slag.text(kallelse.pk, rader[0])
    assert amne == "Kallelse: styrelsen fredag 27 november 2026 kl. 09.00"
    assert text.splitlines()[2:4] == ["Tid: fredag 27 november 2026 kl. 09.00", "Plats: Kommunhuset"]
    assert f"/f/{forbund.slug}/sammantraden/{plan.pk}/" in text


def test_the_mail_of_an_older_kallelse_is_not_sent(plan, chef):
    forsta = publicera(plan, chef, date(2026, 11, 1))
    rad = Utskick.objects.first()
    dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Tillägg", by=chef)
    andra = publicera(plan, chef, date(2026, 11, 2))
    slag = utskick._slag["styrelse.kallelse"]
    assert (slag.giltigt(forsta.pk, rad), slag.giltigt(andra.pk, rad)) == (False, True)
    Sammantrade.objects.update(status="installt")
    assert slag.giltigt(andra.pk, rad) is False


def test_the_paper_is_kept_once_and_frozen(plan, chef, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kallelse = publicera(plan, chef, date(2026, 11, 1))
    assert Jobb.objects.get().namn == "styrelse.rendera_kallelse"
    forsta = rendera_kallelse(kallelse.pk).handling
    assert rendera_kallelse(kallelse.pk).handling == forsta
    handling = Handling.objects.get(arende__slag="sammantrade")
    assert (handling.rubrik, handling.medietyp, handling.synlighet) == (
        "Kallelse och föredragningslista",
        "application/pdf",
        "styrelse",
    )
    assert handling.fryst is not None


@pytest.mark.parametrize(("kallad", "paminns"), [(date(2026, 11, 24), 1), (date(2026, 11, 25), 0)])
def test_a_reminder_goes_two_days_before_when_there_is_time(plan, chef, kallad, paminns):
    kallelse = publicera(plan, chef, kallad, R12="Brådskande ärende.")
    alla = Utskick.objects.filter(slag="styrelse.paminnelse")
    brev = Utskick.objects.filter(slag="styrelse.kallelse").count()
    assert alla.count() == brev * paminns
    assert {rad.forfaller for rad in alla} == ({dates.lokal(date(2026, 11, 25), time(9))} if paminns else set())
    slag = utskick._slag["styrelse.paminnelse"]
    for rad in alla[:1]:
        assert slag.giltigt(kallelse.pk, rad) is True
        amne, text = slag.text(kallelse.pk, rad)
        assert amne == "Påminnelse: styrelsen fredag 27 november 2026 kl. 09.00"
        assert "Plats: Kommunhuset" in text


@pytest.mark.parametrize("andrat", [{"start": dates.lokal(date(2026, 12, 4), time(9))}, {"plats": "Regionens hus"}])
def test_a_reminder_of_a_time_or_place_that_has_changed_is_not_sent(plan, chef, andrat):
    kallelse = publicera(plan, chef, date(2026, 11, 1))
    rad = Utskick.objects.filter(slag="styrelse.paminnelse").first()
    slag = utskick._slag["styrelse.paminnelse"]
    assert slag.giltigt(kallelse.pk, rad) is True
    Sammantrade.objects.update(**andrat)
    assert slag.giltigt(kallelse.pk, rad) is False


def test_the_mail_tells_one_time_though_the_sammantrade_is_moved_before_it_leaves(plan, chef):
    kallelse = publicera(plan, chef, date(2026, 11, 1))
    Sammantrade.objects.update(start=dates.lokal(date(2026, 12, 4), time(9)))
    amne, text = utskick._slag["styrelse.kallelse"].text(kallelse.pk, Utskick.objects.first())
    assert (amne, "Tid: fredag 27 november 2026 kl. 09.00" in text.splitlines()) == (
        "Kallelse: styrelsen fredag 27 november 2026 kl. 09.00",
        True,
    )


def test_those_who_were_called_are_told_that_it_is_called_off(plan, chef):
    kallelse = publicera(plan, chef, date(2026, 11, 1))
    kallade = {(rad.konto_id, rad.adress) for rad in Utskick.objects.filter(slag="styrelse.kallelse")}
    with dates.klockan(date(2026, 11, 2)):
        stall_in(plan.pk, skal_text="För få kan komma.", by=chef)
    rader = Utskick.objects.filter(slag="styrelse.installt")
    assert {(rad.konto_id, rad.adress) for rad in rader} == kallade
    slag = utskick._slag["styrelse.installt"]
    assert slag.giltigt(kallelse.pk, rader[0]) is True
    amne, text = slag.text(kallelse.pk, rader[0])
    assert amne == "Inställt: styrelsen fredag 27 november 2026 kl. 09.00"
    assert text.startswith("Styrelsens sammanträde fredag 27 november 2026 kl. 09.00 är inställt.")


def test_nobody_is_told_of_a_sammantrade_that_nobody_was_called_to(plan, chef):
    with dates.klockan(date(2026, 11, 1)):
        stall_in(plan.pk, skal_text="För få kan komma.", by=chef)
    assert Utskick.objects.count() == 0
