"""The beredning as a board and as a list, and the beginning of a new förslag."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from beredning import actions, queries, visning
from beredning.forms.akter import FilterForm, NyttForm
from beredning.states import AVSLUTADE
from beredning.views.hamta import konto_i
from forbund.grund import dates, kalkyl, web
from forbund.register import access
from forbund.register.states import Ratt

PER_SIDA = 25


@require_safe
def lista(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """Förslag by stage as cards, or all of them as a list with filter and pages."""
    konto = konto_i(request)
    if (hop := web.minns_filtret(request)) is not None:
        return hop
    antal = queries.antal_per_status(konto)
    som_lista = request.GET.get("visa") == "lista"
    filterform = FilterForm(request.GET if som_lista else None, lagen=visning.lagesval(antal))
    kontext = {
        "form": filterform,
        "som_lista": som_lista,
        "antal_alla": sum(antal.values()),
        "antal_avslutade": sum(n for status, n in antal.items() if status in AVSLUTADE),
        "far_skriva": access.can(konto, Ratt.SKRIVA_FORSLAG),
    }
    if som_lista:
        val = filterform.cleaned_data if filterform.is_valid() else {}
        fraga = queries.forslag_for_lista(konto, status=val.get("lage", ""), sok=val.get("sok", ""))
        if kalkyl.begard(request):
            return kalkyl.svar(f"forslag-{slug}", visning.KALKYL, fraga.iterator())
        sida = web.bladdra(request, fraga, PER_SIDA, excel=True)
        rader = visning.forslagsrader(sida.rader, slug)
        return web.fragment(request, "beredning/forslag_lista.html", {**kontext, "sida": sida, "rader": rader})
    oppna = queries.forslag_for_lista(konto, status="oppna")[:200]
    kolumner = visning.tavlan(visning.forslagsrader(oppna, slug), antal, slug)
    return web.fragment(request, "beredning/forslag_lista.html", {**kontext, "kolumner": kolumner})


@require_http_methods(["GET", "HEAD", "POST"])
def nytt(request: HttpRequest, slug: str) -> HttpResponse:
    """Name the förslag and begin."""
    konto = konto_i(request)
    access.require(konto, Ratt.SKRIVA_FORSLAG)
    egna = queries.egna_medlemmar(konto)
    medlemmar = [m for pk, m in queries.medlemmar_per_id(dates.idag()).items() if pk in egna]
    form = NyttForm(request.POST or None, medlemmar=medlemmar)
    if request.method == "POST":
        forslag = web.utfor(form, actions.skapa_forslag, by=konto)
        if forslag is not None:
            messages.success(request, "Utkastet är påbörjat. Det sparas medan du skriver.")
            return redirect("beredning:steg", slug=slug, pk=forslag.pk, steg="vad")
    return web.fragment(
        request, "beredning/forslag_nytt.html", {"form": form}, status=422 if request.method == "POST" else None
    )
