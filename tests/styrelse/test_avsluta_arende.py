"""An ärende is closed when nothing goes on in it, and opened again with a reason."""

import pytest
from django.urls import reverse

from beredning import actions as beredning
from beredning.models import Forslag
from forbund.diarium import actions
from forbund.diarium.models import Arende
from forbund.diarium.queries import pagar_i
from forbund.grund import dates, tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt
from forbund.register.states import Roll
from forbund.styrelse.models import Punkt
from insatser.models import Insats
from insatser.states import Insatsstatus
from tests.beredning.fabrik import make_hos_styrelsen, make_inlamnat, make_miljo
from tests.factories import make_konto_med
from tests.insatser.fabrik import make_insats
from tests.styrelse.fabrik import make_arende, make_beslut, make_ledamot, make_protokoll, make_punkt, make_sammantrade
from tests.styrelse.klient_mote import klient_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def miljo():
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def avsluta(miljo, arende: Arende) -> Arende:
    return actions.avsluta_arende(arende.pk, by=miljo.chef)


def justera(*punkter: Punkt) -> None:
    Punkt.objects.filter(pk__in=[p.pk for p in punkter]).update(justerad=dates.nu())


# --- what goes on


@pytest.mark.parametrize(
    ("status", "pagar"), [("utkast", True), ("kallat", True), ("pagar", True), ("avslutat", False), ("installt", False)]
)
def test_a_point_on_a_list_that_is_not_over_keeps_the_arende_open(miljo, status, pagar):
    punkt = make_punkt(make_sammantrade(status=status))
    dag = dates.visa_dag(punkt.sammantrade.dag)
    assert pagar_i(punkt.arende) == [f"Det står på föredragningslistan till sammanträdet {dag}."] * pagar


def test_a_decision_keeps_it_open_until_its_paragraf_is_justerad(miljo):
    punkt = make_punkt(make_sammantrade(status="avslutat"), status="beslutad", paragraf=37, paragraf_ar=2026)
    make_beslut(punkt, make_ledamot())
    dag = dates.visa_dag(punkt.sammantrade.dag)
    assert pagar_i(punkt.arende) == [f"Beslutet i § 37 från sammanträdet {dag} är inte justerat."]
    with pytest.raises(Regelbrott) as brott:
        avsluta(miljo, punkt.arende)
    assert brott.value.text.startswith("Ärendet kan inte avslutas än. Beslutet i § 37")
    justera(punkt)
    assert avsluta(miljo, punkt.arende).avslutat == dates.idag()


@pytest.mark.parametrize(("status", "pagar"), [("beslutad", []), ("bordlagd", [1]), ("aterremitterad", [1])])
def test_what_the_board_wants_to_see_again_is_not_closed_by_the_office(miljo, status, pagar):
    punkt = make_punkt(make_sammantrade(status="avslutat"), status=status, paragraf=37, paragraf_ar=2026)
    justera(punkt)
    assert len(pagar_i(punkt.arende)) == len(pagar)
    make_punkt(make_sammantrade(om_dagar=20, status="avslutat"), arende=punkt.arende, status="beslutad")
    assert pagar_i(punkt.arende) == []


@pytest.mark.parametrize(
    ("status", "justerat", "pagar"),
    [("kallat", None, 1), ("avslutat", False, 1), ("avslutat", True, 0), ("installt", None, 0)],
)
def test_the_arende_of_a_sammantrade_is_closed_when_its_protokoll_is_justerat(miljo, status, justerat, pagar):
    arende = make_arende(slag="sammantrade")
    sammantrade = make_sammantrade(status=status, arende=arende)
    if justerat is not None:
        make_protokoll(sammantrade, justerat=justerat)
    assert len(pagar_i(arende)) == pagar


def test_a_forslag_keeps_its_arende_open_until_it_is_taken_back(miljo):
    forslag = make_inlamnat(miljo)
    assert pagar_i(forslag.arende) == ["Förslaget är inte avgjort: läget är ”Inlämnat”."]
    beredning.aterta(forslag.pk, by=miljo.foretradare["kommun"], motivering="Vi söker nästa år.")
    assert pagar_i(forslag.arende) == []


