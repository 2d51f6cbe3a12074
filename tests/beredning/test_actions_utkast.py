"""Writing a draft: who may, what is kept, and what is refused."""

from decimal import Decimal

import pytest
from django.db import connection

from beredning import actions, queries
from beredning.models import Forslag, Kostnad, Sokande
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.grund.models import Handelse
from forbund.register.states import Roll
from tests.beredning.fabrik import make_inlamnat, make_miljo, make_utkast
from tests.factories import make_konto_med

pytestmark = pytest.mark.django_db


@pytest.fixture
def miljo():
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def test_a_draft_begins_for_ones_own_medlem_as_first_sokande(miljo):
    forslag = actions.skapa_forslag(
        by=miljo.foretradare["kommun"], medlem_id=miljo.medlemmar["kommun"].pk, rubrik=" Unga i dialog "
    )
    assert (forslag.rubrik, forslag.status, forslag.inlamnat, forslag.arende) == ("Unga i dialog", "utkast", None, None)
    assert [s.medlem for s in Sokande.objects.filter(forslag=forslag)] == [miljo.medlemmar["kommun"]]


def test_nobody_begins_a_draft_for_another_medlem(miljo):
    with pytest.raises(Ogiltig) as fel:
        actions.skapa_forslag(by=miljo.foretradare["af"], medlem_id=miljo.medlemmar["kommun"].pk, rubrik="x")
    assert fel.value.falt == {"medlem_id": "Välj en medlem som du företräder."}


def test_the_office_does_not_write_forslag(miljo):
    with pytest.raises(SaknarRatt):
        actions.skapa_forslag(by=miljo.chef, medlem_id=miljo.medlemmar["kommun"].pk, rubrik="x")


def test_saving_stores_every_kind_of_field_and_counts_the_version(miljo):
    forslag = make_utkast(miljo)
    sparat = Forslag.objects.get(pk=forslag.pk)
    assert (sparat.behov, sparat.antal_deltagare, sparat.version) == ("Många unga saknar samordnat stöd.", 40, 2)
    assert {s.medlem_id for s in Sokande.objects.filter(forslag=forslag)} == {
        miljo.medlemmar["kommun"].pk,
        miljo.medlemmar["af"].pk,
    }
    assert [(k.kostnadsslag, k.ar, k.belopp) for k in Kostnad.objects.filter(forslag=forslag)] == [
        ("personal", 2027, Decimal("1200000.00"))
    ]


def test_saving_what_is_already_there_changes_nothing(miljo):
    forslag = make_utkast(miljo)
    igen = actions.spara_forslag(
        forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"behov": "Många unga saknar samordnat stöd.\r\n"}
    )
    assert igen.forslag.version == 2


def test_saved_drafts_are_versions_and_not_rows_of_the_log(miljo):
    make_utkast(miljo)
    from forbund.grund import tenancy

    assert [h.typ for h in tenancy.aktivt().vantande] == ["forslag_paborjat"]


@pytest.mark.parametrize(
    ("text", "sparas"),
    [("Anna, 19811218-9876, behöver stöd", False), ("Anna behöver stöd", True)],
)
def test_a_text_with_a_personnummer_is_not_stored_and_the_others_are(miljo, text, sparas):
    forslag = make_utkast(miljo)
    sparat = actions.spara_forslag(
        forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"behov": text, "mal": "Nytt mål"}
    )
    i_basen = Forslag.objects.get(pk=forslag.pk)
    assert i_basen.mal == "Nytt mål"
    assert (i_basen.behov == text) == sparas
    assert list(sparat.avvisade) == ([] if sparas else ["behov"])


def test_a_refused_text_is_not_repeated_in_the_refusal(miljo):
    forslag = make_utkast(miljo)
    sparat = actions.spara_forslag(
        forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"behov": "19811218-9876"}
    )
    assert "9876" not in sparat.avvisade["behov"]


