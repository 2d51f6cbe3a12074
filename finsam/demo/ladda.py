"""Build the demo through the actions, relative to today."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from finsam.demo import kedja, konton, texter
from forbund.grund import dates, tenancy
from forbund.register import actions
from forbund.register.models import Forbund, Forbundsordning, Konto, Medlem, Organisation, Person, Plats
from forbund.register.states import LEDAMOTSROLLER, STYRELSEROLLER, Part

MANDAT_FRAN = date(2023, 4, 1)


def ladda(losenord: str) -> None:
    """Everything, once, in an empty database. One hash serves all accounts: they share the password."""
    hashat = make_password(losenord)
    organisationer = {
        kod: Organisation.objects.create(namn=namn, slag=slag, kod="" if kod in {"FK", "AF"} else kod)
        for kod, (namn, slag) in konton.ORGANISATIONER.items()
    }
    for mall in konton.FORBUND:
        _ladda_forbund(mall, organisationer, hashat)
    _ladda_granskare(hashat)


def _ladda_forbund(mall: konton.Demoforbund, organisationer: dict[str, Organisation], hashat: str) -> None:
    forbund = actions.bilda_forbund(
        slug=mall.slug, namn=mall.namn, kortnamn=mall.kortnamn, sate=mall.sate, bildat=date(2010, 1, 1), by=None
    )
    with tenancy.in_forbund(forbund.pk):
        medlemmar = {
            kod: Medlem.objects.create(
                organisation=organisationer[kod], parter=[Part(p).value for p in parter], fran=forbund.bildat
            )
            for kod, parter in mall.medlemmar.items()
        }
        ordning = Forbundsordning.objects.create(galler_fran=date(2020, 1, 1), kallelsedagar=7)
        Plats.objects.bulk_create(Plats(forbundsordning=ordning, medlem=m) for m in medlemmar.values())
        for person in mall.personer:
            _ladda_person(person, medlemmar.get(person.medlem), hashat)
    with tenancy.in_forbund(forbund.pk):
        scen = kedja.Scen.i_forbundet()
    ARBETET[mall.slug](scen, dates.idag())


def _ladda_person(person: konton.Demoperson, medlem: Medlem | None, hashat: str) -> None:
    konto = Konto.objects.create(email=person.epost, namn=person.namn, password=hashat)
    rad = Person.objects.create(namn=person.namn, epost=person.epost, konto=konto)
    for roll in person.roller:
        i_styrelsen = roll in STYRELSEROLLER
        actions.ge_uppdrag(
            rad,
            roll,
            by=None,
            fran=MANDAT_FRAN,
            till=MANDAT_FRAN.replace(year=2027) - timedelta(days=1) if i_styrelsen else None,
            medlem=medlem,
            valbarhetsgrund="Ledamot i fullmäktige eller anställd hos myndigheten" if i_styrelsen else "",
            beslut_dag=MANDAT_FRAN - timedelta(days=30) if roll in LEDAMOTSROLLER else None,
        )


def _ladda_granskare(hashat: str) -> None:
    konto = Konto.objects.create(email=konton.GRANSKARE.epost, namn=konton.GRANSKARE.namn, password=hashat)
    idag = dates.idag()
    actions.ge_granskningsmandat(
        konto,
        organ="Arkivmyndigheten",
        grund="20 § lagen (2003:1210)",
        fran=idag - timedelta(days=30),
        till=idag + timedelta(days=180),
        forbund=list(Forbund.objects.filter(slug__in=konton.GRANSKAS)),
    )


def _alvsbyn(scen: kedja.Scen, idag: date) -> None:
    """The whole chain to walk: something at each stage, and a sammanträde in ten days to call."""
    plats = "Kommunhuset, Älvsbyn"
    kedja.genomfor(scen, idag - timedelta(days=40), plats, [texter.STEGVIS], ovriga=["Ekonomisk rapport"])
    with scen.oppet(idag - timedelta(days=22)):
        fragade = [
            kedja.fraga(scen, mall, ar=idag.year + 1, senast=idag + timedelta(days=6))
            for mall in (texter.DIALOG, texter.UNGA)
        ]
    with scen.oppet(idag - timedelta(days=15)):
        kedja.svara(scen, fragade[0], antal=2)
        berett = kedja.bered(scen, fragade[1])
    with scen.oppet(idag - timedelta(days=2)):
        kedja.lamna_in(scen, texter.KARTLAGGNING, ar=idag.year + 1)
        kedja.skriv(scen, texter.HANDLEDARE, ar=idag.year + 1)
        kedja.planera(scen, kedja.vardag(idag + timedelta(days=10)), plats, [berett], ["Information från parterna"])


def _kalmar(scen: kedja.Scen, idag: date) -> None:
    """Size, and a year behind it."""
    plats = "Regionens hus, Kalmar"
    rundor = ((330, texter.DIALOG), (240, texter.SAMVERKAN), (150, texter.STEGVIS), (60, texter.UNGA))
    for dagar, mall in rundor:
        kedja.genomfor(scen, idag - timedelta(days=dagar), plats, [mall], ovriga=["Ekonomisk rapport"])
    with scen.oppet(idag - timedelta(days=9)):
        fragat = kedja.fraga(scen, texter.HANDLEDARE, ar=idag.year + 1, senast=idag + timedelta(days=5))
    with scen.oppet(idag - timedelta(days=3)):
        kedja.svara(scen, fragat, antal=4)


def _med_forslag(scen: kedja.Scen, idag: date) -> None:
    """A board, and one förslag that waits for the chef."""
    with scen.oppet(idag - timedelta(days=4)):
        kedja.lamna_in(scen, texter.UNGA, ar=idag.year + 1)


ARBETET = {"alvsbyn": _alvsbyn, "kalmar-lan": _kalmar, "gotland": _med_forslag, "badesa": _med_forslag}
