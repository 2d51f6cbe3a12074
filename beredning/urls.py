from django.urls import path

from beredning.views import akter, forslag, lista, skriva

app_name = "beredning"
BAS = "f/<slug:slug>/beredning/"
urlpatterns = [
    path(BAS, lista.lista, name="lista"),
    path(f"{BAS}nytt/", lista.nytt, name="nytt"),
    path(f"{BAS}<int:pk>/", forslag.forslag, name="forslag"),
    path(f"{BAS}<int:pk>/jamfor/", forslag.jamfor, name="jamfor"),
    path(f"{BAS}<int:pk>/stallning/<int:stallning_id>/", forslag.stallning, name="stallning"),
    path(f"{BAS}<int:pk>/redigera/", skriva.redigera, name="redigera"),
    path(f"{BAS}<int:pk>/redigera/kontroll/", skriva.kontroll, name="kontroll"),
    path(f"{BAS}<int:pk>/redigera/summor/", skriva.summor, name="summor"),
    path(f"{BAS}<int:pk>/redigera/<slug:steg>/", skriva.steg, name="steg"),
    path(f"{BAS}<int:pk>/<slug:akt>/", akter.akt, name="akt"),
]
