import pytest
from hypothesis import given
from hypothesis import strategies as st

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules import ordning

ALLA = frozenset({1, 2, 3, 4})


@pytest.mark.parametrize(
    ("narvarande", "leder"),
    [({1, 2, 3, 4}, 1), ({2, 3, 4}, 2), ({3, 4}, 3), ({4}, 4), ({5}, None), (set(), None)],
)
def test_ordforande_leads_else_vice_else_one_who_was_chosen(narvarande, leder):
    assert ordning.motesordforande(1, [2, 3], 4, frozenset(narvarande)) == leder


def test_without_a_choice_nobody_leads():
    assert ordning.motesordforande(1, [2], None, frozenset({3, 4})) is None
    assert ordning.motesordforande(None, [], 3, frozenset({3, 4})) == 3


@pytest.mark.regel("R98", sida="sista_tillatna")
def test_the_one_who_leads_may_act():
    assert ordning.require_nagon_leder(2) == 2
    ordning.require_leder(2, 2)


@pytest.mark.regel("R98", sida="forsta_vagrade")
def test_without_a_chair_nothing_is_decided():
    with pytest.raises(Regelbrott) as fel:
        ordning.require_leder(None, 2)
    assert (fel.value.regel, fel.value.text[:22]) == ("R98", "Ingen leder ärendet: v")


@pytest.mark.regel("R98", sida="forsta_vagrade")
def test_another_may_not_act_as_chair():
    with pytest.raises(Regelbrott) as fel:
        ordning.require_leder(2, 3)
    assert fel.value.text == "Bara den som leder ärendet kan göra det här."


@pytest.mark.regel("R101", sida="ena")
def test_aterremiss_and_bordlaggning_come_first():
    yrkanden = [(1, "bifall"), (2, "aterremiss"), (3, "avslag"), (4, "bordlaggning")]
    assert ordning.propositionsordning(yrkanden) == (2, 4, 1, 3)


@pytest.mark.regel("R101", sida="andra")
def test_without_them_the_order_is_as_made():
    assert ordning.propositionsordning([(3, "avslag"), (1, "bifall"), (2, "andring")]) == (3, 1, 2)


@given(st.lists(st.sampled_from(["bifall", "avslag", "aterremiss", "bordlaggning", "andring"])))
def test_every_yrkande_is_put_exactly_once(slag):
    yrkanden = list(enumerate(slag))
    svar = ordning.propositionsordning(yrkanden)
    assert sorted(svar) == list(range(len(slag)))
    forst = [slag[plats] in ordning.PROVAS_FORST for plats in svar]
    assert forst == sorted(forst, reverse=True)


def test_the_matter_is_tried_when_each_of_them_is_voted_down():
    assert ordning.arendet_provas_i_sak([]) is True
    assert ordning.arendet_provas_i_sak([False, False]) is True
    assert ordning.arendet_provas_i_sak([False, True]) is False


@pytest.mark.regel("R102", sida="sista_tillatna")
def test_the_acts_in_their_order_are_allowed():
    ordning.require_overlaggning_pagar(avslutad=False)
    ordning.require_overlaggning_avslutad(avslutad=True)
    ordning.require_alla_framlagda(frozenset({1, 2}), frozenset({1, 2, 3}))
    ordning.require_ja_och_nej("Bifall till förslaget", "Avslag på förslaget")
    ordning.require_tva_forslag(2)
    ordning.require_fore_klubbslag(klubbat=False)
    ordning.require_utfall_redovisat(redovisat=True)


@pytest.mark.regel("R102", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("akt", "varden", "text"),
    [
        (ordning.require_overlaggning_pagar, (True,), "Överläggningen är avslutad."),
        (ordning.require_overlaggning_avslutad, (False,), "Överläggningen pågår."),
        (
            ordning.require_alla_framlagda,
            (ALLA, frozenset({1, 9})),
            "Alla yrkanden har inte lagts fram: 3 av 4 saknas.",
        ),
        (ordning.require_ja_och_nej, ("Bifall", " "), "Det framgår inte vad ja och nej betyder i omröstningen."),
        (ordning.require_ja_och_nej, ("", "Avslag"), "Det framgår inte vad ja och nej betyder i omröstningen."),
        (
            ordning.require_ja_och_nej,
            ("Bifall", " bifall"),
            "Det framgår inte vad ja och nej betyder i omröstningen.",
        ),
        (ordning.require_tva_forslag, (1,), "En omröstning står mellan två förslag, men här finns 1."),
        (ordning.require_tva_forslag, (3,), "En omröstning står mellan två förslag, men här finns 3."),
        (ordning.require_fore_klubbslag, (True,), "Beslutet är bekräftat med klubbslag."),
        (ordning.require_utfall_redovisat, (False,), "Utfallet har inte redovisats."),
    ],
)
def test_an_act_out_of_order_is_refused(akt, varden, text):
    with pytest.raises(Regelbrott) as fel:
        akt(*varden)
    assert (fel.value.regel, fel.value.text[: len(text)]) == ("R102", text)
