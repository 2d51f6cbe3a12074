"""Pages of the diarium: the list of matters, one matter with its papers, the file itself."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forbund.diarium import access, actions, forms, queries, visning
from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import Karantan
from forbund.grund import filer, kalkyl, web
from forbund.grund.errors import SaknarRatt, Upptaget
from forbund.register import access as rattigheter
from forbund.register.models import Konto
from forbund.register.states import Ratt


def _konto(request: HttpRequest) -> Konto:
    assert isinstance(request.user, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    return request.user


@require_safe
def arenden(request: HttpRequest, slug: str) -> HttpResponse | FileResponse:
    """The list, by year, state and words."""
    konto = _konto(request)
    rattigheter.require(konto, Ratt.SE_ARENDEN)
    if (hop := web.minns_filtret(request)) is not None:
        return hop
    filterform = forms.Arendefilter(request.GET or None, artal=queries.ar_med_arenden())
    val = filterform.cleaned_data if filterform.is_bound and filterform.is_valid() else {}
    fraga = queries.arenden_for_lista(ar=val.get("ar"), lage=val.get("lage", ""), sok=val.get("sok", ""))
    if kalkyl.begard(request):
        return kalkyl.svar(f"arenden-{slug}", visning.KALKYL, fraga.iterator())
    sida = web.bladdra(request, fraga, excel=True)
    return web.fragment(
        request,
        "diarium/arende_lista.html",
        {
            "filter": filterform,
            "filtrerat": any(val.values()),
            "sida": sida,
            "arenden": visning.arenderader(sida.rader, slug),
            "slug": slug,
            "far_registrera": rattigheter.can(konto, Ratt.DIARIEFORA),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def arende_nytt(request: HttpRequest, slug: str) -> HttpResponse:
    """Register a matter that belongs to no other room."""
    konto = _konto(request)
    rattigheter.require(konto, Ratt.DIARIEFORA)
    form = forms.Arendeform(request.POST or None)
    if request.method == "POST":
        arende = web.utfor(form, actions.oppna_arende, by=konto)
        if arende is not None:
            messages.success(request, f"Ärendet är registrerat med diarienummer {arende.dnr}.")
            return redirect(visning.arende_url(slug, arende.pk))
    return render(request, "diarium/arende_nytt.html", {"form": form, "slug": slug}, status=422 if form.errors else 200)


@require_safe
def arende(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One matter: where it stands in the chain, and its papers. As a fragment: the papers alone."""
    rattigheter.require(_konto(request), Ratt.SE_ARENDEN)
    arendet = get_object_or_404(Arende.objects.select_related("startad_av"), pk=pk)
    if web.ar_fragment(request):
        return web.fragment(request, "diarium/_handlingar.html", _handlingar(request, slug, arendet))
    return _arendesida(request, slug, arendet, forms.Handlingsform())


