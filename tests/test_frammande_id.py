"""An id of another förbund in what a form, a button or the API sends: it is nobody there, and nothing is changed."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from forbund.grund import tenancy
from forbund.register.models import Medlem, Person, Uppdrag
from forbund.register.states import Roll
from tests import matris as m

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Fall:
    """One who has the right sends, in `falt`, what `andras` names in the other förbund; the rest is in order."""

    namn: str
    vem: str
    falt: str
    andras: str
    varden: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join([self.namn, *(v for n, v in self.varden.items() if n == "akt"), self.falt])


def akt(akt: str, falt: str, andras: str = "uppdrag", objekt: str = "", vem: str = Roll.ORDFORANDE, **data) -> Fall:
    varden = {"pk": "kallat", "akt": akt, **({"objekt": objekt} if objekt else {})}
    return Fall(f"styrelse:mote_akt{'_objekt' if objekt else ''}", vem, falt, andras, varden, data)


PLAN = {"dag": "2099-01-02", "klockan": "09:00", "plats": "Kommunhuset"}
FALL = [
    Fall("styrelse:sammantrade_nytt", Roll.FORBUNDSCHEF, "sekreterare", "person", data=PLAN),
    Fall(
        "styrelse:sammantrade_andra",
        Roll.FORBUNDSCHEF,
        "sekreterare",
        "person",
        {"pk": "planerat"},
        {**PLAN, "version": "1"},
    ),
    Fall("styrelse:lagg_till_arende", Roll.FORBUNDSCHEF, "arende_id", "arende", {"pk": "planerat"}),
    Fall("styrelse:ordna", Roll.FORBUNDSCHEF, "ordning", "planerad", {"pk": "planerat"}, {"version": "1"}),
    *(
        Fall(
            "styrelse:punkt",
            Roll.FORBUNDSCHEF,
            falt,
            andras,
            {"pk": "planerat", "punkt_id": "planerad"},
            {"rubrik": "Rapport", "version": "1", "ar_0": "2027", "belopp_0": "100"},
        )
        for falt, andras in (("foredragande", "person"), ("medlem_0", "medlem"))
    ),
    Fall("styrelse:protokoll_justera", Roll.ORDFORANDE, "punkter", "paragraf", {"pk": "avslutat"}, {"sha256": "x"}),
    Fall("beredning:nytt", Roll.PARTSFORETRADARE, "medlem_id", "medlem", data={"rubrik": "Nytt"}),
    Fall("beredning:akt", Roll.PARTSFORETRADARE, "konto_id", "konto", {"pk": "utkast", "akt": "dela"}),
    Fall("beredning:akt", Roll.PARTSFORETRADARE, "konto_id", "konto", {"pk": "utkast", "akt": "sluta-dela"}),
    Fall(
        "beredning:akt",
        Roll.FORBUNDSCHEF,
        "medlemmar",
        "medlem",
        {"pk": "inlamnat", "akt": "fraga"},
        {"senast": "2099-01-02"},
    ),
    *(akt(namn, "uppdrag_id") for namn in ("narvaro", "avvek", "ordforande")),
    akt("upprop", "narvarande"),
    akt("kalla-in", "ersattare_id", for_uppdrag_id="1"),
    akt("sekreterare", "person_id", "person"),
    akt("justerare", "uppdrag"),
    akt("jav-nej", "uppdrag_id"),
    akt("jav-svar", "punkter", "uppsatt", grund="1"),
    *(akt(namn, "uppdrag_id", objekt="uppsatt", grund="1") for namn in ("jav", "jav-ater", "jav-fraga", "jav-prova")),
    akt("yrka", "uppdrag_id", objekt="uppsatt", slag="avslag"),
    akt("andring", "uppdrag_id", objekt="uppsatt", slag="andring", att_satser="avslå"),
    akt("redovisa", "yrkande_id", "yrkande", "uppsatt"),
    akt("begar", "uppdrag_id", objekt="uppsatt"),
    akt("omrostning", "motforslag_id", "yrkande", "uppsatt"),
    akt("klubba", "avstar", objekt="uppsatt"),
]


@dataclass
class Varld:
    eget: Any
    annat: Any

    def skicka(self, fall: Fall) -> int:
        """The answer's code; what was written is undone."""
        vag = m.adress(fall.namn, self.eget.forbund.slug, fall.varden, self.eget.ids)
        klient = m.make_klient(self.eget.konton[fall.vem])
        with transaction.atomic():
            svar = m.las_ut(klient.post(vag, {**fall.data, fall.falt: self.annat.ids[fall.andras]}))
            transaction.set_rollback(True)
        return svar.status_code


@pytest.fixture(scope="module")
def varld(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        eget, annat = m.make_scen(), m.make_scen()
        with tenancy.in_forbund(annat.forbund.pk):
            for namn, modell in (("person", Person), ("medlem", Medlem), ("uppdrag", Uppdrag)):
                annat.ids[namn] = modell.objects.order_by("pk").first().pk
        annat.ids["konto"] = annat.konton[Roll.PARTSFORETRADARE].pk
        yield Varld(eget, annat)
        transaction.set_rollback(True)


@pytest.mark.parametrize("fall", FALL, ids=str)
def test_what_is_another_forbunds_cannot_be_sent_in(varld, fall):
    assert varld.skicka(fall) in {404, 409, 422}
