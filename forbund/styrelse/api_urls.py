from django.urls import path

from forbund.styrelse import api

app_name = "styrelse_api"
urlpatterns = [
    path("f/<slug:slug>/api/v1/sammantraden/", api.Sammantraden.as_view(), name="sammantraden"),
    path("f/<slug:slug>/api/v1/sammantraden/<int:pk>/", api.SammantradeVy.as_view(), name="sammantrade"),
]
