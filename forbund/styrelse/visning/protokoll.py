"""How the page of the protokoll reads: the sheet, how far it has come, and what each person may do now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from forbund.grund import dates
from forbund.styrelse.models import Aterlamning, Protokoll, Rattelse, Sammantrade
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.pdf.protokollsblad import Blad, Paragraf
from forbund.styrelse.queries.justering import Justeringslage
from forbund.styrelse.rules.justering import justeringsfrist
from forbund.styrelse.states import Protokollsstatus
from forbund.styrelse.visning.dagordning import Marke

STEG = (
    (Protokollsstatus.UTKAST, "Skrivs"),
    (Protokollsstatus.UTSANT, "Ute för justering"),
    (Protokollsstatus.JUSTERAT, "Justerat"),
)


@dataclass(frozen=True)
class Steg:
    """A step of the protokoll's way."""

    text: str
    undertext: str
    klar: bool
    har: bool


@dataclass(frozen=True)
class Justerare:
    """One person who justerar, and what is left."""

    namn: str
    text: str
    klar: bool
    papper_url: str = ""


@dataclass(frozen=True)
class Anmarkning:
    """A § that was given back, or a slip that was noted."""

    vem: str
    nar: str
    text: str
    paragraf: str = ""
    url: str = ""


@dataclass(frozen=True)
class Paragrafkort:
    """One § on the page: the sheet's text, who has justerat it, and the doors that are open."""

    p: Paragraf
    id: str
    arende_url: str
    justerat_av: tuple[str, ...]
    vantar_pa: tuple[str, ...]
    anmarkningar: tuple[Anmarkning, ...]
    rattelser: tuple[Anmarkning, ...]
    text_url: str = ""
    aterlamna_url: str = ""
    rattelse_url: str = ""
    utdrag_url: str = ""
    motivera_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Far:
    """What the one who looks may do here."""

    skriva: bool
    justera: bool
    se_arenden: bool
    uppdrag: frozenset[int]


def marke(status: str) -> Marke:
    slag = {Protokollsstatus.UTSANT: "info", Protokollsstatus.JUSTERAT: "success"}
    return Marke(Protokollsstatus(status).label, slag.get(Protokollsstatus(status), "default"))


def status_for(protokoll: Protokoll | None) -> Protokollsstatus:
    return Protokollsstatus(protokoll.status) if protokoll else Protokollsstatus.UTKAST


def steg(protokoll: Protokoll | None) -> list[Steg]:
    """The three steps, with the day when each was reached."""
    status = status_for(protokoll)
    nar = {
        Protokollsstatus.UTSANT: protokoll.utsant if protokoll and status != Protokollsstatus.UTKAST else None,
        Protokollsstatus.JUSTERAT: protokoll.justerat if protokoll else None,
    }
    ordning = [kod for kod, _ in STEG]
    har = ordning.index(status)
    sist = len(STEG) - 1
    return [
        Steg(
            text,
            dates.visa_dag(dates.svensk_dag(tid)) if (tid := nar.get(kod)) else "",
            klar=plats < har or har == sist,
            har=plats == har,
        )
        for plats, (kod, text) in enumerate(STEG)
    ]


def frist_text(sammantrade: Sammantrade, protokoll: Protokoll | None, idag: date) -> str:
    """By when the protokoll is to be justerat, or when it was."""
    if protokoll and protokoll.justerat:
        return f"Justerat {dates.visa_stund(protokoll.justerat)}."
    frist = justeringsfrist(sammantrade.dag, idag)
    sista = dates.visa_veckodag_ar(frist.sista)
    if frist.passerad:
        sent = dates.visa_antal_dagar(-frist.kvar)
        return f"Skulle ha justerats senast {sista}, för {sent} sedan. Justeringen gäller ändå, men skälet antecknas."
    kvar = "Det är i dag." if frist.kvar == 0 else f"{dates.visa_antal_dagar(frist.kvar)} kvar."
    return f"Ska vara justerat senast {sista}. {kvar}"


def justerare(lage: Justeringslage, blad: Blad, papper: Mapping[int, str]) -> list[Justerare]:
    """Each one who justerar, with what is left; those who wait first. `papper`: uppdrag → where to note a signature."""
    nummer = {p.punkt_id: p.nummer for p in blad.paragrafer}
    alla: dict[int, list[int]] = {}
    for punkt_id, uppdrag in lage.behoriga.items():
        for uppdrag_id in uppdrag:
            alla.setdefault(uppdrag_id, []).append(punkt_id)
    rader = []
    for uppdrag_id, punkter in alla.items():
        kvar = [nummer[p] for p in punkter if uppdrag_id in lage.vantar_pa(p)]
        text = f"har {spann(kvar)} kvar" if kvar else f"har justerat {spann(nummer[p] for p in punkter)}"
        rader.append(Justerare(lage.namn[uppdrag_id], text, not kvar, papper.get(uppdrag_id, "") if kvar else ""))
    return sorted(rader, key=lambda rad: (rad.klar, rad.namn))


def vem_justerar_vad(blad: Blad) -> list[Justerare]:
    """Who will get which §§, before the protokoll has gone out."""
    alla: dict[str, list[int]] = {}
    for p in blad.paragrafer:
        for namn in p.justeras_av:
            alla.setdefault(namn, []).append(p.nummer)
    return [Justerare(namn, f"justerar {spann(nummer)}", klar=False) for namn, nummer in alla.items()]


