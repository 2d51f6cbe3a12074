"""A board in its room: four medlemmar with a ledamot and an ersättare each, a sekreterare and a sammanträde."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from forbund.grund import tenancy
from forbund.grund.errors import Avvisad
from forbund.register.models import Forbund, Konto, Medlem, Uppdrag
from forbund.register.states import Part, Roll
from forbund.styrelse.actions import narvaro, omrostning, oppnande, proposition, punkt
from forbund.styrelse.models import Beslut, Proposition, Punkt, Punktbelopp, Sammantrade, Yrkande
from forbund.styrelse.states import Punktslag, Sammantradesstatus, Yrkandeslag
from tests.factories import make_forbund, make_forbundsordning, make_konto_med, make_medlem
from tests.styrelse.fabrik import make_punkt, make_sammantrade

NAMN = (
    "ordforande",
    "vice",
    "fk",
    "af",
    "fem",
    "sex",
    "sju",
    "atta",
    "nio",
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
)


@dataclass
class Styrelse:
    """Konton and uppdrag by short name: ordforande, vice, fk, af …, and `e_<name>` for the ersättare of that medlem."""

    forbund: Forbund
    sekreterare: Konto
    konton: dict[str, Konto] = field(default_factory=dict)
    uppdrag: dict[str, Uppdrag] = field(default_factory=dict)
    medlemmar: dict[str, Medlem] = field(default_factory=dict)

    def __getitem__(self, namn: str) -> int:
        return self.uppdrag[namn].pk

    @contextmanager
    def oppet(self) -> Iterator[None]:
        with tenancy.in_forbund(self.forbund.pk):
            yield

    @property
    def ledamoter(self) -> list[str]:
        return [namn for namn in self.uppdrag if not namn.startswith("e_")]


def make_styrelse(ledamoter: int = 4, **over: Any) -> Styrelse:
    """A förbund with so many medlemmar, one seat each: the first is the ordförande's, the second the vice's."""
    forbund = make_forbund()
    styrelse = Styrelse(forbund, make_konto_med(forbund, Roll.FORBUNDSCHEF, namn="Maria Chef"))
    slag = [Part.KOMMUN, Part.REGION, Part.FORSAKRINGSKASSAN, Part.ARBETSFORMEDLINGEN]
    for nr, namn in enumerate(NAMN[:ledamoter]):
        roll = {0: Roll.ORDFORANDE, 1: Roll.VICE}.get(nr, Roll.LEDAMOT)
        with tenancy.in_forbund(forbund.pk):
            styrelse.medlemmar[namn] = make_medlem(slag[nr] if nr < 4 else Part.KOMMUN)
        for kort, r in ((namn, roll), (f"e_{namn}", Roll.ERSATTARE)):
            konto = make_konto_med(forbund, r, medlem=styrelse.medlemmar[namn], namn=f"{kort.capitalize()} Prov")
            styrelse.konton[kort] = konto
            with tenancy.in_forbund(forbund.pk):
                styrelse.uppdrag[kort] = Uppdrag.objects.get(person__konto=konto)
    with tenancy.in_forbund(forbund.pk):
        make_forbundsordning(list(styrelse.medlemmar.values()), **over)
    return styrelse


def make_kallat(styrelse: Styrelse, *, arenden: int = 1, formalia: bool = False, **over: Any) -> Sammantrade:
    """A called sammanträde with so many ärenden of one million each, and the procedural points when asked for."""
    sammantrade = make_sammantrade(om_dagar=0, status=Sammantradesstatus.KALLAT, **over)
    if formalia:
        for slag in (Punktslag.OPPNANDE, Punktslag.UPPROP, Punktslag.JUSTERARE, Punktslag.JAV):
            make_punkt(sammantrade, slag=slag, rubrik=slag.label, att_satser=[])
    for nr in range(1, arenden + 1):
        rad = make_punkt(sammantrade, rubrik=f"Insats {nr}", att_satser=["bevilja medel till insatsen"])
        Punktbelopp.objects.create(punkt=rad, ar=2027, belopp=Decimal(1_000_000), finansiering="medlemsbidrag 2027")
    if formalia:
        make_punkt(sammantrade, slag=Punktslag.AVSLUTANDE, rubrik=Punktslag.AVSLUTANDE.label, att_satser=[])
    return sammantrade


def make_oppnat(styrelse: Styrelse, *, narvarande: list[str] | None = None, **over: Any) -> Sammantrade:
    """A sammanträde that the ordförande has opened, with the roll called (by default every ledamot is there)."""
    sammantrade = make_kallat(styrelse, **over)
    oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    namn = styrelse.ledamoter if narvarande is None else narvarande
    narvaro.upprop(sammantrade.pk, narvarande=[styrelse[n] for n in namn], by=styrelse.sekreterare)
    sammantrade.refresh_from_db()
    return sammantrade


def make_oppen_punkt(styrelse: Styrelse, *, by: str = "ordforande", **over: Any) -> Punkt:
    """The first ärende of an opened sammanträde, taken up."""
    sammantrade = make_oppnat(styrelse, **over)
    forsta = sammantrade.punkter.filter(slag=Punktslag.ARENDE).order_by("ordning")[0]
    return punkt.oppna_punkt(forsta.pk, by=styrelse.konton[by])


def make_redovisad(styrelse: Styrelse, rad: Punkt, *, yrkande: Yrkande | None = None) -> Proposition:
    """Överläggningen closed and the outcome stated: by default that the proposal is bifallet."""
    ordforande = styrelse.konton["ordforande"]
    if Punkt.objects.get(pk=rad.pk).overlaggning_avslutad is None:
        proposition.avsluta_overlaggningen(rad.pk, by=ordforande)
    vinnare = yrkande or Yrkande.objects.filter(punkt=rad, slag=Yrkandeslag.BIFALL, aterkallat=None)[0]
    return proposition.redovisa(rad.pk, yrkande_id=vinnare.pk, by=ordforande)


def make_omrostning_oppen(styrelse: Styrelse, rad: Punkt, *, begard_av: str = "vice") -> Any:
    """An omröstning that has been asked for and opened, ja for bifall."""
    make_redovisad(styrelse, rad)
    proposition.begar_omrostning(rad.pk, uppdrag_id=styrelse[begard_av], by=styrelse.konton[begard_av])
    return omrostning.oppna_omrostning(rad.pk, by=styrelse.konton["ordforande"])


def rosta_alla(styrelse: Styrelse, omrostning_id: int, **val: str) -> None:
    """Each named ledamot votes in the own browser."""
    for namn, rost in val.items():
        omrostning.rosta(omrostning_id, uppdrag_id=styrelse[namn], val=rost, by=styrelse.konton[namn])


def make_beslut_genom_acklamation(styrelse: Styrelse, rad: Punkt) -> Beslut:
    make_redovisad(styrelse, rad)
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    return Beslut.objects.get(punkt=rad)


def samtidigt(styrelse: Styrelse, *arbeten: Callable[[], object]) -> list[str]:
    """Run each in its own thread, connection and transaction, released together; what came of each, sorted."""
    start, utfall = threading.Barrier(len(arbeten)), []

    def kor(arbete: Callable[[], object]) -> None:
        try:
            start.wait(20)
            with styrelse.oppet():
                arbete()
            utfall.append("klart")
        except Avvisad as avvisad:
            utfall.append(type(avvisad).__name__)
        finally:
            connection.close()

    tradar = [threading.Thread(target=kor, args=(arbete,)) for arbete in arbeten]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(60)
    return sorted(utfall)
