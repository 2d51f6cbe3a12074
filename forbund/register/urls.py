from django.urls import path

from forbund.register.views import nycklar, sidor

app_name = "register"
urlpatterns = [
    path("", sidor.start, name="start"),
    path("fortsatt/", sidor.fortsatt, name="fortsatt"),
    path("konto/api-nycklar/", nycklar.nycklar, name="nycklar"),
    path("konto/api-nycklar/ny/", nycklar.ny_nyckel, name="ny_nyckel"),
    path("konto/api-nycklar/<int:pk>/aterkalla/", nycklar.aterkalla_nyckel, name="aterkalla_nyckel"),
    path("att-gora/", sidor.att_gora, name="att_gora"),
    path("f/<slug:slug>/", sidor.oversikt, name="oversikt"),
    path("f/<slug:slug>/sok/", sidor.sok, name="sok"),
]
