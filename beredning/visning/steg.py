"""The guided form: its steps, its grid of money, and the check beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse

from beredning.actions import Provning
from beredning.forms.steg import PengarForm, cellnamn
from beredning.pdf.innehall import Pengatabell, pengatabell
from beredning.states import Kostnadsslag

STEGEN = {
    "vad": "Vad och vem",
    "behov": "Behov och mål",
    "hur": "Hur",
    "pengar": "Pengar",
    "sedan": "Efter finansieringen",
    "granska": "Granska",
}
FALTETS_STEG = {
    **dict.fromkeys(("rubrik", "insatstyp", "sokande", "insatsagare", "utforare"), "vad"),
    **dict.fromkeys(("malgrupp", "antal_deltagare", "behov", "mal"), "behov"),
    **dict.fromkeys(("metod", "uppfoljning", "start", "slut"), "hur"),
    **dict.fromkeys(("kostnader", "egen_medverkan"), "pengar"),
    **dict.fromkeys(("implementering_svar", "implementering"), "sedan"),
}
REGELNS_STEG = {"R46": "vad", "R47": "vad", "R74": "vad", "R83": "sedan"}


@dataclass(frozen=True)
class Steg:
    namn: str
    url: str
    klar: bool
    aktuellt: bool


@dataclass(frozen=True)
class Brist:
    """Something missing or not allowed, and the step where it is put right."""

    text: str
    url: str
    steg: str


@dataclass(frozen=True)
class Regelrad:
    """A rule that stops or asks for a reason: what, which law, and the way out."""

    text: str
    lagrum: str
    regel: str
    utvag: str
    url: str


@dataclass(frozen=True)
class Kontroll:
    """The live check."""

    saknas: tuple[Brist, ...]
    hinder: tuple[Regelrad, ...]
    varningar: tuple[Regelrad, ...]
    klart: bool


@dataclass(frozen=True)
class Rutrad:
    slag: str
    celler: tuple[BoundField, ...]


@dataclass(frozen=True)
class Ruta:
    """One receiving medlem's part of the grid."""

    medlem: str
    ar: tuple[int, ...]
    rader: tuple[Rutrad, ...]


def stegets_url(slug: str, pk: int, steg: str) -> str:
    return reverse("beredning:steg", args=[slug, pk, steg])


def stegen(slug: str, pk: int, aktuellt: str, provning: Provning) -> list[Steg]:
    """The steps with those ticked that lack nothing."""
    oklara = {FALTETS_STEG.get(falt, "vad") for falt in provning.saknas}
    oklara |= {REGELNS_STEG.get(brott.regel, "behov") for brott in provning.hinder}
    return [
        Steg(namn, stegets_url(slug, pk, steg), steg not in oklara and steg != "granska", steg == aktuellt)
        for steg, namn in STEGEN.items()
    ]


def kontroll(slug: str, pk: int, provning: Provning) -> Kontroll:
    """What the writer sees beside the form; a rule that only wants an answer stands among what is missing."""

    def rad(regel: Any) -> Regelrad:
        url = stegets_url(slug, pk, REGELNS_STEG[regel.regel]) if regel.regel in REGELNS_STEG else ""
        return Regelrad(regel.text, regel.lagrum, regel.regel, regel.utvag, url)

    obesvarade = [brott for brott in provning.hinder if brott.falt and set(brott.falt) <= set(FALTETS_STEG)]
    brister = provning.saknas | {falt: text for brott in obesvarade for falt, text in brott.falt.items()}
    saknas = tuple(
        Brist(text, f"{stegets_url(slug, pk, steg)}#id_{falt}", STEGEN[steg])
        for falt, steg in FALTETS_STEG.items()
        if (text := brister.get(falt))
    )
    hinder = tuple(rad(brott) for brott in provning.hinder if brott not in obesvarade)
    return Kontroll(saknas, hinder, tuple(map(rad, provning.varningar)), provning.far_lamnas_in)


def nasta_steg(steg: str) -> str:
    """The step after; the last is its own next."""
    ordning = list(STEGEN)
    return ordning[min(ordning.index(steg) + 1, len(ordning) - 1)]


def rutor(form: PengarForm) -> list[Ruta]:
    """The grid, one table a receiving medlem."""
    return [
        Ruta(
            str(medlem),
            tuple(form.ar),
            tuple(
                Rutrad(slag.label, tuple(form[cellnamn(medlem.pk, slag.value, ar)] for ar in form.ar))
                for slag in Kostnadsslag
            ),
        )
        for medlem in form.mottagare
    ]


def summor(form: PengarForm, kostnader: Iterable[tuple[tuple[int, str, int], Any]]) -> Pengatabell:
    """The grid added up by medlem and year."""
    namn = {medlem.pk: str(medlem) for medlem in form.mottagare}
    return pengatabell({"namn": namn[medlem], "ar": ar, "belopp": belopp} for (medlem, _, ar), belopp in kostnader)
