"""The written ground of a reservation, handed in until justering (KL 4 kap. 27 §)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from forbund.grund import web
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions import reservation as actions
from forbund.styrelse.forms.protokoll import MotiveringForm
from forbund.styrelse.models import Reservation
from forbund.styrelse.queries.mote import hamta_rum
from forbund.styrelse.views.bas import GET_POST, konto_med
from forbund.styrelse.views.protokoll import bladet, enkel, hamta, paragraf_i, sidan


@require_http_methods(GET_POST)
def motivera(request: HttpRequest, slug: str, pk: int, reservation_id: int) -> HttpResponse:
    """Write why one reserved oneself, beside the §."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    if request.method == "POST":
        mote.require_nagon(konto, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rad = get_object_or_404(
        Reservation.objects.select_related("beslut__punkt__sammantrade", "uppdrag__person"),
        pk=reservation_id,
        beslut__punkt__sammantrade=pk,
    )
    if request.method == "POST":
        mote.agerar(hamta_rum(rad.beslut.punkt.sammantrade), rad.uppdrag_id, konto)
    blad, _ = bladet(hamta(pk))
    paragraf = paragraf_i(blad, rad.beslut.punkt_id)
    form = MotiveringForm(request.POST or None, initial={"text": rad.text, "sedd": actions.upplaga(rad)})
    if request.method == "POST" and web.utfor(form, actions.motivera_reservation, rad.pk, by=konto) is not None:
        messages.success(request, "Motiveringen står nu i protokollet.")
        return redirect(sidan(slug, pk, paragraf.punkt_id))
    rubrik = f"Reservation av {rad.uppdrag.person.namn}, § {paragraf.nummer}"
    return enkel(
        request, "styrelse/reservation_motivera.html", slug, pk, form, rubrik=rubrik, titel=blad.titel, p=paragraf
    )
