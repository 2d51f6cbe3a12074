"""One page for each act on a förslag: it says what happens, asks for what is needed, and does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from beredning import actions, queries, rules, visning
from beredning.forms.akter import BekraftaForm, DelaForm, FragaForm, MotiveringForm, SlutaDelaForm
from beredning.models import Forslag
from beredning.states import Forslagsstatus
from beredning.views.hamta import forslag_i, konto_i
from forbund.grund import dates, web
from forbund.grund.errors import SaknarRatt, Upptaget
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

SVARSTID = timedelta(days=21)


@dataclass(frozen=True)
class Akt:
    """How an act is asked for and what it says when it is done."""

    rubrik: str
    text: str
    knapp: str
    klart: str
    form: Callable[[Any, Forslag], forms.Form]
    action: Callable[..., object]
    fara: bool = False
    till: str = "forslag"


def _bekrafta(post: Any, forslag: Forslag) -> forms.Form:
    return BekraftaForm(post)


def _inlamning(post: Any, forslag: Forslag) -> forms.Form:
    return BekraftaForm(post, varningar=() if post else actions.prova(actions.underlag(forslag)).varningar)


def _beredning(post: Any, forslag: Forslag) -> forms.Form:
    svaren = queries.stallningstaganden_till(forslag)
    saknade = actions.parter_utan_svar(s.medlem for s in svaren if s.svarat is not None)
    varning = rules.varning_utan_svar(saknade, actions.gallande_version(dates.idag()))
    return BekraftaForm(post, varningar=[varning] if varning and not post else [])


def _fraga(post: Any, forslag: Forslag) -> forms.Form:
    medlemmar = queries.medlemmar_per_id(dates.idag())
    return FragaForm(
        post,
        medlemmar=medlemmar.values(),
        initial={"senast": dates.limit(dates.idag() + SVARSTID), "medlemmar": list(medlemmar)},
    )


def _dela(post: Any, forslag: Forslag) -> forms.Form:
    return DelaForm(post, mojliga=queries.mojliga_medskribenter(forslag, dates.idag()))


def _motivera(fraga: str, hjalp: str) -> Callable[[Any, Forslag], forms.Form]:
    return lambda post, forslag: MotiveringForm(post, fraga=fraga, hjalp=hjalp)


def _lamna_in(forslag_id: int, *, by: Konto, skal: Mapping[str, str]) -> Forslag:
    """A draft is handed in, a returned förslag is completed: one button for both."""
    komplettering = Forslag.objects.filter(pk=forslag_id, status=Forslagsstatus.KOMPLETTERING).exists()
    return (actions.lamna_komplettering if komplettering else actions.lamna_in)(forslag_id, by=by, skal=skal)


AKTER = {
    "lamna-in": Akt(
        "Lämna in förslaget",
        "Förslaget blir en handling hos förbundet, med diarienummer. Kansliet, styrelsen och de tillfrågade parterna "
        "kan läsa det, och det kan begäras ut. Sedan kan ni inte ändra det utan att kansliet ber om komplettering.",
        "Lämna in",
        "Förslaget är inlämnat.",
        _inlamning,
        _lamna_in,
    ),
    "fraga": Akt(
        "Be parterna ta ställning",
        "De tillfrågade får läsa förslaget och svara till den dag du väljer.",
        "Skicka frågan",
        "Parterna är tillfrågade.",
        _fraga,
        actions.begar_stallningstaganden,
    ),
    "komplettera": Akt(
        "Be om komplettering",
        "Förslaget går tillbaka till dem som skrev det. Andra läser den inlämnade versionen under tiden.",
        "Be om komplettering",
        "Förslaget är skickat tillbaka för komplettering.",
        _motivera("Vad behöver kompletteras?", "Texten visas för dem som skriver förslaget."),
        actions.begar_komplettering,
    ),
    "bered": Akt(
        "Markera som berett",
        "Beredningen avslutas. Den som inte har svarat antecknas med ”inget svar”.",
        "Markera som berett",
        "Förslaget är berett.",
        _beredning,
        actions.markera_beredd,
    ),
    "till-styrelsen": Akt(
        "Lämna till styrelsen",
        "Förslaget fryses i den version som styrelsen beslutar om, och kan sättas upp på en föredragningslista.",
        "Lämna till styrelsen",
        "Förslaget är lämnat till styrelsen.",
        _bekrafta,
        actions.till_styrelsen,
    ),
    "aterta": Akt(
        "Ta tillbaka förslaget",
        "Förslaget går inte vidare. Det som är inlämnat finns kvar i ärendet. Det går inte att ångra.",
        "Ta tillbaka",
        "Förslaget är återtaget.",
        _motivera("Varför tar ni tillbaka förslaget?", ""),
        actions.aterta,
        fara=True,
    ),
    "avskriv": Akt(
        "Avskriv förslaget",
        "Ärendet avslutas utan beslut i styrelsen. Det går inte att ångra.",
        "Avskriv",
        "Förslaget är avskrivet.",
        _motivera("Varför avskrivs förslaget?", "Skälet visas för dem som skrev förslaget."),
        actions.avskriv,
        fara=True,
    ),
    "kasta": Akt(
        "Kasta utkastet",
        "Utkastet och allt ni har skrivit i det försvinner. Det går inte att ångra.",
        "Kasta utkastet",
        "Utkastet är kastat.",
        _bekrafta,
        actions.kasta_utkast,
        fara=True,
        till="lista",
    ),
    "dela": Akt(
        "Bjud in någon att skriva",
        "Personen kan läsa och ändra förslaget medan det är ett utkast eller kompletteras, men inte lämna in det.",
        "Bjud in",
        "Inbjudan är gjord.",
        _dela,
        actions.dela_med,
        till="granska",
    ),
    "sluta-dela": Akt(
        "Ta bort en medskribent",
        "Personen kan inte längre läsa eller ändra utkastet.",
        "Ta bort",
        "Personen skriver inte längre på utkastet.",
        lambda post, forslag: SlutaDelaForm(post),
        actions.sluta_dela,
        till="granska",
    ),
}
KANSLIETS = frozenset({"fraga", "komplettera", "bered", "till-styrelsen", "avskriv"})
UTKASTETS = frozenset({"dela", "sluta-dela"})


@require_http_methods(["GET", "HEAD", "POST"])
def akt(request: HttpRequest, slug: str, pk: int, akt: str) -> HttpResponse:
    """Ask once more, with what the act leads to; a refusal comes back on the form with its law."""
    konto = konto_i(request)
    forslag = forslag_i(konto, pk)
    if akt not in AKTER:
        raise Http404("Handlingen finns inte.")
    val = AKTER[akt]
    _require_mojlig(konto, forslag, akt)
    form = val.form(request.POST if request.method == "POST" else None, forslag)
    if request.method == "POST":
        klart = _kor(form, val, forslag, konto)
        if klart:
            messages.success(request, val.klart)
            return _vidare(slug, pk, val.till)
    kontroll = None
    if akt == "lamna-in":
        kontroll = visning.kontroll(slug, pk, actions.prova(actions.underlag(forslag)))
    return web.fragment(
        request,
        "beredning/forslag_akt.html",
        {
            "form": form,
            "akt": val,
            "forslag": forslag,
            "titel": _titel(konto, forslag),
            "kontroll": kontroll,
            "stoppad": kontroll is not None and not kontroll.klart,
        },
        status=422 if request.method == "POST" else None,
    )


def _kor(form: forms.Form, val: Akt, forslag: Forslag, konto: Konto) -> bool:
    """Run the act; True when it was done (an act may return nothing)."""

    def gor(forslag_id: int, skal: Mapping[str, str], **varden: Any) -> bool:
        med_skal = {"skal": skal} if val.form in (_inlamning, _beredning) else {}
        val.action(forslag_id, by=konto, **med_skal, **varden)
        return True

    return bool(web.utfor(form, gor, forslag.pk))


def _titel(konto: Konto, forslag: Forslag) -> str:
    """As those who write it have it; for others as it was handed in (R115)."""
    versioner = [] if queries.skriver_pa(konto, forslag) else queries.versioner_av(forslag)
    return versioner[0].innehall["rubrik"] if versioner else forslag.rubrik or "Utan namn"


def _vidare(slug: str, pk: int, till: str) -> HttpResponse:
    if till == "lista":
        return redirect("beredning:lista", slug=slug)
    if till == "granska":
        return redirect("beredning:steg", slug=slug, pk=pk, steg="granska")
    return redirect("beredning:forslag", slug=slug, pk=pk)


def _require_mojlig(konto: Konto, forslag: Forslag, akt: str) -> None:
    """Right first (403), then the state (409)."""
    if akt in KANSLIETS:
        access.require(konto, Ratt.BEREDA)
    elif not queries.foretrader(konto, forslag):
        raise SaknarRatt("Bara de som företräder medlemmen som skriver förslaget kan göra detta.")
    if akt in UTKASTETS:
        mojliga: tuple[str, ...] = tuple(UTKASTETS) if forslag.status == Forslagsstatus.UTKAST else ()
    else:
        mojliga = visning.akter_for(forslag, skriver=True, foretrader=True, bereder=True)
    if akt not in mojliga:
        raise Upptaget(f"Det går inte längre: läget är nu ”{forslag.get_status_display()}”.")
