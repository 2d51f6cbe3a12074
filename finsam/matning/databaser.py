"""The databases: made when they are missing or made of something older, kept till then."""

import hashlib
import shutil
from datetime import date

from finsam.drift import matservrar as servrar
from finsam.drift.demomiljo import migreringssumma
from finsam.drift.matservrar import ROT, Mapp
from finsam.drift.postgres import Postgres

AR = 10
FORBUND = {"fem": 5, "sjuttiofem": 75}
BAR_MILJO = {"DJANGO_SETTINGS_MODULE": "finsam.matning.bar.installningar"}
RAKNA_MILJO = {"DJANGO_SETTINGS_MODULE": "finsam.matning.installningar"}
BAR_APP = "finsam.matning.bar.wsgi:application"


def skriv(text: str) -> None:
    print(text, flush=True)


def stampel() -> str:
    """What the databases were made of: the tables, the generator and the day."""
    summa = hashlib.sha256(migreringssumma(ROT).encode())
    for mapp in ("finsam/matning", "finsam/demo"):
        for namn in ("form", "gjutning", "jsonid", "fyllning", "bar/models", "bar/fyll", "kedja", "texter"):
            if (fil := ROT / mapp / f"{namn}.py").exists():
                summa.update(fil.read_bytes())
    return f"{summa.hexdigest()} {date.today()}"  # noqa: DTZ011  # the machine's day is enough for a cache


def gor_databaser(mapp: Mapp) -> None:
    """Migrate once, make the mould, cast it, and fill the bare table; what it took is kept in `fyllt`."""
    fil = mapp.rot / "stampel"
    if fil.exists() and fil.read_text() == stampel():
        return
    fil.unlink(missing_ok=True)
    shutil.rmtree(mapp.rot / "media", ignore_errors=True)
    skriv("Fyller databaserna (några minuter) …")
    for hemlighet in ("konton", "agare", "app", "django"):
        mapp.hemlig(hemlighet)
    with servrar.postgres(mapp, snabb=True) as server:
        rader = _fyll_alla(server, mapp)
    (mapp.rot / "fyllt").write_text(rader)
    fil.write_text(stampel())
    skriv(rader)


def _fyll_alla(server: Postgres, mapp: Mapp) -> str:
    for databas in ("form", *FORBUND, "bar", "tom"):
        server.psql("postgres", "-c", f"DROP DATABASE IF EXISTS {databas}")
    roller = {"agare": mapp.hemlig("agare"), "app": mapp.hemlig("app")}
    server.gor_roller("postgres", **roller)
    for databas in ("tom", "bar"):
        server.gor_databas(databas)
        server.gor_roller(databas, **roller)
    miljo = _miljo(server, mapp, "tom")
    servrar.manage(miljo, "migrate", "--database=agare", "--verbosity=0", "--skip-checks")
    servrar.manage(miljo, "collectstatic", "--noinput", "--verbosity=0", "--skip-checks")
    for databas in ("form", *FORBUND):
        server.psql("postgres", "-c", f"CREATE DATABASE {databas} TEMPLATE tom OWNER finsam_agare")
    mal = [f"{antal}={servrar.url(server, mapp, databas, agare=True)}" for databas, antal in FORBUND.items()]
    rader = servrar.manage(_miljo(server, mapp, "form"), "fyll_matning", str(AR), *mal)
    _fyll_bar(server, mapp)
    return rader


def _miljo(server: Postgres, mapp: Mapp, databas: str) -> dict[str, str]:
    return servrar.miljo(mapp, servrar.url(server, mapp, databas), servrar.url(server, mapp, databas, agare=True))


def _fyll_bar(server: Postgres, mapp: Mapp) -> None:
    miljo = {**_miljo(server, mapp, "bar"), **BAR_MILJO}
    servrar.manage(miljo, "migrate", "--database=agare", "--run-syncdb", "--verbosity=0", "--skip-checks")
    kod = (
        "from finsam.matning.bar.fyll import fyll; from pathlib import Path;"
        f"fyll(Path({str(mapp.rot / 'konton.losenord')!r}).read_text().strip(), arenden={75 * AR * 45},"
        " organisationer=450)"
    )
    servrar.manage(miljo, "shell", "--verbosity=0", "-c", kod)
    server.psql("bar", "-c", "VACUUM ANALYZE")
