from django.urls import path

from insatser import api

app_name = "insatser_api"
urlpatterns = [
    path("f/<slug:slug>/api/v1/insatser/", api.Insatser.as_view(), name="insatser"),
    path("f/<slug:slug>/api/v1/insatser/<int:pk>/", api.InsatsVy.as_view(), name="insats"),
]
