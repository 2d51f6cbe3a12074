"""The set-up: what it asks of the machine and how it says so."""

import pytest

from finsam.drift import debianpaket, installera


def test_the_oldest_python_that_will_do():
    assert installera.pythonfel((3, 11)) == ""


def test_an_older_python_is_refused_in_words():
    assert installera.pythonfel((3, 10)) == (
        "Finsam behöver Python 3.11 eller senare, men python3 är 3.10. "
        "Kör om med en nyare: make PYTHON=python3.11 install"
    )


@pytest.mark.parametrize(
    ("svar", "version"),
    [('openjdk version "17.0.15" 2025-04-15', 17), ('java version "1.8.0_402"', 8), ("java: not found", 0)],
)
def test_the_version_of_java(svar, version):
    assert debianpaket.javaversion(svar) == version


def test_only_what_is_not_there_is_missing():
    behov = (debianpaket.Behov("finns", lambda: True), debianpaket.Behov("saknas", lambda: False))
    assert debianpaket.saknas(behov) == ["saknas"]


def test_a_library_is_looked_for_by_loading_it():
    assert [debianpaket.bibliotek(namn)() for namn in ("libc.so.6", "libfinns-inte.so.0")] == [True, False]


@pytest.fixture
def vanlig_anvandare(monkeypatch):
    monkeypatch.setattr(installera.os, "geteuid", lambda: 1000)


def test_without_root_the_tests_stop_and_name_one_command(vanlig_anvandare):
    with pytest.raises(installera.Hinder) as hinder:
        installera.ordna_paket(["chromium", "libjaxb-java"], till="proven", krav=True)
    assert str(hinder.value).splitlines() == [
        "Till proven saknas Debianpaket. Kör:",
        "",
        "    sudo apt-get install --no-install-recommends chromium libjaxb-java",
    ]


def test_without_root_the_demo_names_the_command_and_goes_on(vanlig_anvandare, capsys):
    installera.ordna_paket(["libpango-1.0-0"], till="PDF:er", krav=False)
    assert [rad for rad in capsys.readouterr().out.splitlines() if rad] == [
        "Till PDF:er saknas Debianpaket. Kör:",
        "    sudo apt-get install --no-install-recommends libpango-1.0-0",
        "Finsam startar ändå, men utan PDF:er.",
    ]


def test_nothing_is_said_when_nothing_is_missing(vanlig_anvandare, capsys):
    installera.ordna_paket([], till="proven", krav=True)
    assert capsys.readouterr().out == ""


def test_uv_is_installed_by_its_own_lines_of_the_lock_file():
    uv = "uv==2 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
    las = f"ruff==1 \\\n    --hash=sha256:aa\n{uv}    # via x\nzz==3 \\\n    --hash=sha256:dd\n"
    assert installera.uv_rader(las) == uv


def test_the_lock_file_at_hand_pins_uv_by_hash():
    rader = installera.uv_rader((installera.ROT / "requirements-dev.txt").read_text()).splitlines()
    assert rader[0].startswith("uv==")
    assert {rad.strip().split(":")[0] for rad in rader[1:]} == {"--hash=sha256"}


@pytest.mark.parametrize("namn", installera.LAS)
def test_every_lock_file_decides_what_is_installed(tmp_path, monkeypatch, namn):
    for las in installera.LAS:
        (tmp_path / las).write_text("samma")
    monkeypatch.setattr(installera, "ROT", tmp_path)
    fore = installera.stampel()
    assert installera.stampel() == fore
    (tmp_path / namn).write_text("annat")
    assert installera.stampel() != fore


def test_no_lock_file_names_a_registry():
    rader = [
        rad
        for namn in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt")
        for rad in (installera.ROT / namn).read_text().splitlines()
        if "://" in rad or "index" in rad.lower().split("==")[0] or "find-links" in rad
    ]
    assert rader == []


def test_without_a_home_the_caches_lie_below_var(tmp_path, monkeypatch):
    monkeypatch.delenv("HOME", raising=False)
    miljo = installera.miljo(tmp_path)
    assert {miljo[n] for n in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache")} == {
        str(tmp_path / "var" / "cache" / namn) for namn in ("uv", "pip", "npm")
    }


def test_with_a_home_the_caches_are_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert installera.miljo(tmp_path)["HOME"] == str(tmp_path)
    assert not (tmp_path / "var").exists()
