"""The demo that people meet first."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from beredning.models import Forslag
from finsam.demo import konton
from finsam.demo.kedja import vardag
from finsam.demo.ladda import ladda
from forbund.grund import audit, dates, tenancy
from forbund.grund.models import Utskick, Utskicksstatus
from forbund.register.models import Forbund, Konto, Medlem, Plats, Uppdrag
from forbund.register.states import LEDAMOTSROLLER, Roll
from forbund.styrelse.models import Protokoll, Punkt, Sammantrade
from insatser.models import Bevillning, Insats

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def laddad(django_db_setup, django_db_blocker):
    """Loaded once for the module; every test sees it and changes nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        ladda("ett-losenord-for-demon")
        yield
        transaction.set_rollback(True)


def i_forbundet(slug: str):
    return tenancy.in_flera([Forbund.objects.get(slug=slug).pk])


def test_the_demo_has_the_four_forbund_with_their_members(laddad):
    antal = {}
    for forbund in Forbund.objects.all():
        with tenancy.in_flera([forbund.pk]):
            antal[forbund.slug] = (Medlem.objects.count(), Plats.objects.count())
            roller = Counter(Uppdrag.objects.values_list("roll", flat=True))
            assert sum(roller[r] for r in LEDAMOTSROLLER) == Plats.objects.count()
            assert roller[Roll.FORBUNDSCHEF] == 1
            assert list(audit.brister()) == []
    assert antal == {"alvsbyn": (4, 4), "kalmar-lan": (15, 15), "gotland": (3, 3), "badesa": (9, 9)}


def test_the_mail_of_the_past_has_been_sent(laddad):
    lagen = {}
    for slug in ("alvsbyn", "kalmar-lan"):
        with i_forbundet(slug):
            lagen[slug] = Counter(Utskick.objects.values_list("slag", "status"))
            assert not Utskick.objects.filter(status=Utskicksstatus.VANTAR, forfaller__lt=dates.nu()).exists()
    ej_skickat = {
        slug: {nyckel: antal for nyckel, antal in lage.items() if nyckel[1] != Utskicksstatus.SKICKAT}
        for slug, lage in lagen.items()
    }
    svara, justera = "beredning.stallning_paminnelse", "styrelse.justera"  # no reminder to one who acted in time
    assert ej_skickat == {
        "alvsbyn": {(svara, "inaktuellt"): 4, (justera, "inaktuellt"): 2, (svara, "vantar"): 8},
        "kalmar-lan": {(svara, "inaktuellt"): 16, (justera, "inaktuellt"): 8, (svara, "vantar"): 4},
    }
    assert lagen["alvsbyn"]["styrelse.kallelse", "skickat"] == 9


def test_every_person_of_the_demo_can_log_in_and_has_an_address_of_ones_own(laddad):
    personer = [p for f in konton.FORBUND for p in f.personer] + [konton.GRANSKARE]
    assert Konto.objects.count() == len({p.epost for p in personer}) == len(personer)
    assert {k.email.split("@")[1] for k in Konto.objects.all()} == {"finsam.example"}
    assert all(k.check_password("ett-losenord-for-demon") for k in Konto.objects.all()[:3])


def test_alvsbyn_has_a_forslag_at_each_stage_and_a_sammantrade_to_call(laddad):
    with i_forbundet("alvsbyn"):
        stadier = Counter(Forslag.objects.values_list("status", flat=True))
        moten = list(Sammantrade.objects.order_by("start").values_list("status", flat=True))
    assert stadier == {"utkast": 1, "inlamnat": 1, "stallningstaganden": 1, "till_styrelsen": 1, "beslutat": 1}
    assert moten == ["avslutat", "utkast"]


def test_what_was_decided_and_justerat_is_an_insats_with_its_money(laddad):
    for slug, antal in {"alvsbyn": 1, "kalmar-lan": 4, "gotland": 0}.items():
        with i_forbundet(slug):
            assert Insats.objects.count() == antal
            assert Protokoll.objects.filter(justerat__isnull=False, slutlig_handling__isnull=False).count() == antal
            paragrafer = list(Punkt.objects.exclude(paragraf=None).order_by("paragraf_ar", "paragraf"))
            for ar in {p.paragraf_ar for p in paragrafer}:
                tagna = [p.paragraf for p in paragrafer if p.paragraf_ar == ar]
                assert tagna == list(range(1, len(tagna) + 1))
    with i_forbundet("alvsbyn"):
        assert [b.belopp for b in Bevillning.objects.all()] == [Decimal(860_000)]


def test_the_printed_accounts_name_everyone_who_walks_the_chain():
    text = konton.i_ord()
    assert [p.epost for p in konton.ALVSBYN.personer if p.epost not in text] == []
    assert konton.GRANSKARE.epost in text


def test_no_board_of_the_demo_meets_on_a_weekend(laddad):
    for slug in ("alvsbyn", "kalmar-lan"):
        with i_forbundet(slug):
            assert all(s.dag.weekday() < 5 for s in Sammantrade.objects.all())
    fredag, mandag = date(2026, 11, 27), date(2026, 11, 30)
    assert [vardag(d) for d in (fredag, date(2026, 11, 28), date(2026, 11, 29), mandag)] == [fredag] * 3 + [mandag]
