"""The steps of the chain from förslag to insats, each done by someone with hands (`hander.py`) at a page of the own."""

from collections.abc import Callable
from datetime import date, time

from django.urls import reverse
from playwright.sync_api import expect

from beredning import actions as beredning
from beredning.models import Forslag, Forslagsversion, Stallningstagande
from beredning.states import Svar
from forbund.grund import dates
from forbund.styrelse.actions import kallelse, protokoll
from forbund.styrelse.models import Kallelse, Protokoll, Sammantrade
from tests.webb.hander import VANTAR, Mus
from tests.webb.kedja_fabrik import BEREDS, MEDLEMMAR, RUBRIK
from tests.webb.kedja_mote import hall_sammantradet

HALLS, JUSTERAS = date(2026, 11, 27), date(2026, 11, 30)

# Beredningen


def skriv_forslaget(h: Mus, styrelse) -> None:
    """A partsföreträdare fills in the steps and hands in."""
    h.ga(f"/f/{styrelse.forbund.slug}/beredning/nytt/")
    h.skriv(h.falt("Förslagets namn"), RUBRIK)
    h.tryck(h.knapp("Börja skriva"))
    h.kryssa(h.val("Insats för enskilda (individinriktad)"))
    for medlem in ("Älvsbyns kommun", "Arbetsförmedlingen"):
        h.kryssa(h.val(medlem))
    h.valj(h.falt("Insatsägare"), "Älvsbyns kommun")
    h.kryssa(h.val("Parterna, med egen personal"))
    h.tryck(h.knapp("Spara och gå vidare"))
    h.skriv(h.falt("Målgrupp"), "Unga 16–29 år utan arbete eller studier.")
    h.skriv(h.falt("Behov"), "Många unga möter fyra myndigheter var för sig.")
    h.skriv(h.falt("Mål"), "Hälften går vidare till arbete eller studier.")
    h.tryck(h.knapp("Spara och gå vidare"))
    h.skriv(h.falt("Arbetssätt"), "Ett gemensamt team med en dörr in.")
    h.skriv(h.falt("Insatsen börjar"), "2027-01-01")
    h.skriv(h.falt("Insatsen slutar"), "2027-12-31")
    h.tryck(h.knapp("Spara och gå vidare"))
    h.skriv(h.falt("Personal 2027, Älvsbyns kommun"), "900 000")
    h.skriv(h.falt("Personal 2027, Arbetsförmedlingen"), "300 000")
    h.tryck(h.knapp("Spara och gå vidare"))
    h.kryssa(h.val("Klart: vi vet vem som driver vidare"))
    h.skriv(h.falt("Vem driver vidare?"), "Kommunen tar över teamet från 2028.")
    h.granska("steg")
    h.tryck(h.knapp("Spara och gå vidare"))
    h.granska("granska")
    h.tryck(h.lank("Lämna in…"))
    h.tryck(h.knapp("Lämna in"))
    expect(h.sida.get_by_text("Förslaget är inlämnat.")).to_be_visible()


def be_parterna_ta_stallning(h: Mus, styrelse, forslag: Forslag) -> None:
    h.ga(reverse("beredning:forslag", args=[styrelse.forbund.slug, forslag.pk]))
    h.tryck(h.lank("Be parterna ta ställning…"))
    h.granska("fraga")
    h.tryck(h.knapp("Skicka frågan"))
    expect(h.sida.get_by_text("Parterna är tillfrågade.")).to_be_visible()


def ta_stallning(h: Mus, styrelse, forslag: Forslag, svar: str, text: str) -> None:
    """A part answers in its own browser."""
    h.ga(reverse("beredning:forslag", args=[styrelse.forbund.slug, forslag.pk]))
    h.tryck(h.lank("Ta ställning"))
    h.kryssa(h.val(svar))
    h.skriv(h.falt("Kommentar, villkor eller skäl"), text)
    h.granska("stallning")
    h.tryck(h.knapp("Lämna svaret"))
    expect(h.sida.get_by_role("heading", level=1)).to_have_text(RUBRIK)


def resten_tillstyrker(styrelse, forslag: Forslag) -> None:
    with styrelse.oppet():
        namn = {styrelse.medlemmar[n].pk: n for n in MEDLEMMAR}
        for rad in Stallningstagande.objects.filter(forslag=forslag, svar=""):
            by = styrelse.foretradare[namn[rad.medlem_id]]
            beredning.svara(rad.pk, by=by, svar=Svar.TILLSTYRKER.value, text="", version=rad.version)


def lamna_till_styrelsen(h: Mus, styrelse, forslag: Forslag) -> None:
    """Its version becomes a paper of the ärende, as the queue would make it."""
    h.ga(reverse("beredning:forslag", args=[styrelse.forbund.slug, forslag.pk]))
    h.granska("forslag")
    h.tryck(h.lank("Markera som berett…"))
    h.tryck(h.knapp("Markera som berett"))
    h.tryck(h.lank("Lämna till styrelsen…"))
    h.tryck(h.knapp("Lämna till styrelsen"))
    expect(h.sida.get_by_text("Förslaget är lämnat till styrelsen.")).to_be_visible()
    with styrelse.oppet():
        beredning.registrera_version(Forslagsversion.objects.latest("nummer").pk)


