"""To take up a point, and to leave it without a decision."""

import pytest

from forbund.diarium.models import Arende
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget, Varning, VarningUtanSkal
from forbund.styrelse import arendeslag
from forbund.styrelse.actions import narvaro, oppnande, ordforande, punkt
from forbund.styrelse.models import Punkt
from forbund.styrelse.states import Punktslag, Punktstatus
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_kallat,
    make_oppen_punkt,
    make_oppnat,
    make_styrelse,
    samtidigt,
)
from tests.styrelse.steg import forsta


def test_paragrafer_follow_the_order_of_opening_without_gaps(styrelse):
    sammantrade = make_oppnat(styrelse, arenden=3)
    punkter = list(sammantrade.punkter.order_by("ordning"))
    for rad in (punkter[1], punkter[0], punkter[2]):
        punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
        make_beslut_genom_acklamation(styrelse, rad)
    assert [p.paragraf for p in sammantrade.punkter.order_by("ordning")] == [2, 1, 3]


def test_only_one_point_is_open_at_a_time(styrelse):
    rad = make_oppen_punkt(styrelse, arenden=2)
    with pytest.raises(Upptaget):
        punkt.oppna_punkt(forsta(rad.sammantrade).pk, by=styrelse.konton["ordforande"])


def test_only_the_one_who_leads_opens_a_point(styrelse):
    sammantrade = make_oppnat(styrelse)
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(forsta(sammantrade).pk, by=styrelse.konton["vice"])
    assert fel.value.regel == "R98"


class Sparrat(arendeslag.Arendeslag):
    """A kind whose ärenden have a hinder, or a warning."""

    def hinder(self, arende: Arende) -> list[str]:
        return ["Samråd saknas (FL 23 §)."] if "hinder" in arende.rubrik else []

    def varningar(self, arende: Arende) -> list[Varning]:
        return [Varning("Alla har inte svarat.", regel="R50", lagrum="FL 7 §")]


def test_a_hinder_of_the_kind_stops_the_opening_and_says_what_to_do(styrelse, monkeypatch):
    monkeypatch.setitem(arendeslag._slag, "sparrat", Sparrat())
    sammantrade = make_oppnat(styrelse)
    Arende.objects.update(slag="sparrat", rubrik="Med hinder")
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(forsta(sammantrade).pk, by=styrelse.konton["ordforande"])
    assert fel.value.text == "Punkten kan inte öppnas än. Samråd saknas (FL 23 §)."


def test_a_warning_of_the_kind_is_set_aside_with_a_reason(styrelse, monkeypatch):
    monkeypatch.setitem(arendeslag._slag, "sparrat", Sparrat())
    sammantrade = make_oppnat(styrelse)
    Arende.objects.update(slag="sparrat")
    rad = forsta(sammantrade)
    with pytest.raises(VarningUtanSkal):
        punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
    punkt.oppna_punkt(rad.pk, skal={"R50": "Svar väntas inte."}, by=styrelse.konton["ordforande"])
    rad.refresh_from_db()
    assert rad.status == Punktstatus.OPPEN


def test_a_withdrawn_point_keeps_its_paragraf_once_opened(styrelse):
    rad = make_oppen_punkt(styrelse, arenden=2)
    punkt.dra_tillbaka(rad.pk, skal_text="Underlaget är inte klart.", by=styrelse.konton["ordforande"])
    annan = forsta(rad.sammantrade)
    punkt.dra_tillbaka(annan.pk, skal_text="Hinner inte.", by=styrelse.konton["ordforande"])
    rad.refresh_from_db(), annan.refresh_from_db()
    assert [(p.status, p.paragraf) for p in (rad, annan)] == [("utgar", 1), ("utgar", None)]
    assert rad.notering == "Punkten utgår. Underlaget är inte klart."


@pytest.mark.parametrize("skal", ["", "  "])
def test_a_withdrawal_says_why(styrelse, skal):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Ogiltig):
        punkt.dra_tillbaka(rad.pk, skal_text=skal, by=styrelse.konton["ordforande"])


@pytest.mark.regel("R13", sida="ena")
def test_what_another_ledamot_has_raised_is_not_withdrawn(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punkt.objects.update(vackt_av=styrelse.uppdrag["fk"])
    with pytest.raises(Regelbrott) as fel:
        punkt.dra_tillbaka(rad.pk, skal_text="Passar inte.", by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R13"


@pytest.mark.regel("R13", sida="andra")
def test_what_the_one_who_leads_has_raised_is(styrelse):
    rad = make_oppen_punkt(styrelse)
    Punkt.objects.update(vackt_av=styrelse.uppdrag["ordforande"])
    punkt.dra_tillbaka(rad.pk, skal_text="Jag tar det senare.", by=styrelse.konton["ordforande"])
    rad.refresh_from_db()
    assert rad.status == Punktstatus.UTGAR


def test_a_procedural_point_gets_the_proposed_text_or_ones_own(styrelse):
    sammantrade = make_kallat(styrelse, formalia=True)
    oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    upprop, jav = (sammantrade.punkter.get(slag=slag) for slag in (Punktslag.UPPROP, Punktslag.JAV))
    punkt.oppna_punkt(upprop.pk, by=styrelse.konton["ordforande"])
    narvaro.upprop(
        sammantrade.pk, narvarande=[styrelse[n] for n in ("vice", "fk", "e_af")], by=styrelse.konton["ordforande"]
    )
    punkt.avsluta_formalia(upprop.pk, by=styrelse.konton["ordforande"])
    punkt.oppna_punkt(jav.pk, by=styrelse.konton["ordforande"])
    punkt.avsluta_formalia(jav.pk, notering="Ingen är jävig.", by=styrelse.konton["ordforande"])
    upprop.refresh_from_db(), jav.refresh_from_db()
    assert upprop.notering == (
        "Upprop förrättas. 4 av 4 platser är fyllda. Tjänstgörande ersättare: E_af Prov för Af Prov."
    )
    assert jav.notering == "Ingen är jävig."


def test_the_point_of_justerare_waits_for_a_choice(styrelse):
    sammantrade = make_oppnat(styrelse, formalia=True)
    rad = sammantrade.punkter.get(slag=Punktslag.JUSTERARE)
    punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
    with pytest.raises(Regelbrott):
        punkt.avsluta_formalia(rad.pk, by=styrelse.konton["ordforande"])
    ordforande.valj_justerare(sammantrade.pk, uppdrag=[styrelse["fk"]], by=styrelse.sekreterare)
    punkt.avsluta_formalia(rad.pk, by=styrelse.konton["ordforande"])
    rad.refresh_from_db()
    assert rad.notering == "Till att justera protokollet tillsammans med ordföranden väljs Fk Prov."


def test_an_arende_is_not_closed_as_a_formality(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Ogiltig):
        punkt.avsluta_formalia(rad.pk, notering="Klart.", by=styrelse.konton["ordforande"])


@pytest.mark.django_db(transaction=True)
def test_of_two_points_opened_at_once_one_is_taken_up():
    styrelse = make_styrelse()
    with styrelse.oppet():
        sammantrade = make_oppnat(styrelse, arenden=2)
        ids = list(sammantrade.punkter.values_list("pk", flat=True))
    utfall = samtidigt(styrelse, *(lambda pk=pk: punkt.oppna_punkt(pk, by=styrelse.konton["ordforande"]) for pk in ids))
    assert utfall == ["Upptaget", "klart"]
    with styrelse.oppet():
        assert sorted(Punkt.objects.values_list("status", "paragraf")) == [("oppen", 1), ("uppsatt", None)]
