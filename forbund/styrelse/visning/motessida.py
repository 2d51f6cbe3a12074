"""The whole live page, put together from its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from forbund.diarium.models import Handling
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.queries.motespunkt import Punktlage
from forbund.styrelse.states import UNDER_MOTET, Punktslag, Punktstatus, Sammantradesstatus
from forbund.styrelse.visning import mote, mote_gor, mote_leda, mote_punkt, mote_sekreterare
from forbund.styrelse.visning.mote import Blick, Huvud, Listrad, Matare, Narvarorad, Skede
from forbund.styrelse.visning.mote_akt import Akt, Byggare, Uppgift


@dataclass(frozen=True)
class Mitt:
    """What is one's own: jäv that one has declared, ways out and on."""

    egna_jav: list[tuple[str, Akt | None]]
    lamna: Akt | None
    vack_url: str
    protokoll_url: str

    def __bool__(self) -> bool:
        return bool(self.egna_jav or self.lamna or self.vack_url or self.protokoll_url)


@dataclass(frozen=True)
class Senaste:
    """What was settled last; `reservera` when the one who looks may be against it."""

    text: str
    url: str
    reservera: bool


@dataclass(frozen=True)
class Motessida:
    """Every part of the page as ready text and forms."""

    skede: Skede
    version: int
    puls_url: str
    har_url: str
    svar: tuple[tuple[str, str], ...]
    huvud: Huvud
    nu: str
    lista: list[Listrad]
    punkt: mote_punkt.Punktvy | None
    vantar: str
    senaste: Senaste | None
    matare: Matare | None
    narvaro: list[Narvarorad]
    rost: mote_gor.Rostvy | None
    leda: Uppgift
    gor: Uppgift
    anteckna: Uppgift
    reservation: Uppgift
    javsfraga: tuple[Akt, Akt] | None
    javsfragor: list[mote_sekreterare.Javsrad]
    personer: list[mote_sekreterare.Personrad]
    vantande: list[mote_sekreterare.Vantande]
    vyer: tuple[tuple[str, str, bool], ...]
    till_nu_url: str
    mitt: Mitt

    @property
    def leda_forst(self) -> bool:
        """Whether what the one who leads does next stands before the point."""
        return self.skede not in {Skede.OVERLAGGNING, Skede.FORMALIA}

    @property
    def gor_forst(self) -> bool:
        """Whether what a ledamot may do stands before the point: until the klubbslag omröstning may be asked for."""
        return self.skede == Skede.REDOVISAD and not self.leda


def motessida(
    b: Byggare,
    oppen: Punktlage | None,
    visad: Punktlage | None,
    handlingar: Sequence[Handling],
    hinder: tuple[str, ...],
) -> Motessida:
    """`oppen` is the point being handled, `visad` the one that is shown; the same one as a rule."""
    rum, blick = b.rum, b.blick
    skede = mote.skede_for(rum, oppen)
    visar_nu = oppen is None or (visad is not None and visad.punkt.pk == oppen.punkt.pk)
    return Motessida(
        skede=skede,
        version=rum.sammantrade.version,
        puls_url=_puls(b) if skede != Skede.SLUT else "",
        har_url=blick.adress(punkt=""),
        svar=tuple((val.value, ord_) for val, ord_ in mote_gor.ROSTORD.items()),
        huvud=mote.huvud(rum),
        nu=mote_punkt.nu_text(rum, skede, oppen),
        lista=mote.lista(rum, visad.punkt if visad else None, blick),
        punkt=mote_punkt.punktvy(rum, visad, blick, handlingar) if visad else None,
        vantar=_vantar(rum, skede, blick),
        senaste=_senaste(b) if skede in {Skede.MELLAN, Skede.FORMALIA} else None,
        matare=mote.matare(rum),
        narvaro=mote.narvaro(rum) if skede != Skede.SLUT else [],
        rost=mote_gor.rostvy(b, oppen) if visar_nu else None,
        leda=mote_leda.ledarens(b, skede, oppen, visad, hinder) if visar_nu else Uppgift(),
        gor=_gor(b, skede, oppen, visar_nu),
        anteckna=mote_sekreterare.sekreterarens(b, skede, oppen) if blick.noterar else Uppgift(),
        reservation=mote_gor.reservationer(b, visad),
        javsfraga=None if blick.noterar else mote_gor.javsfraga(b, skede),
        javsfragor=mote_sekreterare.javsfragor(b, oppen),
        personer=mote_sekreterare.personer(b) if blick.noterar else [],
        vantande=mote_sekreterare.vantande(b, oppen),
        vyer=_vyer(blick),
        till_nu_url="" if visar_nu else blick.adress(punkt=""),
        mitt=_mitt(b),
    )


