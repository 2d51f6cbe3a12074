"""Two people with the same page open: the second is told, sees both texts, keeps the own, and can then save."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from beredning import actions as beredning
from beredning.models import Forslag, Stallningstagande
from forbund.register.models import Person
from forbund.register.states import Roll
from forbund.styrelse.models import Punkt, Reservation, Sammantrade
from tests.beredning.fabrik import make_fragat, make_miljo, make_utkast
from tests.factories import make_konto_med
from tests.styrelse.fabrik import make_punkt, make_sammantrade
from tests.styrelse.fabrik_protokoll import make_fullt_mote
from tests.webb.webblasare import axe


@pytest.fixture
def miljo(transactional_db, settings, tmp_path):
    """A draft that two write, a question to a part with two företrädare, a plan and a protokoll that two look after."""
    settings.MEDIA_ROOT = tmp_path
    miljo = make_miljo()
    fk, kommun = miljo.medlemmar["fk"], miljo.foretradare["kommun"]
    miljo.kollega = make_konto_med(miljo.forbund, Roll.PARTSFORETRADARE, medlem=fk)
    miljo.andra_chefen = make_konto_med(miljo.forbund, Roll.FORBUNDSCHEF)
    with miljo.oppet():
        utkast = make_utkast(miljo)
        beredning.dela_med(utkast.pk, by=kommun, konto_id=miljo.foretradare["fk"].pk)
        stallning = Stallningstagande.objects.get(forslag=make_fragat(miljo), medlem=fk)
        plan = make_sammantrade()
        punkt = make_punkt(plan)
        mote = make_fullt_mote(arenden=0, svart=True, sekreterare=Person.objects.get(konto=miljo.chef))
        miljo.cecilia = mote.konto("cecilia")
        paragraf = mote.sammantrade.punkter.get(rubrik__startswith="Insatsen")
        reservation = Reservation.objects.get()
    miljo.ids = {
        "utkast": [utkast.pk],
        "stallning": [stallning.forslag_id, stallning.pk],
        "plan": [plan.pk],
        "punkt": [plan.pk, punkt.pk],
        "paragraf": [mote.sammantrade.pk, paragraf.pk],
        "reservation": [mote.sammantrade.pk, reservation.pk],
    }
    return miljo


@dataclass(frozen=True)
class Fall:
    """A page with a form, the two who open it, the box they both write in, and where its text is kept."""

    namn: str
    objekt: str
    falt: str
    knapp: str
    bada: Callable[[Any], list[Any]]
    lagrat: Callable[[list[int]], str]
    till: tuple[str, ...] = ()
    etikett: str = ""
    fore: Callable[[Page], None] = lambda sida: None

    def __str__(self) -> str:
        return "-".join([self.namn, *self.till])

    def adress(self, miljo) -> str:
        return reverse(self.namn, args=[miljo.forbund.slug, *miljo.ids[self.objekt], *self.till])


def skrivarna(miljo) -> list[Any]:
    return [miljo.foretradare["kommun"], miljo.foretradare["fk"]]


def cheferna(miljo) -> list[Any]:
    return [miljo.chef, miljo.andra_chefen]


def falt(modell, namn: str) -> Callable[[list[int]], str]:
    return lambda ids: getattr(modell.objects.get(pk=ids[-1]), namn)


def att_satser(ids: list[int]) -> str:
    return "\n".join(Punkt.objects.get(pk=ids[-1]).att_satser)


def steg(steg: str, etikett: str, namn: str) -> Fall:
    return Fall("beredning:steg", "utkast", etikett, "Spara", skrivarna, falt(Forslag, namn), (steg,))


FALL = [
    steg("vad", "Förslagets namn", "rubrik"),
    steg("behov", "Behov", "behov"),
    steg("hur", "Arbetssätt", "metod"),
    steg("pengar", "Parternas egen medverkan", "egen_medverkan"),
    steg("sedan", "Vem driver vidare?", "implementering"),
    Fall(
        "beredning:stallning",
        "stallning",
        "Kommentar, villkor eller skäl",
        "Lämna svaret",
        lambda miljo: [miljo.foretradare["fk"], miljo.kollega],
        falt(Stallningstagande, "text"),
        etikett="Text",
        fore=lambda sida: sida.get_by_role("radio", name="Tillstyrker", exact=True).check(force=True),
    ),
    Fall("styrelse:sammantrade_andra", "plan", "Plats", "Spara", cheferna, falt(Sammantrade, "plats")),
    Fall("styrelse:punkt", "punkt", "Förslag till beslut", "Spara punkten", cheferna, att_satser),
    Fall("styrelse:protokoll_text", "paragraf", "Text i protokollet", "Spara", cheferna, falt(Punkt, "notering")),
    Fall(
        "styrelse:reservation_motivera",
        "reservation",
        "Varför reserverar du dig?",
        "Spara motiveringen",
        lambda miljo: [miljo.cecilia, miljo.chef],
        falt(Reservation, "text"),
        etikett="Motivering",
    ),
]


def skriv(sida: Page, fall: Fall, text: str) -> None:
    fall.fore(sida)
    sida.get_by_role("textbox", name=re.compile(rf"^{re.escape(fall.falt)}( \(frivilligt\))?$")).fill(text)


def spara(sida: Page, fall: Fall) -> int:
    """Press the button; what the server answered."""
    with sida.expect_response(lambda svar: svar.request.method == "POST" and svar.url.startswith(sida.url)) as svar:
        sida.get_by_role("button", name=fall.knapp, exact=True).click()
    return int(svar.value.status)


@pytest.mark.parametrize(
    ("fall", "js"),
    [*((fall, True) for fall in FALL), *((fall, False) for fall in FALL if fall.objekt == "punkt")],
    ids=str,
)
def test_the_second_sees_both_texts_and_can_save_the_own(miljo, oppna, logga_in, fall, js):
    forsta, andra = (oppna(js=js) for _ in range(2))
    for sida, konto in zip((forsta, andra), fall.bada(miljo), strict=True):
        logga_in(sida, konto)
        sida.goto(fall.adress(miljo))
    skriv(forsta, fall, "Den förstas text.")
    assert spara(forsta, fall) == 302
    skriv(andra, fall, "Den andras text.")
    assert spara(andra, fall) == 409
    expect(andra.get_by_role("heading", level=1)).to_have_text("Någon annan hann före")
    texter = andra.get_by_role("region", name=fall.etikett or fall.falt).locator(".jamfor__text")
    assert [t.strip() for t in texter.all_inner_texts()] == ["Den andras text.", "Den förstas text."]
    if js:  # axe needs it
        assert axe(andra) == []
    andra.get_by_role("link", name="Öppna den senaste versionen").click()
    tillbaka = andra.get_by_role("button", name="Ta tillbaka texten")
    if js and fall.objekt not in ("plan", "stallning"):
        tillbaka.click()
    else:
        skriv(andra, fall, "Den andras text.")
    fall.fore(andra)
    assert spara(andra, fall) == 302
    with miljo.oppet():
        assert fall.lagrat(miljo.ids[fall.objekt]) == "Den andras text."
