"""The measuring itself, with the databases made and Django set up."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace

import psycopg

from finsam.drift import matservrar as servrar
from finsam.drift.matservrar import ROT, Mapp
from finsam.drift.postgres import Postgres
from finsam.matning import form, fyllning, gjutning, matt, pdftid, rapport, sidor
from finsam.matning.bar import ANVANDARE
from finsam.matning.databaser import BAR_APP, BAR_MILJO, FORBUND, RAKNA_MILJO, skriv
from finsam.matning.klient import Klient
from finsam.matning.matt import FA, MANGA, Kostnad, Rackvidd
from forbund.register.states import Roll

STORA = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > 1000"
DATABASER = dict(zip((FA, MANGA), FORBUND.items(), strict=True))


def kor(server: Postgres, mapp: Mapp) -> bool:
    """Measure, count, write the report; whether every limit was kept."""
    par = list(sidor.par())
    pdf = pdftid.mat_pdf(gjutning.slug(fyllning.mitten(FORBUND["sjuttiofem"])))
    with ExitStack() as stapel:
        webbar = {
            kalla: stapel.enter_context(servrar.webb(mapp, f"web-{databas}", _miljo(server, mapp, databas)))
            for kalla, (databas, _) in DATABASER.items()
        }
        bar_miljo = {**_miljo(server, mapp, "bar"), **BAR_MILJO}
        bar_webb = stapel.enter_context(servrar.webb(mapp, "web-bar", bar_miljo, BAR_APP))
        rackvidder = {
            kalla: _rackvidd(server, mapp, databas, antal, webbar[kalla].port)
            for kalla, (databas, antal) in DATABASER.items()
        }
        bar = Klient(bar_webb.port)
        bar.logga_in("username", ANVANDARE, mapp.hemlig("konton"))
        skriv(f"Mäter {len(par)} par av sida och roll i {matt.VARV} varv …")
        tider = matt.mat(par, rackvidder, bar)
        minne, bar_minne = webbar[MANGA].minne(), bar_webb.minne()
    utfall = rapport.Utfall(
        tider,
        _rakna(server, mapp, par, rackvidder),
        minne,
        bar_minne,
        pdf,
        (mapp.rot / "fyllt").read_text(),
        server.psql("postgres", "-c", "SHOW server_version").strip(),
        frozenset(server.psql("sjuttiofem", "-c", STORA).split()),
    )
    return rapport.skriv(utfall, ROT / "docs/prestanda.md")


def _miljo(server: Postgres, mapp: Mapp, databas: str) -> dict[str, str]:
    return servrar.miljo(mapp, servrar.url(server, mapp, databas))


def _rakna(
    server: Postgres, mapp: Mapp, par: list[tuple[sidor.Sida, Roll]], rackvidder: Mapping[str, Rackvidd]
) -> dict[str, list[Kostnad]]:
    """The second pass, with the same sessions at servers that count."""
    skriv("Räknar frågor och jämför planer …")
    kostnader = {}
    for kalla, (databas, _) in DATABASER.items():
        with servrar.webb(mapp, f"rakna-{databas}", {**_miljo(server, mapp, databas), **RAKNA_MILJO}) as webb:
            klienter = {roll: replace(k, port=webb.port) for roll, k in rackvidder[kalla].klienter.items()}
            kostnader[kalla] = matt.rakna(par, replace(rackvidder[kalla], klienter=klienter))
    return kostnader


def _rackvidd(server: Postgres, mapp: Mapp, databas: str, antal: int, port: int) -> Rackvidd:
    """Everyone of the förbund in the middle, logged in, and the ids of what they read."""
    slug = gjutning.slug(fyllning.mitten(antal))
    konton = {roll: form.epost(roll, 1, slug) for roll in Roll} | {Roll.GRANSKARE: fyllning.GRANSKARE}
    klienter = {roll: Klient(port) for roll in konton}
    for roll, klient in klienter.items():
        klient.logga_in("login", konton[roll], mapp.hemlig("konton"))
    return Rackvidd(klienter, slug, _objekt(servrar.url(server, mapp, databas, agare=True), slug))


def _objekt(adress: str, slug: str) -> dict[str, int]:
    """Ids of what the addresses name, in one förbund."""
    oppna = "SELECT set_config('finsam.las', id::text, true) FROM register_forbund WHERE slug = %s"
    with psycopg.connect(adress) as anslutning:
        anslutning.execute(oppna, [slug])

        def fraga(sql: str) -> int | None:
            rad = anslutning.execute(sql.encode()).fetchone()
            return rad[0] if rad else None

        return sidor.objekt(fraga)
