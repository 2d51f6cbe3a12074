"""To open, pause and end a sammanträde, to take up and leave points, and who leads."""

from datetime import datetime

import pytest

from forbund.grund.dates import STOCKHOLM
from forbund.grund.errors import Regelbrott, SaknarRatt, Upptaget
from forbund.styrelse.actions import narvaro, omrostning, oppnande, ordforande, proposition, punkt, yrkande
from forbund.styrelse.models import Narvaro, Sammantrade
from forbund.styrelse.states import Punktslag, Punktstatus, Sammantradesstatus
from tests.styrelse.fabrik_mote import (
    make_beslut_genom_acklamation,
    make_kallat,
    make_omrostning_oppen,
    make_oppen_punkt,
    make_oppnat,
)
from tests.styrelse.steg import avsluta, forsta


def test_to_open_notes_the_one_who_opens_and_closes_the_opening_point(styrelse):
    sammantrade = make_kallat(styrelse, formalia=True)
    oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    sammantrade.refresh_from_db()
    assert sammantrade.status == Sammantradesstatus.PAGAR
    assert Narvaro.objects.get().uppdrag_id == styrelse["ordforande"]
    oppningspunkt = sammantrade.punkter.get(slag=Punktslag.OPPNANDE)
    assert (oppningspunkt.paragraf, oppningspunkt.status) == (1, Punktstatus.BESLUTAD)
    assert oppningspunkt.notering.startswith("Ordforande Prov förklarar sammanträdet öppnat kl. ")


@pytest.mark.regel("R98", sida="forsta_vagrade")
def test_the_vice_does_not_open_when_the_ordforande_is_there(styrelse):
    sammantrade = make_kallat(styrelse)
    narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse["ordforande"], by=styrelse.sekreterare)
    with pytest.raises(Regelbrott) as fel:
        oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["vice"])
    assert fel.value.regel == "R98"


@pytest.mark.regel("R98", sida="sista_tillatna")
def test_the_vice_opens_when_the_ordforande_is_away(styrelse):
    sammantrade = make_kallat(styrelse)
    oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["vice"])
    assert Sammantrade.objects.get().status == Sammantradesstatus.PAGAR


def test_a_ledamot_opens_only_as_one_chosen_and_then_leads_the_points(styrelse):
    sammantrade = make_kallat(styrelse, arenden=2)
    with pytest.raises(Regelbrott):
        oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["fk"])
    oppnande.oppna_sammantrade(sammantrade.pk, vald=True, by=styrelse.konton["fk"])
    assert {p.motesordforande_id for p in sammantrade.punkter.all()} == {styrelse["fk"]}


def test_the_office_does_not_open(styrelse):
    with pytest.raises(SaknarRatt):
        oppnande.oppna_sammantrade(make_kallat(styrelse).pk, by=styrelse.sekreterare)


def test_a_sammantrade_that_is_not_called_is_not_opened(styrelse):
    sammantrade = make_kallat(styrelse)
    Sammantrade.objects.update(status=Sammantradesstatus.UTKAST)
    with pytest.raises(Upptaget):
        oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])


def test_without_a_forbundsordning_nobody_knows_the_quorum(styrelse):
    sammantrade = make_kallat(styrelse, start=datetime(2009, 5, 4, 9, tzinfo=STOCKHOLM))
    with pytest.raises(Regelbrott) as fel:
        oppnande.oppna_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    assert fel.value.lagrum == "FL 9 § 3"


@pytest.mark.parametrize("vem", ["ordforande", "e_fk"])
def test_justerare_are_others_than_the_one_who_leads_and_serve(styrelse, vem):
    sammantrade = make_oppnat(styrelse)
    with pytest.raises(Regelbrott):
        ordforande.valj_justerare(sammantrade.pk, uppdrag=[styrelse[vem]], by=styrelse.sekreterare)


