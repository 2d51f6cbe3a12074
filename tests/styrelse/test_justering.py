"""To justera § by §, to give one back, and to seal it all (R27, R119)."""

import threading
from collections import Counter
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from pypdf import PdfReader

from forbund.diarium.models import Handling
from forbund.grund import dates, filer, tenancy, utskick
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.models import Handelse, Jobb, Utskick
from forbund.register.states import Roll
from forbund.styrelse import arendeslag
from forbund.styrelse.actions import justering as actions
from forbund.styrelse.actions import protokoll as protokollet
from forbund.styrelse.models import Aterlamning, Beslut, Justering, Protokoll, Punkt
from forbund.styrelse.queries.justering import justeringslage
from tests.factories import make_forbund, make_konto, make_konto_med, make_uppdrag
from tests.styrelse import fabrik_protokoll

TRE = ("anna", "bo", "cecilia")


@pytest.fixture
def chef(forbundet):
    return make_konto_med(forbundet, Roll.FORBUNDSCHEF)


@pytest.fixture
def mote(forbundet):
    return fabrik_protokoll.make_fullt_mote(arenden=1)


@pytest.fixture
def protokoll(mote, chef) -> Protokoll:
    return fabrik_protokoll.make_utsant(mote, chef)


@pytest.fixture
def verkade(monkeypatch) -> list[Beslut]:
    """Decisions whose effect was run, in the order it was."""
    korda: list[Beslut] = []
    monkeypatch.setattr(arendeslag.Ovrigt, "verkan", lambda self, beslut: korda.append(beslut))
    return korda


def alla(protokoll: Protokoll) -> list[int]:
    return [int(punkt_id) for punkt_id in protokoll.fakta["behoriga"]]


def justera(protokoll: Protokoll, mote, namn: str, punkter: list[int] | None = None, **over) -> Protokoll:
    falt = {"punkter": alla(protokoll) if punkter is None else punkter, "sha256": protokoll.sha256, "skal": {}}
    return actions.justera(protokoll.pk, by=mote.konto(namn), **{**falt, **over})


def aterlamna(protokoll: Protokoll, mote, namn: str, punkt_id: int, text: str = "Fel år.") -> Aterlamning:
    return actions.aterlamna(protokoll.pk, punkt_id=punkt_id, text=text, by=mote.konto(namn), skal={})


def sand_ut_igen(mote, chef) -> Protokoll:
    return fabrik_protokoll.make_utsant(mote, chef)


def kvar(protokoll: Protokoll, uppdrag) -> list[int]:
    return sorted(justeringslage(protokoll).kvar_for([uppdrag.person_id]))


# --- the mails


def test_only_the_mails_of_the_edition_that_is_out_are_sent(protokoll, mote, chef):
    slag = utskick._slag["styrelse.justera"]

    def galler() -> dict[str, int]:
        rader = Utskick.objects.filter(slag="styrelse.justera").select_related("konto")
        return dict(Counter(rad.nyckel.partition(":")[0] for rad in rader if slag.giltigt(protokoll.pk, rad)))

    ett = galler()
    aterlamna(protokoll, mote, "bo", alla(protokoll)[0])
    sand_ut_igen(mote, chef)
    assert (ett, galler()) == ({"justera": 3, "justera-paminn": 3}, {"justera": 3, "justera-paminn": 3})


# --- who, and what


def test_one_act_justerar_all_mine_and_only_mine(protokoll, mote, verkade):
    efter = justera(protokoll, mote, "bo")
    assert (efter.status, verkade) == ("utsant", [])
    rader = Justering.objects.all()
    assert {(r.uppdrag_id, r.sha256) for r in rader} == {(mote.bo.pk, protokoll.sha256)}
    assert (kvar(protokoll, mote.bo), kvar(protokoll, mote.anna)) == ([], alla(protokoll))


@pytest.mark.regel("R119", sida="forsta_vagrade")
def test_a_ledamot_who_is_no_justerare_is_refused(protokoll, mote):
    with pytest.raises(Regelbrott) as brott:
        justera(protokoll, mote, "david")
    assert (brott.value.regel, Justering.objects.count()) == ("R119", 0)


def test_a_justerare_who_was_javig_leaves_that_paragraph_to_the_others(mote, chef):
    punkt = mote.sammantrade.punkter.get(slag="arende")
    punkt.jav.create(uppdrag=mote.bo, grund="1", anmald=dates.nu())
    protokoll = fabrik_protokoll.make_utsant(mote, chef)
    with pytest.raises(Regelbrott):
        justera(protokoll, mote, "bo", [punkt.pk])
    justera(protokoll, mote, "bo", [p for p in alla(protokoll) if p != punkt.pk])
    justera(protokoll, mote, "cecilia")
    assert justera(protokoll, mote, "anna").status == "justerat"


