from django.urls import URLPattern, URLResolver, include, path

from forbund.register.views import sidor

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forbund.register.urls")),
    path("", include("forbund.diarium.urls")),
    path("", include("forbund.frister.urls")),
    path("", include("forbund.styrelse.urls")),
    path("konto/", include("allauth.account.urls")),
    path("regelverk/", sidor.regelverk, name="regelverk"),
    path("halsa/", sidor.halsa, name="halsa"),
]

handler404 = "forbund.register.fel.finns_inte"
handler500 = "forbund.register.fel.serverfel"
