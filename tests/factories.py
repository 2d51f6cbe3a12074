"""Makers of objects for the tests. Those that make tenant rows want the förbund to be open."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from forbund.grund import dates, tenancy
from forbund.register import actions
from forbund.register.models import Forbund, Forbundsordning, Konto, Medlem, Organisation, Person, Plats, Uppdrag
from forbund.register.states import Part, Roll

LOSENORD = "ett-langt-losenord-for-prov"
_nummer = count(1)


def make_forbund(**over: Any) -> Forbund:
    n = next(_nummer)
    falt = {"slug": f"forbund-{n}", "namn": f"Samordningsförbundet {n}", "kortnamn": f"Förbund {n}", "sate": "Älvsbyn"}
    return actions.bilda_forbund(**{**falt, "bildat": date(2010, 1, 1), "by": None, **over})


def make_konto(**over: Any) -> Konto:
    n = next(_nummer)
    return Konto.objects.create_user(
        **{"email": f"konto{n}@finsam.example", "namn": f"Konto {n}son", "password": LOSENORD, **over}
    )


def make_organisation(slag: Part = Part.KOMMUN, **over: Any) -> Organisation:
    n = next(_nummer)
    return Organisation.objects.create(**{"namn": f"Organisation {n}", "slag": slag, "kod": f"{n:04}"[-4:], **over})


def make_medlem(slag: Part = Part.KOMMUN, **over: Any) -> Medlem:
    falt = {"organisation": over.pop("organisation", None) or make_organisation(slag), "parter": [slag.value]}
    return Medlem.objects.create(**{**falt, "fran": date(2010, 1, 1), **over})


def make_person(konto: Konto | None = None, **over: Any) -> Person:
    namn = konto.namn if konto else f"Person {next(_nummer)}son"
    return Person.objects.create(**{"namn": namn, "epost": konto.email if konto else "", "konto": konto, **over})


def make_uppdrag(roll: Roll = Roll.LEDAMOT, person: Person | None = None, **over: Any) -> Uppdrag:
    return actions.ge_uppdrag(
        person or make_person(make_konto()), roll, **{"by": None, "fran": dates.idag() - timedelta(days=400), **over}
    )


def make_konto_med(forbund: Forbund, *roller: Roll, **over: Any) -> Konto:
    """A konto with the roles in the förbund; `medlem` goes to each uppdrag."""
    medlem = over.pop("medlem", None)
    konto = make_konto(**over)
    with tenancy.in_forbund(forbund.pk):
        person = make_person(konto)
        for roll in roller:
            make_uppdrag(roll, person, medlem=medlem)
    return konto


def make_forbundsordning(medlemmar: list[Medlem], **over: Any) -> Forbundsordning:
    """A förbundsordning with one seat a medlem."""
    ordning = Forbundsordning.objects.create(**{"galler_fran": date(2010, 1, 1), **over})
    Plats.objects.bulk_create(
        Plats(forbundsordning=ordning, medlem=m, forbund_id=ordning.forbund_id) for m in medlemmar
    )
    return ordning
