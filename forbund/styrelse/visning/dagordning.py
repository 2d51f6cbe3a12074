"""How the föredragningslista and the list of sammanträden read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse

from forbund.diarium.models import Arende
from forbund.diarium.states import slagnamn
from forbund.grund import dates
from forbund.grund.errors import Regelbrott
from forbund.grund.money import visa_belopp
from forbund.styrelse.arendeslag import Lage, avser_utgift
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.pdf.motesnarvaro import plats_i_listan
from forbund.styrelse.queries.dagordning import punktens_belopp, vackt_av
from forbund.styrelse.rules.beslut import require_belopp, require_finansiering
from forbund.styrelse.states import AVSLUTANDE, INLEDANDE, Protokollsstatus, Punktslag, Sammantradesstatus

MARKEN = {
    Sammantradesstatus.UTKAST: "default",
    Sammantradesstatus.KALLAT: "info",
    Sammantradesstatus.PAGAR: "success",
    Sammantradesstatus.AJOURNERAT: "warning",
    Sammantradesstatus.AVSLUTAT: "default",
    Sammantradesstatus.INSTALLT: "error",
}


@dataclass(frozen=True)
class Marke:
    """A small mark: what it says, and which of the design system's classes draws it."""

    text: str
    slag: str


@dataclass(frozen=True)
class Brist:
    """Something that a point or the list lacks."""

    text: str
    kort: str
    lagrum: str = ""
    regel: str = ""
    sparrar: bool = False


@dataclass(frozen=True)
class Punktrad:
    """A point on the list."""

    id: int
    nr: int
    rubrik: str
    meta: str
    marke: Marke | None
    summa: str
    brister: tuple[Brist, ...]
    url: str
    upp_url: str
    ned_url: str
    forst: bool
    sist: bool

    @property
    def knapp(self) -> str:
        """What the buttons' names end with."""
        return str(self.id)


@dataclass(frozen=True)
class Del:
    """A heading and the points under it."""

    id: str
    rubrik: str
    punkter: tuple[Punktrad, ...]


@dataclass(frozen=True)
class Sammantradesrad:
    """A sammanträde in a list."""

    rubrik: str
    tid: str
    plats: str
    marke: Marke
    antal: str
    url: str


@dataclass(frozen=True)
class Vantande:
    """A waiting ärende."""

    id: int
    rubrik: str
    undertext: str


def klockan_och_plats(sammantrade: Sammantrade) -> str:
    """ "Kl. 09.00 · Regionens hus, Kalmar", beside a day that is already said."""
    return f"{dates.visa_klockslag(sammantrade.start).capitalize()} · {sammantrade.plats}"


def tid_och_plats(sammantrade: Sammantrade, minuter: int = 0, *, hel_dag: bool = False) -> str:
    """ "Fredag kl. 09.00–12.10 · Regionens hus, Kalmar"; with `hel_dag` the whole date."""
    dag = dates.visa_veckodag_ar(sammantrade.dag) if hel_dag else dates.VECKODAGAR[sammantrade.dag.weekday()]
    tid = dates.visa_klockslag(sammantrade.start)
    if minuter:
        tid += f"–{(sammantrade.start + timedelta(minutes=minuter)).astimezone(dates.STOCKHOLM):%H.%M}"
    return f"{dag.capitalize()} {tid} · {sammantrade.plats}"


def marke(sammantrade: Sammantrade) -> Marke:
    status = Sammantradesstatus(sammantrade.status)
    if status == Sammantradesstatus.AVSLUTAT and hasattr(sammantrade, "protokoll"):
        justerat = sammantrade.protokoll.status == Protokollsstatus.JUSTERAT
        return Marke("Justerat", "success") if justerat else Marke("Avslutat, ej justerat", "warning")
    return Marke(status.label, MARKEN[status])


def sammantradesrader(sammantraden: Iterable[Sammantrade], slug: str) -> list[Sammantradesrad]:
    return [
        Sammantradesrad(
            rubrik=dates.visa_dag(s.dag),
            tid=f"{dates.VECKODAGAR[s.dag.weekday()]} {dates.visa_klockslag(s.start)}",
            plats=s.plats,
            marke=marke(s),
            antal=str(getattr(s, "antal", 0)),
            url=reverse("styrelse:sammantrade", args=[slug, s.pk]),
        )
        for s in sammantraden
    ]


def _antal(antal: int, en: str, flera: str) -> str:
    return f"{antal} {en if antal == 1 else flera}"


def brister(punkt: Punkt, lage: Lage) -> tuple[Brist, ...]:
    """What the point lacks: what stops its opening or the decision first, then what is only thin."""
    if punkt.arende_id is None:
        return ()
    svar = [Brist(text, "Kan inte öppnas än", sparrar=True) for text in lage.hinder]
    if not punkt.att_satser:
        svar.append(Brist("förslag till beslut saknas.", "Förslag saknas"))
    svar += _pengar(punkt)
    svar += [Brist(v.text, "Varning", v.lagrum, v.regel) for v in lage.varningar]
    if not getattr(punkt, "antal_handlingar", 1):
        svar.append(Brist("underlag saknas: ärendet har ingen handling som styrelsen kan läsa.", "Underlag saknas"))
    return tuple(svar)


