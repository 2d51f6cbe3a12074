import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forbund.grund import dates
from tests import orakel


@pytest.mark.parametrize(
    ("dag", "sista"),
    [
        ("2026-11-26", "2026-11-26"),
        ("2026-11-22", "2026-11-23"),
        ("2026-12-15", "2026-12-15"),
        ("2026-12-24", "2026-12-28"),
        ("2026-12-25", "2026-12-28"),
        ("2026-12-31", "2027-01-04"),
        ("2026-06-19", "2026-06-22"),
        ("2026-11-30", "2026-11-30"),
        ("2025-11-30", "2025-12-01"),
        ("2027-03-31", "2027-03-31"),
        ("2029-03-31", "2029-04-03"),
        ("2026-06-18", "2026-06-18"),
        ("2026-12-23", "2026-12-23"),
    ],
)
def test_limit_moves_past_days_off(dag, sista):
    assert dates.limit(date.fromisoformat(dag)) == date.fromisoformat(sista)


@given(st.dates(min_value=date(2005, 1, 1), max_value=date(2099, 12, 20)))
def test_limit_agrees_with_a_calendar_made_by_hand(dag):
    assert dates.limit(dag) == orakel.sista_dag(dag)


def test_the_days_off_agree_with_a_calendar_made_by_hand():
    for ar in range(2018, 2041):
        alla = (date(ar, 1, 1) + timedelta(days=n) for n in range(365))
        vardagar = [d for d in alla if d.isoweekday() < 6]
        lediga = {d for d in vardagar if not dates.ar_helgfri_vardag(d)}
        assert lediga == {d for d in orakel.helgdagar(ar) if d.isoweekday() < 6 and d in vardagar}


def test_the_clock_is_swedish_and_aware():
    fore = datetime.now(UTC)
    nu = dates.nu()
    assert fore <= nu <= datetime.now(UTC)
    assert nu.tzinfo is dates.STOCKHOLM


def test_the_clock_can_be_set_nested_and_is_restored():
    with dates.klockan(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) as stalld:
        assert dates.nu() == stalld
        assert dates.idag() == date(2027, 1, 1)
        with dates.klockan(date(2026, 11, 12)):
            assert dates.nu() == datetime(2026, 11, 12, 9, tzinfo=dates.STOCKHOLM)
        assert dates.nu() == stalld
    assert abs(dates.nu() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_clock_is_restored_after_a_fault():
    with pytest.raises(LookupError), dates.klockan(date(1999, 1, 1)):
        raise LookupError
    assert abs(dates.nu() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_clock_without_zone_is_refused():
    naiv = datetime(2026, 1, 1, 9)  # noqa: DTZ001 - a naive moment is what is refused
    with pytest.raises(ValueError, match="tidszon"), dates.klockan(naiv):
        pass


def test_another_thread_sees_the_set_clock():
    sett = []
    with dates.klockan(date(2026, 11, 12)):
        trad = threading.Thread(target=lambda: sett.append(dates.idag()))
        trad.start()
        trad.join()
    assert sett == [date(2026, 11, 12)]


def test_days_and_moments_read_in_swedish():
    sommar = datetime(2026, 6, 5, 7, 5, tzinfo=UTC)
    vinter = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
    assert dates.visa_dag(date(2026, 12, 12)) == "12 december 2026"
    assert dates.visa_veckodag(date(2026, 11, 27)) == "fredag 27 november"
    assert dates.visa_veckodag_ar(date(2026, 3, 1)) == "söndag 1 mars 2026"
    assert dates.visa_kort_dag(date(2026, 11, 17)) == "Tis 17 nov"
    assert (dates.visa_antal_dagar(1), dates.visa_antal_dagar(6)) == ("1 dag", "6 dagar")
    assert dates.visa_klockslag(sommar) == "kl. 09.05"
    assert dates.visa_klockslag(vinter) == "kl. 09.00"
    assert dates.visa_stund(vinter) == "27 november 2026 kl. 09.00"
    assert dates.visa_veckodag_stund(vinter) == "fredag 27 november 2026 kl. 09.00"
    assert dates.visa_period(date(2026, 4, 1), date(2030, 3, 31)) == "1 april 2026\u201331 mars 2030"
    assert dates.visa_period(date(2026, 4, 1), None) == "från 1 april 2026"


def test_a_local_time_becomes_a_moment_in_summer_and_winter():
    assert dates.lokal(date(2026, 6, 5), time(9)) == datetime(2026, 6, 5, 7, tzinfo=UTC)
    assert dates.lokal(date(2026, 11, 27), time(9)) == datetime(2026, 11, 27, 8, tzinfo=UTC)


def test_the_swedish_day_of_a_moment_near_midnight():
    assert dates.svensk_dag(datetime(2026, 6, 5, 21, 59, tzinfo=UTC)) == date(2026, 6, 5)
    assert dates.svensk_dag(datetime(2026, 6, 5, 22, 0, tzinfo=UTC)) == date(2026, 6, 6)


def test_a_dated_value_is_the_one_in_force_that_day():
    dagar = dates.Daterad([(date(2020, 1, 1), 10), (date(2018, 1, 1), 14)])
    assert dagar.vid(date(2019, 12, 31)) == 14
    assert dagar.vid(date(2020, 1, 1)) == 10
    with pytest.raises(LookupError, match="Inget värde gäller den 31 december 2017"):
        dagar.vid(date(2017, 12, 31))


def test_a_limit_has_passed_only_the_day_after():
    sista = date(2026, 11, 26)
    lagen = [dates.frist(sista, date(2026, 11, dag)) for dag in (25, 26, 27)]
    assert [(lage.kvar, lage.passerad) for lage in lagen] == [(1, False), (0, False), (-1, True)]
