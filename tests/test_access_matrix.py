"""Every address of the house × everyone who may come → what is answered.

One row for each address (and for each kind of object or act behind it). `las` may GET and `skriv` may POST; to the
rest it is 403, or 404 for those in `dold`, who may not know that the object is there. A new address without a row
fails.
"""

from dataclasses import dataclass, field, replace

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from beredning.views.akter import KANSLIETS, UTKASTETS
from beredning.visning import STEGEN
from forbund.register.states import Roll
from forbund.styrelse.models import Beslut, Omrostning, Punkt, Reservation, Yrkande
from forbund.styrelse.views.mote_former import AKTER
from tests import matris as m
from tests.matris import ANNAN_PART, ANNAT_FORBUND, MANDAT, UTAN_INLOGGNING, Scen

pytestmark = pytest.mark.django_db
INNE = {200, 204, 302, 409, 422}  # let in; what the rules then say of an empty form is tested where the rules are

LASARE = frozenset({Roll.REVISOR, Roll.GRANSKARE, MANDAT})
ALLA = frozenset({*Roll, ANNAN_PART, MANDAT})
SKRIVANDE = ALLA - LASARE
PARTEN = frozenset({Roll.PARTSFORETRADARE})
PARTER = PARTEN | {ANNAN_PART}
BEREDNINGEN = ALLA - {Roll.MEDLEMSREPRESENTANT}
STYRELSEN = BEREDNINGEN - PARTER
KANSLIET = frozenset({Roll.FORBUNDSCHEF, Roll.HANDLAGGARE})
DIARIET = KANSLIET | {Roll.REGISTRATOR}
KALLAR = frozenset({Roll.FORBUNDSCHEF, Roll.ORDFORANDE})
LEDAMOTER = frozenset({Roll.ORDFORANDE, Roll.VICE, Roll.LEDAMOT})
JUSTERAR = LEDAMOTER | {Roll.ERSATTARE}
LOGGEN = LASARE | {Roll.FORBUNDSCHEF}
UTOM_SKRIVAREN = BEREDNINGEN - PARTEN
INGEN: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rad:
    namn: str
    las: frozenset[str] = INGEN
    skriv: frozenset[str] = INGEN
    dold: frozenset[str] = INGEN
    data: dict[str, str] = field(default_factory=dict)
    varden: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join([self.namn, *self.varden.values()])

    def ratt(self, metod: str) -> frozenset[str]:
        return self.las if metod == "GET" else self.skriv

    @property
    def metoder(self) -> list[str]:
        return [metod for metod in ("GET", "POST") if self.ratt(metod)]


def rad(namn: str, las=INGEN, skriv=INGEN, dold=INGEN, data=None, **varden: str) -> Rad:
    return Rad(namn, las, skriv, dold, data or {}, varden)


def sammantrade(namn: str, las=INGEN, skriv=INGEN, pk="planerat", **varden) -> Rad:
    return rad(f"styrelse:{namn}", las, skriv, pk=pk, **varden)


def punkt(namn: str, las=INGEN, skriv=INGEN, pk="planerat", punkt_id="planerad", **varden) -> Rad:
    return sammantrade(namn, las, skriv, pk=pk, punkt_id=punkt_id, **varden)


def utkast(namn: str, las=INGEN, skriv=INGEN, **varden) -> Rad:
    return rad(f"beredning:{namn}", las, skriv, UTOM_SKRIVAREN, pk="utkast", **varden)


def inlamnat(namn: str, las=INGEN, skriv=INGEN, **varden) -> Rad:
    return rad(f"beredning:{namn}", las, skriv, frozenset({ANNAN_PART}), pk="inlamnat", **varden)


