"""Fills a database with cast förbund, by COPY as the tables' owner.

The triggers that guard what is justerat judge acts, not history, and row-level security knows no COPY: both rest while
the rows go in, and are on again before anyone reads. Foreign keys and every other constraint hold all the time.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import psycopg
from django.db import models
from psycopg import sql

from finsam.demo.kedja import Scen
from finsam.matning import form
from finsam.matning.gjutning import Gjutning, Rad, Skikt, las_skikt, senaste_ids, slug, tabeller
from forbund.grund import dates, tenancy
from forbund.grund.models import Handelsehuvud
from forbund.grund.tenancy import ForbundModel

GRANSKARE = f"granskare@{form.DOMAN}"


@dataclass(frozen=True)
class Gjutform:
    """The mould's rows: what there always was, a whole year, and what is under way today."""

    bas: Skikt
    aret: Skikt
    pagaende: Skikt
    losenordshash: str


def gor_form(losenordshash: str, matt: form.Ar) -> Gjutform:
    """Make the mould's förbund in the connected database, and read it layer by layer."""
    markor = senaste_ids()
    forbund = form.bilda(losenordshash)
    with tenancy.in_forbund(forbund.pk):
        scen = Scen.i_forbundet()
    skikten = []
    arbeten: list[Callable[[], None]] = [
        lambda: None,
        lambda: form.ett_ar(scen, dates.idag().year - 1, matt),
        lambda: form.pagaende(scen),
    ]
    for arbete in arbeten:
        arbete()
        skikten.append(las_skikt(forbund.pk, markor))
        markor = {modell: max([markor[modell], *(rad[0] for rad in rader)]) for modell, rader in skikten[-1].items()}
    return Gjutform(skikten[0], skikten[1], skikten[2], losenordshash)


def fyll(mal: psycopg.Connection, gjutform: Gjutform, *, forbund: int, ar: int) -> int:
    """Cast so many förbund and years into the database that `mal` owns; the number of rows."""
    with vilande_vakter(mal):
        nasta: dict[type[models.Model], Iterator[int]] = {
            modell: count(_hogsta(mal, modell) + 1) for modell in alla_tabeller()
        }
        gjutningar = [Gjutning(nummer, nasta) for nummer in range(1, forbund + 1)]
        lagen = [(gjutform.bas, 0), *((gjutform.aret, steg) for steg in reversed(range(ar))), (gjutform.pagaende, 0)]
        antal = sum(_gjut(mal, gjutning, skikt, steg) for skikt, steg in lagen for gjutning in gjutningar)
        huvuden = [
            Handelsehuvud(
                pk=next(nasta[Handelsehuvud]),
                forbund_id=g.forbund_id,
                nummer=g.handelse,
                hash=g.hash,
                andring=g.handelse,  # no one who only reads has been here
            )
            for g in gjutningar
        ]
        falt = Handelsehuvud._meta.concrete_fields
        rader = [tuple(getattr(huvud, f.attname) for f in falt) for huvud in huvuden]
        _kopiera(mal, Handelsehuvud._meta.db_table, [str(f.column) for f in falt], rader)
        _stall_raknare(mal)
        _ge_mandat(mal, gjutform.losenordshash, forbund)
        mal.commit()
    return antal


def alla_tabeller() -> list[type[models.Model]]:
    return [*tabeller(), Handelsehuvud]


def _gjut(mal: psycopg.Connection, gjutning: Gjutning, skikt: Skikt, ar_bak: int) -> int:
    """One layer of one förbund, in a transaction of its own."""
    antal = 0
    for modell, rader in gjutning.rader(skikt, ar_bak=ar_bak):
        _kopiera(mal, modell._meta.db_table, [str(f.column) for f in modell._meta.concrete_fields], rader)
        antal += len(rader)
    mal.commit()
    return antal


def _kopiera(mal: psycopg.Connection, tabell: str, kolumner: Sequence[str], rader: Iterable[Rad]) -> None:
    fraga = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(tabell), sql.SQL(", ").join(map(sql.Identifier, kolumner))
    )
    with mal.cursor() as cursor, cursor.copy(fraga) as kopia:
        for rad in rader:
            kopia.write_row(rad)


def _stall_raknare(mal: psycopg.Connection) -> None:
    """The next row written by the application gets an id that is free."""
    for modell in alla_tabeller():
        tabell = modell._meta.db_table
        fraga = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), greatest(max(id), 1)) FROM {}")
        mal.execute(fraga.format(tabell, sql.Identifier(tabell)))


def _hogsta(mal: psycopg.Connection, modell: type[models.Model]) -> int:
    fraga = sql.SQL("SELECT coalesce(max(id), 0) FROM {}").format(sql.Identifier(modell._meta.db_table))
    rad = mal.execute(fraga).fetchone()
    return int(rad[0]) if rad else 0


@contextmanager
def vilande_vakter(mal: psycopg.Connection) -> Iterator[None]:
    """Own triggers and row-level security off for the owner, and on again."""
    hyres = [m._meta.db_table for m in alla_tabeller() if issubclass(m, ForbundModel)]

    def stall(*satser: str) -> None:
        for tabell in hyres:
            for sats in satser:
                mal.execute(sql.SQL("ALTER TABLE {} " + sats).format(sql.Identifier(tabell)))
        mal.commit()

    stall("NO FORCE ROW LEVEL SECURITY", "DISABLE TRIGGER USER")
    try:
        yield
    finally:
        mal.rollback()
        stall("FORCE ROW LEVEL SECURITY", "ENABLE TRIGGER USER")


def _ge_mandat(mal: psycopg.Connection, losenordshash: str, forbund: int) -> None:
    """One granskare with a mandate over two förbund in the middle (one, where there is but one)."""
    mal.execute("SELECT set_config('finsam.drift', 'on', true)")
    konto = _nytt_id(
        mal,
        "INSERT INTO register_konto (password, email, namn, is_active, skapat)"
        " VALUES (%s, %s, 'Ulrika Granskare', true, now()) RETURNING id",
        losenordshash,
        GRANSKARE,
    )
    idag = dates.idag()
    mandat = _nytt_id(
        mal,
        "INSERT INTO register_granskningsmandat (konto_id, organ, grund, alla_forbund, fran, till)"
        " VALUES (%s, 'Arkivmyndigheten', '20 § lagen (2003:1210)', false, %s, %s) RETURNING id",
        konto,
        idag - timedelta(days=30),
        idag + timedelta(days=300),
    )
    mal.execute(
        "INSERT INTO register_mandatforbund (mandat_id, forbund_id) SELECT %s, id FROM register_forbund"
        " WHERE slug = ANY(%s)",
        [mandat, [slug(mitten(forbund)), slug(mitten(forbund) + 1)]],
    )


def _nytt_id(mal: psycopg.Connection, fraga: str, *varden: object) -> int:
    rad = mal.execute(fraga, varden).fetchone()
    return int(rad[0]) if rad else 0


def mitten(forbund: int) -> int:
    """The förbund that is measured: neither first nor last."""
    return (forbund + 1) // 2
