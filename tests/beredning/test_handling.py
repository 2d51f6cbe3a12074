"""What is handed in becomes a paper of its ärende, and what the board decides on another."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from beredning import actions
from beredning.models import Forslagshandling, Forslagsversion
from forbund.diarium import access as diariet
from forbund.diarium.models import Handling
from forbund.grund import dates, filer
from forbund.grund.models import Jobb
from forbund.register.states import Roll
from forbund.styrelse.arendeslag import slag_for
from tests.beredning.fabrik import make_hos_styrelsen, make_inlamnat, make_miljo
from tests.factories import make_konto_med

pytestmark = pytest.mark.django_db


@pytest.fixture
def miljo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    miljo = make_miljo()
    with miljo.oppet():
        yield miljo


def versioner(forslag) -> list[Forslagsversion]:
    return list(Forslagsversion.objects.filter(forslag=forslag).order_by("nummer"))


def text_i(handling: Handling) -> str:
    data = filer.vag(handling.sha256).read_bytes()
    return " ".join(sida.extract_text() for sida in PdfReader(BytesIO(data)).pages)


def test_freezing_promises_the_paper(miljo):
    (version,) = versioner(make_inlamnat(miljo))
    assert list(Jobb.objects.filter(namn="beredning.registrera_version").values_list("objekt_id", flat=True)) == [
        version.pk
    ]


def test_a_paper_printed_late_came_in_on_the_day_it_was_handed_in(miljo):
    forslag, idag = make_inlamnat(miljo), dates.idag()
    with dates.klockan(idag + timedelta(2)):
        actions.registrera_version(versioner(forslag)[0].pk)
    assert Handling.objects.get(arende=forslag.arende).datum == idag


def test_what_a_medlem_hands_in_is_an_inkommen_handling_and_printed_once(miljo):
    forslag = make_inlamnat(miljo)
    (version,) = versioner(forslag)
    for _ in range(2):
        actions.registrera_version(version.pk)
    handling = Handling.objects.get(arende=forslag.arende)
    assert (handling.riktning, handling.motpart, handling.rubrik, handling.nummer) == (
        "inkommen",
        str(miljo.medlemmar["kommun"]),
        "Förslag: Unga vuxna i dialog",
        1,
    )
    assert handling.fryst is not None
    text = text_i(handling)
    for del_ in ("Unga vuxna i dialog", "Många unga saknar samordnat stöd.", "1 200 000", "Kommunen tar över."):
        assert del_.replace(" ", "") in text.replace("\u00a0", "").replace(" ", "").replace("\n", "")


def test_the_boards_paper_is_upprattad_with_the_stances_and_follows_the_point(miljo):
    forslag = make_hos_styrelsen(miljo)
    kind = slag_for(forslag.arende)
    assert kind.underlag(forslag.arende).handling_ids == ()
    for version in versioner(forslag):
        actions.registrera_version(version.pk)
    handling = Handling.objects.get(arende=forslag.arende, riktning="upprattad")
    assert (handling.rubrik, handling.motpart) == ("Berett förslag: Unga vuxna i dialog", "")
    assert "Parternas ställningstaganden" in text_i(handling)
    assert kind.underlag(forslag.arende).handling_ids == (handling.pk,)


def test_the_paper_is_for_the_office_the_board_and_those_who_audit(miljo):
    forslag = make_inlamnat(miljo)
    actions.registrera_version(versioner(forslag)[0].pk)
    papper = Forslagshandling.objects.get().handling

    def ser(konto) -> bool:
        return diariet.synliga_for(konto).filter(pk=papper.pk).exists()

    roller = (Roll.FORBUNDSCHEF, Roll.LEDAMOT, Roll.REVISOR, Roll.GRANSKARE)
    assert [ser(make_konto_med(miljo.forbund, roll)) for roll in roller] == [True] * 4
    assert ser(miljo.foretradare["kommun"])
    assert [ser(miljo.foretradare[namn]) for namn in ("fk", "af", "region")] == [False] * 3
