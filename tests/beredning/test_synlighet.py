"""R115 as one query: who sees a draft, and who sees what was handed in."""

import pytest
from django.test import Client

from beredning import actions, queries
from forbund.grund import tenancy
from forbund.grund.models import Handelse
from forbund.register.states import Roll
from tests.beredning.fabrik import make_fragat, make_inlamnat, make_miljo, make_utkast
from tests.factories import make_konto_med, make_medlem

pytestmark = pytest.mark.django_db

UTAN_UTKAST = [
    Roll.FORBUNDSCHEF,
    Roll.HANDLAGGARE,
    Roll.REGISTRATOR,
    Roll.EKONOM,
    Roll.ORDFORANDE,
    Roll.LEDAMOT,
    Roll.ERSATTARE,
    Roll.REVISOR,
    Roll.GRANSKARE,
    Roll.MEDLEMSREPRESENTANT,
]


@pytest.fixture
def miljo():
    return make_miljo()


def ids(miljo, konto) -> list[int]:
    with miljo.oppet():
        return sorted(queries.synliga_for(konto).values_list("pk", flat=True))


def test_the_writing_medlems_people_see_the_draft(miljo):
    kollega = make_konto_med(miljo.forbund, Roll.PARTSFORETRADARE, medlem=miljo.medlemmar["kommun"])
    with miljo.oppet():
        forslag = make_utkast(miljo)
    assert ids(miljo, miljo.foretradare["kommun"]) == [forslag.pk]
    assert ids(miljo, kollega) == [forslag.pk]


@pytest.mark.parametrize("roll", UTAN_UTKAST)
def test_no_other_role_sees_a_draft_even_of_the_same_medlem(miljo, roll):
    konto = make_konto_med(miljo.forbund, roll, medlem=miljo.medlemmar["kommun"])
    with miljo.oppet():
        make_utkast(miljo)
    assert ids(miljo, konto) == []


def test_a_sokande_that_was_not_invited_does_not_see_the_draft(miljo):
    with miljo.oppet():
        make_utkast(miljo)
    assert ids(miljo, miljo.foretradare["af"]) == []


def test_an_invited_co_writer_sees_the_draft_while_a_partsforetradare(miljo):
    with miljo.oppet():
        forslag = make_utkast(miljo)
        actions.dela_med(forslag.pk, by=miljo.foretradare["kommun"], konto_id=miljo.foretradare["fk"].pk)
    assert ids(miljo, miljo.foretradare["fk"]) == [forslag.pk]
    assert ids(miljo, miljo.foretradare["region"]) == []


@pytest.mark.parametrize("roll", [r for r in UTAN_UTKAST if r is not Roll.MEDLEMSREPRESENTANT])
def test_office_board_and_auditors_see_it_when_it_is_handed_in(miljo, roll):
    konto = make_konto_med(miljo.forbund, roll)
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
    assert ids(miljo, konto) == [forslag.pk]


def test_a_part_sees_a_handed_in_forslag_as_sokande_or_asked_only(miljo):
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
    assert ids(miljo, miljo.foretradare["af"]) == [forslag.pk]
    assert ids(miljo, miljo.foretradare["region"]) == []
    with miljo.oppet():
        actions.begar_stallningstaganden(
            forslag.pk, by=miljo.chef, senast=forslag.start, medlemmar=[miljo.medlemmar["region"].pk]
        )
    assert ids(miljo, miljo.foretradare["region"]) == [forslag.pk]
    assert ids(miljo, miljo.foretradare["fk"]) == []


def test_another_forbund_sees_nothing(miljo):
    annat = make_miljo()
    with miljo.oppet():
        make_utkast(miljo)
        make_fragat(miljo)
    assert ids(annat, annat.chef) == []
    assert ids(annat, annat.foretradare["kommun"]) == []
    with tenancy.in_forbund(annat.forbund.pk):
        assert list(queries.synliga_for(miljo.foretradare["kommun"])) == []


def test_an_uppdrag_for_another_medlem_opens_nothing(miljo):
    with miljo.oppet():
        annan = make_medlem()
        make_utkast(miljo)
    konto = make_konto_med(miljo.forbund, Roll.PARTSFORETRADARE, medlem=annan)
    assert ids(miljo, konto) == []


def test_during_komplettering_others_read_the_frozen_title(miljo):
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Förtydliga målen.")
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt={"rubrik": "Ny rubrik"})
        (rad,) = queries.forslag_for_lista(miljo.chef)
        assert (rad["fryst"]["rubrik"], rad["rubrik"]) == ("Unga vuxna i dialog", "Ny rubrik")


def test_the_title_of_a_komplettering_that_was_never_handed_in_reaches_nobody_else(miljo):
    with miljo.oppet():
        forslag = make_inlamnat(miljo)
        actions.begar_komplettering(forslag.pk, by=miljo.chef, motivering="Förtydliga målen.")
        falt = {"rubrik": "Ännu hemlig rubrik"}
        actions.spara_forslag(forslag.pk, by=miljo.foretradare["kommun"], version=2, falt=falt)
    klient = Client()
    klient.force_login(miljo.chef, backend="forbund.register.backends.RattBackend")
    sida = miljo.url(f"{forslag.pk}/avskriv/")
    assert klient.get(sida).context["titel"] == "Unga vuxna i dialog"
    assert klient.post(sida, {"motivering": "Inget kom."}).status_code == 302
    with miljo.oppet():
        assert Handelse.objects.get(typ="forslag_avskrivet").rubrik == "Unga vuxna i dialog"
        assert not Handelse.objects.filter(rubrik__contains="hemlig").exists()
