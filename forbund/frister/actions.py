"""What a person does with the mail."""

from django.db import transaction

from forbund.grund import audit, utskick
from forbund.grund.models import Utskick
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


@transaction.atomic
def skicka_igen(utskick_id: int, *, by: Konto) -> Utskick:
    """Send once more a mail that may not have come through; the receiver sees by its Message-ID that it is the same."""
    access.require(by, Ratt.SE_UTSKICK)
    rad = Utskick.objects.select_for_update(of=("self",)).get(pk=utskick_id)
    fore = rad.status
    utskick.slapp_igen(rad)
    audit.write("utskick_skickas_igen", rad, by=by, fore={"status": fore, "forsok": rad.forsok})
    return rad
