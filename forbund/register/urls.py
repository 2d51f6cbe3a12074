from django.urls import path

from forbund.register import views

app_name = "register"
urlpatterns = [
    path("", views.start, name="start"),
    path("fortsatt/", views.fortsatt, name="fortsatt"),
    path("att-gora/", views.att_gora, name="att_gora"),
    path("f/<slug:slug>/", views.oversikt, name="oversikt"),
]
