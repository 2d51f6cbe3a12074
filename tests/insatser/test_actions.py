"""A bifall becomes an insats: what the board decided, once."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from forbund.grund import tenancy
from forbund.grund.models import Handelse
from insatser import queries
from insatser.actions import bevilja
from insatser.models import Bevillning, Insats, Insatspart
from tests.factories import make_forbund, make_medlem
from tests.insatser.fabrik import make_beslut_om_medel, make_insats, make_uppgifter
from tests.styrelse.fabrik import make_punkt, make_sammantrade

pytestmark = pytest.mark.django_db


@pytest.fixture
def forbund():
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        yield forbund


def test_the_amounts_and_terms_are_those_of_the_decision(forbund):
    medlem = make_medlem()
    beslut = make_beslut_om_medel(belopp=((2027, medlem.pk, 600_000), (2028, medlem.pk, 400_000)), villkor=["Rapport"])
    insats = bevilja(beslut, make_uppgifter(medlem))
    assert (insats.status, insats.villkor, insats.arende, insats.insatsagare) == (
        "beviljad",
        ["Rapport"],
        beslut.punkt.arende,
        medlem,
    )
    assert [(b.ar, b.medlem, b.belopp, b.finansiering) for b in queries.bevillningar_till(insats)] == [
        (2027, medlem, Decimal("600000.00"), "årets budget"),
        (2028, medlem, Decimal("400000.00"), "årets budget"),
    ]
    assert [p.medlem for p in Insatspart.objects.filter(insats=insats)] == [medlem]


def test_the_same_decision_twice_makes_one_insats(forbund):
    beslut = make_beslut_om_medel()
    uppgifter = make_uppgifter()
    assert bevilja(beslut, uppgifter) == bevilja(beslut, uppgifter)
    assert (Insats.objects.count(), Bevillning.objects.count()) == (1, 1)


def test_a_decision_without_money_makes_one_insats_too(forbund):
    beslut = make_beslut_om_medel(belopp=())
    assert bevilja(beslut, make_uppgifter()) == bevilja(beslut, make_uppgifter())
    assert (Insats.objects.count(), Bevillning.objects.count()) == (1, 0)


def test_a_later_decision_in_the_same_arende_adds_money_and_terms(forbund):
    forst = make_beslut_om_medel(villkor=["Rapport"])
    insats = bevilja(forst, make_uppgifter())
    igen = make_punkt(make_sammantrade(om_dagar=60), arende=forst.punkt.arende)
    bevilja(make_beslut_om_medel(igen, ((2029, None, 100_000),), villkor=["Rapport", "Ny plan"]), make_uppgifter())
    assert Insats.objects.get().villkor == ["Rapport", "Ny plan"]
    assert [(b.ar, int(b.belopp)) for b in queries.bevillningar_till(insats)] == [(2027, 600_000), (2029, 100_000)]


def test_a_decision_without_arende_is_a_fault(forbund):
    with pytest.raises(LookupError):
        bevilja(make_beslut_om_medel(make_punkt(slag="upprop", rubrik="Upprop")), make_uppgifter())


def test_a_bevillning_is_never_changed_or_removed(forbund):
    insats = make_insats()
    for andra in (
        lambda: Bevillning.objects.filter(insats=insats).update(belopp=1),
        lambda: Bevillning.objects.filter(insats=insats).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            andra()


def test_granted_by_year_counts_every_insats(forbund):
    make_insats(belopp=((2027, None, 100), (2028, None, 50)))
    make_insats(belopp=((2027, None, 25),))
    assert queries.beviljat_per_ar() == [(2027, Decimal("125.00"), 2), (2028, Decimal("50.00"), 1)]


def test_the_log_has_one_row_for_the_insats():
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        make_insats()
    with tenancy.in_forbund(forbund.pk):
        rad = Handelse.objects.get(typ="insats_beviljad")
        assert (rad.rubrik, rad.namn, rad.efter["belopp"]) == (
            "Unga i dialog",
            "Finsam",
            [{"ar": 2027, "belopp": "600000.00"}],
        )


def test_another_forbund_sees_no_insats(forbund):
    make_insats()
    with tenancy.in_forbund(make_forbund().pk):
        assert (list(queries.insatser_for_lista()), queries.beviljat_per_ar()) == ([], [])
