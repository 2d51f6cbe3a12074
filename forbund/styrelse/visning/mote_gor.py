"""What a ledamot or ersättare may do now on the live page, and the vote."""

from collections.abc import Iterator
from dataclasses import dataclass

from forbund.register.states import Roll
from forbund.styrelse.models import Punkt
from forbund.styrelse.queries.mote import Deltagare
from forbund.styrelse.queries.motespunkt import Punktlage
from forbund.styrelse.states import EJ_AVGJORDA, Punktslag, Punktstatus, Rostval, Sammantradesstatus
from forbund.styrelse.visning.mote import Skede
from forbund.styrelse.visning.mote_akt import Akt, Byggare, Uppgift

ROSTORD = {Rostval.JA: "Ja", Rostval.NEJ: "Nej", Rostval.AVSTAR: "Avstår"}


@dataclass(frozen=True)
class Rostvy:
    """The vote of one person: three answers, and then the question whether it is so."""

    fraga_ja: str
    fraga_nej: str
    har_rostat: bool
    url: str
    val: str = ""
    betyder: str = ""
    for_namn: str = ""
    akt: Akt | None = None
    avbryt_url: str = ""


def fore_motet(b: Byggare) -> Uppgift:
    """Before the opening: to say that one is here, and to open."""
    rum, egen = b.rum, b.blick.egen
    if rum.sammantrade.status != Sammantradesstatus.KALLAT or egen is None:
        return Uppgift()
    akter: list[Akt] = []
    inne = egen.uppdrag_id in rum.narvarande
    far_oppna = egen.ar_ledamot and rum.ledare() in {None, egen.uppdrag_id}
    if far_oppna and (egen.roll != Roll.VICE or not _ordforande_har_kommit(b)):
        slag = "primary" if egen.roll == Roll.ORDFORANDE or inne else "secondary"
        fall = "" if egen.roll != Roll.LEDAMOT else "Varken ordförande eller vice ordförande är här"
        akter.append(b.akt("oppna", "Öppna sammanträdet", slag=slag, fall=fall, egen=True))
    if not inne:
        akter.insert(0 if egen.roll != Roll.ORDFORANDE else 1, _jag_ar_har(b, egen.roll == Roll.ORDFORANDE))
    text = "Du är antecknad som närvarande." if inne else ""
    return Uppgift("Innan vi börjar", text, akter=tuple(akter))


def _ordforande_har_kommit(b: Byggare) -> bool:
    return any(d.roll == Roll.ORDFORANDE and d.uppdrag_id in b.rum.narvarande for d in b.rum.deltagare.values())


def _jag_ar_har(b: Byggare, ordforande: bool = False) -> Akt:
    egen = b.blick.egen
    assert egen is not None  # noqa: S101  # offered only to one with a seat
    return b.akt(
        "narvaro",
        "Jag är här",
        slag="secondary" if ordforande else "primary",
        egen=True,
        initial={"uppdrag_id": egen.uppdrag_id},
    )


def _genast(b: Byggare, egen: Deltagare) -> Iterator[Akt]:
    """A late ledamot whose seat an ersättare fills serves from the next point, or at once with a reason (R118)."""
    if b.rum.oppen_punkt is not None and egen.uppdrag_id in b.rum.inkallade.values():
        initial = {"uppdrag_id": egen.uppdrag_id, "genast": True}
        yield b.akt(
            "narvaro", "Jag är här", sort="genast", egen=True, initial=initial, fall="Tjänstgör redan i det här ärendet"
        )


def deltagarens(b: Byggare, skede: Skede, lage: Punktlage | None) -> Uppgift:
    """What a ledamot or ersättare may do in the open point, or to come in."""
    egen = b.blick.egen
    if egen is None or skede in {Skede.FORE, Skede.SLUT}:
        return Uppgift()
    if egen.uppdrag_id not in b.rum.narvarande:
        text = "Anteckna dig som närvarande när du är på plats."
        return Uppgift("Välkommen", text, akter=(_jag_ar_har(b),), fler=tuple(_genast(b, egen)))
    if b.rum.ledare(b.rum.oppen_punkt) is None and egen.uppdrag_id in b.rum.tjanstgorande(b.rum.oppen_punkt):
        text = "Varken ordförande eller vice ordförande kan leda. Den äldsta ledamoten leder ett val."
        return Uppgift("Ingen leder sammanträdet", text, akter=(b.akt("ordforande", "Anteckna valet"),))
    if lage is None or egen.uppdrag_id not in b.rum.tjanstgorande(lage.punkt) or lage.punkt.slag != Punktslag.ARENDE:
        return Uppgift()
    jav = b.akt("jav", "Anmäl jäv", objekt=lage.punkt.pk, fall="Anmäl jäv i det här ärendet", egen=True)
    if skede == Skede.OVERLAGGNING:
        return Uppgift("Yrka", akter=tuple(_yrkanden(b, lage.punkt)), fler=(*_langre_yrkanden(b, lage.punkt), jav))
    if skede == Skede.REDOVISAD:
        begar = b.akt("begar", "Begär omröstning", objekt=lage.punkt.pk, egen=True)
        return Uppgift(
            "Håller du med om utfallet?",
            "Annars begär du omröstning nu, före klubbslaget.",
            akter=(begar,),
            fler=(jav,),
        )
    har_rostat = any(r.val for r in lage.roster if r.uppdrag_id == egen.uppdrag_id)
    return Uppgift(fler=() if har_rostat else (jav,))


