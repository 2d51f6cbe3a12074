"""How a förslag reads: its questions and answers, and its money as a table. Takes the frozen form, also of drafts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from beredning.models import Forslag, Kostnad, Sokande, Stallningstagande
from beredning.states import FALTNAMN, Implementering, Kostnadsslag, Svar, Utforare
from forbund.grund import dates
from forbund.grund.money import visa_belopp, visa_tal
from insatser.states import Insatstyp

LAGE = {
    "Vad och vem": ("insatstyp", "sokande", "insatsagare", "utforare", "period"),
    "Behov och mål": ("malgrupp", "antal_deltagare", "behov", "mal"),
    "Hur": ("metod", "uppfoljning"),
    "Pengar": ("egen_medverkan",),
    "Efter finansieringen": ("implementering_svar", "implementering"),
}
RUBRIKER = {**FALTNAMN, "period": "Tid"}


def forslagets_innehall(forslag: Forslag, sokande: list[Sokande], kostnader: list[Kostnad]) -> dict[str, Any]:
    """All that the förslag says, as it is frozen and as its page reads it."""
    agare = forslag.insatsagare
    falt = ("rubrik", "insatstyp", "utforare", "malgrupp", "antal_deltagare", "behov", "mal", "metod", "uppfoljning")
    return {
        **{namn: getattr(forslag, namn) for namn in (*falt, "egen_medverkan", "implementering", "implementering_svar")},
        "start": forslag.start.isoformat() if forslag.start else None,
        "slut": forslag.slut.isoformat() if forslag.slut else None,
        "insatsagare": {"id": agare.pk, "namn": str(agare)} if agare else None,
        "sokande": [{"id": s.medlem_id, "namn": str(s.medlem), "parter": s.medlem.parter} for s in sokande],
        "kostnader": [
            {
                "medlem": k.medlem_id,
                "namn": str(k.medlem),
                "slag": k.kostnadsslag,
                "ar": k.ar,
                "belopp": f"{k.belopp:.2f}",
            }
            for k in kostnader
        ],
        "summa": f"{sum((k.belopp for k in kostnader), Decimal(0)):.2f}",
    }


@dataclass(frozen=True)
class Avsnitt:
    """One part of the förslag: label and text, row by row."""

    rubrik: str
    rader: tuple[tuple[str, str], ...]
    har_pengar: bool


@dataclass(frozen=True)
class Pengarad:
    namn: str
    celler: tuple[str, ...]
    summa: str


@dataclass(frozen=True)
class Pengatabell:
    """Money by receiving medlem and year."""

    ar: tuple[int, ...]
    rader: tuple[Pengarad, ...]
    fot: Pengarad


@dataclass(frozen=True)
class Slagrad:
    """One cost: who receives, kind, year and amount."""

    medlem: str
    slag: str
    ar: int
    belopp: str


def svar_i_ord(innehall: Mapping[str, Any], falt: str) -> str:
    """The answer to one question as people read it; empty when there is none."""
    varde = innehall.get(falt)
    valbara = {
        "insatstyp": Insatstyp,
        "utforare": Utforare,
        "implementering_svar": Implementering,
    }
    if falt == "period":
        return period_i_ord(innehall)
    if falt == "sokande":
        return ", ".join(rad["namn"] for rad in innehall["sokande"])
    if falt == "insatsagare":
        return varde["namn"] if varde else ""
    if falt in valbara:
        return str(valbara[falt](varde).label) if varde else ""
    return "" if varde is None else str(varde)


def period_i_ord(innehall: Mapping[str, Any]) -> str:
    """ "1 januari 2027–31 december 2028"."""
    start, slut = (date.fromisoformat(innehall[n]) if innehall[n] else None for n in ("start", "slut"))
    if start is None:
        return f"till {dates.visa_dag(slut)}" if slut else ""
    return dates.visa_period(start, slut)


def avsnitten(innehall: Mapping[str, Any]) -> list[Avsnitt]:
    """Everything the förslag says, in the order it was asked."""
    return [
        Avsnitt(
            rubrik,
            tuple((RUBRIKER[falt], svar_i_ord(innehall, falt) or "Inte besvarat") for falt in falten),
            rubrik == "Pengar",
        )
        for rubrik, falten in LAGE.items()
    ]


def pengatabell(kostnader: Iterable[Mapping[str, Any]]) -> Pengatabell:
    """Medlem × year with sums, from the frozen rows."""
    rader = [(rad["namn"], int(rad["ar"]), Decimal(rad["belopp"])) for rad in kostnader]
    ar = tuple(sorted({a for _, a, _ in rader}))
    namn = sorted({n for n, _, _ in rader})

    def rad(titel: str, ur: list[tuple[str, int, Decimal]]) -> Pengarad:
        per_ar = [sum((b for _, a, b in ur if a == kolumn), Decimal(0)) for kolumn in ar]
        return Pengarad(titel, tuple(visa_tal(b) for b in per_ar), visa_tal(sum(per_ar, Decimal(0))))

    return Pengatabell(ar, tuple(rad(n, [r for r in rader if r[0] == n]) for n in namn), rad("Tillsammans", rader))


def slagrader(kostnader: Iterable[Mapping[str, Any]]) -> list[Slagrad]:
    """Each cost by itself."""
    return [
        Slagrad(rad["namn"], Kostnadsslag(rad["slag"]).label, rad["ar"], visa_belopp(Decimal(rad["belopp"])))
        for rad in kostnader
    ]


def stallningar_i_ord(stallningar: Iterable[Stallningstagande]) -> str:
    """ "Tillstyrker: Arvidsjaurs kommun, Region Norrbotten. Inget svar: Försäkringskassan."."""
    per_svar: dict[str, list[str]] = {}
    for stallning in stallningar:
        svar = Svar(stallning.svar) if stallning.svar else Svar.INGET_SVAR
        per_svar.setdefault(svar.label, []).append(str(stallning.medlem))
    return " ".join(f"{svar}: {', '.join(namn)}." for svar, namn in per_svar.items())


def sammanfattning(
    innehall: Mapping[str, Any], stallningar: Iterable[Stallningstagande]
) -> tuple[tuple[str, str], ...]:
    """What the board reads first."""
    falten = ("insatstyp", "sokande", "insatsagare", "period", "malgrupp", "antal_deltagare", "behov", "mal", "metod")
    rader = [(RUBRIKER[falt], svar_i_ord(innehall, falt)) for falt in (*falten, "implementering")]
    rader.insert(4, ("Begärda medel", visa_belopp(Decimal(innehall["summa"]))))
    rader.append(("Parternas ställningstaganden", stallningar_i_ord(stallningar)))
    return tuple((rubrik, text) for rubrik, text in rader if text)
