"""The protokoll of a sammanträde, its justering and utdrag."""

from django.urls import path

from forbund.styrelse.urls.dagordning import ETT
from forbund.styrelse.views import justering, protokoll, reservation

PROTOKOLL = ETT + "protokoll/"
PARAGRAF = PROTOKOLL + "<int:punkt_id>/"

urlpatterns = [
    path(PROTOKOLL, protokoll.visa, name="protokoll"),
    path(PROTOKOLL + "sand-ut/", protokoll.sand_ut, name="protokoll_sand_ut"),
    path(PROTOKOLL + "ta-tillbaka/", protokoll.ta_tillbaka, name="protokoll_ta_tillbaka"),
    path(PROTOKOLL + "justera/", justering.justera, name="protokoll_justera"),
    path(PROTOKOLL + "justera-pa-papper/<int:uppdrag_id>/", justering.pa_papper, name="protokoll_pa_papper"),
    path(PROTOKOLL + "reservation/<int:reservation_id>/", reservation.motivera, name="reservation_motivera"),
    path(PARAGRAF + "text/", protokoll.text, name="protokoll_text"),
    path(PARAGRAF + "aterlamna/", justering.aterlamna, name="protokoll_aterlamna"),
    path(PARAGRAF + "rattelse/", protokoll.rattelse, name="protokoll_rattelse"),
    path(PARAGRAF + "utdrag/", protokoll.utdrag, name="protokoll_utdrag"),
]
