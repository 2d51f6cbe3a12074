"""The protokoll on paper: as it was sent out, as it was justerat, and one § of it as an utdrag."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from forbund.grund import dates, pdf
from forbund.grund.models import Handelse
from forbund.styrelse.models import Justering, Protokoll, Rattelse
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.pdf.protokollsblad import Blad, Paragraf, fran_json
from forbund.styrelse.queries.justering import Justeringslage, justeringar_for_papper, justeringslage

MALL = "pdf/styrelse_protokoll.html"
UTDRAG = "pdf/styrelse_protokollsutdrag.html"


@dataclass(frozen=True)
class Utgava:
    """Which edition was sent out."""

    dnr: str
    nr: int
    utsant: str


@dataclass(frozen=True)
class Justeringsrad:
    """What one person justerade, when, and in which edition."""

    namn: str
    som: str
    paragrafer: str
    tid: str
    utgava: str
    pa_papper: str = ""


@dataclass(frozen=True)
class Justeringssida:
    """The last page of the justerat protokoll: who justerade what, and how it can be checked."""

    rader: tuple[Justeringsrad, ...]
    justerat: str
    utgavor: tuple[tuple[str, str], ...]
    handelse: int
    logghash: str


@dataclass(frozen=True)
class Papper:
    """A printed protokoll: what to store, and as what."""

    innehall: bytes
    medietyp: str = pdf.MEDIETYP
    andelse: str = "pdf"


def utsant(blad: Blad, utgava: Utgava) -> Papper:
    """The protokoll as it goes out for justering."""
    kontext = {"blad": blad, "utgava": utgava, "forbund": blad.forbund, "nummer": f"Dnr {utgava.dnr}"}
    return _papper({**kontext, "fot": f"{blad.titel}, utsänt för justering"}, blad.titel)


def justerat(blad: Blad, utgava: Utgava, justering: Justeringssida) -> Papper:
    """The same protokoll with its page of justeringar, to keep for ever."""
    kontext = {"blad": blad, "utgava": utgava, "justering": justering, "forbund": blad.forbund}
    return _papper({**kontext, "nummer": f"Dnr {utgava.dnr}", "fot": f"{blad.titel}, justerat"}, blad.titel)


def _papper(kontext: dict[str, Any], titel: str) -> Papper:
    """A PDF to keep. In the demo a machine without Pango gets a page instead, which says so; elsewhere it waits."""
    try:
        return Papper(pdf.render(MALL, kontext, titel, arkiv=True))
    except pdf.PdfSaknas as saknas:
        if not settings.DEMO:
            raise
        sida = render_to_string(MALL, {**kontext, "titel": titel, "utan_pdf": saknas.text})
        return Papper(sida.encode(), "text/html", "html")


def utdrag(protokoll: Protokoll, paragraf: Paragraf, rattelser: Iterable[Rattelse]) -> bytes:
    """One justerad § with who decided, who justerade it and what has been corrected since (R119)."""
    blad = fran_json(protokoll.fakta["blad"])
    titel = f"Protokollsutdrag § {paragraf.nummer}, {blad.dag}"
    justeringar = (
        justeringslage(protokoll, justeringar_for_papper(protokoll)).gallande.get(paragraf.punkt_id, {}).values()
    )
    arende = protokoll.sammantrade.arende
    kontext = {
        "blad": blad,
        "paragraf": paragraf,
        "rader": justeringsrader(justeringar, {paragraf.punkt_id: paragraf.nummer}, {}),
        "rattelser": [
            f"{dates.visa_dag(dates.svensk_dag(rad.tid))}: {rad.text}"
            for rad in rattelser
            if rad.punkt_id == paragraf.punkt_id
        ],
        "forbund": blad.forbund,
        "nummer": f"Dnr {arende.dnr}" if arende else "",
        "fot": titel,
    }
    return pdf.render(UTDRAG, kontext, titel)


def justeringssida(protokoll: Protokoll, lage: Justeringslage, handelse: Handelse) -> Justeringssida:
    """Who justerade which §§, the hash of each edition they read, and the log's hash when the last one did."""
    blad = fran_json(protokoll.fakta["blad"])
    nummer = {paragraf.punkt_id: paragraf.nummer for paragraf in blad.paragrafer}
    utgavor = {utgava["sha256"]: utgava["nr"] for utgava in protokoll.fakta["utgavor"]}
    utgavor[protokoll.sha256] = protokoll.version
    justeringar = [rad for alla in lage.gallande.values() for rad in alla.values()]
    anvanda = {rad.sha256 for rad in justeringar} | {protokoll.sha256}
    return Justeringssida(
        rader=justeringsrader(justeringar, nummer, utgavor if len(anvanda) > 1 else {}),
        justerat=dates.visa_stund(protokoll.justerat) if protokoll.justerat else "",
        utgavor=tuple((f"Utgåva {nr}", sha256) for sha256, nr in utgavor.items() if sha256 in anvanda),
        handelse=handelse.nummer,
        logghash=handelse.hash,
    )


def justeringsrader(
    justeringar: Iterable[Justering], nummer: dict[int, int], utgavor: dict[str, int]
) -> tuple[Justeringsrad, ...]:
    """One row for each act: the §§ that one person justerade at one time, in the order of time."""
    akter: dict[tuple[str, int, str], list[Justering]] = {}
    for rad in sorted(justeringar, key=lambda rad: (rad.tid, rad.pk)):
        akter.setdefault((dates.visa_stund(rad.tid), rad.uppdrag_id, rad.sha256), []).append(rad)
    return tuple(
        Justeringsrad(
            namn=rader[0].uppdrag.person.namn,
            som=rader[0].uppdrag.get_roll_display(),
            paragrafer=spann(nummer[rad.punkt_id] for rad in rader),
            tid=tid,
            utgava=f"utgåva {utgavor[sha256]}" if sha256 in utgavor else "",
            pa_papper=_pa_papper(rader[0]),
        )
        for (tid, _, sha256), rader in akter.items()
    )


def _pa_papper(justering: Justering) -> str:
    """Where the signed page is kept, and who noted it; empty for one who justerade by logging in."""
    if justering.underlag is None or justering.antecknad_av is None:
        return ""
    return f"på papper, handling {justering.underlag.beteckning}, antecknat av {justering.antecknad_av.namn}"