def test_a_period_that_ends_before_it_begins_is_not_stored(miljo):
    forslag = make_utkast(miljo)
    sparat = actions.spara_forslag(
        forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"slut": forslag.start.replace(year=2026)}
    )
    assert sparat.avvisade == {"slut": "Insatsen kan inte sluta innan den börjar."}
    assert Forslag.objects.get(pk=forslag.pk).slut == forslag.slut


def test_another_persons_change_of_the_same_text_refuses_with_both_texts(miljo):
    forslag = make_utkast(miljo)
    medskribent = miljo.foretradare["af"]
    actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=medskribent.pk)
    actions.spara_forslag(forslag.pk, by=medskribent, version=2, falt={"behov": "Deras behov"})
    with pytest.raises(Upptaget) as fel:
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"behov": "Mitt behov"})
    assert fel.value.vem == medskribent.namn
    assert (fel.value.ditt, fel.value.deras) == ({"Behov": "Mitt behov"}, {"Behov": "Deras behov"})
    assert Forslag.objects.get(pk=forslag.pk).behov == "Deras behov"


def test_two_people_in_different_fields_do_not_collide(miljo):
    forslag = make_utkast(miljo)
    actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["af"].pk)
    actions.spara_forslag(forslag.pk, by=miljo.foretradare["af"], version=2, falt={"behov": "Deras behov"})
    actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"mal": "Mitt mål"})
    sparat = Forslag.objects.get(pk=forslag.pk)
    assert (sparat.behov, sparat.mal, sparat.version) == ("Deras behov", "Mitt mål", 4)


def test_ones_own_earlier_save_does_not_collide(miljo):
    forslag = make_utkast(miljo)
    for text in ("Första", "Andra"):
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"behov": text})
    assert Forslag.objects.get(pk=forslag.pk).behov == "Andra"


def test_both_texts_of_a_collision_in_money_and_sokande_are_readable(miljo):
    forslag = make_utkast(miljo)
    medlem = miljo.medlemmar["region"]
    actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["af"].pk)
    actions.spara_forslag(
        forslag.pk, by=miljo.foretradare["af"], version=2, falt={"sokande": [medlem.pk], "kostnader": {}}
    )
    with pytest.raises(Upptaget) as fel:
        actions.spara_forslag(
            forslag.pk,
            by=miljo.foretradare["kommun"],
            version=2,
            falt={"sokande": [], "kostnader": {(medlem.pk, "resor", 2027): Decimal(500)}},
        )
    assert fel.value.ditt == {
        "Sökande medlemmar": "",
        "Kostnader": "1 belopp, tillsammans 500 kr".replace("500 kr", "500\u00a0kr"),
    }
    assert fel.value.deras == {"Sökande medlemmar": str(medlem), "Kostnader": "0 belopp, tillsammans 0\u00a0kr"}


def test_an_unknown_field_is_a_fault(miljo):
    forslag = make_utkast(miljo)
    with pytest.raises(LookupError):
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"status": "beslutat"})


def test_a_handed_in_forslag_is_not_edited(miljo):
    forslag = make_inlamnat(miljo)
    with pytest.raises(Upptaget):
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"behov": "Nytt"})


@pytest.mark.parametrize("vem", ["af", "chef"])
def test_who_does_not_write_the_draft_can_neither_save_share_nor_throw_it(miljo, vem):
    forslag = make_utkast(miljo)
    by = miljo.chef if vem == "chef" else miljo.foretradare[vem]
    vagras = (SaknarRatt, Regelbrott)
    with pytest.raises(vagras):
        actions.spara_forslag(forslag.pk, by=by, version=2, falt={"behov": "x"})
    with pytest.raises(vagras):
        actions.dela_med(forslag.pk, by=by, konto_id=by.pk)
    with pytest.raises(vagras):
        actions.kasta_utkast(forslag.pk, by=by)
    with pytest.raises(vagras):
        actions.lamna_in(forslag.pk, by=by, skal={})


def test_the_office_cannot_prepare_a_draft(miljo):
    forslag = make_utkast(miljo)
    with pytest.raises(Regelbrott) as fel:
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="x")
    assert fel.value.regel == "R115"


