from django.urls import path

from tillsyn import views

app_name = "tillsyn"
urlpatterns = [
    path("granskning/", views.granskning, name="granskning"),
    path("f/<slug:slug>/granskning/", views.logg, name="logg"),
]
