"""Pages of the patterns in docs/granssnitt.md, for the browser tests: `@pytest.mark.urls("tests.webb.prov_urls")`."""

from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import engines
from django.urls import path

from finsam.urls import handler404, handler500
from finsam.urls import urlpatterns as husets
from forbund.grund.errors import Regelbrott, Upptaget, Varning, VarningUtanSkal
from forbund.grund.formular import Beloppsfalt, Datum
from forbund.grund.web import Lank, Sida, utfor

__all__ = ["handler404", "handler500"]
MALLAR = Path(__file__).parent / "provsidor"
mottaget: list[tuple[str, QueryDict]] = []


class Arendeform(forms.Form):
    rubrik = forms.CharField(label="Rubrik", help_text="Kort, så att den går att läsa i föredragningslistan.")
    belopp = Beloppsfalt(label="Belopp 2027")
    dag = forms.DateField(label="Senast", widget=Datum, required=False)
    part = forms.ChoiceField(label="Part", choices=[("", "Välj"), ("k", "Kalmar kommun")])
    satt = forms.ChoiceField(
        label="Hur ska omröstningen ske?",
        widget=forms.RadioSelect,
        choices=[("oppet", "Öppet"), ("slutet", "Med slutna sedlar")],
        help_text="Val sker slutet om någon begär det.",
    )
    parter = forms.MultipleChoiceField(
        label="Vilka parter berörs?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("af", "Arbetsförmedlingen"), ("fk", "Försäkringskassan")],
        required=False,
    )
    text = forms.CharField(label="Varför behövs insatsen?", widget=forms.Textarea)
    last = forms.BooleanField(label="Jag har läst underlaget")
    fil = forms.FileField(label="Handling", required=False)


def handla(**varden: Any) -> bool:
    """An action that the law stops, or that wants a reason, by what the heading says."""
    if varden["rubrik"] == "Beslutför":
        raise Regelbrott("Bara 12 % av ledamöterna är närvarande.", "KL 6 kap. 27 §", "R14", "Kalla in ersättare.")
    if not varden["skal"].get("R12"):
        raise VarningUtanSkal([Varning("Kallelsen går ut sent.", regel="R12", lagrum="Arbetsordningen 4 §")])
    return True


def handla_med_skal(*, skal: dict[str, str], **varden: Any) -> bool:
    return handla(skal=skal, **varden)


def rita(request: HttpRequest, namn: str, status: int = 200, **kontext: Any) -> HttpResponse:
    """A pattern page; `punkt` and `lista` are the parts that its rows include."""
    mall, punkt, lista = (
        engines["django"].from_string((MALLAR / f"{n}.html").read_text("utf-8")) for n in (namn, "_punkt", "_lista")
    )
    kontext |= {"punkt": punkt.template, "lista": lista.template}
    return HttpResponse(mall.render(kontext, request), status=status)


def provsida(request: HttpRequest, slug: str, namn: str) -> HttpResponse:
    kontext = {
        "delar": [("Utbetalt", "7 900 000 kr", 600), ("Fritt", "3 100 000 kr", 400)],
        "sida": Sida([], 2, fler=True),
        "kedja": [Lank(1, "Behov", "#b", klar=True), Lank(2, "Förslag", har=True), Lank(3, "Insats")],
    }
    return rita(request, namn, **kontext)


def formular(request: HttpRequest, slug: str) -> HttpResponse:
    form = Arendeform(request.POST or None, request.FILES or None)
    if request.method == "POST" and utfor(form, handla_med_skal):
        return rita(request, "klart")
    return rita(request, "formular", 422 if form.is_bound else 200, form=form)


def spara(request: HttpRequest, slug: str) -> HttpResponse:
    mottaget.append(("spara", request.POST))
    if "HX-Request" not in request.headers:
        return rita(request, "klart")
    return HttpResponse('Sparat 08.42<input type="hidden" name="version" value="8">')


def ordning(request: HttpRequest, slug: str) -> HttpResponse:
    mottaget.append(("ordning", request.POST))
    return HttpResponse(status=204)


def flytta(request: HttpRequest, slug: str, riktning: str, nr: int) -> HttpResponse:
    mottaget.append((f"{riktning} {nr}", request.POST))
    return rita(request, "klart")


def upptaget(request: HttpRequest, slug: str) -> HttpResponse:
    raise Upptaget("Punkten ändrades av Amir Haddad.")


def krocka(request: HttpRequest, slug: str) -> HttpResponse:
    raise Upptaget(
        "Ärendet ändrades medan du skrev.", vem="Amir Haddad", ditt={"Rubrik": "Min"}, deras={"Rubrik": "Hans"}
    )


def brista(request: HttpRequest, slug: str) -> HttpResponse:
    raise Regelbrott("Styrelsen är inte beslutför.", "KL 6 kap. 27 §", "R14", "Kalla in ersättare.")


urlpatterns = [
    path("f/<slug:slug>/prov/formular/", formular),
    path("f/<slug:slug>/prov/spara/", spara),
    path("f/<slug:slug>/prov/ordning/", ordning),
    path("f/<slug:slug>/prov/flytta/<str:riktning>/<int:nr>/", flytta),
    path("f/<slug:slug>/prov/upptaget/", upptaget),
    path("f/<slug:slug>/prov/krocka/", krocka),
    path("f/<slug:slug>/prov/brista/", brista),
    path("f/<slug:slug>/prov/<str:namn>/", provsida),
    *husets,
]
