from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from finsam.matning.bar.models import Arende


@login_required
def arenden(request: HttpRequest) -> HttpResponse:
    """The fifty newest."""
    return render(
        request, "bar/arenden.html", {"arenden": Arende.objects.select_related("organisation").order_by("-oppnat")[:50]}
    )
