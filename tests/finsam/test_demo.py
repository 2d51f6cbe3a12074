"""The demo that people meet first."""

from collections import Counter

import pytest

from finsam.demo import konton
from finsam.demo.ladda import ladda
from forbund.grund import audit, tenancy
from forbund.register.models import Forbund, Konto, Medlem, Plats, Uppdrag
from forbund.register.states import LEDAMOTSROLLER, Roll

pytestmark = pytest.mark.django_db


def test_the_demo_has_the_four_forbund_with_their_members():
    ladda("ett-losenord-for-demon")
    antal = {}
    for forbund in Forbund.objects.all():
        with tenancy.in_flera([forbund.pk]):
            antal[forbund.slug] = (Medlem.objects.count(), Plats.objects.count())
            roller = Counter(Uppdrag.objects.values_list("roll", flat=True))
            assert sum(roller[r] for r in LEDAMOTSROLLER) == Plats.objects.count()
            assert roller[Roll.FORBUNDSCHEF] == 1
            assert list(audit.brister()) == []
    assert antal == {"alvsbyn": (4, 4), "kalmar-lan": (15, 15), "gotland": (3, 3), "badesa": (9, 9)}


def test_every_person_of_the_demo_can_log_in_and_has_an_address_of_ones_own():
    ladda("ett-losenord-for-demon")
    personer = [p for f in konton.FORBUND for p in f.personer] + [konton.GRANSKARE]
    assert Konto.objects.count() == len({p.epost for p in personer}) == len(personer)
    assert {k.email.split("@")[1] for k in Konto.objects.all()} == {"finsam.example"}
    assert all(k.check_password("ett-losenord-for-demon") for k in Konto.objects.all()[:3])


def test_the_printed_accounts_name_everyone_who_walks_the_chain():
    text = konton.i_ord()
    assert [p.epost for p in konton.ALVSBYN.personer if p.epost not in text] == []
    assert konton.GRANSKARE.epost in text
