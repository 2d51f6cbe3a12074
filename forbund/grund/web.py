"""How pages speak to actions, and how rooms speak upwards: `utfor`, fragments and the small registries.

A provider is registered once in an app's `ready` and asked by the pages; nobody reaches an upper app by relation.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from forbund.grund import tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, VarningUtanSkal
from forbund.grund.formular import SKAL, ar_skal, skalfalt

if TYPE_CHECKING:
    from forbund.register.models import Konto

T = TypeVar("T")


class Register(Generic[T]):
    """Providers in the order they were registered."""

    def __init__(self) -> None:
        self._alla: list[T] = []

    def __call__(self, leverantor: T) -> T:
        self._alla.append(leverantor)
        return leverantor

    def __iter__(self) -> Any:
        return iter(self._alla)

    def __bool__(self) -> bool:
        return bool(self._alla)


@dataclass(frozen=True)
class Menyval:
    """A room in the menu: `ratt` is the right that shows it."""

    ordning: int
    namn: str
    url_namn: str
    ratt: str


@dataclass(frozen=True)
class Uppgift:
    """One thing a person must do: what, by when, by which law, and where."""

    rubrik: str
    url: str
    knapp: str
    senast: date | None = None
    lag_text: str = ""
    regel: str = ""
    undertext: str = ""


@dataclass(frozen=True)
class Oversiktsruta:
    """A card on Översikt: its own template and ready data; the lowest `ordning` first."""

    rubrik: str
    mall: str
    data: Mapping[str, Any]
    bred: bool = False
    ordning: int = 50


@dataclass(frozen=True)
class Lank:
    """A step in the chain of an object: where it stands and how to get there."""

    ordning: int
    text: str
    url: str = ""
    klar: bool = False
    har: bool = False


@dataclass(frozen=True)
class Traff:
    """One thing that a search found, with enough beside its name to tell it from its like."""

    rubrik: str
    url: str
    undertext: str = ""


@dataclass(frozen=True)
class Traffar:
    """What a search found in one room, at most `HOGST_TRAFFAR`; `fler_url` leads to the rest, where a list has them."""

    ordning: int
    rubrik: str
    rader: tuple[Traff, ...]
    fler: bool
    fler_url: str


meny: Register[Menyval] = Register()
att_gora: Register[Callable[["Konto", date], Iterable[Uppgift]]] = Register()
oversiktsruta: Register[Callable[["Konto", date], Oversiktsruta | None]] = Register()
kedja: Register[Callable[["Konto", Any], Iterable[Lank]]] = Register()
sok: Register[Callable[["Konto", str], Traffar | None]] = Register()
HOGST_TRAFFAR = 10


def med_orden(text: str, *falt: str) -> Q:
    """Each of the words stands in some one of the fields; how every search and list reads what is typed."""
    return Q(*(Q(*((f"{namn}__icontains", ord_) for namn in falt), _connector=Q.OR) for ord_ in text.split()))


def traffar(ordning: int, rubrik: str, fraga: Any, rad: Callable[[Any], Traff], fler_url: str = "") -> Traffar:
    """The first of the query's rows as found things, and the way to the rest when there are more."""
    rader = list(fraga[: HOGST_TRAFFAR + 1])
    visas = tuple(rad(r) for r in rader[:HOGST_TRAFFAR])
    return Traffar(ordning, rubrik, visas, len(rader) > HOGST_TRAFFAR, fler_url)


def hittat(konto: "Konto", ord_: str) -> list[Traffar]:
    """What every room finds, the rooms that find nothing left out."""
    svaren = (leverantor(konto, ord_) for leverantor in sok)
    return sorted((svar for svar in svaren if svar and svar.rader), key=lambda svar: svar.ordning)


def kedjan(konto: "Konto", objekt: Any) -> list[Lank]:
    """The whole chain that the object hangs in, from every room that knows it."""
    return sorted((steg for leverantor in kedja for steg in leverantor(konto, objekt)), key=lambda steg: steg.ordning)


@dataclass
class Sida:
    """One page of a long list, cut in the database; `fler`: there is another; `excel`: the list may be saved."""

    rader: list[Any]
    nummer: int
    fler: bool
    fraga: str = ""
    excel: bool = False
    forra: int | None = field(init=False)
    nasta: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.forra = self.nummer - 1 if self.nummer > 1 else None
        self.nasta = self.nummer + 1 if self.fler else None


