from django.urls import path

from beredning import api

app_name = "beredning_api"
urlpatterns = [
    path("f/<slug:slug>/api/v1/forslag/", api.ForslagLista.as_view(), name="forslag_lista"),
    path("f/<slug:slug>/api/v1/forslag/<int:pk>/", api.ForslagVy.as_view(), name="forslag"),
    path(
        "f/<slug:slug>/api/v1/forslag/<int:pk>/stallningstaganden/",
        api.Stallningstaganden.as_view(),
        name="stallningstaganden",
    ),
    path("f/<slug:slug>/api/v1/stallningstaganden/<int:pk>/svar/", api.StallningVy.as_view(), name="svara"),
]
