"""To write beside the facts, to send out, and to print once."""

import hashlib
from datetime import timedelta

import pytest
from celery import current_app

from forbund.diarium.models import Handling
from forbund.grund import dates, filer, pdf, queue, tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.models import Handelse, Jobb
from forbund.register.states import Roll
from forbund.styrelse.actions import justering
from forbund.styrelse.actions import protokoll as actions
from forbund.styrelse.models import Justering, Protokoll, Punkt
from forbund.styrelse.pdf.protokollsblad import fran_json
from tests.factories import make_forbund, make_konto_med
from tests.styrelse import fabrik_protokoll


@pytest.fixture
def chef(forbundet):
    return make_konto_med(forbundet, Roll.FORBUNDSCHEF, namn="Sara Tall")


@pytest.fixture
def mote(forbundet):
    return fabrik_protokoll.make_fullt_mote()


def skriv(punkt: Punkt, text: str, by, version: int = 1, **skal) -> Punkt:
    return actions.skriv_text(punkt.pk, text=text, version=version, by=by, skal=skal)


def en_punkt(mote) -> Punkt:
    return mote.sammantrade.punkter.filter(slag="arende").order_by("paragraf").first()


# --- the words beside the facts


def test_text_is_stored_tidied_and_logged(mote, chef):
    punkt = skriv(en_punkt(mote), "  En rad.  \nEn till.\n\n", chef)
    assert (punkt.notering, punkt.version) == ("En rad.\nEn till.", 2)
    tenancy.aktivt()
    assert [(h.typ, h.efter) for h in tenancy.aktivt().vantande][-1] == (
        "protokollstext_skriven",
        {"text": "En rad.\nEn till."},
    )


def test_a_stale_text_is_shown_beside_the_new_one(mote, chef):
    punkt = skriv(en_punkt(mote), "Min text.", chef)
    with pytest.raises(Upptaget) as fel:
        skriv(punkt, "Din text.", chef, version=1)
    assert (fel.value.ditt, fel.value.deras) == (
        {"Text i protokollet": "Din text."},
        {"Text i protokollet": "Min text."},
    )


def test_only_those_who_keep_the_protokoll_write_in_it(mote, forbundet):
    with pytest.raises(SaknarRatt):
        skriv(en_punkt(mote), "Text.", mote.konto("anna"))


def test_a_personnummer_is_refused_and_ten_digits_want_a_reason(mote, chef):
    with pytest.raises(Regelbrott) as brott:
        skriv(en_punkt(mote), "Deltagaren 19811218-9876 nämndes.", chef)
    assert brott.value.regel == "R57"
    with pytest.raises(VarningUtanSkal):
        skriv(en_punkt(mote), "Ring 8112189876.", chef)
    assert en_punkt(mote).notering == ""
    assert skriv(en_punkt(mote), "Ring 8112189876.", chef, R57="Ett telefonnummer.").notering == "Ring 8112189876."


def test_the_text_is_closed_while_the_protokoll_is_out(mote, chef):
    protokoll = fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    with pytest.raises(Upptaget):
        skriv(en_punkt(mote), "För sent.", chef)
    actions.ta_tillbaka(protokoll.pk, by=chef)
    assert skriv(en_punkt(mote), "I tid.", chef).notering == "I tid."


# --- sending out


def test_sending_out_freezes_the_facts_and_promises_a_pdf(mote, chef):
    protokoll = fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    assert (protokoll.status, protokoll.version, protokoll.sha256, protokoll.handling) == ("utsant", 1, "", None)
    assert fran_json(protokoll.fakta["blad"]).spann == "§§\u00a036–44"
    assert list(Jobb.objects.values_list("namn", "objekt_id")) == [("styrelse.rendera_protokoll", protokoll.pk)]
    mote.sammantrade.refresh_from_db()
    arende = mote.sammantrade.arende
    assert (arende.slag, arende.rubrik) == (
        "sammantrade",
        f"Styrelsens sammanträde {dates.visa_dag(mote.sammantrade.dag)}",
    )