@require_POST
def handling_ny(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Register a paper in the matter."""
    konto = _konto(request)
    rattigheter.require(konto, Ratt.DIARIEFORA)
    arendet = get_object_or_404(Arende.objects.select_related("startad_av"), pk=pk)
    form = forms.Handlingsform(request.POST, request.FILES)
    handling = web.utfor(form, actions.registrera_handling, pk, by=konto)
    if handling is None:
        form.be_om_filen_igen()
        return _arendesida(request, slug, arendet, form, status=422)
    messages.success(request, f"Handlingen är registrerad som {handling.beteckning}. Filen kontrolleras nu.")
    return redirect(visning.arende_url(slug, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def arende_avsluta(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say what goes on in the matter, or ask once and close it."""
    konto = _konto(request)
    rattigheter.require(konto, Ratt.DIARIEFORA)
    arendet = get_object_or_404(Arende, pk=pk)
    if request.method == "POST":
        actions.avsluta_arende(pk, by=konto)
        messages.success(request, f"Ärendet {arendet.dnr} är avslutat.")
        return redirect(visning.arende_url(slug, pk))
    kontext = {"arende": visning.arenderad(arendet, slug), "pagar": queries.pagar_i(arendet), "slug": slug}
    return render(request, "diarium/arende_avsluta.html", kontext)


@require_POST
def arende_ateroppna(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    konto = _konto(request)
    rattigheter.require(konto, Ratt.DIARIEFORA)
    arendet = get_object_or_404(Arende.objects.select_related("startad_av"), pk=pk)
    form = forms.Oppnaform(request.POST)
    if web.utfor(form, actions.ateroppna_arende, pk, by=konto) is None:
        return _arendesida(request, slug, arendet, forms.Handlingsform(), status=422, oppna=form)
    messages.success(request, f"Ärendet {arendet.dnr} är öppet igen.")
    return redirect(visning.arende_url(slug, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def bedom(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Judge a file that was locked because a personnummer was found in it (R57)."""
    konto = _konto(request)
    rattigheter.require(konto, Ratt.DIARIEFORA)
    handling = get_object_or_404(access.synliga_for(konto), pk=pk)
    form = forms.Lasform(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.bedom_last(pk, synlighet=form.cleaned(), motivering=form.cleaned_data["motivering"], by=konto)
        messages.success(request, f"Bedömningen av {handling.beteckning} är sparad.")
        return redirect(visning.arende_url(slug, handling.arende_id))
    kontext = {
        "form": form,
        "handling": visning.handlingsrader([handling], slug)[0],
        "filnamn": handling.filnamn,
        "last": handling.karantan == Karantan.LAST,
        "traffar": visning.traffrader(handling),
        "arende_url": visning.arende_url(slug, handling.arende_id),
    }
    return render(request, "diarium/handling_bedom.html", kontext, status=422 if form.errors else 200)


@require_POST
def kontrollera_igen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Have a file searched again whose search was given up."""
    konto = _konto(request)
    rattigheter.require(konto, Ratt.DIARIEFORA)
    handling = get_object_or_404(access.synliga_for(konto), pk=pk)
    actions.kontrollera_igen(pk, by=konto)
    messages.success(request, f"{handling.beteckning} kontrolleras igen.")
    return redirect(visning.arende_url(slug, handling.arende_id))


@require_safe
def handling(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """The file, to those who may read it, as something to save: never as a page of ours."""
    handlingen = get_object_or_404(access.synliga_for(_konto(request)), pk=pk)
    _require_kontrollerad(handlingen)
    svar = FileResponse(
        filer.vag(handlingen.sha256).open("rb"),
        as_attachment=True,
        filename=visning.nedladdningsnamn(handlingen),
        content_type=handlingen.medietyp,
    )
    svar["X-Content-Type-Options"] = "nosniff"
    svar["Content-Security-Policy"] = "default-src 'none'; sandbox"
    svar["Cache-Control"] = "private, no-store"
    return svar


def _require_kontrollerad(handling: Handling) -> None:
    if queries.okontrollerade([handling]):
        raise Upptaget("Filen kunde inte kontrolleras. Den som sköter diariet kan låta kontrollera den igen.")
    if handling.karantan == Karantan.VANTAR:
        raise Upptaget("Filen kontrolleras fortfarande. Försök igen om en stund.")
    if handling.karantan == Karantan.LAST:
        raise SaknarRatt("Filen är låst, för den innehåller personnummer. Den som sköter diariet bedömer den.")


def _handlingar(request: HttpRequest, slug: str, arendet: Arende) -> dict[str, object]:
    konto = _konto(request)
    handlingar = list(queries.handlingar_i_arende(access.synliga_for(konto), arendet))
    rader = visning.handlingsrader(
        handlingar,
        slug,
        registrator=rattigheter.can(konto, Ratt.DIARIEFORA),
        okontrollerade=queries.okontrollerade(handlingar),
    )
    return {
        "handlingar": rader,
        "vantar": any(rad.vantar for rad in rader),
        "arende_url": visning.arende_url(slug, arendet.pk),
    }


def _arendesida(
    request: HttpRequest,
    slug: str,
    arendet: Arende,
    form: forms.Handlingsform,
    status: int = 200,
    oppna: forms.Oppnaform | None = None,
) -> HttpResponse:
    konto = _konto(request)
    kontext = {
        **_handlingar(request, slug, arendet),
        "arende": visning.arenderad(arendet, slug),
        "startad_av": arendet.startad_av.namn if arendet.startad_av else "",
        "kedja": web.kedjan(konto, arendet),
        "form": form,
        "pk": arendet.pk,
        "slug": slug,
        "far_registrera": rattigheter.can(konto, Ratt.DIARIEFORA),
        "oppna": oppna or forms.Oppnaform(),
    }
    return web.fragment(request, "diarium/arende.html", kontext, status)
