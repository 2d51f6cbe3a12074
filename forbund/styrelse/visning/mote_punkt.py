"""The point in the middle of the live page: its proposal, yrkanden, what was found and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from forbund.diarium.models import Handling
from forbund.grund import dates
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Proposition, Punkt, Yrkande
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.queries.motespunkt import Punktlage, Rostrad, uppdragets_namn
from forbund.styrelse.queries.proposition import andringsyrkandet, forslagen
from forbund.styrelse.states import (
    Beslutsutfall,
    Propositionsutfall,
    Punktstatus,
    Rostval,
    Yrkandeslag,
)
from forbund.styrelse.visning.mote import Blick, Skede
from forbund.styrelse.visning.mote_forslag import Forslagsvy, forslagsvy


@dataclass(frozen=True)
class Yrkandevy:
    """A yrkande in the list of the point."""

    id: int
    vem: str
    text: str
    motivering: str
    forslag: Forslagsvy | None
    aterkallat: bool
    aterkalla_url: str


@dataclass(frozen=True)
class Omrostningsvy:
    """A vote: while it is open only who has voted; when it is closed how, and who noted it when somebody else did."""

    fraga_ja: str
    fraga_nej: str
    oppen: bool
    rader: tuple[tuple[str, str, str], ...]
    antal: str
    utfall: str


@dataclass(frozen=True)
class Beslutsvy:
    """What was decided, and who reserved."""

    rubrik: str
    forslag: Forslagsvy
    reservationer: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Punktvy:
    """The point."""

    id: int
    rubrik: str
    meta: str
    arende_id: int | None
    dold: bool
    forslag: Forslagsvy
    handlingar: tuple[Handling, ...]
    yrkanden: tuple[Yrkandevy, ...]
    utfall: tuple[str, ...]
    omrostningar: tuple[Omrostningsvy, ...]
    beslut: Beslutsvy | None
    notering: str


def punktvy(rum: Rum, lage: Punktlage, blick: Blick, handlingar: Sequence[Handling]) -> Punktvy:
    """Everything about the point; one who is jävig in the open point does not follow how it is handled."""
    punkt = lage.punkt
    dold = _ar_dold(rum, punkt, blick)
    return Punktvy(
        id=punkt.pk,
        rubrik=f"§ {punkt.paragraf} {punkt.rubrik}" if punkt.paragraf else punkt.rubrik,
        meta=_meta(rum, punkt),
        arende_id=punkt.arende_id,
        dold=dold,
        forslag=forslagsvy(punkt.att_satser, punkt.villkor, () if lage.beslut else lage.belopp, lage.mottagare),
        handlingar=tuple(handlingar),
        yrkanden=() if dold else tuple(_yrkandevy(rum, lage, y, blick) for y in lage.yrkanden if y.uppdrag_id),
        utfall=() if dold else tuple(_fann(rum, lage, p) for p in lage.propositioner if _ar_klubbad_utan_rost(p)),
        omrostningar=() if dold else tuple(_omrostningsvy(lage, p) for p in lage.propositioner if p.omrostning_id),
        beslut=_beslutsvy(lage),
        notering=punkt.notering,
    )


def _ar_dold(rum: Rum, punkt: Punkt, blick: Blick) -> bool:
    egen = blick.egen
    return punkt.status == Punktstatus.OPPEN and egen is not None and egen.uppdrag_id in rum.javiga(punkt)


def _meta(rum: Rum, punkt: Punkt) -> str:
    leder = rum.deltagare.get(punkt.motesordforande_id or 0) if punkt.paragraf else None
    delar = [
        f"Dnr {punkt.arende.dnr}" if punkt.arende else "",
        f"föredragande {punkt.foredragande.namn}" if punkt.foredragande else "",
        f"leds av {leder.namn}" if leder else "",
        {Punktstatus.UPPSATT: "inte öppnad än", Punktstatus.UTGAR: "utgår"}.get(Punktstatus(punkt.status), ""),
    ]
    return " · ".join(filter(None, delar))


def _yrkandevy(rum: Rum, lage: Punktlage, yrkande: Yrkande, blick: Blick) -> Yrkandevy:
    andring = yrkande.slag == Yrkandeslag.ANDRING
    pagar = lage.punkt.status == Punktstatus.OPPEN and lage.punkt.overlaggning_avslutad is None
    egen = blick.egen is not None and yrkande.uppdrag_id == blick.egen.uppdrag_id
    far = blick.skriver and pagar and not yrkande.aterkallat and (egen or blick.noterar)
    belopp = [Belopp(b.ar, b.belopp, b.finansiering, b.medlem_id) for b in lage.andringsbelopp.get(yrkande.pk, [])]
    return Yrkandevy(
        id=yrkande.pk,
        vem=med_medlem(rum, yrkande),
        text=Yrkandeslag(yrkande.slag).label.lower(),
        motivering=yrkande.text,
        forslag=forslagsvy(yrkande.att_satser, yrkande.villkor, belopp, lage.mottagare) if andring else None,
        aterkallat=yrkande.aterkallat is not None,
        aterkalla_url=blick.akt("aterkalla", yrkande.pk) if far else "",
    )


def med_medlem(rum: Rum, yrkande: Yrkande) -> str:
    deltagare = rum.deltagare.get(yrkande.uppdrag_id or 0)
    namn = uppdragets_namn(yrkande.uppdrag)
    return f"{namn} ({deltagare.medlem})" if deltagare and deltagare.medlem else namn


def forslagsnamn(yrkande: Yrkande, lage: Punktlage) -> str:
    """What it would mean that the proposal wins: "bifaller förslaget"."""
    andring = andringsyrkandet(yrkande, lage.yrkanden)
    return {
        Yrkandeslag.BIFALL: "bifaller förslaget",
        Yrkandeslag.AVSLAG: "avslår förslaget",
        Yrkandeslag.ANDRING: f"bifaller {andring} från {uppdragets_namn(yrkande.uppdrag)}",
        Yrkandeslag.ATERREMISS: "återremitterar ärendet",
        Yrkandeslag.BORDLAGGNING: "bordlägger ärendet",
    }[Yrkandeslag(yrkande.slag)]


def motforslag(lage: Punktlage) -> list[tuple[int, str]]:
    """The proposals that may be the counter-proposal, when more than two contend about the matter."""
    rad = lage.oklubbad
    if rad is None or rad.provar_id is not None:
        return []
    forst = {Yrkandeslag.ATERREMISS, Yrkandeslag.BORDLAGGNING}
    alla = [f for f in forslagen(lage.yrkanden) if f.slag not in forst]
    andra = [f for f in alla if all(y.pk != rad.yrkande_id for y in f.alla)]
    return [(f.yrkande.pk, forslagsnamn(f.yrkande, lage)) for f in andra] if len(andra) > 1 else []


def _ar_klubbad_utan_rost(rad: Proposition) -> bool:
    """Settled by acclamation; what is only stated stands at the top of the page."""
    return rad.omrostning_id is None and rad.klubbad is not None


def _fann(rum: Rum, lage: Punktlage, rad: Proposition) -> str:
    """ "Karin Öhman finner att styrelsen bifaller förslaget."."""
    leder = rum.deltagare.get(lage.punkt.motesordforande_id or 0)
    vem = leder.namn if leder else "Ordföranden"
    return f"{vem} finner att {utfall_i_ord(rad, lage)}."


def utfall_i_ord(rad: Proposition, lage: Punktlage) -> str:
    if rad.utfall == Propositionsutfall.AVGORS:
        return "ärendet ska avgöras i dag"
    if rad.yrkande is None:
        return "styrelsen avslår förslaget"
    return f"styrelsen {forslagsnamn(rad.yrkande, lage)}"


def _omrostningsvy(lage: Punktlage, rad: Proposition) -> Omrostningsvy:
    omrostning = rad.omrostning
    assert omrostning is not None  # noqa: S101  # asked only of propositions with one
    roster, oppen = lage.roster_i(omrostning.pk), omrostning.stangd is None
    return Omrostningsvy(
        fraga_ja=omrostning.fraga_ja,
        fraga_nej=omrostning.fraga_nej,
        oppen=oppen,
        rader=tuple((r.namn, _rost_i_ord(r, oppen), _antecknad(r, oppen)) for r in roster),
        antal=rostat(roster) if oppen else _rostetal(roster),
        utfall=""
        if oppen
        else f"{_vann(rad, lage)}{', med ordförandens utslagsröst' if omrostning.utslagsrost else ''}.",
    )


def _vann(rad: Proposition, lage: Punktlage) -> str:
    utfall = utfall_i_ord(rad, lage)
    return utfall[0].upper() + utfall[1:]


def _rost_i_ord(rad: Rostrad, oppen: bool) -> str:
    if oppen:
        return "har röstat" if rad.val else "väntar"
    if not rad.val:
        return "röstade inte"
    return Rostval(rad.val).label


def _antecknad(rad: Rostrad, oppen: bool) -> str:
    return f"antecknad av {rad.antecknad_av}" if rad.antecknad_av and not oppen else ""


def rostat(roster: Sequence[Rostrad]) -> str:
    return f"{sum(bool(r.val) for r in roster)} av {len(roster)} har röstat"


def _rostetal(roster: Sequence[Rostrad]) -> str:
    antal = {val: sum(r.val == val for r in roster) for val in Rostval.values}
    return f"{antal['ja']} ja, {antal['nej']} nej, {antal['avstar']} avstår"


def _beslutsvy(lage: Punktlage) -> Beslutsvy | None:
    beslut = lage.beslut
    if beslut is None:
        return None
    return Beslutsvy(
        rubrik=f"{Beslutsutfall(beslut.utfall).label}, {dates.visa_klockslag(beslut.klubbat)}",
        forslag=forslagsvy(beslut.att_satser, beslut.villkor, lage.belopp, lage.mottagare),
        reservationer=tuple((r.uppdrag.person.namn, r.text) for r in lage.reservationer),
    )


def nu_text(rum: Rum, skede: Skede, lage: Punktlage | None) -> str:
    """One sentence for everyone, read out when it changes."""
    if lage is None or skede in {Skede.FORE, Skede.PAUS, Skede.SLUT, Skede.MELLAN}:
        return _mellan_text(rum, skede)
    punkt = f"§ {lage.punkt.paragraf}"
    if skede == Skede.FORMALIA:
        return f"{punkt} {lage.punkt.rubrik} behandlas."
    if skede == Skede.OVERLAGGNING:
        return f"{punkt} behandlas. Överläggningen pågår."
    if skede == Skede.PROPOSITION:
        return f"{punkt}. Överläggningen är avslutad och förslagen läggs fram."
    rad = lage.oklubbad
    assert rad is not None  # noqa: S101  # the later stages have one
    if skede == Skede.REDOVISAD:
        return f"{_fann(rum, lage, rad)} Omröstning kan begäras fram till klubbslaget."
    if skede == Skede.BEGARD:
        begard = rum.deltagare.get(rad.begard_av_id or 0)
        return f"{begard.namn if begard else 'Någon'} har begärt omröstning."
    vy = _omrostningsvy(lage, rad)
    if skede == Skede.OMROSTNING:
        return f"Omröstning pågår. {vy.antal[0].upper()}{vy.antal[1:]}."
    return f"Omröstningen är stängd: {vy.antal}. {vy.utfall}"


def _mellan_text(rum: Rum, skede: Skede) -> str:
    sammantrade = rum.sammantrade
    if skede == Skede.FORE:
        return "Sammanträdet har inte öppnats."
    if skede == Skede.PAUS:
        return "Paus. Sammanträdet är ajournerat."
    if skede == Skede.SLUT:
        tid = f" {dates.visa_klockslag(sammantrade.avslutat)}" if sammantrade.avslutat else ""
        return f"Sammanträdet är {sammantrade.get_status_display().lower()}{tid}."
    nasta = rum.nasta_punkt
    return f"Nästa: {nasta.rubrik}." if nasta else "Alla punkter är avgjorda."
