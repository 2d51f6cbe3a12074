"""The protokoll: read it, write beside the facts, send it out, note a slip, take out one §."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forbund.grund import dates, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import protokoll as actions
from forbund.styrelse.forms.protokoll import RattelseForm, TextForm
from forbund.styrelse.models import Protokoll, Sammantrade
from forbund.styrelse.pdf import protokoll as papper
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.pdf.protokollsblad import Blad, Paragraf, fran_json
from forbund.styrelse.pdf.protokollstext import fakta_for_lagen, skriv
from forbund.styrelse.queries.justering import (
    INGET_LAGE,
    aterlamningar,
    justeringslage,
    kan_justera_sjalva,
    personer_for,
    rattelser,
)
from forbund.styrelse.queries.protokoll import (
    dold_punkt,
    protokoll_till,
    sammantraden_for_protokoll,
    underlag_for_protokoll,
)
from forbund.styrelse.rules.justering import require_justerad_for_utdrag
from forbund.styrelse.rules.protokoll import saknas_i_protokoll
from forbund.styrelse.states import UNDER_MOTET, Protokollsstatus, Sammantradesstatus
from forbund.styrelse.views.bas import GET_POST, konto_med
from forbund.styrelse.visning import protokoll as visning

OPPNADE = frozenset({Sammantradesstatus.PAGAR, Sammantradesstatus.AJOURNERAT, Sammantradesstatus.AVSLUTAT})


def hamta(pk: int) -> Sammantrade:
    """The sammanträde with its protokoll; 404 before it has been opened."""
    return get_object_or_404(
        Sammantrade.objects.select_related("protokoll", "arende").filter(status__in=OPPNADE), pk=pk
    )


def bladet(sammantrade: Sammantrade) -> tuple[Blad, list[str]]:
    """The sheet, and what it lacks: written anew while it is a draft, as it was frozen when it is out or justerat."""
    protokoll = protokoll_till(sammantrade)
    if protokoll is not None and protokoll.status != Protokollsstatus.UTKAST:
        return fran_json(protokoll.fakta["blad"]), []
    underlag = underlag_for_protokoll(sammantraden_for_protokoll().get(pk=sammantrade.pk))
    return skriv(underlag), saknas_i_protokoll(fakta_for_lagen(underlag))


@require_safe
def visa(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The protokoll as it reads now, how far it has come, and what one may do."""
    konto = konto_med(request, Ratt.SE_STYRELSEN)
    sammantrade = hamta(pk)
    return render(request, "styrelse/protokoll_visa.html", _kontext(konto, sammantrade, slug))


def _kontext(konto: Konto, sammantrade: Sammantrade, slug: str) -> dict[str, Any]:
    protokoll, (blad, saknas) = protokoll_till(sammantrade), bladet(sammantrade)
    blad = _som_konto_far_se(blad, sammantrade, konto)
    far = visning.Far(
        skriva=access.can(konto, Ratt.FORA_PROTOKOLL),
        justera=access.can(konto, Ratt.JUSTERA),
        se_arenden=access.can(konto, Ratt.SE_ARENDEN),
        uppdrag=access.uppdrag_ids(konto),
    )
    bild = _bild(konto, sammantrade, protokoll, blad, slug)
    ute = bild.status == Protokollsstatus.UTSANT
    kvar = bild.lage.kvar(bild.egna) if ute and far.justera else frozenset()
    return {
        "sammantrade": sammantrade,
        "protokoll": protokoll,
        "rubrik": blad.titel,
        "blad": blad,
        "dnr": sammantrade.arende.dnr if sammantrade.arende else "",
        "marke": visning.marke(bild.status),
        "steg": visning.steg(protokoll),
        "frist": visning.frist_text(sammantrade, protokoll, dates.idag()),
        "far": far,
        "kort": visning.paragrafkort(bild, far),
        "justerare": visning.justerare(bild.lage, blad, _pa_papper(bild, far)) if ute else [],
        "anmarkningar": visning.anmarkningar(bild.aterlamningar, blad, slug, sammantrade.pk),
        "saknas": saknas,
        "avslutat": sammantrade.status == Sammantradesstatus.AVSLUTAT,
        "utkast": bild.status == Protokollsstatus.UTKAST,
        "ute": ute,
        "skrivs_ut": ute and protokoll is not None and not protokoll.sha256,
        "antal_kvar": len(kvar),
        "kvar": spann(p.nummer for p in blad.paragrafer if p.punkt_id in kvar),
    }


