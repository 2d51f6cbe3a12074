"""A whole sammanträde that has ended, row by row as the actions of the meeting would have left it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from forbund.diarium import actions as diarium
from forbund.diarium.models import Arende
from forbund.grund import dates
from forbund.register.models import Konto, Person, Uppdrag
from forbund.register.states import Part, Roll
from forbund.styrelse.actions import protokoll as actions
from forbund.styrelse.models import (
    Beslut,
    Beslutsbelopp,
    Beslutsdeltagare,
    Javsanmalan,
    Proposition,
    Protokoll,
    Punkt,
    Reservation,
    Sammantrade,
    Tjanstgoring,
)
from forbund.styrelse.states import Punktslag
from tests.factories import make_konto, make_medlem, make_organisation, make_person, make_uppdrag
from tests.styrelse import fabrik

MEDLEMMAR = (
    ("Försäkringskassan", Part.FORSAKRINGSKASSAN, "Anna Berg", Roll.ORDFORANDE),
    ("Region Norrbotten", Part.REGION, "Bo Ek", Roll.VICE),
    ("Arbetsförmedlingen", Part.ARBETSFORMEDLINGEN, "Cecilia Fors", Roll.LEDAMOT),
    ("Älvsbyns kommun", Part.KOMMUN, "David Gran", Roll.LEDAMOT),
)


@dataclass
class Mote:
    """A sammanträde under construction: people by first name, and a clock that goes on."""

    sammantrade: Sammantrade
    klockan: datetime
    folk: dict[str, Uppdrag] = field(default_factory=dict)
    nasta_paragraf: int = 36

    def __getattr__(self, namn: str) -> Uppdrag:
        try:
            return self.__dict__["folk"][namn]
        except KeyError as fel:
            raise AttributeError(namn) from fel

    def konto(self, namn: str) -> Konto:
        konto = self.folk[namn].person.konto
        assert konto is not None
        return konto

    def gar(self, minuter: int = 5) -> datetime:
        self.klockan += timedelta(minutes=minuter)
        return self.klockan


def make_mote(*, for_dagar_sedan: int = 2, sekreterare: Person | None = None) -> Mote:
    """Four medlemmar with ledamot and ersättare; everyone but the ersättare of the first two has come."""
    start = dates.lokal(dates.idag() - timedelta(days=for_dagar_sedan), datetime.min.time().replace(hour=9))
    sammantrade = fabrik.make_sammantrade(
        start=start,
        plats="Kommunhuset i Älvsbyn",
        status="avslutat",
        oppnat=start + timedelta(minutes=2),
        sekreterare=sekreterare or make_person(make_konto(namn="Sara Tall")),
    )
    mote = Mote(sammantrade, start + timedelta(minutes=2))
    for organisation, slag, namn, roll in MEDLEMMAR:
        medlem = make_medlem(slag, organisation=make_organisation(slag, namn=organisation))
        for person, uppdragsroll in ((namn, roll), (f"{namn.split()[0]} Ersson", Roll.ERSATTARE)):
            konto = make_konto(namn=person)
            uppdrag = make_uppdrag(uppdragsroll, make_person(konto), medlem=medlem)
            nyckel = namn.split()[0].lower() + ("_e" if uppdragsroll == Roll.ERSATTARE else "")
            mote.folk[nyckel] = uppdrag
    for nyckel in ("anna", "bo", "cecilia", "david", "david_e"):
        fabrik.make_narvaro(sammantrade, mote.folk[nyckel], fran=start + timedelta(minutes=1))
    for nyckel in ("bo", "cecilia"):
        fabrik.make_justerare(sammantrade, mote.folk[nyckel])
    return mote


def make_paragraf(mote: Mote, slag: str = "arende", *, leder: str = "anna", **over: Any) -> Punkt:
    """The next §, opened and closed; `beslut=False` leaves it undecided."""
    beslutas = over.pop("beslut", slag == "arende")
    falt = {
        "slag": slag,
        "status": "beslutad",
        "paragraf": mote.nasta_paragraf,
        "paragraf_ar": mote.sammantrade.dag.year,
        "motesordforande": mote.folk[leder],
        "oppnad": mote.gar(0),
        "avslutad": mote.gar(),
    }
    punkt = fabrik.make_punkt(mote.sammantrade, **{**falt, **over})
    mote.nasta_paragraf += 1
    if beslutas:
        make_beslut(mote, punkt)
    return punkt


def make_beslut(mote: Mote, punkt: Punkt, *, deltar: str = "anna bo cecilia david", **over: Any) -> Beslut:
    falt = {"utfall": "bifall", "satt": "acklamation", "klubbat": punkt.avslutad, "att_satser": punkt.att_satser}
    assert punkt.motesordforande is not None
    beslut = Beslut.objects.create(punkt=punkt, ordforande=punkt.motesordforande, **{**falt, **over})
    for nyckel in deltar.split():
        uppdrag = mote.folk[nyckel]
        Beslutsdeltagare.objects.create(beslut=beslut, uppdrag=uppdrag, for_medlem=uppdrag.medlem)
    return beslut


FORMALIA = ("oppnande", "upprop", "dagordning", "justerare", "jav", "foregaende_protokoll")


def make_fullt_mote(*, arenden: int = 2, svart: bool = False, **over: Any) -> Mote:
    """Opening, the standing points, that many ärenden, a hard one when asked for, and the closing."""
    mote = make_mote(**over)
    for slag in FORMALIA:
        make_paragraf(mote, slag, rubrik=_rubrik(slag))
    for nr in range(arenden):
        make_paragraf(mote, rubrik=f"Rapport om läget {nr + 1}")
    if svart:
        make_insatsarende(mote)
    avsluta(mote)
    return mote


def avsluta(mote: Mote) -> None:
    """The closing point; the sammanträde ends with it, and so does everyone's presence."""
    make_paragraf(mote, "avslutande", rubrik="Sammanträdets avslutande")
    mote.sammantrade.avslutat = mote.klockan
    mote.sammantrade.save(update_fields=["avslutat"])
    mote.sammantrade.narvaro.filter(till=None).update(till=mote.klockan)


