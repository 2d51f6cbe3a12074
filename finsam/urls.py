from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated

from forbund.grund.rest import Inloggning
from forbund.register.views import sidor

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forbund.register.urls")),
    path("", include("forbund.diarium.urls")),
    path("", include("forbund.frister.urls")),
    path("", include("forbund.styrelse.urls")),
    path("", include("insatser.urls")),
    path("", include("beredning.urls")),
    path("", include("tillsyn.urls")),
    *(path("", include(f"{rum}.api_urls")) for rum in ("forbund.diarium", "forbund.styrelse", "insatser", "beredning")),
    path(
        "f/<slug:slug>/api/v1/schema/",
        SpectacularAPIView.as_view(authentication_classes=[Inloggning], permission_classes=[IsAuthenticated]),
        name="schema",
    ),
    path("konto/", include("allauth.account.urls")),
    path("regelverk/", sidor.regelverk, name="regelverk"),
    path("tillganglighet/", sidor.tillganglighet, name="tillganglighet"),
    path("halsa/", sidor.halsa, name="halsa"),
]

handler404 = "forbund.register.fel.finns_inte"
handler500 = "forbund.register.fel.serverfel"
