from django.contrib.auth.views import LoginView
from django.urls import path

from finsam.matning.bar import views

urlpatterns = [
    path("", views.arenden),
    path("konto/login/", LoginView.as_view(template_name="bar/login.html"), name="login"),
]
