"""Öppen omröstning: who votes, what wins, and two at the same instant."""

import pytest
from django.db import IntegrityError, transaction

from forbund.grund import dates
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.register.models import Forbundsordning
from forbund.styrelse.actions import narvaro, omrostning, proposition, punkt
from forbund.styrelse.models import Beslut, Omrostning, Punkt, Rost, Rostlangdsrad
from tests.styrelse.fabrik_mote import (
    make_omrostning_oppen,
    make_oppen_punkt,
    make_oppnat,
    make_redovisad,
    make_styrelse,
    rosta_alla,
    samtidigt,
)
from tests.styrelse.steg import begar, klubba, stang

# --- to vote ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def oppen(styrelse):
    """Three ledamöter serve, an ersättare listens, and one ledamot is away."""
    rad = make_oppen_punkt(styrelse, narvarande=["ordforande", "vice", "fk", "e_fk"])
    return make_omrostning_oppen(styrelse, rad)


@pytest.mark.regel("R19", sida="sista_tillatna")
def test_one_who_serves_votes_once(styrelse, oppen):
    rost = omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="avstar", by=styrelse.konton["fk"])
    assert (rost.val, rost.antecknad_av_id) == ("avstar", None)


@pytest.mark.regel("R19", sida="forsta_vagrade")
@pytest.mark.parametrize("namn", ["af", "e_fk"])
def test_the_absent_and_the_not_serving_do_not_vote(styrelse, oppen, namn):
    with pytest.raises(Regelbrott) as fel:
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse[namn], val="ja", by=styrelse.konton[namn])
    assert fel.value.regel == "R19"


def test_one_who_has_left_after_the_freeze_does_not_vote(styrelse, oppen):
    narvaro.avvek(oppen.punkt.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="ja", by=styrelse.konton["fk"])
    assert fel.value.regel == "R19"


def test_one_who_comes_after_the_freeze_does_not_vote(styrelse, oppen):
    narvaro.anteckna_narvaro(oppen.punkt.sammantrade_id, uppdrag_id=styrelse["af"], by=styrelse.konton["af"])
    with pytest.raises(Regelbrott) as fel:
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["af"], val="ja", by=styrelse.konton["af"])
    assert fel.value.regel == "R19"


def test_a_vote_noted_by_the_sekreterare_is_never_beside_the_persons_own(styrelse, oppen):
    omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="ja", by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="nej", by=styrelse.konton["fk"])
    assert fel.value.text == "Rösten är redan avgiven. Varje ledamot har en röst i omröstningen."
    assert list(Rost.objects.values_list("val", "antecknad_av")) == [("ja", styrelse.sekreterare.pk)]


def test_nobody_votes_for_another(styrelse, oppen):
    with pytest.raises(SaknarRatt):
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="ja", by=styrelse.konton["vice"])


def test_there_are_three_answers(styrelse, oppen):
    with pytest.raises(Ogiltig):
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="kanske", by=styrelse.konton["fk"])


def test_after_the_closing_nobody_votes(styrelse, oppen):
    stang(styrelse, oppen, avstar_resten=True, utslagsrost="ja")
    with pytest.raises(Upptaget):
        omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="ja", by=styrelse.konton["fk"])


def test_the_database_keeps_one_vote_a_row_whatever_the_code_does(styrelse, oppen):
    rad = Rostlangdsrad.objects.filter(omrostning=oppen).first()
    Rost.objects.create(rad=rad, val="ja", avgiven=dates.nu())
    with pytest.raises(IntegrityError), transaction.atomic():
        Rost.objects.create(rad=rad, val="nej", avgiven=dates.nu())


