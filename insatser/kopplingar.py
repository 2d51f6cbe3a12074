"""What the insatser register with the kernel: menu, Översikt and the chain."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from forbund.diarium.models import Arende
from forbund.diarium.queries import pagar
from forbund.grund import web
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from insatser import queries, visning
from insatser.models import Insats
from insatser.states import Insatsstatus

web.meny(web.Menyval(5, "Insatser", "insatser:lista", Ratt.SE_INSATSER.value))


@pagar
def insatsen_lever(arende: Arende) -> Iterable[str]:
    """An insats keeps its ärende open: a change of its scope or money is a new decision there."""
    if Insats.objects.filter(arende=arende).exclude(status=Insatsstatus.AVSLUTAD).exists():
        yield "Insatsen som beviljades i ärendet är inte avslutad."


@web.sok
def insatserna(konto: Konto, text: str) -> web.Traffar | None:
    """Insatser by words of their name."""
    if not access.can(konto, Ratt.SE_INSATSER):
        return None
    slug = access.slug(konto)
    fler = f"{reverse('insatser:lista', args=[slug])}?{urlencode({'sok': text})}"
    rader = queries.insatser_for_lista(sok=text).values("pk", "rubrik", "status", "arende__ar", "arende__nummer")
    return web.traffar(40, "Insatser", rader, visning.insatstraff(slug), fler)


@web.oversiktsruta
def beviljade_medel(konto: Konto, idag: date) -> web.Oversiktsruta | None:
    """What is granted, year by year; nothing before the first decision."""
    if not access.can(konto, Ratt.SE_INSATSER):
        return None
    slug = access.slug(konto)
    aren = visning.arsrader([rad for rad in queries.beviljat_per_ar() if rad[0] >= idag.year], slug, idag.year)
    if not aren:
        return None
    data = {"aren": aren, "url": reverse("insatser:lista", args=[slug])}
    return web.Oversiktsruta("Beviljat till insatser", "insatser/_oversiktsruta.html", data)


@web.kedja
def insatsens_steg(konto: Konto, objekt: Any) -> Iterable[web.Lank]:
    """The insats in the chain of itself, and of the förslag, § and ärende that led to it."""
    if not access.can(konto, Ratt.SE_INSATSER):
        return
    insats = objekt if isinstance(objekt, Insats) else _insats_for(objekt)
    if insats is None:
        return
    url = reverse("insatser:insats", args=[access.slug(konto), insats.pk])
    yield web.Lank(50, "Insats", url, klar=False, har=isinstance(objekt, Insats))


def _insats_for(objekt: Any) -> Insats | None:
    arende_id = objekt.pk if isinstance(objekt, Arende) else getattr(objekt, "arende_id", None)
    return queries.insats_i_arende(arende_id) if arende_id else None
