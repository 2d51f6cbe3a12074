"""Pages that belong to no upper room: start, Översikt, joint Att göra, Regelverket, health."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forbund.grund import dates, lagrum, minne, tenancy, web
from forbund.register import access, uppskjutet, visning
from forbund.register.forms import Sokform
from forbund.register.kontext import att_gora_i_forbundet
from forbund.register.models import Konto
from forbund.register.queries import alla_forbund, forbund_med_ids, mandat_for_konto


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The way in: straight to the only förbund, else a choice; without login the public start page."""
    if not isinstance(request.user, Konto):
        return render(request, "register/start.html")
    rader = access.rattigheter(request.user).rader
    slugs = dict.fromkeys(rad.slug for rad in rader)
    mandaten = mandat_for_konto(request.user.pk, dates.idag())
    if len(slugs) == 1 and not mandaten:
        return redirect("register:oversikt", slug=next(iter(slugs)))
    ids = {rad.forbund_id for rad in rader}
    granskas = {i for m in mandaten for i in m.forbund_ids}
    alla = any(not m.forbund_ids for m in mandaten)
    return render(
        request,
        "register/valj_forbund.html",
        {
            "egna": visning.forbundsval(forbund_med_ids(ids), rader),
            "granskas": visning.forbundsval(alla_forbund() if alla else forbund_med_ids(granskas - ids), ()),
        },
    )


@require_safe
def oversikt(request: HttpRequest, slug: str) -> HttpResponse:
    """What I must do first, then the cards that the rooms give."""
    konto, nu = request.user, dates.nu()
    assert isinstance(konto, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    rutor = minne.tills_andring(f"rutor:{konto.pk}", lambda: _rutor(konto, nu.date()))
    return render(
        request,
        "register/oversikt.html",
        {
            "halsning": visning.halsning(nu, konto.namn),
            "dag_text": dates.visa_veckodag_ar(nu.date()),
            "att_gora": visning.uppgiftsrader(att_gora_i_forbundet(request, konto), nu.date()),
            "rutor": rutor,
        },
    )


@require_safe
def sok(request: HttpRequest, slug: str) -> HttpResponse:
    """What the words are found in, of all that the konto may read in the förbund."""
    assert isinstance(request.user, Konto)  # noqa: S101  # the middleware lets nobody else under /f/
    form = Sokform(request.GET if "q" in request.GET else None)
    sokt = form.cleaned_data["q"] if form.is_valid() else ""
    kontext = {"form": form, "sokt": sokt, "traffar": web.hittat(request.user, sokt) if sokt else []}
    return render(request, "register/sok.html", kontext)


def _rutor(konto: Konto, idag: date) -> list[web.Oversiktsruta]:
    """The rooms' cards that the konto may see, in order."""
    rutor = [ruta for leverantor in web.oversiktsruta if (ruta := leverantor(konto, idag))]
    return sorted(rutor, key=lambda ruta: ruta.ordning)


@login_required
@require_safe
def att_gora(request: HttpRequest) -> HttpResponse:
    """Everything a person must do, in all the förbund."""
    konto, idag = request.user, dates.idag()
    assert isinstance(konto, Konto)  # noqa: S101  # login_required
    rader = []
    namn = {rad.forbund_id: rad.forbund_namn for rad in access.rattigheter(konto).rader}
    for forbund_id, forbund_namn in namn.items():
        with tenancy.in_flera([forbund_id]):
            for leverantor in web.att_gora:
                rader += [(u, forbund_namn) for u in leverantor(konto, idag)]
    rader.sort(key=lambda rad: (rad[0].senast is None, rad[0].senast or idag, rad[0].rubrik))
    return render(
        request,
        "register/att_gora.html",
        {"att_gora": [visning.uppgiftsrad(uppgift, idag, forbund) for uppgift, forbund in rader]},
    )


@login_required
@require_safe
def fortsatt(request: HttpRequest) -> HttpResponse:
    """After a login that a form had waited for: what was written, and one button to send it."""
    konto = request.user
    assert isinstance(konto, Konto)  # noqa: S101  # login_required
    vantar = uppskjutet.packa_upp(request.session.get("uppskjuten", ""), konto.pk)
    if vantar is None:
        request.session.pop("uppskjuten", None)
        messages.warning(request, "Det som skulle skickas hörde till en annan inloggning eller var för gammalt.")
        return redirect("register:start")
    return render(request, "register/fortsatt.html", {"vantar": vantar, "texter": visning.skrivna_texter(vantar.falt)})


@require_safe
def tillganglighet(request: HttpRequest) -> HttpResponse:
    """What is done for those who use aids, what is known to be wanting, and where to turn (lag 2018:1937, 13 §)."""
    return render(request, "register/tillganglighet.html")


@require_safe
def regelverk(request: HttpRequest) -> HttpResponse:
    """Every rule of law that the product applies, in plain words, with its function and its tests."""
    sok, slag = request.GET.get("sok", "").strip()[:100], request.GET.get("slag", "")
    alla = lagrum.som_json()
    return render(
        request,
        "grund/regelverk.html",
        {
            "regler": visning.regelrader(alla, sok, slag),
            "antal": len(alla),
            "sok": sok,
            "slag": slag,
            "slagval": list(lagrum.SLAGNAMN.items()),
        },
    )


@never_cache
@require_safe
def halsa(request: HttpRequest) -> HttpResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
