"""A form that was sent when the session had ended: nothing is lost.

What was posted rides along through the login, signed, and is offered to the same konto as a page with one button.
Another konto never gets it, and no other site can plant it: the cookie that names the konto is not sent from there
(SameSite=Lax).
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.forms import LoginForm
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

KAKA = "konto"
SALT = "finsam.uppskjutet"
GILTIG_SEKUNDER = 3600
KAKANS_SEKUNDER = 30 * 24 * 3600
DOLDA = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Uppskjutet:
    """What was sent: where to, and the fields in order."""

    adress: str
    falt: tuple[tuple[str, str], ...]
    filer: tuple[str, ...]
    konto_id: int


def minns_konto(request: HttpRequest, svar: HttpResponse, konto_id: int) -> None:
    """Let this browser know whose forms it holds, after the session has ended too."""
    if request.get_signed_cookie(KAKA, default="", salt=SALT) == str(konto_id):
        return
    svar.set_signed_cookie(
        KAKA,
        str(konto_id),
        salt=SALT,
        max_age=KAKANS_SEKUNDER,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def logga_in_forst(request: HttpRequest) -> HttpResponse:
    """The login form, carrying the posted text; of a browser that nobody has logged in by, it carries nothing."""
    konto_id = request.get_signed_cookie(KAKA, default="", salt=SALT, max_age=KAKANS_SEKUNDER)
    buret = _packa(request, konto_id) if konto_id else ""
    return render(request, "account/login.html", {"form": LoginForm(), "uppskjuten": buret}, status=401)


def _packa(request: HttpRequest, konto_id: str) -> str:
    falt = [(namn, v) for namn, varden in request.POST.lists() if namn not in DOLDA for v in varden]
    filer = [fil.name or "" for _, lista in request.FILES.lists() for fil in lista]
    innehall = {"adress": request.get_full_path(), "falt": falt, "filer": filer, "konto": konto_id}
    return signing.dumps(innehall, salt=SALT, compress=True)


def packa_upp(buret: str, konto_id: int) -> Uppskjutet | None:
    """What the konto had sent; None when it is another's, forged or older than an hour."""
    try:
        innehall: dict[str, Any] = signing.loads(buret, salt=SALT, max_age=GILTIG_SEKUNDER)
    except signing.BadSignature:
        return None
    if innehall["konto"] != str(konto_id):
        return None
    falt = tuple((namn, varde) for namn, varde in innehall["falt"])
    return Uppskjutet(innehall["adress"], falt, tuple(innehall["filer"]), konto_id)
