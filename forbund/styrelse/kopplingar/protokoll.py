"""To-do and mail of the protokoll: write it, justera it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from forbund.grund import dates, tenancy, utskick, web
from forbund.grund.models import Utskick
from forbund.register import access
from forbund.register.queries import Uppdragsrad
from forbund.register.states import Ratt
from forbund.styrelse.actions.protokoll import utgavans_nyckel
from forbund.styrelse.models import Protokoll
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.queries.justering import (
    justeringslage,
    kan_justera_sjalva,
    personer_for,
    utsanta,
)
from forbund.styrelse.queries.laget import laget
from forbund.styrelse.rules.justering import sista_justeringsdag
from forbund.styrelse.states import Protokollsstatus

if TYPE_CHECKING:
    from forbund.register.models import Konto

LAG = "KL 5 kap. 69 §"
UTAN_INLOGGNING = (
    "Du justerar det du var med om, men kan inte logga in nu. Förbundets kansli skickar protokollet till dig. "
    "Skriv under det på papper och skicka tillbaka den underskrivna sidan."
)


@web.att_gora
def skriv_klart(konto: "Konto", idag: date) -> Iterator[web.Uppgift]:
    """Protokoll that have not gone out for justering."""
    if not access.can(konto, Ratt.FORA_PROTOKOLL):
        return
    for sammantrade in laget().utan_utsant_protokoll():
        yield web.Uppgift(
            rubrik=f"Skriv klart protokollet från {dates.visa_veckodag(sammantrade.dag)}",
            url=reverse("styrelse:protokoll", args=[_rader(konto)[0].slug, sammantrade.pk]),
            knapp="Öppna protokollet",
            senast=sista_justeringsdag(sammantrade.dag),
            lag_text=LAG,
            regel="R27",
            undertext="Ska vara justerat inom fjorton dagar",
        )


@web.att_gora
def justera(konto: "Konto", idag: date) -> Iterator[web.Uppgift]:
    """§§ that wait for this person's justering."""
    if not access.can(konto, Ratt.JUSTERA):
        return
    rader = _rader(konto)
    for protokoll in utsanta():
        kvar = protokoll.lage.kvar_for({rad.person_id for rad in rader})
        if kvar:
            dag = dates.svensk_dag(protokoll.start)
            yield web.Uppgift(
                rubrik=f"Justera {spann(protokoll.nummer[p] for p in kvar)} från {dates.visa_veckodag(dag)}",
                url=reverse("styrelse:protokoll", args=[rader[0].slug, protokoll.sammantrade_id]),
                knapp="Läs och justera",
                senast=sista_justeringsdag(dag),
                lag_text=LAG,
                regel="R27",
            )


def _rader(konto: "Konto") -> tuple[Uppdragsrad, ...]:
    """The konto's uppdrag in the open förbund, already fetched."""
    return access.rattigheter(konto).i(tenancy.aktivt().las[0])


@utskick.utskick("styrelse.justera", "Justera protokollet")
class Justeringsbrev:
    """A link to the protokoll; valid while its edition is the one that is out and something in it waits."""

    def giltigt(self, objekt_id: int, rad: Utskick) -> bool:
        protokoll = Protokoll.objects.get(pk=objekt_id)
        if protokoll.status != Protokollsstatus.UTSANT or not protokoll.sha256:
            return False
        if not rad.nyckel.endswith(utgavans_nyckel(protokoll)):
            return False
        return rad.konto is None or bool(justeringslage(protokoll).kvar_for(personer_for(rad.konto)))

    def text(self, objekt_id: int, rad: Utskick) -> tuple[str, str]:
        protokoll = Protokoll.objects.select_related("sammantrade", "forbund").get(pk=objekt_id)
        sammantrade, forbund = protokoll.sammantrade, protokoll.forbund
        senast = dates.visa_veckodag_ar(sista_justeringsdag(sammantrade.dag))
        lank = utskick.lank(reverse("styrelse:protokoll", args=[forbund.slug, sammantrade.pk]))
        stycken = [
            f"Protokollet från styrelsens sammanträde {dates.visa_veckodag(sammantrade.dag)} är klart att justera. "
            f"{forbund.namn}.",
            f"Justera senast {senast}.",
        ]
        if _kan_logga_in(rad):
            stycken.append(f"Läs och justera: {lank}")
            stycken.append("Ser du något fel? Lämna tillbaka paragrafen där, med det som behöver ändras.")
        else:
            stycken.append(UTAN_INLOGGNING)
        return f"Justera protokollet senast {senast}", "\n\n".join(stycken) + "\n"


def _kan_logga_in(rad: Utskick) -> bool:
    """Whether the receiver justerar in the system: has a login, and an uppdrag on the board today."""
    return rad.konto is not None and bool(kan_justera_sjalva(personer_for(rad.konto), dates.idag()))
