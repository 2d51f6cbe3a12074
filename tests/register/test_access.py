"""Rights follow from uppdrag, are kept by guardian, and cost one query."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import ProgrammingError, transaction
from guardian.shortcuts import assign_perm, remove_perm

from forbund.grund import dates, tenancy
from forbund.grund.errors import Regelbrott, SaknarRatt
from forbund.register import access, actions
from forbund.register.models import Forbund, ForbundGroupObjectPermission, Granskningsmandat, Konto
from forbund.register.states import Ratt, Roll
from tests.factories import make_forbund, make_konto, make_konto_med, make_medlem, make_person, make_uppdrag

pytestmark = pytest.mark.django_db


@pytest.fixture
def forbund():
    return make_forbund()


def farsk(konto: Konto) -> Konto:
    """The konto as the next request meets it."""
    return Konto.objects.get(pk=konto.pk)


def test_each_role_has_the_rights_of_the_table_as_guardian_rows(forbund):
    for roll, ratter in access.STANDARD.items():
        rader = ForbundGroupObjectPermission.objects.filter(group__name=actions.gruppnamn(forbund.pk, roll))
        assert set(rader.values_list("permission__codename", flat=True)) == {r.value for r in ratter}, roll
        assert set(rader.values_list("content_object", flat=True)) == {forbund.pk}


@pytest.mark.parametrize("roll", list(Roll))
def test_a_role_may_what_the_table_says_and_nothing_else(forbund, roll):
    konto = make_konto_med(forbund, roll)
    with tenancy.in_forbund(forbund.pk):
        assert {r for r in Ratt if access.can(konto, r)} == access.STANDARD[roll]


def test_roles_that_read_only_have_no_right_to_change():
    skriver = {Ratt.SKRIVA_FORSLAG, Ratt.TA_STALLNING, Ratt.BEREDA, Ratt.DIARIEFORA, Ratt.KALLA, Ratt.VACKA_ARENDE}
    skriver |= {Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL, Ratt.DELTA, Ratt.JUSTERA}
    assert access.STANDARD[Roll.REVISOR] & skriver == access.STANDARD[Roll.GRANSKARE] & skriver == set()


def test_require_names_the_right_in_words(forbund):
    konto = make_konto_med(forbund, Roll.LEDAMOT)
    with tenancy.in_forbund(forbund.pk):
        access.require(konto, Ratt.DELTA)
        with pytest.raises(SaknarRatt, match="förbereda föredragningslistan"):
            access.require(konto, Ratt.KALLA)


def test_rights_are_adjusted_per_forbund_in_guardian(forbund):
    annat = make_forbund()
    grupp = Group.objects.get(name=actions.gruppnamn(forbund.pk, Roll.HANDLAGGARE))
    har, hos_annat = make_konto_med(forbund, Roll.HANDLAGGARE), make_konto_med(annat, Roll.HANDLAGGARE)
    assign_perm(f"register.{Ratt.KALLA.value}", grupp, forbund)
    remove_perm(f"register.{Ratt.DIARIEFORA.value}", grupp, forbund)
    with tenancy.in_forbund(forbund.pk):
        assert (access.can(har, Ratt.KALLA), access.can(har, Ratt.DIARIEFORA)) == (True, False)
    with tenancy.in_forbund(annat.pk):
        assert (access.can(hos_annat, Ratt.KALLA), access.can(hos_annat, Ratt.DIARIEFORA)) == (False, True)


def test_a_right_in_one_forbund_is_no_right_in_another(forbund):
    annat = make_forbund()
    konto = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with tenancy.in_forbund(annat.pk):
        assert not access.can(konto, Ratt.KALLA)
        person = make_person()
    with tenancy.in_forbund(forbund.pk):
        assert access.can(konto, Ratt.KALLA)
        assert not access.can(konto, Ratt.KALLA, person)


def test_the_map_is_one_query_for_one_uppdrag_and_for_many(forbund, django_assert_num_queries):
    konto = make_konto_med(forbund, Roll.LEDAMOT, Roll.PARTSFORETRADARE, Roll.VICE)
    for _ in range(6):
        annat = make_forbund()
        with tenancy.in_forbund(annat.pk):
            make_uppdrag(Roll.LEDAMOT, make_person(konto))
    konto = farsk(konto)
    with tenancy.in_forbund(forbund.pk, konto=konto.pk), django_assert_num_queries(1):
        assert [access.can(konto, r) for r in (Ratt.DELTA, Ratt.SKRIVA_FORSLAG, Ratt.KALLA)] == [True, True, False]
        assert len(access.rattigheter(konto).per_forbund) == 7


def test_a_closed_konto_may_nothing(forbund):
    konto = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    konto.is_active = False
    konto.save()
    with tenancy.in_forbund(forbund.pk):
        assert not access.can(farsk(konto), Ratt.KALLA)


def test_djangos_own_question_gets_the_same_answer(forbund):
    konto = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with tenancy.in_forbund(forbund.pk):
        assert konto.has_perm("register.kalla") is True
        assert konto.has_perm("register.justera") is False
        assert konto.has_perm("register.finns_inte") is False
        assert konto.has_perm("auth.delete_group") is False


def test_medlemmar_and_uppdrag_of_a_konto_by_role(forbund):
    konto = make_konto()
    with tenancy.in_forbund(forbund.pk):
        ett, tva, person = make_medlem(), make_medlem(), make_person(konto)
        ledamot = make_uppdrag(Roll.LEDAMOT, person, medlem=ett)
        make_uppdrag(Roll.PARTSFORETRADARE, person, medlem=tva)
        assert access.medlemmar(konto) == {ett.pk, tva.pk}
        assert access.medlemmar(konto, Roll.PARTSFORETRADARE) == {tva.pk}
        assert access.uppdrag_ids(konto, Roll.LEDAMOT) == {ledamot.pk}


@pytest.mark.regel("R70", sida="forsta_vagrade")
@pytest.mark.parametrize("over", [{"grund": " "}, {"till": -1}])
def test_a_mandate_needs_a_basis_and_a_last_day(forbund, over):
    idag = dates.idag()
    falt = {"organ": "Arkivmyndigheten", "grund": over.get("grund", "FL 20 §")}
    with pytest.raises(Regelbrott):
        actions.ge_granskningsmandat(
            make_konto(), **falt, fran=idag, till=idag + timedelta(over.get("till", 0)), forbund=[forbund]
        )


def test_the_application_gives_no_mandate_outside_the_installations_scope(forbund):
    konto = make_konto_med(forbund, Roll.FORBUNDSCHEF)
    with (
        tenancy.in_forbund(forbund.pk),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Granskningsmandat.objects.create(konto=konto, organ="x", grund="x", fran="2026-01-01", till="2026-12-31")
    assert Forbund.objects.filter(pk=forbund.pk).exists()
