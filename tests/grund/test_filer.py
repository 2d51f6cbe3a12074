"""Files on disk: written before the row, never overwritten, and swept when no row names them."""

import hashlib
import os
import threading
import tracemalloc

import pytest
from django.db import OperationalError, connection

from forbund.grund import filer, tenancy
from forbund.grund.errors import IngetForbund, Ogiltig
from tests.factories import make_forbund

INNEHALL = b"Protokoll"
SUMMA = hashlib.sha256(INNEHALL).hexdigest()


@pytest.fixture(autouse=True)
def media(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(filer, "_i_bruk", [])
    return settings.MEDIA_ROOT


@pytest.fixture
def forbund(db):
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        yield forbund


def pa_disk(media) -> list[str]:
    return sorted(str(f.relative_to(media)) for f in media.rglob("*") if f.is_file())


def test_a_file_lies_under_its_forbund_by_its_hash_and_is_read_by_us_alone(forbund, media):
    fil = filer.spara(INNEHALL)
    assert (fil.sha256, fil.storlek, fil.vag) == (SUMMA, 9, media / str(forbund.pk) / SUMMA)
    assert filer.vag(SUMMA) == fil.vag
    assert fil.vag.read_bytes() == INNEHALL
    assert (fil.vag.stat().st_mode & 0o777, fil.vag.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert pa_disk(media) == [f"{forbund.pk}/{SUMMA}"]


def test_the_same_content_again_leaves_the_first_file_alone(forbund):
    forsta = filer.spara(INNEHALL).vag.stat()
    andra = filer.spara(INNEHALL).vag.stat()
    assert (forsta.st_ino, forsta.st_mtime_ns) == (andra.st_ino, andra.st_mtime_ns)


def test_another_forbund_has_a_file_of_its_own(forbund, media):
    filer.spara(INNEHALL)
    annat = make_forbund()
    with tenancy.in_forbund(annat.pk):
        assert not filer.vag(SUMMA).exists()
        filer.spara(INNEHALL)
    assert pa_disk(media) == sorted([f"{forbund.pk}/{SUMMA}", f"{annat.pk}/{SUMMA}"])


def test_no_forbund_no_file(db):
    with pytest.raises(IngetForbund):
        filer.spara(INNEHALL)
    with pytest.raises(IngetForbund):
        filer.vag(SUMMA)


@pytest.mark.parametrize("over", [0, 1])
def test_the_largest_file(forbund, media, over):
    delar = [b"x" * 2**20] * 25 + [b"x" * over]
    if not over:
        with filer.mottagen(delar) as fil:
            assert fil.storlek == filer.STORSTA
        return
    with pytest.raises(Ogiltig) as fel, filer.mottagen(delar):
        pass
    assert fel.value.falt == {"fil": "Filen är för stor. Den får vara högst 25 MB."}
    assert pa_disk(media) == []


@pytest.mark.parametrize("delar", [[], [b""], [b"", b""]])
def test_an_empty_file_is_refused(forbund, media, delar):
    with pytest.raises(Ogiltig) as fel, filer.mottagen(delar):
        pass
    assert fel.value.falt == {"fil": "Filen är tom. Välj en fil med innehåll."}
    assert pa_disk(media) == []


def test_a_file_above_the_limit_is_not_read_to_its_end(forbund):
    lasta = []

    def delar():
        for n in range(50):
            lasta.append(n)
            yield b"x" * 2**20

    with pytest.raises(Ogiltig), filer.mottagen(delar()):
        pass
    assert len(lasta) == 26


def test_a_large_file_is_never_in_memory(forbund):
    del_ = b"x" * 2**16
    tracemalloc.start()
    with filer.mottagen(del_ for _ in range(20 * 2**20 // len(del_))) as fil:
        filer.behall(fil)
    topp = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert fil.storlek == 20 * 2**20
    assert topp < 2**20


def test_a_file_that_nobody_kept_is_gone(forbund, media):
    with filer.mottagen([INNEHALL]):
        assert len(pa_disk(media)) == 1
    with pytest.raises(ZeroDivisionError), filer.mottagen([INNEHALL]):
        raise ZeroDivisionError
    assert pa_disk(media) == []


def test_the_file_and_its_folder_are_on_disk_before_the_row(forbund, monkeypatch):
    tvingade = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda fd: (tvingade.append(os.path.basename(os.readlink(f"/proc/self/fd/{fd}"))), fsync(fd))
    )
    filer.spara(INNEHALL)
    assert [namn.startswith("ny-") or namn for namn in tvingade] == [True, str(forbund.pk)]


def test_the_sweep_takes_what_no_row_names(forbund, media):
    kvar, bort = filer.spara(b"kvar"), filer.spara(b"bort")
    filer.i_bruk(lambda: [kvar.sha256])
    assert (filer.stada(), filer.stada()) == (1, 0)
    assert pa_disk(media) == [f"{forbund.pk}/{kvar.sha256}"]
    assert not bort.vag.exists()


@pytest.mark.parametrize(("sekunder", "borta"), [(3500, 0), (3700, 1)])
def test_the_sweep_takes_uploads_cut_off_an_hour_ago(forbund, sekunder, borta):
    avbruten = filer.mapp(forbund.pk) / "ny-avbruten"
    avbruten.write_bytes(b"x")
    da = avbruten.stat().st_mtime - sekunder
    os.utime(avbruten, (da, da))
    assert filer.stada() == borta


def test_the_sweep_leaves_other_forbund_alone(forbund, media):
    annat = make_forbund()
    with tenancy.in_forbund(annat.pk):
        filer.spara(INNEHALL)
    assert filer.stada() == 0
    assert pa_disk(media) == [f"{annat.pk}/{SUMMA}"]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_waits_for_an_upload_whose_row_is_not_committed():
    forbund, sparad, klar = make_forbund(), threading.Event(), threading.Event()
    utfall = []

    def ladda_upp():
        with tenancy.in_forbund(forbund.pk):
            filer.spara(INNEHALL)
            sparad.set()
            klar.wait(10)
        connection.close()

    trad = threading.Thread(target=ladda_upp)
    trad.start()
    sparad.wait(10)
    try:
        with tenancy.in_forbund(forbund.pk):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            filer.stada()
    except OperationalError as fel:
        utfall.append(fel.__cause__.sqlstate)
    klar.set()
    trad.join()
    with tenancy.in_forbund(forbund.pk):
        assert (utfall, filer.vag(SUMMA).exists()) == (["55P03"], True)
        assert filer.stada() == 1


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_do_not_wait_for_each_other(media):
    forbund = make_forbund()
    mots = threading.Barrier(2, timeout=10)

    def ladda_upp():
        with tenancy.in_forbund(forbund.pk):
            filer.spara(INNEHALL)
            mots.wait()
        connection.close()

    tradar = [threading.Thread(target=ladda_upp) for _ in range(2)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert (mots.broken, pa_disk(media)) == (False, [f"{forbund.pk}/{SUMMA}"])
