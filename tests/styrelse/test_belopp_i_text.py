"""The sum that a sats names follows the amounts: one protokoll does not grant two different sums."""

from decimal import Decimal

import pytest

from forbund.styrelse.arendeslag import Belopp
from forbund.styrelse.forms.dagordning import PunktForm, folj_summan
from forbund.styrelse.models import Punktbelopp, Yrkande
from tests.styrelse.fabrik_mote import make_kallat, make_oppen_punkt, make_styrelse
from tests.styrelse.klient_mote import akt, klient_for, sidan


def belopp(*kronor: int) -> list[Belopp]:
    return [Belopp(2027, Decimal(k)) for k in kronor]


@pytest.mark.parametrize(
    ("sats", "blir"),
    [
        ("bevilja 1\xa0590\xa0000\xa0kr till insatsen", "bevilja 1\xa0370\xa0000\xa0kr till insatsen"),
        ("bevilja 1 590 000 kr", "bevilja 1\xa0370\xa0000\xa0kr"),
        ("bevilja 21 590 000 kr", "bevilja 21 590 000 kr"),
        ("bevilja 1 590 000 euro", "bevilja 1 590 000 euro"),
        ("utse kommunen", "utse kommunen"),
    ],
)
def test_the_sum_in_a_sats_follows_the_amounts(sats, blir):
    assert folj_summan([sats], belopp(1_000_000, 590_000), belopp(1_000_000, 370_000)) == [blir]


def test_with_no_amount_before_or_after_the_text_is_left_alone():
    for fore, efter in (([], belopp(5)), (belopp(5), [])):
        assert folj_summan(["bevilja 5 kr", "bevilja 0 kr"], fore, efter) == ["bevilja 5 kr", "bevilja 0 kr"]


@pytest.mark.django_db
def test_an_andring_of_the_amounts_names_the_receivers_and_carries_its_own_sum():
    styrelse = make_styrelse()
    with styrelse.oppet():
        rad = make_oppen_punkt(styrelse)
        rad.att_satser = ["bevilja 1 000 000 kr till insatsen"]
        rad.save(update_fields=["att_satser"])
        Punktbelopp.objects.update(medlem=styrelse.medlemmar["af"])
        mottagare = str(styrelse.medlemmar["af"])
    klient = klient_for(styrelse.konton["fk"])
    yrka = klient.get(sidan(styrelse, rad.sammantrade_id)).context["sida"].gor
    falt = next(a.form.fields for a in yrka.fler if a.id.startswith("andring"))
    assert (falt["belopp_0"].label, falt["finansiering_0"].label) == (
        f"Belopp 2027 till {mottagare}",
        f"Finansieras 2027 till {mottagare} av",
    )
    data = {
        "uppdrag_id": styrelse["fk"],
        "slag": "andring",
        "att_satser": falt["att_satser"].initial,
        "belopp_0": "900 000",
        "finansiering_0": "budget",
    }
    assert klient.post(akt(styrelse, rad.sammantrade_id, "andring", rad.pk), data).status_code == 302
    with styrelse.oppet():
        assert Yrkande.objects.get().att_satser == ["bevilja 900\xa0000\xa0kr till insatsen"]


@pytest.mark.django_db
def test_an_amount_that_the_office_changes_is_changed_in_the_proposal_too():
    styrelse = make_styrelse()
    with styrelse.oppet():
        rad = make_kallat(styrelse).punkter.get()
        data = {
            "rubrik": "R",
            "version": "1",
            "att_satser": "bevilja 1 000 000 kr",
            "ar_0": "2027",
            "belopp_0": "800 000",
        }
        form = PunktForm(data, punkt=rad, dag=rad.sammantrade.dag)
        assert form.is_valid()
    assert form.cleaned_data["att_satser"] == ["bevilja 800\xa0000\xa0kr"]
