"""The sekreterare's view: närvaro, yrkanden, votes, jäv and reservations for those without a device."""

from collections.abc import Iterator
from dataclasses import dataclass

from forbund.register.states import Roll
from forbund.styrelse.models import Javsanmalan
from forbund.styrelse.queries.mote import Deltagare
from forbund.styrelse.queries.motespunkt import Punktlage
from forbund.styrelse.states import UNDER_MOTET, Javsgrund, Punktslag, Sammantradesstatus
from forbund.styrelse.visning.mote import Skede
from forbund.styrelse.visning.mote_akt import Akt, Byggare, Uppgift


@dataclass(frozen=True)
class Personrad:
    """One person with the button that notes that she has come, or gone."""

    namn: str
    undertext: str
    inne: bool
    akt: Akt | None


@dataclass(frozen=True)
class Vantande:
    """One who has not voted, for whom the sekreterare may note the vote."""

    uppdrag_id: int
    namn: str


@dataclass(frozen=True)
class Javsrad:
    """A declared or questioned jäv in the open point, for the sekreterare and the one who leads."""

    namn: str
    text: str
    akt: Akt


def personer(b: Byggare) -> list[Personrad]:
    """Everyone on the board; while the sammanträde has ended nothing changes."""
    oppet = b.rum.sammantrade.status in {*UNDER_MOTET, Sammantradesstatus.KALLAT}
    tjanstgor = b.rum.tjanstgorande(b.rum.oppen_punkt)
    return [_personrad(b, d, tjanstgor.get(d.uppdrag_id), oppet) for d in b.rum.deltagare.values()]


def _personrad(b: Byggare, d: Deltagare, plats: int | None, oppet: bool) -> Personrad:
    inne = d.uppdrag_id in b.rum.narvarande
    initial = {"uppdrag_id": d.uppdrag_id}
    namn, knapp = ("avvek", "Har gått") if inne else ("narvaro", "Är här")
    fraga = f"Har {d.namn} lämnat sammanträdet?" if inne else ""
    akt = b.akt(namn, knapp, sort=str(d.uppdrag_id), initial=initial, fraga=fraga) if oppet else None
    undertext = d.medlem if d.ar_ledamot else f"ersättare, {d.medlem}"
    if plats is not None and plats != d.uppdrag_id:
        undertext = f"tjänstgör för {b.rum.deltagare[plats].namn}"
    return Personrad(d.namn, undertext, inne, akt)


def sekreterarens(b: Byggare, skede: Skede, lage: Punktlage | None) -> Uppgift:
    """What is noted now."""
    if skede in {Skede.FORE, Skede.SLUT, Skede.PAUS}:
        return Uppgift()
    akter: list[Akt] = []
    punkt = lage.punkt if lage else None
    if punkt is not None and punkt.slag == Punktslag.UPPROP:
        akter.append(b.akt("upprop", "Anteckna uppropet", slag="primary"))
    if punkt is not None and punkt.slag == Punktslag.JUSTERARE:
        akter.append(b.akt("justerare", "Anteckna valet", slag="primary"))
    if punkt is not None and skede == Skede.OVERLAGGNING:
        akter.append(b.akt("yrka", "Anteckna yrkandet", objekt=punkt.pk, fall="Anteckna ett yrkande"))
        akter.append(
            b.akt("andring", "Anteckna ändringsyrkandet", objekt=punkt.pk, fall="Anteckna ett ändringsyrkande")
        )
    if punkt is not None and skede == Skede.REDOVISAD:
        akter.append(b.akt("begar", "Anteckna", objekt=punkt.pk, fall="Någon begär omröstning"))
    return Uppgift(
        "Anteckna", akter=tuple(a for a in akter if not a.fall), fler=(*(a for a in akter if a.fall), *_alltid(b, lage))
    )


def _alltid(b: Byggare, lage: Punktlage | None) -> Iterator[Akt]:
    """What may be noted at any time."""
    if any(not d.ar_ledamot and d.uppdrag_id in b.rum.narvarande for d in b.rum.deltagare.values()):
        yield b.akt("kalla-in", "Kalla in", fall="Kalla in en ersättare")
    if any(not d.har_svarat_om_jav and d.uppdrag_id in b.rum.narvarande for d in b.rum.deltagare.values()):
        yield b.akt("jav-nej", "Anteckna nej", fall="Svar på frågan om jäv: nej")
    yield b.akt("jav-svar", "Anteckna jäv", fall="Någon anmäler jäv")
    if lage is not None and lage.punkt.slag == Punktslag.ARENDE:
        yield b.akt("jav-fraga", "Anteckna frågan", objekt=lage.punkt.pk, fall="Någons opartiskhet ifrågasätts")
    leder = b.rum.ledare(b.rum.oppen_punkt)
    if leder is None or b.rum.deltagare[leder].roll not in {Roll.ORDFORANDE, Roll.VICE}:
        yield b.akt("ordforande", "Anteckna valet", fall="Välj vem som leder")
    if lage is None or lage.punkt.slag != Punktslag.JUSTERARE:
        yield b.akt("justerare", "Anteckna valet", fall="Välj justerare")
    yield b.akt("sekreterare", "Byt", fall="Byt sekreterare")


def vantande(b: Byggare, lage: Punktlage | None) -> list[Vantande]:
    """Those who have not voted and still may."""
    rad = lage.oklubbad if lage else None
    if (
        not b.blick.noterar
        or lage is None
        or rad is None
        or rad.omrostning is None
        or rad.omrostning.stangd is not None
    ):
        return []
    kvar = b.rum.tjanstgorande(lage.punkt)
    return [
        Vantande(r.uppdrag_id, r.namn) for r in lage.roster_i(rad.omrostning.pk) if not r.val and r.uppdrag_id in kvar
    ]


def javsfragor(b: Byggare, lage: Punktlage | None) -> list[Javsrad]:
    """Jäv in the open point that the board may try: what is questioned, and what is declared (R24, KL 6 kap. 31 §)."""
    if lage is None or not b.blick.skriver or not (b.blick.leder or b.blick.noterar):
        return []
    rader = [*b.rum.ifragasatta(lage.punkt)]
    if b.blick.noterar:
        rader += [j for j in b.rum.jav if j.punkt_id == lage.punkt.pk and j.status == "anmald" and j.atertagen is None]
    return [_javsrad(b, j) for j in rader]


def _javsrad(b: Byggare, rad: Javsanmalan) -> Javsrad:
    namn = b.rum.deltagare[rad.uppdrag_id].namn if rad.uppdrag_id in b.rum.deltagare else ""
    fragad = rad.status == "ifragasatt"
    text = "Opartiskheten är ifrågasatt" if fragad else "Har anmält jäv"
    grund = Javsgrund(rad.grund).label.lower()
    akt = b.akt(
        "jav-prova",
        "Anteckna beslutet",
        objekt=rad.punkt_id,
        sort=str(rad.uppdrag_id),
        initial={"uppdrag_id": rad.uppdrag_id},
        fall="" if fragad else f"Styrelsen prövar {namn}s jäv",
    )
    return Javsrad(namn, f"{text}: {grund}.", akt)
