"""The whole chain in a row of browsers at once, from förslag to insats, and the granskare who reads it all."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from beredning import actions as beredning
from beredning.models import Forslag, Forslagsversion, Stallningstagande
from beredning.states import Forslagsstatus, Svar
from forbund.grund import dates
from forbund.register.actions import ge_granskningsmandat
from forbund.register.models import Konto, Organisation, Person
from forbund.register.states import Roll
from forbund.styrelse.actions import kallelse, protokoll
from forbund.styrelse.models import Kallelse, Protokoll, Rost, Sammantrade
from forbund.styrelse.states import Protokollsstatus, Sammantradesstatus
from insatser.models import Bevillning, Insats
from tests.factories import make_konto, make_konto_med
from tests.styrelse.fabrik_mote import make_styrelse
from tests.webb.webblasare import axe, bild, rullar_i_sidled

MEDLEMMAR = {
    "ordforande": "Älvsbyns kommun",
    "vice": "Region Norrbotten",
    "fk": "Försäkringskassan",
    "af": "Arbetsförmedlingen",
}
LEDAMOTER = {"ordforande": "Anna Öberg", "vice": "Bo Ek", "fk": "Cecilia Lund", "af": "David Ström"}
RUBRIK = "Unga vuxna i dialog"
BEREDS, HALLS, JUSTERAS = date(2026, 11, 10), date(2026, 11, 27), date(2026, 11, 30)
VANTAR = 10_000  # the live page asks every other second


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def styrelse(transactional_db):
    """A förbund with four medlemmar: a ledamot, an ersättare and a partsföreträdare each, and a granskare beside it."""
    with dates.klockan(BEREDS):
        styrelse = make_styrelse()
        styrelse.foretradare = {}
        for namn, organisation in MEDLEMMAR.items():
            medlem = styrelse.medlemmar[namn]
            Organisation.objects.filter(pk=medlem.organisation_id).update(namn=organisation)
            styrelse.foretradare[namn] = make_konto_med(styrelse.forbund, Roll.PARTSFORETRADARE, medlem=medlem)
            dop_om(styrelse, styrelse.konton[namn], LEDAMOTER[namn])
        styrelse.granskare = make_konto(namn="Greta Revisor")
        ge_granskningsmandat(
            styrelse.granskare,
            organ="Revisorerna",
            grund="KL 12 kap. 9 §",
            fran=BEREDS,
            till=date(2026, 12, 31),
            forbund=[styrelse.forbund],
        )
    return styrelse


def dop_om(styrelse, konto: Konto, namn: str) -> None:
    konto.namn = namn
    konto.save()
    with styrelse.oppet():
        Person.objects.filter(konto=konto).update(namn=namn)


@pytest.fixture
def hos(styrelse, oppna, logga_in):
    """`hos(konto)`: that person's own browser."""

    def sida(konto: Konto, **val):
        ny = oppna(**val)
        logga_in(ny, konto)
        return ny

    return sida


def granska(sida, namn: str) -> None:
    """The page as it stands has no barriers and fits its window; a picture of it is kept."""
    bild(sida, f"kedjan-{namn}")
    assert (axe(sida), rullar_i_sidled(sida)) == ([], False), namn


def knapp(sida, namn: str, exakt: bool = True):
    return sida.get_by_role("button", name=namn, exact=exakt)


def lank(sida, namn: str):
    return sida.get_by_role("link", name=namn, exact=True)


def kryssa(sida, namn: str) -> None:
    """Tick a box or choose a radio button; the drawn one lies under its label."""
    sida.get_by_role("checkbox", name=namn).or_(sida.get_by_role("radio", name=namn, exact=True)).check(force=True)


def lage(sida, text: str) -> None:
    """The line that tells everyone where the sammanträde stands, once it says so."""
    expect(sida.locator("#mote-nu")).to_contain_text(text, timeout=VANTAR)


# Beredningen


