"""A decision that grants money says how much and how it is financed, before anyone votes about it (KL 11 kap. 15 §)."""

from decimal import Decimal

import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.actions import omrostning, proposition, punkt
from forbund.styrelse.arendeslag import Belopp, Lage, Ovrigt
from forbund.styrelse.models import Beslut, Omrostning, Proposition, Punkt, Punktbelopp
from forbund.styrelse.queries.dagordning import punkter_for_lista
from forbund.styrelse.states import Punktstatus
from forbund.styrelse.visning.dagordning import brister
from tests.styrelse.fabrik_mote import make_oppen_punkt, make_redovisad
from tests.styrelse.steg import begar, klubba, yrka

HALVA = [Belopp(2027, Decimal(500_000), "medlemsbidrag 2027")]


@pytest.fixture
def avser_utgift(monkeypatch):
    """Let the plain kind be one that grants money."""
    monkeypatch.setattr(Ovrigt, "avser_utgift", True)


@pytest.fixture
def utan_belopp(styrelse, avser_utgift):
    rad = make_oppen_punkt(styrelse)
    Punktbelopp.objects.all().delete()
    return rad


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_a_proposal_whose_amounts_were_removed_cannot_win(styrelse, utan_belopp):
    with pytest.raises(Regelbrott) as fel:
        make_redovisad(styrelse, utan_belopp)
    assert (fel.value.regel, Proposition.objects.count()) == ("R43", 0)


@pytest.mark.regel("R43", sida="sista_tillatna")
def test_with_its_amounts_it_can(styrelse, avser_utgift):
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    assert klubba(styrelse, rad).belopp.count() == 1


@pytest.mark.parametrize("slag", ["avslag", "aterremiss", "bordlaggning"])
def test_the_board_settles_it_in_other_ways_without_amounts(styrelse, utan_belopp, slag):
    make_redovisad(styrelse, utan_belopp, yrkande=yrka(styrelse, utan_belopp, "fk", slag))
    assert klubba(styrelse, utan_belopp).utfall == slag


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_an_andring_without_amounts_is_not_proposed(styrelse, utan_belopp):
    with pytest.raises(Regelbrott) as fel:
        yrka(styrelse, utan_belopp, "fk", "andring", att_satser=["bevilja hälften"])
    assert fel.value.regel == "R43"


@pytest.mark.regel("R43", sida="sista_tillatna")
def test_an_andring_with_amounts_brings_what_was_missing(styrelse, utan_belopp):
    andring = yrka(styrelse, utan_belopp, "fk", "andring", att_satser=["bevilja hälften"], belopp=HALVA)
    make_redovisad(styrelse, utan_belopp, yrkande=andring)
    assert [b.belopp for b in klubba(styrelse, utan_belopp).belopp.all()] == [Decimal(500_000)]


def test_nobody_votes_about_what_could_not_be_decided(styrelse, utan_belopp):
    make_redovisad(styrelse, utan_belopp, yrkande=yrka(styrelse, utan_belopp, "fk", "avslag"))
    begar(styrelse, utan_belopp)
    with pytest.raises(Regelbrott) as fel:
        omrostning.oppna_omrostning(utan_belopp.pk, by=styrelse.konton["ordforande"])
    assert (fel.value.regel, Omrostning.objects.count()) == ("R43", 0)
    utgar = punkt.dra_tillbaka(utan_belopp.pk, skal_text="Beloppen saknas.", by=styrelse.konton["ordforande"])
    assert utgar.status == Punktstatus.UTGAR


def test_an_amount_without_financing_is_said_before_the_vote_and_mended_in_the_overlaggning(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punktbelopp.objects.update(finansiering="")
    with pytest.raises(Regelbrott) as fel:
        make_redovisad(styrelse, rad)
    assert fel.value.regel == "R43"
    proposition.ateruppta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    andring = yrka(styrelse, rad, "fk", "andring", att_satser=["bevilja hälften"], belopp=HALVA)
    make_redovisad(styrelse, rad, yrkande=andring)
    klubba(styrelse, rad)
    assert Beslut.objects.get().yrkande_id == andring.pk


def test_the_list_says_it_before_the_kallelse(styrelse, utan_belopp):
    rad = punkter_for_lista(utan_belopp.sammantrade_id).get()
    assert [(b.kort, b.regel, b.sparrar) for b in brister(rad, Lage()) if b.regel] == [("Belopp saknas", "R43", True)]
    Punktbelopp.objects.create(punkt=Punkt.objects.get(), ar=2027, belopp=Decimal(1), finansiering="budget")
    assert [b.regel for b in brister(punkter_for_lista(utan_belopp.sammantrade_id).get(), Lage()) if b.regel] == []