def test_one_who_leaves_without_voting_is_not_waited_for_and_did_not_abstain(styrelse, oppen):
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja")
    narvaro.avvek(oppen.punkt.sammantrade_id, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    stang(styrelse, oppen)
    assert not Rost.objects.filter(rad__uppdrag_id=styrelse["fk"]).exists()


# --- to close ---------------------------------------------------------------------------------------------------------


def test_those_who_have_not_answered_are_waited_for_or_noted_as_abstaining(styrelse, oppen):
    rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja")
    with pytest.raises(Regelbrott) as fel:
        stang(styrelse, oppen)
    assert fel.value.text == "Alla har inte röstat: Fk Prov."
    stang(styrelse, oppen, avstar_resten=True)
    rost = Rost.objects.get(rad__uppdrag_id=styrelse["fk"])
    assert (rost.val, rost.antecknad_av_id) == ("avstar", styrelse.konton["ordforande"].pk)


@pytest.mark.regel("R21", sida="ena")
def test_more_votes_win_and_abstentions_are_none(styrelse, oppen):
    rosta_alla(styrelse, oppen.pk, ordforande="avstar", vice="ja", fk="avstar")
    stangd = stang(styrelse, oppen)
    assert (stangd.utfall, stangd.utslagsrost) == ("ja", False)


@pytest.mark.regel("R21", sida="andra")
@pytest.mark.parametrize("ledarens", ["ja", "nej"])
def test_on_a_tie_the_vote_of_the_one_who_leads_decides(styrelse, ledarens):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    andra = "nej" if ledarens == "ja" else "ja"
    rosta_alla(styrelse, oppen.pk, ordforande=ledarens, vice=ledarens, fk=andra, af=andra)
    stangd = stang(styrelse, oppen)
    assert (stangd.utfall, stangd.utslagsrost) == (ledarens, True)


def test_the_one_who_leads_must_vote_on_a_tie_after_having_abstained(styrelse, oppen):
    rosta_alla(styrelse, oppen.pk, ordforande="avstar", vice="ja", fk="nej")
    with pytest.raises(Regelbrott) as fel:
        stang(styrelse, oppen)
    assert fel.value.regel == "R19"
    stangd = stang(styrelse, oppen, utslagsrost="nej")
    assert (stangd.utfall, stangd.utslagsrost) == ("nej", True)


def test_the_vote_of_the_one_who_leads_is_one_among_others_when_it_is_not_needed(styrelse, oppen):
    rosta_alla(styrelse, oppen.pk, ordforande="nej", vice="ja", fk="ja")
    stangd = stang(styrelse, oppen)
    assert (stangd.utfall, stangd.utslagsrost) == ("ja", False)


def test_only_the_one_who_leads_closes(styrelse, oppen):
    with pytest.raises(Regelbrott) as fel:
        omrostning.stang_omrostning(oppen.pk, avstar_resten=True, by=styrelse.konton["vice"])
    assert fel.value.regel == "R98"


def test_the_klubbslag_waits_for_the_closing(styrelse, oppen):
    with pytest.raises(Upptaget):
        klubba(styrelse, oppen.punkt)


@pytest.mark.regel("R22", sida="sista_tillatna")
@pytest.mark.parametrize(
    ("roster", "utfall"), [(("ja", "ja", "ja", "nej"), "ja"), (("ja", "ja", "avstar", "nej"), "nej")]
)
def test_a_share_of_those_present_is_needed_where_the_forbundsordning_says_so(styrelse, roster, utfall):
    Forbundsordning.objects.update(kvalificerad={"ovrigt": [2, 3]})
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    rosta_alla(styrelse, oppen.pk, **dict(zip(("ordforande", "vice", "fk", "af"), roster, strict=True)))
    assert stang(styrelse, oppen).utfall == utfall


@pytest.mark.regel("R22", sida="forsta_vagrade")
def test_a_qualified_majority_is_not_shown_by_acclamation_alone(styrelse):
    Forbundsordning.objects.update(kvalificerad={"ovrigt": [2, 3]})
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    with pytest.raises(Regelbrott) as fel:
        klubba(styrelse, rad)
    assert fel.value.regel == "R22"


def test_noted_agreement_shows_it(styrelse):
    Forbundsordning.objects.update(kvalificerad={"ovrigt": [2, 3]})
    rad = make_oppen_punkt(styrelse)
    make_redovisad(styrelse, rad)
    proposition.klubba(rad.pk, enig=True, by=styrelse.konton["ordforande"])
    assert Beslut.objects.get().enighet_antecknad is True


# --- at the same instant ----------------------------------------------------------------------------------------------


@pytest.fixture
def verklig(transactional_db):
    """An open vote that is committed, for tests with several connections."""
    styrelse = make_styrelse()
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        return styrelse, make_omrostning_oppen(styrelse, rad)


def test_of_two_votes_by_one_ledamot_one_stands(verklig):
    styrelse, oppen = verklig

    def rosta(val, by):
        return lambda: omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val=val, by=by)

    utfall = samtidigt(
        styrelse,
        rosta("ja", styrelse.konton["fk"]),
        rosta("nej", styrelse.konton["fk"]),
        rosta("nej", styrelse.sekreterare),
    )
    assert utfall == ["Regelbrott", "Regelbrott", "klart"]
    with styrelse.oppet():
        assert Rost.objects.count() == 1


