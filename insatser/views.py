"""Pages of the insatser."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forbund.grund import kalkyl, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from insatser import queries, visning
from insatser.forms import FilterForm

PER_SIDA = 25


def _konto(request: HttpRequest) -> Konto:
    assert isinstance(request.user, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    access.require(request.user, Ratt.SE_INSATSER)
    return request.user


@require_safe
def lista(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """Insatser with what is granted, by year."""
    _konto(request)
    if (hop := web.minns_filtret(request)) is not None:
        return hop
    per_ar = queries.beviljat_per_ar()
    form = FilterForm(request.GET, aren=[ar for ar, _, _ in per_ar])
    val = form.cleaned_data if form.is_valid() else {}
    ar = val.get("ar")
    fraga = queries.insatser_for_lista(ar=ar, insatstyp=val.get("insatstyp", ""), sok=val.get("sok", ""))
    if kalkyl.begard(request):
        return kalkyl.svar(f"insatser-{slug}", visning.KALKYL, fraga.iterator())
    sida = web.bladdra(request, fraga, PER_SIDA, excel=True)
    return web.fragment(
        request,
        "insatser/insats_lista.html",
        {
            "form": form,
            "filtrerat": any(val.values()),
            "ar": ar,
            "aren": visning.arsrader(per_ar, slug, ar),
            "sida": sida,
            "rader": visning.insatsrader(sida.rader, slug),
        },
    )


@require_safe
def insats(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One insats: money by year, terms, what is missing before it may start, and the chain it hangs in."""
    konto = _konto(request)
    insats = get_object_or_404(queries.insats_for_sida(), pk=pk)
    return web.fragment(
        request,
        "insatser/insats.html",
        {
            "insats": insats,
            "sida": visning.insatssida(insats, queries.parter_i(insats), queries.bevillningar_till(insats)),
            "kedja": web.kedjan(konto, insats),
        },
    )
