"""One act at the sammanträde: parse, do, and show the page as it now is."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from forbund.grund import web
from forbund.register.states import Ratt
from forbund.styrelse.actions.mote import require_nagon
from forbund.styrelse.models import Sammantrade
from forbund.styrelse.queries.mote import hamta_rum
from forbund.styrelse.queries.motespunkt import hamta_punktlage, mote_for_sida
from forbund.styrelse.views.bas import konto_med
from forbund.styrelse.views.mote_former import AKTER, Aktslag, Felakt
from forbund.styrelse.views.mote_sida import blicken, svara
from forbund.styrelse.visning.mote import Blick
from forbund.styrelse.visning.mote_punkt import motforslag

# After these the decision stays on the page, with what was written; after the others the page is what is handled now.
STANNAR = frozenset({"reservera", "motivera"})


@require_POST
def gor(request: HttpRequest, slug: str, pk: int, akt: str, objekt: int | None = None) -> HttpResponse:
    """Run the act; when it is refused the page says why and keeps what was written."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    slag = AKTER.get(akt)
    if slag is None or (slag.modell is None) != (objekt is None):
        raise Http404("Det finns inget sådant att göra.")
    require_nagon(konto, *slag.ratter)
    sammantrade = mote_for_sida(pk)
    if sammantrade is None:
        raise Http404("Sammanträdet finns inte.")
    if slag.modell is not None:
        get_object_or_404(slag.modell, pk=objekt, **{slag.vag(): pk})
    rum = hamta_rum(sammantrade)
    blick = blicken(request, slug, konto, rum).utan_rost()
    form = _form(slag, request, rum, blick)
    if web.utfor(form, slag.action, objekt or pk, by=konto) is None and form.errors:
        fel = Felakt(blick.akt(akt, objekt), form)
        return svara(request, slug, konto, _om(pk), fel=fel)
    if web.ar_fragment(request):
        request.GET = _utan(request, "rost", "for", *(() if akt in STANNAR else ("punkt",)))
        return svara(request, slug, konto, _om(pk), klart=slag.klart)
    if slag.klart:
        messages.success(request, slag.klart)
    kvar = Blick(**{**blick.__dict__, "punkt": blick.punkt if akt in STANNAR else ""})
    return redirect(kvar.adress())


def _form(slag: Aktslag, request: HttpRequest, rum: Any, blick: Blick) -> Any:
    """The act's form, with ids of its own: it may stand beside an empty one like it."""
    val: dict[str, Any] = {"rum": rum, "egen": blick.egen_id, "auto_id": "fel_%s"}
    if slag is AKTER["omrostning"] and rum.oppen_punkt is not None:
        val["motforslag"] = motforslag(hamta_punktlage(rum.oppen_punkt))
    return slag.form(request.POST, **val)


def _om(pk: int) -> Sammantrade:
    """The sammanträde as it is after the act."""
    return Sammantrade.objects.select_related("sekreterare").get(pk=pk)


def _utan(request: HttpRequest, *namn: str) -> Any:
    kvar = request.GET.copy()
    for ett in namn:
        kvar.pop(ett, None)
    return kvar