def test_the_ones_who_justerar_each_paragraph_are_frozen_too(mote, chef):
    Punkt.objects.filter(pk=en_punkt(mote).pk).update(motesordforande=mote.bo)
    en_punkt(mote).jav.create(uppdrag=mote.cecilia, grund="1", anmald=dates.nu())
    protokoll = fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    per_punkt = {n: set(alla.values()) for n, alla in protokoll.fakta["behoriga"].items()}
    javspunkt = str(en_punkt(mote).pk)
    assert per_punkt.pop(javspunkt) == {mote.bo.pk}
    assert set(map(frozenset, per_punkt.values())) == {frozenset({mote.anna.pk, mote.bo.pk, mote.cecilia.pk})}


@pytest.mark.parametrize("status", ["pagar", "ajournerat"])
def test_an_ongoing_sammantrade_has_no_protokoll_to_send(mote, chef, status):
    mote.sammantrade.status = status
    mote.sammantrade.save()
    with pytest.raises(Ogiltig):
        actions.sand_ut(mote.sammantrade.pk, by=chef)


def test_an_incomplete_protokoll_stays(mote, chef):
    mote.sammantrade.justerare.all().delete()
    with pytest.raises(Regelbrott) as brott:
        actions.sand_ut(mote.sammantrade.pk, by=chef)
    assert (brott.value.regel, brott.value.text) == (
        "R26",
        "Protokollet är inte fullständigt. Ingen justerare är vald. § 39: beslutet saknas.",
    )
    assert Protokoll.objects.count() == 0


def test_only_those_who_keep_the_protokoll_send_it(mote):
    with pytest.raises(SaknarRatt):
        actions.sand_ut(mote.sammantrade.pk, by=mote.konto("anna"))


def test_what_is_out_is_not_sent_again(mote, chef):
    fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    with pytest.raises(Upptaget):
        actions.sand_ut(mote.sammantrade.pk, by=chef)


def test_a_second_edition_has_a_number_and_a_paper_of_its_own(mote, chef):
    forsta = fabrik_protokoll.make_utsant(mote, chef)
    sha256 = forsta.sha256
    actions.ta_tillbaka(forsta.pk, by=chef)
    andra = fabrik_protokoll.make_utsant(mote, chef)
    assert (andra.pk, andra.version, [u["nr"] for u in andra.fakta["utgavor"]]) == (forsta.pk, 2, [1])
    assert andra.fakta["utgavor"][0]["sha256"] == sha256 != andra.sha256
    assert list(Handling.objects.order_by("nummer").values_list("rubrik", flat=True)) == [
        f"Protokoll {dates.visa_dag(mote.sammantrade.dag)}, utsänt för justering ({nr})" for nr in (1, 2)
    ]


# --- the paper


def test_the_hash_is_that_of_the_stored_file(mote, chef):
    protokoll = fabrik_protokoll.make_utsant(mote, chef)
    assert hashlib.sha256(filer.vag(protokoll.sha256).read_bytes()).hexdigest() == protokoll.sha256
    handling = protokoll.handling
    assert (handling.sha256, handling.synlighet, handling.fryst is not None) == (protokoll.sha256, "styrelse", True)


def test_printing_twice_keeps_one_paper(mote, chef):
    protokoll = fabrik_protokoll.make_utsant(mote, chef)
    assert actions.rendera_utsant(protokoll.pk).sha256 == protokoll.sha256
    assert Handling.objects.count() == 1


def test_a_protokoll_taken_back_before_it_was_printed_is_not_printed(mote, chef):
    protokoll = fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    actions.ta_tillbaka(protokoll.pk, by=chef)
    assert actions.rendera_utsant(protokoll.pk).handling is None
    assert Handling.objects.count() == 0


