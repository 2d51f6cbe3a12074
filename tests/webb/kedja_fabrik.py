"""The förbund of the chain, and what shall stand in its books when the chain has been walked."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from beredning.models import Forslag
from beredning.states import Forslagsstatus
from forbund.grund import dates
from forbund.register.actions import ge_granskningsmandat
from forbund.register.models import Konto, Organisation, Person
from forbund.register.states import Roll
from forbund.styrelse.models import Protokoll, Rost, Sammantrade
from forbund.styrelse.states import Protokollsstatus, Sammantradesstatus
from insatser.models import Bevillning, Insats
from tests.factories import make_konto, make_konto_med
from tests.styrelse.fabrik_mote import make_styrelse

MEDLEMMAR: Final = {
    "ordforande": "Älvsbyns kommun",
    "vice": "Region Norrbotten",
    "fk": "Försäkringskassan",
    "af": "Arbetsförmedlingen",
}
LEDAMOTER: Final = {"ordforande": "Anna Öberg", "vice": "Bo Ek", "fk": "Cecilia Lund", "af": "David Ström"}
RUBRIK: Final = "Unga vuxna i dialog"
BEREDS: Final = date(2026, 11, 10)


def make_kedjans_styrelse() -> Any:
    """Four medlemmar: a ledamot, an ersättare and a partsföreträdare each, and a granskare beside it."""
    with dates.klockan(BEREDS):
        styrelse: Any = make_styrelse()
        styrelse.foretradare = {}
        for namn, organisation in MEDLEMMAR.items():
            medlem = styrelse.medlemmar[namn]
            Organisation.objects.filter(pk=medlem.organisation_id).update(namn=organisation)
            styrelse.foretradare[namn] = make_konto_med(styrelse.forbund, Roll.PARTSFORETRADARE, medlem=medlem)
            dop_om(styrelse, styrelse.konton[namn], LEDAMOTER[namn])
        styrelse.granskare = make_konto(namn="Greta Revisor")
        ge_granskningsmandat(
            styrelse.granskare,
            organ="Revisorerna",
            grund="KL 12 kap. 9 §",
            fran=BEREDS,
            till=date(2026, 12, 31),
            forbund=[styrelse.forbund],
        )
    return styrelse


def dop_om(styrelse: Any, konto: Konto, namn: str) -> None:
    konto.namn = namn
    konto.save()
    with styrelse.oppet():
        Person.objects.filter(konto=konto).update(namn=namn)


def kontrollera_utfallet(styrelse: Any) -> Insats:
    """What is left in the books: the votes, the justerade protokoll and the insats with its money."""
    with styrelse.oppet():
        assert Forslag.objects.get().status == Forslagsstatus.BESLUTAT
        assert Sammantrade.objects.get().status == Sammantradesstatus.AVSLUTAT
        assert dict(Rost.objects.values_list("rad__uppdrag__person__namn", "val")) == {
            LEDAMOTER["ordforande"]: "ja",
            LEDAMOTER["vice"]: "ja",
            LEDAMOTER["fk"]: "nej",
            LEDAMOTER["af"]: "ja",
        }
        assert Rost.objects.get(antecknad_av=styrelse.sekreterare).rad.uppdrag == styrelse.uppdrag["af"]
        assert Protokoll.objects.get().status == Protokollsstatus.JUSTERAT
        insats = Insats.objects.get(rubrik=RUBRIK)
        rader = Bevillning.objects.filter(insats=insats).values_list("medlem", "ar", "belopp")
        assert set(rader) == {
            (styrelse.medlemmar["ordforande"].pk, 2027, Decimal(900_000)),
            (styrelse.medlemmar["af"].pk, 2027, Decimal(300_000)),
        }
        return insats