TABELL = [
    rad("register:oversikt", ALLA),
    rad("register:sok", ALLA),
    rad("schema", ALLA),
    rad("tillsyn:logg", LOGGEN),
    rad("frister:utkorg", DIARIET),
    rad("frister:skicka_igen", skriv=DIARIET, pk="utskick"),
    rad("diarium:arenden", STYRELSEN),
    rad("diarium:arende_nytt", DIARIET, DIARIET),
    rad("diarium:arende", STYRELSEN, pk="arende"),
    rad("diarium:handling_ny", skriv=DIARIET, pk="arende"),
    rad("diarium:arende_avsluta", DIARIET, DIARIET, pk="arende"),
    rad("diarium:arende_ateroppna", skriv=DIARIET, pk="arende"),
    rad("diarium:handling", STYRELSEN, dold=ALLA - STYRELSEN, pk="handling"),
    rad("diarium:bedom", DIARIET, DIARIET, pk="handling"),
    rad("diarium:kontrollera_igen", skriv=DIARIET, pk="handling"),
    rad("diarium_api:arenden", STYRELSEN),
    rad("diarium_api:arende", STYRELSEN, pk="arende"),
    rad("diarium_api:handlingar", STYRELSEN, pk="arende"),
    rad("insatser:lista", ALLA),
    rad("insatser:insats", ALLA, pk="insats"),
    rad("insatser_api:insatser", ALLA),
    rad("insatser_api:insats", ALLA, pk="insats"),
    rad("beredning:lista", BEREDNINGEN),
    rad("beredning:nytt", PARTER, PARTER),
    rad("beredning:forslag", BEREDNINGEN, pk="fragat"),
    rad("beredning:jamfor?fran=1&till=1", BEREDNINGEN, pk="fragat"),
    rad("beredning:stallning", KANSLIET | PARTEN, KANSLIET | PARTEN, pk="fragat", stallning_id="stallning"),
    inlamnat("forslag", BEREDNINGEN - {ANNAN_PART}),
    inlamnat("jamfor?fran=1&till=1", BEREDNINGEN - {ANNAN_PART}),
    inlamnat("redigera", PARTEN),
    inlamnat("steg", PARTEN, PARTEN, steg="behov"),
    *(inlamnat("akt", KANSLIET, KANSLIET, akt=akt) for akt in sorted(KANSLIETS)),
    inlamnat("akt", PARTEN, PARTEN, akt="aterta"),
    utkast("forslag", PARTEN),
    utkast("redigera", PARTEN),
    utkast("kontroll", PARTEN),
    utkast("summor", skriv=PARTEN),
    *(utkast("steg", PARTEN, PARTEN, steg=steg) for steg in STEGEN),
    *(utkast("akt", PARTEN, PARTEN, akt=akt) for akt in ("lamna-in", "kasta", *sorted(UTKASTETS))),
    rad("beredning_api:forslag_lista", BEREDNINGEN),
    rad("beredning_api:forslag", BEREDNINGEN, pk="fragat"),
    rad("beredning_api:forslag", PARTEN, dold=UTOM_SKRIVAREN, pk="utkast"),
    rad("beredning_api:stallningstaganden", BEREDNINGEN, pk="fragat"),
    rad("beredning_api:stallningstaganden", PARTEN, dold=UTOM_SKRIVAREN, pk="utkast"),
    rad(
        "beredning_api:svara",
        skriv=KANSLIET | PARTEN,
        pk="stallning",
        data={"svar": "tillstyrker", "text": "Ja.", "version": "1"},
    ),
    rad("styrelse_api:sammantraden", STYRELSEN),
    rad("styrelse_api:sammantrade", STYRELSEN, pk="avslutat"),
    rad("styrelse:sammantraden", STYRELSEN),
    rad("styrelse:sammantrade_nytt", KALLAR, KALLAR),
    sammantrade("sammantrade", STYRELSEN),
    sammantrade("sammantrade_andra", KALLAR, KALLAR),
    sammantrade("sammantrade_stall_in", KALLAR, KALLAR),
    sammantrade("vack_arende", KANSLIET | LEDAMOTER, KANSLIET | LEDAMOTER),
    sammantrade("foredragningslista", KALLAR),
    *(sammantrade(n, skriv=KALLAR) for n in ("ordna", "lagg_till_arende", "nytt_ovrigt_arende", "ny_punkt")),
    punkt("punkt", KALLAR, KALLAR),
    *(punkt(namn, skriv=KALLAR) for namn in ("punkt_upp", "punkt_ned", "punkt_hamta_underlag")),
    punkt("punkt_ta_bort", STYRELSEN, KALLAR),
    sammantrade("kallelse", KALLAR),
    sammantrade("kallelse_pdf", KALLAR),
    sammantrade("kallelse_publicera", KALLAR, KALLAR),
    sammantrade("mote", STYRELSEN, pk="kallat"),
    *(sammantrade("mote_akt", skriv=LEDAMOTER, pk="kallat", akt=a) for a in ("oppna", "ajournera", "avsluta")),
    *(
        sammantrade("mote_akt_objekt", skriv=LEDAMOTER, pk="kallat", akt=akt, objekt="uppsatt")
        for akt in ("punkt-oppna", "punkt-avsluta", "overlaggning-slut", "overlaggning-igen", "klubba")
    ),
    sammantrade("protokoll", STYRELSEN, pk="avslutat"),
    sammantrade("protokoll_sand_ut", KANSLIET, KANSLIET, pk="avslutat"),
    sammantrade("protokoll_ta_tillbaka", skriv=KANSLIET, pk="avslutat"),
    sammantrade("protokoll_justera", JUSTERAR, JUSTERAR, pk="avslutat"),
    sammantrade("protokoll_pa_papper", KANSLIET, KANSLIET, pk="avslutat", uppdrag_id="uppdrag"),
    sammantrade(
        "reservation_motivera",
        STYRELSEN,
        KANSLIET | {Roll.LEDAMOT},  # she who reserved herself, or the one who keeps the protokoll for her
        pk="avslutat",
        reservation_id="reservation",
        data={"text": "Jag hade velat vänta."},
    ),
    punkt("protokoll_text", KANSLIET, KANSLIET, "avslutat", "paragraf"),
    punkt("protokoll_aterlamna", JUSTERAR, JUSTERAR, "avslutat", "paragraf"),
    punkt("protokoll_rattelse", KANSLIET, KANSLIET, "avslutat", "paragraf"),
    punkt("protokoll_utdrag", STYRELSEN, INGEN, "avslutat", "paragraf"),
]
VID_AKT = {
    None: ("kallat", ""),
    Punkt: ("kallat", "uppsatt"),
    Yrkande: ("kallat", "yrkande"),
    Omrostning: ("avslutat", "rostning"),
    Beslut: ("avslutat", "beslut"),
    Reservation: ("avslutat", "reservation"),
}


