from django.urls import path

from forbund.diarium import api

app_name = "diarium_api"
urlpatterns = [
    path("f/<slug:slug>/api/v1/arenden/", api.Arenden.as_view(), name="arenden"),
    path("f/<slug:slug>/api/v1/arenden/<int:pk>/", api.ArendeVy.as_view(), name="arende"),
    path("f/<slug:slug>/api/v1/arenden/<int:pk>/handlingar/", api.Handlingar.as_view(), name="handlingar"),
]
