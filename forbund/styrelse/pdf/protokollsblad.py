"""The protokoll as ready text: what is shown on the page, frozen as JSON when it is sent out, and printed.

Every field is a fact of the sammanträde put in words, except `text`, which the sekreterare writes (KL 5 kap. 66–67 §§).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

T = TypeVar("T")


@dataclass(frozen=True)
class Narvarande:
    """One person at the sammanträde: as what, for which medlem, and at which §§ when not all."""

    namn: str
    som: str
    medlem: str = ""
    nar: str = ""


@dataclass(frozen=True)
class Belopp:
    """An amount that is proposed or decided."""

    ar: str
    belopp: str
    till: str
    finansiering: str


@dataclass(frozen=True)
class Yrkande:
    """What somebody proposed and did not take back."""

    text: str
    att_satser: tuple[str, ...] = ()
    villkor: tuple[str, ...] = ()
    belopp: tuple[Belopp, ...] = ()


@dataclass(frozen=True)
class Rost:
    """How one voted in an open omröstning."""

    namn: str
    medlem: str
    val: str


@dataclass(frozen=True)
class Omrostning:
    """One omröstning: what ja and nej meant, how each voted, what it came to, and whose votes another noted."""

    ja: str
    nej: str
    roster: tuple[Rost, ...]
    rostetal: str
    utfall: str
    antecknade: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beslut:
    """The decision: its att-satser begin "att"; `inledning` says who decides."""

    inledning: str
    att_satser: tuple[str, ...]
    villkor: tuple[str, ...] = ()
    belopp: tuple[Belopp, ...] = ()
    summa: str = ""
    deltar: str = ""


@dataclass(frozen=True)
class Reservation:
    """Who reserved, and the written ground when one was handed in."""

    vem: str
    text: str = ""
    id: int = 0
    uppdrag_id: int = 0


@dataclass(frozen=True)
class Paragraf:
    """One §."""

    punkt_id: int
    nummer: int
    rubrik: str
    ar_arende: bool
    dnr: str = ""
    arende_id: int | None = None
    leds_av: str = ""
    narvaro: tuple[str, ...] = ()
    jav: tuple[str, ...] = ()
    automatisk: tuple[str, ...] = ()
    text: str = ""
    sammanfattning: tuple[tuple[str, str], ...] = ()
    underlag: tuple[str, ...] = ()
    forslag: tuple[str, ...] = ()
    yrkanden: tuple[Yrkande, ...] = ()
    beslutsgang: tuple[str, ...] = ()
    omrostningar: tuple[Omrostning, ...] = ()
    beslut: Beslut | None = None
    reservationer: tuple[Reservation, ...] = ()
    justeras_av: tuple[str, ...] = ()
    tjanstgor: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blad:
    """The whole protokoll."""

    forbund: str
    sate: str
    dag: str
    tid: str
    plats: str
    sekreterare: str
    ordforande: str
    spann: str
    justeras_senast: str
    beslutande: tuple[Narvarande, ...] = ()
    ersattare: tuple[Narvarande, ...] = ()
    ovriga: tuple[Narvarande, ...] = ()
    justerare: tuple[str, ...] = ()
    paragrafer: tuple[Paragraf, ...] = ()

    @property
    def titel(self) -> str:
        return f"Protokoll {self.dag}"


def till_json(blad: Blad) -> dict[str, Any]:
    """The sheet as it is stored."""
    return dict(json.loads(json.dumps(asdict(blad))))


def fran_json(rad: Mapping[str, Any]) -> Blad:
    """The stored sheet; what a later version has added keeps its default."""
    return _las(Blad, rad)


def _las(klass: type[T], rad: Mapping[str, Any]) -> T:
    falt = _falt(klass)  # type: ignore[arg-type]  # mypy does not see that a class is hashable
    return klass(**{namn: _varde(typ, rad[namn]) for namn, typ in falt.items() if namn in rad})


@cache
def _falt(klass: type) -> dict[str, Any]:
    """Field → type of one of the dataclasses here."""
    return get_type_hints(klass)


def _varde(typ: Any, varde: Any) -> Any:
    """A list as the tuple of its field, a mapping as the dataclass of its field."""
    if isinstance(varde, list):
        ett = get_args(typ)[0]
        return tuple([_varde(ett, v) for v in varde])
    if isinstance(varde, dict):
        return _las(next(t for t in (typ, *get_args(typ)) if isinstance(t, type) and is_dataclass(t)), varde)
    return varde


def fingeravtryck(blad: Blad) -> dict[str, str]:
    """Point → SHA-256 of all that a justerare of its § vouches for: the § itself and who served (§ 66)."""
    huvud = {k: v for k, v in till_json(blad).items() if k not in {"paragrafer", "justeras_senast"}}
    return {
        str(paragraf.punkt_id): hashlib.sha256(
            json.dumps([huvud, asdict(paragraf)], sort_keys=True, ensure_ascii=False).encode()
        ).hexdigest()
        for paragraf in blad.paragrafer
    }
