"""One point: what it says, off the list, and an ärende raised by a ledamot."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from forbund.grund import dates, web
from forbund.grund.errors import Ogiltig
from forbund.register import access
from forbund.register.states import Ratt
from forbund.styrelse.actions import dagordning as actions
from forbund.styrelse.actions import vackning
from forbund.styrelse.arendeslag import laget_for
from forbund.styrelse.forms.dagordning import FlyttaForm, PunktForm, VackForm
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.queries.dagordning import punkter_for_lista
from forbund.styrelse.views.bas import GET_POST, konto_med
from forbund.styrelse.visning import dagordning as visning


def _punkt(pk: int, punkt_id: int) -> Punkt:
    """The point of that sammanträde, as the list shows it; 404 when there is none."""
    return get_object_or_404(punkter_for_lista(pk).select_related("sammantrade"), pk=punkt_id)


@require_http_methods(GET_POST)
def redigera(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """Föredragande, time, proposal, villkor and money of one point."""
    konto = konto_med(request, Ratt.KALLA)
    punkt = _punkt(pk, punkt_id)
    form = PunktForm(request.POST or None, punkt=punkt, dag=dates.idag())
    if request.method == "POST" and web.utfor(form, actions.redigera_punkt, punkt_id, by=konto) is not None:
        messages.success(request, "Punkten är sparad.")
        return redirect(reverse("styrelse:foredragningslista", args=[slug, pk]) + f"#punkt-{punkt_id}")
    laget = laget_for([punkt.arende] if punkt.arende else [])
    kontext = {
        "form": form,
        "punkt": punkt,
        "rad": visning.delar([punkt], laget, slug)[0].punkter[0],
        "lista_url": reverse("styrelse:foredragningslista", args=[slug, pk]),
        "listans_rubrik": f"Föredragningslista {dates.visa_dag(punkt.sammantrade.dag)}",
        "far_tas_bort": punkt.vackt_av_id is None or punkt.vackt_av_id in access.uppdrag_ids(konto),
    }
    return render(request, "styrelse/punkt_redigera.html", kontext, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def ta_bort(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """Ask, then take the point off the list."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    punkt = _punkt(pk, punkt_id)
    if request.method == "POST":
        actions.ta_bort(punkt.pk, by=konto)
        messages.success(request, f"”{punkt.rubrik}” är borttagen från listan.")
        mal = "styrelse:foredragningslista" if access.can(konto, Ratt.KALLA) else "styrelse:sammantrade"
        return redirect(mal, slug=slug, pk=pk)
    return render(request, "styrelse/punkt_ta_bort.html", {"punkt": punkt})


@require_POST
def hamta_underlag(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """Take the proposal from the ärende again."""
    konto = konto_med(request, Ratt.KALLA)
    get_object_or_404(Punkt, pk=punkt_id, sammantrade_id=pk, arende__isnull=False)
    form = FlyttaForm(request.POST)
    if web.utfor(form, actions.hamta_underlag, punkt_id, by=konto) is None:
        raise Ogiltig({"": "Öppna punkten igen och hämta underlaget därifrån."})
    messages.success(request, "Förslaget är hämtat från ärendet igen.")
    return redirect("styrelse:punkt", slug=slug, pk=pk, punkt_id=punkt_id)


@require_http_methods(GET_POST)
def vack(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Raise an ärende for the sammanträde; the office notes it for a ledamot or a revisor."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    sammantrade = get_object_or_404(Sammantrade, pk=pk)
    kansliet = access.can(konto, Ratt.FORA_PROTOKOLL)
    if not kansliet:
        vackning.vacker_sjalv(sammantrade, konto)
    form = VackForm(request.POST or None, dag=dates.idag() if kansliet else None)
    if request.method == "POST":
        punkt = web.utfor(form, vackning.vack_arende, pk, by=konto)
        if punkt is not None:
            messages.success(request, f"Ärendet är väckt och står som punkt {punkt.ordning} på föredragningslistan.")
            return redirect("styrelse:sammantrade", slug=slug, pk=pk)
    kontext = {
        "form": form,
        "kansliet": kansliet,
        "dag": dates.visa_dag(sammantrade.dag),
        "avbryt_url": reverse("styrelse:sammantrade", args=[slug, pk]),
    }
    return render(request, "styrelse/arende_vack.html", kontext, status=422 if form.errors else 200)
