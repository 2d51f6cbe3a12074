"""What every page of the beredning begins with: who asks, and for which förslag."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from beredning import queries
from beredning.models import Forslag
from forbund.grund.errors import SaknarRatt
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


def konto_i(request: HttpRequest) -> Konto:
    """The konto, which may read the beredning."""
    assert isinstance(request.user, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    access.require(request.user, Ratt.SE_BEREDNINGEN)
    return request.user


def forslag_i(konto: Konto, pk: int) -> Forslag:
    """The förslag, or 404 for one that the konto may not know of (R115)."""
    return get_object_or_404(queries.forslag_for_sida(konto), pk=pk)


def require_skrivare(konto: Konto, forslag: Forslag) -> None:
    if not queries.skriver_pa(konto, forslag):
        raise SaknarRatt("Bara de som skriver förslaget kan ändra det.")
