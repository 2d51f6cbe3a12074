"""Files of a förbund, named by their SHA-256: written and fsynced before the row, and never overwritten.

They lie in `MEDIA_ROOT/<förbund>/<sha256>`, outside everything that a web server hands out. What no row names is swept.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection

from forbund.grund import dates, tenancy
from forbund.grund.errors import IngetForbund, Ogiltig

STORSTA: Final = 25 * 1024 * 1024
ORORD: Final = timedelta(hours=1)
_LAS: Final = 0x46494C45  # the class of advisory locks that uploads share and the sweep takes alone
_TILLFALLIG: Final = "ny-"

_i_bruk: list[Callable[[], Iterable[str]]] = []


@dataclass(frozen=True)
class SparadFil:
    """A file on disk: its hash, its size in bytes, where it lies."""

    sha256: str
    storlek: int
    vag: Path


def i_bruk(leverantor: Callable[[], Iterable[str]]) -> Callable[[], Iterable[str]]:
    """Register a query for the hashes that an app's rows name in the open förbund; the rest is swept."""
    _i_bruk.append(leverantor)
    return leverantor


def mapp(forbund_id: int) -> Path:
    """The förbund's folder, made when it is missing."""
    vag = Path(settings.MEDIA_ROOT) / str(forbund_id)
    vag.mkdir(mode=0o700, parents=True, exist_ok=True)
    return vag


def vag(sha256: str) -> Path:
    """Where the file with that hash lies, in the one förbund that is open for reading."""
    las = tenancy.aktivt().las
    if len(las) != 1:
        raise IngetForbund("Filer läses i ett förbund åt gången.")
    return Path(settings.MEDIA_ROOT) / str(las[0]) / sha256


@contextmanager
def mottagen(delar: Iterable[bytes]) -> Iterator[SparadFil]:
    """Stream to a temporary file in the open förbund; it is gone on leaving unless `behall` moved it into place.

    Raises Ogiltig({"fil": …}) for an empty file and for one above STORSTA, which is not read to its end.
    """
    handtag, namn = tempfile.mkstemp(prefix=_TILLFALLIG, dir=mapp(tenancy.aktivt_forbund_id()))
    hash_, storlek, plats = hashlib.sha256(), 0, Path(namn)
    try:
        with os.fdopen(handtag, "wb") as ut:
            for del_ in delar:
                storlek += len(del_)
                if storlek > STORSTA:
                    raise Ogiltig({"fil": f"Filen är för stor. Den får vara högst {STORSTA // 2**20} MB."})
                hash_.update(del_)
                ut.write(del_)
            ut.flush()
            os.fsync(ut.fileno())
        if not storlek:
            raise Ogiltig({"fil": "Filen är tom. Välj en fil med innehåll."})
        yield SparadFil(hash_.hexdigest(), storlek, plats)
    finally:
        plats.unlink(missing_ok=True)


def behall(fil: SparadFil) -> SparadFil:
    """Move a received file to its place, before the row that will name it; the same content already there is kept."""
    forbund_id = tenancy.aktivt_forbund_id()
    _las(forbund_id, delat=True)
    plats = vag(fil.sha256)
    try:
        os.link(fil.vag, plats)
    except FileExistsError:
        return SparadFil(fil.sha256, fil.storlek, plats)
    plats.chmod(0o600)
    mapp_ = os.open(plats.parent, os.O_RDONLY)
    try:
        os.fsync(mapp_)
    finally:
        os.close(mapp_)
    return SparadFil(fil.sha256, fil.storlek, plats)


def spara(innehall: bytes) -> SparadFil:
    """Store what the product made itself (a PDF)."""
    with mottagen([innehall]) as fil:
        return behall(fil)


def stada() -> int:
    """Remove the open förbund's files that no row names, and uploads cut off an hour ago; returns how many.

    Waits out uploads under way, so that a file whose row is not committed yet is never taken.
    """
    forbund_id = tenancy.aktivt_forbund_id()
    _las(forbund_id, delat=False)
    namngivna = {sha256 for leverantor in _i_bruk for sha256 in leverantor()}
    grans = (dates.nu() - ORORD).timestamp()
    borta = 0
    for plats in mapp(forbund_id).iterdir():
        overgiven = plats.name.startswith(_TILLFALLIG) and plats.stat().st_mtime < grans
        if overgiven or not (plats.name.startswith(_TILLFALLIG) or plats.name in namngivna):
            plats.unlink(missing_ok=True)
            borta += 1
    return borta


def _las(forbund_id: int, *, delat: bool) -> None:
    """Held until the transaction ends."""
    sort = "_shared" if delat else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{sort}(%s, %s)", [_LAS, forbund_id])