def test_those_without_the_right_do_not_justera(protokoll, mote, chef):
    with pytest.raises(SaknarRatt):
        actions.justera(protokoll.pk, punkter=alla(protokoll), sha256=protokoll.sha256, by=chef, skal={})
    with pytest.raises(SaknarRatt):
        actions.aterlamna(protokoll.pk, punkt_id=alla(protokoll)[0], text="Fel.", by=chef, skal={})


def test_the_same_person_elected_again_still_justerar(protokoll, mote):
    """The uppdrag of the sammanträde has ended, the person has a new one: the person led or was chosen."""
    gammalt = mote.bo
    gammalt.till = dates.idag() - timedelta(days=1)
    gammalt.save()
    konto = make_konto()
    gammalt.person.konto = konto
    gammalt.person.save()
    make_uppdrag(Roll.LEDAMOT, gammalt.person, medlem=gammalt.medlem)
    actions.justera(protokoll.pk, punkter=alla(protokoll), sha256=protokoll.sha256, by=konto, skal={})
    assert set(Justering.objects.values_list("uppdrag", flat=True)) == {gammalt.pk}


def test_nothing_chosen_or_a_foreign_point_is_no_justering(protokoll, mote):
    for punkter in ([], [0]):
        with pytest.raises(Ogiltig):
            justera(protokoll, mote, "bo", punkter)


def test_twice_is_once(protokoll, mote):
    justera(protokoll, mote, "bo")
    with pytest.raises(Upptaget):
        justera(protokoll, mote, "bo")
    assert Justering.objects.count() == len(alla(protokoll))


def test_what_was_read_must_be_what_is_out(protokoll, mote, chef):
    with pytest.raises(Upptaget):
        justera(protokoll, mote, "bo", sha256="0" * 64)
    protokollet.ta_tillbaka(protokoll.pk, by=chef)
    with pytest.raises(Upptaget):
        justera(protokoll, mote, "bo")
    oskriven = fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    with pytest.raises(Upptaget):
        justera(oskriven, mote, "bo", sha256="")


# --- late


@pytest.mark.parametrize(("dagar", "sent"), [(14, False), (15, True)])
def test_a_late_justering_is_valid_with_its_reason(forbundet, chef, dagar, sent):
    mote = fabrik_protokoll.make_fullt_mote(arenden=0, for_dagar_sedan=dagar)
    protokoll = fabrik_protokoll.make_utsant(mote, chef)
    if sent:
        with pytest.raises(VarningUtanSkal) as varning:
            justera(protokoll, mote, "bo")
        assert [v.regel for v in varning.value.varningar] == ["R27"]
        assert Justering.objects.count() == 0
    justera(protokoll, mote, "bo", skal={"R27": "Justeraren var sjuk."})
    assert Justering.objects.count() == len(alla(protokoll))
    skalen = next(h.skal for h in tenancy.aktivt().vantande if h.typ == "paragrafer_justerade")
    assert skalen == ({"R27": "Justeraren var sjuk."} if sent else {})


# --- given back


def test_a_paragraph_given_back_opens_the_protokoll_and_keeps_what_stands(protokoll, mote, chef):
    forsta, andra = alla(protokoll)[:2]
    justera(protokoll, mote, "cecilia")
    aterlamna(protokoll, mote, "bo", forsta)
    protokoll.refresh_from_db()
    assert protokoll.status == "utkast"
    punkt = Punkt.objects.get(pk=forsta)
    protokollet.skriv_text(forsta, text="Rättat.", version=punkt.version, by=chef, skal={})
    ny = sand_ut_igen(mote, chef)
    assert (kvar(ny, mote.cecilia), andra in kvar(ny, mote.bo)) == ([forsta], True)
    assert Aterlamning.objects.get().atgardad == ny.utsant


def test_one_who_gives_back_what_was_signed_signs_it_again(protokoll, mote, chef):
    forsta = alla(protokoll)[0]
    justera(protokoll, mote, "bo")
    aterlamna(protokoll, mote, "bo", forsta)
    ny = sand_ut_igen(mote, chef)
    assert kvar(ny, mote.bo) == [forsta]
    with dates.klockan(dates.nu() + timedelta(minutes=1)):
        justera(ny, mote, "bo", [forsta])
    assert kvar(ny, mote.bo) == []


def test_several_remarks_come_in_one_round(protokoll, mote, chef):
    forsta, andra = alla(protokoll)[:2]
    aterlamna(protokoll, mote, "bo", forsta)
    aterlamna(protokoll, mote, "cecilia", andra)
    assert sorted(Aterlamning.objects.values_list("punkt", flat=True)) == [forsta, andra]


