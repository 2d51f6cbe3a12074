"""To raise an ärende: nobody refuses it, and the office notes it for one who cannot (R13)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from forbund.grund import dates, tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.register.models import Uppdrag
from forbund.register.states import Roll
from forbund.styrelse.actions import dagordning, narvaro
from forbund.styrelse.actions.vackning import vack_arende
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.queries.dagordning import vackt_av
from forbund.styrelse.queries.kallelse import kallelsefakta
from tests.factories import make_konto_med, make_medlem, make_uppdrag
from tests.styrelse import fabrik
from tests.styrelse.fabrik_mote import Styrelse, make_oppnat, make_styrelse
from tests.styrelse.klient_mote import klient_for, sidan

pytestmark = pytest.mark.django_db


@pytest.fixture
def styrelse() -> Styrelse:
    styrelse = make_styrelse()
    make_konto_med(styrelse.forbund, Roll.REVISOR, namn="Gunilla Hedman")
    return styrelse


@pytest.fixture
def oppet(styrelse):
    with styrelse.oppet():
        yield styrelse


@pytest.fixture
def plan(oppet) -> Sammantrade:
    return fabrik.make_sammantrade(punkter=1)


def revisor() -> Uppdrag:
    return Uppdrag.objects.get(roll=Roll.REVISOR)


def vack(plan: Sammantrade, by, **over) -> Punkt:
    return vack_arende(plan.pk, **{"rubrik": "Lokaler", "forslag": ["utreda lokalerna"], "by": by, **over})


@pytest.mark.regel("R13", sida="ena")
def test_an_arende_raised_by_a_ledamot_stays_whatever_the_office_wants(oppet, plan):
    ledamot = oppet.konton["fk"]
    punkt = vack(plan, ledamot)
    assert (punkt.vackt_av, punkt.att_satser, punkt.ordning) == (oppet.uppdrag["fk"], ["utreda lokalerna"], 2)
    with pytest.raises(Regelbrott) as fel:
        dagordning.ta_bort(punkt.pk, by=oppet.sekreterare)
    assert fel.value.regel == "R13"
    dagordning.ta_bort(punkt.pk, by=ledamot)
    assert plan.punkter.count() == 1


@pytest.mark.regel("R13", sida="andra")
def test_the_office_and_an_ersattare_raise_no_arende_of_their_own(oppet, plan):
    for konto in (oppet.sekreterare, oppet.konton["e_fk"]):
        with pytest.raises(SaknarRatt):
            vack(plan, konto)
    assert plan.punkter.count() == 1


def test_an_arende_may_be_raised_at_the_sammantrade_but_not_after(oppet):
    mote = make_oppnat(oppet)
    assert vack(mote, oppet.konton["fk"]).sammantrade == mote
    Sammantrade.objects.filter(pk=mote.pk).update(status="avslutat", avslutat=dates.nu())
    with pytest.raises(Upptaget):
        vack(mote, oppet.konton["fk"])


@pytest.mark.regel("R13", sida="ena")
def test_an_ersattare_who_serves_raises_one_as_a_ledamot(oppet):
    mote = make_oppnat(oppet, narvarande=["ordforande", "vice", "af", "e_fk"])
    punkt = vack(mote, oppet.konton["e_fk"])
    assert punkt.vackt_av == oppet.uppdrag["e_fk"]


@pytest.mark.regel("R13", sida="andra")
def test_an_ersattare_who_is_there_without_serving_does_not(oppet):
    mote = make_oppnat(oppet)
    narvaro.anteckna_narvaro(mote.pk, uppdrag_id=oppet["e_fk"], by=oppet.konton["e_fk"])
    with pytest.raises(SaknarRatt):
        vack(mote, oppet.konton["e_fk"])


# --- noted by the office


@pytest.mark.regel("R13", sida="ena")
def test_a_revisor_raises_one_on_the_audit_through_the_office(oppet, plan):
    punkt = vack(plan, oppet.sekreterare, vackare=revisor().pk, ror_granskningen=True)
    assert (punkt.vackt_av, vackt_av(punkt)) == (revisor(), "Gunilla Hedman, revisor")
    assert kallelsefakta(plan, 1)["punkter"][1]["vackt_av"] == "Gunilla Hedman, revisor"
    (rad,) = [h for h in tenancy.aktivt().vantande if h.typ == "arende_vackt"]
    assert (rad.konto, rad.at, rad.lagrum) == (oppet.sekreterare, "Gunilla Hedman", "KL 4 kap. 21 §")
    with pytest.raises(Regelbrott):
        dagordning.ta_bort(punkt.pk, by=oppet.sekreterare)


@pytest.mark.regel("R13", sida="andra")
def test_a_revisors_arende_concerns_the_audit(oppet, plan):
    with pytest.raises(Ogiltig) as fel:
        vack(plan, oppet.sekreterare, vackare=revisor().pk)
    assert list(fel.value.falt) == ["ror_granskningen"]


def test_the_office_notes_a_ledamots_too(oppet, plan):
    punkt = vack(plan, oppet.sekreterare, vackare=oppet["af"])
    assert (punkt.vackt_av, vackt_av(punkt)) == (oppet.uppdrag["af"], "Af Prov")
    (rad,) = [h for h in tenancy.aktivt().vantande if h.typ == "arende_vackt"]
    assert (rad.at, rad.lagrum) == ("Af Prov", "KL 4 kap. 20 §")


def test_it_is_noted_for_nobody_without_the_right_and_by_nobody_else(oppet, plan):
    avgangen = make_uppdrag(Roll.LEDAMOT, medlem=make_medlem(), till=dates.idag() - timedelta(days=1))
    for uppdrag_id in (avgangen.pk, oppet["e_fk"], 0):
        with pytest.raises(Ogiltig) as fel:
            vack(plan, oppet.sekreterare, vackare=uppdrag_id, ror_granskningen=True)
        assert list(fel.value.falt) == ["vackare"]
    with pytest.raises(SaknarRatt):
        vack(plan, oppet.konton["fk"], vackare=oppet["af"])


# --- the pages


def test_the_office_chooses_who_and_a_ledamot_is_oneself(styrelse):
    with styrelse.oppet():
        plan, revisorn = fabrik.make_sammantrade(), revisor()
    adress = reverse("styrelse:vack_arende", args=[styrelse.forbund.slug, plan.pk])
    falt = {
        namn: klient_for(k).get(adress).context["form"].fields for namn, k in styrelse.konton.items() if namn == "fk"
    }
    assert list(falt["fk"]) == ["rubrik", "forslag"]
    assert klient_for(styrelse.konton["e_fk"]).get(adress).status_code == 403
    klient = klient_for(styrelse.sekreterare)
    form = klient.get(adress).context["form"]
    assert list(form.fields) == ["vackare", "ror_granskningen", "rubrik", "forslag"]
    assert sorted(namn for _, namn in form.fields["vackare"].choices[1:]) == [
        "Af Prov, ledamot",
        "Fk Prov, ledamot",
        "Gunilla Hedman, revisor",
        "Ordforande Prov, ordförande",
        "Vice Prov, vice ordförande",
    ]
    svar = klient.post(adress, {"vackare": revisorn.pk, "rubrik": "Granskning av insatserna", "forslag": ""})
    assert (svar.status_code, list(svar.context["form"].errors)) == (422, ["ror_granskningen"])
    svar = klient.post(
        adress, {"vackare": revisorn.pk, "rubrik": "Granskning", "forslag": "", "ror_granskningen": "on"}
    )
    assert svar.status_code == 302


def test_the_live_page_leads_there_those_who_may(styrelse):
    with styrelse.oppet():
        mote = make_oppnat(styrelse, narvarande=["ordforande", "vice", "af", "e_fk"])
        narvaro.anteckna_narvaro(mote.pk, uppdrag_id=styrelse["e_af"], by=styrelse.konton["e_af"])

    def vack_url(namn: str) -> bool:
        return bool(klient_for(styrelse.konton[namn]).get(sidan(styrelse, mote.pk)).context["sida"].mitt.vack_url)

    assert {namn: vack_url(namn) for namn in ("af", "e_fk", "e_af")} == {"af": True, "e_fk": True, "e_af": False}
    with styrelse.oppet():
        Sammantrade.objects.filter(pk=mote.pk).update(status="ajournerat")
    assert vack_url("af") is False