def skriv_forslaget(sida, styrelse) -> None:
    """A partsföreträdare fills in the steps and hands in."""
    sida.goto(f"/f/{styrelse.forbund.slug}/beredning/nytt/")
    sida.get_by_label("Förslagets namn").fill(RUBRIK)
    knapp(sida, "Börja skriva").click()
    kryssa(sida, "Insats för enskilda (individinriktad)")
    for medlem in ("Älvsbyns kommun", "Arbetsförmedlingen"):
        kryssa(sida, medlem)
    sida.get_by_label("Insatsägare").select_option(label="Älvsbyns kommun")
    kryssa(sida, "Parterna, med egen personal")
    knapp(sida, "Spara och gå vidare").click()
    sida.get_by_label("Målgrupp").fill("Unga 16–29 år utan arbete eller studier.")
    sida.get_by_label("Behov").fill("Många unga möter fyra myndigheter var för sig.")
    sida.get_by_label("Mål", exact=True).fill("Hälften går vidare till arbete eller studier.")
    knapp(sida, "Spara och gå vidare").click()
    sida.get_by_label("Arbetssätt").fill("Ett gemensamt team med en dörr in.")
    sida.get_by_label("Insatsen börjar").fill("2027-01-01")
    sida.get_by_label("Insatsen slutar").fill("2027-12-31")
    knapp(sida, "Spara och gå vidare").click()
    sida.get_by_label("Personal 2027, Älvsbyns kommun").fill("900 000")
    sida.get_by_label("Personal 2027, Arbetsförmedlingen").fill("300 000")
    knapp(sida, "Spara och gå vidare").click()
    kryssa(sida, "Klart: vi vet vem som driver vidare")
    sida.get_by_label("Vem driver vidare?").fill("Kommunen tar över teamet från 2028.")
    granska(sida, "steg")
    knapp(sida, "Spara och gå vidare").click()
    granska(sida, "granska")
    lank(sida, "Lämna in…").click()
    knapp(sida, "Lämna in").click()
    expect(sida.get_by_text("Förslaget är inlämnat.")).to_be_visible()


def be_parterna_ta_stallning(sida, styrelse, forslag: Forslag) -> None:
    sida.goto(reverse("beredning:forslag", args=[styrelse.forbund.slug, forslag.pk]))
    lank(sida, "Be parterna ta ställning…").click()
    granska(sida, "fraga")
    knapp(sida, "Skicka frågan").click()
    expect(sida.get_by_text("Parterna är tillfrågade.")).to_be_visible()


def ta_stallning(sida, styrelse, forslag: Forslag, svar: str, text: str) -> None:
    """A part answers in its own browser."""
    sida.goto(reverse("beredning:forslag", args=[styrelse.forbund.slug, forslag.pk]))
    lank(sida, "Ta ställning").click()
    kryssa(sida, svar)
    sida.get_by_label("Kommentar, villkor eller skäl").fill(text)
    granska(sida, "stallning")
    knapp(sida, "Lämna svaret").click()
    expect(sida.get_by_role("heading", level=1)).to_have_text(RUBRIK)


def resten_tillstyrker(styrelse, forslag: Forslag) -> None:
    with styrelse.oppet():
        namn = {styrelse.medlemmar[n].pk: n for n in MEDLEMMAR}
        for rad in Stallningstagande.objects.filter(forslag=forslag, svar=""):
            by = styrelse.foretradare[namn[rad.medlem_id]]
            beredning.svara(rad.pk, by=by, svar=Svar.TILLSTYRKER.value, text="", version=rad.version)


def lamna_till_styrelsen(sida, styrelse, forslag: Forslag) -> None:
    sida.goto(reverse("beredning:forslag", args=[styrelse.forbund.slug, forslag.pk]))
    granska(sida, "forslag")
    lank(sida, "Markera som berett…").click()
    knapp(sida, "Markera som berett").click()
    lank(sida, "Lämna till styrelsen…").click()
    knapp(sida, "Lämna till styrelsen").click()
    expect(sida.get_by_text("Förslaget är lämnat till styrelsen.")).to_be_visible()
    registrera_forslaget(styrelse)