def heltal(text: str) -> int:
    """A whole number that came with an address or a form; 0 for anything else, and for what no id can be."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def bladdra(request: HttpRequest, fraga: Any, antal: int = 50, *, excel: bool = False) -> Sida:
    """Cut a queryset to the page asked for by ?sida=N, without counting it."""
    nummer = min(heltal(request.GET.get("sida", "")) or 1, 10_000)
    start = (nummer - 1) * antal
    rader = list(fraga[start : start + antal + 1])
    return Sida(rader[:antal], nummer, len(rader) > antal, _filtret(request), excel)


def _filtret(request: HttpRequest) -> str:
    """What the list is narrowed by, as it stands in its address."""
    parametrar = request.GET.copy()
    for namn in ("sida", "som"):
        parametrar.pop(namn, None)
    return parametrar.urlencode()


def minns_filtret(request: HttpRequest) -> HttpResponse | None:
    """From the list's bare address to where the person last left it; `?alla` forgets and shows everything.

    The way there is in the address, so that it can be sent to someone else.
    """
    nyckel, filtret = f"filter:{request.path}", _filtret(request)
    if "alla" in request.GET:
        request.session.pop(nyckel, None)
        return redirect(request.path)
    if not request.GET and nyckel in request.session:
        return redirect(f"{request.path}?{request.session[nyckel]}")
    if filtret and request.session.get(nyckel) != filtret:
        request.session[nyckel] = filtret
    return None


def utfor(form: forms.BaseForm, action: Callable[..., T], *args: Any, **kwargs: Any) -> T | None:
    """Run the action with the form's values in a savepoint; a refusal lands on the bound form and nothing is changed.

    A `Varning` becomes a field for the reason (skäl), named `skal_<rule>`; its text comes back in the action's `skal`.
    Returns None when the form must be shown again, with every reason that was typed.
    """
    if not form.is_valid():
        _behall_skal(form)
        return None
    skal = {namn: text for namn, text in form.data.items() if ar_skal(namn)}
    if "skal" in signature(action).parameters:
        kwargs["skal"] = {namn.removeprefix(SKAL): text for namn, text in skal.items()}
    try:
        with tenancy.savepunkt():
            _require_lasbara(skal)
            return action(*args, **kwargs, **{n: v for n, v in form.cleaned_data.items() if not ar_skal(n)})
    except VarningUtanSkal as varningar:
        _fraga_efter_skal(form, varningar)
    except (Regelbrott, Ogiltig) as avvisad:
        _visa_avvisning(form, avvisad)
    return None


def _require_lasbara(skal: Mapping[str, str]) -> None:
    """The reasons are no fields of the form's own, so nothing else has judged their length and characters."""
    for namn, text in skal.items():
        try:
            skalfalt().clean(text)
        except forms.ValidationError as fel:
            raise Ogiltig({namn: " ".join(fel.messages)}) from fel


def _visa_avvisning(form: forms.BaseForm, avvisad: Regelbrott | Ogiltig) -> None:
    _behall_skal(form)
    if isinstance(avvisad, Regelbrott):
        form.add_error(None, forms.ValidationError(avvisad.text, code="regelbrott", params={"brott": avvisad}))
    for falt, text in avvisad.falt.items():
        form.add_error(falt if falt in form.fields else None, text)


def _behall_skal(form: forms.BaseForm) -> None:
    """Show every reason that was typed, when something is refused."""
    for namn in form.data:
        if ar_skal(namn) and namn not in form.fields:
            form.fields[namn] = skalfalt()


def _fraga_efter_skal(form: forms.BaseForm, fel: VarningUtanSkal) -> None:
    for varning in fel.alla:
        form.fields[SKAL + varning.regel] = skalfalt(varning)
    _behall_skal(form)
    for varning in fel.varningar:
        form.add_error(SKAL + varning.regel, "Skriv varför ni ändå går vidare. Skälet sparas i loggen.")


def ar_fragment(request: HttpRequest) -> bool:
    """htmx asks for a part of the page, and not for a boosted or restored whole one."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def fragment(
    request: HttpRequest, mall: str, kontext: Mapping[str, Any] | None = None, status: int | None = None
) -> HttpResponse:
    """Render; the same view may answer as page or part, so caches keep them apart."""
    svar = render(request, mall, dict(kontext or {}), status=status)
    patch_vary_headers(svar, ["HX-Request"])
    return svar


def csrf_saknas(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form older than its session, or a cookie blocked: say so, keep the way back."""
    text = (
        "Formuläret hade blivit för gammalt eller så blockeras kakor i webbläsaren. "
        "Gå tillbaka, ladda om sidan och skicka igen; det du skrev finns kvar i formuläret."
    )
    return render(request, "403.html", {"text": text}, status=403)
