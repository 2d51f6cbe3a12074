"""Yrkanden and överläggning: who proposes what, and when."""

from decimal import Decimal

import pytest

from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.styrelse.actions import narvaro, proposition, punkt, yrkande
from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.models import Punkt, Yrkande
from tests.styrelse.fabrik_mote import make_oppen_punkt


def yrka(styrelse, rad, namn="fk", slag="bifall", **over):
    return yrkande.yrka(rad.pk, **{"uppdrag_id": styrelse[namn], "slag": slag, "by": styrelse.konton[namn], **over})


def andra(styrelse, rad, **over):
    falt = {"att_satser": ["bevilja 900 000 kr"], "belopp": [Belopp(2027, Decimal(900_000), "medlemsbidrag 2027")]}
    return yrka(styrelse, rad, slag="andring", **{**falt, **over})


@pytest.mark.parametrize("slag", ["bifall", "avslag", "aterremiss", "bordlaggning"])
def test_a_serving_ledamot_proposes(styrelse, slag):
    rad = make_oppen_punkt(styrelse)
    ny = yrka(styrelse, rad, slag=slag)
    assert (ny.slag, ny.uppdrag_id, ny.antecknad_av_id) == (slag, styrelse["fk"], None)


def test_an_andring_carries_its_own_text_terms_and_money(styrelse):
    rad = make_oppen_punkt(styrelse)
    ny = andra(styrelse, rad, villkor=["rapport i augusti"])
    assert (ny.att_satser, ny.villkor) == (["bevilja 900 000 kr"], ["rapport i augusti"])
    assert [(b.ar, b.belopp, b.finansiering) for b in ny.belopp.all()] == [
        (2027, Decimal(900_000), "medlemsbidrag 2027")
    ]


def test_the_sekreterare_notes_the_yrkande_of_another(styrelse):
    rad = make_oppen_punkt(styrelse)
    assert yrka(styrelse, rad, by=styrelse.sekreterare).antecknad_av_id == styrelse.sekreterare.pk


def test_a_ledamot_proposes_for_nobody_else(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(SaknarRatt):
        yrka(styrelse, rad, by=styrelse.konton["af"])


@pytest.mark.regel("R43", sida="forsta_vagrade")
def test_money_without_financing_is_not_proposed(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Regelbrott) as fel:
        andra(styrelse, rad, belopp=[Belopp(2027, Decimal(900_000), " ")])
    assert fel.value.regel == "R43"
    assert Yrkande.objects.count() == 0


@pytest.mark.regel("R43", sida="sista_tillatna")
def test_an_andring_without_money_needs_none(styrelse):
    rad = make_oppen_punkt(styrelse)
    assert andra(styrelse, rad, belopp=[]).belopp.count() == 0


def test_an_andring_says_what_to_decide_instead(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Ogiltig):
        andra(styrelse, rad, att_satser=[" "])


def test_without_a_proposal_there_is_nothing_to_bifalla(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punkt.objects.update(att_satser=[])
    with pytest.raises(Ogiltig):
        yrka(styrelse, rad)


def test_an_ersattare_who_does_not_serve_proposes_nothing_but_one_who_does(styrelse):
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_af"])
    narvaro.anteckna_narvaro(rad.sammantrade_id, uppdrag_id=styrelse["e_vice"], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott):
        yrka(styrelse, rad, "e_vice")
    assert yrka(styrelse, rad, "e_af").uppdrag_id == styrelse["e_af"]


def test_one_who_has_left_proposes_nothing(styrelse):
    rad = make_oppen_punkt(styrelse)
    narvaro.avvek(rad.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    with pytest.raises(Regelbrott):
        yrka(styrelse, rad)


def test_the_same_yrkande_twice_is_one(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad)
    with pytest.raises(Upptaget):
        yrka(styrelse, rad)


def test_a_yrkande_is_taken_back_by_its_maker_alone(styrelse):
    rad = make_oppen_punkt(styrelse)
    ny = yrka(styrelse, rad)
    with pytest.raises(SaknarRatt):
        yrkande.aterkalla(ny.pk, by=styrelse.konton["af"])
    yrkande.aterkalla(ny.pk, by=styrelse.konton["fk"])
    with pytest.raises(Upptaget):
        yrkande.aterkalla(ny.pk, by=styrelse.konton["fk"])
    ny.refresh_from_db()
    assert ny.aterkallat is not None


@pytest.mark.regel("R102", sida="forsta_vagrade")
def test_after_the_overlaggning_nobody_proposes(styrelse):
    rad = make_oppen_punkt(styrelse)
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    with pytest.raises(Regelbrott) as fel:
        yrka(styrelse, rad, slag="avslag")
    assert fel.value.regel == "R102"


@pytest.mark.regel("R102", sida="sista_tillatna")
def test_the_overlaggning_may_be_opened_again(styrelse):
    rad = make_oppen_punkt(styrelse)
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    proposition.ateruppta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    yrka(styrelse, rad, slag="avslag")
    assert [(y.slag, y.framlagt) for y in Yrkande.objects.all()] == [("avslag", None)]


def test_every_yrkande_is_put_and_the_proposal_too(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad, slag="avslag")
    yrka(styrelse, rad, "af", slag="aterremiss", text="Räkna om.")
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    assert list(Yrkande.objects.order_by("framlagt").values_list("slag", "uppdrag_id")) == [
        ("aterremiss", styrelse["af"]),
        ("bifall", None),
        ("avslag", styrelse["fk"]),
    ]


def test_a_bifall_stands_for_the_proposal(styrelse):
    rad = make_oppen_punkt(styrelse)
    yrka(styrelse, rad)
    proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    assert list(Yrkande.objects.values_list("slag", "uppdrag_id")) == [("bifall", styrelse["fk"])]


def test_with_nothing_to_decide_the_overlaggning_goes_on(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punkt.objects.update(att_satser=[])
    with pytest.raises(Regelbrott) as fel:
        proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["ordforande"])
    assert fel.value.text == "Det finns inget förslag att besluta om."


def test_only_the_one_who_leads_closes_the_overlaggning(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Regelbrott) as fel:
        proposition.avsluta_overlaggningen(rad.pk, by=styrelse.konton["vice"])
    assert fel.value.regel == "R98"


def test_a_personnummer_is_not_stored(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Regelbrott) as fel:
        andra(styrelse, rad, att_satser=["stödja 19811228-9874"])
    assert fel.value.regel == "R57"
    assert Yrkande.objects.count() == 0


def test_nobody_proposes_in_a_point_that_is_not_open(styrelse):
    rad = make_oppen_punkt(styrelse)
    punkt.dra_tillbaka(rad.pk, skal_text="Utgår.", by=styrelse.konton["ordforande"])
    with pytest.raises(Upptaget):
        yrka(styrelse, rad)