def registrera_forslaget(styrelse) -> None:
    """The version that the board decides on becomes a paper of the ärende, as the queue would make it."""
    with styrelse.oppet():
        beredning.registrera_version(Forslagsversion.objects.latest("nummer").pk)


# Kallelsen


def kalla(sida, styrelse) -> None:
    """The chef plans a sammanträde, puts the waiting ärende on its list and publishes the kallelse."""
    sida.goto(reverse("styrelse:sammantrade_nytt", args=[styrelse.forbund.slug]))
    sida.get_by_label("Dag").fill(HALLS.isoformat())
    sida.get_by_label("Klockan").fill("09:00")
    sida.get_by_role("textbox", name="Plats").fill("Kommunhuset, Älvsbyn")
    sida.get_by_label("Sekreterare").select_option(label=styrelse.sekreterare.namn)
    knapp(sida, "Planera").click()
    knapp(sida, f"Lägg till: {RUBRIK}", exakt=False).click()
    sida.locator(".dagordning").get_by_role("link", name=RUBRIK).click()
    sida.get_by_label("Hur utgiften finansieras").fill("medlemsbidragen för 2027")
    granska(sida, "punkt")
    knapp(sida, "Spara punkten").click()
    expect(sida.get_by_text("Alla ärenden har förslag, underlag och finansiering.")).to_be_visible()
    granska(sida, "lista")
    lank(sida, "Publicera kallelsen…").click()
    granska(sida, "publicera")
    knapp(sida, "Publicera").click()
    expect(sida.get_by_text("Kallelsen är publicerad.")).to_be_visible()
    with styrelse.oppet():
        kallelse.rendera_kallelse(Kallelse.objects.get().pk)
    sida.reload()
    expect(lank(sida, "Kallelse och föredragningslista")).to_be_visible()
    granska(sida, "sammantrade")


# Sammanträdet


def oppna_sammantradet(ordforande, andra) -> None:
    knapp(ordforande, "Öppna sammanträdet").click()
    knapp(ordforande, "Öppna punkt 2").click()
    for sida in andra:
        lage(sida, "Upprop och tjänstgörande ersättare behandlas")


def ropa_upp(sekreterare) -> None:
    """The sekreterare ticks everyone who is there."""
    kort = sekreterare.locator("#mote-anteckna")
    for namn in LEDAMOTER.values():
        kryssa(kort, namn)
    granska(sekreterare, "upprop")
    knapp(kort, "Anteckna uppropet").click()
    expect(sekreterare.locator("#mote-beslutsforhet")).to_contain_text("4 av 4")


def valj_justerare(ordforande, sekreterare) -> None:
    knapp(ordforande, "Klart, gå vidare").click()
    knapp(ordforande, "Öppna punkt 3").click()
    knapp(ordforande, "Klart, gå vidare").click()
    knapp(ordforande, "Öppna punkt 4").click()
    kort = sekreterare.locator("#mote-anteckna")
    lage(sekreterare, "Val av justerare")
    kryssa(kort, LEDAMOTER["fk"])
    knapp(kort, "Anteckna valet").click()
    expect(ordforande.get_by_label("I protokollet")).to_have_value(re.compile("väljs Cecilia Lund"), timeout=VANTAR)
    knapp(ordforande, "Klart, gå vidare").click()


def fraga_om_jav(ordforande, ledamoter, sekreterare) -> None:
    """Each answers for himself; the sekreterare notes the answer of one without a device."""
    knapp(ordforande, "Öppna punkt 5").click()
    for sida in (ordforande, *ledamoter):
        lage(sida, "Fråga om jäv behandlas")
        granska(sida, f"jav-{sida.viewport_size['width']}")
        knapp(sida, "Nej, inget av dem").click()
        expect(sida.get_by_text("Berör något av ärendena din egen verksamhet?")).to_be_hidden()
    kort = sekreterare.locator("#fall-jav-nej")
    kort.get_by_text("Svar på frågan om jäv: nej").click()
    kort.get_by_label("Vem").select_option(label=f"{LEDAMOTER['af']}, {MEDLEMMAR['af']}")
    knapp(kort, "Anteckna nej").click()
    expect(kort).to_be_hidden()
    for punkt in (6, 7):
        knapp(ordforande, "Klart, gå vidare").click()
        knapp(ordforande, f"Öppna punkt {punkt}").click()


