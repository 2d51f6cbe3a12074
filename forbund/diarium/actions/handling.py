"""To add a paper to a matter.

`ta_emot_fil` and `laggtill_genererad` follow from another act, whose action has asked for the right;
`registrera_handling` is an act of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal, Protocol

from django.db import transaction
from django.db.models import Max

from forbund.diarium import rules
from forbund.diarium.models import Arende, Handling
from forbund.diarium.skanning import Skanningsresultat, medietyp_av_innehall, skanna_fil
from forbund.diarium.states import SKANNA, Karantan, Riktning, Synlighet
from forbund.grund import audit, dates, filer, nummer
from forbund.grund.errors import Ogiltig, require_skal
from forbund.grund.personnummer import maskera, require_inga_personnummer, skanna_text
from forbund.grund.queue import after_commit
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


class Fil(Protocol):
    """What a form's file field gives."""

    @property
    def name(self) -> str | None: ...

    def chunks(self) -> Iterable[bytes]: ...


@transaction.atomic
def ta_emot_fil(
    arende: Arende,
    fil: Fil,
    *,
    rubrik: str,
    riktning: Riktning,
    synlighet: Synlighet,
    by: Konto,
    motpart: str = "",
    datum: date | None = None,
    vid_traff: Literal["las", "vagra"] = "las",
    skal: Mapping[str, str] | None = None,
) -> Handling:
    """Add an uploaded file to the matter. Its caller has asked for the right.

    With "las" the file waits in quarantine, and a worker searches it: a personnummer locks it, and one in its name is
    masked (R57; what has come in cannot be refused). With "vagra" it is searched now, name and all: a personnummer
    refuses it, and nothing is stored.
    """
    namn = filnamn(fil.name or "")
    with filer.mottagen(fil.chunks()) as mottagen:
        medietyp = medietyp_av_innehall(mottagen.vag, namn)
        fynd = skanna_fil(mottagen.vag, medietyp) if vid_traff == "vagra" else None
        skalen = _require_ren(fynd, namn, skal or {})
        sparad = filer.behall(mottagen)
    handling = _ny_handling(
        arende,
        sparad,
        rubrik=rubrik,
        riktning=riktning,
        motpart=motpart,
        datum=datum or dates.idag(),
        filnamn=maskera(namn),
        medietyp=medietyp,
        synlighet=synlighet,
        karantan=Karantan.REN if fynd else Karantan.VANTAR,
        skanning=skanning_json(fynd) if fynd else {},
        by=by,
        skal=skalen,
    )
    if fynd is None:
        after_commit(SKANNA, handling.pk)
    return handling


@transaction.atomic
def laggtill_genererad(
    arende: Arende,
    *,
    rubrik: str,
    innehall: bytes,
    filnamn: str,
    medietyp: str,
    synlighet: Synlighet,
    by: Konto | None,
    fryst: bool = True,
    motpart: str = "",
    datum: date | None = None,
) -> Handling:
    """Add a paper that the product made; frozen, it never changes again.

    Made of the förbund's own facts it is upprättad; made of what `motpart` handed in by a form it is inkommen. `datum`
    is the day of that, when the paper is printed later.
    """
    return _ny_handling(
        arende,
        filer.spara(innehall),
        rubrik=rubrik,
        riktning=Riktning.INKOMMEN if motpart else Riktning.UPPRATTAD,
        motpart=motpart,
        datum=datum or dates.idag(),
        filnamn=filnamn,
        medietyp=medietyp,
        synlighet=synlighet,
        karantan=Karantan.REN,
        skanning={},
        fryst=dates.nu() if fryst else None,
        by=by,
        skal={},
    )


@transaction.atomic
def registrera_handling(
    arende_id: int,
    *,
    fil: Fil,
    rubrik: str,
    riktning: Riktning,
    motpart: str,
    datum: date,
    synlighet: Synlighet,
    by: Konto,
) -> Handling:
    """Register a paper that came in, went out or was drawn up, and put its file in quarantine."""
    access.require(by, Ratt.DIARIEFORA)
    arende = Arende.objects.select_for_update().get(pk=arende_id)
    if arende.avslutat:
        raise Ogiltig({"": "Ärendet är avslutat. Öppna det igen om handlingen hör hit, annars registrera ett nytt."})
    require_inga_personnummer({"Rubrik": rubrik, "Från eller till": motpart})
    return ta_emot_fil(
        arende, fil, rubrik=rubrik, riktning=riktning, motpart=motpart, datum=datum, synlighet=synlighet, by=by
    )


def _ny_handling(
    arende: Arende, fil: filer.SparadFil, *, by: Konto | None, skal: Mapping[str, str], **falt: Any
) -> Handling:
    """Take the matter's next number and write the row (R59)."""
    rules.require_registreringsuppgifter(
        rubrik=falt["rubrik"],
        datum=falt["datum"],
        riktning=falt["riktning"],
        motpart=falt["motpart"],
        idag=dates.idag(),
    )
    nasta = nummer.nasta(f"handling:{arende.pk}", 0)
    senast = Handling.objects.filter(arende=arende).aggregate(senast=Max("nummer"))["senast"] or 0
    rules.require_oanvant_nummer(nasta, senast_anvanda=senast)
    handling = Handling.objects.create(
        arende=arende,
        nummer=nasta,
        sha256=fil.sha256,
        storlek=fil.storlek,
        uppladdad_av=by,
        **{**falt, "rubrik": falt["rubrik"].strip()[:200]},
    )
    audit.write(
        "handling_registrerad",
        handling,
        by=by,
        efter={"beteckning": handling.beteckning, "riktning": handling.riktning, "sha256": handling.sha256},
        skal=skal,
    )
    return handling


def _require_ren(fynd: Skanningsresultat | None, namn: str, skal: Mapping[str, str]) -> dict[str, str]:
    """R57 where a file may be refused, by its content and its name; an unreadable one wants a reason."""
    if fynd is None:
        return {}
    i_namnet = sum(traff.saker for traff in skanna_text(namn))
    rules.require_ren_fil(maskera(namn), len(fynd.traffar) + i_namnet)
    return require_skal(fynd.varningar, skal)


def skanning_json(fynd: Skanningsresultat) -> dict[str, Any]:
    """What a scan found, with places and never the number."""
    return {
        "traffar": [{"rad": traff.rad, "omgivning": traff.omgivning} for traff in fynd.traffar],
        "varningar": [asdict(varning) for varning in fynd.varningar],
        "last": fynd.last,
    }


def filnamn(namn: str) -> str:
    """The last part of the path, without control characters, short enough to store; the extension is kept."""
    rent = "".join(t for t in namn.replace("\\", "/").rpartition("/")[2] if t.isprintable()).strip() or "fil"
    if len(rent) <= 200:
        return rent
    stam, punkt, andelse = rent.rpartition(".")
    return f"{stam[: 190 - len(andelse)]}{punkt}{andelse}" if punkt and len(andelse) < 10 else rent[:200]
