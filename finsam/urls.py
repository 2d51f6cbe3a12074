from django.urls import URLPattern, URLResolver, include, path

from forbund.register import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("forbund.register.urls")),
    path("", include("forbund.styrelse.urls")),
    path("konto/", include("allauth.account.urls")),
    path("regelverk/", views.regelverk, name="regelverk"),
    path("halsa/", views.halsa, name="halsa"),
]

handler404 = "forbund.register.fel.finns_inte"
handler500 = "forbund.register.fel.serverfel"
