"""Sammanträden: the list, one before the meeting, to plan, change and call off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from forbund.diarium.access import synliga_for
from forbund.grund import dates, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import LEDAMOTSROLLER, Ratt
from forbund.styrelse.actions import sammantrade as actions
from forbund.styrelse.actions.kallelse import stall_in as stall_in_sammantradet
from forbund.styrelse.forms.sammantrade import InstallForm, Sammantradesform
from forbund.styrelse.models import Sammantrade
from forbund.styrelse.pdf.kallelse import Kallelseblad, kallelseblad
from forbund.styrelse.queries.dagordning import kommande_sammantraden, tidigare_sammantraden
from forbund.styrelse.queries.kallelse import senaste_kallelse
from forbund.styrelse.states import FORE_MOTET, Sammantradesstatus
from forbund.styrelse.views.bas import GET_POST, konto_med
from forbund.styrelse.visning import dagordning as visning


@require_safe
def lista(request: HttpRequest, slug: str) -> HttpResponse:
    """Coming sammanträden, or with ?visa=tidigare those that are over."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    tidigare = request.GET.get("visa") == "tidigare"
    sida = web.bladdra(request, tidigare_sammantraden() if tidigare else kommande_sammantraden(), 25)
    kontext = {
        "rader": visning.sammantradesrader(sida.rader, slug),
        "sida": sida,
        "tidigare": tidigare,
        "kan_planera": access.can(konto, Ratt.KALLA),
    }
    return web.fragment(request, "styrelse/sammantrade_lista.html", kontext)


@require_http_methods(GET_POST)
def nytt(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a sammanträde."""
    konto = konto_med(request, Ratt.KALLA)
    form = Sammantradesform(request.POST or None, idag=dates.idag())
    if request.method == "POST":
        sammantrade = web.utfor(form, actions.skapa_sammantrade, by=konto)
        if sammantrade is not None:
            messages.success(request, "Sammanträdet är planerat. Fyll på föredragningslistan med ärenden.")
            return redirect("styrelse:foredragningslista", slug=slug, pk=sammantrade.pk)
    kontext = {"form": form, "avbryt_url": reverse("styrelse:sammantraden", args=[slug])}
    return render(request, "styrelse/sammantrade_nytt.html", kontext, status=422 if form.errors else 200)


@require_safe
def visa(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What the latest kallelse says: the points with their proposals and papers."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    sammantrade = get_object_or_404(Sammantrade.objects.select_related("forbund", "protokoll"), pk=pk)
    kallelse = senaste_kallelse(sammantrade)
    blad = kallelseblad(kallelse.fakta, sammantrade.forbund.namn) if kallelse else None
    fore = sammantrade.status in FORE_MOTET
    kontext = {
        "sammantrade": sammantrade,
        "rubrik": f"Sammanträde {dates.visa_dag(sammantrade.dag)}",
        "tid_och_plats": visning.tid_och_plats(sammantrade),
        "marke": visning.marke(sammantrade),
        "kallelse": kallelse,
        "publicerad": dates.visa_stund(kallelse.publicerad) if kallelse else "",
        "blad": blad,
        "lasbara": lasbara_handlingar(konto, blad),
        "kan_kalla": fore and access.can(konto, Ratt.KALLA),
        "kan_vacka": fore and bool(access.uppdrag_ids(konto, *LEDAMOTSROLLER)),
        "har_borjat": not fore and sammantrade.status != Sammantradesstatus.INSTALLT,
        "installt": sammantrade.status == Sammantradesstatus.INSTALLT,
    }
    return render(request, "styrelse/sammantrade_visa.html", kontext)


def lasbara_handlingar(konto: Konto, blad: Kallelseblad | None) -> frozenset[int]:
    """Which of the papers in the kallelse the konto may open today: one query."""
    ids = [h.id for p in blad.punkter for h in p.handlingar] if blad else []
    return frozenset(synliga_for(konto).filter(pk__in=ids).values_list("pk", flat=True)) if ids else frozenset()


@require_http_methods(GET_POST)
def andra(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change time, place or sekreterare."""
    konto = konto_med(request, Ratt.KALLA)
    sammantrade = get_object_or_404(Sammantrade, pk=pk)
    form = Sammantradesform(request.POST or None, idag=dates.idag(), sammantrade=sammantrade)
    if request.method == "POST" and web.utfor(form, actions.andra_sammantrade, pk, by=konto) is not None:
        kallat = sammantrade.status == Sammantradesstatus.KALLAT
        messages.success(request, "Ändrat." + (" Publicera kallelsen igen, så att alla får veta." if kallat else ""))
        return redirect("styrelse:foredragningslista", slug=slug, pk=pk)
    kontext = {
        "form": form,
        "sammantrade": sammantrade,
        "avbryt_url": reverse("styrelse:foredragningslista", args=[slug, pk]),
    }
    return render(request, "styrelse/sammantrade_andra.html", kontext, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def stall_in(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Call off a sammanträde, with the reason."""
    konto = konto_med(request, Ratt.KALLA)
    sammantrade = get_object_or_404(Sammantrade, pk=pk)
    form = InstallForm(request.POST or None)
    if request.method == "POST" and web.utfor(form, stall_in_sammantradet, pk, by=konto) is not None:
        kallade = " De som är kallade får veta det med e-post." if senaste_kallelse(sammantrade) else ""
        messages.success(request, f"Sammanträdet är inställt.{kallade} Ärendena väntar på nästa.")
        return redirect("styrelse:sammantraden", slug=slug)
    kontext = {
        "form": form,
        "rubrik": f"Ställ in sammanträdet {dates.visa_dag(sammantrade.dag)}",
        "avbryt_url": reverse("styrelse:foredragningslista", args=[slug, pk]),
    }
    return render(request, "styrelse/sammantrade_stall_in.html", kontext, status=422 if form.errors else 200)
