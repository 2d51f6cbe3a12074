"""Walks förslag and sammanträden of the demo through the same actions as the pages, at set times."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from beredning import actions as beredning
from beredning.models import Forslag, Forslagsversion, Stallningstagande
from beredning.states import Implementering, Kostnadsslag, Svar
from finsam.demo.texter import Forslagsmall
from forbund.grund import dates, tenancy, utskick
from forbund.grund.pdf import PdfSaknas
from forbund.register.models import Konto, Medlem, Person, Uppdrag
from forbund.register.states import LEDAMOTSROLLER, Roll
from forbund.styrelse.actions import (
    dagordning,
    justering,
    kallelse,
    narvaro,
    omrostning,
    oppnande,
    ordforande,
    proposition,
    protokoll,
    punkt,
    reservation,
    sammantrade,
)
from forbund.styrelse.models import Beslut, Protokoll, Punkt, Sammantrade, Yrkande
from forbund.styrelse.queries.dagordning import punktens_belopp
from forbund.styrelse.queries.justering import justeringslage
from forbund.styrelse.states import Punktslag, Rostval, Yrkandeslag

MINUTER: dict[str, int] = {Punktslag.ARENDE: 15, Punktslag.UPPROP: 4}
NOTERINGAR: dict[str, str] = {
    Punktslag.FOREGAENDE_PROTOKOLL: "Föregående protokoll läggs till handlingarna.",
    Punktslag.ANMALNING: "Inga anmälningar.",
    Punktslag.INFORMATION: "Styrelsen tar del av informationen.",
    Punktslag.NASTA: "Förbundschefen återkommer med dag för nästa sammanträde.",
}


@dataclass(frozen=True)
class Scen:
    """The people of the open förbund, by what they do."""

    forbund_id: int
    chef: Konto
    ordforande: Konto
    ledamoter: dict[int, Konto]
    foretradare: dict[int, Konto]
    medlemmar: dict[int, Medlem]

    @classmethod
    def i_forbundet(cls) -> "Scen":
        uppdrag = list(Uppdrag.objects.select_related("person__konto", "medlem__organisation").order_by("pk"))
        med = {roll: [u for u in uppdrag if u.roll == roll] for roll in Roll}
        ledamoter = {u.pk: u.person.konto for roll in LEDAMOTSROLLER for u in med[roll]}
        foretradare = {u.medlem_id: u.person.konto for u in med[Roll.PARTSFORETRADARE]}
        return cls(
            tenancy.aktivt_forbund_id(),
            med[Roll.FORBUNDSCHEF][0].person.konto,  # type: ignore[arg-type]  # everyone in the demo has a konto
            med[Roll.ORDFORANDE][0].person.konto,  # type: ignore[arg-type]
            dict(sorted(ledamoter.items())),  # type: ignore[arg-type]
            foretradare,  # type: ignore[arg-type]
            {m.pk: m for m in Medlem.objects.select_related("organisation")},
        )

    @contextmanager
    def oppet(self, dag: date, klockslag: time = time(10)) -> Iterator[None]:
        """The förbund open on that day: one transaction, as one person's act would be; then the day's mail goes out."""
        with dates.klockan(dates.lokal(dag, klockslag)):
            with tenancy.in_forbund(self.forbund_id):
                yield
            utskick.skicka_forfallna()


def skriv(scen: Scen, mall: Forslagsmall, *, ar: int) -> Forslag:
    """A draft that lacks nothing, by the first partsföreträdare together with the second."""
    (egen, by), (annan, _) = list(scen.foretradare.items())[:2]
    forslag = beredning.skapa_forslag(by=by, medlem_id=egen, rubrik=mall.rubrik)
    falt = {
        "insatstyp": mall.insatstyp.value,
        "malgrupp": mall.malgrupp,
        "behov": mall.behov,
        "mal": mall.mal,
        "metod": mall.metod,
        "uppfoljning": mall.uppfoljning,
        "egen_medverkan": mall.egen_medverkan,
        "implementering": mall.implementering,
        "implementering_svar": Implementering.KLART.value,
        "antal_deltagare": mall.antal_deltagare or None,
        "start": date(ar, 1, 1),
        "slut": date(ar, 12, 31),
        "insatsagare": egen,
        "sokande": {egen, annan},
        "kostnader": {(egen, Kostnadsslag.PERSONAL.value, ar): Decimal(mall.kronor)},
    }
    return beredning.spara_forslag(forslag.pk, by=by, version=forslag.version, falt=falt).forslag


def lamna_in(scen: Scen, mall: Forslagsmall, *, ar: int) -> Forslag:
    by = next(iter(scen.foretradare.values()))
    skal = {"R75": "Bilden av behovet är en förutsättning för kommande individinsatser."}
    return _registrerat(beredning.lamna_in(skriv(scen, mall, ar=ar).pk, by=by, skal=skal))


def vardag(dag: date) -> date:
    """That day, or the Friday before a Saturday or Sunday: no board meets on a weekend."""
    return dag - timedelta(days=max(0, dag.weekday() - 4))


def fraga(scen: Scen, mall: Forslagsmall, *, ar: int, senast: date) -> Forslag:
    """Handed in, and every medlem asked."""
    forslag = lamna_in(scen, mall, ar=ar)
    beredning.begar_stallningstaganden(forslag.pk, by=scen.chef, senast=senast)
    return forslag


def svara(scen: Scen, forslag: Forslag, antal: int | None = None) -> None:
    """The first `antal` of those asked answer (None: all)."""
    for stallning in list(Stallningstagande.objects.filter(forslag=forslag).order_by("pk"))[:antal]:
        beredning.svara(
            stallning.pk,
            by=scen.foretradare.get(stallning.medlem_id, scen.chef),
            svar=Svar.TILLSTYRKER.value,
            text="Insatsen möter ett behov som vi också ser.",
            version=stallning.version,
        )


def bered(scen: Scen, forslag: Forslag) -> Forslag:
    """Answered by all, and on to the board's list of waiting ärenden."""
    svara(scen, forslag)
    beredning.markera_beredd(forslag.pk, by=scen.chef, skal={})
    return _registrerat(beredning.till_styrelsen(forslag.pk, by=scen.chef))


