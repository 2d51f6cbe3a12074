"""The door of the web: decides which förbund a request may see, opens both walls, and closes them with the answer.

One request is one transaction, rolled back on every exception and every status >= 400. A revisor's or granskare's
reading is logged in a transaction of its own before the read-only one: no log row, no page.
"""

import logging
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from forbund.grund import audit, dates, rest, tenancy
from forbund.grund.errors import Avvisad, Ogiltig, Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.register import access, uppskjutet
from forbund.register.models import Forbund, Konto
from forbund.register.queries import Mandatrad, giltig_nyckel, mandat_i_forbund, nyckelhash
from forbund.register.states import LOGGADE_LASARE

logg = logging.getLogger(__name__)
UNDER_FORBUND = re.compile(r"^/f/(?P<slug>[^/]+)/")
SAKRA = frozenset({"GET", "HEAD", "OPTIONS"})
LAS_OCH_SERIALISERING = frozenset({"40001", "40P01", "55P03"})


@dataclass(frozen=True)
class Tilltrade:
    """What the request's konto may open: the förbund, whether it writes, and the mandate it reads by."""

    forbund_id: int
    slug: str
    namn: str
    skriver: bool
    mandat: Mandatrad | None = None


class NyckelMiddleware:
    """Below authentication: `Authorization: Bearer finsam_…` makes the key's konto the user, in the API only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        slag, _, klartext = request.headers.get("Authorization", "").partition(" ")
        if slag.lower() != "bearer" or not rest.ar_api(request):
            return self.get_response(request)
        nyckel = giltig_nyckel(nyckelhash(klartext.strip()), dates.idag())
        if nyckel is None:
            return rest.problem(401, "Nyckeln är okänd, återkallad eller för gammal.")
        if not request.path_info.startswith(f"/f/{nyckel.forbund.slug}/"):
            return rest.problem(404, "Nyckeln gäller ett annat förbund.")
        if nyckel.endast_las and request.method not in SAKRA:
            return rest.problem(403, "Nyckeln får bara läsa. Skapa en som får skriva på sidan API-nycklar.")
        request.user = nyckel.konto
        request.apinyckel = nyckel  # type: ignore[attr-defined]  # rest.Inloggning reads it
        return self.get_response(request)


class ForbundMiddleware:
    """Below session and authentication; above every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        traff = UNDER_FORBUND.match(request.path_info)
        konto = request.user
        if not isinstance(konto, Konto):
            return _utan_inloggning(request) if traff else self.get_response(request)
        try:
            svar = self._i_transaktion(request, konto, traff["slug"] if traff else None)
            uppskjutet.minns_konto(request, svar, konto.pk)
            return _bara_for_den_inloggade(svar)
        except Http404:
            if rest.ar_api(request):
                return rest.problem(404, "Det du söker finns inte, eller så får du inte se det.")
            return render(request, "404.html", status=404)
        except DatabaseError as fel:
            return _svar_pa_databasfel(request, fel)

    def _i_transaktion(self, request: HttpRequest, konto: Konto, slug: str | None) -> HttpResponse:
        with tenancy.som_konto(konto.pk):
            if slug is None:
                return _rulla_tillbaka_fel(self.get_response(request))
            tilltrade = _tilltrade(konto, slug)
            request.tilltrade = tilltrade  # type: ignore[attr-defined]  # the frame and the views read it
            if tilltrade.skriver:
                with tenancy.in_forbund(tilltrade.forbund_id, egen_savepunkt=False):
                    return _rulla_tillbaka_fel(self.get_response(request))
        return self._lasning(request, konto, tilltrade)

    def _lasning(self, request: HttpRequest, konto: Konto, tilltrade: Tilltrade) -> HttpResponse:
        if request.method not in SAKRA:
            text = "Din behörighet är läsbehörighet. Du kan läsa och exportera allt i förbundet, men inte ändra något."
            return _nekad(request, text)
        with tenancy.in_forbund(tilltrade.forbund_id, konto=konto.pk):
            audit.write(
                audit.LASNING,
                Forbund(pk=tilltrade.forbund_id, namn=tilltrade.namn),
                by=konto,
                at=tilltrade.mandat.organ if tilltrade.mandat else "",
                efter={"sida": request.get_full_path()[:500]},
                lagrum=tilltrade.mandat.grund if tilltrade.mandat else "KL 12 kap. 9 §",
            )
        with tenancy.in_granskning([tilltrade.forbund_id], konto=konto.pk):
            return _rulla_tillbaka_fel(self.get_response(request))

    def process_exception(self, request: HttpRequest, fel: Exception) -> HttpResponse | None:
        """The net under the pages: what a form did not catch."""
        if rest.ar_api(request):
            return None
        if isinstance(fel, Avvisad):
            transaction.set_rollback(True)
            request.avbruten = True  # type: ignore[attr-defined]  # the frame asks the database nothing more
            return _svar_pa_avvisad(request, fel)
        if isinstance(fel, DatabaseError):
            transaction.set_rollback(True)
            request.avbruten = True  # type: ignore[attr-defined]
            return _svar_pa_databasfel(request, fel)
        return None


