"""The steps of the sammanträde in the chain: from its opening to its end, in four browsers at once."""

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import expect

from forbund.styrelse.models import Sammantrade
from tests.webb.hander import VANTAR, Mus
from tests.webb.kedja_fabrik import LEDAMOTER, MEDLEMMAR, RUBRIK


def oppna_sammantradet(ordforande: Mus, andra: list[Mus]) -> None:
    ordforande.tryck(ordforande.knapp("Öppna sammanträdet"))
    ordforande.tryck(ordforande.knapp("Öppna punkt 2"))
    for h in andra:
        h.lage("Upprop och tjänstgörande ersättare behandlas")


def ropa_upp(h: Mus) -> None:
    """The sekreterare ticks everyone who is there."""
    kort = h.sida.locator("#mote-anteckna")
    for namn in LEDAMOTER.values():
        h.kryssa(h.val(namn, i=kort))
    h.granska("upprop")
    h.tryck(h.knapp("Anteckna uppropet", i=kort))
    expect(h.sida.locator("#mote-beslutsforhet")).to_contain_text("4 av 4")


def valj_justerare(ordforande: Mus, sekreterare: Mus) -> None:
    ordforande.fornya()
    ga_vidare(ordforande, 3)
    ga_vidare(ordforande, 4)
    kort = sekreterare.sida.locator("#mote-anteckna")
    sekreterare.lage("Val av justerare")
    sekreterare.kryssa(sekreterare.val(LEDAMOTER["fk"], i=kort))
    sekreterare.tryck(sekreterare.knapp("Anteckna valet", i=kort))
    ordforande.fornya()
    notering = ordforande.falt("I protokollet")
    expect(notering).to_have_value(re.compile("väljs Cecilia Lund"), timeout=VANTAR)
    ga_vidare(ordforande, 5)


def ga_vidare(h: Mus, punkt: int) -> None:
    h.tryck(h.knapp("Klart, gå vidare"))
    h.tryck(h.knapp(f"Öppna punkt {punkt}"))


def fraga_om_jav(ordforande: Mus, ledamoter: list[Mus], sekreterare: Mus) -> None:
    """Each answers for himself; the sekreterare notes the answer of one without a device."""
    for h in (ordforande, *ledamoter):
        h.lage("Fråga om jäv behandlas")
        h.granska(f"jav-{h.sida.viewport_size['width']}")
        h.tryck(h.knapp("Nej, inget av dem"))
        expect(h.sida.get_by_text("Berör något av ärendena din egen verksamhet?")).to_be_hidden()
    sekreterare.lage("Fråga om jäv behandlas")
    kort = sekreterare.sida.locator("#fall-jav-nej")
    sekreterare.tryck(kort.locator("summary"))
    sekreterare.valj(sekreterare.falt("Vem", i=kort), f"{LEDAMOTER['af']}, {MEDLEMMAR['af']}")
    sekreterare.tryck(sekreterare.knapp("Anteckna nej", i=kort))
    expect(kort).to_be_hidden()
    ordforande.fornya()
    ga_vidare(ordforande, 6)
    ga_vidare(ordforande, 7)


def overlagg(ordforande: Mus, ledamot: Mus) -> None:
    ledamot.lage("Överläggningen pågår")
    ledamot.tryck(ledamot.knapp("Yrka avslag"))
    ordforande.fornya()
    expect(ordforande.sida.locator(".yrkanden")).to_contain_text("avslag", timeout=VANTAR)
    ordforande.granska("overlaggning")
    ordforande.tryck(ordforande.knapp("Avsluta överläggningen"))
    ordforande.tryck(ordforande.knapp("Styrelsen bifaller förslaget"))
    ledamot.lage("finner att styrelsen bifaller förslaget")
    ledamot.tryck(ledamot.knapp("Begär omröstning"))
    ordforande.lage("Cecilia Lund har begärt omröstning")
    ordforande.tryck(ordforande.knapp("Öppna omröstningen"))


def rosta(h: Mus, val: str) -> None:
    """An own vote: chosen, and then confirmed."""
    h.lage("Omröstning pågår")
    h.tryck(h.knapp(val))
    h.tryck(h.knapp(f"Bekräfta {val.lower()}"))
    expect(h.sida.get_by_role("heading", name="Du har röstat")).to_be_visible()


def rosta_for(h: Mus, namn: str, val: str) -> None:
    """The sekreterare notes the vote of one who is there without a device."""
    h.fornya()
    h.tryck(h.knapp(f"{val}: {namn}"))
    expect(h.sida.get_by_role("heading", name=f"Anteckna rösten för {namn}")).to_be_visible()
    h.granska("anteckna-rost")
    h.tryck(h.knapp(f"Bekräfta {val.lower()}"))
    expect(h.knapp(f"{val}: {namn}")).to_be_hidden()


def klubba(h: Mus) -> None:
    h.fornya()
    h.tryck(h.knapp("Stäng omröstningen"))
    h.lage("3 ja, 1 nej, 0 avstår")
    h.granska("rostat")
    h.tryck(h.knapp("Klubba: styrelsen bifaller förslaget"))
    h.lage("Nästa: Nästa sammanträde.")


def reservera(h: Mus) -> None:
    h.fornya()
    h.tryck(h.sida.locator("#mote-nu").get_by_role("link", name=RUBRIK))
    h.tryck(h.sida.locator("summary", has_text="Reservera dig mot beslutet"))
    h.skriv(h.falt("Motivering"), "Finansieringen borde ha delats på två år.")
    h.tryck(h.knapp("Anmäl reservation"))
    expect(h.sida.locator("#mote-punkt")).to_contain_text("Finansieringen borde ha delats på två år.")
    h.granska("reservation")


def avsluta_sammantradet(h: Mus) -> None:
    h.tryck(h.knapp("Öppna punkt 8"))
    h.skriv(h.falt("I protokollet"), "Nästa sammanträde är den 12 februari.")
    h.tryck(h.knapp("Klart, gå vidare"))
    h.tryck(h.knapp("Avsluta sammanträdet"))
    h.bekrafta("Avsluta sammanträdet")
    h.lage("Sammanträdet är avslutat")


def hall_sammantradet(hos: Callable[..., Mus], styrelse, mote: Sammantrade) -> None:
    """Four browsers at the same time: ordförande, two ledamöter (one on a phone) and the sekreterare."""
    adress = reverse("styrelse:mote", args=[styrelse.forbund.slug, mote.pk])
    ordforande, cecilia = hos(styrelse.konton["ordforande"]), hos(styrelse.konton["fk"])
    bo, sekreterare = hos(styrelse.konton["vice"], bredd=390), hos(styrelse.sekreterare)
    for h in (ordforande, cecilia, bo):
        h.ga(adress)
    sekreterare.ga(f"{adress}?lage=protokoll")
    ordforande.granska("mote-fore")
    oppna_sammantradet(ordforande, [cecilia, bo, sekreterare])
    ropa_upp(sekreterare)
    valj_justerare(ordforande, sekreterare)
    fraga_om_jav(ordforande, [cecilia, bo], sekreterare)
    overlagg(ordforande, cecilia)
    bo.lage("Omröstning pågår")
    bo.granska("omrostning-390")
    rosta(bo, "Ja")
    rosta(cecilia, "Nej")
    rosta(ordforande, "Ja")
    rosta_for(sekreterare, LEDAMOTER["af"], "Ja")
    klubba(ordforande)
    reservera(cecilia)
    bo.granska("beslutat-390")
    avsluta_sammantradet(ordforande)
    ordforande.granska("mote-slut")
