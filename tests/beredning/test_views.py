"""The pages of the beredning: who gets in, how they hold with many rows, and that the form works without JavaScript."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beredning import actions, queries, visning
from beredning.models import Forslag, Kostnad, Stallningstagande
from beredning.states import Forslagsstatus
from forbund.grund import dates
from forbund.register.models import Medlem
from forbund.register.states import Part, Roll
from tests.beredning.fabrik import (
    make_berett,
    make_fragat,
    make_hos_styrelsen,
    make_inlamnat,
    make_miljo,
    make_utkast,
    svara_alla,
)
from tests.factories import make_konto_med, make_medlem

pytestmark = pytest.mark.django_db
STEG = ("vad", "behov", "hur", "pengar", "sedan", "granska")


@pytest.fixture
def miljo():
    return make_miljo()


def som(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def skapa(miljo, gor, **over) -> Forslag:
    with miljo.oppet():
        return gor(miljo, **over)


def hamta(miljo, pk) -> Forslag:
    with miljo.oppet():
        return Forslag.objects.get(pk=pk)


@pytest.mark.parametrize("vem", ["af", "chef", "revisor", "granskare", "ledamot", "annat"])
def test_a_draft_is_a_404_for_everyone_but_its_writers(miljo, vem):
    forslag = skapa(miljo, make_utkast)
    roller = {"revisor": Roll.REVISOR, "granskare": Roll.GRANSKARE, "ledamot": Roll.LEDAMOT}
    if vem == "annat":
        annat = make_miljo()
        konto, url = annat.chef, annat.url
    else:
        konto = make_konto_med(miljo.forbund, roller[vem]) if vem in roller else None
        konto, url = konto or (miljo.chef if vem == "chef" else miljo.foretradare[vem]), miljo.url
    klient = som(konto)
    for rest in (
        "",
        "redigera/",
        "redigera/vad/",
        "redigera/kontroll/",
        "lamna-in/",
        "kasta/",
        "jamfor/?fran=1&till=1",
    ):
        assert klient.get(url(f"{forslag.pk}/{rest}")).status_code == 404
    assert som(miljo.foretradare["kommun"]).get(miljo.url(f"{forslag.pk}/")).status_code == 200


@pytest.mark.parametrize("visa", ["", "?visa=lista"])
def test_a_draft_is_in_nobody_elses_list(miljo, visa):
    skapa(miljo, make_utkast, rubrik="Hemlig plan")
    for konto in (miljo.chef, miljo.foretradare["af"], make_konto_med(miljo.forbund, Roll.REVISOR)):
        svar = som(konto).get(miljo.url(visa))
        assert (svar.status_code, "Hemlig plan" in svar.content.decode()) == (200, False)
    egen = som(miljo.foretradare["kommun"]).get(miljo.url(visa))
    assert "Hemlig plan" in egen.content.decode()


def test_another_forbunds_forslag_is_a_404(miljo):
    annat = make_miljo()
    forslag = skapa(annat, make_inlamnat)
    assert som(miljo.chef).get(miljo.url(f"{forslag.pk}/")).status_code == 404


def test_a_medlemsrepresentant_is_not_let_in(miljo):
    konto = make_konto_med(miljo.forbund, Roll.MEDLEMSREPRESENTANT, medlem=miljo.medlemmar["kommun"])
    assert som(konto).get(miljo.url()).status_code == 403


@pytest.mark.parametrize("gor", [make_inlamnat, make_fragat, make_berett, make_hos_styrelsen])
def test_the_page_shows_the_forslag_at_each_stage(miljo, gor):
    forslag = skapa(miljo, gor)
    for konto in (miljo.chef, miljo.foretradare["kommun"], make_konto_med(miljo.forbund, Roll.GRANSKARE)):
        svar = som(konto).get(miljo.url(f"{forslag.pk}/"))
        assert svar.status_code == 200
        assert svar.context["titel"] == "Unga vuxna i dialog"


@pytest.mark.parametrize(
    ("gor", "vem", "knapp"),
    [
        (make_utkast, "kommun", "Fortsätt skriva"),
        (make_inlamnat, "chef", "Be parterna ta ställning…"),
        (make_inlamnat, "kommun", None),
        (make_fragat, "fk", "Ta ställning"),
        (make_fragat, "chef", None),
        (make_berett, "chef", "Lämna till styrelsen…"),
        (make_hos_styrelsen, "chef", None),
    ],
)
def test_each_person_has_one_next_step_or_none(miljo, gor, vem, knapp):
    forslag = skapa(miljo, gor)
    konto = miljo.chef if vem == "chef" else miljo.foretradare[vem]
    huvud = som(konto).get(miljo.url(f"{forslag.pk}/")).context["nasta"].huvudknapp
    assert (huvud and huvud.text) == knapp


def test_the_log_of_the_draft_is_for_its_writers(miljo):
    with miljo.oppet():
        forslag = make_utkast(miljo)
        actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["fk"].pk)
    with dates.klockan(dates.idag() + timedelta(days=1)), miljo.oppet():
        actions.lamna_in(forslag.pk, by=miljo.foretradare["kommun"], skal={})
    texter = {
        vem: [rad.text for rad in som(konto).get(miljo.url(f"{forslag.pk}/")).context["historik"]]
        for vem, konto in (("chef", miljo.chef), ("kommun", miljo.foretradare["kommun"]))
    }
    assert texter["chef"] == ["Förslaget lämnades in"]
    assert texter["kommun"] == ["Förslaget lämnades in", "Utkastet delades", "Utkastet påbörjades"]


def test_during_komplettering_the_writers_see_their_text_and_others_the_frozen_one(miljo):
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Förtydliga.")
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"rubrik": "Ny rubrik"})
    url = miljo.url(f"{forslag.pk}/")
    assert som(miljo.foretradare["kommun"]).get(url).context["titel"] == "Ny rubrik"
    for konto in (miljo.chef, miljo.foretradare["af"]):
        svar = som(konto).get(url)
        assert svar.context["titel"] == "Unga vuxna i dialog"
        assert "Ny rubrik" not in svar.content.decode()


RAM = ("django_session", "register_konto", "set_config", "SAVEPOINT", "register_uppdrag")


def antal_fragor(klient, url) -> int:
    """Queries of the page beside session, konto, map of rights, scope and savepoints."""
    with CaptureQueriesContext(connection) as fangade:
        assert klient.get(url).status_code == 200
    return len([q for q in fangade.captured_queries if not any(ord_ in q["sql"] for ord_ in RAM)])


@pytest.mark.parametrize("rest", ["", "?visa=lista"])
def test_the_list_takes_the_same_queries_for_one_and_for_thirty(miljo, rest):
    klient = som(miljo.chef)
    skapa(miljo, make_fragat)
    en = antal_fragor(klient, miljo.url(rest))
    with miljo.oppet():
        for _ in range(29):
            make_fragat(miljo)
    assert antal_fragor(klient, miljo.url(rest)) == en
    assert en <= 15


def test_the_page_takes_the_same_queries_for_few_and_many_answers_costs_and_events(miljo):
    klient = som(miljo.chef)
    forslag = skapa(miljo, make_fragat)
    fore = antal_fragor(klient, miljo.url(f"{forslag.pk}/"))
    with miljo.oppet():
        for _ in range(20):
            make_medlem()
        kostnader = {(m.pk, "personal", ar): Decimal(1) for m in miljo.medlemmar.values() for ar in (2027, 2028)}
        stort = make_fragat(miljo, kostnader=kostnader)
        svara_alla(miljo, stort)
    assert antal_fragor(klient, miljo.url(f"{stort.pk}/")) == fore
    assert fore <= 15


@pytest.mark.parametrize("steg", STEG)
def test_each_step_takes_the_same_queries_with_few_and_many_rows(miljo, steg):
    klient = som(miljo.foretradare["kommun"])
    litet = skapa(miljo, make_utkast, sokande=[miljo.medlemmar["kommun"].pk])
    fore = antal_fragor(klient, miljo.url(f"{litet.pk}/redigera/{steg}/"))
    with miljo.oppet():
        fler = [make_medlem() for _ in range(20)]
        kostnader = {(m.pk, "personal", 2027): Decimal(1) for m in fler}
        stort = make_utkast(miljo, sokande=[m.pk for m in fler], kostnader=kostnader)
    assert antal_fragor(klient, miljo.url(f"{stort.pk}/redigera/{steg}/")) == fore
    assert fore <= 15


def test_the_whole_form_works_without_javascript(miljo):
    """From an empty page to a förslag handed in, with nothing but forms."""
    klient = som(miljo.foretradare["kommun"])
    kommun, af = miljo.medlemmar["kommun"], miljo.medlemmar["af"]
    svar = klient.post(miljo.url("nytt/"), {"rubrik": "Unga i dialog", "medlem_id": kommun.pk})
    with miljo.oppet():
        forslag = Forslag.objects.get()
    bas = miljo.url(f"{forslag.pk}/")
    assert svar.headers["Location"] == f"{bas}redigera/vad/"
    steg = {
        "vad": {
            "rubrik": "Unga i dialog",
            "insatstyp": "individinsats",
            "sokande": [kommun.pk, af.pk],
            "insatsagare": kommun.pk,
            "utforare": "parterna",
        },
        "behov": {"malgrupp": "Unga", "antal_deltagare": "40", "behov": "Stort", "mal": "Arbete"},
        "hur": {"metod": "Team", "uppfoljning": "", "start": "2027-01-01", "slut": "2027-12-31"},
        "pengar": {f"b-{kommun.pk}-personal-2027": "1 200 000", f"b-{af.pk}-resor-2027": "5000,50"},
        "sedan": {"implementering_svar": "oklart", "implementering": ""},
    }
    nasta = ["behov", "hur", "pengar", "sedan", "granska"]
    for (namn, falt), till in zip(steg.items(), nasta, strict=True):
        version = hamta(miljo, forslag.pk).version
        svar = klient.post(f"{bas}redigera/{namn}/", {**falt, "version": version, "knapp": "nasta"})
        assert svar.headers["Location"] == f"{bas}redigera/{till}/"
    granska = klient.get(f"{bas}redigera/granska/")
    assert granska.context["kontroll"].klart
    assert klient.post(f"{bas}lamna-in/").headers["Location"] == bas
    assert hamta(miljo, forslag.pk).status == Forslagsstatus.INLAMNAT
    with miljo.oppet():
        assert sorted(int(k.belopp * 100) for k in Kostnad.objects.all()) == [500_050, 120_000_000]


def test_a_step_keeps_what_it_can_and_says_what_it_could_not(miljo):
    forslag = skapa(miljo, make_utkast)
    svar = som(miljo.foretradare["kommun"]).post(
        miljo.url(f"{forslag.pk}/redigera/behov/"),
        {
            "malgrupp": "Ny målgrupp",
            "behov": "Gäller 19811218-9876",
            "antal_deltagare": "många",
            "mal": "M",
            "version": 2,
        },
    )
    assert svar.status_code == 200
    assert sorted(svar.context["form"].errors) == ["antal_deltagare", "behov"]
    sparat = hamta(miljo, forslag.pk)
    assert (sparat.malgrupp, sparat.behov, sparat.antal_deltagare) == (
        "Ny målgrupp",
        "Många unga saknar samordnat stöd.",
        40,
    )


@pytest.mark.parametrize(("behov", "text"), [("Nytt", "."), ("19811218-9876", ", men inte allt: Behov:")])
def test_autosave_answers_with_the_time_and_the_new_version(miljo, behov, text):
    forslag = skapa(miljo, make_utkast)
    with dates.klockan(dates.lokal(dates.idag(), time(8, 42))):
        svar = som(miljo.foretradare["kommun"]).post(
            miljo.url(f"{forslag.pk}/redigera/behov/"),
            {"behov": behov, "malgrupp": "G", "mal": "M", "version": 2},
            headers={"HX-Request": "true"},
        )
    assert svar.status_code == 200
    assert svar.content.decode().startswith(f"Sparat kl. 08.42{text}")
    assert '<input type="hidden" name="version" value="3">' in svar.content.decode()


def test_a_stale_step_is_a_409_with_both_texts(miljo):
    forslag = skapa(miljo, make_utkast)
    with miljo.oppet():
        actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["fk"].pk)
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["fk"], version=2, falt={"behov": "Deras text"})
    svar = som(miljo.foretradare["kommun"]).post(
        miljo.url(f"{forslag.pk}/redigera/behov/"), {"behov": "Min text", "malgrupp": "G", "mal": "M", "version": 2}
    )
    sida = svar.content.decode()
    assert (svar.status_code, "Min text" in sida, "Deras text" in sida) == (409, True, True)
    assert hamta(miljo, forslag.pk).behov == "Deras text"


def test_a_box_that_cannot_be_read_keeps_its_stored_amount(miljo):
    forslag = skapa(miljo, make_utkast)
    pk = miljo.medlemmar["kommun"].pk
    svar = som(miljo.foretradare["kommun"]).post(
        miljo.url(f"{forslag.pk}/redigera/pengar/"),
        {f"b-{pk}-personal-2027": "1.410", f"b-{pk}-resor-2028": "5 000", "version": 2},
    )
    assert list(svar.context["form"].errors) == [f"b-{pk}-personal-2027"]
    with miljo.oppet():
        rader = Kostnad.objects.filter(forslag=forslag).order_by("ar")
        assert [(k.kostnadsslag, k.ar, int(k.belopp)) for k in rader] == [
            ("personal", 2027, 1_200_000),
            ("resor", 2028, 5000),
        ]


def test_the_grid_adds_up_what_stands_in_the_browser_and_stores_nothing(miljo):
    forslag = skapa(miljo, make_utkast)
    pk = miljo.medlemmar["kommun"].pk
    svar = som(miljo.foretradare["kommun"]).post(
        miljo.url(f"{forslag.pk}/redigera/summor/"),
        {f"b-{pk}-personal-2027": "100", f"b-{pk}-resor-2028": "50"},
        headers={"HX-Request": "true"},
    )
    assert svar.context["tabell"].fot.summa == "150"
    with miljo.oppet():
        assert [int(k.belopp) for k in Kostnad.objects.filter(forslag=forslag)] == [1_200_000]


def test_what_was_handed_in_cannot_be_edited_by_address(miljo):
    forslag = skapa(miljo, make_inlamnat)
    klient = som(miljo.foretradare["kommun"])
    for steg in STEG:
        assert klient.get(miljo.url(f"{forslag.pk}/redigera/{steg}/")).status_code == 409
    assert som(miljo.chef).get(miljo.url(f"{forslag.pk}/redigera/vad/")).status_code == 403


def test_unknown_steps_and_acts_are_404(miljo):
    forslag = skapa(miljo, make_utkast)
    klient = som(miljo.foretradare["kommun"])
    for rest in ("redigera/annat/", "rosta/", "jamfor/?fran=1&till=2", "jamfor/?fran=x"):
        assert klient.get(miljo.url(f"{forslag.pk}/{rest}")).status_code == 404


def test_an_incomplete_forslag_shows_what_is_missing_instead_of_a_button(miljo):
    forslag = skapa(miljo, make_utkast, behov="")
    svar = som(miljo.foretradare["kommun"]).get(miljo.url(f"{forslag.pk}/lamna-in/"))
    assert (svar.status_code, svar.context["stoppad"]) == (200, True)
    assert [rad.steg for rad in svar.context["kontroll"].saknas] == ["Behov och mål"]


def test_a_warning_has_its_field_for_the_reason_at_once_and_is_stored_with_it(miljo):
    forslag = skapa(miljo, make_utkast, insatstyp="behovsanalys", sokande=[miljo.medlemmar["kommun"].pk])
    klient, url = som(miljo.foretradare["kommun"]), miljo.url(f"{forslag.pk}/lamna-in/")
    assert list(klient.get(url).context["form"].fields) == ["skal_R47"]
    assert klient.post(url, {"skal_R47": " "}).status_code == 422
    assert klient.post(url, {"skal_R47": "Förstudie"}).status_code == 302
    assert hamta(miljo, forslag.pk).status == Forslagsstatus.INLAMNAT


def test_the_office_prepares_by_its_pages(miljo):
    forslag = skapa(miljo, make_inlamnat)
    klient, bas = som(miljo.chef), miljo.url(f"{forslag.pk}/")
    medlemmar = [m.pk for m in miljo.medlemmar.values()]
    assert set(klient.get(f"{bas}fraga/").context["form"].initial["medlemmar"]) == set(medlemmar)
    assert klient.post(f"{bas}fraga/", {"senast": dates.idag(), "medlemmar": medlemmar}).status_code == 302
    with miljo.oppet():
        svara_alla(miljo, forslag)
    for akt in ("bered", "till-styrelsen"):
        assert klient.get(f"{bas}{akt}/").status_code == 200
        assert klient.post(f"{bas}{akt}/").headers["Location"] == bas
    assert hamta(miljo, forslag.pk).status == Forslagsstatus.TILL_STYRELSEN
    assert klient.get(f"{bas}avskriv/").status_code == 409


@pytest.mark.parametrize("akt", ["fraga", "komplettera", "bered", "till-styrelsen", "avskriv"])
def test_the_offices_acts_are_not_for_the_parts(miljo, akt):
    forslag = skapa(miljo, make_berett)
    assert som(miljo.foretradare["kommun"]).get(miljo.url(f"{forslag.pk}/{akt}/")).status_code == 403


def test_a_part_answers_on_its_page_and_the_office_notes(miljo):
    forslag = skapa(miljo, make_fragat)
    with miljo.oppet():
        rader = {s.medlem_id: s.pk for s in Stallningstagande.objects.filter(forslag=forslag)}
    fk = miljo.url(f"{forslag.pk}/stallning/{rader[miljo.medlemmar['fk'].pk]}/")
    klient = som(miljo.foretradare["fk"])
    assert som(miljo.foretradare["af"]).get(fk).status_code == 403
    assert klient.post(fk, {"svar": "avstyrker", "text": "", "version": 1}).status_code == 422
    assert klient.post(fk, {"svar": "avstyrker", "text": "För dyrt", "version": 1}).status_code == 302
    region = miljo.url(f"{forslag.pk}/stallning/{rader[miljo.medlemmar['region'].pk]}/")
    assert som(miljo.chef).get(region).context["antecknar"] is True
    assert som(miljo.chef).post(region, {"svar": "avstar", "text": "", "version": 1}).status_code == 302
    with miljo.oppet():
        assert [(s.svar, s.antecknat) for s in queries.stallningstaganden_till(forslag) if s.svarat] == [
            ("avstyrker", False),
            ("avstar", True),
        ]


def test_two_versions_are_compared_where_they_differ(miljo):
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
        by = miljo.foretradare["kommun"]
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mål")
        actions.spara_forslag(forslag.pk, by=by, version=2, falt={"mal": "Sextio procent"})
        actions.lamna_komplettering(forslag.pk, by=by, skal={})
    svar = som(miljo.chef).get(miljo.url(f"{forslag.pk}/jamfor/?fran=1&till=2"))
    assert [(s.rubrik, s.efter) for s in svar.context["skillnader"]] == [("Mål", "Sextio procent")]


def test_a_co_writer_is_invited_and_let_go_by_the_page(miljo):
    forslag = skapa(miljo, make_utkast)
    klient, fk = som(miljo.foretradare["kommun"]), miljo.foretradare["fk"]
    granska = miljo.url(f"{forslag.pk}/redigera/granska/")
    svar = klient.post(miljo.url(f"{forslag.pk}/dela/"), {"konto_id": fk.pk})
    assert svar.headers["Location"] == granska
    assert som(fk).get(granska).status_code == 200
    klient.post(miljo.url(f"{forslag.pk}/sluta-dela/"), {"konto_id": fk.pk})
    assert som(fk).get(granska).status_code == 404


def test_a_draft_is_thrown_away_by_its_page(miljo):
    forslag = skapa(miljo, make_utkast)
    klient = som(miljo.foretradare["kommun"])
    assert klient.post(miljo.url(f"{forslag.pk}/kasta/")).headers["Location"] == miljo.url()
    with miljo.oppet():
        assert not Forslag.objects.exists()


def test_the_list_is_filtered_by_stage_and_words_and_cut_into_pages(miljo):
    with miljo.oppet():
        for n in range(27):
            make_inlamnat(miljo, rubrik=f"Insats {n:02}")
        make_fragat(miljo, rubrik="Annat namn")
    klient = som(miljo.chef)

    def rubriker(fraga: str) -> list[str]:
        return [rad.rubrik for rad in klient.get(miljo.url(f"?visa=lista{fraga}")).context["rader"]]

    assert len(rubriker("")) == 25
    assert len(rubriker("&sida=2")) == 3
    assert rubriker("&lage=stallningstaganden") == ["Annat namn"]
    assert rubriker("&sok=insats+07") == ["Insats 07"]
    assert rubriker("&lage=beslutat") == rubriker("")


def test_a_stage_shows_six_cards_and_the_way_to_the_rest(miljo):
    with miljo.oppet():
        for _ in range(7):
            make_inlamnat(miljo)
    (kolumn,) = som(miljo.chef).get(miljo.url()).context["kolumner"]
    assert (kolumn.antal, len(kolumn.rader)) == (7, 6)
    assert kolumn.fler_url == miljo.url("?visa=lista&lage=inlamnat")


@pytest.mark.parametrize(("dagar", "knapp", "hinder"), [(0, None, True), (1, "Markera som berett…", False)])
def test_the_beredning_is_ended_the_day_after_the_last_and_until_then_the_page_says_why(miljo, dagar, knapp, hinder):
    forslag = skapa(miljo, make_fragat)
    with dates.klockan(dates.idag() + timedelta(days=dagar)):
        nasta = som(miljo.chef).get(miljo.url(f"{forslag.pk}/")).context["nasta"]
    assert ((nasta.huvudknapp and nasta.huvudknapp.text), bool(nasta.hinder)) == (knapp, hinder)


def test_an_unanswered_question_of_r83_stands_among_what_is_missing(miljo):
    forslag = skapa(miljo, make_utkast, implementering_svar="", implementering="")
    kontroll = som(miljo.foretradare["kommun"]).get(miljo.url(f"{forslag.pk}/redigera/vad/")).context["kontroll"]
    assert ([rad.steg for rad in kontroll.saknas], kontroll.hinder) == (["Efter finansieringen"], ())


def test_what_was_asked_for_is_shown_while_it_is_asked_for(miljo):
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Mätbara mål.")
    klient, url = som(miljo.foretradare["kommun"]), miljo.url(f"{forslag.pk}/")
    assert klient.get(url).context["skal"] == "Mätbara mål."
    for steg in ("behov", "granska"):
        assert "<p>Mätbara mål.</p>" in klient.get(f"{url}redigera/{steg}/").content.decode()
    with miljo.oppet():
        actions.lamna_komplettering(forslag.pk, by=miljo.foretradare["kommun"], skal={})
    assert klient.get(url).context["skal"] == ""


REGION_OCH_KOMMUN = (Part.REGION, Part.KOMMUN)


def test_the_parts_are_summed_up_only_when_a_medlem_is_not_one_part(miljo):
    def medlem(*parter: Part) -> Stallningstagande:
        return Stallningstagande(medlem=Medlem(parter=[p.value for p in parter]), svar="")

    def parterna(*stallningar: Stallningstagande) -> list[str]:
        return [rad.part for rad in visning.partrader(stallningar)]

    with miljo.oppet():
        fk, kommun, region_och_kommun = medlem(Part.FORSAKRINGSKASSAN), medlem(Part.KOMMUN), medlem(*REGION_OCH_KOMMUN)
        assert parterna(fk, kommun) == []
        assert parterna(fk, kommun, medlem(Part.KOMMUN)) == [Part.FORSAKRINGSKASSAN.label, Part.KOMMUN.label]
        assert parterna(region_och_kommun) == [part.label for part in REGION_OCH_KOMMUN]


def test_one_who_was_invited_is_offered_to_write_and_told_who_hands_in(miljo):
    with miljo.oppet():
        forslag = make_utkast(miljo)
        actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["fk"].pk)
    for vem, knappar, far in (("fk", set(), False), ("kommun", {"Lämna in…", "Kasta utkastet…"}, True)):
        klient = som(miljo.foretradare[vem])
        nasta = klient.get(miljo.url(f"{forslag.pk}/")).context["nasta"]
        assert nasta.huvudknapp.text == "Fortsätt skriva"
        assert {knapp.text for knapp in nasta.knappar} == knappar
        granska = klient.get(miljo.url(f"{forslag.pk}/redigera/granska/"))
        assert (bool(granska.context["lamna_in_url"]), granska.context["dela_form"] is not None) == (far, far)
        koder = [klient.get(miljo.url(f"{forslag.pk}/{akt}/")).status_code for akt in ("lamna-in", "kasta", "dela")]
        assert koder == [200 if far else 403] * 3