def test_a_remark_says_what_and_comes_from_a_justerare(protokoll, mote):
    forsta = alla(protokoll)[0]
    with pytest.raises(Ogiltig):
        aterlamna(protokoll, mote, "bo", forsta, " ")
    with pytest.raises(Regelbrott) as brott:
        aterlamna(protokoll, mote, "bo", forsta, "Gäller 19811218-9876.")
    assert brott.value.regel == "R57"
    with pytest.raises(Regelbrott):
        aterlamna(protokoll, mote, "david", forsta)
    assert Aterlamning.objects.count() == 0


# --- the seal


def test_the_last_justering_seals_everything_and_lets_the_decisions_work_once(protokoll, mote, verkade):
    for namn in TRE[:2]:
        assert justera(protokoll, mote, namn).status == "utsant"
    assert (verkade, Punkt.objects.filter(justerad__isnull=False).count()) == ([], 0)
    sista = justera(protokoll, mote, "cecilia", alla(protokoll)[1:])
    assert (sista.status, verkade) == ("utsant", [])
    sista = justera(protokoll, mote, "cecilia", alla(protokoll)[:1])
    beslut = Beslut.objects.get()
    assert (sista.status, verkade) == ("justerat", [beslut])
    assert beslut.verkan_kord == sista.justerat == beslut.punkt.justerad
    assert set(mote.sammantrade.punkter.values_list("justerad", flat=True)) == {sista.justerat}
    assert Jobb.objects.filter(namn="styrelse.rendera_justerat_protokoll", objekt_id=protokoll.pk).count() == 1
    with pytest.raises(Regelbrott) as brott:
        justera(protokoll, mote, "anna")
    assert (brott.value.regel, len(verkade)) == ("R28", 1)


def test_what_fails_in_the_effect_undoes_the_justering(protokoll, mote, monkeypatch):
    def brister(self, beslut):
        raise ZeroDivisionError

    monkeypatch.setattr(arendeslag.Ovrigt, "verkan", brister)
    for namn in TRE[:2]:
        justera(protokoll, mote, namn)
    with pytest.raises(ZeroDivisionError), tenancy.savepunkt():
        justera(protokoll, mote, "cecilia")
    protokoll.refresh_from_db()
    assert (protokoll.status, Justering.objects.filter(uppdrag=mote.cecilia).count()) == ("utsant", 0)


@pytest.mark.django_db(transaction=True)
def test_the_justerat_protokoll_names_its_justerare_its_file_and_the_log():
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        mote = fabrik_protokoll.make_fullt_mote(arenden=1)
        chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
        protokoll = fabrik_protokoll.make_utsant(mote, chef)
        for namn in TRE:
            protokoll = justera(protokoll, mote, namn)
    with tenancy.in_forbund(forbund.pk):
        slutligt = actions.rendera_justerat(protokoll.pk)
        assert actions.rendera_justerat(protokoll.pk).slutlig_handling == slutligt.slutlig_handling
        handling = slutligt.slutlig_handling
        fil = filer.vag(handling.sha256).read_bytes()
        handelse = Handelse.objects.get(typ="protokoll_justerat")
        assert (handling.synlighet, handling.fryst is not None, Handling.objects.count()) == ("oppen", True, 2)
    text = PdfReader(BytesIO(fil)).pages[-1].extract_text().replace("\n", "")
    for del_ in (protokoll.sha256, handelse.hash, f"Händelse {handelse.nummer}", "Anna Berg", "Bo Ek", "Cecilia Fors"):
        assert text.count(del_) == 1, del_


def test_a_protokoll_that_is_not_justerat_has_no_final_paper(protokoll):
    assert actions.rendera_justerat(protokoll.pk).slutlig_handling is None
    assert Handling.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_three_at_the_same_instant_seal_once():
    """Each in a transaction of its own: one of them seals the protokoll, and the effect runs once."""
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        mote = fabrik_protokoll.make_fullt_mote(arenden=1)
        protokoll = fabrik_protokoll.make_utsant(mote, make_konto_med(forbund, Roll.FORBUNDSCHEF))
        konton = [mote.konto(namn) for namn in TRE]
    start, utfall = threading.Barrier(3), []

    def kor(konto) -> None:
        try:
            with tenancy.in_forbund(forbund.pk):
                start.wait(20)
                punkter = alla(protokoll)
                efter = actions.justera(protokoll.pk, punkter=punkter, sha256=protokoll.sha256, by=konto, skal={})
                utfall.append(efter.status)
        finally:
            connection.close()

    tradar = [threading.Thread(target=kor, args=(konto,)) for konto in konton]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(60)
    with tenancy.in_forbund(forbund.pk):
        protokoll.refresh_from_db()
        assert (sorted(utfall), protokoll.status) == (["justerat", "utsant", "utsant"], "justerat")
        assert Jobb.objects.filter(namn="styrelse.rendera_justerat_protokoll").count() == 1
        assert Handelse.objects.filter(typ="protokoll_justerat").count() == 1
