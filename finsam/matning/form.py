"""The mould: one förbund's whole year, and what is under way today, made through the same actions as the pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice

from beredning.models import Forslag
from finsam.demo import kedja, texter
from forbund.grund import dates, tenancy
from forbund.register import actions
from forbund.register.models import Forbund, Forbundsordning, Konto, Medlem, Organisation, Person, Plats
from forbund.register.states import STYRELSEROLLER, Part, Roll
from forbund.styrelse.actions import narvaro, oppnande, punkt, yrkande
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.states import Punktslag, Yrkandeslag

DOMAN = "matning.example"
SLUG = "form"
PLATS = "Kommunhuset"
AR_BAK = 10
FK, AF, REGION, KOMMUN = Part.FORSAKRINGSKASSAN, Part.ARBETSFORMEDLINGEN, Part.REGION, Part.KOMMUN
MEDLEMMAR = (
    ("Försäkringskassan", FK),
    ("Arbetsförmedlingen", AF),
    ("Regionen", REGION),
    ("Kommun ett", KOMMUN),
    ("Kommun två", KOMMUN),
    ("Kommun tre", KOMMUN),
)
# Per medlem, in the order above; the others have none.
STYRELSE = (Roll.LEDAMOT, Roll.LEDAMOT, Roll.VICE, Roll.ORDFORANDE, Roll.LEDAMOT, Roll.LEDAMOT)
KANSLI = (Roll.FORBUNDSCHEF, Roll.HANDLAGGARE, Roll.REGISTRATOR, Roll.EKONOM)
FORNAMN = ("Anna", "Bo", "Cecilia", "David", "Eva", "Farid", "Gun", "Hans", "Ida", "Jonas", "Karin", "Lars", "Maja")
EFTERNAMN = ("Ahl", "Björk", "Dahl", "Ek", "Fors", "Gran", "Holm", "Lind", "Malm", "Nyberg", "Strand")
# Month, day, förslag and other ärenden of each sammanträde; with its own ärende: 26 + 13 + 6 = 45 a year.
ARET = ((2, 24, 4, 2), (4, 7, 4, 2), (5, 19, 5, 2), (6, 16, 4, 2), (9, 22, 4, 2), (11, 17, 5, 3))
OVRIGT = ("Ekonomisk rapport", "Information från parterna", "Sammanträdesdagar nästa år")


def epost(roll: Roll, nummer: int = 1, forbund: str = SLUG) -> str:
    """The address of a role's person in a förbund: `ledamot2@forbund-3.matning.example`."""
    return f"{roll.value}{nummer}@{forbund}.{DOMAN}"


@dataclass(frozen=True)
class Ar:
    """How much of a year to make: the tests make less."""

    sammantraden: tuple[tuple[int, int, int, int], ...] = ARET

    @property
    def arenden(self) -> int:
        return sum(1 + forslag + ovriga for _, _, forslag, ovriga in self.sammantraden)


def bilda(losenordshash: str) -> Forbund:
    """The förbund with its medlemmar and people, in force since before the first year."""
    bildat = date(dates.idag().year - AR_BAK - 1, 1, 1)
    forbund = actions.bilda_forbund(
        slug=SLUG, namn="Samordningsförbundet Formen", kortnamn="Formen", sate="Formen", bildat=bildat, by=None
    )
    with tenancy.in_forbund(forbund.pk):
        medlemmar = [_medlem(nr, namn, part, bildat) for nr, (namn, part) in enumerate(MEDLEMMAR)]
        ordning = Forbundsordning.objects.create(galler_fran=bildat)
        Plats.objects.bulk_create(Plats(forbundsordning=ordning, medlem=m) for m in medlemmar)
        folk: list[tuple[Roll, Medlem | None]] = [(roll, None) for roll in KANSLI]
        folk += zip(STYRELSE, medlemmar, strict=True)
        folk += [(roll, m) for roll in (Roll.ERSATTARE, Roll.PARTSFORETRADARE) for m in medlemmar]
        folk += [(roll, medlemmar[3]) for roll in (Roll.MEDLEMSREPRESENTANT, Roll.REVISOR)]
        namn = cycle(f"{fornamn} {efternamn}" for efternamn in EFTERNAMN for fornamn in FORNAMN)
        antal: dict[Roll, int] = {}
        for (roll, medlem), personens in zip(folk, namn, strict=False):
            antal[roll] = antal.get(roll, 0) + 1
            _person(personens, roll, antal[roll], medlem, bildat, losenordshash)
    return forbund


def _medlem(nummer: int, namn: str, part: Part, fran: date) -> Medlem:
    kod = "" if part in {FK, AF} else f"X{nummer:03}"
    organisation, _ = Organisation.objects.get_or_create(slag=part, kod=kod, defaults={"namn": namn})
    return Medlem.objects.create(organisation=organisation, parter=[part.value], fran=fran)


