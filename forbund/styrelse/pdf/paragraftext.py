"""One § in words: what KL 5 kap. 67 § asks the protokoll to say about an ärende, out of what was recorded."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from forbund.grund import dates
from forbund.grund.money import visa_belopp
from forbund.register.states import Roll
from forbund.styrelse import models
from forbund.styrelse.pdf.beslutsgang import belopp, beslutsgang, mening, omrostning_i_ord, uppraknat, yrkande_i_ord
from forbund.styrelse.pdf.motesnarvaro import Motesnarvaro, namn, namn_och_medlem, spann, tjanstgorande_i_ord
from forbund.styrelse.pdf.protokollsblad import Beslut, Paragraf, Reservation
from forbund.styrelse.queries.protokoll import JAVIGA
from forbund.styrelse.rules.justering import justerare_for_paragraf, sista_justeringsdag
from forbund.styrelse.states import (
    Beslutsutfall,
    Javsgrund,
    Javsstatus,
    Punktslag,
    Punktstatus,
)

JAVSGRUNDER: Final = {
    Javsgrund.SAK: "saken angår ledamoten själv eller någon närstående",
    Javsgrund.STALLFORETRADARE: "ledamoten eller någon närstående är ställföreträdare för den som saken angår",
    Javsgrund.TILLSYN: "ärendet rör tillsyn över verksamhet som ledamoten är knuten till",
    Javsgrund.ANNAN: "det finns någon annan särskild omständighet",
}
AVGORANDEN: Final = {
    Beslutsutfall.AVSLAG: "avslå förslaget",
    Beslutsutfall.ATERREMISS: "återremittera ärendet",
    Beslutsutfall.BORDLAGGNING: "bordlägga ärendet",
}
FASTA: Final = {
    Punktslag.DAGORDNING: "Föredragningslistan fastställs.",
    Punktslag.FOREGAENDE_PROTOKOLL: "Protokollet från föregående sammanträde läggs till handlingarna.",
    Punktslag.ANMALNING: "Anmälningarna läggs till handlingarna.",
    Punktslag.INFORMATION: "Styrelsen tar del av informationen.",
}


def paragraf(n: Motesnarvaro, punkt: models.Punkt, forandringar: Mapping[int, tuple[str, ...]]) -> Paragraf:
    """The whole §."""
    u, ar_arende = n.u, punkt.arende is not None
    kallat = u.i_kallelsen.get(punkt.pk, {})
    yrkanden = u.yrkanden.get(punkt.pk, [])
    return Paragraf(
        punkt_id=punkt.pk,
        nummer=punkt.paragraf or 0,
        rubrik=punkt.rubrik,
        ar_arende=ar_arende,
        dnr=punkt.arende.dnr if punkt.arende else "",
        arende_id=punkt.arende_id,
        leds_av=_leds_av(n, punkt),
        narvaro=forandringar.get(punkt.pk, ()),
        jav=_jav(n, punkt),
        automatisk=() if punkt.notering else automatisk_text(n, punkt),
        text=punkt.notering,
        sammanfattning=tuple((rad[0], rad[1]) for rad in kallat.get("sammanfattning", ())),
        underlag=tuple(f"{h['rubrik']} ({h['beteckning']})" for h in kallat.get("handlingar", ())),
        forslag=tuple(punkt.att_satser) if ar_arende else (),
        yrkanden=tuple(yrkande_i_ord(u, yrkande) for yrkande in yrkanden if yrkande.uppdrag_id is not None),
        beslutsgang=beslutsgang(n, punkt) if ar_arende else (),
        omrostningar=tuple(omrostning_i_ord(n, punkt, rad) for rad in u.omrostningar.get(punkt.pk, ())),
        beslut=_beslut(n, punkt),
        reservationer=_reservationer(n, punkt),
        justeras_av=tuple(u.uppdrag[i].person.namn for i in justeras_av(n, punkt)),
        tjanstgor=tjanstgorande_i_ord(n, punkt),
    )


def justeras_av(n: Motesnarvaro, punkt: models.Punkt) -> list[int]:
    """Who is to justera the § (R119), the one who led it first."""
    if punkt.motesordforande_id is None:
        return []
    alla = justerare_for_paragraf(punkt.motesordforande_id, n.u.justerare, n.narvarande[punkt.pk], n.javiga(punkt.pk))
    return sorted(alla, key=lambda i: (i != punkt.motesordforande_id, n.u.uppdrag[i].person.namn))


def har_beslut(punkt: models.Punkt) -> models.Beslut | None:
    """The decision, fetched with the point; None when nothing was decided."""
    return getattr(punkt, "beslut", None)


def automatisk_text(n: Motesnarvaro, punkt: models.Punkt) -> tuple[str, ...]:
    """What a procedural § says when nothing was written at the sammanträde, and every § that was taken off."""
    s, leder = n.u.sammantrade, namn(n.u, punkt.motesordforande_id)
    if punkt.status == Punktstatus.UTGAR:
        return ("Punkten utgår.",)
    match punkt.slag:
        case Punktslag.OPPNANDE:
            return (f"{leder} öppnar sammanträdet {dates.visa_klockslag(s.oppnat)}.",) if s.oppnat and leder else ()
        case Punktslag.AVSLUTANDE:
            return (f"{leder} avslutar sammanträdet {dates.visa_klockslag(s.avslutat)}.",) if s.avslutat else ()
        case Punktslag.UPPROP:
            return _upprop(n, punkt)
        case Punktslag.JUSTERARE:
            return _valda_justerare(n)
        case Punktslag.JAV:
            return _javsfragan(n)
        case Punktslag.NASTA:
            start, plats = s.nasta_start, s.nasta_plats  # type: ignore[attr-defined]  # annotated in the query
            return (f"Nästa sammanträde är {dates.visa_veckodag_stund(start)}, {plats}.",) if start else ()
    fast = FASTA.get(Punktslag(punkt.slag), "")
    return (fast,) if fast and punkt.status == Punktstatus.BESLUTAD and har_beslut(punkt) is None else ()


def _upprop(n: Motesnarvaro, punkt: models.Punkt) -> tuple[str, ...]:
    tjanst = n.tjanstgorande[punkt.pk]
    ersatter = [
        f"{n.u.uppdrag[i].person.namn} tjänstgör för {n.u.uppdrag[for_].person.namn}."
        for i, for_ in sorted(tjanst.items())
        if for_ is not None
    ]
    return (f"Upprop förrättas. {len(tjanst)} tjänstgör.", *ersatter) if tjanst else ()


def _valda_justerare(n: Motesnarvaro) -> tuple[str, ...]:
    valda = sorted(namn(n.u, i) for i in n.u.justerare)
    if not valda:
        return ()
    senast = dates.visa_veckodag(sista_justeringsdag(n.u.sammantrade.dag))
    return (
        f"Till justerare utses {uppraknat(valda)}.",
        f"Protokollet justeras digitalt, senast {senast}.",
    )


def _javsfragan(n: Motesnarvaro) -> tuple[str, ...]:
    rader = [
        f"{namn(n.u, rad.uppdrag_id)} anmäler jäv i {spann([punkt.paragraf or 0])}."
        for punkt in n.u.punkter
        for rad in n.u.jav.get(punkt.pk, ())
        if rad.status in JAVIGA
    ]
    return ("Ordföranden frågar om någon är jävig i något av ärendena.", *(rader or ["Ingen anmäler jäv."]))


def _leds_av(n: Motesnarvaro, punkt: models.Punkt) -> str:
    """Said when somebody else than at the first § leads."""
    forst = n.u.punkter[0].motesordforande_id
    if punkt.motesordforande_id is None or punkt.motesordforande_id == forst:
        return ""
    uppdrag = n.u.uppdrag[punkt.motesordforande_id]
    return f"{namn_och_medlem(uppdrag)}, {Roll(uppdrag.roll).label}, leder ärendet."


def _jav(n: Motesnarvaro, punkt: models.Punkt) -> tuple[str, ...]:
    rader = [text for rad in n.u.jav.get(punkt.pk, ()) for text in _javsrader(n, rad)]
    rader += [
        f"{namn_och_medlem(n.u.uppdrag[t.uppdrag_id])} tjänstgör för {namn(n.u, t.for_uppdrag_id)}."
        for t in n.u.tjanstgoring
        if t.punkt_id == punkt.pk
    ]
    return tuple(rader)


def _javsrader(n: Motesnarvaro, rad: models.Javsanmalan) -> tuple[str, ...]:
    """One question of jäv: the ground of the law, the board's reasons when it was tried, and what followed."""
    vem = namn_och_medlem(n.u.uppdrag[rad.uppdrag_id])
    provad = {
        Javsstatus.PROVAD_JAV: f"Styrelsen prövar om {vem} är jävig och finner jäv:",
        Javsstatus.PROVAD_EJ_JAV: f"Styrelsen prövar om {vem} är jävig och finner att det inte är jäv.",
    }.get(Javsstatus(rad.status), f"{vem} anmäler jäv:")
    ute = f"{namn(n.u, rad.uppdrag_id)} deltar inte i ärendet och är inte närvarande när det behandlas."
    if rad.status not in JAVIGA:
        return (" ".join(filter(None, [provad, mening(rad.skal)])),) if rad.skal else ()
    grund = f"{JAVSGRUNDER[Javsgrund(rad.grund)]} (6 kap. 28 § {rad.grund} kommunallagen)."
    return (" ".join(filter(None, [provad, grund, mening(rad.text), mening(rad.skal), _antecknad(rad)])), ute)


