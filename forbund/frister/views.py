"""The outbox: every mail that the product has promised, and what became of it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from forbund.frister import actions, forms, queries, visning
from forbund.grund import web
from forbund.grund.models import Utskick
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


def _konto(request: HttpRequest) -> Konto:
    assert isinstance(request.user, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    return request.user


@require_safe
def utkorg(request: HttpRequest, slug: str) -> HttpResponse:
    access.require(_konto(request), Ratt.SE_UTSKICK)
    filterform = forms.Utkorgsfilter(request.GET or None)
    lage = filterform.cleaned_data["lage"] if filterform.is_bound and filterform.is_valid() else ""
    sida = web.bladdra(request, queries.utskick_for_utkorg(lage))
    return web.fragment(
        request,
        "frister/utkorg.html",
        {
            "filter": filterform,
            "filtrerat": bool(lage),
            "sida": sida,
            "utskick": [visning.utskicksrad(rad, visa_text=settings.DEMO) for rad in sida.rader],
            "slug": slug,
        },
    )


@require_POST
def skicka_igen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    konto = _konto(request)
    access.require(konto, Ratt.SE_UTSKICK)
    get_object_or_404(Utskick, pk=pk)
    actions.skicka_igen(pk, by=konto)
    messages.success(request, "Brevet skickas igen om en stund.")
    return redirect("frister:utkorg", slug=slug)
