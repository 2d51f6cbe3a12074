"""Ids and years inside the mould's JSON and texts: which key points where."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from beredning.models import Forslag, Forslagsversion
from forbund.diarium.models import Arende, Handling
from forbund.grund.models import Raknare
from forbund.register.models import Konto, Medlem, Person, Uppdrag
from forbund.styrelse.models import Protokoll, Punkt

Ids = Mapping[type[models.Model], Mapping[int, int]]
# The key that holds an id, per table: a dict or a list under the key is walked into.
NYCKLAR: dict[type[models.Model], dict[str, type[models.Model]]] = {
    Protokoll: {"punkt_id": Punkt, "arende_id": Arende},
    Forslagsversion: {"id": Medlem, "medlem": Medlem},
    Punkt: {"id": Medlem, "medlem": Medlem},
}
MED_ARTAL = {(Arende, "rubrik"), (Handling, "rubrik"), (Handling, "filnamn")}
ARTAL = re.compile(r"(?:(?<=\"ar\": )|(?<!\": ))\b20[12]\d\b(?!\":)")  # another number, or a key, may be an id


def byte(modell: type[models.Model], falt: models.Field, ids: Ids, ar_bak: int) -> Callable[[Any], Any] | None:
    """What to do with the column's value, None when it stays as it is."""
    if modell is Forslag and falt.name == "andringar":
        return lambda text: json.dumps({k: [v, ids[Konto][konto]] for k, (v, konto) in json.loads(text).items()})
    if modell is Raknare and falt.name == "serie":
        return lambda serie: _serie(serie, ids)
    if falt.name == "fakta":
        fakta = _protokollsfakta if modell is Protokoll else _kallelsefakta
        return lambda text: json.dumps(fakta(_flytta_ar(text, ar_bak), ids), ensure_ascii=False)
    if isinstance(falt, models.JSONField):
        if nycklar := NYCKLAR.get(modell):
            return lambda text: json.dumps(_byt_ids(_flytta_ar(text, ar_bak), nycklar, ids), ensure_ascii=False)
        return lambda text: _flytta_ar(text, ar_bak)
    if (modell, falt.name) in MED_ARTAL:
        return lambda text: _flytta_ar(text, ar_bak)
    return None


def _flytta_ar(text: str, ar_bak: int) -> str:
    return ARTAL.sub(lambda traff: str(int(traff[0]) - ar_bak), text) if ar_bak else text


def _byt_ids(text: str, nycklar: Mapping[str, type[models.Model]], ids: Ids) -> Any:
    def byt(falt: dict[str, Any]) -> dict[str, Any]:
        for nyckel, modell in nycklar.items():
            if isinstance(gammalt := falt.get(nyckel), int):
                falt[nyckel] = ids[modell].get(gammalt, gammalt)
        return falt

    return json.loads(text, object_hook=byt)


def _kallelsefakta(text: str, ids: Ids) -> Any:
    fakta = json.loads(text)
    for punkt in fakta["punkter"]:
        punkt["id"] = ids[Punkt][punkt["id"]]
        for handling in punkt.get("handlingar", ()):
            handling["id"] = ids[Handling][handling["id"]]
    return fakta


def _protokollsfakta(text: str, ids: Ids) -> Any:
    """Who is to justera what stands by id: § → person → uppdrag."""
    fakta = _byt_ids(text, NYCKLAR[Protokoll], ids)
    punkter, personer, uppdrag = ids[Punkt], ids[Person], ids[Uppdrag]
    fakta["behoriga"] = {
        punkter[int(punkt)]: {personer[int(person)]: uppdrag[uppdraget] for person, uppdraget in alla.items()}
        for punkt, alla in fakta["behoriga"].items()
    }
    for namn in ("nummer", "fingeravtryck"):
        fakta[namn] = {punkter[int(punkt)]: varde for punkt, varde in fakta[namn].items()}
    fakta["justerare"] = {uppdrag[int(uppdraget)]: namn for uppdraget, namn in fakta["justerare"].items()}
    return fakta


def _serie(serie: str, ids: Ids) -> str:
    """The series of an ärende's handlingar carries its id."""
    namn, _, arende = serie.partition(":")
    return f"{namn}:{ids[Arende][int(arende)]}" if arende else serie
