"""What every page of the board's room needs first."""

from typing import Final

from django.http import HttpRequest

from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

GET_POST: Final = ["GET", "HEAD", "POST"]


def konto_med(request: HttpRequest, *ratter: Ratt) -> Konto:
    """The konto that asks; SaknarRatt (403) unless it has every one of the rights."""
    konto = request.user
    assert isinstance(konto, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    for ratt in ratter:
        access.require(konto, ratt)
    return konto