def _mitt(b: Byggare) -> Mitt:
    vacker = _far_vacka(b)
    return Mitt(
        egna_jav=mote_gor.egna_jav(b) if b.blick.skriver else [],
        lamna=_lamna(b),
        vack_url=reverse("styrelse:vack_arende", args=[b.blick.slug, b.blick.pk]) if vacker else "",
        protokoll_url=_protokollet(b),
    )


def _puls(b: Byggare) -> str:
    """Where the page asks whether anything has happened; one who audits is not watched every other second."""
    if not b.blick.skriver:
        return ""
    extra = {"v": str(b.rum.sammantrade.version), "rost": b.blick.rost}
    return b.blick.adress(**extra, **({"for": str(b.blick.rost_for)} if b.blick.rost_for else {}))


def _gor(b: Byggare, skede: Skede, oppen: Punktlage | None, visar_nu: bool) -> Uppgift:
    if b.blick.noterar or not b.blick.skriver or not visar_nu:
        return Uppgift()
    return mote_gor.fore_motet(b) if skede == Skede.FORE else mote_gor.deltagarens(b, skede, oppen)


def _vantar(rum: Rum, skede: Skede, blick: Blick) -> str:
    """What everyone else waits for."""
    leder = rum.ledare(rum.oppen_punkt)
    if leder is None:
        return "Ingen leder sammanträdet just nu." if skede not in {Skede.FORE, Skede.SLUT} else ""
    if blick.leder or skede != Skede.MELLAN:
        return ""
    return f"{rum.deltagare[leder].namn} öppnar nästa punkt."


def _senaste(b: Byggare) -> Senaste | None:
    """The ärende that was settled last: there a ledamot reserves himself while the sammanträde lasts."""
    avgjorda = [p for p in b.rum.punkter if p.avslutad and p.slag == Punktslag.ARENDE]
    if not avgjorda:
        return None
    sist = max(avgjorda, key=lambda p: p.avslutad or p.pk)
    lage = Punktstatus(sist.status).label.lower()
    text = f"§ {sist.paragraf} {sist.rubrik}: {lage}" if sist.paragraf else f"{sist.rubrik}: {lage}"
    egen = b.blick.egen
    deltar = egen is not None and b.blick.skriver and egen.uppdrag_id in b.rum.narvarande - b.rum.javiga(sist)
    reservera = deltar and sist.status == Punktstatus.BESLUTAD
    return Senaste(text, b.blick.adress(punkt=str(sist.pk)), reservera)


def _lamna(b: Byggare) -> Akt | None:
    """To leave, noted by oneself."""
    egen = b.blick.egen
    if egen is None or not b.blick.skriver or b.rum.sammantrade.status not in UNDER_MOTET:
        return None
    if egen.uppdrag_id not in b.rum.narvarande or b.blick.noterar:
        return None
    return b.akt(
        "avvek",
        "Jag lämnar sammanträdet",
        slag="tertiary",
        egen=True,
        initial={"uppdrag_id": egen.uppdrag_id},
        fraga="Lämnar du sammanträdet?",
        fraga_text="Du antecknas som frånvarande från och med nu.",
    )


def _vyer(blick: Blick) -> tuple[tuple[str, str, bool], ...]:
    """The two views of one who both sits on the board (or leads) and keeps the protokoll."""
    if not blick.sekreterare or not blick.skriver:
        return ()
    egen = Blick(**{**blick.__dict__, "for_protokoll": False, "rost": "", "rost_for": None})
    noterar = Blick(**{**blick.__dict__, "for_protokoll": True, "rost": "", "rost_for": None})
    return (
        ("Mötet", egen.adress(), not blick.for_protokoll),
        ("Anteckna", noterar.adress(), blick.for_protokoll),
    )


def _far_vacka(b: Byggare) -> bool:
    egen = b.blick.egen
    if egen is None or not b.blick.skriver or b.rum.sammantrade.status != Sammantradesstatus.PAGAR:
        return False
    return egen.ar_ledamot or egen.uppdrag_id in b.rum.tjanstgorande()


def _protokollet(b: Byggare) -> str:
    slut = b.rum.sammantrade.avslutat is not None
    return reverse("styrelse:protokoll", args=[b.blick.slug, b.blick.pk]) if slut else ""
