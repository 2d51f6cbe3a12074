"""The live sammanträde: one page, and one address for each act."""

from django.urls import path

from forbund.styrelse.urls.dagordning import ETT
from forbund.styrelse.views import mote_akter, mote_sida

MOTE = ETT + "mote/"

urlpatterns = [
    path(MOTE, mote_sida.mote, name="mote"),
    path(MOTE + "<slug:akt>/", mote_akter.gor, name="mote_akt"),
    path(MOTE + "<slug:akt>/<int:objekt>/", mote_akter.gor, name="mote_akt_objekt"),
]
