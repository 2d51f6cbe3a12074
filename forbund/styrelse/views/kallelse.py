"""The kallelse: read it as it would be sent, and publish it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from forbund.grund import dates, minne, web
from forbund.grund.pdf import MEDIETYP
from forbund.register.states import Ratt
from forbund.styrelse.actions import kallelse as actions
from forbund.styrelse.arendeslag import laget_for
from forbund.styrelse.forms.sammantrade import Publiceringsform
from forbund.styrelse.models import Sammantrade
from forbund.styrelse.pdf.kallelse import kallelse_pdf, kallelseblad
from forbund.styrelse.queries.dagordning import punkter_for_lista
from forbund.styrelse.queries.kallelse import kallelsefakta, mottagare, senaste_kallelse, skillnader
from forbund.styrelse.queries.styrelsen import kallelsedagar
from forbund.styrelse.rules.kallelse import sista_kallelsedag
from forbund.styrelse.views.bas import GET_POST, konto_med
from forbund.styrelse.views.sammantrade import lasbara_handlingar
from forbund.styrelse.visning import dagordning as visning


def _sammantrade(pk: int) -> Sammantrade:
    return get_object_or_404(Sammantrade.objects.select_related("sekreterare", "forbund"), pk=pk)


@require_safe
def forhandsgranska(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The kallelse as it would go out now."""
    konto = konto_med(request, Ratt.KALLA)
    sammantrade = _sammantrade(pk)
    fakta = minne.tills_andring(f"kallelseutkast:{pk}:{sammantrade.version}", lambda: _utkast(sammantrade))
    blad = kallelseblad(fakta, sammantrade.forbund.namn)
    kontext = {"sammantrade": sammantrade, "blad": blad, "lasbara": lasbara_handlingar(konto, blad)}
    return render(request, "styrelse/kallelse_forhandsgranska.html", kontext)


@require_safe
def utkast_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same as paper, marked as a draft; kept nowhere."""
    konto_med(request, Ratt.KALLA)
    sammantrade = _sammantrade(pk)
    pdf = kallelse_pdf(_utkast(sammantrade), sammantrade.forbund.namn, "Utkast")
    namn = f"kallelse-utkast-{sammantrade.dag:%Y-%m-%d}.pdf"
    return HttpResponse(
        pdf,
        content_type=MEDIETYP,
        headers={"Content-Disposition": f'inline; filename="{namn}"', "Cache-Control": "no-store"},
    )


def _utkast(sammantrade: Sammantrade) -> dict[str, Any]:
    """What the next kallelse would say."""
    tidigare = senaste_kallelse(sammantrade)
    fakta = kallelsefakta(sammantrade, tidigare.nummer + 1 if tidigare else 1)
    return fakta | {"andringar": skillnader(tidigare.fakta, fakta) if tidigare else []}


@require_http_methods(GET_POST)
def publicera(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show who gets it and what is missing, ask for the skäl when it is late, and publish."""
    konto = konto_med(request, Ratt.KALLA)
    sammantrade = _sammantrade(pk)
    form = Publiceringsform(request.POST or None, initial={"version": sammantrade.version})
    if request.method == "POST" and web.utfor(form, actions.publicera_kallelse, pk, by=konto) is not None:
        messages.success(request, "Kallelsen är publicerad. Alla som ska ha den får den med e-post.")
        return redirect("styrelse:sammantrade", slug=slug, pk=pk)
    punkter = list(punkter_for_lista(sammantrade))
    kallade = mottagare(sammantrade, punkter)
    delar = visning.delar(punkter, laget_for(p.arende for p in punkter if p.arende), slug)
    sista = sista_kallelsedag(sammantrade.dag, kallelsedagar(sammantrade.dag))
    kontext = {
        "form": form,
        "sammantrade": sammantrade,
        "tid_och_plats": visning.tid_och_plats(sammantrade, hel_dag=True),
        "kallade": kallade,
        "brister": [(rad, brist) for d in delar for rad in d.punkter for brist in rad.brister],
        "kallelselage": visning.kallelselage(
            sista, dates.idag(), Counter(m.som for m in kallade), [m.namn for m in kallade if not m.nas]
        ),
        "tidigare": senaste_kallelse(sammantrade),
        "avbryt_url": reverse("styrelse:foredragningslista", args=[slug, pk]),
    }
    return render(request, "styrelse/kallelse_publicera.html", kontext, status=422 if form.errors else 200)