@dataclass
class Matris:
    """The two förbund, and a browser for everyone who may come to the first."""

    eget: Scen
    annat: Scen
    klienter: dict[str, Client]

    def prova(self, rad: Rad, metod: str, vem: str, ids: dict[str, int] | None = None) -> int:
        """The answer's code. The savepoint undoes what was written, and a revisor's read-only mode with it."""
        vag = m.adress(rad.namn, self.eget.forbund.slug, rad.varden, ids or self.eget.ids)
        with transaction.atomic():
            svar = self._sand(vag, metod, vem, rad.data)
            transaction.set_rollback(True)
        return svar.status_code

    def _sand(self, vag: str, metod: str, vem: str, data: dict[str, str]) -> HttpResponse:
        klient, typ = self.klienter[vem], {"content_type": "application/json"} if "/api/" in vag else {}
        return m.las_ut(klient.get(vag) if metod == "GET" else klient.post(vag, data, **typ))


@pytest.fixture(scope="module")
def matris(django_db_setup, django_db_blocker):
    """Built once; every request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        eget, annat = m.make_scen(), m.make_scen()
        konton = {**eget.konton, ANNAT_FORBUND: annat.konton[Roll.FORBUNDSCHEF], UTAN_INLOGGNING: None}
        yield Matris(eget, annat, {vem: m.make_klient(konto) for vem, konto in konton.items()})
        transaction.set_rollback(True)


def vantat(rad: Rad, metod: str, vem: str) -> set[int]:
    if vem == UTAN_INLOGGNING:
        return {401} if "api" in rad.namn or rad.namn == "schema" else {302} if metod == "GET" else {401}
    if vem == ANNAT_FORBUND:
        return {404}
    if metod == "POST" and vem in LASARE:
        return {403}
    if vem in rad.ratt(metod):
        return INNE
    return {404} if vem in rad.dold else {403}


@pytest.mark.parametrize("rad", TABELL, ids=str)
def test_everyone_gets_the_answer_of_the_table(matris, rad):
    fel = {
        (metod, str(vem)): kod
        for metod in rad.metoder
        for vem in matris.klienter
        if (kod := matris.prova(rad, metod, vem)) not in vantat(rad, metod, vem)
    }
    assert fel == {}


@pytest.mark.parametrize("rad", [r for r in TABELL if len(r.metoder) == 1], ids=str)
def test_a_method_that_the_table_does_not_name_is_refused(matris, rad):
    annan = "GET" if rad.metoder == ["POST"] else "POST"
    vem = min(rad.ratt(rad.metoder[0]) - LASARE)
    assert matris.prova(rad, annan, vem) == 405


def prover(ratt: frozenset[str], metod: str) -> list[str]:
    """One who writes, and one who only reads where that is let in."""
    grupper = [ratt - LASARE, ratt & LASARE if metod == "GET" else INGEN]
    return [min(grupp) for grupp in grupper if grupp]


@pytest.mark.parametrize("rad", [r for r in TABELL if set(r.varden) - {"akt", "steg"}], ids=str)
def test_an_object_of_another_forbund_is_not_found(matris, rad):
    egna, andras = matris.eget.ids, matris.annat.ids
    byten = [andras, *({**egna, namn: andras[namn]} for namn in rad.varden.values() if namn in andras)]
    fel = {
        (metod, str(vem)): kod
        for metod in rad.metoder
        for vem in prover(rad.ratt(metod), metod)
        for ids in byten[: 1 if len(byten) == 2 else None]
        if (kod := matris.prova(rad, metod, vem, ids)) != 404
    }
    assert fel == {}


def test_one_without_the_right_cannot_try_which_objects_exist(matris):
    ids = dict.fromkeys(matris.eget.ids, 999_999_999)
    vem = Roll.MEDLEMSREPRESENTANT
    proven = [(r, metod) for r in TABELL for metod in r.metoder if vem not in r.ratt(metod) | r.dold]
    assert [(str(r), metod) for r, metod in proven if matris.prova(r, metod, vem, ids) != 403] == []


def test_every_address_has_a_row():
    assert m.alla_namn() == {rad.namn.partition("?")[0] for rad in TABELL} | m.INLOGGNINGENS | m.OPPNA | set(m.EGNA)


@pytest.mark.parametrize(("namn", "metod"), m.EGNA.items())
def test_what_is_ones_own_asks_for_login(matris, namn, metod):
    vag = reverse(namn, kwargs={"pk": matris.eget.ids["nyckel"]} if namn == "register:aterkalla_nyckel" else {})
    svar = matris.klienter[UTAN_INLOGGNING].generic(metod, vag)
    assert (svar.status_code, svar.url.partition("?")[0]) == (302, reverse("account_login"))


@pytest.mark.parametrize("vem", [Roll.HANDLAGGARE, MANDAT, ANNAT_FORBUND])
def test_anothers_key_is_not_found(matris, vem):
    vag = reverse("register:aterkalla_nyckel", kwargs={"pk": matris.eget.ids["nyckel"]})
    assert matris.klienter[vem].post(vag).status_code == 404


@pytest.mark.parametrize("akt", AKTER)
def test_an_act_is_refused_to_one_who_only_reads_the_board_and_finds_nothing_of_another_forbund(matris, akt):
    pk, objekt = VID_AKT[AKTER[akt].modell]
    varden = {"objekt": objekt} if objekt else {}
    rad_ = sammantrade("mote_akt_objekt" if objekt else "mote_akt", pk=pk, akt=akt, **varden)
    andras, egna = matris.annat.ids, matris.eget.ids
    assert matris.prova(rad_, "POST", Roll.EKONOM) == 403
    assert matris.prova(rad_, "POST", Roll.ORDFORANDE) in INNE
    for namn in filter(None, (pk, objekt)):
        assert matris.prova(rad_, "POST", Roll.ORDFORANDE, {**egna, namn: andras[namn]}) == 404


@pytest.mark.parametrize("vem", [Roll.EKONOM, Roll.VICE])
def test_who_may_not_write_a_ground_is_told_so_before_what_is_written_is_read(matris, vem):
    tom = replace(next(r for r in TABELL if r.namn.endswith("reservation_motivera")), data={"text": ""})
    assert (matris.prova(tom, "POST", vem), matris.prova(tom, "POST", Roll.LEDAMOT)) == (403, 422)
