"""The queue with a Valkey and workers of its own: a bell that falls silent, a worker that is killed at its work."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from finsam.drift import process
from finsam.drift.overvakare import ROT
from finsam.drift.valkey import Valkey
from forbund.diarium.models import Handling
from forbund.diarium.states import Karantan
from forbund.grund import audit, dates, filer, queue, tenancy
from forbund.grund.models import Handelsehuvud, Jobb, Utskick
from forbund.register.states import Roll
from forbund.styrelse.models import Protokoll
from tests.diarium.fabrik import make_arende
from tests.factories import make_forbund, make_konto_med
from tests.styrelse.fabrik_protokoll import make_fullt_mote, make_utsant

pytestmark = pytest.mark.django_db(transaction=True)
TALAMOD = 60  # seconds, on a machine that has much else to do
SVARSTID = 9  # of a page: a Valkey that hangs is waited for in five seconds
ARBETARE = ("-m", "celery", "-A", "finsam.celery", "worker", "-P", "prefork", "-c", "1", "--without-gossip")


@dataclass
class Ko:
    """One Valkey, and the workers that listen to it with the tests' database and files."""

    var: Path
    valkey: Valkey
    arbetare: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def starta_arbetare(self) -> subprocess.Popen[bytes]:
        """A worker as `make demo` starts it, ready for its first job."""
        logg = self.var / f"worker-{len(self.arbetare)}.log"
        databas = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        miljo = {
            "PATH": os.environ["PATH"],
            "FINSAM_MILJO": "test",
            "DATABASE_URL": databas.geturl(),
            "REDIS_URL": self.valkey.url,
            "FINSAM_VAR": str(self.var),
        }
        argv = [sys.executable, *ARBETARE, "--without-mingle", "--loglevel", "INFO"]
        ny = process.starta(argv, logg=logg, miljo=miljo, mapp=ROT, dodssignal=signal.SIGKILL)
        self.arbetare.append(ny)
        assert process.vanta_pa(lambda: " ready." in logg.read_text(), sekunder=TALAMOD), process.svans(logg)
        return ny

    def doda(self, arbetare: subprocess.Popen[bytes]) -> None:
        """As kill -9 or the machine's power: the worker and the children that do its work, all at once."""
        os.killpg(arbetare.pid, signal.SIGKILL)
        arbetare.wait(TALAMOD)

    def stoppa(self) -> None:
        for arbetare in self.arbetare:
            if arbetare.poll() is None:
                self.doda(arbetare)
        self.valkey.stoppa()


@pytest.fixture
def ko(transactional_db, tmp_path, settings, monkeypatch):
    """The bell of this process rings in a Valkey that the test may stop and start."""
    settings.MEDIA_ROOT = tmp_path / "media"
    ko = Ko(tmp_path, Valkey(tmp_path, tmp_path / "valkey.log", dodssignal=signal.SIGKILL))
    ko.valkey.starta()
    monkeypatch.setattr(current_app.conf, "broker_url", ko.valkey.url)
    monkeypatch.setattr(current_app.amqp, "_producer_pool", None)
    yield ko
    ko.stoppa()


@pytest.fixture
def forbund(ko):
    return make_forbund(slug="alvsbyn")


@pytest.fixture
def chef(forbund):
    return make_konto_med(forbund, Roll.FORBUNDSCHEF)


def svep(senare: timedelta = queue.VANTA) -> int:
    """Beat's sweep, so much later."""
    with dates.klockan(dates.nu() + senare):
        return queue.plocka_upp_jobb()


def klart(antal: int) -> bool:
    """Whether so many jobs are done, in time."""
    return process.vanta_pa(lambda: Jobb.objects.exclude(klart=None).count() == antal, sekunder=TALAMOD)


# --- Valkey gone


@pytest.fixture
def lamna_in(forbund, chef):
    """`lamna_in(namn)`: register a paper in a browser; the file is searched by a worker. Returns the page after."""
    with tenancy.in_forbund(forbund.pk):
        arende = make_arende()
    klient = Client()
    klient.force_login(chef, backend="forbund.register.backends.RattBackend")

    def lamna(namn: str):
        falt = {"rubrik": namn, "riktning": "upprattad", "datum": dates.idag(), "synlighet": "styrelse"}
        fil = SimpleUploadedFile(f"{namn}.txt", f"Innehåll i {namn}".encode())
        start = time.monotonic()
        svar = klient.post(
            reverse("diarium:handling_ny", args=["alvsbyn", arende.pk]), {**falt, "fil": fil}, follow=True
        )
        assert (svar.status_code, time.monotonic() - start < SVARSTID) == (200, True)
        return svar

    return lamna