def overlagg(ordforande, ledamot) -> None:
    lage(ledamot, "Överläggningen pågår")
    knapp(ledamot, "Yrka avslag").click()
    expect(ordforande.locator(".yrkanden")).to_contain_text("avslag", timeout=VANTAR)
    granska(ordforande, "overlaggning")
    knapp(ordforande, "Avsluta överläggningen").click()
    knapp(ordforande, "Styrelsen bifaller förslaget").click()
    lage(ledamot, "finner att styrelsen bifaller förslaget")
    knapp(ledamot, "Begär omröstning").click()
    lage(ordforande, "Cecilia Lund har begärt omröstning")
    knapp(ordforande, "Öppna omröstningen").click()


def rosta(sida, val: str) -> None:
    """An own vote: chosen, and then confirmed."""
    lage(sida, "Omröstning pågår")
    knapp(sida, val).click()
    knapp(sida, f"Bekräfta {val.lower()}").click()
    expect(sida.get_by_role("heading", name="Du har röstat")).to_be_visible()


def rosta_for(sekreterare, namn: str, val: str) -> None:
    """The sekreterare notes the vote of one who is there without a device."""
    knapp(sekreterare, f"{val}: {namn}").click(timeout=VANTAR)
    expect(sekreterare.get_by_role("heading", name=f"Anteckna rösten för {namn}")).to_be_visible()
    granska(sekreterare, "anteckna-rost")
    knapp(sekreterare, f"Bekräfta {val.lower()}").click()
    expect(knapp(sekreterare, f"{val}: {namn}")).to_be_hidden()


def klubba(ordforande) -> None:
    knapp(ordforande, "Stäng omröstningen").click(timeout=VANTAR)
    lage(ordforande, "3 ja, 1 nej, 0 avstår")
    granska(ordforande, "rostat")
    knapp(ordforande, "Klubba: styrelsen bifaller förslaget").click()
    lage(ordforande, "Nästa: Nästa sammanträde.")


def reservera(sida) -> None:
    sida.locator("#mote-nu").get_by_role("link", name=RUBRIK).click(timeout=VANTAR)
    sida.get_by_text("Reservera dig mot beslutet").click()
    sida.get_by_label("Motivering").fill("Finansieringen borde ha delats på två år.")
    knapp(sida, "Anmäl reservation").click()
    expect(sida.locator("#mote-punkt")).to_contain_text("Finansieringen borde ha delats på två år.")
    granska(sida, "reservation")


def avsluta_sammantradet(ordforande) -> None:
    knapp(ordforande, "Öppna punkt 8").click()
    ordforande.get_by_label("I protokollet").fill("Nästa sammanträde är den 12 februari.")
    knapp(ordforande, "Klart, gå vidare").click()
    knapp(ordforande, "Avsluta sammanträdet").click()
    knapp(ordforande.get_by_role("dialog"), "Avsluta sammanträdet").click()
    lage(ordforande, "Sammanträdet är avslutat")


def hall_sammantradet(hos, styrelse, mote: Sammantrade) -> None:
    """Four browsers at the same time: ordförande, two ledamöter (one on a phone) and the sekreterare."""
    adress = reverse("styrelse:mote", args=[styrelse.forbund.slug, mote.pk])
    ordforande, cecilia = hos(styrelse.konton["ordforande"]), hos(styrelse.konton["fk"])
    bo, sekreterare = hos(styrelse.konton["vice"], bredd=390), hos(styrelse.sekreterare)
    for sida in (ordforande, cecilia, bo):
        sida.goto(adress)
    sekreterare.goto(f"{adress}?lage=protokoll")
    granska(ordforande, "mote-fore")
    oppna_sammantradet(ordforande, (cecilia, bo, sekreterare))
    ropa_upp(sekreterare)
    valj_justerare(ordforande, sekreterare)
    fraga_om_jav(ordforande, (cecilia, bo), sekreterare)
    overlagg(ordforande, cecilia)
    lage(bo, "Omröstning pågår")
    granska(bo, "omrostning-390")
    rosta(bo, "Ja")
    rosta(cecilia, "Nej")
    rosta(ordforande, "Ja")
    rosta_for(sekreterare, LEDAMOTER["af"], "Ja")
    klubba(ordforande)
    reservera(cecilia)
    granska(bo, "beslutat-390")
    avsluta_sammantradet(ordforande)
    granska(ordforande, "mote-slut")


