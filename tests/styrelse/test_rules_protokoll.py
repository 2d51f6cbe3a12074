from dataclasses import replace

import pytest

from forbund.grund.errors import Regelbrott
from forbund.styrelse.rules import protokoll
from forbund.styrelse.rules.protokoll import Omrostningsfakta, Paragraffakta, Protokollsfakta

OPPNANDE = Paragraffakta(36, "Öppnande", 1, "Sammanträdet öppnas.", frozenset(), ar_arende=False)
OMROSTNING = Omrostningsfakta(oppen=True, ja=2, nej=1, avstar=1, roster=4, utfall="ja")
ARENDE = Paragraffakta(
    37,
    "Unga framåt",
    1,
    "Styrelsen bifaller.",
    deltog=frozenset({1, 2, 3}),
    yrkanden=frozenset({7, 8}),
    framlagda=(8, 7),
    omrostningar=(OMROSTNING,),
    reservationer=frozenset({3}),
)
HELT = Protokollsfakta(frozenset({1, 2, 3, 4}), frozenset({1, 2}), (OPPNANDE, ARENDE))


@pytest.mark.regel("R26", sida="sista_tillatna")
def test_a_protokoll_with_all_the_law_lists_is_sent_out():
    protokoll.require_fullstandigt(HELT)
    assert protokoll.saknas_i_protokoll(HELT) == []


def med_arende(**andrat) -> Protokollsfakta:
    return replace(HELT, paragrafer=(OPPNANDE, replace(ARENDE, **andrat)))


@pytest.mark.regel("R26", sida="forsta_vagrade")
@pytest.mark.parametrize(
    ("fakta", "brist"),
    [
        (replace(HELT, justerare=frozenset()), "Ingen justerare är vald."),
        (replace(HELT, paragrafer=()), "Protokollet har inga paragrafer."),
        (med_arende(rubrik=" "), "§ 37: rubriken saknas."),
        (med_arende(leddes_av=None), "§ 37: det framgår inte vem som ledde ärendet."),
        (med_arende(beslut=""), "§ 37: beslutet saknas."),
        (
            med_arende(deltog=frozenset(), reservationer=frozenset()),
            "§ 37: det framgår inte vilka som deltog i beslutet.",
        ),
        (
            med_arende(deltog=frozenset({1, 3, 9})),
            "§ 37: någon som inte tjänstgjort har antecknats som deltagande.",
        ),
        (med_arende(framlagda=(8,)), "§ 37: ordningen för 1 av 2 yrkanden saknas."),
        (
            med_arende(reservationer=frozenset({4})),
            "§ 37: en reservation är gjord av någon som inte deltog.",
        ),
        (
            med_arende(omrostningar=(replace(OMROSTNING, utfall=""),)),
            "§ 37: resultatet av en omröstning saknas.",
        ),
        (
            med_arende(omrostningar=(replace(OMROSTNING, roster=3),)),
            "§ 37: det framgår inte hur alla röstade: 3 av 4 är antecknade.",
        ),
    ],
)
def test_each_thing_that_is_missing_is_named(fakta, brist):
    assert protokoll.saknas_i_protokoll(fakta) == [brist]
    with pytest.raises(Regelbrott) as fel:
        protokoll.require_fullstandigt(fakta)
    assert (fel.value.regel, fel.value.text) == ("R26", f"Protokollet är inte fullständigt. {brist}")


def test_without_anyone_serving_the_protokoll_says_so():
    tomt = replace(HELT, tjanstgorande=frozenset(), paragrafer=(OPPNANDE,))
    assert protokoll.saknas_i_protokoll(tomt) == ["Det framgår inte vilka som har tjänstgjort."]


def test_a_sluten_vote_lists_no_names():
    assert protokoll.saknas_i_protokoll(med_arende(omrostningar=(replace(OMROSTNING, oppen=False, roster=0),))) == []
