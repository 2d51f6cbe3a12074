"""The guided form. A draft keeps all that can be kept, so these pages answer 200 also when something could not be."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from beredning import actions, queries, visning
from beredning.forms.akter import DelaForm
from beredning.forms.steg import BehovForm, HurForm, ImplementeringForm, PengarForm, StegForm, VadForm, kolumnar
from beredning.models import Forslag
from beredning.pdf.innehall import forslagets_innehall
from beredning.states import SKRIVS, Forslagsstatus
from beredning.views.hamta import forslag_i, konto_i, require_skrivare
from forbund.grund import dates, web
from forbund.grund.errors import Upptaget
from forbund.register.models import Konto

ENKLA: dict[str, type[StegForm]] = {"behov": BehovForm, "hur": HurForm, "sedan": ImplementeringForm}


@require_safe
def redigera(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """To the first step that lacks something."""
    forslag = _skrivbart(konto_i(request), pk)
    steg = visning.stegen(slug, pk, "", actions.prova(actions.underlag(forslag)))
    return redirect(next((s.url for s in steg if not s.klar), steg[0].url))


@require_http_methods(["GET", "HEAD", "POST"])
def steg(request: HttpRequest, slug: str, pk: int, steg: str) -> HttpResponse:
    """One step: shown, saved by the button, or saved by itself while it is written."""
    konto = konto_i(request)
    if steg not in visning.STEGEN:
        raise Http404("Steget finns inte.")
    forslag = _skrivbart(konto, pk)
    u = actions.underlag(forslag)
    if steg == "granska":
        return _granska(request, konto, slug, u)
    form = stegform(steg, u, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        forslag = _spara(form, konto, forslag, request.POST.get("version", ""))
        if web.ar_fragment(request):
            return web.fragment(request, "beredning/_sparat.html", {"form": form, "version": forslag.version, **_nu()})
        if not form.errors:
            messages.success(request, "Sparat.")
            till = visning.nasta_steg(steg) if request.POST.get("knapp") == "nasta" else steg
            return redirect("beredning:steg", slug=slug, pk=pk, steg=till)
        u = actions.underlag(forslag)
    provning = actions.prova(u)
    kontext: dict[str, Any] = {
        "form": form,
        "forslag": forslag,
        "steg": steg,
        "rubrik": visning.STEGEN[steg],
        "begart": visning.skal_nu(forslag),
        "stegen": visning.stegen(slug, pk, steg, provning),
        "kontroll": visning.kontroll(slug, pk, provning),
        "sparat_text": f"Sparat {dates.visa_stund(forslag.andrat)}",
    }
    if isinstance(form, PengarForm):
        kontext |= {"rutor": visning.rutor(form), "tabell": visning.summor(form, _lagrade(u).items())}
    return web.fragment(request, "beredning/forslag_steg.html", kontext)


@require_safe
def kontroll(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The check beside the form, asked for again when something was saved."""
    forslag = _skrivbart(konto_i(request), pk)
    provning = actions.prova(actions.underlag(forslag))
    return web.fragment(request, "beredning/_kontroll.html", {"kontroll": visning.kontroll(slug, pk, provning)})


@require_POST
def summor(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The grid added up as it stands in the browser; nothing is stored."""
    forslag = _skrivbart(konto_i(request), pk)
    form = stegform("pengar", actions.underlag(forslag), request.POST)
    form.is_valid()
    assert isinstance(form, PengarForm)  # noqa: S101  # made one line up
    return web.fragment(request, "beredning/_summor.html", {"tabell": visning.summor(form, form.kostnader().items())})


def _skrivbart(konto: Konto, pk: int) -> Forslag:
    """The förslag of one who writes it, while it may be written."""
    forslag = forslag_i(konto, pk)
    require_skrivare(konto, forslag)
    if forslag.status not in SKRIVS:
        raise Upptaget(f"Förslaget kan inte ändras: läget är nu ”{forslag.get_status_display()}”.")
    return forslag


def stegform(steg: str, u: actions.Underlag, post: Any = None) -> StegForm:
    """The step's form, bound to what was posted or filled with what is stored."""
    forslag = u.forslag
    if steg in ENKLA:
        klass = ENKLA[steg]
        return klass(post, initial={namn: getattr(forslag, namn) for namn in klass.falten})
    if steg == "vad":
        initial = {namn: getattr(forslag, namn) for namn in ("rubrik", "insatstyp", "utforare")}
        initial |= {"sokande": [s.medlem_id for s in u.sokande], "insatsagare": forslag.insatsagare_id}
        return VadForm(post, medlemmar=u.medlemmar.values(), initial=initial)
    mottagare = {s.medlem_id: s.medlem for s in u.sokande} | {k.medlem_id: k.medlem for k in u.kostnader}
    if forslag.insatsagare is not None:
        mottagare[forslag.insatsagare.pk] = forslag.insatsagare
    lagrade = _lagrade(u)
    return PengarForm(
        post,
        mottagare=mottagare.values(),
        ar=kolumnar(forslag.start, forslag.slut, lagrade, dates.idag()),
        kostnader=lagrade,
        initial={"egen_medverkan": forslag.egen_medverkan},
    )


def _lagrade(u: actions.Underlag) -> dict[tuple[int, str, int], Any]:
    return {(k.medlem_id, k.kostnadsslag, k.ar): k.belopp for k in u.kostnader}


def _spara(form: StegForm, konto: Konto, forslag: Forslag, version: str) -> Forslag:
    """Keep what could be read and may be kept; say of the rest, at its field, why it was not."""
    form.is_valid()
    sparat = actions.spara_forslag(forslag.pk, by=konto, version=web.heltal(version), falt=form.varden())
    for namn, text in sparat.avvisade.items():
        form.add_error(namn, text)
    return forslag_i(konto, forslag.pk)


def _nu() -> dict[str, str]:
    return {"klockslag": dates.visa_klockslag(dates.nu())}


def _granska(request: HttpRequest, konto: Konto, slug: str, u: actions.Underlag) -> HttpResponse:
    """Everything on one page, what is missing, who else writes, and the way to hand in."""
    forslag = u.forslag
    provning = actions.prova(u)
    innehall = forslagets_innehall(forslag, u.sokande, u.kostnader)
    foretrader = queries.foretrader(konto, forslag)
    delas = foretrader and forslag.status == Forslagsstatus.UTKAST
    return web.fragment(
        request,
        "beredning/forslag_granska.html",
        {
            "forslag": forslag,
            "begart": visning.skal_nu(forslag),
            "stegen": visning.stegen(slug, forslag.pk, "granska", provning),
            "kontroll": visning.kontroll(slug, forslag.pk, provning),
            "avsnitt": visning.avsnitten(innehall),
            "tabell": visning.pengatabell(innehall["kostnader"]),
            "lamna_in_url": visning.aktens_url(slug, forslag.pk, "lamna-in") if foretrader else "",
            "medskribenter": queries.medskribenter(forslag) if delas else [],
            "dela_form": DelaForm(mojliga=queries.mojliga_medskribenter(forslag, dates.idag())) if delas else None,
        },
    )
