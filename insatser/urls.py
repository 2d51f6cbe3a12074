from django.urls import path

from insatser import views

app_name = "insatser"
urlpatterns = [
    path("f/<slug:slug>/insatser/", views.lista, name="lista"),
    path("f/<slug:slug>/insatser/<int:pk>/", views.insats, name="insats"),
]
