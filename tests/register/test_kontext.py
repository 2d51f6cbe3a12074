"""The frame: the count of Att göra is true, and not counted again for nothing."""

from datetime import timedelta

import pytest

from forbund.grund import audit, dates, tenancy, web
from forbund.register.kontext import antal_att_gora
from forbund.register.middleware import Tilltrade
from forbund.register.states import Roll
from tests.factories import make_forbund, make_konto_med, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("minne")]


@pytest.fixture
def forbund(db):
    return make_forbund()


@pytest.fixture
def raknade(monkeypatch):
    """The konton that were counted, by a provider with one task each time it is asked."""
    raknade = []

    def leverantor(konto, idag):
        raknade.append(konto.pk)
        return [web.Uppgift("Läs handlingen", "/", "Läs")] * len(raknade)

    register = web.Register()
    register(leverantor)
    monkeypatch.setattr(web, "att_gora", register)
    return raknade


def antal(rf, konto, forbund):
    request = rf.get("/")
    request.tilltrade = Tilltrade(forbund.pk, forbund.slug, forbund.kortnamn, True)
    with tenancy.in_forbund(forbund.pk):
        return antal_att_gora(request, konto)


def test_counted_once_until_something_is_done_in_the_forbund_or_the_day_is_new(rf, forbund, raknade):
    konto, annan = make_konto_med(forbund, Roll.LEDAMOT), make_konto_med(forbund, Roll.LEDAMOT)
    assert [antal(rf, konto, forbund), antal(rf, konto, forbund)] == [1, 1]
    assert antal(rf, annan, forbund) == 2
    with tenancy.in_forbund(forbund.pk):
        audit.write("prov", make_person(), by=annan)
    assert [antal(rf, konto, forbund), antal(rf, konto, forbund)] == [3, 3]
    with tenancy.in_forbund(forbund.pk):
        audit.write(audit.LASNING, forbund, by=annan)  # what auditors read changes nothing
    assert antal(rf, konto, forbund) == 3
    with dates.klockan(dates.idag() + timedelta(1)):
        assert antal(rf, konto, forbund) == 4
    assert raknade == [konto.pk, annan.pk, konto.pk, konto.pk]


def test_two_forbund_with_empty_logs_are_counted_apart(rf, forbund, raknade):
    konto = make_konto_med(forbund, Roll.LEDAMOT)
    annat = make_forbund()
    assert [antal(rf, konto, forbund), antal(rf, konto, annat)] == [1, 2]


def test_what_the_page_already_fetched_is_not_asked_for_again(rf, forbund, raknade):
    konto = make_konto_med(forbund, Roll.LEDAMOT)
    request = rf.get("/")
    request.tilltrade = Tilltrade(forbund.pk, forbund.slug, forbund.kortnamn, True)
    request.att_gora = [web.Uppgift("Läs handlingen", "/", "Läs")] * 7
    with tenancy.in_forbund(forbund.pk):
        assert antal_att_gora(request, konto) == 7
    assert antal_att_gora(request, konto) == 0  # an answer outside the förbund, such as a refusal
    assert raknade == []
