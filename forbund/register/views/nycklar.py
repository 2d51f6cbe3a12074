"""API keys of one's own: make, see, recall."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forbund.grund import web
from forbund.register import access, actions, visning
from forbund.register.forms import NyckelForm
from forbund.register.models import Apinyckel, Konto
from forbund.register.queries import nycklar_for_konto


def _konto(request: HttpRequest) -> Konto:
    konto = request.user
    assert isinstance(konto, Konto)  # noqa: S101  # login_required
    return konto


def _sida(request: HttpRequest, form: NyckelForm, status: int = 200, ny: str = "") -> HttpResponse:
    nycklar = [visning.nyckelrad(n) for n in nycklar_for_konto(_konto(request).pk)[:100]]
    return render(request, "register/nycklar.html", {"form": form, "nycklar": nycklar, "ny": ny}, status=status)


@login_required
@require_safe
def nycklar(request: HttpRequest) -> HttpResponse:
    """The keys, and a form for a new one."""
    return _sida(request, NyckelForm(rattigheter=access.rattigheter(_konto(request))))


@never_cache
@login_required
@require_POST
def ny_nyckel(request: HttpRequest) -> HttpResponse:
    """Make a key and show it, once."""
    konto = _konto(request)
    form = NyckelForm(request.POST, rattigheter=access.rattigheter(konto))
    gjord = web.utfor(form, actions.skapa_nyckel, by=konto)
    if gjord is None:
        return _sida(request, form, status=422)
    return _sida(request, NyckelForm(rattigheter=access.rattigheter(konto)), ny=gjord[1])


@login_required
@require_POST
def aterkalla_nyckel(request: HttpRequest, pk: int) -> HttpResponse:
    """Recall one's own key; another's is not found."""
    konto = _konto(request)
    nyckel = get_object_or_404(Apinyckel, pk=pk, konto=konto)
    actions.aterkalla_nyckel(nyckel.pk, by=konto)
    messages.success(request, f"Nyckeln ”{nyckel.namn}” är återkallad och fungerar inte längre.")
    return redirect("register:nycklar")
