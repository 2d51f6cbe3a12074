"""To open a matter, to close it and to open it again.

`registrera_arende` follows from another act, whose action has asked for the right.
"""

from datetime import date

from django.db import transaction

from forbund.diarium import rules
from forbund.diarium.models import Arende
from forbund.diarium.queries import pagar_i
from forbund.diarium.states import OVRIGT
from forbund.grund import audit, dates, nummer
from forbund.grund.errors import Ogiltig
from forbund.grund.personnummer import require_inga_personnummer
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


@transaction.atomic
def registrera_arende(*, slag: str, rubrik: str, by: Konto | None, oppnat: date | None = None) -> Arende:
    """Open a matter under the year's next diarienummer (OSL 5 kap. 1 §). Its caller has asked for the right."""
    if not rubrik.strip():
        raise Ogiltig({"rubrik": "Skriv i korthet vad ärendet gäller."})
    dag = oppnat or dates.idag()
    arende = Arende.objects.create(
        ar=dag.year,
        nummer=nummer.nasta("dnr", dag.year),
        slag=slag,
        rubrik=rubrik.strip()[:200],
        startad_av=by,
        oppnat=dag,
    )
    audit.write("arende_registrerat", arende, by=by, efter={"dnr": arende.dnr, "slag": slag, "rubrik": arende.rubrik})
    return arende


@transaction.atomic
def oppna_arende(*, rubrik: str, by: Konto) -> Arende:
    """Register a matter that belongs to no other room."""
    access.require(by, Ratt.DIARIEFORA)
    require_inga_personnummer({"Rubrik": rubrik})
    return registrera_arende(slag=OVRIGT, rubrik=rubrik, by=by)


@transaction.atomic
def avsluta_arende(arende_id: int, *, by: Konto) -> Arende:
    """Close the matter when nothing goes on in it; closed already it stays as it is."""
    access.require(by, Ratt.DIARIEFORA)
    arende = Arende.objects.select_for_update().get(pk=arende_id)
    if arende.avslutat:
        return arende
    rules.require_inget_pagar(pagar_i(arende))
    arende.avslutat = dates.idag()
    arende.save(update_fields=["avslutat"])
    audit.write("arende_avslutat", arende, by=by, efter={"avslutat": arende.avslutat})
    return arende


@transaction.atomic
def ateroppna_arende(arende_id: int, *, varfor: str, by: Konto) -> Arende:
    """Open a closed matter again, with the reason in the log; open already it stays as it is."""
    access.require(by, Ratt.DIARIEFORA)
    arende = Arende.objects.select_for_update().get(pk=arende_id)
    if not arende.avslutat:
        return arende
    if not varfor.strip():
        raise Ogiltig({"varfor": "Skriv varför ärendet öppnas igen."})
    require_inga_personnummer({"Skälet": varfor})
    fore, arende.avslutat = arende.avslutat, None
    arende.save(update_fields=["avslutat"])
    audit.write(
        "arende_ateroppnat", arende, by=by, fore={"avslutat": fore}, efter={"avslutat": None, "skäl": varfor.strip()}
    )
    return arende