def anmarkningar(rader: Iterable[Aterlamning], blad: Blad, slug: str, pk: int) -> list[Anmarkning]:
    """Remarks that have not been dealt with."""
    nummer = {p.punkt_id: p.nummer for p in blad.paragrafer}
    return [
        Anmarkning(
            vem=rad.uppdrag.person.namn,
            nar=dates.visa_stund(rad.tid),
            text=rad.text,
            paragraf=f"§\u00a0{nummer[rad.punkt_id]}",
            url=reverse("styrelse:protokoll", args=[slug, pk]) + f"#punkt-{rad.punkt_id}",
        )
        for rad in rader
        if rad.atgardad is None and rad.punkt_id in nummer
    ]


def rattelserader(rader: Iterable[Rattelse]) -> dict[int, list[Anmarkning]]:
    """Notes of slips by punkt."""
    svar: dict[int, list[Anmarkning]] = {}
    for rad in rader:
        svar.setdefault(rad.punkt_id, []).append(
            Anmarkning(rad.av.namn, dates.visa_dag(dates.svensk_dag(rad.tid)), rad.text)
        )
    return svar


@dataclass(frozen=True)
class Bild:
    """All that the cards are drawn from."""

    sammantrade: Sammantrade
    protokoll: Protokoll | None
    blad: Blad
    lage: Justeringslage
    aterlamningar: tuple[Aterlamning, ...]
    rattelser: Mapping[int, list[Anmarkning]]
    egna: Mapping[int, int]
    slug: str

    @property
    def status(self) -> Protokollsstatus:
        return status_for(self.protokoll)


@dataclass(frozen=True)
class _Dorrar:
    """The addresses from a §, asked for once: 0 stands for the § or the ärende."""

    arende: str
    text: str
    aterlamna: str
    rattelse: str
    utdrag: str


def _dorrar(bild: Bild) -> _Dorrar:
    ett = [bild.slug, bild.sammantrade.pk, 0]
    vidare = [reverse(f"styrelse:protokoll_{namn}", args=ett) for namn in ("text", "aterlamna", "rattelse", "utdrag")]
    return _Dorrar(reverse("diarium:arende", args=[bild.slug, 0]), *vidare)


def paragrafkort(bild: Bild, far: Far) -> list[Paragrafkort]:
    dorrar = _dorrar(bild)
    return [_kort(bild, far, p, dorrar) for p in bild.blad.paragrafer]


def _kort(bild: Bild, far: Far, p: Paragraf, dorrar: _Dorrar) -> Paragrafkort:
    status = bild.status
    gallande = bild.lage.gallande.get(p.punkt_id, {}) if status != Protokollsstatus.UTKAST else {}
    vantar = bild.lage.vantar_pa(p.punkt_id) if status == Protokollsstatus.UTSANT else frozenset()
    aterlamnade = [rad for rad in bild.aterlamningar if rad.punkt_id == p.punkt_id]
    far_aterlamna = far.justera and p.punkt_id in bild.egna and _kan_aterlamnas(bild.protokoll)
    return Paragrafkort(
        p=p,
        id=f"punkt-{p.punkt_id}",
        arende_url=_dorr(dorrar.arende, p.arende_id or 0, oppen=bool(p.arende_id) and far.se_arenden),
        justerat_av=tuple(bild.lage.namn[uppdrag_id] for uppdrag_id in gallande),
        vantar_pa=tuple(sorted(bild.lage.namn[i] for i in vantar)),
        anmarkningar=tuple(anmarkningar(aterlamnade, bild.blad, bild.slug, bild.sammantrade.pk)),
        rattelser=tuple(bild.rattelser.get(p.punkt_id, ())),
        text_url=_dorr(dorrar.text, p.punkt_id, oppen=status == Protokollsstatus.UTKAST and far.skriva),
        aterlamna_url=_dorr(dorrar.aterlamna, p.punkt_id, oppen=far_aterlamna),
        rattelse_url=_dorr(dorrar.rattelse, p.punkt_id, oppen=status == Protokollsstatus.JUSTERAT and far.skriva),
        utdrag_url=_dorr(dorrar.utdrag, p.punkt_id, oppen=status == Protokollsstatus.JUSTERAT),
        motivera_urls=tuple(
            reverse("styrelse:reservation_motivera", args=[bild.slug, bild.sammantrade.pk, rad.id])
            for rad in p.reservationer
            if status != Protokollsstatus.JUSTERAT and (far.skriva or rad.uppdrag_id in far.uppdrag)
        ),
    )


def _dorr(adress: str, pk: int, *, oppen: bool) -> str:
    return f"/{pk}/".join(adress.rsplit("/0/", 1)) if oppen else ""


def _kan_aterlamnas(protokoll: Protokoll | None) -> bool:
    return protokoll is not None and protokoll.utsant is not None and protokoll.justerat is None


def justeringsval(blad: Blad, punkter: Iterable[int]) -> list[tuple[int, str]]:
    """The choices of a justering: each § with its heading and, when something was decided, the first att-sats."""
    valda = set(punkter)
    return [
        (p.punkt_id, f"§\u00a0{p.nummer} {p.rubrik}{_i_korthet(p)}") for p in blad.paragrafer if p.punkt_id in valda
    ]


def _i_korthet(p: Paragraf) -> str:
    if p.beslut is None or not p.beslut.att_satser:
        return ""
    sats = p.beslut.att_satser[0]
    return f": att {sats[:120]}{'…' if len(sats) > 120 else ''}"


def i_grupper(sha256: str) -> str:
    """The hash in groups of eight, so that people can compare it."""
    return " ".join(sha256[i : i + 8] for i in range(0, len(sha256), 8))
