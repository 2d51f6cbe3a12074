"""The own servers: folders, secrets, and a cluster on a checkout with an awkward path."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from finsam.drift import hemligheter, mappar, postgres, process
from finsam.drift.granska import ROT
from finsam.drift.postgres import OSAKERT, Postgres
from finsam.drift.process import Startfel


def test_a_socket_stays_in_its_folder_as_long_as_the_name_fits(tmp_path):
    fyll = mappar.LANGSTA_UTTAG - len(str(tmp_path)) - 1
    assert mappar.uttagsmapp(tmp_path / ("x" * fyll)) == tmp_path / ("x" * fyll)
    kort = mappar.uttagsmapp(tmp_path / ("x" * (fyll + 1)))
    assert tmp_path not in kort.parents
    assert len(str(kort)) <= mappar.LANGSTA_UTTAG
    kort.rmdir()


def test_a_closed_home_is_out_of_reach_for_others(tmp_path):
    hem = tmp_path / "hem"
    (hem / "finsam").mkdir(parents=True)
    nas = {lage: hem.chmod(lage) or mappar.nas_av_alla(hem / "finsam") for lage in (0o700, 0o711)}
    assert nas == {0o700: False, 0o711: mappar.nas_av_alla(tmp_path)}


def test_the_replacement_is_the_same_at_every_start(tmp_path):
    forsta = mappar.reservmapp(tmp_path / "var", tmp_path)
    assert mappar.reservmapp(tmp_path / "var", tmp_path) == forsta
    assert stat.S_IMODE(forsta.stat().st_mode) == 0o711


def test_a_replacement_that_is_a_link_is_refused(tmp_path):
    plats = mappar.reservmapp(tmp_path / "var", tmp_path)
    plats.rmdir()
    (tmp_path / "annans").mkdir()
    plats.symlink_to(tmp_path / "annans")
    with pytest.raises(Startfel, match="tillhör en annan användare"):
        mappar.reservmapp(tmp_path / "var", tmp_path)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    fil = tmp_path / "hemlig"
    forsta = mappar.hemlighet(fil)
    assert len(forsta) >= 32
    assert mappar.hemlighet(fil) == forsta
    assert stat.S_IMODE(fil.stat().st_mode) == 0o600


def test_a_secret_that_was_cut_off_while_written_is_made_anew(tmp_path):
    fil = tmp_path / "hemlig"
    fil.touch()
    assert mappar.hemlighet(fil, "nytt") == "nytt"


def test_the_secrets_of_compose_agree_with_each_other_and_are_never_written_over(tmp_path):
    mapp = tmp_path / "hemligheter"
    assert hemligheter.skriv(mapp) is True
    las = {fil.name: fil.read_text() for fil in mapp.iterdir()}
    assert las["database_url"] == f"postgres://finsam_app:{las['app_losenord']}@db:5432/finsam"
    assert las["database_url_agare"] == f"postgres://finsam_agare:{las['agare_losenord']}@db:5432/finsam"
    assert stat.S_IMODE(mapp.stat().st_mode) == 0o700
    assert hemligheter.skriv(mapp) is False
    assert {fil.name: fil.read_text() for fil in mapp.iterdir()} == las


def test_pg_bin_is_the_only_place_looked_at_when_given(tmp_path):
    with pytest.raises(Startfel, match=r"Letade i: /finns-inte \(version saknas\)"):
        postgres.hitta("/finns-inte")


@pytest.mark.parametrize(("version", "duger"), [(15, False), (16, True), (18, True), (19, False)])
def test_the_versions_of_postgresql_that_will_do(tmp_path, version, duger):
    program = tmp_path / "postgres"
    program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}.2'\n")
    program.chmod(0o755)
    if duger:
        assert postgres.hitta(str(tmp_path)) == tmp_path
    else:
        with pytest.raises(Startfel, match=rf"version {version}\)"):
            postgres.hitta(str(tmp_path))


@pytest.fixture
def kluster(tmp_path):
    """A cluster in a folder that no socket fits in, closed to the server's user (as below root's home)."""
    tmp_path.chmod(0o700)
    mapp = tmp_path / ("lang-" * 20)
    mapp.mkdir()
    server = Postgres(mapp, "hemligt", tmp_path / "logg", installningar=OSAKERT)
    try:
        server.starta()
        server.gor_roller("postgres", agare="agarens", app="appens")
        yield server
    finally:
        server.stoppa()
        subprocess.run(["rm", "-rf", server.uttag, server._bas], check=True)


def test_a_long_path_below_a_closed_home_works_and_the_two_roles_have_the_rights_they_should(kluster):
    assert len(str(kluster.uttag)) <= mappar.LANGSTA_UTTAG
    kluster.gor_roller("postgres", agare="agarens", app="nytt")  # again, with a new password
    with psycopg.connect(kluster.url("finsam_agare", "agarens", "postgres")) as agare:
        agare.execute("CREATE TABLE prov (id int)")
    with psycopg.connect(kluster.url("finsam_app", "nytt", "postgres")) as app:
        app.execute("INSERT INTO prov VALUES (1)")
        far = "SELECT rolsuper OR rolbypassrls OR rolinherit OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
        assert app.execute(far).fetchone() == (False,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("CREATE TABLE egen (id int)")
    for losenord in ("appens", ""):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(kluster.url("finsam_app", losenord, "postgres"))


def test_a_killed_run_of_tests_leaves_no_server_and_the_next_sweeps_its_folder():
    program = (
        "import os, time, finsam.drift.prov as p\n"
        "with p.servrar() as s:\n    print(s.var.parent, flush=True)\n    time.sleep(60)\n"
    )
    miljo = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    dodad = subprocess.Popen([sys.executable, "-c", program], cwd=ROT, env=miljo, stdout=subprocess.PIPE, text=True)
    with dodad:
        mapp = Path(dodad.stdout.readline().strip())
        pid = int((mapp / "pgdata" / "postmaster.pid").read_text().splitlines()[0])
        dodad.kill()
    assert process.vanta_pa(lambda: not Path(f"/proc/{pid}").exists(), sekunder=10)
    subprocess.run([sys.executable, "-c", program.replace("sleep(60)", "sleep(0)")], cwd=ROT, env=miljo, check=True)
    assert not mapp.exists()