def test_everyone_votes_at_once(verklig):
    styrelse, oppen = verklig
    roster = {"ordforande": "ja", "vice": "nej", "fk": "ja", "af": "avstar"}
    utfall = samtidigt(
        styrelse,
        *(
            lambda n=namn, v=val: omrostning.rosta(oppen.pk, uppdrag_id=styrelse[n], val=v, by=styrelse.konton[n])
            for namn, val in roster.items()
        ),
    )
    assert utfall == ["klart"] * 4
    with styrelse.oppet():
        assert dict(Rost.objects.values_list("rad__uppdrag_id", "val")) == {styrelse[n]: v for n, v in roster.items()}


def test_a_vote_while_it_closes_is_counted_or_refused_but_never_lost(verklig):
    styrelse, oppen = verklig
    with styrelse.oppet():
        rosta_alla(styrelse, oppen.pk, ordforande="ja", vice="ja", af="nej")
    utfall = samtidigt(
        styrelse,
        lambda: omrostning.rosta(oppen.pk, uppdrag_id=styrelse["fk"], val="nej", by=styrelse.konton["fk"]),
        lambda: omrostning.stang_omrostning(oppen.pk, avstar_resten=True, by=styrelse.konton["ordforande"]),
    )
    with styrelse.oppet():
        rost = Rost.objects.get(rad__uppdrag_id=styrelse["fk"])
        stangd = Omrostning.objects.get()
    assert (utfall, rost.val, stangd.utslagsrost) in [
        (["klart", "klart"], "nej", True),
        (["Upptaget", "klart"], "avstar", False),
    ]


def test_two_klubbslag_make_one_decision(transactional_db):
    styrelse = make_styrelse()
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        make_redovisad(styrelse, rad)
    ordforande = styrelse.konton["ordforande"]
    utfall = samtidigt(styrelse, *([lambda: proposition.klubba(rad.pk, by=ordforande)] * 2))
    assert utfall == ["Upptaget", "klart"]
    with styrelse.oppet():
        assert (Beslut.objects.count(), Punkt.objects.get().status) == (1, "beslutad")


def test_a_klubbslag_and_a_request_at_once_end_in_one_or_the_other(transactional_db):
    styrelse = make_styrelse()
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        make_redovisad(styrelse, rad)
    utfall = samtidigt(
        styrelse,
        lambda: proposition.klubba(rad.pk, by=styrelse.konton["ordforande"]),
        lambda: begar(styrelse, rad),
    )
    assert utfall == ["Regelbrott", "klart"]


def test_paragrafer_of_many_sammantraden_at_once_are_gap_free(transactional_db):
    styrelse = make_styrelse()
    with styrelse.oppet():
        ids = [make_oppnat(styrelse, arenden=1).punkter.get().pk for _ in range(4)]
    samtidigt(styrelse, *(lambda pk=pk: punkt.oppna_punkt(pk, by=styrelse.konton["ordforande"]) for pk in ids))
    with styrelse.oppet():
        assert sorted(Punkt.objects.values_list("paragraf", flat=True)) == [1, 2, 3, 4]
