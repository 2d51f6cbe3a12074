"""What becomes of a file that waits or is locked."""

from django.db import connection, transaction

from forbund.diarium import rules
from forbund.diarium.actions.handling import skanning_json
from forbund.diarium.models import Handling
from forbund.diarium.skanning import skanna_fil
from forbund.diarium.states import BEDOMD, SKANNA, Karantan, Synlighet
from forbund.grund import audit, dates, filer
from forbund.grund.errors import Upptaget, require_skal
from forbund.grund.queue import forsok_igen
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


@transaction.atomic
def bedom_last(handling_id: int, *, synlighet: Synlighet | None, motivering: str, by: Konto) -> Handling:
    """Judge a locked file: let the readers of `synlighet` have it, or with None keep it locked. The reason is kept."""
    access.require(by, Ratt.DIARIEFORA)
    handling = Handling.objects.select_for_update(of=("self",)).select_related("arende").get(pk=handling_id)
    if handling.karantan != Karantan.LAST:
        raise Upptaget("Filen är inte låst längre. Ladda om sidan för att se vad som har hänt.")
    varning = rules.varning_personnummer_i_handling(len(handling.skanning["traffar"]))
    skal = require_skal([varning], {"R57": motivering})
    fore = {"karantan": handling.karantan, "synlighet": handling.synlighet}
    if synlighet is not None:
        handling.karantan, handling.synlighet = Karantan.REN, synlighet
    handling.skanning = {**handling.skanning, BEDOMD: dates.idag().isoformat()}
    handling.save(update_fields=["karantan", "synlighet", "skanning"])
    efter = {"karantan": handling.karantan, "synlighet": handling.synlighet}
    audit.write("last_handling_bedomd", handling, by=by, fore=fore, efter=efter, skal=skal)
    return handling


@transaction.atomic
def kontrollera_igen(handling_id: int, *, by: Konto) -> Handling:
    """Have a file searched again whose search was given up."""
    access.require(by, Ratt.DIARIEFORA)
    handling = Handling.objects.select_for_update(of=("self",)).select_related("arende").get(pk=handling_id)
    if handling.karantan != Karantan.VANTAR or not forsok_igen(SKANNA, handling.pk):
        raise Upptaget("Filen kontrolleras redan, eller är klar. Ladda om sidan för att se hur det gick.")
    audit.write("handling_kontrolleras_igen", handling, by=by)
    return handling


@transaction.atomic
def avsluta_karantan(handling_id: int) -> Handling:
    """Judge a waiting file; run twice it changes nothing (R57)."""
    handling = Handling.objects.select_for_update(of=("self",)).select_related("arende").get(pk=handling_id)
    if handling.karantan != Karantan.VANTAR:
        return handling
    with connection.cursor() as cursor:  # a long file is read between two statements
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '15min'")
    fynd = skanna_fil(filer.vag(handling.sha256), handling.medietyp)
    handling.karantan = Karantan.LAST if fynd.traffar else Karantan.REN
    handling.skanning = skanning_json(fynd)
    handling.save(update_fields=["karantan", "skanning"])
    typ = "handling_last" if fynd.traffar else "handling_kontrollerad"
    audit.write(typ, handling, by=None, efter={"traffar": len(fynd.traffar)}, lagrum="R57")
    return handling
