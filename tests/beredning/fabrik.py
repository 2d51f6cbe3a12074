"""Makers for the beredning: a förbund with four parts and their people, and a förslag at each stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from beredning import actions
from beredning.models import Forslag, Stallningstagande
from beredning.states import Implementering, Kostnadsslag, Svar
from forbund.grund import dates, tenancy
from forbund.register.models import Forbund, Konto, Medlem
from forbund.register.states import Part, Roll
from insatser.states import Insatstyp
from tests.factories import make_forbund, make_konto_med, make_medlem

PART_I_NAMN = {
    Part.FORSAKRINGSKASSAN: "fk",
    Part.ARBETSFORMEDLINGEN: "af",
    Part.REGION: "region",
    Part.KOMMUN: "kommun",
}
START, SLUT = date(2027, 1, 1), date(2028, 12, 31)
TEXTER = {
    "rubrik": "Unga vuxna i dialog",
    "malgrupp": "Unga 16–29 år utan arbete",
    "behov": "Många unga saknar samordnat stöd.",
    "mal": "Hälften går vidare till arbete eller studier.",
    "metod": "Gemensamt team.",
    "uppfoljning": "Två gånger om året, uppdelat på kvinnor och män.",
    "egen_medverkan": "Chefernas tid.",
    "implementering": "Kommunen tar över.",
}


@dataclass
class Miljo:
    """A förbund with one medlem for each part, a partsföreträdare each, and a chef."""

    forbund: Forbund
    medlemmar: dict[str, Medlem]
    foretradare: dict[str, Konto]
    chef: Konto
    over: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def oppet(self) -> Iterator[None]:
        with tenancy.in_forbund(self.forbund.pk):
            yield

    def url(self, rest: str = "") -> str:
        return f"/f/{self.forbund.slug}/beredning/{rest}"


def make_miljo() -> Miljo:
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        medlemmar = {namn: make_medlem(part) for part, namn in PART_I_NAMN.items()}
    foretradare = {
        namn: make_konto_med(forbund, Roll.PARTSFORETRADARE, medlem=medlem) for namn, medlem in medlemmar.items()
    }
    return Miljo(forbund, medlemmar, foretradare, make_konto_med(forbund, Roll.FORBUNDSCHEF))


def make_utkast(miljo: Miljo, av: str = "kommun", **over: Any) -> Forslag:
    """A draft that lacks nothing: kommun and af apply. Call with the förbund open."""
    by = miljo.foretradare[av]
    medlem = miljo.medlemmar[av]
    forslag = actions.skapa_forslag(by=by, medlem_id=medlem.pk, rubrik="Nytt")
    falt = {
        **TEXTER,
        "insatstyp": Insatstyp.INDIVIDINSATS.value,
        "implementering_svar": Implementering.KLART.value,
        "antal_deltagare": 40,
        "start": START,
        "slut": SLUT,
        "sokande": {medlem.pk, miljo.medlemmar["af"].pk},
        "kostnader": {(medlem.pk, Kostnadsslag.PERSONAL.value, 2027): Decimal("1200000")},
        **over,
    }
    return actions.spara_forslag(forslag.pk, by=by, version=1, falt=falt).forslag


def make_inlamnat(miljo: Miljo, av: str = "kommun", **over: Any) -> Forslag:
    return actions.lamna_in(make_utkast(miljo, av, **over).pk, by=miljo.foretradare[av], skal={})


def make_fragat(miljo: Miljo, senast: date | None = None, **over: Any) -> Forslag:
    """Handed in, and all four medlemmar asked."""
    forslag = make_inlamnat(miljo, **over)
    return actions.begar_stallningstaganden(forslag.pk, by=miljo.chef, senast=senast or dates.idag())


def svara_alla(miljo: Miljo, forslag: Forslag, svar: Svar = Svar.TILLSTYRKER) -> None:
    """The four first medlemmar answer for themselves, any other through the office."""
    namn = {medlem.pk: namn for namn, medlem in miljo.medlemmar.items()}
    for stallning in Stallningstagande.objects.filter(forslag=forslag):
        actions.svara(
            stallning.pk,
            by=miljo.foretradare[namn[stallning.medlem_id]] if stallning.medlem_id in namn else miljo.chef,
            svar=svar.value,
            text="Bra förslag.",
            version=stallning.version,
        )


def make_berett(miljo: Miljo, **over: Any) -> Forslag:
    forslag = make_fragat(miljo, **over)
    svara_alla(miljo, forslag)
    return actions.markera_beredd(forslag.pk, by=miljo.chef, skal={})


def make_hos_styrelsen(miljo: Miljo, **over: Any) -> Forslag:
    return actions.till_styrelsen(make_berett(miljo, **over).pk, by=miljo.chef)