def _som_konto_far_se(blad: Blad, sammantrade: Sammantrade, konto: Konto) -> Blad:
    """While it goes on, without the open § of one who is jävig in it; afterwards everyone on the board reads all."""
    if sammantrade.status not in UNDER_MOTET:
        return blad
    dold = dold_punkt(sammantrade, access.uppdrag_ids(konto))
    return replace(blad, paragrafer=tuple(p for p in blad.paragrafer if p.punkt_id != dold))


def _bild(konto: Konto, sammantrade: Sammantrade, protokoll: Protokoll | None, blad: Blad, slug: str) -> visning.Bild:
    """What has been done to the protokoll since it first went out; nothing is asked before that."""
    if protokoll is None:
        return visning.Bild(sammantrade, None, blad, INGET_LAGE, (), {}, {}, slug)
    lage = justeringslage(protokoll)
    return visning.Bild(
        sammantrade,
        protokoll,
        blad,
        lage,
        tuple(aterlamningar(protokoll)) if protokoll.justerat is None else (),
        visning.rattelserader(rattelser(protokoll)) if protokoll.justerat is not None else {},
        lage.egna(personer_for(konto)) if access.can(konto, Ratt.JUSTERA) else {},
        slug,
    )


def _pa_papper(bild: visning.Bild, far: visning.Far) -> dict[int, str]:
    """Uppdrag → where the signature is noted of those who cannot log in; one question, for who keeps the protokoll."""
    if not far.skriva:
        return {}
    alla = {uppdrag_id: person for rad in bild.lage.behoriga.values() for uppdrag_id, person in rad.items()}
    kan = kan_justera_sjalva(alla.values(), dates.idag())
    bas = [bild.slug, bild.sammantrade.pk]
    return {
        i: reverse("styrelse:protokoll_pa_papper", args=[*bas, i]) for i, person in alla.items() if person not in kan
    }


def paragraf_i(blad: Blad, punkt_id: int) -> Paragraf:
    """The § of the point, or 404."""
    for paragraf in blad.paragrafer:
        if paragraf.punkt_id == punkt_id:
            return paragraf
    raise Http404("Paragrafen finns inte i det här protokollet.")


def sidan(slug: str, pk: int, punkt_id: int | None = None) -> str:
    """The address of the protokoll, or of one § in it."""
    return reverse("styrelse:protokoll", args=[slug, pk]) + (f"#punkt-{punkt_id}" if punkt_id else "")


def enkel(request: HttpRequest, mall: str, slug: str, pk: int, form: forms.Form, **kontext: Any) -> HttpResponse:
    """A page with one form about the protokoll."""
    alltid = {"form": form, "protokoll_url": sidan(slug, pk), "avbryt_url": sidan(slug, pk)}
    return render(request, mall, {**alltid, **kontext}, status=422 if form.errors else 200)