def _registrerat(forslag: Forslag) -> Forslag:
    """The latest version on paper in the diarium, on the day it was frozen."""
    version = Forslagsversion.objects.filter(forslag=forslag).latest("nummer")
    _rita(lambda: beredning.registrera_version(version.pk))
    return forslag


def planera(
    scen: Scen, dag: date, plats: str, forslag: Iterable[Forslag] = (), ovriga: Iterable[str] = ()
) -> Sammantrade:
    """A sammanträde at nine with the standing points and these ärenden."""
    sekreterare = Uppdrag.objects.get(person__konto=scen.chef).person
    start = dates.lokal(dag, time(9))
    mote = sammantrade.skapa_sammantrade(start=start, plats=plats, by=scen.chef, sekreterare=sekreterare)
    for ett in forslag:
        if ett.arende_id is not None:
            rad = dagordning.lagg_till_arende(mote.pk, arende_id=ett.arende_id, by=scen.chef)
            _redigera(scen, rad, sekreterare, rad.att_satser, f"medlemsbidragen för {dag.year + 1}")
    for rubrik in ovriga:
        rad = dagordning.nytt_ovrigt_arende(mote.pk, rubrik=rubrik, by=scen.chef)
        _redigera(scen, rad, sekreterare, ["lägga informationen till handlingarna"], "")
    mote.refresh_from_db()
    return mote


def _redigera(scen: Scen, rad: Punkt, foredragande: Person, att_satser: Sequence[str], finansiering: str) -> None:
    dagordning.redigera_punkt(
        rad.pk,
        rubrik=rad.rubrik,
        foredragande=foredragande,
        minuter=10,
        att_satser=att_satser,
        villkor=rad.villkor,
        finansiering=finansiering,
        belopp=punktens_belopp(rad),
        version=rad.version,
        by=scen.chef,
    )


def kalla(scen: Scen, mote: Sammantrade) -> None:
    utgiven = kallelse.publicera_kallelse(mote.pk, version=mote.version, by=scen.chef, skal={})
    _rita(lambda: kallelse.rendera_kallelse(utgiven.pk))


def hall(scen: Scen, mote: Sammantrade, *, omrostning_om_forsta: bool = False) -> None:
    """The whole sammanträde, run by the ordförande with the chef as sekreterare; everyone is there."""
    oppnande.oppna_sammantrade(mote.pk, by=scen.ordforande)
    narvaro.upprop(mote.pk, narvarande=list(scen.ledamoter), by=scen.chef)
    rostar_om, start = omrostning_om_forsta, dates.nu()
    for rad in Punkt.objects.filter(sammantrade=mote, paragraf=None).order_by("ordning"):
        if rad.slag == Punktslag.AVSLUTANDE:
            break
        start += timedelta(minutes=MINUTER.get(rad.slag, 2))
        with dates.klockan(start):
            ta_upp(scen, rad, med_omrostning=rostar_om)
        rostar_om = rostar_om and rad.slag != Punktslag.ARENDE
    with dates.klockan(start + timedelta(minutes=5)):
        oppnande.avsluta_sammantrade(mote.pk, by=scen.ordforande)


