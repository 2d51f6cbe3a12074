"""The beredning on other rooms' pages: menu, Att göra, Översikt and the chain."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from beredning import queries, visning
from beredning.models import Forslag
from beredning.states import AVSLUTADE, Forslagsstatus
from forbund.diarium.models import Arende
from forbund.diarium.queries import pagar
from forbund.grund import dates, web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

web.meny(web.Menyval(4, "Beredning", "beredning:lista", Ratt.SE_BEREDNINGEN.value))


@pagar
def beredningen_har_det(arende: Arende) -> Iterable[str]:
    """The förslag of the ärende, until it is decided, taken back or written off."""
    for forslag in Forslag.objects.filter(arende=arende).exclude(status__in=AVSLUTADE):
        yield f"Förslaget är inte avgjort: läget är ”{forslag.get_status_display()}”."


@web.att_gora
def mina_utkast(konto: Konto, idag: date) -> Iterable[web.Uppgift]:
    """Drafts to finish and förslag to complete."""
    if not access.can(konto, Ratt.SKRIVA_FORSLAG):
        return
    slug = access.slug(konto)
    for forslag in queries.utkast_for(konto)[:20]:
        komplettering = forslag.status == Forslagsstatus.KOMPLETTERING
        yield web.Uppgift(
            rubrik=f"{'Komplettera' if komplettering else 'Skriv klart'} {forslag.rubrik or 'förslaget'}",
            url=reverse("beredning:redigera", args=[slug, forslag.pk]),
            knapp="Fortsätt",
            undertext=forslag.skal if komplettering else f"Ändrat {dates.visa_stund(forslag.andrat)}",
        )


@web.att_gora
def ta_stallning(konto: Konto, idag: date) -> Iterable[web.Uppgift]:
    """Stances that are asked for, by their last day."""
    if not access.can(konto, Ratt.TA_STALLNING):
        return
    slug = access.slug(konto)
    for stallning in queries.obesvarade_for(konto)[:50]:
        yield web.Uppgift(
            rubrik=f"Ta ställning till {stallning.avser.innehall['rubrik']}",
            url=visning.stallningens_url(slug, stallning.forslag_id, stallning.pk),
            knapp="Svara",
            senast=stallning.senast,
            undertext=f"För {stallning.medlem}",
            lag_text="Parterna bereder före styrelsen",
            regel="R50",
        )


@web.att_gora
def att_bereda(konto: Konto, idag: date) -> Iterable[web.Uppgift]:
    """What waits for the office: a new förslag, answers that are in, one that is ready for the board."""
    if not access.can(konto, Ratt.BEREDA):
        return
    slug = access.slug(konto)
    for forslag in queries.att_handlagga(idag)[:100]:
        yield _kansliets(forslag, slug)


def _kansliets(forslag: Any, slug: str) -> web.Uppgift:
    url = reverse("beredning:forslag", args=[slug, forslag.pk])
    if forslag.status == Forslagsstatus.INLAMNAT:
        inlamnat = dates.visa_dag(dates.svensk_dag(forslag.inlamnat))
        return web.Uppgift(f"Handlägg {forslag.titel}", url, "Öppna", undertext=f"Inlämnat {inlamnat}")
    if forslag.status == Forslagsstatus.BEREDD:
        return web.Uppgift(f"Lämna {forslag.titel} till styrelsen", url, "Öppna", undertext="Beredningen är klar")
    return web.Uppgift(
        f"Avsluta beredningen av {forslag.titel}",
        url,
        "Öppna",
        undertext=f"{forslag.svarade} av {forslag.fragade} har svarat",
        lag_text="Parterna bereder före styrelsen",
        regel="R50",
    )


@web.sok
def forslagen(konto: Konto, text: str) -> web.Traffar | None:
    """Förslag that the konto may read, by words of their name."""
    if not access.can(konto, Ratt.SE_BEREDNINGEN):
        return None
    slug = access.slug(konto)
    fler = f"{reverse('beredning:lista', args=[slug])}?{urlencode({'visa': 'lista', 'sok': text})}"
    return web.traffar(20, "Förslag", queries.forslag_for_sok(konto, text), visning.forslagstraff(slug), fler)


@web.oversiktsruta
def forslag_i_beredning(konto: Konto, idag: date) -> web.Oversiktsruta | None:
    """How many förslag there are in each stage."""
    if not access.can(konto, Ratt.SE_BEREDNINGEN):
        return None
    antal = queries.antal_per_status(konto)
    lista = reverse("beredning:lista", args=[access.slug(konto)])
    rader = [
        (status.label, antal[status.value], f"{lista}?visa=lista&lage={status.value}")
        for status in Forslagsstatus
        if antal.get(status.value) and status not in AVSLUTADE
    ]
    return web.Oversiktsruta("Förslag i beredning", "beredning/_oversiktsruta.html", {"rader": rader, "url": lista})


@web.kedja
def forslagets_steg(konto: Konto, objekt: Any) -> Iterable[web.Lank]:
    """Where the förslag stands in the chain of its own page, its ärende, its § and its insats."""
    forslag = _forslaget(konto, objekt)
    if forslag is None:
        return
    url = reverse("beredning:forslag", args=[access.slug(konto), forslag.pk])
    har = isinstance(objekt, Forslag)
    inlamnat = forslag.inlamnat is not None
    yield web.Lank(10, "Förslag", url, klar=inlamnat, har=har and not inlamnat)
    if inlamnat:
        efter = (Forslagsstatus.BEREDD, Forslagsstatus.TILL_STYRELSEN, Forslagsstatus.BESLUTAT)
        hos_styrelsen = forslag.status in (Forslagsstatus.TILL_STYRELSEN, Forslagsstatus.BESLUTAT)
        text = "Ställningstaganden"
        yield web.Lank(20, text, f"{url}#stallningar", klar=forslag.status in efter, har=har and not hos_styrelsen)


def _forslaget(konto: Konto, objekt: Any) -> Forslag | None:
    """The förslag that the object is, or that its ärende is about, when the konto may know of it."""
    if isinstance(objekt, Forslag):
        return objekt
    arende_id = objekt.pk if isinstance(objekt, Arende) else getattr(objekt, "arende_id", None)
    if arende_id is None or not access.can(konto, Ratt.SE_BEREDNINGEN):
        return None
    return queries.synliga_for(konto).filter(arende=arende_id).only("status", "inlamnat").first()
