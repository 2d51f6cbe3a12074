"""To justera §§ of the protokoll, and to give one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from forbund.grund import dates, web
from forbund.register.states import Ratt
from forbund.styrelse.actions import justering as actions
from forbund.styrelse.forms.protokoll import AterlamnaForm, JusteraForm, PapperForm
from forbund.styrelse.models import Protokoll
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.pdf.protokollsblad import fran_json
from forbund.styrelse.queries.justering import justeringslage, personer_for
from forbund.styrelse.states import Protokollsstatus
from forbund.styrelse.views.bas import GET_POST, konto_med
from forbund.styrelse.views.protokoll import enkel, paragraf_i, sidan
from forbund.styrelse.visning import protokoll as visning


def _protokoll(pk: int) -> Protokoll:
    """The sammanträde's protokoll; 404 until it has been sent out once."""
    return get_object_or_404(Protokoll.objects.select_related("sammantrade").exclude(utsant=None), sammantrade_id=pk)


@require_http_methods(GET_POST)
def justera(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The §§ that wait for me, as they read in the file with this hash, and one button for those I choose."""
    konto = konto_med(request, Ratt.JUSTERA)
    protokoll = _protokoll(pk)
    blad = fran_json(protokoll.fakta["blad"])
    kvar = justeringslage(protokoll).kvar_for(personer_for(konto))
    form = JusteraForm(
        request.POST or None,
        val=visning.justeringsval(blad, kvar),
        initial={"punkter": sorted(kvar), "sha256": protokoll.sha256},
    )
    if request.method == "POST":
        efter = web.utfor(form, actions.justera, protokoll.pk, by=konto)
        if efter is not None:
            messages.success(request, _kvitto(efter))
            return redirect(sidan(slug, pk))
    return enkel(
        request,
        "styrelse/protokoll_justera.html",
        slug,
        pk,
        form,
        titel=blad.titel,
        protokoll=protokoll,
        oppet=protokoll.status == Protokollsstatus.UTSANT and bool(protokoll.sha256),
        antal=len(kvar),
        kontrollsumma=visning.i_grupper(protokoll.sha256),
        frist=visning.frist_text(protokoll.sammantrade, protokoll, dates.idag()),
    )


def _kvitto(protokoll: Protokoll) -> str:
    if protokoll.status == Protokollsstatus.JUSTERAT:
        return "Du var sist: hela protokollet är justerat och besluten gäller som de står."
    return "Dina paragrafer är justerade. Protokollet är justerat när alla har gjort sitt."


@require_http_methods(GET_POST)
def pa_papper(request: HttpRequest, slug: str, pk: int, uppdrag_id: int) -> HttpResponse:
    """Note the signature of one who cannot log in, with the signed page."""
    konto = konto_med(request, Ratt.FORA_PROTOKOLL)
    protokoll = _protokoll(pk)
    lage, blad = justeringslage(protokoll), fran_json(protokoll.fakta["blad"])
    if uppdrag_id not in lage.namn:
        raise Http404("Personen justerar inte det här protokollet.")
    namn, kvar = lage.namn[uppdrag_id], lage.kvar_i(uppdrag_id)
    form = PapperForm(request.POST or None, request.FILES or None, initial={"sha256": protokoll.sha256})
    if request.method == "POST":
        efter = web.utfor(form, actions.anteckna_pa_papper, protokoll.pk, uppdrag_id=uppdrag_id, by=konto)
        if efter is not None:
            messages.success(request, f"Underskriften från {namn} är antecknad.")
            return redirect(sidan(slug, pk))
    return enkel(
        request,
        "styrelse/protokoll_pa_papper.html",
        slug,
        pk,
        form,
        rubrik="Anteckna en underskrift på papper",
        titel=blad.titel,
        protokoll=protokoll,
        namn=namn,
        paragrafer=spann(p.nummer for p in blad.paragrafer if p.punkt_id in kvar),
        kontrollsumma=visning.i_grupper(protokoll.sha256),
    )


@require_http_methods(GET_POST)
def aterlamna(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """Say what must be changed in one §."""
    konto = konto_med(request, Ratt.JUSTERA)
    protokoll = _protokoll(pk)
    blad = fran_json(protokoll.fakta["blad"])
    paragraf = paragraf_i(blad, punkt_id)
    form = AterlamnaForm(request.POST or None)
    if request.method == "POST":
        rad = web.utfor(form, actions.aterlamna, protokoll.pk, punkt_id=punkt_id, by=konto)
    else:
        rad = None
    if rad is not None:
        messages.success(request, f"§ {paragraf.nummer} är återlämnad. Du får protokollet igen när det är rättat.")
        return redirect(sidan(slug, pk, punkt_id))
    rubrik = f"Lämna tillbaka § {paragraf.nummer}"
    return enkel(
        request, "styrelse/protokoll_aterlamna.html", slug, pk, form, rubrik=rubrik, titel=blad.titel, p=paragraf
    )