@require_http_methods(GET_POST)
def text(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """Write in one §, beside its facts."""
    konto = konto_med(request, Ratt.FORA_PROTOKOLL)
    sammantrade = hamta(pk)
    punkt = get_object_or_404(sammantrade.punkter, pk=punkt_id, paragraf__isnull=False)
    form = TextForm(request.POST or None, initial={"text": punkt.notering, "version": punkt.version})
    blad, _ = bladet(sammantrade)
    paragraf = paragraf_i(blad, punkt_id)
    nasta = next((p for p in blad.paragrafer if p.nummer == paragraf.nummer + 1), None)
    if request.method == "POST" and web.utfor(form, actions.skriv_text, punkt_id, by=konto) is not None:
        messages.success(request, f"Texten i § {paragraf.nummer} är sparad.")
        if "nasta" in request.POST and nasta is not None:
            return redirect("styrelse:protokoll_text", slug=slug, pk=pk, punkt_id=nasta.punkt_id)
        return redirect(sidan(slug, pk, punkt_id))
    return enkel(
        request,
        "styrelse/protokoll_text.html",
        slug,
        pk,
        form,
        rubrik=f"§ {paragraf.nummer} {paragraf.rubrik}",
        titel=blad.titel,
        p=replace(paragraf, text=""),
        nasta=nasta,
        avbryt_url=sidan(slug, pk, punkt_id),
        behall=f"protokollstext-{punkt_id}",
    )


@require_http_methods(GET_POST)
def sand_ut(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show who will justera what, then send it out."""
    konto = konto_med(request, Ratt.FORA_PROTOKOLL)
    sammantrade = hamta(pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and web.utfor(form, actions.sand_ut, pk, by=konto) is not None:
        messages.success(request, "Protokollet är utsänt för justering.")
        return redirect(sidan(slug, pk))
    blad, saknas = bladet(sammantrade)
    return enkel(
        request,
        "styrelse/protokoll_sand_ut.html",
        slug,
        pk,
        form,
        titel=blad.titel,
        blad=blad,
        saknas=saknas,
        avslutat=sammantrade.status == Sammantradesstatus.AVSLUTAT,
        justerare=visning.vem_justerar_vad(blad),
        frist=visning.frist_text(sammantrade, None, dates.idag()),
    )


@require_POST
def ta_tillbaka(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make a protokoll that is out a draft again."""
    konto = konto_med(request, Ratt.FORA_PROTOKOLL)
    protokoll = get_object_or_404(Protokoll, sammantrade_id=pk)
    actions.ta_tillbaka(protokoll.pk, by=konto)
    messages.success(request, "Protokollet är tillbaka hos dig. Rätta det och sänd ut det igen.")
    return redirect(sidan(slug, pk))


@require_http_methods(GET_POST)
def rattelse(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """Note an obvious slip beside a § (R28)."""
    konto = konto_med(request, Ratt.FORA_PROTOKOLL)
    blad, _ = bladet(hamta(pk))
    paragraf = paragraf_i(blad, punkt_id)
    form = RattelseForm(request.POST or None)
    if request.method == "POST" and web.utfor(form, actions.anteckna_rattelse, punkt_id, by=konto) is not None:
        messages.success(request, f"Rättelsen står nu bredvid § {paragraf.nummer}.")
        return redirect(sidan(slug, pk, punkt_id))
    rubrik = f"Anteckna en rättelse, § {paragraf.nummer}"
    return enkel(
        request, "styrelse/protokoll_rattelse.html", slug, pk, form, rubrik=rubrik, titel=blad.titel, p=paragraf
    )


@require_safe
def utdrag(request: HttpRequest, slug: str, pk: int, punkt_id: int) -> HttpResponse:
    """One justerad § as a PDF (R119)."""
    konto_med(request, Ratt.SE_STYRELSEN)
    sammantrade = hamta(pk)
    protokoll = protokoll_till(sammantrade)
    paragraf = paragraf_i(bladet(sammantrade)[0], punkt_id)
    require_justerad_for_utdrag(protokoll is not None and protokoll.justerat is not None)
    assert protokoll is not None  # noqa: S101  # the rule above has refused it
    innehall = papper.utdrag(protokoll, paragraf, rattelser(protokoll))
    svar = HttpResponse(innehall, content_type="application/pdf")
    svar["Content-Disposition"] = (
        f'inline; filename="protokollsutdrag-{sammantrade.dag:%Y-%m-%d}-{paragraf.nummer}.pdf"'
    )
    return svar
