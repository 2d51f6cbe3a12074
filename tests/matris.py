"""The scene of the access matrix: two förbund with one object of each kind, and someone of every role."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from beredning.models import Stallningstagande
from forbund.grund import dates, utskick
from forbund.register import actions
from forbund.register.models import Forbund, Konto, Person
from forbund.register.states import Roll
from forbund.styrelse.models import Reservation
from tests.beredning.fabrik import Miljo, make_fragat, make_inlamnat, make_miljo, make_utkast
from tests.diarium.fabrik import make_arende, make_handling
from tests.factories import make_konto, make_konto_med
from tests.insatser.fabrik import make_insats
from tests.styrelse.fabrik import make_punkt, make_sammantrade, make_yrkande
from tests.styrelse.fabrik_protokoll import Mote, make_fullt_mote, make_utsant

ANNAN_PART, MANDAT = "partsföreträdare för annan medlem", "granskare med mandat"
ANNAT_FORBUND, UTAN_INLOGGNING = "person i annat förbund", "utan inloggning"
UR_MOTET = {Roll.ORDFORANDE: "anna", Roll.VICE: "bo", Roll.LEDAMOT: "cecilia", Roll.ERSATTARE: "anna_e"}

# Addresses outside every förbund: of the login, open to all, and of one's own konto.
INLOGGNINGENS = set(
    """account_login account_logout account_inactive account_signup account_reauthenticate account_email
    account_email_verification_sent account_confirm_email account_confirm_login_code account_change_password
    account_set_password account_reset_password account_reset_password_done account_reset_password_from_key
    account_reset_password_from_key_done""".split()  # noqa: SIM905  # thirty lines of quotes less
)
OPPNA = {"register:start", "regelverk", "tillganglighet", "halsa"}
EGNA = {
    "register:fortsatt": "GET",
    "register:nycklar": "GET",
    "register:ny_nyckel": "POST",
    "register:aterkalla_nyckel": "POST",
    "register:att_gora": "GET",
    "tillsyn:granskning": "GET",
}


@dataclass
class Scen:
    """A förbund, its people by role, and the ids of its objects by the name that the table gives them."""

    forbund: Forbund
    konton: dict[str, Konto]
    ids: dict[str, int]


def make_scen() -> Scen:
    miljo = make_miljo()
    with miljo.oppet():
        mote = make_fullt_mote(arenden=1, svart=True, sekreterare=Person.objects.get(konto=miljo.chef))
        make_utsant(mote, by=miljo.chef, rendera=False)
        ids = {**_beredningens(miljo), **_diariets(miljo), **_styrelsens(mote)}
    nyckel, _ = actions.skapa_nyckel(
        by=miljo.chef, forbund_id=miljo.forbund.pk, namn="Prov", till=dates.idag(), far_skriva=False
    )
    ids["nyckel"] = nyckel.pk
    return Scen(miljo.forbund, _konton(miljo, mote), ids)


def _konton(miljo: Miljo, mote: Mote) -> dict[str, Konto]:
    """A partsföreträdare writes the draft for the kommun; the other part is only asked."""
    konton: dict[str, Konto] = {roll: mote.konto(namn) for roll, namn in UR_MOTET.items()}
    konton |= {
        Roll.FORBUNDSCHEF: miljo.chef,
        Roll.PARTSFORETRADARE: miljo.foretradare["kommun"],
        ANNAN_PART: miljo.foretradare["fk"],
        MANDAT: make_konto(),
    }
    for roll in set(Roll) - set(konton):
        konton[roll] = make_konto_med(miljo.forbund, roll, medlem=miljo.medlemmar["region"])
    dag = dates.idag()
    villkor = {"organ": "Arkivmyndigheten", "grund": "20 § lagen (2003:1210)", "fran": dag}
    actions.ge_granskningsmandat(konton[MANDAT], till=dag + timedelta(days=9), forbund=[miljo.forbund], **villkor)
    return konton


def _beredningens(miljo: Miljo) -> dict[str, int]:
    fragat = make_fragat(miljo)
    stallning = Stallningstagande.objects.get(forslag=fragat, medlem=miljo.medlemmar["kommun"])
    brev = utskick.planera("styrelse.kallelse", "prov", miljo.chef, fragat.pk)
    return {
        "utkast": make_utkast(miljo).pk,
        "inlamnat": make_inlamnat(miljo).pk,
        "fragat": fragat.pk,
        "stallning": stallning.pk,
        "utskick": brev.pk,
    }


def _diariets(miljo: Miljo) -> dict[str, int]:
    arende = make_arende()
    return {"arende": arende.pk, "handling": make_handling(arende).pk, "insats": make_insats().pk}


def _styrelsens(mote: Mote) -> dict[str, int]:
    """A sammanträde that is planned, one that is called for today, and one whose protokoll is out."""
    planerat, kallat = make_sammantrade(), make_sammantrade(om_dagar=0, status="kallat")
    uppsatt = make_punkt(kallat)
    reservation = Reservation.objects.get()
    return {
        "planerat": planerat.pk,
        "planerad": make_punkt(planerat).pk,
        "kallat": kallat.pk,
        "uppsatt": uppsatt.pk,
        "yrkande": make_yrkande(uppsatt, mote.cecilia).pk,
        "avslutat": mote.sammantrade.pk,
        "paragraf": reservation.beslut.punkt_id,
        "beslut": reservation.beslut_id,
        "reservation": reservation.pk,
        "rostning": reservation.beslut.omrostning_id,
        "uppdrag": mote.bo.pk,
    }


def make_klient(konto: Konto | None) -> Client:
    klient = Client(raise_request_exception=False)
    if konto is not None:
        klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def alla_namn(resolver: URLResolver | None = None, prefix: str = "") -> set[str]:
    """Every name that the project's addresses have; one without a name cannot be in the table and is shown as such."""
    namn = set()
    for rad in (resolver or get_resolver()).url_patterns:
        if isinstance(rad, URLPattern):
            namn.add(f"{prefix}{rad.name or f'utan namn: {rad.pattern}'}")
        else:
            namn |= alla_namn(rad, f"{prefix}{rad.namespace}:" if rad.namespace else prefix)
    return namn


def adress(namn: str, slug: str, varden: dict[str, str], ids: dict[str, int]) -> str:
    """The row's address; a value that names no object is meant as it stands (an act, a step)."""
    bana, _, fraga = namn.partition("?")
    vag = reverse(bana, kwargs={"slug": slug} | {k: ids.get(v, v) for k, v in varden.items()})
    return f"{vag}?{fraga}" if fraga else vag


def las_ut(svar: HttpResponse) -> HttpResponse:
    """A file that is answered is open until it has been read."""
    if svar.streaming:
        b"".join(svar.streaming_content)
    return svar
