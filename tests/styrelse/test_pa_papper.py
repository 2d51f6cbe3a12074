"""One who was there and cannot log in any more signs on paper, and the office notes it (R119)."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from forbund.diarium.models import Handling
from forbund.grund import dates, tenancy
from forbund.grund.errors import Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.models import Utskick
from forbund.register import actions as register
from forbund.register.models import Konto
from forbund.register.states import Roll
from forbund.styrelse.actions import justering as actions
from forbund.styrelse.kopplingar.protokoll import UTAN_INLOGGNING, Justeringsbrev
from forbund.styrelse.models import Justering, Protokoll, Sammantrade
from forbund.styrelse.pdf.protokoll import justeringsrader
from forbund.styrelse.queries.justering import justeringslage
from tests.factories import make_konto_med, make_uppdrag
from tests.styrelse import fabrik_protokoll
from tests.styrelse.klient_mote import klient_for

SKAL = {"R27": "Sent sammanträde."}


@pytest.fixture
def chef(forbundet):
    return make_konto_med(forbundet, Roll.FORBUNDSCHEF, namn="Sara Tall")


@pytest.fixture
def mote(forbundet):
    return fabrik_protokoll.make_fullt_mote(arenden=1)


@pytest.fixture
def protokoll(mote, chef) -> Protokoll:
    return fabrik_protokoll.make_utsant(mote, chef)


def underskrift() -> ContentFile:
    return ContentFile(b"%PDF-1.4\n%%EOF\n", name="underskrift.pdf")


def anteckna(protokoll: Protokoll, uppdrag, by: Konto, **over) -> Protokoll:
    falt = {"fil": underskrift(), "sha256": protokoll.sha256, "skal": {}}
    return actions.anteckna_pa_papper(protokoll.pk, uppdrag_id=uppdrag.pk, by=by, **{**falt, **over})


def upphor(uppdrag, dagar_sedan: int = 1) -> None:
    register.avsluta_uppdrag(uppdrag.pk, by=None, sista_dag=dates.idag() - timedelta(days=dagar_sedan))


def test_one_whose_uppdrag_ended_yesterday_signs_on_paper(protokoll, mote, chef):
    upphor(mote.bo)
    with pytest.raises(SaknarRatt):
        actions.justera(
            protokoll.pk,
            punkter=justeringslage(protokoll).behoriga,
            sha256=protokoll.sha256,
            by=mote.konto("bo"),
            skal={},
        )
    assert anteckna(protokoll, mote.bo, chef).status == "utsant"
    rader = Justering.objects.select_related("underlag__arende", "antecknad_av")
    assert {r.punkt_id for r in rader} == set(justeringslage(protokoll).behoriga)
    assert {(r.uppdrag, r.antecknad_av, r.sha256) for r in rader} == {(mote.bo, chef, protokoll.sha256)}
    underlag = rader[0].underlag
    assert (underlag.rubrik, underlag.riktning, underlag.motpart, underlag.filnamn) == (
        "Bo Ek har justerat §§\u00a036–43 på papper",
        "inkommen",
        "Bo Ek",
        "underskrift.pdf",
    )


@pytest.mark.regel("R119", sida="forsta_vagrade")
@pytest.mark.parametrize("dagar_sedan", [0, -30])
def test_one_who_still_serves_signs_in_the_system(protokoll, mote, chef, dagar_sedan):
    upphor(mote.bo, dagar_sedan)
    with pytest.raises(Regelbrott) as brott:
        anteckna(protokoll, mote.bo, chef)
    assert (brott.value.regel, Justering.objects.count()) == ("R119", 0)
    assert Handling.objects.filter(riktning="inkommen").count() == 0


@pytest.mark.regel("R119", sida="sista_tillatna")
@pytest.mark.parametrize("utan", ["konto", "inloggning"])
def test_one_who_serves_without_a_login_signs_on_paper(protokoll, mote, chef, utan):
    person = mote.bo.person
    if utan == "konto":
        person.konto = None
        person.save(update_fields=["konto"])
    else:
        Konto.objects.filter(pk=person.konto_id).update(is_active=False)
    anteckna(protokoll, mote.bo, chef)
    assert justeringslage(protokoll).kvar_i(mote.bo.pk) == frozenset()


def test_one_elected_again_signs_in_the_system(protokoll, mote, chef):
    upphor(mote.bo)
    make_uppdrag(Roll.LEDAMOT, mote.bo.person, medlem=mote.bo.medlem)
    with pytest.raises(Regelbrott):
        anteckna(protokoll, mote.bo, chef)


def test_the_last_signature_on_paper_seals_the_protokoll_and_the_paper_says_so(protokoll, mote, chef):
    upphor(mote.cecilia)
    alla = list(justeringslage(protokoll).behoriga)
    for namn in ("anna", "bo"):
        actions.justera(protokoll.pk, punkter=alla, sha256=protokoll.sha256, by=mote.konto(namn), skal={})
    assert anteckna(protokoll, mote.cecilia, chef).status == "justerat"
    lage, dnr = justeringslage(protokoll), Sammantrade.objects.get().arende.dnr
    rader = justeringsrader((r for per in lage.gallande.values() for r in per.values()), {p: p for p in alla}, {})
    assert [(r.namn, r.pa_papper) for r in rader] == [
        ("Anna Berg", ""),
        ("Bo Ek", ""),
        ("Cecilia Fors", f"på papper, handling {dnr}-2, antecknat av Sara Tall"),
    ]


def test_what_has_been_signed_is_not_signed_again_on_paper(protokoll, mote, chef):
    forsta, *resten = justeringslage(protokoll).behoriga
    actions.justera(protokoll.pk, punkter=[forsta], sha256=protokoll.sha256, by=mote.konto("bo"), skal={})
    upphor(mote.bo)
    anteckna(protokoll, mote.bo, chef)
    pa_papper = Justering.objects.filter(underlag__isnull=False).values_list("punkt_id", flat=True)
    assert set(pa_papper) == set(resten)
    with pytest.raises(Upptaget):
        anteckna(protokoll, mote.bo, chef)


def test_only_who_keeps_the_protokoll_notes_and_only_for_a_justerare_of_what_is_out(protokoll, mote, chef):
    for uppdrag in (mote.bo, mote.david):
        upphor(uppdrag)
    with pytest.raises(SaknarRatt):
        anteckna(protokoll, mote.bo, mote.konto("anna"))
    with pytest.raises(Upptaget):
        anteckna(protokoll, mote.bo, chef, sha256="0" * 64)
    with pytest.raises(Upptaget):
        anteckna(protokoll, mote.david, chef)
    assert Justering.objects.count() == 0


@pytest.mark.parametrize(("dagar", "sent"), [(14, False), (15, True)])
def test_a_late_signature_wants_a_reason(forbundet, chef, dagar, sent):
    mote = fabrik_protokoll.make_fullt_mote(arenden=0, for_dagar_sedan=dagar)
    protokoll = fabrik_protokoll.make_utsant(mote, chef)
    upphor(mote.bo)
    if sent:
        with pytest.raises(VarningUtanSkal):
            anteckna(protokoll, mote.bo, chef)
    anteckna(protokoll, mote.bo, chef, skal=SKAL if sent else {})
    (rad,) = [h for h in tenancy.aktivt().vantande if h.typ == "paragrafer_justerade"]
    assert (rad.at, rad.skal) == ("Bo Ek", SKAL if sent else {})


# --- the page


def test_the_way_to_the_page_stands_by_those_who_cannot_log_in(forbundet, protokoll, mote, chef):
    upphor(mote.bo)
    sida = reverse("styrelse:protokoll", args=[forbundet.slug, mote.sammantrade.pk])
    papper = reverse("styrelse:protokoll_pa_papper", args=[forbundet.slug, mote.sammantrade.pk, mote.bo.pk])
    for konto, urlar in ((chef, {papper}), (mote.konto("anna"), set())):
        svar = klient_for(konto).get(sida)
        assert {rad.papper_url for rad in svar.context["justerare"] if rad.papper_url} == urlar
    klient = klient_for(chef)
    assert klient.get(papper).context["paragrafer"] == "§§\u00a036–43"
    svar = klient.post(papper, {"sha256": protokoll.sha256})
    assert (svar.status_code, list(svar.context["form"].errors)) == (422, ["fil"])
    svar = klient.post(papper, {"sha256": protokoll.sha256, "fil": underskrift()})
    assert (svar.status_code, svar.url, Justering.objects.count()) == (302, sida, 8)
    assert klient.get(papper).context["paragrafer"] == ""


def test_someone_who_justerar_nothing_has_no_such_page(forbundet, protokoll, mote, chef):
    adress = [forbundet.slug, mote.sammantrade.pk]
    klient = klient_for(chef)
    assert klient.get(reverse("styrelse:protokoll_pa_papper", args=[*adress, mote.david.pk])).status_code == 404
    svar = klient.post(
        reverse("styrelse:protokoll_pa_papper", args=[*adress, mote.bo.pk]),
        {"sha256": protokoll.sha256, "fil": underskrift()},
    )
    assert (svar.status_code, Justering.objects.count()) == (422, 0)


def test_the_mail_leads_those_who_can_to_the_page_and_tells_the_others_to_sign_on_paper(protokoll, mote):
    slag, brev = Justeringsbrev(), Utskick.objects.filter(slag="styrelse.justera", objekt_id=protokoll.pk)
    till_bo = brev.get(konto=mote.konto("bo"), nyckel__startswith="justera:")

    def slut() -> str:
        return slag.text(protokoll.pk, till_bo)[1].split("\n\n", 2)[2]

    assert slut().startswith("Läs och justera: http")
    upphor(mote.bo)
    assert slut() == UTAN_INLOGGNING + "\n"