def _rubrik(slag: str) -> str:
    return Punktslag(slag).label


def make_insatsarende(mote: Mote) -> Punkt:
    """An ärende about money: jäv, ersättare in, an ändringsyrkande, omröstning with a tie, and a reservation."""
    arende: Arende = diarium.registrera_arende(slag="ovrigt", rubrik="Insatsen Steget vidare", by=None)
    punkt = make_paragraf(
        mote,
        arende=arende,
        rubrik="Insatsen Steget vidare 2027\u20132028",
        att_satser=["bevilja insatsen Steget vidare 1 200 000 kronor för 2027 och 2028"],
        notering="Förbundschefen redogör för förslaget och för parternas ställningstaganden.",
        beslut=False,
    )
    tid = punkt.oppnad
    Javsanmalan.objects.create(
        punkt=punkt, uppdrag=mote.david, grund="2", anmald=tid, text="Chef för den verksamhet som tar emot pengarna"
    )
    Tjanstgoring.objects.create(
        sammantrade=mote.sammantrade,
        punkt=punkt,
        uppdrag=mote.david_e,
        for_uppdrag=mote.david,
        fran=tid,
        till=punkt.avslutad,
    )
    bifall = fabrik.make_yrkande(punkt, mote.anna, framstallt=tid, framlagt=1)
    andring = fabrik.make_yrkande(
        punkt,
        mote.cecilia,
        slag="andring",
        framstallt=tid,
        framlagt=2,
        att_satser=["bevilja 600 000 kronor för 2027"],
        villkor=["insatsen redovisar efter sex månader"],
    )
    andring.belopp.create(ar=2027, belopp=Decimal(600_000), finansiering="insatsbudgeten")
    fabrik.make_yrkande(punkt, mote.bo, slag="avslag", framstallt=tid, aterkallat=tid)
    rostande = {"anna": "ja", "bo": "ja", "cecilia": "nej", "david_e": "nej"}
    omrostning = fabrik.make_omrostning(
        punkt,
        [mote.folk[n] for n in rostande],
        fraga_ja="bifalla förslaget",
        fraga_nej="bifalla Cecilia Fors ändringsyrkande",
        begard_av=mote.cecilia,
        stangd=tid,
        utfall="ja",
        utslagsrost=True,
        ja_yrkande=bifall,
        nej_yrkande=andring,
    )
    for rad, val in zip(omrostning.rostlangd.order_by("pk"), rostande.values(), strict=True):
        fabrik.make_rost(rad, val, avgiven=tid)
    Proposition.objects.create(
        punkt=punkt,
        utfall="bifall",
        yrkande=bifall,
        redovisad=tid,
        begard_av=mote.cecilia,
        omrostning=omrostning,
        klubbad=tid,
    )
    beslut = make_beslut(
        mote,
        punkt,
        deltar="anna bo cecilia david_e",
        satt="omrostning",
        omrostning=omrostning,
        yrkande=bifall,
        villkor=["en delrapport lämnas senast den 30 september 2027"],
    )
    for ar in (2027, 2028):
        Beslutsbelopp.objects.create(
            beslut=beslut, ar=ar, belopp=Decimal(600_000), finansiering="budget för insatser", medlem=mote.david.medlem
        )
    Reservation.objects.create(
        beslut=beslut,
        uppdrag=mote.cecilia,
        anmald=tid,
        text="Jag anser att beslutet borde ha gällt ett år, så att resultatet kan prövas först.",
        text_lamnad=tid,
    )
    return punkt


def make_utsant(mote: Mote, by: Konto, *, rendera: bool = True) -> Protokoll:
    """Sent out for justering, and printed when `rendera`."""
    protokoll = actions.sand_ut(mote.sammantrade.pk, by=by)
    return actions.rendera_utsant(protokoll.pk) if rendera else protokoll
