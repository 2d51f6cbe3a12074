"""The live sammanträde: one page for everyone, and the question whether anything has happened."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from forbund.diarium.access import synliga_for
from forbund.diarium.models import Handling
from forbund.grund import minne, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions.mote import ar_sekreterare
from forbund.styrelse.arendeslag import laget_for
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.queries.mote import Rum, hamta_rum
from forbund.styrelse.queries.motespunkt import Punktlage, hamta_punktlage, mote_for_sida
from forbund.styrelse.states import Punktstatus
from forbund.styrelse.views.bas import konto_med
from forbund.styrelse.views.mote_former import FORMULAR, Felakt
from forbund.styrelse.visning.mote import Blick
from forbund.styrelse.visning.mote_akt import Byggare
from forbund.styrelse.visning.motessida import motessida


@require_safe
def mote(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The page; asked by the page itself with the version it shows, the answer is 204 when nothing has happened."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    sammantrade = mote_for_sida(pk)
    if sammantrade is None:
        raise Http404("Sammanträdet finns inte.")
    if web.ar_fragment(request) and request.GET.get("v") == str(sammantrade.version):
        return HttpResponse(status=204)
    return svara(request, slug, konto, sammantrade)


def svara(
    request: HttpRequest,
    slug: str,
    konto: Konto,
    sammantrade: Sammantrade,
    *,
    fel: Felakt | None = None,
    klart: str = "",
) -> HttpResponse:
    """The page, or its parts for the page that is already open; `fel` is an act that was refused."""
    rum = minne.tills_andring(f"rum:{sammantrade.pk}:{sammantrade.version}", lambda: hamta_rum(sammantrade))
    blick = blicken(request, slug, konto, rum)
    visad = _visad(rum, blick)
    oppen = _lage(rum, rum.oppen_punkt)
    visad_lage = oppen if oppen and visad and oppen.punkt.pk == visad.pk else _lage(rum, visad)
    sida = motessida(
        Byggare(rum, blick, FORMULAR.__getitem__),
        oppen,
        visad_lage,
        _handlingar(konto, visad),
        _hinder(blick, rum, visad),
    )
    kontext: dict[str, Any] = {"sida": sida, "fel": fel, "klart": klart, "slug": slug, "sammantrade": sammantrade}
    status = 422 if fel else 200
    if not web.ar_fragment(request):
        return render(request, "styrelse/mote.html", kontext, status=status)
    kontext |= {"oob": True, "svarar": request.method == "POST", "csrf_token": get_token(request)}
    svar = HttpResponse(render_to_string("styrelse/_mote_delar.html", kontext), status=status)
    svar["Vary"] = "HX-Request"
    return svar


def blicken(request: HttpRequest, slug: str, konto: Konto, rum: Rum) -> Blick:
    """Who looks, and what the address asks for."""
    egen = rum.egen(konto.pk)
    skriver = request.tilltrade.skriver  # type: ignore[attr-defined]  # set by the tenancy middleware
    sekreterare = skriver and ar_sekreterare(rum, konto)
    leder = egen is not None and rum.ledare(rum.oppen_punkt) == egen.uppdrag_id
    rost_for = request.GET.get("for", "")
    return Blick(
        slug=slug,
        pk=rum.sammantrade.pk,
        egen=egen,
        leder=leder and access.can(konto, Ratt.LEDA_SAMMANTRADE),
        sekreterare=sekreterare,
        skriver=skriver,
        for_protokoll=sekreterare and request.GET.get("lage", "" if egen else "protokoll") == "protokoll",
        punkt=request.GET.get("punkt", ""),
        rost=request.GET.get("rost", ""),
        rost_for=int(rost_for) if rost_for.isdecimal() and len(rost_for) < 19 else None,
    )


def _visad(rum: Rum, blick: Blick) -> Punkt | None:
    """The point asked for, else the one being handled, else the next."""
    if blick.punkt:
        valda = [p for p in rum.punkter if str(p.pk) == blick.punkt]
        if not valda:
            raise Http404("Punkten finns inte på listan.")
        return valda[0]
    if rum.sammantrade.oppnat is None:
        return None
    return rum.oppen_punkt or rum.nasta_punkt


def _lage(rum: Rum, punkt: Punkt | None) -> Punktlage | None:
    """The point with all that hangs on it, fetched once for all who look at it."""
    if punkt is None:
        return None
    version = rum.sammantrade.version
    return minne.tills_andring(f"punktlage:{punkt.pk}:{version}", lambda: hamta_punktlage(punkt))


def _handlingar(konto: Konto, punkt: Punkt | None) -> Sequence[Handling]:
    """The papers of the ärende that the konto may read, the latest first."""
    if punkt is None or punkt.arende_id is None:
        return ()
    alla = synliga_for(konto).filter(arende=punkt.arende_id).select_related("arende")
    return list(alla.order_by("-nummer")[:20])


def _hinder(blick: Blick, rum: Rum, punkt: Punkt | None) -> tuple[str, ...]:
    """What stops the one who leads from opening the point that is shown."""
    if not blick.leder or punkt is None or punkt.arende is None or punkt.status != Punktstatus.UPPSATT:
        return ()
    return laget_for([punkt.arende])[punkt.arende.pk].hinder if rum.oppen_punkt is None else ()
