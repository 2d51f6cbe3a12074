"""What the board asks of many förslag costs as much as of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forbund.styrelse.arendeslag import laget_for, underlag_for
from tests.beredning.fabrik import make_hos_styrelsen, make_miljo

pytestmark = pytest.mark.django_db


def test_laget_and_underlagen_cost_the_same_for_one_and_for_six():
    miljo = make_miljo()
    antal = {}
    with miljo.oppet():
        arenden = [make_hos_styrelsen(miljo).arende for _ in range(6)]
        for fler in (1, 6):
            with CaptureQueriesContext(
                connection,
            ) as fragor:
                laget, underlag = laget_for(arenden[:fler]), underlag_for(arenden[:fler])
            antal[fler] = len(fragor)
            assert [laget[a.pk].hinder for a in arenden[:fler]] == [()] * fler
            assert all(underlag[a.pk].belopp for a in arenden[:fler])
    assert antal == {1: 5, 6: 5}
