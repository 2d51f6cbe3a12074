"""What is kept until something is done in the förbund."""

from datetime import timedelta

import pytest

from forbund.grund import audit, dates, tenancy
from forbund.grund.minne import i_omfanget, tills_andring
from tests.factories import make_forbund, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("minne")]


@pytest.fixture
def forbund(db):
    return make_forbund()


@pytest.fixture
def fraga():
    """Answers 1, 2, 3 … each time it is asked."""
    svar = []

    def fraga():
        svar.append(len(svar) + 1)
        return svar[-1]

    return fraga


def i_en_begaran(forbund, fraga, namn="prov"):
    with tenancy.in_forbund(forbund.pk):
        return tills_andring(namn, fraga)


def test_an_answer_is_kept_until_something_is_done_or_the_day_is_new(forbund, fraga):
    assert [i_en_begaran(forbund, fraga) for _ in range(3)] == [1, 1, 1]
    with tenancy.in_forbund(forbund.pk):
        audit.write("prov", make_person(), by=None)
    assert i_en_begaran(forbund, fraga) == 2
    with dates.klockan(dates.idag() + timedelta(1)):
        assert i_en_begaran(forbund, fraga) == 3
    assert i_en_begaran(forbund, fraga, "annat") == 4


def test_each_forbund_has_its_own(forbund, fraga):
    assert [i_en_begaran(forbund, fraga), i_en_begaran(make_forbund(), fraga)] == [1, 2]


def test_a_request_that_has_changed_something_asks_anew_and_keeps_nothing(forbund, fraga):
    with tenancy.in_forbund(forbund.pk):
        audit.write("prov", make_person(), by=None)
        assert [tills_andring("prov", fraga), tills_andring("prov", fraga)] == [1, 2]
    assert i_en_begaran(forbund, fraga) == 3


def test_with_several_forbund_open_nothing_is_kept(forbund, fraga):
    with tenancy.in_flera([forbund.pk, make_forbund().pk]):
        assert [tills_andring("prov", fraga), tills_andring("prov", fraga)] == [1, 2]


def test_what_is_kept_is_a_copy_that_nobody_else_changes(forbund):
    with tenancy.in_forbund(forbund.pk):
        tills_andring("lista", lambda: [1]).append(2)
        assert tills_andring("lista", list) == [1]


def test_where_the_log_stands_is_asked_once_in_a_request(forbund, django_assert_num_queries):
    with tenancy.in_forbund(forbund.pk), django_assert_num_queries(1):
        assert [tills_andring(namn, int) for namn in ("a", "b", "a")] == [0, 0, 0]


def test_what_is_asked_in_the_open_scope_is_asked_once_until_something_is_changed(forbund, fraga):
    for vantade in ([1, 1], [2, 2]):
        with tenancy.in_forbund(forbund.pk):
            assert [i_omfanget("prov", fraga), i_omfanget("prov", fraga)] == vantade
    with tenancy.in_forbund(forbund.pk):
        audit.write("prov", make_person(), by=None)
        assert [i_omfanget("prov", fraga), i_omfanget("prov", fraga)] == [3, 4]