def test_someone_is_chosen_when_neither_ordforande_nor_vice_can_lead(styrelse):
    sammantrade = make_oppnat(styrelse, arenden=1)
    for namn in ("ordforande", "vice"):
        narvaro.anteckna_narvaro(sammantrade.pk, uppdrag_id=styrelse[f"e_{namn}"], by=styrelse.sekreterare)
        narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse[namn], by=styrelse.sekreterare)
        narvaro.kalla_in(
            sammantrade.pk,
            ersattare_id=styrelse[f"e_{namn}"],
            for_uppdrag_id=styrelse[namn],
            by=styrelse.sekreterare,
        )
    rad = forsta(sammantrade)
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(rad.pk, by=styrelse.konton["fk"])
    assert fel.value.regel == "R98"
    ordforande.utse_motesordforande(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    assert punkt.oppna_punkt(rad.pk, by=styrelse.konton["fk"]).motesordforande_id == styrelse["fk"]


def test_nobody_is_chosen_while_the_ordforande_can_lead(styrelse):
    sammantrade = make_oppnat(styrelse)
    with pytest.raises(Regelbrott) as fel:
        ordforande.utse_motesordforande(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.sekreterare)
    assert fel.value.regel == "R98"


def test_the_sekreterare_is_named_and_may_then_note(styrelse):
    sammantrade = make_oppnat(styrelse)
    person = styrelse.uppdrag["e_vice"].person_id
    ordforande.utse_sekreterare(sammantrade.pk, person_id=person, by=styrelse.konton["ordforande"])
    narvaro.avvek(sammantrade.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["e_vice"])
    assert Narvaro.objects.get(uppdrag_id=styrelse["fk"]).till is not None


@pytest.mark.regel("R17", sida="forsta_vagrade")
@pytest.mark.parametrize("lage", ["fore", "paus", "efter"])
def test_nothing_is_decided_outside_the_sammantrade(styrelse, lage):
    sammantrade = make_kallat(styrelse) if lage == "fore" else make_oppnat(styrelse)
    if lage == "paus":
        oppnande.ajournera(sammantrade.pk, by=styrelse.konton["ordforande"])
    if lage == "efter":
        rad = forsta(sammantrade)
        punkt.oppna_punkt(rad.pk, by=styrelse.konton["ordforande"])
        make_beslut_genom_acklamation(styrelse, rad)
        avsluta(styrelse, sammantrade.pk)
    with pytest.raises(Regelbrott) as fel:
        punkt.oppna_punkt(sammantrade.punkter.get().pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R17"


@pytest.mark.regel("R17", sida="sista_tillatna")
def test_after_a_break_it_goes_on(styrelse):
    sammantrade = make_oppnat(styrelse)
    oppnande.ajournera(sammantrade.pk, by=styrelse.konton["ordforande"])
    oppnande.ateruppta(sammantrade.pk, by=styrelse.konton["ordforande"])
    assert punkt.oppna_punkt(forsta(sammantrade).pk, by=styrelse.konton["ordforande"]).status == Punktstatus.OPPEN


def test_no_break_while_an_omrostning_is_open(styrelse):
    rad = make_oppen_punkt(styrelse)
    make_omrostning_oppen(styrelse, rad)
    with pytest.raises(Upptaget):
        oppnande.ajournera(rad.sammantrade_id, by=styrelse.konton["ordforande"])


def test_it_ends_when_every_point_is_settled(styrelse):
    sammantrade = make_oppnat(styrelse, formalia=True)
    with pytest.raises(Regelbrott) as fel:
        oppnande.avsluta_sammantrade(sammantrade.pk, by=styrelse.konton["ordforande"])
    assert fel.value.regel == "R17"
    for rad in sammantrade.punkter.filter(status=Punktstatus.UPPSATT).exclude(slag=Punktslag.AVSLUTANDE):
        punkt.dra_tillbaka(rad.pk, skal_text="Hinner inte.", by=styrelse.konton["ordforande"])
    avsluta(styrelse, sammantrade.pk)
    sammantrade.refresh_from_db()
    sista = sammantrade.punkter.get(slag=Punktslag.AVSLUTANDE)
    assert (sammantrade.status, sista.status, sista.paragraf) == ("avslutat", "beslutad", 2)
    assert Narvaro.objects.filter(till=None).count() == 0


def test_it_does_not_end_in_the_middle_of_a_point(styrelse):
    rad = make_oppen_punkt(styrelse)
    with pytest.raises(Upptaget):
        oppnande.avsluta_sammantrade(rad.sammantrade_id, by=styrelse.konton["ordforande"])


def test_yrkanden_and_votes_do_not_outlive_the_sammantrade(styrelse):
    rad = make_oppen_punkt(styrelse)
    oppen = make_omrostning_oppen(styrelse, rad)
    omrostning.stang_omrostning(oppen.pk, avstar_resten=True, utslagsrost="ja", by=styrelse.konton["ordforande"])
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"])
    avsluta(styrelse, rad.sammantrade_id)
    with pytest.raises(Regelbrott):
        yrkande.yrka(rad.pk, uppdrag_id=styrelse["fk"], slag="avslag", by=styrelse.konton["fk"])
