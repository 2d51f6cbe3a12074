"""The pages of the protokoll: what each role reads, may do, and is told."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from forbund.grund import dates, tenancy, web
from forbund.grund.models import Utskick
from forbund.register.states import Roll
from forbund.styrelse.actions import justering
from forbund.styrelse.actions import protokoll as actions
from forbund.styrelse.kopplingar import protokoll as kopplingar
from forbund.styrelse.models import Aterlamning, Justering, Protokoll, Punkt, Rattelse, Reservation
from tests.factories import make_forbund, make_konto_med
from tests.styrelse import fabrik_protokoll

BACKEND = "forbund.register.backends.RattBackend"
FASTA = 10  # session, user, rights, SAVEPOINT and its release, four set_config, and how far the log has come


@pytest.fixture
def forbundet(db):
    return make_forbund()


@pytest.fixture
def chef(forbundet):
    return make_konto_med(forbundet, Roll.FORBUNDSCHEF, namn="Karin Chef")


@pytest.fixture
def mote(forbundet, chef):
    with tenancy.in_forbund(forbundet.pk):
        yield fabrik_protokoll.make_fullt_mote(arenden=1)


@pytest.fixture
def protokoll(mote, chef) -> Protokoll:
    return fabrik_protokoll.make_utsant(mote, chef)


@pytest.fixture
def oppna(client, forbundet, mote):
    """Log in as somebody of the meeting or a konto, and ask for a page of its protokoll."""

    def _oppna(vem, namn: str = "protokoll", *args, data=None, metod: str = "get"):
        konto = mote.konto(vem) if isinstance(vem, str) else vem
        client.force_login(konto, backend=BACKEND)
        url = reverse(f"styrelse:{namn}", args=[forbundet.slug, mote.sammantrade.pk, *args])
        return getattr(client, metod)(url, data or {})

    return _oppna


def en_punkt(mote) -> Punkt:
    return mote.sammantrade.punkter.get(slag="arende")


def justera_allt(mote, protokoll: Protokoll) -> Protokoll:
    for namn in ("anna", "bo", "cecilia"):
        punkter = justering.justeringslage(protokoll).kvar_for([mote.folk[namn].person_id])
        protokoll = justering.justera(
            protokoll.pk, punkter=punkter, sha256=protokoll.sha256, by=mote.konto(namn), skal={}
        )
    return protokoll


# --- who reads, who does


@pytest.mark.parametrize(
    ("namn", "kod"),
    [
        ("protokoll", {"chef": 200, "anna": 200, "revisor": 200, "part": 403, "frammande": 404}),
        ("protokoll_sand_ut", {"chef": 200, "anna": 403, "revisor": 403, "part": 403, "frammande": 404}),
        ("protokoll_justera", {"chef": 403, "anna": 200, "revisor": 403, "part": 403, "frammande": 404}),
    ],
)
def test_roles(forbundet, protokoll, oppna, chef, namn, kod):
    konton = {
        "chef": chef,
        "anna": "anna",
        "revisor": make_konto_med(forbundet, Roll.REVISOR),
        "part": make_konto_med(forbundet, Roll.PARTSFORETRADARE),
        "frammande": make_konto_med(make_forbund(), Roll.FORBUNDSCHEF),
    }
    assert {vem: oppna(konto, namn).status_code for vem, konto in konton.items()} == kod


def test_paragraf_pages_by_role_and_place(forbundet, mote, protokoll, oppna, chef):
    punkt = en_punkt(mote).pk
    assert [oppna(vem, "protokoll_text", punkt).status_code for vem in (chef, "anna")] == [200, 403]
    assert [oppna(vem, "protokoll_aterlamna", punkt).status_code for vem in (chef, "anna")] == [403, 200]
    assert [oppna(vem, "protokoll_rattelse", punkt).status_code for vem in (chef, "anna")] == [200, 403]
    for namn in ("protokoll_text", "protokoll_rattelse"):
        assert oppna(chef, namn, 0).status_code == 404
    assert oppna("anna", "protokoll_aterlamna", 0).status_code == 404


@pytest.mark.parametrize("status", ["utkast", "kallat", "installt"])
def test_there_is_no_protokoll_before_the_sammantrade_has_been_opened(mote, oppna, status):
    mote.sammantrade.status = status
    mote.sammantrade.save()
    assert oppna("anna").status_code == 404


def test_another_forbunds_protokoll_is_not_there(client, forbundet, mote):
    annat = make_forbund()
    konto = make_konto_med(annat, Roll.FORBUNDSCHEF)
    client.force_login(konto, backend=BACKEND)
    assert client.get(reverse("styrelse:protokoll", args=[annat.slug, mote.sammantrade.pk])).status_code == 404


# --- the draft


def test_the_draft_offers_to_write_and_to_send(mote, oppna, chef):
    svar = oppna(chef)
    kort = {k.p.nummer: k for k in svar.context["kort"]}
    assert (svar.context["saknas"], svar.context["utkast"], svar.context["marke"].text) == ([], True, "Utkast")
    assert all(k.text_url and not k.aterlamna_url and not k.utdrag_url for k in kort.values())
    assert not any(k.text_url for k in oppna("anna").context["kort"])


def test_what_is_missing_is_said_and_the_way_out(mote, oppna, chef):
    Punkt.objects.filter(slag="dagordning").update(status="oppen")
    svar = oppna(chef)
    assert svar.context["saknas"] == ["§ 38: beslutet saknas."]
    assert svar.content.decode().count("§ 38: beslutet saknas.") == 1
    assert oppna(chef, "protokoll_sand_ut", metod="post").status_code == 422
    assert Protokoll.objects.count() == 0


def test_writing_in_a_paragraph_and_going_on(mote, oppna, chef):
    punkt = en_punkt(mote)
    svar = oppna(chef, "protokoll_text", punkt.pk, data={"text": "En text.", "version": 1}, metod="post")
    assert svar.url.endswith(f"/sammantraden/{mote.sammantrade.pk}/protokoll/#punkt-{punkt.pk}")
    punkt.refresh_from_db()
    assert punkt.notering == "En text."
    nasta = mote.sammantrade.punkter.get(paragraf=punkt.paragraf + 1)
    svar = oppna(chef, "protokoll_text", punkt.pk, data={"text": "En text.", "version": 2, "nasta": "ja"}, metod="post")
    assert svar.url.endswith(f"/protokoll/{nasta.pk}/text/")


def test_two_who_write_at_once_see_both_texts(mote, oppna, chef):
    punkt = en_punkt(mote)
    actions.skriv_text(punkt.pk, text="Min text.", version=1, by=chef, skal={})
    svar = oppna(chef, "protokoll_text", punkt.pk, data={"text": "Din text.", "version": 1}, metod="post")
    assert svar.status_code == 409
    assert [svar.content.decode().count(t) for t in ("Min text.", "Din text.")] == [1, 1]


def test_a_personnummer_is_refused_on_the_form_with_the_text_kept(mote, oppna, chef):
    punkt = en_punkt(mote)
    text = "Deltagaren 19811218-9876 nämndes."
    svar = oppna(chef, "protokoll_text", punkt.pk, data={"text": text, "version": 1}, metod="post")
    assert (svar.status_code, svar.context["form"]["text"].value()) == (422, text)
    punkt.refresh_from_db()
    assert punkt.notering == ""


# --- out for justering


def test_sending_out_and_taking_back(mote, oppna, chef):
    assert oppna(chef, "protokoll_sand_ut").context["justerare"][0].text == "justerar §§\u00a036–43"
    assert oppna(chef, "protokoll_sand_ut", metod="post").status_code == 302
    svar = oppna(chef)
    assert (svar.context["skrivs_ut"], svar.context["kort"][0].text_url) == (True, "")
    assert oppna(chef, "protokoll_ta_tillbaka", metod="post").status_code == 302
    assert oppna(chef).context["utkast"] is True


def test_the_justerare_sees_what_waits_and_justerar_it_in_one_act(mote, protokoll, oppna):
    svar = oppna("bo")
    assert (svar.context["antal_kvar"], svar.context["kvar"]) == (8, "§§\u00a036–43")
    form = oppna("bo", "protokoll_justera").context["form"]
    assert form.initial["sha256"] == protokoll.sha256
    val = {"punkter": form.initial["punkter"], "sha256": protokoll.sha256}
    svar = oppna("bo", "protokoll_justera", data=val, metod="post")
    assert (svar.status_code, Justering.objects.count()) == (302, 8)
    svar = oppna("bo")
    assert svar.context["antal_kvar"] == 0
    assert [(j.namn, j.text, j.klar) for j in svar.context["justerare"]] == [
        ("Anna Berg", "har §§\u00a036–43 kvar", False),
        ("Cecilia Fors", "har §§\u00a036–43 kvar", False),
        ("Bo Ek", "har justerat §§\u00a036–43", True),
    ]
    kort = svar.context["kort"][0]
    assert (kort.justerat_av, kort.vantar_pa) == (("Bo Ek",), ("Anna Berg", "Cecilia Fors"))


def test_one_who_is_no_justerare_is_shown_no_panel(protokoll, oppna):
    assert oppna("david").context["antal_kvar"] == 0
    assert oppna("david", "protokoll_justera").context["antal"] == 0


def test_an_old_edition_is_not_justerad(mote, protokoll, oppna, chef):
    gammal = protokoll.sha256
    actions.ta_tillbaka(protokoll.pk, by=chef)
    ny = fabrik_protokoll.make_utsant(mote, chef)
    val = {"punkter": list(ny.fakta["behoriga"]), "sha256": gammal}
    assert oppna("bo", "protokoll_justera", data=val, metod="post").status_code == 409
    assert Justering.objects.count() == 0


def test_a_late_justering_asks_for_the_reason(mote, protokoll, oppna):
    val = {"punkter": list(protokoll.fakta["behoriga"]), "sha256": protokoll.sha256}
    with dates.klockan(dates.nu() + timedelta(days=13)):
        assert "för 1 dag sedan" in oppna("bo").context["frist"]
        svar = oppna("bo", "protokoll_justera", data=val, metod="post")
        assert (svar.status_code, "skal_R27" in svar.context["form"].fields) == (422, True)
        svar = oppna("bo", "protokoll_justera", data={**val, "skal_R27": "Sjuk."}, metod="post")
    assert (svar.status_code, Justering.objects.count()) == (302, 8)


def test_giving_back_shows_the_remark_where_the_text_is_written(mote, protokoll, oppna, chef):
    punkt = en_punkt(mote)
    svar = oppna("bo", "protokoll_aterlamna", punkt.pk, data={"text": "Fel år."}, metod="post")
    assert (svar.status_code, Aterlamning.objects.get().punkt) == (302, punkt)
    svar = oppna(chef)
    assert [(a.vem, a.paragraf, a.text) for a in svar.context["anmarkningar"]] == [("Bo Ek", "§\u00a042", "Fel år.")]
    kort = next(k for k in svar.context["kort"] if k.p.punkt_id == punkt.pk)
    assert ([a.text for a in kort.anmarkningar], bool(kort.text_url)) == (["Fel år."], True)
    assert oppna("cecilia", "protokoll_justera").context["oppet"] is False


# --- reservations


def test_the_ground_of_a_reservation_goes_into_the_next_edition(forbundet, chef, client, media):
    with tenancy.in_forbund(forbundet.pk):
        mote = fabrik_protokoll.make_fullt_mote(arenden=0, svart=True)
        forsta = fabrik_protokoll.make_utsant(mote, chef)
        [reservation] = Reservation.objects.all()
        url = reverse("styrelse:reservation_motivera", args=[forbundet.slug, mote.sammantrade.pk, reservation.pk])
        client.force_login(mote.konto("bo"), backend=BACKEND)
        assert client.post(url, {"text": "Inte min."}).status_code == 403
        client.force_login(mote.konto("cecilia"), backend=BACKEND)
        sedd = client.get(url).context["form"]["sedd"].value()
        assert client.post(url, {"text": "Pengarna räcker inte.", "sedd": sedd}).status_code == 302
        assert client.post(url, {"text": "Skriven på en gammal sida.", "sedd": sedd}).status_code == 409
        forsta.refresh_from_db()
        assert forsta.status == "utkast"
        andra = fabrik_protokoll.make_utsant(mote, chef)
        texter = [r["text"] for p in andra.fakta["blad"]["paragrafer"] for r in p["reservationer"]]
        assert texter == ["Pengarna räcker inte."]
        justera_allt(mote, andra)
        assert client.post(url, {"text": "För sent."}).status_code == 422
        reservation.refresh_from_db()
        assert reservation.text == "Pengarna räcker inte."


# --- justerat


def test_a_justerat_protokoll_offers_utdrag_and_rattelse_and_nothing_else(mote, protokoll, oppna, chef):
    punkt = en_punkt(mote)
    with pytest.raises(AssertionError):
        assert oppna("anna", "protokoll_utdrag", punkt.pk).status_code == 200
    justera_allt(mote, protokoll)
    kort = next(k for k in oppna(chef).context["kort"] if k.p.punkt_id == punkt.pk)
    assert (kort.text_url, kort.aterlamna_url, bool(kort.rattelse_url), bool(kort.utdrag_url)) == ("", "", True, True)
    svar = oppna("anna", "protokoll_utdrag", punkt.pk)
    assert (svar.status_code, svar["Content-Type"], svar.content[:5]) == (200, "application/pdf", b"%PDF-")


@pytest.mark.regel("R119", sida="forsta_vagrade")
def test_no_utdrag_of_a_paragraph_that_is_not_justerad(mote, protokoll, oppna):
    svar = oppna("anna", "protokoll_utdrag", en_punkt(mote).pk)
    assert (svar.status_code, svar.content.decode().count("Paragrafen är inte justerad.")) == (422, 1)


def test_a_slip_stands_beside_its_paragraph(mote, protokoll, oppna, chef):
    punkt = en_punkt(mote)
    justera_allt(mote, protokoll)
    svar = oppna(chef, "protokoll_rattelse", punkt.pk, data={"text": "Läs 2027."}, metod="post")
    assert (svar.status_code, Rattelse.objects.get().text) == (302, "Läs 2027.")
    kort = next(k for k in oppna("anna").context["kort"] if k.p.punkt_id == punkt.pk)
    assert [(r.vem, r.text) for r in kort.rattelser] == [("Karin Chef", "Läs 2027.")]


# --- to do, and the mail


def att_gora(konto) -> list[web.Uppgift]:
    idag = dates.idag()
    return [*kopplingar.skriv_klart(konto, idag), *kopplingar.justera(konto, idag)]


def test_to_do_follows_the_protokoll(mote, chef):
    senast = mote.sammantrade.dag + timedelta(days=14)
    dag = dates.visa_veckodag(mote.sammantrade.dag)
    assert [(u.rubrik, u.senast) for u in att_gora(chef)] == [(f"Skriv klart protokollet från {dag}", senast)]
    assert att_gora(mote.konto("bo")) == []
    oskrivet = fabrik_protokoll.make_utsant(mote, chef, rendera=False)
    assert (att_gora(chef), att_gora(mote.konto("bo"))) == ([], [])
    protokoll = actions.rendera_utsant(oskrivet.pk)
    assert [u.rubrik for u in att_gora(mote.konto("bo"))] == [f"Justera §§\u00a036–43 från {dag}"]
    assert [att_gora(mote.konto(n)) for n in ("david", "david_e")] == [[], []]
    justera_allt(mote, protokoll)
    assert [att_gora(k) for k in (chef, mote.konto("bo"), mote.konto("anna"))] == [[], [], []]


@pytest.mark.parametrize("antal", [1, 4])
def test_to_do_asks_at_most_two_questions(forbundet, chef, antal, django_assert_max_num_queries):
    with tenancy.in_forbund(forbundet.pk):
        moten = [fabrik_protokoll.make_fullt_mote(arenden=0, for_dagar_sedan=n) for n in range(1, 2)]
        for nr in range(1, antal):
            extra = fabrik_protokoll.make_mote(for_dagar_sedan=nr + 1)
            extra.nasta_paragraf = 100 * nr
            fabrik_protokoll.avsluta(extra)
            moten.append(extra)
        for mote in moten:
            fabrik_protokoll.make_utsant(mote, chef)
        konto = moten[0].konto("bo")
        att_gora(konto)
        with django_assert_max_num_queries(2):
            assert len(att_gora(konto)) == 1


def test_each_justerare_gets_one_mail_for_each_edition_and_a_reminder(mote, protokoll, chef):
    brev = Utskick.objects.filter(nyckel__startswith="justera:")
    paminnelser = Utskick.objects.filter(nyckel__startswith="justera-paminn:")
    assert {p.forfaller for p in paminnelser} == {dates.lokal(mote.sammantrade.dag + timedelta(days=11), time(8))}
    assert paminnelser.count() == brev.count()
    assert sorted(brev.values_list("konto__namn", flat=True)) == ["Anna Berg", "Bo Ek", "Cecilia Fors"]
    till_bo, slag = brev.get(konto__namn="Bo Ek"), kopplingar.Justeringsbrev()
    assert slag.giltigt(protokoll.pk, till_bo) is True
    amne, text = slag.text(protokoll.pk, till_bo)
    senast = dates.visa_veckodag_ar(mote.sammantrade.dag + timedelta(days=14))
    assert (amne, text.count("/protokoll/")) == (f"Justera protokollet senast {senast}", 1)
    justera_allt(mote, protokoll)
    assert slag.giltigt(protokoll.pk, till_bo) is False


@pytest.mark.parametrize(("dagar", "antal"), [(10, 3), (12, 0)])
def test_no_reminder_is_planned_for_a_day_that_has_passed(forbundet, chef, dagar, antal):
    with tenancy.in_forbund(forbundet.pk):
        fabrik_protokoll.make_utsant(fabrik_protokoll.make_fullt_mote(arenden=0, for_dagar_sedan=dagar), chef)
        assert Utskick.objects.filter(nyckel__startswith="justera-paminn:").count() == antal


# --- speed


@pytest.mark.parametrize("antal", [5, 40])
def test_the_pages_ask_as_much_for_forty_paragraphs_as_for_five(
    forbundet, client, chef, antal, monkeypatch, django_assert_num_queries
):
    """Besides session, user, rights and the scope; the frame's own count of Att göra is the other rooms' to keep."""
    monkeypatch.setattr(web.att_gora, "_alla", [])
    with tenancy.in_forbund(forbundet.pk):
        mote = fabrik_protokoll.make_fullt_mote(arenden=antal - 1, svart=True)
    url = reverse("styrelse:protokoll", args=[forbundet.slug, mote.sammantrade.pk])
    client.force_login(chef, backend=BACKEND)
    client.get(url)
    with django_assert_num_queries(9 + FASTA):
        assert len(client.get(url).context["kort"]) == antal + 7
    with tenancy.in_forbund(forbundet.pk):
        fabrik_protokoll.make_utsant(mote, chef)
    client.force_login(mote.konto("bo"), backend=BACKEND)
    with django_assert_num_queries(4 + FASTA):
        assert client.get(url).context["antal_kvar"] == antal + 7


# --- the chain


def test_the_chain_leads_to_the_paragraph_and_says_when_it_is_justerad(forbundet, mote, chef):
    punkt = en_punkt(mote)
    fore = web.kedjan(chef, punkt.arende)
    justera_allt(mote, fabrik_protokoll.make_utsant(mote, chef))
    steg = [s for s in (*fore, *web.kedjan(chef, punkt.arende)) if "§" in s.text]
    assert [s.text for s in steg] == [
        f"§ 42/{mote.sammantrade.dag.year}, bifall",
        f"§ 42/{mote.sammantrade.dag.year}, bifall, justerad",
    ]
    assert {s.url for s in steg} == {
        reverse("styrelse:protokoll", args=[forbundet.slug, mote.sammantrade.pk]) + f"#punkt-{punkt.pk}"
    }