@pytest.mark.parametrize("demo", [True, False])
def test_without_pango_the_demo_goes_on_with_a_page_and_others_wait(mote, chef, settings, monkeypatch, demo):
    def saknas():
        raise pdf.PdfSaknas

    monkeypatch.setattr(pdf, "_weasyprint", saknas)
    settings.DEMO = demo
    if not demo:
        with pytest.raises(pdf.PdfSaknas):
            fabrik_protokoll.make_utsant(mote, chef)
        return
    handling = fabrik_protokoll.make_utsant(mote, chef).handling
    text = filer.vag(handling.sha256).read_text()
    assert (handling.medietyp, handling.filnamn[-14:]) == ("text/html", "-utsant-1.html")
    assert text.count("biblioteket Pango saknas") == text.count("<h1>Protokoll</h1>") == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_prints_leaves_one_paper_after_the_sweep(monkeypatch):
    """The first worker takes the lease and dies in the middle; the sweep gives the job to another."""
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        chef = make_konto_med(forbund, Roll.FORBUNDSCHEF)
        protokoll = fabrik_protokoll.make_utsant(fabrik_protokoll.make_fullt_mote(), chef, rendera=False)

    class Dodad(BaseException):
        """Nothing catches it, as nothing catches kill -9."""

    def do(*_args: object) -> bytes:
        raise Dodad

    monkeypatch.setattr(current_app, "send_task", lambda namn, args, **_: ringda.append(args[0]))
    ringda: list[int] = []
    with monkeypatch.context() as m, pytest.raises(Dodad):
        m.setattr(actions, "utsant", do)
        queue.kor_jobb(Jobb.objects.get().pk)
    assert queue.kor_jobb(Jobb.objects.get().pk) is False
    with dates.klockan(dates.nu() + queue.LAN + timedelta(seconds=1)):
        assert queue.plocka_upp_jobb() == 1
        assert [queue.kor_jobb(i) for i in ringda * 2] == [True, False]
    with tenancy.in_forbund(forbund.pk):
        protokoll.refresh_from_db()
        assert [h.sha256 for h in Handling.objects.all()] == [protokoll.sha256]


# --- after justering


def justerat(mote, chef) -> Protokoll:
    protokoll = fabrik_protokoll.make_utsant(mote, chef)
    punkter = [int(n) for n in protokoll.fakta["behoriga"]]
    for namn in ("anna", "bo", "cecilia"):
        protokoll = justering.justera(
            protokoll.pk, punkter=punkter, sha256=protokoll.sha256, by=mote.konto(namn), skal={}
        )
    return protokoll


@pytest.mark.regel("R28", sida="forsta_vagrade")
def test_a_justerat_protokoll_is_neither_written_in_nor_taken_back(mote, chef):
    protokoll = justerat(mote, chef)
    for forsok in (
        lambda: skriv(en_punkt(mote), "Nytt.", chef),
        lambda: actions.ta_tillbaka(protokoll.pk, by=chef),
        lambda: actions.sand_ut(mote.sammantrade.pk, by=chef),
    ):
        with pytest.raises(Regelbrott) as brott:
            forsok()
        assert brott.value.regel == "R28"


def test_a_slip_is_noted_beside_a_justerad_paragraph_only(mote, chef):
    punkt = en_punkt(mote)
    with pytest.raises(Upptaget):
        actions.anteckna_rattelse(punkt.pk, text="Läs 2027.", by=chef, skal={})
    justerat(mote, chef)
    with pytest.raises(Ogiltig):
        actions.anteckna_rattelse(punkt.pk, text=" ", by=chef, skal={})
    rattelse = actions.anteckna_rattelse(punkt.pk, text=" Läs 2027. ", by=chef, skal={})
    assert (rattelse.text, rattelse.av, rattelse.punkt) == ("Läs 2027.", chef, punkt)


def test_the_log_tells_the_story_in_order(mote, chef):
    justerat(mote, chef)
    typer = [h.typ for h in tenancy.aktivt().vantande if h.typ.startswith(("protokoll", "paragraf"))]
    assert typer == ["protokoll_utsant", *["paragrafer_justerade"] * 3, "protokoll_justerat"]
    assert Handelse.objects.filter(typ="protokoll_justerat").count() == 0
    assert Justering.objects.count() == 27