# Protokollet, insatsen och granskaren


def sand_ut(sida, styrelse, adress: str) -> None:
    """The chef sends the protokoll out; the PDF is made here, as the queue would."""
    sida.goto(adress)
    granska(sida, "protokoll")
    lank(sida, "Sänd ut för justering…").click()
    knapp(sida, "Sänd ut").click()
    with styrelse.oppet():
        protokoll.rendera_utsant(Protokoll.objects.get().pk)
    expect(lank(sida, "Utsänt för justering (PDF)")).to_be_visible(timeout=VANTAR)


def justera(sida, adress: str) -> None:
    sida.goto(adress)
    lank(sida, "Justera…").click()
    granska(sida, "justera")
    knapp(sida, "Justera de valda paragraferna").click()
    expect(lank(sida, "Justera…")).to_be_hidden()


def las_som_granskare(sida, adresser: dict[str, str]) -> None:
    """Everything can be read, it says by what right, and nothing can be changed."""
    for namn, adress in adresser.items():
        assert sida.goto(adress).status == 200
        expect(sida.get_by_role("complementary", name="Läsbehörighet")).to_contain_text("Revisorerna, KL 12 kap. 9 §")
        expect(sida.get_by_role("main").get_by_text(RUBRIK).first).to_be_visible()
        assert sida.get_by_role("main").locator("form[method=post]").count() == 0, namn
        assert sida.get_by_role("main").get_by_role("button").count() == 0, namn
        granska(sida, f"granskare-{namn}")


def test_from_forslag_to_insats_in_a_row_of_browsers(styrelse, hos):
    slug = styrelse.forbund.slug
    chef = hos(styrelse.sekreterare)
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
    insats = kontrollera_utfallet(styrelse)
    with dates.klockan(JUSTERAS):
        las_som_granskare(
            hos(styrelse.granskare),
            {
                "forslag": reverse("beredning:forslag", args=[slug, forslag.pk]),
                "paragraf": adress,
                "insats": reverse("insatser:insats", args=[slug, insats.pk]),
            },
        )


def kontrollera_utfallet(styrelse) -> Insats:
    """What is left in the books: the votes, the justerade protokoll and the insats with its money."""
    with styrelse.oppet():
        assert Forslag.objects.get().status == Forslagsstatus.BESLUTAT
        assert Sammantrade.objects.get().status == Sammantradesstatus.AVSLUTAT
        assert dict(Rost.objects.values_list("rad__uppdrag__person__namn", "val")) == {
            LEDAMOTER["ordforande"]: "ja",
            LEDAMOTER["vice"]: "ja",
            LEDAMOTER["fk"]: "nej",
            LEDAMOTER["af"]: "ja",
        }
        assert Rost.objects.get(antecknad_av=styrelse.sekreterare).rad.uppdrag == styrelse.uppdrag["af"]
        assert Protokoll.objects.get().status == Protokollsstatus.JUSTERAT
        insats = Insats.objects.get(rubrik=RUBRIK)
        rader = Bevillning.objects.filter(insats=insats).values_list("medlem", "ar", "belopp")
        assert set(rader) == {
            (styrelse.medlemmar["ordforande"].pk, 2027, Decimal(900_000)),
            (styrelse.medlemmar["af"].pk, 2027, Decimal(300_000)),
        }
        return insats
