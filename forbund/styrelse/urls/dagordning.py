"""Sammanträden, föredragningslista and kallelse."""

from django.urls import path

from forbund.styrelse.views import dagordning, kallelse, punkt, sammantrade

BAS = "f/<slug:slug>/sammantraden/"
ETT = BAS + "<int:pk>/"
PUNKT = ETT + "punkter/<int:punkt_id>/"

urlpatterns = [
    path(BAS, sammantrade.lista, name="sammantraden"),
    path(BAS + "nytt/", sammantrade.nytt, name="sammantrade_nytt"),
    path(ETT, sammantrade.visa, name="sammantrade"),
    path(ETT + "andra/", sammantrade.andra, name="sammantrade_andra"),
    path(ETT + "stall-in/", sammantrade.stall_in, name="sammantrade_stall_in"),
    path(ETT + "vack-arende/", punkt.vack, name="vack_arende"),
    path(ETT + "lista/", dagordning.lista, name="foredragningslista"),
    path(ETT + "lista/ordna/", dagordning.ordna, name="ordna"),
    path(ETT + "lista/lagg-till/", dagordning.lagg_till, name="lagg_till_arende"),
    path(ETT + "lista/nytt-arende/", dagordning.nytt_arende, name="nytt_ovrigt_arende"),
    path(ETT + "lista/ny-punkt/", dagordning.ny_punkt, name="ny_punkt"),
    path(PUNKT, punkt.redigera, name="punkt"),
    path(PUNKT + "upp/", dagordning.upp, name="punkt_upp"),
    path(PUNKT + "ned/", dagordning.ned, name="punkt_ned"),
    path(PUNKT + "ta-bort/", punkt.ta_bort, name="punkt_ta_bort"),
    path(PUNKT + "hamta-underlag/", punkt.hamta_underlag, name="punkt_hamta_underlag"),
    path(ETT + "kallelse/", kallelse.forhandsgranska, name="kallelse"),
    path(ETT + "kallelse/utkast.pdf", kallelse.utkast_pdf, name="kallelse_pdf"),
    path(ETT + "kallelse/publicera/", kallelse.publicera, name="kallelse_publicera"),
]