def ta_upp(scen: Scen, rad: Punkt, *, med_omrostning: bool) -> None:
    """Open one point and settle it: an ärende with or without a vote, a standing point with its note."""
    punkt.oppna_punkt(rad.pk, by=scen.ordforande)
    if rad.slag == Punktslag.JUSTERARE:
        ordforande.valj_justerare(rad.sammantrade_id, uppdrag=[_justerare(scen)], by=scen.chef)
    if rad.slag == Punktslag.ARENDE:
        _avgor(scen, rad, med_omrostning=med_omrostning)
    else:
        punkt.avsluta_formalia(rad.pk, notering=NOTERINGAR.get(rad.slag, ""), by=scen.ordforande)


def _justerare(scen: Scen) -> int:
    return next(pk for pk, konto in scen.ledamoter.items() if konto != scen.ordforande)


def _avgor(scen: Scen, rad: Punkt, *, med_omrostning: bool) -> None:
    proposition.avsluta_overlaggningen(rad.pk, by=scen.ordforande)
    bifall = Yrkande.objects.filter(punkt=rad, slag=Yrkandeslag.BIFALL, aterkallat=None).first()
    proposition.redovisa(rad.pk, by=scen.ordforande, yrkande_id=bifall.pk if bifall else None)
    if not med_omrostning:
        proposition.klubba(rad.pk, by=scen.ordforande)
        return
    mot = list(scen.ledamoter)[-1]
    proposition.begar_omrostning(rad.pk, uppdrag_id=mot, by=scen.ledamoter[mot])
    rostning = omrostning.oppna_omrostning(rad.pk, by=scen.ordforande)
    for uppdrag_id, konto in scen.ledamoter.items():
        val = Rostval.NEJ if uppdrag_id == mot else Rostval.JA
        omrostning.rosta(rostning.pk, uppdrag_id=uppdrag_id, val=val.value, by=konto)
    omrostning.stang_omrostning(rostning.pk, by=scen.ordforande)
    proposition.klubba(rad.pk, by=scen.ordforande)
    beslut = Beslut.objects.get(punkt=rad)
    text = "Finansieringen borde ha delats på två år."
    reservation.anmal_reservation(beslut.pk, uppdrag_id=mot, by=scen.ledamoter[mot], text=text)


def sand_ut(scen: Scen, mote: Sammantrade) -> Protokoll:
    """Send the protokoll out to be justerat."""
    utsant = protokoll.sand_ut(mote.pk, by=scen.chef)
    _rita(lambda: protokoll.rendera_utsant(utsant.pk))
    return Protokoll.objects.get(pk=utsant.pk)


def justera(scen: Scen, utsant: Protokoll) -> Protokoll:
    """Everyone who is to justera it does so; without PDF it waits at sent out."""
    if not utsant.sha256:
        return utsant
    for konto in scen.ledamoter.values():
        personer = Uppdrag.objects.filter(person__konto=konto).values_list("person", flat=True)
        punkter = justeringslage(utsant).kvar_for(personer)
        if punkter:
            utsant = justering.justera(utsant.pk, punkter=punkter, sha256=utsant.sha256, by=konto, skal={})
    return utsant


def _rita(skriv_ut: Callable[[], object]) -> None:
    """Print now rather than in the queue; nothing on a machine that cannot make PDFs."""
    with suppress(PdfSaknas):
        skriv_ut()


def genomfor(scen: Scen, dag: date, plats: str, mallar: Iterable[Forslagsmall], *, ovriga: Iterable[str] = ()) -> None:
    """One whole round: förslag prepared, the board called, met and its protokoll justerat, all before today."""
    dag = vardag(dag)
    with scen.oppet(dag - timedelta(days=45)):
        fragade = [fraga(scen, mall, ar=dag.year + 1, senast=dag - timedelta(days=25)) for mall in mallar]
    with scen.oppet(dag - timedelta(days=30)):
        forslag = [bered(scen, forslag) for forslag in fragade]
    with scen.oppet(dag - timedelta(days=14)):
        mote = planera(scen, dag, plats, forslag, ovriga)
        kalla(scen, mote)
    with scen.oppet(dag - timedelta(days=2)):
        pass  # the reminders
    with scen.oppet(dag, time(9, 2)):
        hall(scen, mote, omrostning_om_forsta=bool(forslag))
    with scen.oppet(dag + timedelta(days=3), time(13)):
        utsant = sand_ut(scen, mote)
    with scen.oppet(dag + timedelta(days=3), time(13, 30)):
        justerat = justera(scen, utsant)
    if justerat.justerat is not None:
        with scen.oppet(dag + timedelta(days=3), time(14)):
            _rita(lambda: justering.rendera_justerat(justerat.pk))
