"""The page of one förslag: who thinks what, what has happened, and what differs between its versions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from beredning.models import Forslagsversion, Stallningstagande
from beredning.pdf.innehall import RUBRIKER, pengatabell, svar_i_ord
from beredning.states import Forslagsstatus, Svar
from beredning.visning.akter import stallningens_url
from forbund.grund import dates
from forbund.grund.models import Handelse
from forbund.register.states import Part

S = Forslagsstatus
SVARSBADGE = {
    Svar.TILLSTYRKER: "success",
    Svar.TILLSTYRKER_MED_VILLKOR: "warning",
    Svar.AVSTYRKER: "error",
    Svar.AVSTAR: "default",
    Svar.INGET_SVAR: "default",
}
HANDELSER = {
    "forslag_paborjat": "Utkastet påbörjades",
    "utkast_delat": "Utkastet delades",
    "utkast_inte_delat": "Delningen togs bort",
    "forslag_inlamnat": "Förslaget lämnades in",
    "komplettering_begard": "Kansliet bad om komplettering",
    "komplettering_inlamnad": "Kompletteringen lämnades in",
    "stallningstaganden_begarda": "Parterna ombads ta ställning",
    "stallning_tagen": "Ett ställningstagande lämnades",
    "forslag_berett": "Förslaget är berett",
    "forslag_till_styrelsen": "Förslaget lämnades till styrelsen",
    "forslag_atertaget": "Förslaget togs tillbaka",
    "forslag_avskrivet": "Förslaget avskrevs",
    "forslag_beslutat": "Styrelsens beslut justerades",
}


@dataclass(frozen=True)
class Stallningskort:
    medlem: str
    svar: str
    badge: str
    text: str
    nar: str
    avser: str
    url: str
    knapp: str


@dataclass(frozen=True)
class Partrad:
    """How one of the four parts stands: a part has spoken when one of its medlemmar has (R50)."""

    part: str
    svar: str
    har_svarat: bool


@dataclass(frozen=True)
class Handelserad:
    nar: str
    text: str
    vem: str
    detalj: str


@dataclass(frozen=True)
class Versionsrad:
    """A frozen version: why, when and by whom, and its paper once it is printed."""

    nummer: int
    varfor: str
    nar: str
    url: str


@dataclass(frozen=True)
class Skillnad:
    rubrik: str
    fore: str
    efter: str


def stallningskort(
    stallning: Stallningstagande, slug: str, *, egna: frozenset[int], bereder: bool, senaste: int, oppet: bool
) -> Stallningskort:
    """One medlem's answer, with the button of one who may give, change or note it."""
    svar = Svar(stallning.svar) if stallning.svar else None
    knapp = ""
    if oppet and stallning.medlem_id in egna:
        knapp = "Ändra" if stallning.svarat else "Svara"
    elif oppet and bereder and (not stallning.svarat or stallning.antecknat):
        knapp = "Ändra det antecknade svaret" if stallning.svarat else "Anteckna svar"
    return Stallningskort(
        medlem=str(stallning.medlem),
        svar=svar.label if svar else "Inget svar än",
        badge=SVARSBADGE[svar] if svar else "default",
        text=stallning.text,
        nar=_nar(stallning),
        avser=f"Avser version {stallning.avser.nummer}" if stallning.avser.nummer != senaste and svar else "",
        url=stallningens_url(slug, stallning.forslag_id, stallning.pk) if knapp else "",
        knapp=knapp,
    )


def _nar(stallning: Stallningstagande) -> str:
    if stallning.svarat is None or stallning.svarat_av is None:
        return f"Svar senast {dates.visa_veckodag(stallning.senast)}" if not stallning.svar else ""
    vem = f"antecknat av {stallning.svarat_av}" if stallning.antecknat else str(stallning.svarat_av)
    return f"{dates.visa_dag(dates.svensk_dag(stallning.svarat))}, {vem}"


def partrader(stallningar: Iterable[Stallningstagande]) -> list[Partrad]:
    """The four parts side by side; a part with several medlemmar shows how many said what.

    None when each medlem is one part: then the medlemmar's own answers say it.
    """
    alla = list(stallningar)
    if len({part for s in alla for part in s.medlem.parter}) == len(alla) == sum(len(s.medlem.parter) for s in alla):
        return []
    rader = []
    for part in Part:
        partens = [s for s in alla if part.value in s.medlem.parter]
        if not partens:
            continue
        antal: dict[str, int] = {}
        for stallning in partens:
            ord_ = Svar(stallning.svar).label if stallning.svar else "Inget svar än"
            antal[ord_] = antal.get(ord_, 0) + 1
        text = ", ".join(ord_ if len(partens) == 1 else f"{ord_.lower()} {n}" for ord_, n in antal.items())
        rader.append(Partrad(part.label, text, any(s.svarat for s in partens)))
    return rader


def handelserader(handelser: Iterable[Handelse]) -> list[Handelserad]:
    """The log in plain words, the latest first."""
    return [
        Handelserad(
            dates.visa_stund(h.tid),
            HANDELSER.get(h.typ, h.typ),
            f"{h.namn}{f' för {h.at}' if h.at else ''}",
            _detalj(h),
        )
        for h in handelser
    ]


def _detalj(handelse: Handelse) -> str:
    efter: Mapping[str, Any] = handelse.efter
    delar = [str(efter[n]) for n in ("onskas", "skal", "beslut") if efter.get(n)]
    if handelse.typ == "stallning_tagen":
        delar.append(Svar(efter["svar"]).label)
    if "senast" in efter:
        delar.append(f"svar senast {dates.visa_dag(date.fromisoformat(efter['senast']))}")
    if handelse.typ == "utkast_delat":
        delar.append(f"{efter['konto']}, {efter['medlem']}")
    delar += [f"Skäl ({regel}): {text}" for regel, text in handelse.skal.items()]
    return ". ".join(delar)


def versionsrader(versioner: Iterable[Forslagsversion], slug: str, *, papper: bool) -> list[Versionsrad]:
    """The frozen versions, the latest first; with `papper` those that are printed lead to their PDF."""
    return [
        Versionsrad(
            nummer=v.nummer,
            varfor=str(v.get_anledning_display()),
            nar=f"{dates.visa_dag(dates.svensk_dag(v.skapad))}, {v.skapad_av}",
            url=reverse("diarium:handling", args=[slug, v.papper.handling_id])
            if papper and hasattr(v, "papper")
            else "",
        )
        for v in versioner
    ]


def skillnader(fore: Mapping[str, Any], efter: Mapping[str, Any]) -> list[Skillnad]:
    """Questions that two versions answer differently."""
    rader = [Skillnad(rubrik, svar_i_ord(fore, falt), svar_i_ord(efter, falt)) for falt, rubrik in _falten()]
    rader.append(Skillnad("Pengar", _pengar_i_ord(fore), _pengar_i_ord(efter)))
    return [rad for rad in rader if rad.fore != rad.efter]


def _falten() -> list[tuple[str, str]]:
    return [(falt, rubrik) for falt, rubrik in RUBRIKER.items() if falt not in ("kostnader", "start", "slut")]


def _pengar_i_ord(innehall: Mapping[str, Any]) -> str:
    tabell = pengatabell(innehall["kostnader"])
    rader = [
        f"{rad.namn}: " + ", ".join(f"{ar} {belopp} kr" for ar, belopp in zip(tabell.ar, rad.celler, strict=True))
        for rad in tabell.rader
    ]
    return "\n".join([*rader, f"Tillsammans {tabell.fot.summa} kr"])
