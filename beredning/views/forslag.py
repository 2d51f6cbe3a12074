"""The page of one förslag, its versions, and a medlem's stance."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from beredning import actions, queries, visning
from beredning.forms.akter import StallningForm
from beredning.models import Forslag
from beredning.pdf.innehall import forslagets_innehall
from beredning.states import SKRIVS, Forslagsstatus
from beredning.views.hamta import forslag_i, konto_i
from forbund.grund import dates, web
from forbund.grund.errors import SaknarRatt
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


@require_safe
def forslag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All of it: what it says, what the parts think, what has happened, and what comes next for this person."""
    konto = konto_i(request)
    forslag = forslag_i(konto, pk)
    skriver, bereder = queries.skriver_pa(konto, forslag), access.can(konto, Ratt.BEREDA)
    versioner = queries.versioner_av(forslag)
    levande = not versioner or (skriver and forslag.status in SKRIVS)
    innehall = _levande(forslag) if levande else versioner[0].innehall
    stallningar = queries.stallningstaganden_till(forslag) if versioner else []
    oppet = forslag.status == Forslagsstatus.STALLNINGSTAGANDEN
    egna = queries.egna_medlemmar(konto)
    egen = next((s for s in stallningar if oppet and s.medlem_id in egna and not s.svarat), None)
    kort = [
        visning.stallningskort(
            s, slug, egna=egna, bereder=bereder, senaste=versioner[0].nummer if versioner else 0, oppet=oppet
        )
        for s in stallningar
    ]
    historik = queries.historik_for(forslag, fran=None if skriver else forslag.inlamnat)
    lage, badge = visning.lage_i_ord(forslag.status, forslag.utfall)
    return web.fragment(
        request,
        "beredning/forslag.html",
        {
            "forslag": forslag,
            "titel": innehall["rubrik"] or "Utan namn",
            "lage": lage,
            "badge": badge,
            "avsnitt": visning.avsnitten(innehall),
            "tabell": visning.pengatabell(innehall["kostnader"]),
            "slagrader": visning.slagrader(innehall["kostnader"]),
            "nasta": visning.nasta(
                forslag,
                slug,
                skriver=skriver,
                foretrader=queries.foretrader(konto, forslag),
                bereder=bereder,
                egen=egen,
                vantar_till=visning.vantar_till(stallningar, dates.idag()),
            ),
            "skal": visning.skal_nu(forslag),
            "inlamnat": visning.stund(forslag.inlamnat),
            "levande_notis": levande and bool(versioner),
            "fryst_notis": not levande and forslag.status == Forslagsstatus.KOMPLETTERING,
            "stallningar": kort,
            "parter": visning.partrader(stallningar),
            "versioner": visning.versionsrader(versioner, slug, papper=access.can(konto, Ratt.SE_STYRELSEN)),
            "historik": visning.handelserader(historik),
            "kedja": web.kedjan(konto, forslag),
            "medskribenter": queries.medskribenter(forslag) if not versioner else [],
        },
    )


def _levande(forslag: Forslag) -> dict[str, Any]:
    return forslagets_innehall(forslag, queries.sokande_till(forslag), queries.kostnader_i(forslag))


@require_safe
def jamfor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Two frozen versions side by side: only what differs."""
    konto = konto_i(request)
    forslag = forslag_i(konto, pk)
    versioner = {v.nummer: v for v in queries.versioner_av(forslag)}
    fore, efter = (web.heltal(request.GET.get(namn, "")) for namn in ("fran", "till"))
    if fore not in versioner or efter not in versioner:
        raise Http404("Versionen finns inte.")
    return web.fragment(
        request,
        "beredning/forslag_jamfor.html",
        {
            "forslag": forslag,
            "titel": versioner[efter].innehall["rubrik"],
            "fore": fore,
            "efter": efter,
            "skillnader": visning.skillnader(versioner[fore].innehall, versioner[efter].innehall),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def stallning(request: HttpRequest, slug: str, pk: int, stallning_id: int) -> HttpResponse:
    """Give, change or note one medlem's stance, with the förslag beside it."""
    konto = konto_i(request)
    forslag = forslag_i(konto, pk)
    stallning = get_object_or_404(queries.stallningstaganden(forslag), pk=stallning_id)
    antecknar = _antecknar(konto, stallning.medlem_id)
    initial = {"svar": stallning.svar, "text": stallning.text, "version": stallning.version}
    form = StallningForm(request.POST or None, initial=initial)
    if request.method == "POST":
        svarat = web.utfor(form, actions.svara, stallning.pk, by=konto)
        if svarat is not None:
            messages.success(request, f"Ställningstagandet är {'antecknat' if antecknar else 'lämnat'}.")
            return redirect("beredning:forslag", slug=slug, pk=pk)
    versioner = queries.versioner_av(forslag)
    innehall = versioner[0].innehall
    return web.fragment(
        request,
        "beredning/stallning_form.html",
        {
            "form": form,
            "forslag": forslag,
            "titel": innehall["rubrik"],
            "medlem": str(stallning.medlem),
            "antecknar": antecknar,
            "senast": visning.dag(stallning.senast),
            "avsnitt": visning.avsnitten(innehall),
            "tabell": visning.pengatabell(innehall["kostnader"]),
        },
        status=422 if request.method == "POST" else None,
    )


def _antecknar(konto: Konto, medlem_id: int) -> bool:
    """Does the konto answer for another than its own medlem?"""
    if medlem_id in queries.egna_medlemmar(konto) and access.can(konto, Ratt.TA_STALLNING):
        return False
    if not access.can(konto, Ratt.BEREDA):
        raise SaknarRatt("Bara den som företräder medlemmen kan lämna dess ställningstagande.")
    return True
