"""The page of one förslag: where it stands, who thinks what, what has happened, and what this person does next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from beredning.models import Forslag, Forslagsversion, Stallningstagande
from beredning.states import Forslagsstatus, Svar
from beredning.visning.innehall import RUBRIKER, pengatabell, svar_i_ord
from forbund.grund import dates
from forbund.grund.models import Handelse
from forbund.register.models import Konto
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
# What each act is called on a button; "…" leads to a page that asks once more.
KNAPPAR = {
    "redigera": "Fortsätt skriva",
    "lamna-in": "Lämna in…",
    "fraga": "Be parterna ta ställning…",
    "komplettera": "Be om komplettering…",
    "bered": "Markera som berett…",
    "till-styrelsen": "Lämna till styrelsen…",
    "aterta": "Ta tillbaka…",
    "avskriv": "Avskriv…",
    "kasta": "Kasta utkastet…",
}
SKRIVARENS = {
    S.UTKAST: ("redigera", "lamna-in", "kasta"),
    S.KOMPLETTERING: ("redigera", "lamna-in", "aterta"),
    S.INLAMNAT: ("aterta",),
    S.STALLNINGSTAGANDEN: ("aterta",),
    S.BEREDD: ("aterta",),
}
KANSLIETS = {
    S.INLAMNAT: ("fraga", "komplettera", "avskriv"),
    S.KOMPLETTERING: ("avskriv",),
    S.STALLNINGSTAGANDEN: ("bered", "fraga", "komplettera", "avskriv"),
    S.BEREDD: ("till-styrelsen", "fraga", "komplettera", "avskriv"),
}


@dataclass(frozen=True)
class Knapp:
    text: str
    url: str
    namn: str


@dataclass(frozen=True)
class Nasta:
    """What happens now, in words, and the one thing this person does (or nothing)."""

    rubrik: str
    text: str
    huvudknapp: Knapp | None
    knappar: tuple[Knapp, ...]


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
class Skillnad:
    rubrik: str
    fore: str
    efter: str


def akter_for(forslag: Forslag, *, skriver: bool, bereder: bool) -> tuple[str, ...]:
    """Acts that the förslag's state allows this person, the natural next one first."""
    status = Forslagsstatus(forslag.status)
    kansliets = KANSLIETS.get(status, ()) if bereder else ()
    skrivarens = SKRIVARENS.get(status, ()) if skriver else ()
    return (*kansliets, *skrivarens) if kansliets else skrivarens


def nasta(forslag: Forslag, slug: str, *, skriver: bool, bereder: bool, egen: Stallningstagande | None) -> Nasta:
    """Where the förslag stands, and the one button."""
    knappar = [
        Knapp(KNAPPAR[akt], aktens_url(slug, forslag.pk, akt), akt)
        for akt in akter_for(forslag, skriver=skriver, bereder=bereder)
    ]
    if egen is not None:
        ord_ = "Ändra svaret" if egen.svarat else "Ta ställning"
        knappar.insert(0, Knapp(ord_, stallningens_url(slug, forslag.pk, egen.pk), "stallning"))
    huvud = knappar[0] if knappar and knappar[0].namn not in ("aterta", "avskriv") else None
    rubrik, text = _lage(forslag, skriver=skriver)
    return Nasta(rubrik, text, huvud, tuple(k for k in knappar if k is not huvud))


def _lage(forslag: Forslag, *, skriver: bool) -> tuple[str, str]:
    texter = {
        S.UTKAST: ("Utkast", "Bara ni som skriver ser förslaget. När ni lämnar in det får det ett diarienummer."),
        S.INLAMNAT: ("Inlämnat", "Kansliet läser förslaget och ber parterna ta ställning."),
        S.KOMPLETTERING: (
            "Kompletteras",
            "Kansliet väntar på en komplettering." if not skriver else "Kansliet behöver mer innan det kan gå vidare.",
        ),
        S.STALLNINGSTAGANDEN: ("Parterna tar ställning", "Varje tillfrågad medlem säger vad den anser."),
        S.BEREDD: ("Berett", "Beredningen är klar. Förslaget kan lämnas till styrelsen."),
        S.TILL_STYRELSEN: ("Hos styrelsen", "Förslaget väntar på ett sammanträde, där styrelsen beslutar."),
        S.BESLUTAT: ("Beslutat", "Styrelsen har beslutat och paragrafen är justerad."),
        S.ATERTAGET: ("Återtaget", "De som skrev förslaget har tagit tillbaka det."),
        S.AVSKRIVET: ("Avskrivet", "Ärendet är avslutat utan beslut i styrelsen."),
    }
    return texter[Forslagsstatus(forslag.status)]


def aktens_url(slug: str, pk: int, akt: str) -> str:
    if akt == "redigera":
        return reverse("beredning:redigera", args=[slug, pk])
    return reverse("beredning:akt", args=[slug, pk, akt])


def stallningens_url(slug: str, pk: int, stallning_id: int) -> str:
    return reverse("beredning:stallning", args=[slug, pk, stallning_id])


def stallningskort(
    stallning: Stallningstagande, slug: str, *, egna: frozenset[int], bereder: bool, senaste: int, oppet: bool
) -> Stallningskort:
    """One medlem's answer, with the button of one who may give, change or note it."""
    svar = Svar(stallning.svar) if stallning.svar else None
    knapp = ""
    if oppet and stallning.medlem_id in egna:
        knapp = "Ändra" if stallning.svarat else "Svara"
    elif oppet and bereder and (not stallning.svarat or stallning.antecknat):
        knapp = "Anteckna svar"
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
    """The four parts side by side; a part with several medlemmar shows how many said what."""
    alla = list(stallningar)
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


def versionsrader(versioner: Iterable[Forslagsversion]) -> list[tuple[int, str, str]]:
    """(number, why, when and who), the latest first."""
    return [
        (
            v.nummer,
            str(v.get_anledning_display()),
            f"{dates.visa_dag(dates.svensk_dag(v.skapad))}, {v.skapad_av}",
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


def medskrivarrader(medskribenter: Iterable[Konto]) -> list[tuple[int, str]]:
    return [(konto.pk, konto.namn) for konto in medskribenter]