def test_an_invited_co_writer_saves_until_the_invitation_is_taken_back(miljo):
    forslag, by, andra = make_utkast(miljo), miljo.foretradare["kommun"], miljo.foretradare["fk"]
    actions.dela_med(forslag.pk, by=by, konto_id=andra.pk)
    assert queries.medskribenter(forslag) == [andra]
    actions.spara_forslag(forslag.pk, by=andra, version=2, falt={"behov": "Medskrivet"})
    actions.sluta_dela(forslag.pk, by=by, konto_id=andra.pk)
    with pytest.raises(Regelbrott):
        actions.spara_forslag(forslag.pk, by=andra, version=3, falt={"behov": "Igen"})
    assert Forslag.objects.get(pk=forslag.pk).behov == "Medskrivet"


def test_only_partsforetradare_of_other_medlemmar_are_invited_and_once(miljo):
    forslag, by = make_utkast(miljo), miljo.foretradare["kommun"]
    kollega = make_konto_med(miljo.forbund, Roll.PARTSFORETRADARE, medlem=miljo.medlemmar["kommun"])
    for konto in (miljo.chef, kollega):
        with pytest.raises(Ogiltig):
            actions.dela_med(forslag.pk, by=by, konto_id=konto.pk)
    actions.dela_med(forslag.pk, by=by, konto_id=miljo.foretradare["fk"].pk)
    with pytest.raises(Ogiltig):
        actions.dela_med(forslag.pk, by=by, konto_id=miljo.foretradare["fk"].pk)
    with pytest.raises(Ogiltig):
        actions.sluta_dela(forslag.pk, by=by, konto_id=miljo.foretradare["region"].pk)


def test_a_draft_is_thrown_away_with_all_that_hangs_on_it(miljo):
    forslag = make_utkast(miljo)
    actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["af"].pk)
    actions.kasta_utkast(forslag.pk, by=miljo.foretradare["kommun"])
    assert not Forslag.objects.filter(pk=forslag.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_handed_in_forslag_is_not_thrown_away(miljo):
    forslag = make_inlamnat(miljo)
    with pytest.raises(Upptaget):
        actions.kasta_utkast(forslag.pk, by=miljo.foretradare["kommun"])


def test_the_log_says_nothing_of_what_a_draft_is_about():
    miljo = make_miljo()
    with miljo.oppet():
        forslag = make_utkast(miljo, rubrik="Hemligt projekt")
        actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["af"].pk)
    with miljo.oppet():
        rader = Handelse.objects.filter(objekt_typ="beredning.forslag").values_list("typ", "rubrik", "efter")
        assert [rad[0] for rad in rader] == ["forslag_paborjat", "utkast_delat"]
        assert [("Hemligt" in f"{rad}") for rad in rader] == [False, False]


def test_one_who_was_invited_writes_but_decides_nothing_for_the_medlem():
    """The log says on whose behalf a förslag is handed in or taken back: nobody does that for another's medlem."""
    miljo = make_miljo()
    inbjuden, andra = miljo.foretradare["fk"], miljo.foretradare["region"]
    with miljo.oppet():
        utkast = make_utkast(miljo)
        for konto in (inbjuden, andra):
            actions.dela_med(utkast.pk, by=miljo.foretradare["kommun"], konto_id=konto.pk)
        for akt in (
            lambda: actions.lamna_in(utkast.pk, by=inbjuden, skal={}),
            lambda: actions.kasta_utkast(utkast.pk, by=inbjuden),
            lambda: actions.dela_med(utkast.pk, by=inbjuden, konto_id=miljo.foretradare["af"].pk),
            lambda: actions.sluta_dela(utkast.pk, by=inbjuden, konto_id=andra.pk),
        ):
            with pytest.raises(SaknarRatt, match="Du är inbjuden att skriva"):
                akt()
        actions.spara_forslag(utkast.pk, by=inbjuden, version=9, falt={"behov": "Nytt"})
        actions.lamna_in(utkast.pk, by=miljo.foretradare["kommun"], skal={})
        with pytest.raises(SaknarRatt, match="Du är inbjuden att skriva"):
            actions.aterta(utkast.pk, by=inbjuden, motivering="Ångrat.")
