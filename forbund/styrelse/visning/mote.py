"""The live page apart from the acts: who looks, the head, the list, beslutsförhet and närvaro."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.urls import reverse

from forbund.grund import dates
from forbund.register.states import Roll
from forbund.styrelse.models import Punkt
from forbund.styrelse.queries.mote import Deltagare, Rum
from forbund.styrelse.queries.motespunkt import Punktlage
from forbund.styrelse.rules.narvaro import quorum
from forbund.styrelse.states import UNDER_MOTET, Punktslag, Punktstatus, Sammantradesstatus

MARKEN = {
    Sammantradesstatus.PAGAR: "success",
    Sammantradesstatus.AJOURNERAT: "warning",
    Sammantradesstatus.KALLAT: "info",
}


class Skede(StrEnum):
    """Where the sammanträde stands, as the page sees it."""

    FORE = "fore"
    PAUS = "paus"
    SLUT = "slut"
    MELLAN = "mellan"
    FORMALIA = "formalia"
    OVERLAGGNING = "overlaggning"
    PROPOSITION = "proposition"
    REDOVISAD = "redovisad"
    BEGARD = "begard"
    OMROSTNING = "omrostning"
    ROSTAT = "rostat"


@dataclass(frozen=True)
class Blick:
    """Who looks, and how: the own seat, what the person may do, and what the address asks for."""

    slug: str
    pk: int
    egen: Deltagare | None
    leder: bool
    sekreterare: bool
    skriver: bool
    for_protokoll: bool = False
    punkt: str = ""
    rost: str = ""
    rost_for: int | None = None

    @property
    def noterar(self) -> bool:
        """The page is the sekreterare's: acts are noted for others."""
        return self.sekreterare and self.for_protokoll

    @property
    def egen_id(self) -> int | None:
        """For whom a form acts: oneself, or (None) whom the sekreterare chooses."""
        return None if self.noterar or self.egen is None else self.egen.uppdrag_id

    def fraga(self, **over: str) -> str:
        """The query string that keeps what is looked at."""
        if self.egen is None:
            lage = "mote" if self.sekreterare and not self.for_protokoll else ""
        else:
            lage = "protokoll" if self.for_protokoll else ""
        delar = {"lage": lage, "punkt": self.punkt, **over}
        kvar = {namn: varde for namn, varde in delar.items() if varde}
        return f"?{urlencode(kvar)}" if kvar else ""

    def adress(self, **over: str) -> str:
        return reverse("styrelse:mote", args=[self.slug, self.pk]) + self.fraga(**over)

    def akt(self, namn: str, objekt: int | None = None) -> str:
        """The address of an act."""
        if objekt is None:
            return reverse("styrelse:mote_akt", args=[self.slug, self.pk, namn]) + self.fraga()
        return reverse("styrelse:mote_akt_objekt", args=[self.slug, self.pk, namn, objekt]) + self.fraga()

    def utan_rost(self) -> "Blick":
        return replace(self, rost="", rost_for=None)


@dataclass(frozen=True)
class Listrad:
    """A point in the list at the left."""

    nr: str
    rubrik: str
    lage: str
    klar: bool
    aktuell: bool
    url: str


@dataclass(frozen=True)
class Narvarorad:
    """A person in the list of those present."""

    namn: str
    undertext: str
    marke: str
    marke_slag: str
    ute: bool


@dataclass(frozen=True)
class Matare:
    """Beslutsförheten, in the point that is open or in general."""

    har: int
    av: int
    grans: int
    text: str
    beslutfor: bool
    i_punkten: bool


@dataclass(frozen=True)
class Huvud:
    """The head of the page."""

    rubrik: str
    oppnat: str
    plats_i_listan: str
    sekreterare: str
    marke: str
    marke_slag: str


def skede_for(rum: Rum, lage: Punktlage | None) -> Skede:
    """The stage; `lage` is that of the open point."""
    status = rum.sammantrade.status
    if status not in UNDER_MOTET:
        return Skede.SLUT if rum.sammantrade.avslutat or status == Sammantradesstatus.INSTALLT else Skede.FORE
    if status == Sammantradesstatus.AJOURNERAT:
        return Skede.PAUS
    if lage is None:
        return Skede.MELLAN
    if lage.punkt.slag != Punktslag.ARENDE:
        return Skede.FORMALIA
    return _i_arendet(lage)


def _i_arendet(lage: Punktlage) -> Skede:
    if lage.punkt.overlaggning_avslutad is None:
        return Skede.OVERLAGGNING
    rad = lage.oklubbad
    if rad is None:
        return Skede.PROPOSITION
    if rad.omrostning is not None:
        return Skede.OMROSTNING if rad.omrostning.stangd is None else Skede.ROSTAT
    return Skede.REDOVISAD if rad.begard_av_id is None else Skede.BEGARD


