"""Casts the mould: its rows, read once, become as many förbund and years as asked for, a förbund's year at a time.

Ids are new, references follow, days move by whole weeks to their year, and each förbund's log is numbered and chained
anew. Only the mould and one förbund's year are ever in memory. The files behind the handlingar are not copied.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, models

from finsam.matning import jsonid
from forbund.grund import audit, tenancy
from forbund.grund.models import Handelse, Handelsehuvud, Utskick
from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Forbund, ForbundGroupObjectPermission, Konto, Organisation

Rad = tuple[Any, ...]
Byt = Callable[[Any], Any]
Omnamning = Callable[[list[Any], "Gjutning", int], None]
VECKOR = 52
EGNA: tuple[type[models.Model], ...] = (Handelsehuvud,)  # the head of the log is written when its rows are
GEMENSAMMA = (Forbund, Organisation, Konto, Group, ForbundGroupObjectPermission)


def slug(nummer: int) -> str:
    return f"forbund-{nummer}"


def tabeller() -> list[type[models.Model]]:
    """Every table that is cast, what is pointed to before what points."""
    hyres = [m for m in apps.get_models() if issubclass(m, ForbundModel) and m not in EGNA]
    kvar: list[type[models.Model]] = [*GEMENSAMMA, *hyres]
    ordnade: list[type[models.Model]] = []
    while kvar:
        nasta = next(m for m in kvar if not {f.related_model for f in _nycklar(m)} & set(kvar) - {m})
        kvar.remove(nasta)
        ordnade.append(nasta)
    return ordnade


def _nycklar(modell: type[models.Model]) -> list[Any]:
    return [f for f in modell._meta.concrete_fields if f.is_relation]


Skikt = dict[type[models.Model], list[Rad]]  # the rows that one phase of the mould added


def senaste_ids() -> dict[type[models.Model], int]:
    ut = {}
    with connection.cursor() as cursor:
        for modell in tabeller():
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {modell._meta.db_table}")
            ut[modell] = cursor.fetchone()[0]
    return ut


def las_skikt(forbund_id: int, efter: Mapping[type[models.Model], int]) -> Skikt:
    """All rows of the mould that are newer than `efter`."""
    skikt: Skikt = {}
    with tenancy.in_flera([forbund_id]), connection.cursor() as cursor:
        for modell in tabeller():
            kolumner = ", ".join(f'"{f.column}"' for f in modell._meta.concrete_fields)
            cursor.execute(
                f"SELECT {kolumner} FROM {modell._meta.db_table} WHERE id > %s ORDER BY id",
                [efter.get(modell, 0)],
            )
            skikt[modell] = cursor.fetchall()
    return skikt


@dataclass
class Gjutning:
    """One förbund being cast: new ids by table and old id, and where its log stands."""

    nummer: int
    nasta_id: dict[type[models.Model], Iterator[int]]
    ids: dict[type[models.Model], dict[int, int]] = field(default_factory=dict)
    handelse: int = 0
    hash: str = audit.FORSTA_HASH

    @property
    def forbund_id(self) -> int:
        return next(iter(self.ids[Forbund].values()))

    def rader(self, skikt: Skikt, *, ar_bak: int) -> Iterator[tuple[type[models.Model], list[Rad]]]:
        """The layer's rows as this förbund's, moved `ar_bak` years back."""
        for modell, gamla in skikt.items():  # all ids first: a protokoll's facts name its punkter
            self.ids.setdefault(modell, {}).update((rad[0], next(self.nasta_id[modell])) for rad in gamla)
        for modell, gamla in skikt.items():
            byten = self._byten(modell, ar_bak)
            yield modell, [self._rad(modell, rad, byten, ar_bak) for rad in gamla]

    def _rad(self, modell: type[models.Model], rad: Rad, byten: list[tuple[int, Byt]], ar_bak: int) -> Rad:
        ny = list(rad)
        for plats, byt in byten:
            if ny[plats] is not None:
                ny[plats] = byt(ny[plats])
        if modell is Handelse:
            self._kedja(ny)
        elif modell in OMNAMN:
            OMNAMN[modell](ny, self, ar_bak)
        return tuple(ny)

    def _byten(self, modell: type[models.Model], ar_bak: int) -> list[tuple[int, Byt]]:
        """What is done to each column that does not stay as it is."""
        flytt = timedelta(weeks=VECKOR * ar_bak)
        byten: list[tuple[int, Byt]] = []
        for plats, falt in enumerate(modell._meta.concrete_fields):
            if falt.primary_key:
                byten.append((plats, self.ids[modell].__getitem__))
            elif falt.is_relation and falt.related_model in self.ids:
                byten.append((plats, self.ids[falt.related_model].__getitem__))
            elif isinstance(falt, models.DateField) and ar_bak:
                byten.append((plats, lambda v: v - flytt))
            elif falt.column in {"ar", "paragraf_ar"} and ar_bak:
                byten.append((plats, lambda v: v and v - ar_bak))  # 0: of no year
            elif byt := jsonid.byte(modell, falt, self.ids, ar_bak):
                byten.append((plats, byt))
        return byten

    def _kedja(self, rad: list[Any]) -> None:
        """Number and chain a row of the log; what it is about follows to its new id."""
        falt = {f.attname: plats for plats, f in enumerate(Handelse._meta.concrete_fields)}
        modell = apps.get_model(rad[falt["objekt_typ"]])
        rad[falt["objekt_id"]] = self.ids.get(modell, {}).get(rad[falt["objekt_id"]], rad[falt["objekt_id"]])
        self.handelse += 1
        rad[falt["nummer"]], rad[falt["foregaende"]] = self.handelse, self.hash
        som_objekt = {**dict(zip(falt, rad, strict=True)), "hash": ""}
        for namn in ("fore", "efter", "skal"):
            som_objekt[namn] = json.loads(som_objekt[namn])
        self.hash = rad[falt["hash"]] = audit.hash_av(Handelse(**som_objekt))


def _omnamn(modell: type[models.Model], **hur: Callable[[Any, Gjutning, int], Any]) -> Omnamning:
    platser = {f.attname: plats for plats, f in enumerate(modell._meta.concrete_fields)}

    def byt(rad: list[Any], gjutning: Gjutning, ar_bak: int) -> None:
        for namn, funktion in hur.items():
            rad[platser[namn]] = funktion(rad[platser[namn]], gjutning, ar_bak)

    return byt


# What must differ between förbund or years.
OMNAMN: dict[type[models.Model], Omnamning] = {
    Forbund: _omnamn(
        Forbund,
        slug=lambda _, g, __: slug(g.nummer),
        namn=lambda _, g, __: f"Samordningsförbundet {g.nummer:02}",
        kortnamn=lambda _, g, __: f"Förbundet {g.nummer:02}",
    ),
    Organisation: _omnamn(Organisation, kod=lambda v, g, _: f"{v[-1:] or 0}{g.nummer:03}"),
    Konto: _omnamn(Konto, email=lambda v, g, _: v.replace("@form.", f"@{slug(g.nummer)}.")),
    Group: _omnamn(Group, name=lambda v, g, _: f"forbund:{g.forbund_id}:{v.rpartition(':')[2]}"),
    Utskick: _omnamn(Utskick, nyckel=lambda v, _, ar_bak: f"{v}:{ar_bak}"),
}
