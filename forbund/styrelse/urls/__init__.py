"""Addresses of the board's room, one module for each subject."""

from forbund.styrelse.urls import dagordning, mote, protokoll

app_name = "styrelse"
urlpatterns = [*dagordning.urlpatterns, *mote.urlpatterns, *protokoll.urlpatterns]
