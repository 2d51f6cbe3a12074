"""What comes next for one person: the acts that the state allows, one of them first, and why something must wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from beredning.models import Forslag, Stallningstagande
from beredning.states import Forslagsstatus
from forbund.grund import dates

S = Forslagsstatus
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
MEDLEMMENS = {
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
    hinder: str


def akter_for(forslag: Forslag, *, skriver: bool, foretrader: bool, bereder: bool) -> tuple[str, ...]:
    """Acts that the förslag's state allows this person, the natural next one first; one who was invited only writes."""
    status = Forslagsstatus(forslag.status)
    kansliets = KANSLIETS.get(status, ()) if bereder else ()
    skrivarens = tuple(akt for akt in MEDLEMMENS.get(status, ()) if foretrader or (skriver and akt == "redigera"))
    return (*kansliets, *skrivarens)


def nasta(
    forslag: Forslag,
    slug: str,
    *,
    skriver: bool,
    foretrader: bool,
    bereder: bool,
    egen: Stallningstagande | None,
    vantar_till: date | None,
) -> Nasta:
    """Where the förslag stands, and the one button. `vantar_till`: the day until which somebody may still answer."""
    akter = akter_for(forslag, skriver=skriver, foretrader=foretrader, bereder=bereder)
    hinder = ""
    if "bered" in akter and vantar_till is not None:
        akter = tuple(akt for akt in akter if akt != "bered")
        hinder = (
            f"Alla har inte svarat, och tiden går ut {dates.visa_veckodag(vantar_till)}. Vänta, eller anteckna svar."
        )
    knappar = [Knapp(_knapptext(forslag, akt), aktens_url(slug, forslag.pk, akt), akt) for akt in akter]
    if egen is not None:
        ord_ = "Ändra svaret" if egen.svarat else "Ta ställning"
        knappar.insert(0, Knapp(ord_, stallningens_url(slug, forslag.pk, egen.pk), "stallning"))
    huvud = knappar[0] if knappar and not hinder and knappar[0].namn not in ("aterta", "avskriv") else None
    if hinder and egen is not None:
        huvud = knappar[0]
    rubrik, text = _lage(forslag, skriver=skriver)
    return Nasta(rubrik, text, huvud, tuple(k for k in knappar if k is not huvud), hinder)


def _knapptext(forslag: Forslag, akt: str) -> str:
    if akt == "fraga" and forslag.status == S.STALLNINGSTAGANDEN:
        return "Fråga fler eller ändra sista dagen…"
    return KNAPPAR[akt]


def vantar_till(stallningar: Iterable[Stallningstagande], idag: date) -> date | None:
    """The last day of those who have not answered and still may."""
    return max((s.senast for s in stallningar if not s.svar and s.senast >= idag), default=None)


def skal_nu(forslag: Forslag) -> str:
    """Why the förslag is where it is: what is to be completed, how the board decided, why it ended."""
    visas = (S.KOMPLETTERING, S.BESLUTAT, S.ATERTAGET, S.AVSKRIVET)
    return forslag.skal if forslag.status in visas else ""


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
