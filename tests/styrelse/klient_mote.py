"""How the tests of the live page ask it: a client, its addresses, the acts it offers and what it costs."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

HX = {"HTTP_HX_REQUEST": "true"}
INLOGGNING = 2  # the konto of the session, and its rights
ATT_GORA = 7  # the count in the frame, most of it for the office
RAMEN = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "ROLLBACK", "SELECT set_config", 'SELECT "django_session"')


def klient_for(konto) -> Client:
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    return klient


def sidan(styrelse, sammantrade_id, fraga="") -> str:
    return reverse("styrelse:mote", args=[styrelse.forbund.slug, sammantrade_id]) + fraga


def akt(styrelse, sammantrade_id, namn, objekt=None) -> str:
    bas = [styrelse.forbund.slug, sammantrade_id, namn]
    if objekt is None:
        return reverse("styrelse:mote_akt", args=bas)
    return reverse("styrelse:mote_akt_objekt", args=[*bas, objekt])


def knappar(svar) -> set[str]:
    """The acts that the page offers."""
    return set(re.findall(r'action="[^"]*/mote/([a-z-]+)/', svar.content.decode()))


def fragor(klient, adress, **extra) -> int:
    with CaptureQueriesContext(connection) as fangade:
        svar = klient.get(adress, **extra)
    assert svar.status_code in {200, 204}
    return sum(not f["sql"].startswith(RAMEN) for f in fangade.captured_queries)