def _antecknad(rad: models.Javsanmalan) -> str:
    """Who wrote down what the ledamot declared, when somebody else did; what the board has tried is the board's."""
    if rad.antecknad_av is None or rad.status != Javsstatus.ANMALD:
        return ""
    return f"Anmälan är antecknad av {rad.antecknad_av.namn}."


def _beslut(n: Motesnarvaro, punkt: models.Punkt) -> Beslut | None:
    beslut = har_beslut(punkt)
    if beslut is None:
        return None
    rader = punkt.beslutade_belopp  # type: ignore[attr-defined]  # annotated in the query
    summa = sum((Decimal(rad["belopp"]) for rad in rader), Decimal(0))
    avgorande = AVGORANDEN.get(Beslutsutfall(beslut.utfall))
    satser = beslut.att_satser or ([avgorande] if avgorande else [])
    return Beslut(
        inledning="Styrelsen beslutar enhälligt" if beslut.enighet_antecknad else "Styrelsen beslutar",
        att_satser=tuple(satser),
        villkor=tuple(beslut.villkor),
        belopp=belopp(rader),
        summa=visa_belopp(summa) if len(rader) > 1 else "",
        deltar=_deltar(n, punkt),
    )


def _deltar(n: Motesnarvaro, punkt: models.Punkt) -> str:
    """Who took part in deciding (KL 5 kap. 67 § 5)."""
    deltog = [r["uppdrag"] for r in punkt.deltagare if not r["avstod"]]  # type: ignore[attr-defined]  # annotated
    avstod = sorted(namn(n.u, r["uppdrag"]) for r in punkt.deltagare if r["avstod"])  # type: ignore[attr-defined]
    if not deltog:
        return ""
    text = f"I beslutet deltar {', '.join(sorted(namn(n.u, i) for i in deltog))}."
    return f"{text} {', '.join(avstod)} avstår från att delta." if avstod else text


def _reservationer(n: Motesnarvaro, punkt: models.Punkt) -> tuple[Reservation, ...]:
    return tuple(
        Reservation(
            f"{namn_och_medlem(n.u.uppdrag[r['uppdrag']])} reserverar sig mot beslutet.",
            r["text"].strip(),
            r["id"],
            r["uppdrag"],
        )
        for r in punkt.reserverade  # type: ignore[attr-defined]  # annotated in the query
    )
