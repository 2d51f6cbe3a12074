from django.urls import path

from forbund.diarium import views

app_name = "diarium"
urlpatterns = [
    path("f/<slug:slug>/arenden/", views.arenden, name="arenden"),
    path("f/<slug:slug>/arenden/nytt/", views.arende_nytt, name="arende_nytt"),
    path("f/<slug:slug>/arenden/<int:pk>/", views.arende, name="arende"),
    path("f/<slug:slug>/arenden/<int:pk>/handlingar/", views.handling_ny, name="handling_ny"),
    path("f/<slug:slug>/arenden/<int:pk>/avsluta/", views.arende_avsluta, name="arende_avsluta"),
    path("f/<slug:slug>/arenden/<int:pk>/oppna/", views.arende_ateroppna, name="arende_ateroppna"),
    path("f/<slug:slug>/handlingar/<int:pk>/", views.handling, name="handling"),
    path("f/<slug:slug>/handlingar/<int:pk>/bedom/", views.bedom, name="bedom"),
    path("f/<slug:slug>/handlingar/<int:pk>/kontrollera/", views.kontrollera_igen, name="kontrollera_igen"),
]
