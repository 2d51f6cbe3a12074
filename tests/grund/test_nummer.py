"""Numbers without gaps, also when twenty want one at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from forbund.grund import nummer, tenancy
from tests.factories import make_forbund

pytestmark = pytest.mark.django_db(transaction=True)


def test_series_and_years_count_apart():
    forbund, annat = make_forbund(), make_forbund()
    with tenancy.in_forbund(forbund.pk):
        tagna = [
            nummer.nasta("dnr", 2026),
            nummer.nasta("dnr", 2026),
            nummer.nasta("dnr", 2027),
            nummer.nasta("§", 2026),
        ]
    with tenancy.in_forbund(annat.pk):
        tagna.append(nummer.nasta("dnr", 2026))
    assert tagna == [1, 2, 1, 1, 1]


def test_a_rolled_back_number_is_taken_again():
    forbund = make_forbund()
    with pytest.raises(ZeroDivisionError), tenancy.in_forbund(forbund.pk):
        assert nummer.nasta("dnr", 2026) == 1
        _ = 1 / 0
    with tenancy.in_forbund(forbund.pk):
        assert nummer.nasta("dnr", 2026) == 1


def test_twenty_threads_leave_no_gap():
    forbund = make_forbund()

    def ta(varv: int) -> int | None:
        try:
            with tenancy.in_forbund(forbund.pk):
                tagen = nummer.nasta("§", 2026)
                if varv % 5 == 0:
                    raise RuntimeError
                return tagen
        except RuntimeError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as trad:
        tagna = [n for n in trad.map(ta, range(60)) if n is not None]
    assert sorted(tagna) == list(range(1, 49))
