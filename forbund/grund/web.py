"""How pages speak to actions, and how rooms speak upwards: `utfor`, fragments and the small registries.

A provider is registered once in an app's `ready` and asked by the pages; nobody reaches an upper app by relation.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from forbund.grund import tenancy
from forbund.grund.errors import Ogiltig, Regelbrott, VarningUtanSkal

if TYPE_CHECKING:
    from forbund.register.models import Konto

T = TypeVar("T")
SKAL = "skal_"


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


meny: Register[Menyval] = Register()
att_gora: Register[Callable[["Konto", date], Iterable[Uppgift]]] = Register()
oversiktsruta: Register[Callable[["Konto", date], Oversiktsruta | None]] = Register()
kedja: Register[Callable[["Konto", Any], Iterable[Lank]]] = Register()


def kedjan(konto: "Konto", objekt: Any) -> list[Lank]:
    """The whole chain that the object hangs in, from every room that knows it."""
    return sorted((steg for leverantor in kedja for steg in leverantor(konto, objekt)), key=lambda steg: steg.ordning)


@dataclass
class Sida:
    """One page of a long list, cut in the database; `fler` says whether there is another."""

    rader: list[Any]
    nummer: int
    fler: bool
    fraga: str = ""
    forra: int | None = field(init=False)
    nasta: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.forra = self.nummer - 1 if self.nummer > 1 else None
        self.nasta = self.nummer + 1 if self.fler else None


def bladdra(request: HttpRequest, fraga: Any, antal: int = 50) -> Sida:
    """Cut a queryset to the page asked for by ?sida=N, without counting it."""
    text = request.GET.get("sida", "1")
    nummer = min(int(text), 10_000) if text.isdecimal() and int(text) > 0 else 1
    start = (nummer - 1) * antal
    rader = list(fraga[start : start + antal + 1])
    parametrar = request.GET.copy()
    parametrar.pop("sida", None)
    return Sida(rader[:antal], nummer, len(rader) > antal, parametrar.urlencode())


def utfor(form: forms.BaseForm, action: Callable[..., T], *args: Any, **kwargs: Any) -> T | None:
    """Run the action with the form's values in a savepoint; a refusal lands on the bound form and nothing is changed.

    A `Varning` becomes a field for the reason (skäl), named `skal_<rule>`; its text comes back in the action's `skal`.
    Returns None when the form must be shown again.
    """
    if not form.is_valid():
        visa_skalfalt(form)
        return None
    if "skal" in signature(action).parameters:
        kwargs["skal"] = {k.removeprefix(SKAL): v for k, v in form.data.items() if k.startswith(SKAL)}
    try:
        with tenancy.savepunkt():
            return action(*args, **kwargs, **form.cleaned_data)
    except VarningUtanSkal as varningar:
        _fraga_efter_skal(form, varningar)
    except Regelbrott as brott:
        form.add_error(None, forms.ValidationError(brott.text, code="regelbrott", params={"brott": brott}))
        for falt, text in brott.falt.items():
            form.add_error(falt if falt in form.fields else None, text)
    except Ogiltig as ogiltig:
        for falt, text in ogiltig.falt.items():
            form.add_error(falt if falt in form.fields else None, text)
    return None


def visa_skalfalt(form: forms.BaseForm) -> None:
    """Keep reasons that were typed when another field was wrong."""
    for namn in form.data:
        if namn.startswith(SKAL) and namn not in form.fields:
            form.fields[namn] = forms.CharField(label="Skäl", required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _fraga_efter_skal(form: forms.BaseForm, fel: VarningUtanSkal) -> None:
    for varning in fel.varningar:
        namn = SKAL + varning.regel
        form.fields[namn] = forms.CharField(
            label="Skäl att ändå gå vidare",
            help_text=" ".join(t for t in (varning.text, varning.lagrum, varning.utvag) if t),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        form.add_error(namn, "Skriv varför ni ändå går vidare. Skälet sparas i loggen.")


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
