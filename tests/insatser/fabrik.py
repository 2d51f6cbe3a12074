"""Makers for the insatser: a decision of the board, and the insats that it makes. Want the förbund to be open."""

from datetime import date
from decimal import Decimal
from typing import Any

from forbund.register.models import Medlem, Uppdrag
from forbund.styrelse.models import Beslut, Beslutsbelopp, Punkt
from insatser.actions import Uppgifter, bevilja
from insatser.models import Insats
from insatser.states import Insatstyp
from tests.factories import make_medlem
from tests.styrelse.fabrik import make_arende, make_beslut, make_ledamot, make_punkt, make_sammantrade


def make_beslut_om_medel(
    punkt: Punkt | None = None,
    belopp: tuple[tuple[int, int | None, int], ...] = ((2027, None, 600_000),),
    ordforande: Uppdrag | None = None,
    **over: Any,
) -> Beslut:
    """A decision with rows of (year, id of the medlem, kronor)."""
    beslut = make_beslut(punkt or make_punkt(), ordforande or make_ledamot(), **over)
    Beslutsbelopp.objects.bulk_create(
        Beslutsbelopp(beslut=beslut, ar=ar, medlem_id=medlem, belopp=Decimal(kronor), finansiering="årets budget")
        for ar, medlem, kronor in belopp
    )
    return beslut


def make_uppgifter(medlem: Medlem | None = None, **over: Any) -> Uppgifter:
    medlem = medlem or make_medlem()
    falt = {
        "rubrik": "Unga i dialog",
        "insatstyp": Insatstyp.INDIVIDINSATS.value,
        "insatsagare_id": medlem.pk,
        "medlem_ids": (medlem.pk,),
        "start": date(2027, 1, 1),
        "slut": date(2028, 12, 31),
    }
    return Uppgifter(**{**falt, **over})


def make_insats(**over: Any) -> Insats:
    """An insats with 600 000 kr for 2027; `belopp` gives other rows."""
    belopp = over.pop("belopp", ((2027, None, 600_000),))
    punkt = make_punkt(make_sammantrade(), rubrik=over.get("rubrik", "Unga i dialog"), arende=make_arende())
    return bevilja(make_beslut_om_medel(punkt, belopp), make_uppgifter(**over))
