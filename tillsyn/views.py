"""Pages of those who hold to account: the log of a förbund, and the overview of a mandate."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forbund.grund import audit, dates, kalkyl, tenancy, web
from forbund.register import access
from forbund.register.models import Forbund, Konto
from forbund.register.queries import alla_forbund, mandat_for_konto
from forbund.register.states import LOGGADE_LASARE, Ratt
from tillsyn import queries, visning
from tillsyn.forms import Loggfilter


def _konto(request: HttpRequest) -> Konto:
    assert isinstance(request.user, Konto)  # noqa: S101  # the middleware or login_required
    return request.user


@require_safe
def logg(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """The log: who did what, when, by which law and with which reasons."""
    konto = _konto(request)
    access.require(konto, Ratt.SE_LOGGEN)
    if (hop := web.minns_filtret(request)) is not None:
        return hop
    form = Loggfilter(request.GET)
    form.is_valid()
    val = form.cleaned_data  # what could be read; the rest shows its error
    rader = access.rattigheter(konto).i(tenancy.aktivt().las[0])
    granskar = any(rad.roll in LOGGADE_LASARE for rad in rader)
    fraga = queries.loggen(med_lasningar=granskar, **val)
    if kalkyl.begard(request):
        return kalkyl.svar(f"logg-{slug}", visning.KALKYL, fraga.iterator())
    sida = web.bladdra(request, fraga, excel=True)
    sida.rader = visning.loggrader(sida.rader)
    kontext = {"sida": sida, "form": form, "filtrerat": any(val.values()), "med_lasningar": granskar}
    return render(request, "tillsyn/logg.html", kontext)


@login_required
@require_safe
def granskning(request: HttpRequest) -> HttpResponse:
    """Key figures of every förbund of the konto's mandates; the reading is logged in each."""
    konto, idag = _konto(request), dates.idag()
    mandaten = mandat_for_konto(konto.pk, idag)
    ids = {i for mandat in mandaten for i in mandat.forbund_ids}
    if any(not mandat.forbund_ids for mandat in mandaten):
        ids = set(alla_forbund().values_list("pk", flat=True))
    for forbund in Forbund.objects.filter(pk__in=ids).order_by("pk"):
        mandat = next(m for m in mandaten if m.oppnar(forbund.pk))
        with tenancy.in_forbund(forbund.pk, konto=konto.pk):
            efter = {"sida": request.path}
            audit.write(audit.LASNING, forbund, by=konto, at=mandat.organ, efter=efter, lagrum=mandat.grund)
    with tenancy.in_flera(ids, konto=konto.pk):
        rader = visning.nyckelrader(queries.nyckeltal(ids, idag.year)) if ids else []
    return render(request, "tillsyn/granskning.html", {"rader": rader, "mandaten": mandaten, "ar": idag.year})
