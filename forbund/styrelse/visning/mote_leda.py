"""What the one who leads may do now, stage by stage."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from forbund.styrelse.actions.formalia import text_for
from forbund.styrelse.models import Proposition, Punkt
from forbund.styrelse.queries.motespunkt import Punktlage, Rostrad
from forbund.styrelse.queries.proposition import fragan
from forbund.styrelse.rules.majoritet import kravd_andel
from forbund.styrelse.states import Punktslag, Punktstatus
from forbund.styrelse.visning.mote import Skede
from forbund.styrelse.visning.mote_akt import Akt, Byggare, Uppgift
from forbund.styrelse.visning.mote_punkt import forslagsnamn, motforslag, utfall_i_ord


def ledarens(
    b: Byggare, skede: Skede, lage: Punktlage | None, visad: Punktlage | None, hinder: tuple[str, ...]
) -> Uppgift:
    """The acts of the one who leads. `lage` is the open point, `visad` the one on the page."""
    if not b.blick.leder or skede in {Skede.FORE, Skede.SLUT}:
        return Uppgift()
    if skede == Skede.PAUS:
        return Uppgift("Paus", akter=(b.akt("ateruppta", "Återuppta sammanträdet", slag="primary"),))
    if skede == Skede.MELLAN:
        return _mellan(b, visad.punkt if visad else None, hinder)
    if lage is None:
        return Uppgift()
    if skede == Skede.FORMALIA:
        return _formalia(b, lage.punkt)
    return {
        Skede.OVERLAGGNING: _overlaggning,
        Skede.PROPOSITION: _proposition,
        Skede.REDOVISAD: _redovisad,
        Skede.BEGARD: _begard,
        Skede.OMROSTNING: _stang,
        Skede.ROSTAT: _rostat,
    }[skede](b, lage)


def _overlaggning(b: Byggare, lage: Punktlage) -> Uppgift:
    slut = b.akt("overlaggning-slut", "Avsluta överläggningen", objekt=lage.punkt.pk, slag="primary")
    text = "Yrkanden framställs nu, medan överläggningen pågår."
    return Uppgift("Du leder ärendet", text, akter=(slut,), fler=(_utgar(b, lage.punkt),))


def _redovisad(b: Byggare, lage: Punktlage) -> Uppgift:
    """An outcome is stated: to confirm it, or to state another until somebody asks for a vote."""
    rad = lage.oklubbad
    andra = [
        replace(a, fall=f"Ändra till: {a.knapp[0].lower()}{a.knapp[1:]}")
        for a in _utfall(b, lage, rad.yrkande_id if rad else -1)
    ]
    avstar = [_klubba(b, lage, nagon_avstar=True)] if rad and rad.utfall != "avgors" else []
    return Uppgift(
        "Du leder ärendet",
        "Vänta in om någon begär omröstning. Klubbslaget gör beslutet.",
        akter=(_klubba(b, lage),),
        fler=(*andra, *avstar, _igen(b, lage.punkt)),
    )


def _begard(b: Byggare, lage: Punktlage) -> Uppgift:
    oppna = b.akt("omrostning", "Öppna omröstningen", objekt=lage.punkt.pk, slag="primary", motforslag=motforslag(lage))
    return Uppgift("Omröstning är begärd", "Röstlängden låses när du öppnar.", akter=(oppna,))


def _rostat(b: Byggare, lage: Punktlage) -> Uppgift:
    return Uppgift("Du leder ärendet", "Bekräfta utfallet med klubbslag.", akter=(_klubba(b, lage),))


def _mellan(b: Byggare, visad: Punkt | None, hinder: tuple[str, ...]) -> Uppgift:
    """Between points: the one that is shown may be opened, and when none is left the sammanträde ends."""
    paus = b.akt("ajournera", "Ta paus", fraga="Ajournera sammanträdet?", fraga_text="Inget beslutas under pausen.")
    nasta = b.rum.nasta_punkt
    if (nasta is None or nasta.slag == Punktslag.AVSLUTANDE) and _saknar_justerare(b):
        val = b.akt("justerare", "Anteckna valet", slag="primary")
        return Uppgift("Välj vem som ska justera", "Efter sammanträdet kan ingen väljas.", akter=(val,), fler=(paus,))
    if nasta is None:
        slut = b.akt("avsluta", "Avsluta sammanträdet", slag="primary", fraga="Avsluta sammanträdet?")
        return Uppgift("Alla punkter är avgjorda", akter=(_utan_falt(slut),))
    if visad is None or visad.status != Punktstatus.UPPSATT:
        visad, hinder = nasta, ()
    nummer = b.rum.punkter.index(visad) + 1
    if visad.slag == Punktslag.AVSLUTANDE:
        return Uppgift("Du leder sammanträdet", akter=(_avsluta(b, visad),), fler=(paus,))
    oppna = () if hinder else (b.akt("punkt-oppna", f"Öppna punkt {nummer}", objekt=visad.pk, slag="primary"),)
    return Uppgift("Du leder sammanträdet", hinder=hinder, akter=oppna, fler=(_utgar(b, visad), paus))


def _saknar_justerare(b: Byggare) -> bool:
    """Nobody is chosen, and there is somebody to choose beside the one who leads."""
    return len(b.rum.tjanstgorande()) > 1 and not any(d.ar_justerare for d in b.rum.deltagare.values())


def _utan_falt(akt: Akt) -> Akt:
    akt.form.fields.clear()
    return akt


def _avsluta(b: Byggare, punkt: Punkt) -> Akt:
    return b.akt(
        "avsluta",
        "Avsluta sammanträdet",
        slag="primary",
        initial={"notering": text_for(b.rum, punkt)},
        fraga="Avsluta sammanträdet?",
        fraga_text="Efter det kan styrelsen inte besluta något, och ingen kan anmäla reservation.",
    )


def _formalia(b: Byggare, punkt: Punkt) -> Uppgift:
    """A procedural point: what it is for, and then its text in the protokoll."""
    if punkt.slag == Punktslag.AVSLUTANDE:
        return Uppgift("Du leder sammanträdet", akter=(_avsluta(b, punkt),))
    klar = b.akt(
        "punkt-avsluta",
        "Klart, gå vidare",
        objekt=punkt.pk,
        slag="primary",
        initial={"notering": text_for(b.rum, punkt)},
    )
    forst: tuple[Akt, ...] = ()
    if punkt.slag == Punktslag.UPPROP:
        klart = b.rum.ar_beslutfor()
        forst = (b.akt("upprop", "Anteckna uppropet", slag="secondary" if klart else "primary"),)
        klar = replace(_utan_falt(klar), slag="primary" if klart else "secondary")
    if punkt.slag == Punktslag.JUSTERARE:
        if _saknar_justerare(b):
            val = b.akt("justerare", "Anteckna valet", slag="primary")
            return Uppgift("Du leder sammanträdet", akter=(val,), fler=(_utgar(b, punkt),))
        forst = (b.akt("justerare", "Ändra valet", fall="Ändra valet"),)
    return Uppgift("Du leder sammanträdet", akter=(*forst, klar), fler=(_utgar(b, punkt),))


def _utgar(b: Byggare, punkt: Punkt) -> Akt:
    return b.akt("punkt-utgar", "Dra tillbaka punkten", objekt=punkt.pk, fall="Punkten ska inte tas upp")


def _igen(b: Byggare, punkt: Punkt) -> Akt:
    return b.akt("overlaggning-igen", "Öppna överläggningen igen", objekt=punkt.pk, slag="tertiary")


def _proposition(b: Byggare, lage: Punktlage) -> Uppgift:
    """One button for each answer that the board may have given; none of them looks chosen."""
    fraga = fragan(lage.yrkanden, lage.propositioner)
    if fraga.provar is not None:
        text = "Fråga styrelsen om ärendet ska avgöras i dag. Vad finner du?"
    elif len(fraga.forslag) == 1:
        text = "Fråga styrelsen om den bifaller förslaget. Vad finner du?"
    else:
        text = "Ställ förslagen mot varandra, vart och ett så att det besvaras med ja eller nej. Vad finner du?"
    igen = () if any(p.klubbad for p in lage.propositioner) else (_igen(b, lage.punkt),)
    return Uppgift("Lägg fram förslagen", text, akter=tuple(_utfall(b, lage)), fler=(*igen, _utgar(b, lage.punkt)))


def _utfall(b: Byggare, lage: Punktlage, utom: int | None = -1) -> Iterator[Akt]:
    fraga = fragan(lage.yrkanden, lage.propositioner)
    punkt = lage.punkt.pk
    if fraga.provar is not None and utom is not None:
        yield b.akt("redovisa", "Ärendet avgörs i dag", objekt=punkt, sort="i-dag")
    for f in fraga.forslag:
        if f.yrkande.pk != utom:
            text = f"Styrelsen {forslagsnamn(f.yrkande, lage)}"
            yield b.akt("redovisa", text, objekt=punkt, sort=str(f.yrkande.pk), initial={"yrkande_id": f.yrkande.pk})


def _klubba(b: Byggare, lage: Punktlage, *, nagon_avstar: bool = False) -> Akt:
    """The klubbslag; `nagon_avstar` notes who takes no part in the decision, when it is by acclamation."""
    rad = lage.oklubbad
    assert rad is not None  # noqa: S101  # asked only when an outcome has been stated
    val: dict[str, Any] = {"slag": "primary"}
    if nagon_avstar:
        val = {"sort": "avstar", "fall": "Någon avstår från att delta i beslutet"}
    akt = b.akt("klubba", f"Klubba: {utfall_i_ord(rad, lage)}", objekt=lage.punkt.pk, **val)
    avgor = rad.utfall != "avgors"
    arende = lage.punkt.arende
    kvalificerad = arende is not None and kravd_andel(arende.slag, b.rum.kvalificerad) is not None
    if not (avgor and kvalificerad and rad.utfall == "bifall" and rad.omrostning_id is None):
        del akt.form.fields["enig"]
    if not nagon_avstar:
        del akt.form.fields["avstar"]
    return akt


def _stang(b: Byggare, lage: Punktlage) -> Uppgift:
    """To close the vote. When the one who leads has abstained and it is even, that vote decides (KL 4 kap. 25 §)."""
    rad = lage.oklubbad
    assert rad is not None  # noqa: S101  # a vote is open
    omrostning_id = rad.omrostning_id or 0
    roster = lage.roster_i(omrostning_id)
    saknas = [r.namn for r in roster if not r.val and r.uppdrag_id in b.rum.tjanstgorande(lage.punkt)]
    resten = {"avstar_resten": True} if saknas else {}
    text = f"Väntar på {', '.join(saknas)}." if saknas else "Alla har röstat."
    if not _kvalificerad_sak(b, lage, rad) and _kan_behova_utslagsrost(lage, roster, bool(saknas)):
        return _utslagsrost(b, omrostning_id, text, resten)
    if saknas:
        akt = b.akt(
            "stang",
            "Anteckna att de avstår, och stäng",
            objekt=omrostning_id,
            initial=resten,
            fall="Stäng utan att vänta",
            ledtext=f"Antecknas som att de avstår: {', '.join(saknas)}.",
        )
        return Uppgift("Omröstningen pågår", text, fler=(akt,))
    return Uppgift(
        "Omröstningen pågår", text, akter=(b.akt("stang", "Stäng omröstningen", objekt=omrostning_id, slag="primary"),)
    )


def _kan_behova_utslagsrost(lage: Punktlage, roster: Sequence[Rostrad], nagon_saknas: bool) -> bool:
    """Whether the one who leads has abstained and it is even. While votes are missing, how they stand is not shown."""
    avstod = any(r.uppdrag_id == lage.punkt.motesordforande_id and r.val == "avstar" for r in roster)
    avgivna = [r.val for r in roster]
    return avstod and (nagon_saknas or avgivna.count("ja") == avgivna.count("nej"))


def _utslagsrost(b: Byggare, omrostning_id: int, text: str, resten: dict[str, bool]) -> Uppgift:
    """To close the vote with the vote that decides if it is even."""
    akter = tuple(
        b.akt(
            "stang",
            f"Min röst är {ord_.lower()}: stäng",
            objekt=omrostning_id,
            sort=v,
            initial={"utslagsrost": v, **resten},
            fall=f"Stäng utan att vänta, med {ord_.lower()} om det blir lika" if resten else "",
        )
        for v, ord_ in (("ja", "Ja"), ("nej", "Nej"))
    )
    if resten:
        villkor = "Du har avstått. Stänger du nu avstår de som inte har röstat, och blir det lika avgör din röst."
        return Uppgift("Omröstningen pågår", f"{text} {villkor}", fler=akter)
    lika = "Det är lika, och du har avstått. Den som leder ärendet måste rösta, och den rösten avgör."
    return Uppgift("Din röst avgör", f"{text} {lika}", akter=akter)


def _kvalificerad_sak(b: Byggare, lage: Punktlage, rad: Proposition) -> bool:
    arende = lage.punkt.arende
    return rad.provar_id is None and arende is not None and arende.slag in b.rum.kvalificerad
