"""schemathesis drives the API by its own description: no fault of ours, no answer that it does not describe."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from beredning.models import Forslag, Stallningstagande
from forbund.grund import dates, tenancy
from forbund.register.actions import skapa_nyckel
from forbund.register.states import Roll
from tests.api.test_api import make_kedja
from tests.beredning.fabrik import make_miljo
from tests.factories import make_konto_med

pytestmark = pytest.mark.django_db(transaction=True)
KONTROLLER = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def arrangerat():
    """A chain in a förbund; the id of each kind; a key of someone who may everything the API offers."""
    miljo = make_miljo()
    make_kedja(miljo, 2)
    konto = make_konto_med(miljo.forbund, Roll.FORBUNDSCHEF, Roll.PARTSFORETRADARE, medlem=miljo.medlemmar["fk"])
    klient = Client()
    klient.force_login(konto, backend="forbund.register.backends.RattBackend")
    with miljo.oppet():
        ids = {
            "forslag": Forslag.objects.first().pk,
            "stallningstaganden": Stallningstagande.objects.filter(medlem=miljo.medlemmar["fk"]).first().pk,
        }
    with tenancy.som_konto(konto.pk):
        falt = {"forbund_id": miljo.forbund.pk, "namn": "Prov", "till": dates.idag(), "far_skriva": True}
        _, nyckel = skapa_nyckel(by=konto, **falt)
    return miljo, klient, ids, nyckel


def _prova(operation, slug: str, ids: dict[str, int], nyckel: str, korda: set[tuple[str, int]]) -> None:
    """Fifteen calls of one operation, every second with the id of a real object."""
    resurs = operation.path.split("/api/v1/")[1].split("/")[0]

    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def anropa(case):
        case.path_parameters["slug"] = slug
        if resurs in ids and case.path_parameters.get("pk", 0) % 2:
            case.path_parameters["pk"] = ids[resurs]
        svar = case.call(base_url="http://testserver", headers={"Authorization": f"Bearer {nyckel}"})
        case.validate_response(svar, checks=KONTROLLER)
        korda.add((operation.path, svar.status_code))

    anropa()


def test_no_fault_and_no_breach(arrangerat):
    miljo, klient, ids, nyckel = arrangerat
    beskrivning = json.loads(klient.get(f"/f/{miljo.forbund.slug}/api/v1/schema/?format=json").content)
    schema = schemathesis.openapi.from_dict(beskrivning)
    schema.app = WSGIHandler()
    schema.config.generation.with_security_parameters = False  # a real key is the way in
    korda = set()

    for resultat in schema.get_all_operations():
        operation = resultat.ok()
        _prova(operation, miljo.forbund.slug, ids, nyckel, korda)
    assert {vag for vag, _ in korda} == set(beskrivning["paths"])
    assert {kod for _, kod in korda} >= {200, 404}