def _bara_for_den_inloggade(svar: HttpResponse) -> HttpResponse:
    """No proxy keeps it, and a browser asks again, so that nothing is shown anew after the login has ended."""
    if not svar.has_header("Cache-Control"):
        patch_cache_control(svar, private=True, no_cache=True)
    return svar


def _utan_inloggning(request: HttpRequest) -> HttpResponse:
    if rest.ar_api(request):
        return rest.problem(401, "Logga in, eller skicka en nyckel: Authorization: Bearer finsam_…")
    if request.headers.get("HX-Request"):
        svar = HttpResponse(status=401)
        svar["HX-Refresh"] = "true"
        return svar
    if request.method in SAKRA:
        return redirect_to_login(request.get_full_path())
    return uppskjutet.logga_in_forst(request)


def _nekad(request: HttpRequest, text: str) -> HttpResponse:
    return rest.problem(403, text) if rest.ar_api(request) else render(request, "403.html", {"text": text}, status=403)


def _tilltrade(konto: Konto, slug: str) -> Tilltrade:
    """The konto's way into the förbund, or 404 for one that it has nothing to do with."""
    rader = [rad for rad in access.rattigheter(konto).rader if rad.slug == slug]
    if rader:
        skriver = any(rad.roll not in LOGGADE_LASARE for rad in rader)
        return Tilltrade(rader[0].forbund_id, slug, rader[0].forbund_namn, skriver)
    oppnat = mandat_i_forbund(konto.pk, slug, dates.idag())
    if oppnat is None:
        raise Http404("Inget uppdrag i förbundet.")
    mandat, forbund = oppnat
    access.lagg_till_mandat(konto, forbund)
    return Tilltrade(forbund.pk, slug, forbund.kortnamn, False, mandat)


def _rulla_tillbaka_fel(svar: HttpResponse) -> HttpResponse:
    if svar.status_code >= 400:
        transaction.set_rollback(True)
    return svar


def _svar_pa_avvisad(request: HttpRequest, fel: Avvisad) -> HttpResponse:
    if isinstance(fel, SaknarRatt):
        return render(request, "403.html", {"text": fel.text}, status=403)
    if isinstance(fel, Upptaget):
        return render(request, "409.html", {"fel": fel}, status=409)
    kontext: dict[str, object] = {"fel": fel}
    if isinstance(fel, VarningUtanSkal):
        kontext["varningar"] = fel.varningar
    elif not isinstance(fel, Regelbrott | Ogiltig):
        logg.warning("Oväntat slag av avvisning: %r", fel)
    return render(request, "422.html", kontext, status=422)


def _svar_pa_databasfel(request: HttpRequest, fel: DatabaseError) -> HttpResponse:
    """Locks, deadlocks and constraints that only COMMIT could judge: someone else was first."""
    request.avbruten = True  # type: ignore[attr-defined]
    api = rest.ar_api(request)
    sqlstate = getattr(fel.__cause__, "sqlstate", None)
    if isinstance(fel, IntegrityError) or (isinstance(fel, OperationalError) and sqlstate in LAS_OCH_SERIALISERING):
        logg.warning("Samtidig ändring: %s", fel)
        if api:
            return rest.problem(409, Upptaget().text)
        return render(request, "409.html", {"fel": Upptaget()}, status=409)
    referens = uuid.uuid4().hex[:8]
    logg.error("Databasfel %s", referens, exc_info=fel)
    if api:
        return rest.problem(500, f"Något gick fel hos oss. Referens {referens}.")
    return render(request, "500.html", {"referens": referens}, status=500)
