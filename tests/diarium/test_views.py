"""Pages of the diarium: who sees which paper, and how a file leaves the house."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forbund.diarium import access, actions
from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import Karantan, Riktning, Synlighet
from forbund.grund import dates, queue, tenancy
from forbund.grund.models import Handelse, Jobb
from forbund.register.states import Roll
from tests.diarium.fabrik import make_arende, make_handling
from tests.factories import make_forbund, make_konto_med

pytestmark = pytest.mark.django_db
PERSONNUMMER = b"Deltagaren 19121212-1212 kom."
ALLA = tuple(Roll)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def forbund():
    return make_forbund(slug="alvsbyn")


def klient_med(forbund, *roller) -> Client:
    return klient_for(make_konto_med(forbund, *roller))


def klient_for(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def gor(forbund, funktion, *args, **kwargs):
    with tenancy.in_forbund(forbund.pk):
        return funktion(*args, **kwargs)


def kod(klient, vag) -> int:
    """The status of a page, or of a file that is read to its end and so closed."""
    svar = klient.get(f"/f/alvsbyn/{vag}")
    svar.getvalue()
    return svar.status_code


def fil(innehall=b"Ett vanligt brev.\n", namn="brev.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(namn, innehall)


def post(**over):
    return {
        "fil": fil(),
        "rubrik": "Yttrande om unga",
        "riktning": "inkommen",
        "motpart": "Region Norrbotten",
        "datum": dates.idag().isoformat(),
        "synlighet": "styrelse",
        **over,
    }


# The list


def test_the_list_shows_the_latest_first_and_finds_by_dnr_words_year_and_state(forbund):
    with dates.klockan(date(2025, 5, 2)):
        gammalt = gor(forbund, make_arende, rubrik="Budget 2026")
    unga, psykiska = (gor(forbund, make_arende, rubrik=r) for r in ("Unga till arbete", "Psykisk hälsa för unga"))
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    gor(forbund, actions.avsluta_arende, unga.pk, by=chef)
    klient = klient_for(chef)

    def traffar(fraga):
        return [rad.dnr for rad in klient.get(f"/f/alvsbyn/arenden/?{fraga}").context["arenden"]]

    alla = [psykiska.dnr, unga.dnr, gammalt.dnr]
    assert traffar("") == alla
    assert traffar("sok=unga") == [psykiska.dnr, unga.dnr]
    assert traffar("sok=unga+arbete") == [unga.dnr]
    assert traffar(f"sok={gammalt.dnr}") == traffar(f"sok={gammalt.dnr}-3") == traffar("ar=2025") == [gammalt.dnr]
    assert traffar("lage=oppna") == [psykiska.dnr, gammalt.dnr]
    assert traffar("lage=avslutade") == [unga.dnr]
    assert traffar("sok=finns+inte") == traffar("sok=2025/999999") == []
    assert traffar("ar=1999") == traffar("ar=x") == traffar("lage=x") == alla


def test_empty_list_says_what_comes_and_an_empty_search_what_to_try(forbund):
    klient = klient_med(forbund, Roll.LEDAMOT)
    assert "Inga ärenden ännu." in klient.get("/f/alvsbyn/arenden/").content.decode()
    assert "Inget ärende stämmer" in klient.get("/f/alvsbyn/arenden/?sok=x").content.decode()


def test_the_list_is_cut_in_pages(forbund):
    for _ in range(52):
        gor(forbund, make_arende)
    klient = klient_med(forbund, Roll.LEDAMOT)
    antal = [len(klient.get(f"/f/alvsbyn/arenden/?sida={n}").context["arenden"]) for n in (1, 2, 3)]
    assert antal == [50, 2, 0]


@pytest.mark.parametrize("vag", ["arenden/", "arenden/{arende}/"])
def test_pages_ask_a_constant_number_of_queries(forbund, vag):
    arende = gor(forbund, make_arende)
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    antal = []
    for fler in (1, 30):
        for _ in range(fler):
            gor(forbund, make_handling, arende)
            gor(forbund, make_arende)
        with CaptureQueriesContext(
            connection,
        ) as fragor:
            assert klient.get(f"/f/alvsbyn/{vag.format(arende=arende.pk)}").status_code == 200
        antal.append(len(fragor))
    assert antal[0] == antal[1]
    assert antal[1] <= 23  # 15, beside session, konto, rights, scopes and BEGIN/SAVEPOINT


# Who sees what


@pytest.mark.parametrize("roll", ALLA)
def test_pages_open_by_role(forbund, roll):
    arende = gor(forbund, make_arende)
    klient = klient_med(forbund, roll)
    ser = roll not in {Roll.PARTSFORETRADARE, Roll.MEDLEMSREPRESENTANT}
    for_ = roll in {Roll.FORBUNDSCHEF, Roll.HANDLAGGARE, Roll.REGISTRATOR}
    svar = [klient.get(f"/f/alvsbyn/arenden/{vag}").status_code for vag in ("", f"{arende.pk}/", "nytt/")]
    assert svar == [200 if ser else 403, 200 if ser else 403, 200 if for_ else 403]
    sida = klient.get("/f/alvsbyn/arenden/").content.decode()
    assert ("Registrera ärende" in sida) is for_


LASER = {
    Synlighet.UTKAST: frozenset(),
    Synlighet.PARTER: frozenset(ALLA) - {Roll.MEDLEMSREPRESENTANT},
    Synlighet.STYRELSE: frozenset(ALLA) - {Roll.MEDLEMSREPRESENTANT, Roll.PARTSFORETRADARE},
    Synlighet.OPPEN: frozenset(ALLA),
}


@pytest.mark.parametrize("synlighet", list(LASER))
def test_a_file_is_downloaded_by_those_who_may_read_it_and_is_unknown_to_others(forbund, synlighet):
    handling = gor(forbund, make_handling, synlighet=synlighet)
    koder = {roll: kod(klient_med(forbund, roll), f"handlingar/{handling.pk}/") for roll in ALLA}
    assert koder == {roll: 200 if roll in LASER[synlighet] else 404 for roll in ALLA}


def test_a_draft_is_read_by_who_uploaded_it_alone(forbund):
    skrivare, annan = (make_konto_med(forbund, Roll.PARTSFORETRADARE) for _ in range(2))
    handling = gor(forbund, make_handling, synlighet=Synlighet.UTKAST, by=skrivare)
    koder = {konto: kod(klient_for(konto), f"handlingar/{handling.pk}/") for konto in (skrivare, annan)}
    assert koder == {skrivare: 200, annan: 404}


def test_what_belongs_to_another_forbund_does_not_exist(forbund):
    annat = make_forbund(slug="annat")
    arende = gor(annat, make_arende)
    handling = gor(annat, make_handling, arende, synlighet=Synlighet.OPPEN)
    klient = klient_med(forbund, Roll.FORBUNDSCHEF)
    hamtas = [
        f"arenden/{arende.pk}/",
        f"handlingar/{handling.pk}/",
        f"handlingar/{handling.pk}/bedom/",
        "arenden/999999/",
    ]
    assert [klient.get(f"/f/alvsbyn/{vag}").status_code for vag in hamtas] == [404] * 4
    postas = [f"arenden/{arende.pk}/{act}/" for act in ("handlingar", "avsluta", "oppna")]
    assert [klient.post(f"/f/alvsbyn/{vag}", post()).status_code for vag in postas] == [404] * 3
    assert klient.get(f"/f/annat/handlingar/{handling.pk}/").status_code == 404
    assert gor(annat, Handling.objects.count) == 1


# The file


def test_a_file_is_saved_not_opened_and_can_run_nothing(forbund):
    arende = gor(forbund, make_arende)
    handling = gor(forbund, make_handling, arende, innehall="Hej å\n".encode(), namn="../../åtgärd; x.txt")
    svar = klient_med(forbund, Roll.LEDAMOT).get(f"/f/alvsbyn/handlingar/{handling.pk}/")
    assert b"".join(svar.streaming_content) == "Hej å\n".encode()
    assert {
        namn: svar[namn] for namn in ("Content-Type", "Content-Length", "X-Content-Type-Options", "Cache-Control")
    } == {
        "Content-Type": "text/plain",
        "Content-Length": "7",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert svar["Content-Security-Policy"] == "default-src 'none'; sandbox"
    namn = f"{arende.ar}-{arende.nummer}-1%20%C3%A5tg%C3%A4rd%3B%20x.txt"
    assert svar["Content-Disposition"] == f"attachment; filename*=utf-8''{namn}"


def test_a_file_in_quarantine_is_left_to_nobody(forbund):
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    vantar = gor(forbund, make_handling, kontrollerad=False, by=chef)
    last = gor(forbund, make_handling, innehall=PERSONNUMMER, by=chef)
    ledamot = make_konto_med(forbund, Roll.LEDAMOT)
    koder = {
        konto.namn: [kod(klient_for(konto), f"handlingar/{h.pk}/") for h in (vantar, last)] for konto in (chef, ledamot)
    }
    assert koder == {chef.namn: [409, 403], ledamot.namn: [409, 404]}


def test_the_page_says_that_a_file_waits_asks_again_and_stops_when_it_is_done(forbund):
    arende = gor(forbund, make_arende)
    handling = gor(forbund, make_handling, arende, kontrollerad=False)
    klient = klient_med(forbund, Roll.LEDAMOT)

    def lista():
        return klient.get(f"/f/alvsbyn/arenden/{arende.pk}/", headers={"HX-Request": "true"}).content.decode()

    assert "Filen kontrolleras." in lista()
    assert f'hx-get="/f/alvsbyn/arenden/{arende.pk}/"' in lista()
    assert f"/f/alvsbyn/handlingar/{handling.pk}/" not in lista()
    gor(forbund, actions.avsluta_karantan, handling.pk)
    assert "hx-get" not in lista()
    assert f'href="/f/alvsbyn/handlingar/{handling.pk}/"' in lista()
    assert "<html" not in lista()


@pytest.mark.parametrize(("forsok", "uppgiven"), [(queue.HOGST_FORSOK - 1, False), (queue.HOGST_FORSOK, True)])
def test_a_file_that_could_not_be_checked_is_not_said_to_be_on_its_way(forbund, forsok, uppgiven):
    handling = gor(forbund, make_handling, kontrollerad=False)
    Jobb.objects.update(forsok=forsok, fel="OSError: disken svarar inte")
    vag = f"/f/alvsbyn/handlingar/{handling.pk}/kontrollera/"
    sedd = {}
    for roll in (Roll.LEDAMOT, Roll.REGISTRATOR):
        svar = klient_med(forbund, roll).get(f"/f/alvsbyn/arenden/{handling.arende_id}/")
        [rad] = svar.context["handlingar"]
        text = svar.content.decode()
        sedd[roll] = (rad.vantar, "hx-get" in text, "Filen kunde inte kontrolleras" in text, rad.igen_url)
    vantat = (not uppgiven, not uppgiven, uppgiven)
    assert sedd == {Roll.LEDAMOT: (*vantat, ""), Roll.REGISTRATOR: (*vantat, vag if uppgiven else "")}


def test_the_registrar_has_a_file_checked_again(forbund):
    handling = gor(forbund, make_handling, kontrollerad=False)
    Jobb.objects.update(forsok=queue.HOGST_FORSOK, fel="OSError: disken svarar inte")
    klient, vag = klient_med(forbund, Roll.REGISTRATOR), f"/f/alvsbyn/handlingar/{handling.pk}/kontrollera/"
    [uppgift] = klient.get("/f/alvsbyn/").context["att_gora"]
    assert uppgift.rubrik == f"Kontrollera filen {handling.beteckning} igen"
    assert (klient_med(forbund, Roll.LEDAMOT).post(vag).status_code, klient.post(vag).status_code) == (403, 302)
    jobb = Jobb.objects.get()
    assert (jobb.forsok, jobb.fel) == (0, "")
    assert klient.post(vag).status_code == 409
    assert queue.kor_jobb(jobb.pk)
    assert gor(forbund, Handling.objects.get).karantan == Karantan.REN


# Registering


def test_the_registrar_opens_a_matter_and_registers_what_came_in(forbund):
    klient = klient_med(forbund, Roll.REGISTRATOR)
    svar = klient.post("/f/alvsbyn/arenden/nytt/", {"rubrik": "Skrivelse om lokaler"})
    arende = gor(forbund, Arende.objects.get)
    assert (svar.status_code, svar.url) == (302, f"/f/alvsbyn/arenden/{arende.pk}/")
    svar = klient.post(f"/f/alvsbyn/arenden/{arende.pk}/handlingar/", post())
    handling = gor(forbund, Handling.objects.select_related("arende").get)
    assert svar.status_code == 302
    assert (handling.beteckning, handling.motpart, handling.karantan) == (
        f"{arende.dnr}-1",
        "Region Norrbotten",
        "vantar",
    )
    assert list(Jobb.objects.values_list("namn", "objekt_id")) == [("diarium.skanna", handling.pk)]
    typer = gor(forbund, lambda: list(Handelse.objects.order_by("nummer").values_list("typ", flat=True)))
    assert typer[-2:] == ["arende_registrerat", "handling_registrerad"]


@pytest.mark.parametrize("roll", [Roll.LEDAMOT, Roll.PARTSFORETRADARE, Roll.GRANSKARE, Roll.EKONOM])
def test_others_register_nothing(forbund, roll):
    arende = gor(forbund, make_arende)
    klient = klient_med(forbund, roll)
    acts = ["arenden/nytt/", *(f"arenden/{arende.pk}/{act}/" for act in ("handlingar", "avsluta", "oppna"))]
    assert [klient.post(f"/f/alvsbyn/{act}", post()).status_code for act in acts] == [403] * 4
    assert gor(forbund, lambda: (Arende.objects.count(), Handling.objects.count())) == (1, 0)


FEL = {
    "tom": ({"fil": fil(b"")}, "fil", "Filen är tom. Välj en fil med innehåll."),
    "stor": ({"fil": fil(b"x" * (25 * 2**20 + 1))}, "fil", "Filen är för stor. Den får vara högst 25 MB."),
    "50 MB": ({"fil": fil(b"x" * (50 * 2**20))}, "fil", "Filen är för stor. Den får vara högst 25 MB."),
    "ljuger": (
        {"fil": fil(b"%PDF-1.7", "brev.txt")},
        "fil",
        "Innehållet stämmer inte med filnamnet ”brev.txt”. Använd pdf, docx, xlsx, odt, txt, csv, png eller jpg.",
    ),
    "html": (
        {"fil": fil(b"<script>", "sida.html")},
        "fil",
        "Filtypen tas inte emot. Använd pdf, docx, xlsx, odt, txt, csv, png eller jpg.",
    ),
    "ingen": ({"fil": ""}, "fil", "Välj en fil."),
    "rubrik": ({"rubrik": ""}, "rubrik", "Skriv i korthet vad handlingen gäller."),
    "motpart": (
        {"motpart": " "},
        "__all__",
        "Handlingen kan inte registreras, eftersom uppgifter saknas eller är fel.",
    ),
}


@pytest.mark.parametrize("fall", list(FEL))
def test_a_refused_paper_leaves_nothing_behind_and_the_rest_of_the_form(forbund, media, fall):
    andrat, falt, text = FEL[fall]
    arende = gor(forbund, make_arende)
    klient = klient_med(forbund, Roll.REGISTRATOR)
    data = post(**andrat)
    if data["fil"]:
        data["fil"].seek(0)
    svar = klient.post(f"/f/alvsbyn/arenden/{arende.pk}/handlingar/", data)
    assert svar.status_code == 422
    assert list(svar.context["form"].errors[falt]) == [text]
    assert 'value="Region Norrbotten"' in svar.content.decode() or fall == "motpart"
    assert gor(forbund, Handling.objects.count) == 0
    assert [f for f in media.rglob("*") if f.is_file() and f.name.startswith("ny-")] == []
    assert Jobb.objects.count() == 0


def test_a_file_that_was_chosen_must_be_chosen_again_and_the_page_says_so(forbund):
    arende = gor(forbund, make_arende)
    svar = klient_med(forbund, Roll.REGISTRATOR).post(f"/f/alvsbyn/arenden/{arende.pk}/handlingar/", post(rubrik=""))
    assert list(svar.context["form"].errors) == ["rubrik", "fil"]
    assert svar.context["form"].errors["fil"][0].startswith("Välj filen igen.")


@pytest.mark.parametrize(("dag", "status"), [(0, 302), (1, 422)])
def test_a_paper_is_never_from_tomorrow(forbund, dag, status):
    arende = gor(forbund, make_arende)
    datum = date.fromordinal(dates.idag().toordinal() + dag).isoformat()
    klient = klient_med(forbund, Roll.REGISTRATOR)
    assert klient.post(f"/f/alvsbyn/arenden/{arende.pk}/handlingar/", post(datum=datum)).status_code == status


@pytest.mark.parametrize("falt", ["rubrik", "motpart"])
def test_a_personnummer_is_not_written_into_the_diarium(forbund, falt):
    arende = gor(forbund, make_arende)
    klient = klient_med(forbund, Roll.REGISTRATOR)
    svar = klient.post(f"/f/alvsbyn/arenden/{arende.pk}/handlingar/", post(**{falt: "Om 19121212-1212"}))
    assert (svar.status_code, gor(forbund, Handling.objects.count)) == (422, 0)
    if falt == "rubrik":
        assert klient.post("/f/alvsbyn/arenden/nytt/", {"rubrik": "Om 19121212-1212"}).status_code == 422


def test_a_closed_matter_takes_no_papers_until_it_is_opened_again(forbund):
    arende = gor(forbund, make_arende)
    klient = klient_med(forbund, Roll.REGISTRATOR)
    vag = f"/f/alvsbyn/arenden/{arende.pk}/"
    assert klient.post(f"{vag}avsluta/").status_code == 302
    assert gor(forbund, Arende.objects.get).avslutat == dates.idag()
    svar = klient.post(f"{vag}handlingar/", post())
    assert (svar.status_code, gor(forbund, Handling.objects.count)) == (422, 0)
    assert "Ärendet är avslutat." in svar.content.decode()
    assert klient.post(f"{vag}oppna/").status_code == 422
    assert klient.post(f"{vag}oppna/", {"varfor": "Mer kom in."}).status_code == 302
    assert klient.post(f"{vag}handlingar/", post()).status_code == 302


# Locked files


def test_a_locked_file_is_seen_and_judged_by_the_registrar_alone(forbund):
    arende = gor(forbund, make_arende)
    handling = gor(forbund, make_handling, arende, innehall=PERSONNUMMER, rubrik="Brev från socialtjänsten")
    registrator, ledamot = (make_konto_med(forbund, roll) for roll in (Roll.REGISTRATOR, Roll.LEDAMOT))
    ser = {
        konto.namn: "Brev från socialtjänsten"
        in klient_for(konto).get(f"/f/alvsbyn/arenden/{arende.pk}/").content.decode()
        for konto in (registrator, ledamot)
    }
    assert ser == {registrator.namn: True, ledamot.namn: False}
    assert klient_for(ledamot).get(f"/f/alvsbyn/handlingar/{handling.pk}/bedom/").status_code == 403
    sida = klient_for(registrator).get(f"/f/alvsbyn/handlingar/{handling.pk}/bedom/").content.decode()
    assert "Deltagaren ••••••••-•••• kom." in sida
    assert "19121212" not in sida
    assert "Bedöm den låsta filen" in klient_for(registrator).get("/f/alvsbyn/").content.decode()


@pytest.mark.parametrize(
    ("beslut", "karantan", "for_ledamot"), [("behall", Karantan.LAST, 404), ("styrelse", Karantan.REN, 200)]
)
def test_the_registrar_unlocks_or_keeps_and_says_why(forbund, beslut, karantan, for_ledamot):
    handling = gor(forbund, make_handling, innehall=PERSONNUMMER)
    klient = klient_med(forbund, Roll.REGISTRATOR)
    vag = f"/f/alvsbyn/handlingar/{handling.pk}/bedom/"
    assert klient.post(vag, {"beslut": beslut, "motivering": " "}).status_code == 422
    assert klient.post(vag, {"beslut": beslut, "motivering": "Firmans organisationsnummer."}).status_code == 302
    sparad = gor(forbund, Handling.objects.get)
    assert (sparad.karantan, sparad.skanning["bedomd"]) == (karantan, dates.idag().isoformat())
    logg = gor(forbund, lambda: Handelse.objects.order_by("nummer").last())
    assert (logg.typ, logg.skal) == ("last_handling_bedomd", {"R57": "Firmans organisationsnummer."})
    assert "Bedöm den låsta" not in klient.get("/f/alvsbyn/").content.decode()
    assert kod(klient_med(forbund, Roll.LEDAMOT), f"handlingar/{handling.pk}/") == for_ledamot


def test_a_file_that_is_not_locked_is_not_judged(forbund):
    handling = gor(forbund, make_handling)
    klient = klient_med(forbund, Roll.REGISTRATOR)
    vag = f"/f/alvsbyn/handlingar/{handling.pk}/bedom/"
    assert "Filen är inte låst." in klient.get(vag).content.decode()
    assert klient.post(vag, {"beslut": "oppen", "motivering": "x"}).status_code == 409


def test_every_riktning_reads_as_a_sentence(forbund):
    arende = gor(forbund, make_arende)
    with dates.klockan(date(2026, 5, 3)):
        for riktning, motpart in ((Riktning.INKOMMEN, "FK"), (Riktning.UTGAENDE, "AF"), (Riktning.UPPRATTAD, "")):
            gor(forbund, make_handling, arende, riktning=riktning, motpart=motpart)
    rader = klient_med(forbund, Roll.LEDAMOT).get(f"/f/alvsbyn/arenden/{arende.pk}/").context["handlingar"]
    assert [rad.ursprung for rad in rader] == [
        "Inkom från FK den 3 maj 2026",
        "Skickades till AF den 3 maj 2026",
        "Upprättad den 3 maj 2026",
    ]


def test_synliga_for_is_one_query(forbund, django_assert_num_queries):
    chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with tenancy.in_forbund(forbund.pk, konto=chef.pk):
        for _ in range(3):
            make_handling()
        access.synliga_for(chef).count()
        with django_assert_num_queries(1):
            assert [h.arende.dnr != "" for h in access.synliga_for(chef)] == [True] * 3