def _pengar(punkt: Punkt) -> Iterator[Brist]:
    """What the money of the proposal lacks for a bifall (R43)."""
    belopp = punktens_belopp(punkt)
    try:
        require_belopp(avser_utgift(punkt.arende), len(belopp))
    except Regelbrott as brott:
        yield Brist("ange beloppen.", "Belopp saknas", brott.lagrum, brott.regel, sparrar=True)
    try:
        require_finansiering([(b.ar, b.belopp, b.finansiering) for b in belopp])
    except Regelbrott as brott:
        yield Brist("ange hur beslutet finansieras.", "Finansiering saknas", brott.lagrum, brott.regel, sparrar=True)


def _punktmarke(punkt: Punkt, saknas: Sequence[Brist]) -> Marke | None:
    if punkt.arende_id is None:
        return None
    sparrar = [b for b in saknas if b.sparrar]
    if sparrar:
        return Marke(sparrar[0].kort, "error")
    if saknas:
        return Marke(saknas[0].kort if len(saknas) == 1 else f"{len(saknas)} saker saknas", "warning")
    return Marke("Klar", "success")


def _meta(punkt: Punkt) -> str:
    delar = [
        f"Dnr {punkt.arende.dnr}" if punkt.arende else "",
        f"Väckt av {vackt_av(punkt)}" if punkt.vackt_av else "",
        f"Föredragande {punkt.foredragande.namn}" if punkt.foredragande else "",
        f"{punkt.minuter} min" if punkt.minuter else "",
        _antal(getattr(punkt, "antal_handlingar", 0), "handling", "handlingar") if punkt.arende else "",
        ", ".join(dict.fromkeys(str(rad.medlem) for rad in punkt.belopp.all() if rad.medlem_id)),
    ]
    return " · ".join(filter(None, delar))


def _delnamn(punkt: Punkt) -> str:
    if punkt.slag == Punktslag.ARENDE:
        return "Beslutsärenden"
    if punkt.slag in INLEDANDE:
        return "Inledning"
    return "Avslutning" if punkt.slag in AVSLUTANDE else "Anmälningar och information"


def delar(punkter: Sequence[Punkt], laget: Mapping[int, Lage], slug: str) -> list[Del]:
    """The points under headings that follow from what they are, in the order of the list."""
    svar: list[tuple[str, list[Punktrad]]] = []
    for nr, punkt in enumerate(punkter, start=1):
        namn = _delnamn(punkt)
        if not svar or svar[-1][0] != namn:
            svar.append((namn, []))
        svar[-1][1].append(_punktrad(punkt, nr, laget, slug, len(punkter)))
    return [Del(f"del-{i}", namn, tuple(rader)) for i, (namn, rader) in enumerate(svar, start=1)]


def _punktrad(punkt: Punkt, nr: int, laget: Mapping[int, Lage], slug: str, antal: int) -> Punktrad:
    saknas = brister(punkt, laget.get(punkt.arende_id or 0, Lage()))
    summa = sum((rad.belopp for rad in punkt.belopp.all()), Decimal(0))
    bas = [slug, punkt.sammantrade_id, punkt.pk]
    return Punktrad(
        id=punkt.pk,
        nr=nr,
        rubrik=punkt.rubrik,
        meta=_meta(punkt),
        marke=_punktmarke(punkt, saknas),
        summa=visa_belopp(summa) if summa else "",
        brister=saknas,
        url=reverse("styrelse:punkt", args=bas),
        upp_url=reverse("styrelse:punkt_upp", args=bas),
        ned_url=reverse("styrelse:punkt_ned", args=bas),
        forst=nr == 1,
        sist=nr == antal,
    )


def vantande(arenden: Iterable[Arende], laget: Mapping[int, Lage]) -> list[Vantande]:
    rader = []
    for arende in arenden:
        hinder = len(laget.get(arende.pk, Lage()).hinder)
        delar = [slagnamn(arende.slag), f"dnr {arende.dnr}", _antal(hinder, "hinder", "hinder") if hinder else ""]
        rader.append(Vantande(arende.pk, arende.rubrik, " · ".join(filter(None, delar))))
    return rader


@dataclass(frozen=True)
class Kallelselage:
    """When the kallelse must be out, and who gets it."""

    sista: str
    sen: bool
    mottagare: str
    utan_adress: str


def kallelselage(sista: date, idag: date, roller: Mapping[str, int], utan: Sequence[str]) -> Kallelselage:
    flertal = {"ledamot": "ledamöter"}
    i_ordning = sorted(roller.items(), key=lambda rad: plats_i_listan(rad[0]))
    delar = [f"{antal} {som if antal == 1 else flertal.get(som, som)}" for som, antal in i_ordning if antal]
    return Kallelselage(dates.visa_veckodag(sista), idag > sista, ", ".join(delar), ", ".join(utan))
