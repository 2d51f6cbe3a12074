"""Matters and papers: numbers, files, quarantine, what can never change."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from forbund.diarium import actions
from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import OVRIGT, Karantan, Riktning, Synlighet
from forbund.diarium.tasks import skanna, stada_filer
from forbund.grund import dates, filer, tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, VarningUtanSkal
from forbund.grund.models import Handelse, Jobb
from forbund.register.states import Roll
from tests.diarium.fabrik import make_arende, make_fil, make_handling
from tests.factories import make_forbund, make_konto, make_konto_med

PERSONNUMMER = b"Deltagaren 19121212-1212 kom."
KANSKE = b"Ring 1212121212 eller skriv."
BILD = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def forbund(db):
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        yield forbund


def vagra(innehall=b"Inga nummer.", namn="bilaga.txt", **over):
    """Attach a file where it may be refused, as in a förslag."""
    falt = {"rubrik": "Bilaga", "riktning": Riktning.INKOMMEN, "motpart": "Kommunen", "synlighet": Synlighet.PARTER}
    return actions.ta_emot_fil(
        make_arende(), make_fil(innehall, namn), **{**falt, "by": make_konto(), "vid_traff": "vagra", **over}
    )


def pa_disk(media) -> int:
    return len([f for f in media.rglob("*") if f.is_file()])


# Numbers


def test_arenden_are_numbered_by_year_without_gaps(forbund):
    with dates.klockan(dates.idag().replace(year=2026, month=12, day=31)):
        assert [make_arende().dnr, make_arende().dnr] == ["2026/1", "2026/2"]
    with dates.klockan(dates.idag().replace(year=2027, month=1, day=1)):
        assert make_arende().dnr == "2027/1"


def test_each_forbund_has_its_own_numbers(forbund):
    annat = make_forbund()
    forsta = make_arende().nummer
    with tenancy.in_forbund(annat.pk):
        assert (forsta, make_arende().nummer) == (1, 1)


def test_handlingar_are_numbered_within_their_arende(forbund):
    arende, annat = make_arende(), make_arende()
    beteckningar = [make_handling(arende).beteckning, make_handling(annat).beteckning, make_handling(arende).beteckning]
    assert beteckningar == [f"{arende.dnr}-1", f"{annat.dnr}-1", f"{arende.dnr}-2"]


def test_a_number_that_was_rolled_back_is_used_by_the_next(forbund):
    arende = make_arende()
    with pytest.raises(ZeroDivisionError), tenancy.savepunkt():
        make_handling(arende)
        raise ZeroDivisionError
    assert make_handling(arende).nummer == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_are_without_gaps_and_twins_when_many_register_at_once():
    forbund, konto = make_forbund(), make_konto()
    with tenancy.in_forbund(forbund.pk):
        arende = make_arende()

    def registrera():
        for _ in range(5):
            with tenancy.in_forbund(forbund.pk):
                make_arende()
                make_handling(arende, by=konto, kontrollerad=False)
        connection.close()

    tradar = [threading.Thread(target=registrera) for _ in range(4)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    with tenancy.in_forbund(forbund.pk):
        arenden = sorted(Arende.objects.values_list("nummer", flat=True))
        handlingar = sorted(Handling.objects.values_list("nummer", flat=True))
    assert (arenden, handlingar) == (list(range(1, 22)), list(range(1, 21)))


@pytest.mark.parametrize("rubrik", ["", "  "])
def test_a_matter_says_what_it_is_about(forbund, rubrik):
    with pytest.raises(Ogiltig):
        actions.registrera_arende(slag=OVRIGT, rubrik=rubrik, by=None)


# Quarantine


@pytest.mark.parametrize(("innehall", "lage"), [(b"Inga nummer.", Karantan.REN), (PERSONNUMMER, Karantan.LAST)])
def test_inkommen_file_with_personnummer_is_locked(forbund, innehall, lage):
    handling = make_handling(innehall=innehall, kontrollerad=False)
    assert (handling.karantan, handling.skanning) == (Karantan.VANTAR, {})
    skanna(handling.pk)
    handling.refresh_from_db()
    assert handling.karantan == lage


def test_a_personnummer_in_the_name_of_an_inkommen_file_is_masked(forbund):
    handling = make_handling(namn="Intyg 19121212-1212.txt", kontrollerad=False)
    assert handling.filnamn == "Intyg ••••••••-••••.txt"


@pytest.mark.regel("R57", sida="forsta_vagrade")
def test_a_personnummer_in_the_name_refuses_a_file_that_may_be_refused(forbund):
    with pytest.raises(Regelbrott) as fel:
        make_handling(namn="Intyg 19121212-1212.txt", vid_traff="vagra", kontrollerad=False)
    assert (fel.value.regel, "1212" in str(fel.value.text), Handling.objects.count()) == ("R57", False, 0)


def test_the_scan_keeps_the_place_and_never_the_number(forbund):
    handling = make_handling(innehall=b"Rad ett\n" + PERSONNUMMER)
    assert [traff["rad"] for traff in handling.skanning["traffar"]] == [2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT skanning::text FROM diarium_handling")
        (text,) = cursor.fetchone()
    assert "1212" not in text
    logg = Handelse.objects.values_list("typ", "efter")
    assert not any("1212" in str(efter) for _, efter in logg)


@pytest.mark.parametrize("innehall", [KANSKE, BILD])
def test_what_only_may_be_a_personnummer_lets_the_file_through_with_a_note(forbund, innehall):
    namn = "bild.png" if innehall == BILD else "brev.txt"
    handling = make_handling(innehall=innehall, namn=namn)
    assert (handling.karantan, len(handling.skanning["varningar"])) == (Karantan.REN, 1)


def test_the_scan_may_run_twice(forbund):
    konto = make_konto_med(forbund, Roll.REGISTRATOR)
    handling = make_handling(innehall=PERSONNUMMER)
    actions.bedom_last(handling.pk, synlighet=Synlighet.OPPEN, motivering="Firmans nummer.", by=konto)
    skanna(handling.pk)
    handling.refresh_from_db()
    assert (handling.karantan, handling.synlighet) == (Karantan.REN, Synlighet.OPPEN)


def test_a_locked_file_is_judged_by_who_keeps_the_diarium_with_a_reason(forbund):
    handling = make_handling(innehall=PERSONNUMMER)
    with pytest.raises(SaknarRatt):
        actions.bedom_last(handling.pk, synlighet=None, motivering="x", by=make_konto_med(forbund, Roll.LEDAMOT))
    with pytest.raises(VarningUtanSkal):
        actions.bedom_last(handling.pk, synlighet=None, motivering=" ", by=make_konto_med(forbund, Roll.REGISTRATOR))


# Where a file may be refused


def test_a_clean_file_is_searched_at_once(forbund):
    assert vagra().karantan == Karantan.REN
    assert Jobb.objects.count() == 0


def test_a_personnummer_is_refused_and_not_stored(forbund, media):
    with pytest.raises(Regelbrott) as fel:
        vagra(PERSONNUMMER)
    assert (fel.value.regel, pa_disk(media), Handling.objects.count()) == ("R57", 0, 0)
    assert "19121212" not in fel.value.text + fel.value.utvag + str(fel.value.falt)


@pytest.mark.parametrize(("innehall", "namn"), [(KANSKE, "bilaga.txt"), (BILD, "bild.png")])
def test_what_may_be_a_personnummer_wants_a_reason(forbund, media, innehall, namn):
    with pytest.raises(VarningUtanSkal):
        vagra(innehall, namn)
    assert (pa_disk(media), Handling.objects.count()) == (0, 0)
    handling = vagra(innehall, namn, skal={"R57": "Det är ett telefonnummer."})
    assert (handling.karantan, pa_disk(media)) == (Karantan.REN, 1)


# Files


@pytest.mark.parametrize(
    ("namn", "vantat"),
    [
        ("brev.txt", "brev.txt"),
        ("C:\\Users\\Åsa\\brev.txt", "brev.txt"),
        ("/etc/../brev.txt", "brev.txt"),
        ("br\x00e\r\nv.txt", "brev.txt"),
        ("", "fil"),
        ("a" * 300 + ".txt", "a" * 187 + ".txt"),
        ("a" * 300, "a" * 200),
    ],
)
def test_a_name_is_kept_safe_and_short(namn, vantat):
    assert actions.filnamn(namn) == vantat


@pytest.mark.parametrize(
    ("innehall", "namn"), [(b"%PDF-1.7", "brev.txt"), (b"hej", "brev.pdf"), (b"MZ\x90", "brev.txt")]
)
@pytest.mark.parametrize("vid_traff", ["las", "vagra"])
def test_a_file_that_lies_about_its_type_is_refused(forbund, media, innehall, namn, vid_traff):
    with pytest.raises(Ogiltig) as fel:
        vagra(innehall, namn, vid_traff=vid_traff)
    assert (list(fel.value.falt), pa_disk(media)) == (["fil"], 0)


def test_the_same_file_twice_is_two_handlingar_and_one_file(forbund, media):
    forsta, andra = make_handling(), make_handling()
    assert (forsta.sha256 == andra.sha256, pa_disk(media)) == (True, 1)


def test_a_paper_we_made_is_ready_at_once(forbund):
    handling = actions.laggtill_genererad(
        make_arende(),
        rubrik="Kallelse",
        innehall=b"%PDF-1.7",
        filnamn="kallelse.pdf",
        medietyp="application/pdf",
        synlighet=Synlighet.STYRELSE,
        by=None,
    )
    assert (handling.karantan, handling.riktning, handling.fryst is not None) == (Karantan.REN, "upprattad", True)
    assert filer.vag(handling.sha256).read_bytes() == b"%PDF-1.7"


def test_the_sweep_keeps_what_the_handlingar_name(forbund):
    handling = make_handling()
    overgiven = filer.spara(b"ingen rad")
    assert stada_filer() == 1
    assert (filer.vag(handling.sha256).exists(), overgiven.vag.exists()) == (True, False)


# What never changes


def frys(handling) -> Handling:
    handling.fryst = dates.nu()
    handling.save(update_fields=["fryst"])
    return handling


@pytest.mark.parametrize("fryst", [False, True])
def test_a_frozen_handling_does_not_change(forbund, fryst):
    handling = make_handling()
    if fryst:
        frys(handling)
    try:
        with transaction.atomic():
            andrade = Handling.objects.update(rubrik="Ändrad")
    except DatabaseError as fel:
        andrade = fel.__cause__.sqlstate
    assert andrade == ("23001" if fryst else 1)


@pytest.mark.parametrize("tabell", ["diarium_handling", "diarium_arende"])
def test_no_matter_and_no_paper_is_removed_by_the_application(forbund, tabell):
    make_handling()
    with pytest.raises(DatabaseError) as fel, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {tabell}")
    assert fel.value.__cause__.sqlstate == "42501"
    assert Handling.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tabell", ["diarium_handling", "diarium_arende"])
def test_nor_by_the_owner_of_the_database(agare, tabell):
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        make_handling()
    with agare.transaction(), pytest.raises(Exception, match="låst och kan inte ändras eller tas bort"):
        agare.execute(
            f"SELECT set_config('finsam.las', '{forbund.pk}', true), set_config('finsam.skriv', '{forbund.pk}', true)"
        )
        agare.execute(f"DELETE FROM {tabell}")
