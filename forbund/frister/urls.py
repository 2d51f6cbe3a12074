from django.urls import path

from forbund.frister import views

app_name = "frister"
urlpatterns = [
    path("f/<slug:slug>/utkorg/", views.utkorg, name="utkorg"),
    path("f/<slug:slug>/utkorg/<int:pk>/skicka-igen/", views.skicka_igen, name="skicka_igen"),
]