# Kallelsen


def kalla(h: Mus, styrelse) -> None:
    """The chef plans a sammanträde, puts the waiting ärende on its list and publishes the kallelse."""
    h.ga(reverse("styrelse:sammantrade_nytt", args=[styrelse.forbund.slug]))
    h.skriv(h.falt("Dag"), HALLS.isoformat())
    h.skriv(h.falt("Klockan"), "09:00")
    h.skriv(h.sida.get_by_role("textbox", name="Plats"), "Kommunhuset, Älvsbyn")
    h.valj(h.falt("Sekreterare"), styrelse.sekreterare.namn)
    h.tryck(h.knapp("Planera"))
    h.tryck(h.knapp(f"Lägg till: {RUBRIK}", exakt=False))
    flytta(h)
    h.tryck(h.lank(RUBRIK, i=h.sida.locator(".dagordning")))
    h.skriv(h.falt("Hur utgiften finansieras"), "medlemsbidragen för 2027")
    h.granska("punkt")
    h.tryck(h.knapp("Spara punkten"))
    expect(h.sida.get_by_text("Alla ärenden har förslag, underlag och finansiering.")).to_be_visible()
    h.granska("lista")
    h.tryck(h.lank("Publicera kallelsen…"))
    h.granska("publicera")
    h.tryck(h.knapp("Publicera"))
    expect(h.sida.get_by_text("Kallelsen är publicerad.")).to_be_visible()
    with styrelse.oppet():
        kallelse.rendera_kallelse(Kallelse.objects.get().pk)
    h.sida.reload()
    expect(h.lank("Kallelse och föredragningslista")).to_be_visible()
    h.granska("sammantrade")


def flytta(h: Mus) -> None:
    """The ärende one step up on the list, and down again."""
    rubriker = h.sida.locator(".dagordning h3")
    expect(rubriker.filter(has_text=RUBRIK)).to_be_visible()
    fore = [text.strip() for text in rubriker.all_inner_texts()]
    plats = fore.index(RUBRIK)
    bytta = [*fore[: plats - 1], RUBRIK, fore[plats - 1], *fore[plats + 1 :]]
    for riktning, vantat in (("upp", bytta), ("ned", fore)):
        with h.sida.expect_response(lambda svar: svar.request.method == "POST") as svar:
            h.tryck(h.knapp(f"Flytta {riktning}: {RUBRIK}"))
        assert svar.value.status in {204, 302}
        expect(rubriker).to_have_text(vantat)


# Protokollet


def sand_ut(h: Mus, styrelse, adress: str) -> None:
    """The chef sends the protokoll out; the PDF is made here, as the queue would."""
    h.ga(adress)
    h.granska("protokoll")
    h.tryck(h.lank("Sänd ut för justering…"))
    h.tryck(h.knapp("Sänd ut"))
    expect(h.sida.get_by_role("heading", level=1)).to_contain_text("Protokoll")
    with styrelse.oppet():
        protokoll.rendera_utsant(Protokoll.objects.get().pk)
    h.fornya()
    expect(h.lank("Utsänt för justering (PDF)")).to_be_visible(timeout=VANTAR)


def justera(h: Mus, adress: str) -> None:
    h.ga(adress)
    h.tryck(h.lank("Justera…"))
    h.granska("justera")
    h.tryck(h.knapp("Justera de valda paragraferna"))
    expect(h.lank("Justera…")).to_be_hidden()


# Alltihop


def ga_hela_kedjan(hos: Callable[..., Mus], styrelse) -> None:
    """From an empty page to a justerat protokoll; `hos(konto, bredd=)` gives that person's hands."""
    slug, chef = styrelse.forbund.slug, hos(styrelse.sekreterare)
    with dates.klockan(BEREDS):
        skriv_forslaget(hos(styrelse.foretradare["ordforande"]), styrelse)
        with styrelse.oppet():
            forslag = Forslag.objects.get()
        be_parterna_ta_stallning(chef, styrelse, forslag)
        svar = {"vice": ("Tillstyrker", "Vi ser samma behov."), "fk": ("Avstår från att ta ställning", "")}
        for namn, (val, text) in svar.items():
            ta_stallning(hos(styrelse.foretradare[namn]), styrelse, forslag, val, text)
        resten_tillstyrker(styrelse, forslag)
        lamna_till_styrelsen(chef, styrelse, forslag)
        kalla(chef, styrelse)
    with styrelse.oppet():
        mote = Sammantrade.objects.get()
    with dates.klockan(dates.lokal(HALLS, time(9, 2))):
        hall_sammantradet(hos, styrelse, mote)
    adress = reverse("styrelse:protokoll", args=[slug, mote.pk])
    with dates.klockan(JUSTERAS):
        sand_ut(chef, styrelse, adress)
        for namn in ("fk", "ordforande"):
            justera(hos(styrelse.konton[namn]), adress)