def huvud(rum: Rum) -> Huvud:
    status = Sammantradesstatus(rum.sammantrade.status)
    oppnat = rum.sammantrade.oppnat
    oppen, antal = rum.oppen_punkt, len(rum.punkter)
    plats = f"Punkt {_nummer(rum, oppen)} av {antal}" if oppen else f"{antal} punkter"
    return Huvud(
        rubrik=f"Sammanträde {dates.visa_dag(rum.sammantrade.dag)}",
        oppnat=f"Öppnat {dates.visa_klockslag(oppnat)}" if oppnat else dates.visa_klockslag(rum.sammantrade.start),
        plats_i_listan=plats,
        sekreterare=rum.sammantrade.sekreterare.namn if rum.sammantrade.sekreterare else "",
        marke=status.label,
        marke_slag=MARKEN.get(status, "default"),
    )


def _nummer(rum: Rum, punkt: Punkt) -> int:
    return rum.punkter.index(punkt) + 1


def lista(rum: Rum, visad: Punkt | None, blick: Blick) -> list[Listrad]:
    """The points, with § once opened; the one that is shown is marked."""
    return [
        Listrad(
            nr=f"§ {p.paragraf}" if p.paragraf else str(nr),
            rubrik=p.rubrik,
            lage=_listlage(p),
            klar=p.status not in {Punktstatus.UPPSATT, Punktstatus.OPPEN},
            aktuell=visad is not None and p.pk == visad.pk,
            url=blick.adress(punkt="" if p.status == Punktstatus.OPPEN else str(p.pk)),
        )
        for nr, p in enumerate(rum.punkter, start=1)
    ]


def _listlage(punkt: Punkt) -> str:
    return {
        Punktstatus.UPPSATT: "",
        Punktstatus.OPPEN: "pågår",
        Punktstatus.BESLUTAD: "klar",
        Punktstatus.BORDLAGD: "bordlagd",
        Punktstatus.ATERREMITTERAD: "återremitterad",
        Punktstatus.UTGAR: "utgår",
    }[Punktstatus(punkt.status)]


def matare(rum: Rum) -> Matare | None:
    """None when nobody knows how many seats there are, or before anyone has come."""
    if not rum.platser or rum.sammantrade.status not in {*UNDER_MOTET, Sammantradesstatus.KALLAT}:
        return None
    punkt = rum.oppen_punkt
    har, grans = len(rum.tjanstgorande(punkt)), quorum(rum.platser)
    return Matare(
        har=har,
        av=rum.platser,
        grans=grans,
        text=f"{har} av {rum.platser}",
        beslutfor=har >= grans,
        i_punkten=punkt is not None and punkt.slag == Punktslag.ARENDE,
    )


def narvaro(rum: Rum) -> list[Narvarorad]:
    """Those who sit here first, then those who listen, then those who are not here."""
    punkt = rum.oppen_punkt
    tjanstgor, javiga, inne = rum.tjanstgorande(punkt), rum.javiga(punkt), rum.narvarande
    leder = rum.ledare(punkt)
    rader = []
    for d in rum.deltagare.values():
        if not d.ar_ledamot and d.uppdrag_id not in inne:
            continue
        rang = 0 if d.uppdrag_id in tjanstgor else 1 if d.uppdrag_id in inne else 2
        rader.append((rang, _narvarorad(rum, d, tjanstgor, javiga, leder)))
    return [rad for _, rad in sorted(rader, key=lambda par: par[0])]


def _narvarorad(
    rum: Rum, d: Deltagare, tjanstgor: Mapping[int, int], javiga: frozenset[int], leder: int | None
) -> Narvarorad:
    plats = tjanstgor.get(d.uppdrag_id)
    undertext = d.medlem
    if plats is not None and plats != d.uppdrag_id:
        undertext = f"tjänstgör för {rum.deltagare[plats].namn}"
    if d.uppdrag_id in javiga and rum.oppen_punkt is not None:
        return Narvarorad(d.namn, undertext, f"jäv i § {rum.oppen_punkt.paragraf}", "warning", True)
    if d.uppdrag_id not in rum.narvarande:
        return Narvarorad(d.namn, undertext, "inte här", "default", True)
    if plats is None:
        return Narvarorad(d.namn, undertext, "från nästa punkt" if d.ar_ledamot else "ersättare", "default", False)
    if d.uppdrag_id == leder:
        return Narvarorad(d.namn, undertext, "leder" if d.roll != Roll.ORDFORANDE else "ordförande", "info", False)
    return Narvarorad(d.namn, undertext, "", "", False)