def _yrkanden(b: Byggare, punkt: Punkt) -> Iterator[Akt]:
    """Bifall and avslag with one tap."""
    if punkt.att_satser:
        for slag, text in (("bifall", "Yrka bifall"), ("avslag", "Yrka avslag")):
            akt = b.akt("yrka", text, objekt=punkt.pk, sort=slag, egen=True, initial={"slag": slag})
            yield _dolj(akt, "slag", "text")


def _langre_yrkanden(b: Byggare, punkt: Punkt) -> Iterator[Akt]:
    """Those that want words: ändring, återremiss and bordläggning."""
    yield b.akt("andring", "Yrka ändringen", objekt=punkt.pk, fall="Yrka en ändring", egen=True)
    for slag, fall, text in (
        ("aterremiss", "Yrka återremiss", "Yrka återremiss"),
        ("bordlaggning", "Yrka bordläggning", "Yrka bordläggning"),
    ):
        akt = b.akt("yrka", text, objekt=punkt.pk, sort=slag, fall=fall, egen=True, initial={"slag": slag})
        yield _dolj(akt, "slag")


def _dolj(akt: Akt, *falt: str) -> Akt:
    for namn in falt:
        akt.form.fields[namn].widget = akt.form.fields[namn].hidden_widget()
    return akt


def rostvy(b: Byggare, lage: Punktlage | None) -> Rostvy | None:
    """The own vote in the open omröstning, or the one that the sekreterare notes for somebody."""
    rad = lage.oklubbad if lage else None
    if lage is None or rad is None or rad.omrostning is None or rad.omrostning.stangd is not None:
        return None
    blick = b.blick
    vem = blick.rost_for if blick.noterar else blick.egen_id
    roster = {r.uppdrag_id: r for r in lage.roster_i(rad.omrostning.pk)}
    if not blick.skriver or vem not in roster or vem not in b.rum.tjanstgorande(lage.punkt):
        return None
    fragor = {"ja": rad.omrostning.fraga_ja, "nej": rad.omrostning.fraga_nej, "avstar": "inte ta ställning"}
    vy = Rostvy(fragor["ja"], fragor["nej"], bool(roster[vem].val), blick.adress())
    if vy.har_rostat or blick.rost not in Rostval.values:
        return vy
    val = Rostval(blick.rost)
    akt = b.akt(
        "rosta",
        f"Bekräfta {ROSTORD[val].lower()}",
        objekt=rad.omrostning.pk,
        slag="primary",
        initial={"val": val.value, "uppdrag_id": vem},
    )
    namn = roster[vem].namn if blick.noterar else ""
    return Rostvy(vy.fraga_ja, vy.fraga_nej, False, vy.url, ROSTORD[val], fragor[val.value], namn, akt, blick.adress())


def javsfraga(b: Byggare, skede: Skede) -> tuple[Akt, Akt] | None:
    """The question of jäv, asked once of each who serves (R23): no, or yes and in which ärenden."""
    egen = b.blick.egen
    if egen is None or skede in {Skede.FORE, Skede.SLUT, Skede.OMROSTNING} or not b.blick.skriver:
        return None
    fore_uppropet = any(p.slag == Punktslag.UPPROP and p.status in EJ_AVGJORDA for p in b.rum.punkter)
    fragas = not egen.har_svarat_om_jav and egen.uppdrag_id in b.rum.narvarande and not fore_uppropet
    if not fragas or not any(p.slag == Punktslag.ARENDE and p.status in EJ_AVGJORDA for p in b.rum.punkter):
        return None
    nej = b.akt("jav-nej", "Nej, inget av dem", egen=True)
    ja = b.akt("jav-svar", "Anmäl jäv i de valda", egen=True, fall="Ja, något av dem")
    return nej, ja


def egna_jav(b: Byggare) -> list[tuple[str, Akt | None]]:
    """One's own declarations in points that are not opened: seen by oneself, and may be taken back."""
    egen = b.blick.egen
    if egen is None:
        return []
    rader: list[tuple[str, Akt | None]] = []
    for punkt in b.rum.punkter:
        if punkt.status == Punktstatus.UPPSATT and egen.uppdrag_id in b.rum.javiga(punkt):
            initial = {"uppdrag_id": egen.uppdrag_id}
            rader.append((punkt.rubrik, b.akt("jav-ater", "Ta tillbaka", objekt=punkt.pk, egen=True, initial=initial)))
    return rader


def reservationer(b: Byggare, visad: Punktlage | None) -> Uppgift:
    """To reserve oneself against the decision that is shown, and to write why."""
    beslut = visad.beslut if visad else None
    if visad is None or beslut is None or not b.blick.skriver:
        return Uppgift()
    egen = b.blick.egen
    egen_id = egen.uppdrag_id if egen and not b.blick.noterar else None
    mojliga = {d.uppdrag_id for d in visad.deltagare if not d.avstod}
    gjorda = {r.uppdrag_id: r for r in visad.reservationer}
    pagar = b.rum.sammantrade.avslutat is None
    if egen_id in gjorda and not gjorda[egen_id].text and visad.punkt.justerad is None:
        return Uppgift(
            "Din reservation",
            "Motiveringen kan lämnas tills paragrafen justeras.",
            akter=(_motivera(b, gjorda[egen_id].pk),),
        )
    far = pagar and (bool(mojliga - set(gjorda)) if b.blick.noterar else egen_id in mojliga - set(gjorda))
    if not far:
        return Uppgift()
    akt = b.akt(
        "reservera",
        "Anmäl reservation",
        objekt=beslut.pk,
        fall="Reservera dig mot beslutet" if egen_id else "Anteckna reservation",
    )
    return Uppgift(fler=(akt,))


def _motivera(b: Byggare, reservation_id: int) -> Akt:
    return b.akt("motivera", "Lämna motiveringen", objekt=reservation_id)
