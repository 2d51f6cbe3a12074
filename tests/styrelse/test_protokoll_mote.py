"""A sammanträde held through its own actions becomes a protokoll that lacks nothing, and that seals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest

from forbund.grund import dates
from forbund.styrelse.actions import (
    jav,
    justering,
    narvaro,
    omrostning,
    oppnande,
    ordforande,
    proposition,
    protokoll,
    punkt,
    reservation,
    yrkande,
)
from forbund.styrelse.models import Beslut, Punkt
from forbund.styrelse.pdf.protokollsblad import Narvarande, Paragraf, fran_json
from tests.styrelse import fabrik_mote

DAG = date(2026, 11, 27)


@contextmanager
def klockan(styrelse, text: str) -> Iterator[None]:
    with dates.klockan(dates.lokal(DAG, time.fromisoformat(text))), styrelse.oppet():
        yield


@pytest.fixture
def hallet(transactional_db):
    """Jäv in the first ärende and an omröstning in the second; fk leaves between them; e_fk is there from the start."""
    with dates.klockan(dates.lokal(DAG, time(8, 30))):
        styrelse = fabrik_mote.make_styrelse()
        with styrelse.oppet():
            mote = fabrik_mote.make_kallat(styrelse, arenden=2, formalia=True)
            punkter = {p.rubrik: p.pk for p in mote.punkter.all()}
    led, sekr = styrelse.konton["ordforande"], styrelse.sekreterare
    with klockan(styrelse, "09:00"):
        oppnande.oppna_sammantrade(mote.pk, by=led)
    with klockan(styrelse, "09:02"):
        punkt.oppna_punkt(punkter["Upprop och tjänstgörande ersättare"], by=led)
        inne = [styrelse[n] for n in (*styrelse.ledamoter, "e_fk")]
        narvaro.upprop(mote.pk, narvarande=inne, by=sekr)
        punkt.avsluta_formalia(punkter["Upprop och tjänstgörande ersättare"], by=led)
    with klockan(styrelse, "09:05"):
        punkt.oppna_punkt(punkter["Val av justerare, tid och plats för justering"], by=led)
        ordforande.valj_justerare(mote.pk, uppdrag=[styrelse["vice"], styrelse["af"]], by=sekr)
        punkt.avsluta_formalia(punkter["Val av justerare, tid och plats för justering"], by=led)
    with klockan(styrelse, "09:07"):
        punkt.oppna_punkt(punkter["Fråga om jäv"], by=led)
        jav.anmal_jav(punkter["Insats 1"], uppdrag_id=styrelse["fk"], grund="1", by=styrelse.konton["fk"])
        punkt.avsluta_formalia(punkter["Fråga om jäv"], by=led)
    with klockan(styrelse, "09:10"):
        punkt.oppna_punkt(punkter["Insats 1"], by=led)
    with klockan(styrelse, "09:20"):
        fabrik_mote.make_beslut_genom_acklamation(styrelse, Punkt.objects.get(pk=punkter["Insats 1"]))
    with klockan(styrelse, "09:21"):
        narvaro.avvek(mote.pk, uppdrag_id=styrelse["fk"], by=styrelse.konton["fk"])
    with klockan(styrelse, "09:22"):
        punkt.oppna_punkt(punkter["Insats 2"], by=led)
        narvaro.kalla_in(mote.pk, ersattare_id=styrelse["e_fk"], for_uppdrag_id=styrelse["fk"], by=sekr)
        yrkande.yrka(punkter["Insats 2"], uppdrag_id=styrelse["af"], slag="avslag", by=styrelse.konton["af"])
    with klockan(styrelse, "09:40"):
        rostning = fabrik_mote.make_omrostning_oppen(
            styrelse, Punkt.objects.get(pk=punkter["Insats 2"]), begard_av="af"
        )
        fabrik_mote.rosta_alla(styrelse, rostning.pk, ordforande="ja", vice="nej", af="nej", e_fk="ja")
        omrostning.stang_omrostning(rostning.pk, by=led)
        proposition.klubba(punkter["Insats 2"], by=led)
        beslut = Beslut.objects.get(punkt=punkter["Insats 2"])
        reservation.anmal_reservation(beslut.pk, uppdrag_id=styrelse["af"], by=styrelse.konton["af"])
    with klockan(styrelse, "09:45"):
        oppnande.avsluta_sammantrade(mote.pk, by=led)
    return styrelse, mote


def utsant(styrelse, mote):
    with dates.klockan(dates.lokal(DAG + timedelta(days=3), time(9))), styrelse.oppet():
        return protokoll.rendera_utsant(protokoll.sand_ut(mote.pk, by=styrelse.sekreterare).pk)


def test_the_sammantrade_writes_its_protokoll(hallet):
    styrelse, mote = hallet
    with styrelse.oppet():
        medlem = {namn: str(m) for namn, m in styrelse.medlemmar.items()}
    blad = fran_json(utsant(styrelse, mote).fakta["blad"])
    assert (blad.tid, blad.spann) == ("fredag 27 november 2026 kl. 09.00–09.45", "§§\u00a01–7")
    assert blad.beslutande == (
        Narvarande("Ordforande Prov", "ordförande", medlem["ordforande"]),
        Narvarande("Vice Prov", "vice ordförande", medlem["vice"]),
        *sorted(
            (
                Narvarande("Af Prov", "ledamot", medlem["af"]),
                Narvarande("Fk Prov", "ledamot", medlem["fk"], "§§\u00a01–4"),
            ),
            key=lambda rad: rad.medlem,
        ),
        Narvarande("E_fk Prov", "ersättare för Fk Prov", medlem["fk"], "§§\u00a05–7"),
    )
    ett, tva = (p for p in blad.paragrafer if p.ar_arende)
    _forsta(ett, medlem)
    _andra(tva, medlem)
    assert [p.text for p in blad.paragrafer if not p.ar_arende] == [
        "Ordforande Prov förklarar sammanträdet öppnat kl. 09.00.",
        "Upprop förrättas. 4 av 4 platser är fyllda.",
        "Till att justera protokollet tillsammans med ordföranden väljs Vice Prov och Af Prov.",
        "Frågan om jäv ställs för hela föredragningslistan. Jäv anmäls av Fk Prov (”Insats 1”).",
        "Ordforande Prov förklarar sammanträdet avslutat.",
    ]
    assert all(p.automatisk == () for p in blad.paragrafer)


def _forsta(p: Paragraf, medlem: dict[str, str]) -> None:
    assert p.jav == (
        f"Fk Prov ({medlem['fk']}) anmäler jäv: saken angår ledamoten själv eller någon närstående "
        "(6 kap. 28 § 1 kommunallagen).",
        "Fk Prov deltar inte i ärendet och är inte närvarande när det behandlas.",
        f"E_fk Prov ({medlem['fk']}) tjänstgör för Fk Prov.",
    )
    assert p.beslutsgang == ("Ordforande Prov frågar om förslaget antas och finner att styrelsen bifaller förslaget.",)
    assert p.beslut.deltar == "I beslutet deltar Af Prov, E_fk Prov, Ordforande Prov, Vice Prov."
    assert (p.beslut.belopp[0].finansiering, p.yrkanden) == ("medlemsbidrag 2027", ())
    assert p.justeras_av == ("Ordforande Prov", "Af Prov", "Vice Prov")


def _andra(p: Paragraf, medlem: dict[str, str]) -> None:
    assert p.narvaro == (
        f"Fk Prov ({medlem['fk']}) lämnar sammanträdet kl. 09.21.",
        f"E_fk Prov ({medlem['fk']}) tjänstgör för Fk Prov.",
    )
    assert p.beslutsgang == (
        "Ordforande Prov lägger fram förslagen till beslut i denna ordning: 1) förslaget på föredragningslistan; "
        "2) Af Provs yrkande om avslag.",
        "Ordforande Prov ställer förslagen mot varandra. Omröstning begärs av Af Prov.",
    )
    [rostning] = p.omrostningar
    assert (rostning.rostetal, rostning.utfall) == (
        "2 ja, 2 nej, 0 avstår",
        "Utfallet blir ja: bifalla förslaget, genom Ordforande Provs utslagsröst (5 kap. 56 § kommunallagen).",
    )
    assert [r.vem for r in p.reservationer] == [f"Af Prov ({medlem['af']}) reserverar sig mot beslutet."]


def test_and_it_is_sealed_by_those_who_led_and_were_chosen(hallet):
    styrelse, mote = hallet
    rad = utsant(styrelse, mote)
    with dates.klockan(dates.lokal(DAG + timedelta(days=4), time(9))), styrelse.oppet():
        for namn in ("ordforande", "vice", "af"):
            kvar = justering.justeringslage(rad).kvar_for([styrelse.uppdrag[namn].person_id])
            rad = justering.justera(rad.pk, punkter=kvar, sha256=rad.sha256, by=styrelse.konton[namn], skal={})
        assert rad.status == "justerat"
        assert [b.verkan_kord for b in Beslut.objects.all()] == [rad.justerat] * 2
