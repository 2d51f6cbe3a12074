"""The protokoll writes itself: what was recorded becomes the sheet, and the facts that the law asks for (R26)."""

from forbund.grund import dates
from forbund.styrelse import models
from forbund.styrelse.pdf import motesnarvaro
from forbund.styrelse.pdf.motesnarvaro import Motesnarvaro, spann
from forbund.styrelse.pdf.paragraftext import automatisk_text, har_beslut, justeras_av, paragraf
from forbund.styrelse.pdf.protokollsblad import Blad
from forbund.styrelse.queries.protokoll import Underlag
from forbund.styrelse.rules.justering import sista_justeringsdag
from forbund.styrelse.rules.protokoll import Omrostningsfakta, Paragraffakta, Protokollsfakta
from forbund.styrelse.states import Punktstatus, Rostval


def skriv(u: Underlag) -> Blad:
    """The protokoll as it stands now."""
    n, s = Motesnarvaro(u), u.sammantrade
    forandringar = motesnarvaro.forandringar(n)
    return Blad(
        forbund=s.forbund.namn,
        sate=s.forbund.sate,
        dag=dates.visa_dag(s.dag),
        tid=_tid(s),
        plats=s.plats,
        sekreterare=s.sekreterare.namn if s.sekreterare else "",
        ordforande=_ordforande(u),
        spann=spann(p.paragraf for p in u.punkter if p.paragraf),
        justeras_senast=dates.visa_veckodag_ar(sista_justeringsdag(s.dag)),
        beslutande=motesnarvaro.beslutande(n),
        ersattare=motesnarvaro.ej_tjanstgorande(n),
        ovriga=motesnarvaro.ovriga(n),
        justerare=tuple(sorted(u.uppdrag[i].person.namn for i in u.justerare)),
        paragrafer=tuple(paragraf(n, punkt, forandringar) for punkt in u.punkter),
    )


def _tid(s: models.Sammantrade) -> str:
    """ "fredag 27 november 2026 kl. 09.00–11.42"."""
    text = dates.visa_veckodag_stund(s.oppnat or s.start)
    return f"{text}\u2013{dates.visa_klockslag(s.avslutat).removeprefix('kl. ')}" if s.avslutat else text


def _ordforande(u: Underlag) -> str:
    """Everyone who led, with their §§ when they were several."""
    ledare: dict[int, list[int]] = {}
    for punkt in u.punkter:
        if punkt.motesordforande_id is not None and punkt.paragraf:
            ledare.setdefault(punkt.motesordforande_id, []).append(punkt.paragraf)
    namn = {i: u.uppdrag[i].person.namn for i in ledare}
    if len(ledare) < 2:
        return "".join(namn.values())
    return ", ".join(f"{namn[i]} ({spann(nummer)})" for i, nummer in ledare.items())


def fakta_for_lagen(u: Underlag) -> Protokollsfakta:
    """What the rule on completeness judges."""
    n = Motesnarvaro(u)
    return Protokollsfakta(
        tjanstgorande=n.nagon_gang,
        justerare=u.justerare,
        paragrafer=tuple(_paragraffakta(n, punkt) for punkt in u.punkter),
    )


def _paragraffakta(n: Motesnarvaro, punkt: models.Punkt) -> Paragraffakta:
    yrkanden = n.u.yrkanden.get(punkt.pk, [])
    framlagda = sorted((y for y in yrkanden if y.framlagt is not None), key=lambda y: y.framlagt or 0)
    deltagare = punkt.deltagare  # type: ignore[attr-defined]  # annotated in the query
    return Paragraffakta(
        nummer=punkt.paragraf or 0,
        rubrik=punkt.rubrik,
        leddes_av=punkt.motesordforande_id,
        beslut=_beslutstext(n, punkt),
        deltog=frozenset(r["uppdrag"] for r in deltagare if not r["avstod"]),
        yrkanden=frozenset(y.pk for y in yrkanden),
        framlagda=tuple(y.pk for y in framlagda),
        omrostningar=tuple(_omrostningsfakta(rad) for rad in n.u.omrostningar.get(punkt.pk, ())),
        reservationer=frozenset(r["uppdrag"] for r in punkt.reserverade),  # type: ignore[attr-defined]  # annotated
        ar_arende=punkt.arende_id is not None and punkt.status != Punktstatus.UTGAR,
    )


def _beslutstext(n: Motesnarvaro, punkt: models.Punkt) -> str:
    """The decision, or for a procedural § its text; a point taken off says so."""
    if punkt.status == Punktstatus.UTGAR:
        return "Punkten utgår."
    beslut = har_beslut(punkt)
    if punkt.arende_id is not None:
        return beslut.get_utfall_display() if beslut else ""
    return punkt.notering or (beslut.get_utfall_display() if beslut else " ".join(automatisk_text(n, punkt)))


def _omrostningsfakta(rad: models.Omrostning) -> Omrostningsfakta:
    val = [r["val"] for r in rad.roster]  # type: ignore[attr-defined]  # annotated in the query
    return Omrostningsfakta(
        oppen=True,
        ja=val.count(Rostval.JA),
        nej=val.count(Rostval.NEJ),
        avstar=val.count(Rostval.AVSTAR),
        roster=sum(v is not None for v in val),
        utfall=rad.utfall,
    )


def behoriga(u: Underlag) -> dict[str, dict[str, int]]:
    """Punkt → person → uppdrag: who is to justera each § (R119), kept with the facts when they are frozen."""
    n = Motesnarvaro(u)
    return {str(punkt.pk): {str(u.uppdrag[i].person_id): i for i in justeras_av(n, punkt)} for punkt in u.punkter}


def justerarnamn(u: Underlag) -> dict[str, str]:
    """Uppdrag → name, for everyone who is to justera some §."""
    return {str(i): u.uppdrag[i].person.namn for alla in behoriga(u).values() for i in alla.values()}