def _person(namn: str, roll: Roll, nummer: int, medlem: Medlem | None, fran: date, losenordshash: str) -> None:
    konto = Konto.objects.create(email=epost(roll, nummer), namn=namn, password=losenordshash)
    person = Person.objects.create(namn=namn, epost=konto.email, konto=konto)
    i_styrelsen = roll in STYRELSEROLLER
    actions.ge_uppdrag(
        person,
        roll,
        by=None,
        fran=fran,
        medlem=medlem,
        valbarhetsgrund="Ledamot i fullmäktige eller anställd hos myndigheten" if i_styrelsen else "",
    )


def mallar(antal: int, fran: int = 0) -> list[texter.Forslagsmall]:
    """So many förslag, no two of one name."""
    alla = islice(enumerate(cycle(texter.ALLA)), fran, fran + antal)
    return [replace(mall, rubrik=f"{mall.rubrik}, omgång {nr + 1}") for nr, mall in alla]


def ett_ar(scen: kedja.Scen, ar: int, matt: Ar) -> None:
    """Every sammanträde of the year, each with its förslag prepared, decided and justerade."""
    nummer = 0
    for manad, dag, forslag, ovriga in matt.sammantraden:
        kedja.genomfor(scen, date(ar, manad, dag), PLATS, mallar(forslag, nummer), ovriga=OVRIGT[:ovriga])
        nummer += forslag


def pagaende(scen: kedja.Scen) -> None:
    """What waits for someone today: förslag at each stage, a protokoll sent out, a list to call, a sammanträde."""
    nu, idag = dates.nu(), dates.idag()
    unga, stegvis, dialog, handledare, kartlaggning, *ovriga = mallar(12, 100)
    _utsant(scen, idag - timedelta(days=5), ovriga[:2])
    with scen.oppet(idag - timedelta(days=20)):
        for mall, svar, senast in ((dialog, 2, 6), (handledare, 3, 9)):
            forslag = kedja.fraga(scen, mall, ar=idag.year + 1, senast=idag + timedelta(days=senast))
            kedja.svara(scen, forslag, svar)
    with scen.oppet(idag - timedelta(days=15)):
        i_dag, (senare,) = _beredda(scen, (unga, *ovriga[2:5])), _beredda(scen, (stegvis,))
    with scen.oppet(idag - timedelta(days=14)):
        mote = kedja.planera(scen, idag, PLATS, i_dag, OVRIGT[:2])
        kedja.kalla(scen, mote)
    with scen.oppet(idag - timedelta(days=2)):
        kedja.lamna_in(scen, kartlaggning, ar=idag.year + 1)
        kedja.skriv(scen, ovriga[5], ar=idag.year + 1)
        kedja.planera(scen, idag + timedelta(days=30), PLATS, [senare], OVRIGT[:2])
    _pagar(scen, mote, nu - timedelta(hours=1))


def _beredda(scen: kedja.Scen, forslagen: Iterable[texter.Forslagsmall]) -> list[Forslag]:
    idag = dates.idag()
    return [kedja.bered(scen, kedja.fraga(scen, mall, ar=idag.year + 1, senast=idag)) for mall in forslagen]


def _utsant(scen: kedja.Scen, dag: date, forslagen: Iterable[texter.Forslagsmall]) -> None:
    with scen.oppet(dag - timedelta(days=30)):
        beredda = _beredda(scen, forslagen)
    with scen.oppet(dag - timedelta(days=14)):
        mote = kedja.planera(scen, dag, PLATS, beredda, OVRIGT[:1])
        kedja.kalla(scen, mote)
    with scen.oppet(dag, time(9, 2)):
        kedja.hall(scen, mote, omrostning_om_forsta=True)
    with scen.oppet(dag + timedelta(days=1)):
        kedja.sand_ut(scen, mote)


def _pagar(scen: kedja.Scen, mote: Sammantrade, start: datetime) -> None:
    """The standing points are done, the first ärende decided, the second open with two yrkanden."""
    with dates.klockan(start), tenancy.in_forbund(scen.forbund_id):
        Sammantrade.objects.filter(pk=mote.pk).update(start=start)
        oppnande.oppna_sammantrade(mote.pk, by=scen.ordforande)
        narvaro.upprop(mote.pk, narvarande=list(scen.ledamoter), by=scen.chef)
        arenden = 0
        for nr, rad in enumerate(Punkt.objects.filter(sammantrade=mote, paragraf=None).order_by("ordning")):
            arenden += rad.slag == Punktslag.ARENDE
            with dates.klockan(start + timedelta(minutes=2 * (nr + 1))):
                if arenden == 2:
                    _oppna_med_yrkanden(scen, rad)
                    return
                kedja.ta_upp(scen, rad, med_omrostning=arenden == 1)


def _oppna_med_yrkanden(scen: kedja.Scen, rad: Punkt) -> None:
    punkt.oppna_punkt(rad.pk, by=scen.ordforande)
    ledamoter = list(scen.ledamoter.items())
    for (uppdrag, konto), slag in zip(ledamoter, (Yrkandeslag.BIFALL, Yrkandeslag.AVSLAG), strict=False):
        yrkande.yrka(rad.pk, uppdrag_id=uppdrag, slag=slag.value, text="", by=konto)
