"""The log: collected while a change is made, numbered and chained just before COMMIT.

Gap-free numbers and a hash that covers the row before make a changed, removed, inserted or swapped row visible; the
head row makes a removed tail visible. Hash input: canonical JSON of every field but id and hash.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from forbund.grund import dates, tenancy
from forbund.grund.models import Handelse, Handelsehuvud
from forbund.grund.personnummer import require_inga_personnummer

if TYPE_CHECKING:
    from forbund.register.models import Konto

FORSTA_HASH = "0" * 64
LASNING = "lasning"


def write(
    typ: str,
    objekt: Model,
    *,
    by: "Konto | None",
    at: str = "",
    fore: Mapping[str, Any] | None = None,
    efter: Mapping[str, Any] | None = None,
    lagrum: str = "",
    skal: Mapping[str, str] | None = None,
) -> None:
    """Add one row to the log of the open förbund; stored when the scope closes, gone if it rolls back.

    The log is never changed, so a reason with a personnummer in it refuses the act (R57).
    """
    require_inga_personnummer({f"skal_{regel}": text for regel, text in (skal or {}).items()})
    tenancy.samla(
        Handelse(
            tid=dates.nu(),
            konto=by,
            namn=by.namn if by else "Finsam",
            at=at,
            typ=typ,
            objekt_typ=objekt._meta.label_lower,
            objekt_id=objekt.pk,
            rubrik=str(objekt)[:300],
            fore=_json(fore),
            efter=_json(efter),
            lagrum=lagrum,
            skal=dict(skal or {}),
        )
    )


def _json(varden: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values as they come back from the database, so that the hash can be computed again."""
    return dict(json.loads(json.dumps(dict(varden or {}), cls=DjangoJSONEncoder)))


@tenancy.fore_commit
def numrera(forbund_id: int, rader: list[Handelse]) -> None:
    """Number and chain the rows; holds the förbund's head row for the rest of the transaction."""
    huvud = Handelsehuvud.objects.select_for_update().get(forbund_id=forbund_id)
    for rad in rader:
        huvud.nummer += 1
        rad.forbund_id = forbund_id
        rad.nummer = huvud.nummer
        rad.foregaende = huvud.hash
        rad.hash = huvud.hash = hash_av(rad)
        if rad.typ != LASNING:
            huvud.andring = rad.nummer
    Handelse.objects.bulk_create(rader, batch_size=500)
    huvud.save(update_fields=["nummer", "hash", "andring"])


def senaste_andring() -> int:
    """The number of the last logged change in the open förbund; what auditors read does not move it."""
    return Handelsehuvud.objects.values_list("andring", flat=True).get()


def hash_av(rad: Handelse) -> str:
    """SHA-256 over the row and the hash before it."""
    falt = {
        "forbund": rad.forbund_id,
        "nummer": rad.nummer,
        "tid": rad.tid.astimezone(UTC).isoformat(timespec="microseconds"),
        "konto": rad.konto_id,
        **{n: getattr(rad, n) for n in ("namn", "at", "typ", "objekt_typ", "objekt_id", "rubrik", "fore", "efter")},
        **{n: getattr(rad, n) for n in ("lagrum", "skal", "foregaende")},
    }
    return hashlib.sha256(json.dumps(falt, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def brister() -> Iterator[str]:
    """Walk the log of the open förbund and yield, in plain Swedish, each place where it does not hold together."""
    vantat, hash_fore = 1, FORSTA_HASH
    for rad in Handelse.objects.order_by("nummer").iterator(chunk_size=1000):
        if rad.nummer != vantat:
            yield f"Händelse {vantat} saknas: efter {vantat - 1} kommer {rad.nummer}."
        if rad.foregaende != hash_fore:
            yield f"Händelse {rad.nummer} hänger inte ihop med raden före."
        if rad.hash != hash_av(rad):
            yield f"Händelse {rad.nummer} är ändrad efter att den skrevs."
        vantat, hash_fore = rad.nummer + 1, rad.hash
    huvud = Handelsehuvud.objects.first()
    if huvud is None:
        yield "Loggens huvud saknas, så det syns inte om slutet av loggen är borttaget."
    elif (huvud.nummer, huvud.hash) != (vantat - 1, hash_fore):
        yield f"Loggens slut stämmer inte: huvudet säger {huvud.nummer}, sista raden är {vantat - 1}."