def kontrollerade(forbund) -> dict[str, bool]:
    with tenancy.in_forbund(forbund.pk):
        return {h.rubrik: h.karantan == Karantan.REN for h in Handling.objects.all()}


def test_valkey_gone_and_back_loses_no_job_and_does_none_twice(ko, forbund, lamna_in):
    ko.starta_arbetare()
    lamna_in("före")
    assert klart(1)
    ko.valkey.stoppa()
    assert [rad.vantar for rad in lamna_in("under").context["handlingar"]] == [False, True]
    assert svep() == 1
    assert kontrollerade(forbund) == {"före": True, "under": False}
    ko.valkey.starta()
    assert (svep(), svep()) == (1, 1)
    assert klart(2)
    assert kontrollerade(forbund) == {"före": True, "under": True}
    assert list(Jobb.objects.values_list("forsok", flat=True)) == [1, 1]
    assert svep() == 0


def test_a_valkey_that_hangs_keeps_nobody_waiting_long(ko, forbund, lamna_in):
    lamna_in("före")
    ko.valkey.process.send_signal(signal.SIGSTOP)
    try:
        lamna_in("under")
    finally:
        ko.valkey.process.send_signal(signal.SIGCONT)
    assert kontrollerade(forbund) == {"före": False, "under": False}
    assert svep() == 2


# --- a worker killed


def sand_ut(forbund, chef) -> Protokoll:
    """A protokoll sent out; the bell has rung for a worker to print it."""
    with tenancy.in_forbund(forbund.pk):
        return make_utsant(make_fullt_mote(arenden=1), chef, rendera=False)


def vantar_pa_oss() -> bool:
    """Whether somebody waits for a row that this transaction has locked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")
        return cursor.fetchone()[0] > 0


def filer_pa_disk(ko) -> list[str]:
    return sorted(fil.name for fil in (ko.var / "media").rglob("*") if fil.is_file())


def kontrollera_att_allt_finns_en_gang(ko, forbund, protokoll) -> None:
    """One paper with one number, its file alone on disk, one mail to each who justerar, and a log that holds."""
    with tenancy.in_forbund(forbund.pk):
        protokoll = Protokoll.objects.get(pk=protokoll.pk)
        assert [(h.nummer, h.sha256) for h in Handling.objects.all()] == [(1, protokoll.sha256)]
        filer.stada()
        assert filer_pa_disk(ko) == [protokoll.sha256]
        assert filer.vag(protokoll.sha256).read_bytes()[-6:].strip() == b"%%EOF"
        assert Utskick.objects.exclude(nyckel__startswith="justera-paminn").count() == 3
        assert list(audit.brister()) == []
    assert svep(queue.LAN) == 0


def test_a_worker_killed_as_the_protokoll_is_about_to_be_kept_leaves_one_to_the_next(ko, forbund, chef):
    """The hardest moment: the PDF is on disk and all rows are written, but not committed."""
    utsant = sand_ut(forbund, chef)
    with tenancy.in_forbund(forbund.pk):
        Handelsehuvud.objects.select_for_update().get()
        arbetare = ko.starta_arbetare()
        assert process.vanta_pa(vantar_pa_oss, sekunder=TALAMOD)
        assert len(filer_pa_disk(ko)) == 1
        ko.doda(arbetare)
    with tenancy.in_forbund(forbund.pk):
        assert (Handling.objects.count(), Utskick.objects.count()) == (0, 0)
    assert svep() == 0  # the one who died still has the lease
    Jobb.objects.update(ledigt_fran=dates.nu())  # and now it has run out
    assert svep() == 1
    ko.starta_arbetare()
    assert klart(1)
    assert Jobb.objects.get().forsok == 2
    kontrollera_att_allt_finns_en_gang(ko, forbund, utsant)


def test_a_worker_whose_child_is_killed_while_it_prints_goes_on_with_another(ko, forbund, chef):
    """What the kernel does when memory runs out: the child dies, and the worker that watched over it stays."""
    arbetare = ko.starta_arbetare()
    barn = int(Path(f"/proc/{arbetare.pid}/task/{arbetare.pid}/children").read_text().split()[-1])
    utsant = sand_ut(forbund, chef)
    assert process.vanta_pa(lambda: Jobb.objects.get().forsok == 1, sekunder=TALAMOD)
    os.kill(barn, signal.SIGKILL)
    with tenancy.in_forbund(forbund.pk):
        assert Handling.objects.count() == 0
    Jobb.objects.update(ledigt_fran=dates.nu())
    assert svep() == 1
    assert klart(1)
    assert (Jobb.objects.get().forsok, arbetare.poll()) == (2, None)
    kontrollera_att_allt_finns_en_gang(ko, forbund, utsant)
