"""The demo as a person meets it: real servers, one start after another in one folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import ClassVar

import pytest

from finsam.drift import demomiljo, overvakare, process
from finsam.drift.process import Startfel

REDO = "Avsluta med Ctrl-C."
TALAMOD = 300  # seconds, on a machine that has much else to do


class Demo:
    """One run of `manage.py demo` with an empty environment, and what it said."""

    alla: ClassVar[list["Demo"]] = []

    def __init__(self, var, port=""):
        nummer, namn = tempfile.mkstemp(dir=var.parent)
        os.close(nummer)
        self.logg = Path(namn)
        self.process = process.starta(
            [sys.executable, overvakare.ROT / "manage.py", "demo"],
            logg=self.logg,
            miljo={"PATH": "/usr/bin:/bin", "FINSAM_VAR": str(var), "PORT": str(port)},
            dodssignal=signal.SIGKILL,
        )
        self.alla.append(self)

    @property
    def text(self):
        return self.logg.read_text("utf-8")

    def vanta_tills_redo(self):
        process.vanta_pa(lambda: REDO in self.text or self.process.poll() is not None, sekunder=TALAMOD)
        assert REDO in self.text, self.text
        return self

    def avsluta(self, nummer):
        self.process.send_signal(nummer)
        return self.process.wait(TALAMOD)


def foraldrar():
    """Every process of the machine and its parent."""
    foralder = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            foralder[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return foralder


def barn_till(pid):
    """Every process below `pid`."""
    foralder = foraldrar()
    funna, nya = set(), {pid}
    while nya:
        nya = {barn for barn, upp in foralder.items() if upp in nya}
        funna |= nya
    return funna


def lever(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def slang(var):
    """Remove a demo's folder, wherever its database had to lie."""
    subprocess.run(["rm", "-rf", demomiljo.servermapp(var, demomiljo.serveranvandare()), var], check=True)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    var = tmp_path_factory.mktemp("demo") / "var"
    yield var
    for demo in Demo.alla:
        process.stoppa(demo.process, signal.SIGTERM)
    slang(var)


@pytest.fixture(scope="module")
def fylld(var):
    """A folder where a demo has been started for the first time, and stopped with Ctrl-C; what it said."""
    demo = Demo(var).vanta_tills_redo()
    barnen = barn_till(demo.process.pid)
    egna = [barn for barn, upp in foraldrar().items() if upp == demo.process.pid]
    andra = Demo(var)
    andra.process.wait(TALAMOD)
    adress = re.search(r"http://localhost:\d+/", demo.text).group()
    with urllib.request.urlopen(adress) as svar:
        sida = svar.read().decode()
    return {
        "text": demo.text,
        "andra": (andra.process.returncode, andra.text),
        "sida": sida,
        "adress": adress,
        "pid": demo.process.pid,
        "egna": egna,
        "kod": demo.avsluta(signal.SIGINT),
        "kvar": [pid for pid in barnen if lever(pid)],
        "slut": demo.text.rstrip().splitlines()[-1],
    }


def test_the_demo_serves_its_first_page_and_tells_the_accounts_and_the_password(fylld, var):
    losenord = (var / "demo-losenord").read_text()
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", losenord)
    assert f"Lösenord för alla konton: {losenord}\n" in fylld["text"]
    assert "maria.sundqvist@finsam.example" in fylld["text"]
    assert "<html" in fylld["sida"]


def test_ctrl_c_stops_everything(fylld):
    assert len(fylld["egna"]) == 5  # valkey, postgres, web, worker, beat; each has children of its own
    assert (fylld["kod"], fylld["kvar"], fylld["slut"]) == (0, [], "Finsam är stoppat.")


def test_a_second_demo_in_the_same_folder_is_told_where_the_first_is(fylld):
    kod, text = fylld["andra"]
    assert kod == 1
    assert f"Demon körs redan (process {fylld['pid']}, {fylld['adress']}). Stoppa den först." in text


def test_a_killed_supervisor_leaves_nobody_behind_and_the_next_start_works(fylld, var):
    demo = Demo(var).vanta_tills_redo()
    barnen = barn_till(demo.process.pid)
    assert demo.avsluta(signal.SIGKILL) == -signal.SIGKILL
    assert process.vanta_pa(lambda: not any(map(lever, barnen)), sekunder=TALAMOD)
    nasta = Demo(var).vanta_tills_redo()
    assert "Fyller databasen" not in nasta.text
    assert nasta.avsluta(signal.SIGTERM) == 0


def test_a_child_that_dies_is_named_and_takes_the_rest_with_it(fylld, var):
    demo = Demo(var).vanta_tills_redo()
    barnen = barn_till(demo.process.pid)
    egna = [barn for barn, upp in foraldrar().items() if upp == demo.process.pid]  # not the worker's own pool
    worker = next(p for p in egna if b"worker" in Path(f"/proc/{p}/cmdline").read_bytes().split(b"\0"))
    os.kill(worker, signal.SIGKILL)
    assert demo.process.wait(TALAMOD) == 1
    assert f"worker har stannat (kod -9). Det sista i {var}/logg/worker.log:" in demo.text
    assert [pid for pid in barnen if lever(pid)] == []


@pytest.fixture
def upptagen():
    with socket.socket() as uttag:
        uttag.bind(("127.0.0.1", 0))
        uttag.listen()
        yield uttag.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused(upptagen):
    with pytest.raises(Startfel) as fel:
        demomiljo.valj_port(str(upptagen))
    assert str(fel.value) == (f"Port {upptagen} är upptagen av ett annat program. Välj en annan: make demo PORT=8080")


def test_a_free_port_that_was_asked_for_is_used(upptagen):
    with socket.socket() as uttag:
        uttag.bind(("127.0.0.1", 0))
        ledig = uttag.getsockname()[1]
    assert demomiljo.valj_port(str(ledig)) == ledig


@pytest.mark.parametrize("onskad", ["0", "65536", "åtta"])
def test_what_is_no_port_is_refused(onskad):
    with pytest.raises(Startfel, match="är inget portnummer"):
        demomiljo.valj_port(onskad)


def test_without_a_wish_the_first_free_port_is_taken(monkeypatch, upptagen):
    monkeypatch.setattr(demomiljo, "PORTAR", (upptagen, 8099))
    monkeypatch.setattr(demomiljo, "ar_ledig", lambda port: port != upptagen)
    assert demomiljo.valj_port("") == 8099


def test_starting_over_asks_first(tmp_path):
    (tmp_path / "media").mkdir()
    assert overvakare.borja_om(tmp_path, lambda _: "nej") == 1
    assert (tmp_path / "media").exists()
    assert overvakare.borja_om(tmp_path, lambda _: "ja") == 0
    assert not (tmp_path / "media").exists()
    slang(tmp_path)


def test_the_web_never_holds_the_owner_of_the_database(tmp_path):
    given = {"DATABASE_URL_AGARE": "postgres://finsam_agare:x@/finsam", "HOME": "/finns-inte", "EMAIL_URL": "smtp://x"}
    miljo = demomiljo.barnmiljo(given, tmp_path, 8000, demomiljo.Hemligheter("a", "b", "c", "d"))
    assert "DATABASE_URL_AGARE" not in miljo
    assert {n: miljo[n] for n in ("EMAIL_URL", "HOME", "SECRET_KEY", "FINSAM_MILJO")} == {
        "EMAIL_URL": "smtp://x",
        "HOME": str(tmp_path / "cache"),
        "SECRET_KEY": "d",
        "FINSAM_MILJO": "utveckling",
    }
