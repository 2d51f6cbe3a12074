"""Yrkanden, propositions and omröstningar of one § in words (KL 5 kap. 67 § 1–3 and 5)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from forbund.grund.money import visa_belopp
from forbund.styrelse import models
from forbund.styrelse.pdf.motesnarvaro import Motesnarvaro, namn, namn_och_medlem
from forbund.styrelse.pdf.protokollsblad import Belopp, Omrostning, Rost, Yrkande
from forbund.styrelse.queries.proposition import andringsyrkandet
from forbund.styrelse.queries.protokoll import Underlag
from forbund.styrelse.states import Omrostningsutfall, Propositionsutfall, Rostval
from forbund.styrelse.states import Yrkandeslag as Slag

YRKANDEN: Final = {
    Slag.BIFALL: "yrkar bifall till förslaget",
    Slag.AVSLAG: "yrkar avslag på förslaget",
    Slag.ANDRING: "yrkar att styrelsen i stället beslutar",
    Slag.ATERREMISS: "yrkar att ärendet återremitteras",
    Slag.BORDLAGGNING: "yrkar att ärendet bordläggs",
}


def mening(text: str) -> str:
    """The text closed as a sentence."""
    ren = text.strip()
    return ren if not ren or ren[-1] in ".!?" else f"{ren}."


def belopp(rader: Iterable[Mapping[str, Any]]) -> tuple[Belopp, ...]:
    return tuple(
        Belopp(str(rad["ar"]), visa_belopp(Decimal(rad["belopp"])), rad["till"] or "", rad["finansiering"])
        for rad in rader
    )


def yrkande_i_ord(u: Underlag, yrkande: models.Yrkande) -> Yrkande:
    vem = namn_och_medlem(u.uppdrag[yrkande.uppdrag_id or 0])
    return Yrkande(
        text=" ".join(filter(None, [f"{vem} {_yrkar(yrkande)}", mening(yrkande.text)])),
        att_satser=tuple(yrkande.att_satser),
        villkor=tuple(yrkande.villkor),
        belopp=belopp(yrkande.yrkade_belopp),  # type: ignore[attr-defined]  # annotated in the query
    )


def _yrkar(yrkande: models.Yrkande) -> str:
    if yrkande.slag == Slag.ANDRING and not yrkande.att_satser:
        return "yrkar en ändring av förslaget."
    return YRKANDEN[Slag(yrkande.slag)] + (":" if yrkande.slag == Slag.ANDRING else ".")


def beslutsgang(n: Motesnarvaro, punkt: models.Punkt) -> tuple[str, ...]:
    """In which order the proposals were put, and what the one who led found (KL 5 kap. 67 § 2)."""
    leder = namn(n.u, punkt.motesordforande_id)
    framlagda = sorted(
        (y for y in n.u.yrkanden.get(punkt.pk, ()) if y.framlagt is not None), key=lambda y: y.framlagt or 0
    )
    rader = []
    if len(framlagda) > 1:
        ordning = "; ".join(f"{nr}) {_kort(n.u, y)}" for nr, y in enumerate(framlagda, start=1))
        rader.append(f"{leder} lägger fram förslagen till beslut i denna ordning: {ordning}.")
    rader += [_fraga(n, punkt, rad) for rad in punkt.fragor]  # type: ignore[attr-defined]  # annotated in the query
    return tuple(rader)


def _fraga(n: Motesnarvaro, punkt: models.Punkt, rad: Mapping[str, Any]) -> str:
    """One question that was put: what was found, or that omröstning was asked for."""
    leder, yrkanden = namn(n.u, punkt.motesordforande_id), {y.pk: y for y in n.u.yrkanden.get(punkt.pk, ())}
    provar = yrkanden.get(rad["provar"])
    if provar is not None:
        annars = "återremitteras" if provar.slag == Slag.ATERREMISS else "bordläggas"
        fragar = f"{leder} frågar om ärendet ska avgöras i dag eller {annars}"
    else:
        fragar = f"{leder} {'frågar om förslaget antas' if len(yrkanden) < 2 else 'ställer förslagen mot varandra'}"
    if rad["begard_av"] is not None:
        return f"{fragar}. Omröstning begärs av {namn(n.u, rad['begard_av'])}."
    return f"{fragar} och finner att {_fann(n.u, Propositionsutfall(rad['utfall']), yrkanden.get(rad['yrkande']))}."


def _fann(u: Underlag, utfall: Propositionsutfall, vinnande: models.Yrkande | None) -> str:
    match utfall:
        case Propositionsutfall.AVGORS:
            return "det ska avgöras i dag"
        case Propositionsutfall.ATERREMISS:
            return "det ska återremitteras"
        case Propositionsutfall.BORDLAGGNING:
            return "det ska bordläggas"
        case Propositionsutfall.AVSLAG:
            return "styrelsen avslår förslaget"
    if vinnande is not None and vinnande.slag == Slag.ANDRING:
        return f"styrelsen beslutar enligt {_kort(u, vinnande)}"
    return "styrelsen bifaller förslaget"


def _kort(u: Underlag, yrkande: models.Yrkande) -> str:
    if yrkande.uppdrag_id is None:
        return "förslaget på föredragningslistan"
    if yrkande.slag == Slag.ANDRING:
        vilket = andringsyrkandet(yrkande, u.yrkanden[yrkande.punkt_id])
        if vilket != "ändringsyrkandet":
            return f"{vilket} från {namn(u, yrkande.uppdrag_id)}"
    ord_ = {Slag.ANDRING: "ändring", Slag.BIFALL: "bifall"}.get(Slag(yrkande.slag), yrkande.get_slag_display().lower())
    return f"{genitiv(namn(u, yrkande.uppdrag_id))} yrkande om {ord_}"


def genitiv(namn: str) -> str:
    """ "Annas", "Lars"."""
    return namn if namn.endswith(("s", "x", "z")) else f"{namn}s"


def omrostning_i_ord(n: Motesnarvaro, punkt: models.Punkt, rad: models.Omrostning) -> Omrostning:
    roster = [r for r in rad.roster if r["val"]]  # type: ignore[attr-defined]  # annotated in the query
    antal = {val: sum(r["val"] == val for r in roster) for val in Rostval.values}
    vann = rad.fraga_ja if rad.utfall == Omrostningsutfall.JA else rad.fraga_nej
    utfall = f"Utfallet blir {Omrostningsutfall(rad.utfall).label.lower()}: {vann}"
    if rad.utslagsrost:
        utfall += f", genom {genitiv(namn(n.u, punkt.motesordforande_id))} utslagsröst (5 kap. 56 § kommunallagen)"
    return Omrostning(
        ja=rad.fraga_ja,
        nej=rad.fraga_nej,
        roster=tuple(
            Rost(namn(n.u, r["uppdrag"]), r["medlem"], Rostval(r["val"]).label)
            for r in sorted(roster, key=lambda r: (r["medlem"], namn(n.u, r["uppdrag"])))
        ),
        rostetal=f"{antal['ja']} ja, {antal['nej']} nej, {antal['avstar']} avstår",
        utfall=f"{utfall}.",
        antecknade=_antecknade(n.u, roster),
    )


def _antecknade(u: Underlag, roster: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Whose votes were entered by somebody else, and by whom; empty when everyone voted by themselves."""
    av: dict[str, list[str]] = {}
    for rad in roster:
        if rad["antecknad_av"]:
            av.setdefault(rad["antecknad_av"], []).append(namn(u, rad["uppdrag"]))
    if len(av) == 1 and sum(map(len, av.values())) == len(roster):
        return (f"Alla röster är antecknade av {next(iter(av))}.",)
    return tuple(
        f"{'Rösten' if len(namnen) == 1 else 'Rösterna'} från {uppraknat(sorted(namnen))} är "
        f"{'antecknad' if len(namnen) == 1 else 'antecknade'} av {vem}."
        for vem, namnen in av.items()
    )


def uppraknat(namn: Sequence[str]) -> str:
    """ "Anna, Bo och Cecilia"."""
    return " och ".join(filter(None, [", ".join(namn[:-1]), *namn[-1:]]))
