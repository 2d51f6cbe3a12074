"""The föredragningslista: built, ordered, judged."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from forbund.diarium.models import Arende
from forbund.grund import dates, minne, web
from forbund.register.states import Ratt
from forbund.styrelse.actions import dagordning as actions
from forbund.styrelse.arendeslag import Lage, laget_for
from forbund.styrelse.forms.dagordning import FlyttaForm, LaggTillForm, NyPunktForm, NyttArendeForm, OrdnaForm
from forbund.styrelse.models import Kallelse, Punkt, Sammantrade
from forbund.styrelse.queries.dagordning import punkter_for_lista, vantande_arenden
from forbund.styrelse.queries.kallelse import mottagare, senaste_kallelse
from forbund.styrelse.queries.styrelsen import kallelsedagar
from forbund.styrelse.rules.kallelse import sista_kallelsedag
from forbund.styrelse.states import FORE_MOTET
from forbund.styrelse.views.bas import konto_med
from forbund.styrelse.visning import dagordning as visning


@require_safe
def lista(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The list as the office sees it."""
    konto_med(request, Ratt.KALLA)
    sammantrade = get_object_or_404(Sammantrade.objects.select_related("sekreterare"), pk=pk)
    return web.fragment(request, "styrelse/foredragningslista.html", _kontext(request, sammantrade, slug))


def _kontext(request: HttpRequest, sammantrade: Sammantrade, slug: str) -> dict[str, object]:
    punkter = list(punkter_for_lista(sammantrade))
    nyckel = f"runt_listan:{sammantrade.pk}:{sammantrade.version}"
    runt = minne.tills_andring(nyckel, lambda: _runt_listan(sammantrade, punkter))
    delar = visning.delar(punkter, runt.laget, slug)
    return {
        "sammantrade": sammantrade,
        "rubrik": f"Föredragningslista {dates.visa_dag(sammantrade.dag)}",
        "tid_och_plats": visning.tid_och_plats(sammantrade, sum(p.minuter or 0 for p in punkter)),
        "marke": visning.marke(sammantrade),
        "delar": delar,
        "brister": [(rad, brist) for d in delar for rad in d.punkter for brist in rad.brister],
        "vantande": visning.vantande(runt.vantande, runt.laget),
        "kallelselage": visning.kallelselage(runt.sista_kallelsedag, dates.idag(), runt.kallade, runt.utan_adress),
        "kallelse": runt.kallelse,
        "andras": sammantrade.status in FORE_MOTET,
        "nytt_arende": NyttArendeForm(prefix=None),
        "ny_punkt": NyPunktForm(),
        "fokus": request.GET.get("fokus", ""),
    }


@dataclass(frozen=True)
class _Runt:
    """What stands around the list: what waits, what is in the way of each ärende, and who is called by when."""

    vantande: list[Arende]
    laget: dict[int, Lage]
    sista_kallelsedag: date
    kallade: Counter[str]
    utan_adress: list[str]
    kallelse: Kallelse | None


def _runt_listan(sammantrade: Sammantrade, punkter: list[Punkt]) -> _Runt:
    vantande, kallade = vantande_arenden(), mottagare(sammantrade, punkter)
    return _Runt(
        vantande,
        laget_for([p.arende for p in punkter if p.arende] + vantande),
        sista_kallelsedag(sammantrade.dag, kallelsedagar(sammantrade.dag)),
        Counter(m.som for m in kallade),
        [m.namn for m in kallade if not m.nas],
        senaste_kallelse(sammantrade),
    )


@require_POST
def ordna(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The whole order at once, by drag; 204 with the list's new version."""
    konto = konto_med(request, Ratt.KALLA)
    get_object_or_404(Sammantrade, pk=pk)
    form = OrdnaForm(request.POST)
    sammantrade = web.utfor(form, actions.ordna, pk, by=konto)
    if sammantrade is None:
        return HttpResponse(status=422)
    svar = HttpResponse(status=204)
    svar["Finsam-Version"] = str(sammantrade.version)
    return svar


@require_POST
def upp(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    return _flytta(request, slug, pk, punkt_id, -1)


@require_POST
def ned(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    return _flytta(request, slug, pk, punkt_id, 1)


def _flytta(request: HttpRequest, slug: str, pk: int, punkt_id: int, steg: int) -> HttpResponse:
    """One step by button; the page comes back with focus on the same button."""
    konto = konto_med(request, Ratt.KALLA)
    punkt = get_object_or_404(Punkt, pk=punkt_id, sammantrade_id=pk)
    form = FlyttaForm(request.POST)
    if web.utfor(form, actions.flytta, punkt.pk, steg=steg, by=konto) is None:
        return HttpResponse(status=422)
    knapp = f"{'upp' if steg < 0 else 'ned'}-{punkt.pk}"
    return redirect(reverse("styrelse:foredragningslista", args=[slug, pk]) + f"?fokus={knapp}#punkt-{punkt.pk}")


@require_POST
def lagg_till(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a waiting ärende on the list."""
    konto = konto_med(request, Ratt.KALLA)
    get_object_or_404(Sammantrade, pk=pk)
    form = LaggTillForm(request.POST)
    if form.is_valid():
        get_object_or_404(Arende, pk=form.cleaned_data["arende_id"])
    return _efter_tillagg(request, slug, pk, web.utfor(form, actions.lagg_till_arende, pk, by=konto), form)


@require_POST
def nytt_arende(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Register an övrigt ärende and put it on the list."""
    konto = konto_med(request, Ratt.KALLA)
    get_object_or_404(Sammantrade, pk=pk)
    form = NyttArendeForm(request.POST)
    return _efter_tillagg(request, slug, pk, web.utfor(form, actions.nytt_ovrigt_arende, pk, by=konto), form)


@require_POST
def ny_punkt(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a procedural point on the list."""
    konto = konto_med(request, Ratt.KALLA)
    get_object_or_404(Sammantrade, pk=pk)
    form = NyPunktForm(request.POST)
    return _efter_tillagg(request, slug, pk, web.utfor(form, actions.lagg_till_formaliapunkt, pk, by=konto), form)


def _efter_tillagg(
    request: HttpRequest, slug: str, pk: int, punkt: Punkt | None, form: NyttArendeForm | NyPunktForm | LaggTillForm
) -> HttpResponse:
    """To the new point, or the list again with the form that was refused."""
    if punkt is not None:
        messages.success(request, f"”{punkt.rubrik}” är tillagd som punkt {punkt.ordning}.")
        if punkt.arende_id and not punkt.att_satser:
            return redirect("styrelse:punkt", slug=slug, pk=pk, punkt_id=punkt.pk)
        return redirect(reverse("styrelse:foredragningslista", args=[slug, pk]) + f"#punkt-{punkt.pk}")
    kontext = _kontext(request, Sammantrade.objects.select_related("sekreterare").get(pk=pk), slug)
    kontext |= {"nytt_arende": form} if isinstance(form, NyttArendeForm) else {}
    kontext |= {"ny_punkt": form} if isinstance(form, NyPunktForm) else {}
    return web.fragment(request, "styrelse/foredragningslista.html", kontext, status=422)
