"""Two people at once, in real transactions."""

import threading

import pytest
from django.db import connection

from beredning import actions
from beredning.models import Forslag, Stallningstagande
from forbund.grund.errors import Upptaget
from forbund.register.states import Roll
from tests.beredning.fabrik import make_fragat, make_miljo, make_utkast
from tests.factories import make_konto_med

pytestmark = pytest.mark.django_db(transaction=True)


def samtidigt(miljo, *arbeten) -> list[str]:
    """Run each in its own thread, connection and transaction, released together."""
    start, utfall = threading.Barrier(len(arbeten)), []

    def kor(arbete) -> None:
        try:
            with miljo.oppet():
                start.wait(10)
                arbete()
            utfall.append("klart")
        except Upptaget:
            utfall.append("upptaget")
        finally:
            connection.close()

    tradar = [threading.Thread(target=kor, args=(a,)) for a in arbeten]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(20)
    return sorted(utfall)


def test_of_two_answers_for_one_medlem_one_stands():
    miljo = make_miljo()
    kollega = make_konto_med(miljo.forbund, Roll.PARTSFORETRADARE, medlem=miljo.medlemmar["fk"])
    with miljo.oppet():
        forslag = make_fragat(miljo)
        rad = Stallningstagande.objects.get(forslag=forslag, medlem=miljo.medlemmar["fk"])

    def svara(by, text):
        return lambda: actions.svara(rad.pk, by=by, svar="tillstyrker", text=text, version=1)

    assert samtidigt(miljo, svara(miljo.foretradare["fk"], "A"), svara(kollega, "B")) == ["klart", "upptaget"]
    with miljo.oppet():
        assert Stallningstagande.objects.get(pk=rad.pk).version == 2


def test_two_hand_in_the_same_draft_once():
    miljo = make_miljo()
    with miljo.oppet():
        forslag = make_utkast(miljo)

    def lamna_in():
        actions.lamna_in(forslag.pk, by=miljo.foretradare["kommun"], skal={})

    assert samtidigt(miljo, lamna_in, lamna_in) == ["klart", "upptaget"]
    with miljo.oppet():
        assert Forslag.objects.get(pk=forslag.pk).versioner.count() == 1
