"""The queue keeps its promises when the bell is gone, a job fails or a worker dies."""

from datetime import timedelta

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from forbund.grund import dates, queue, tenancy
from forbund.grund.models import Jobb
from forbund.register.models import Person
from tests.factories import make_forbund, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def forbund():
    return make_forbund()


@pytest.fixture
def ringt(monkeypatch):
    """The ids that Celery was asked to run."""
    ids: list[int] = []
    monkeypatch.setattr(current_app, "send_task", lambda namn, args, **_: ids.append(args[0]))
    return ids


@pytest.fixture(autouse=True)
def prov_jobb(monkeypatch):
    korda: list[tuple[int, int]] = []

    def dop(objekt_id: int) -> None:
        korda.append((tenancy.aktivt_forbund_id(), objekt_id))
        Person.objects.filter(pk=objekt_id).update(namn="Döpt")

    def brister(objekt_id: int) -> None:
        Person.objects.filter(pk=objekt_id).update(namn="Aldrig")
        raise ValueError("gick inte")

    monkeypatch.setitem(queue._jobb, "prov.dop", dop)
    monkeypatch.setitem(queue._jobb, "prov.brister", brister)
    return korda


def lova(forbund, namn="prov.dop") -> Person:
    with tenancy.in_forbund(forbund.pk):
        person = make_person(namn="Åsa")
        queue.after_commit(namn, person.pk)
    return person


def person_namn(forbund) -> str:
    with tenancy.in_flera([forbund.pk]):
        return Person.objects.get().namn


def test_the_bell_rings_after_the_commit_and_the_job_runs_in_its_forbund(forbund, ringt, prov_jobb):
    person = lova(forbund)
    assert ringt == [Jobb.objects.get().pk]
    assert queue.kor_jobb(ringt[0]) is True
    assert prov_jobb == [(forbund.pk, person.pk)]
    assert person_namn(forbund) == "Döpt"
    assert Jobb.objects.get().klart is not None


def test_a_rolled_back_change_rings_no_bell(forbund, ringt):
    with pytest.raises(ZeroDivisionError), tenancy.in_forbund(forbund.pk):
        queue.after_commit("prov.dop", 1)
        _ = 1 / 0
    assert (ringt, Jobb.objects.count()) == ([], 0)


def test_a_job_that_is_done_or_taken_is_not_run_again(forbund, ringt, prov_jobb):
    lova(forbund)
    assert [queue.kor_jobb(ringt[0]), queue.kor_jobb(ringt[0])] == [True, False]
    assert len(prov_jobb) == 1


def test_when_the_broker_is_gone_the_change_stands_and_the_sweep_rings_later(forbund, monkeypatch):
    def dod(*args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app, "send_task", dod)
    lova(forbund)
    assert person_namn(forbund) == "Åsa"
    ids: list[int] = []
    monkeypatch.setattr(current_app, "send_task", lambda namn, args, **_: ids.append(args[0]))
    assert queue.plocka_upp_jobb() == 0
    with dates.klockan(dates.nu() + queue.VANTA):
        assert queue.plocka_upp_jobb() == 1
    assert queue.kor_jobb(ids[0]) is True
    assert person_namn(forbund) == "Döpt"


def test_a_worker_that_died_gives_the_job_back_when_its_lease_ends(forbund, ringt):
    lova(forbund)
    Jobb.objects.update(forsok=1, ledigt_fran=dates.nu() + queue.LAN)
    assert queue.kor_jobb(ringt[0]) is False
    with dates.klockan(dates.nu() + queue.LAN + timedelta(seconds=1)):
        assert queue.plocka_upp_jobb() == 1
        assert queue.kor_jobb(ringt[0]) is True
    assert person_namn(forbund) == "Döpt"


def test_a_failing_job_changes_nothing_keeps_its_reason_and_is_tried_again_with_growing_pauses(forbund, ringt):
    lova(forbund, "prov.brister")
    pauser = []
    nu = dates.nu()
    for _ in range(queue.HOGST_FORSOK):
        with dates.klockan(nu):
            assert queue.kor_jobb(ringt[0]) is False
        rad = Jobb.objects.get()
        pauser.append(round((rad.ledigt_fran - nu).total_seconds()))
        nu = rad.ledigt_fran
    assert pauser == [30 * 2**n for n in range(1, queue.HOGST_FORSOK + 1)]
    assert (rad.fel, rad.klart, person_namn(forbund)) == ("ValueError: gick inte", None, "Åsa")


def test_a_job_that_fails_again_and_again_is_tried_once_a_day_and_done_when_it_can_be(forbund, ringt, monkeypatch):
    lova(forbund, "prov.brister")
    nu = dates.nu()
    Jobb.objects.update(forsok=queue.HOGST_FORSOK, ledigt_fran=nu)
    for dygn in (1, 2, 3):
        for sekund, svar in ((-1, 0), (0, 1)):
            with dates.klockan(nu + queue.GLEST + timedelta(seconds=sekund)):
                assert queue.plocka_upp_jobb() == svar
                assert queue.kor_jobb(ringt[0]) is False
        rad = Jobb.objects.get()
        assert rad.forsok == queue.HOGST_FORSOK + dygn
        assert list(queue.uppgivna("prov.brister")) == [rad]
        nu = rad.ledigt_fran
    monkeypatch.setitem(queue._jobb, "prov.brister", lambda objekt_id: None)
    with dates.klockan(nu + queue.GLEST):
        assert queue.kor_jobb(ringt[0]) is True
    assert list(queue.uppgivna("prov.brister")) == []


def test_beat_started_twice_runs_a_job_once(forbund, ringt, prov_jobb):
    lova(forbund)
    with dates.klockan(dates.nu() + queue.VANTA):
        queue.plocka_upp_jobb()
        queue.plocka_upp_jobb()
        assert ringt == [Jobb.objects.get().pk] * 3
        assert [queue.kor_jobb(i) for i in ringt] == [True, False, False]
    assert len(prov_jobb) == 1


def test_an_unknown_job_is_refused_when_promised(forbund):
    with pytest.raises(LookupError), tenancy.in_forbund(forbund.pk):
        queue.after_commit("prov.finns_inte", 1)