def test_a_forslag_that_was_sent_back_and_then_taken_back_is_closed(miljo):
    forslag = make_hos_styrelsen(miljo)
    punkt = make_punkt(
        make_sammantrade(status="avslutat"),
        arende=forslag.arende,
        status="aterremitterad",
        paragraf=37,
        paragraf_ar=2026,
    )
    justera(punkt)
    Forslag.objects.filter(pk=forslag.pk).update(status="atertaget")
    assert pagar_i(forslag.arende) == []


def test_an_insats_keeps_its_arende_open(miljo):
    insats = make_insats()
    Punkt.objects.filter(pk=insats.beslut.punkt_id).update(status="beslutad", justerad=dates.nu())
    assert pagar_i(insats.arende) == ["Insatsen som beviljades i ärendet är inte avslutad."]
    Insats.objects.filter(pk=insats.pk).update(status=Insatsstatus.AVSLUTAD)
    assert pagar_i(insats.arende) == []


# --- the acts


def test_closing_twice_is_once_and_only_who_keeps_the_diarium_does_it(miljo):
    arende = make_arende()
    ledamot = make_konto_med(miljo.forbund, Roll.LEDAMOT)
    with pytest.raises(SaknarRatt):
        actions.avsluta_arende(arende.pk, by=ledamot)
    for _ in range(2):
        avsluta(miljo, arende)
    with pytest.raises(SaknarRatt):
        actions.ateroppna_arende(arende.pk, varfor="Mer kom in.", by=ledamot)
    assert [h.typ for h in tenancy.aktivt().vantande if h.typ.startswith("arende_avsl")] == ["arende_avslutat"]


def test_it_is_opened_again_with_a_reason_that_is_kept(miljo):
    arende = avsluta(miljo, make_arende())
    with pytest.raises(Ogiltig):
        actions.ateroppna_arende(arende.pk, varfor="  ", by=miljo.chef)
    with pytest.raises(Regelbrott) as brott:
        actions.ateroppna_arende(arende.pk, varfor="Om 19121212-1212", by=miljo.chef)
    assert brott.value.regel == "R57"
    assert actions.ateroppna_arende(arende.pk, varfor=" Mer kom in. ", by=miljo.chef).avslutat is None
    (rad,) = [h for h in tenancy.aktivt().vantande if h.typ == "arende_ateroppnat"]
    assert rad.efter == {"avslutat": None, "skäl": "Mer kom in."}


def test_the_page_has_the_button_or_says_why_not(miljo):
    fri, upptagen = make_arende(), make_punkt(make_sammantrade(status="kallat")).arende
    klient = klient_for(miljo.chef)

    def sida(arende: Arende):
        return klient.get(reverse("diarium:arende_avsluta", args=[miljo.forbund.slug, arende.pk]))

    assert [len(sida(a).context["pagar"]) for a in (fri, upptagen)] == [0, 1]
    assert [sida(a).content.decode().count("Avsluta ärendet</button>") for a in (fri, upptagen)] == [1, 0]
    for arende, kod in ((fri, 302), (upptagen, 422)):
        assert klient.post(reverse("diarium:arende_avsluta", args=[miljo.forbund.slug, arende.pk])).status_code == kod
    oppna = reverse("diarium:arende_ateroppna", args=[miljo.forbund.slug, fri.pk])
    assert (svar := klient.post(oppna, {"varfor": ""})).status_code == 422
    assert list(svar.context["oppna"].errors) == ["varfor"]
    assert klient.post(oppna, {"varfor": "Mer kom in."}).status_code == 302
    assert Arende.objects.get(pk=fri.pk).avslutat is None
    avsluta(miljo, fri)
    assert sida(fri).content.decode().count("Ärendet är redan avslutat.") == 1
