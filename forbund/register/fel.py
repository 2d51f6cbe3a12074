"""The last pages: not found, and a fault with a reference that the log has too."""

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from forbund.grund import rest

logg = logging.getLogger(__name__)


def finns_inte(request: HttpRequest, exception: Exception) -> HttpResponse:
    if rest.ar_api(request):
        return rest.problem(404, "Det du söker finns inte.")
    return render(request, "404.html", status=404)


def serverfel(request: HttpRequest) -> HttpResponse:
    """No context processor and no database: the page must render when both are broken."""
    referens = uuid.uuid4().hex[:8]
    logg.error("Serverfel %s på %s %s", referens, request.method, request.path)
    if rest.ar_api(request):
        return rest.problem(500, f"Något gick fel hos oss. Referens {referens}.")
    return HttpResponse(render_to_string("500.html", {"referens": referens}), status=500)
