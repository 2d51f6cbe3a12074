"""Addresses of the board's room, one module for each subject."""

from django.urls import URLPattern

app_name = "styrelse"
urlpatterns: list[URLPattern] = []
