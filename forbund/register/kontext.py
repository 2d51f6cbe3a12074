"""The frame of every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from forbund.grund import dates, minne, tenancy, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.queries import Uppdragsrad
from forbund.register.states import Roll


def ram(request: HttpRequest) -> dict[str, Any]:
    """`ram`: förbund, switcher, menu, konto, count of Att göra, granskare's band, demo. See docs/granssnitt.md."""
    konto = getattr(request, "user", None)
    ram: dict[str, Any] = {"forbund": None, "byten": [], "meny": [], "konto": None, "demo": settings.DEMO}
    if not isinstance(konto, Konto) or (tillgangliga := getattr(konto, "_rattigheter", None)) is None:
        if isinstance(konto, Konto):
            ram["konto"] = {"namn": konto.namn, "roll_text": ""}
        return {"ram": ram}
    tilltrade = getattr(request, "tilltrade", None)
    rader = [r for r in tillgangliga.rader if tilltrade and r.forbund_id == tilltrade.forbund_id]
    ram["konto"] = {"namn": konto.namn, "roll_text": roller_i_ord(rader)}
    ram["byten"] = _byten(tillgangliga.rader, tilltrade)
    ram["att_gora_url"] = reverse("register:att_gora")
    if tilltrade is not None:
        ram["forbund"] = {"namn": tilltrade.namn, "slug": tilltrade.slug}
        ram["sok_url"] = reverse("register:sok", args=[tilltrade.slug])
        ram["meny"] = _meny(request, konto, tilltrade.slug)
        ram["att_gora_url"] = reverse("register:oversikt", args=[tilltrade.slug]) + "#att-gora"
        ram["granskning"] = _band(rader, tilltrade)
        if not getattr(request, "avbruten", False):
            ram["att_gora_antal"] = SimpleLazyObject(lambda: antal_att_gora(request, konto))
    return {"ram": ram}


def att_gora_i_forbundet(request: HttpRequest, konto: Konto) -> list[web.Uppgift]:
    """What the konto must do in the open förbund; asked once a request."""
    uppgifter: list[web.Uppgift] | None = getattr(request, "att_gora", None)
    if uppgifter is None:
        idag = dates.idag()
        uppgifter = [uppgift for leverantor in web.att_gora for uppgift in leverantor(konto, idag)]
        uppgifter.sort(key=lambda u: (u.senast is None, u.senast or idag, u.rubrik))
        request.att_gora = uppgifter  # type: ignore[attr-defined]  # shared by the frame and Översikt
    return uppgifter


def antal_att_gora(request: HttpRequest, konto: Konto) -> int:
    """How many, for the header."""
    if not tenancy.aktivt().las:
        return 0
    if hasattr(request, "att_gora"):
        return len(request.att_gora)
    return minne.tills_andring(f"att_gora:{konto.pk}", lambda: len(att_gora_i_forbundet(request, konto)))


def roller_i_ord(rader: list[Uppdragsrad]) -> str:
    """ "förbundschef", or "ledamot och partsföreträdare"."""
    namn = list(dict.fromkeys(Roll(rad.roll).label for rad in rader))
    return " och ".join(filter(None, [", ".join(namn[:-1]), *namn[-1:]]))


def _byten(rader: tuple[Uppdragsrad, ...], tilltrade: Any) -> list[dict[str, Any]]:
    unika = {rad.slug: rad.forbund_namn for rad in rader}
    return [
        {
            "namn": namn,
            "url": reverse("register:oversikt", args=[slug]),
            "aktuell": tilltrade is not None and slug == tilltrade.slug,
        }
        for slug, namn in unika.items()
    ]


def _meny(request: HttpRequest, konto: Konto, slug: str) -> list[dict[str, Any]]:
    val = []
    for menyval in sorted(web.meny, key=lambda m: m.ordning):
        if menyval.ratt and menyval.ratt not in access.rattigheter(konto).per_forbund.get(
            request.tilltrade.forbund_id,  # type: ignore[attr-defined]
            frozenset(),
        ):
            continue
        url = reverse(menyval.url_namn, args=[slug])
        hem = menyval.url_namn == "register:oversikt"
        aktuell = request.path == url if hem else request.path.startswith(url)
        val.append({"namn": menyval.namn, "url": url, "aktuell": aktuell})
    return val


def _band(rader: list[Uppdragsrad], tilltrade: Any) -> dict[str, Any] | None:
    if tilltrade.skriver:
        return None
    if tilltrade.mandat is not None:
        text = f"{tilltrade.mandat.organ}, {tilltrade.mandat.grund}"
        return {"text": text, "till": dates.visa_dag(tilltrade.mandat.till)}
    return {"text": roller_i_ord(rader), "till": ""}
