"""The protokoll writes itself out of what was recorded (KL 5 kap. 66–67 §§)."""

from datetime import timedelta

import pytest

from forbund.grund import dates, tenancy
from forbund.styrelse.models import Kallelse, Tjanstgoring
from forbund.styrelse.pdf import protokollsblad, protokollstext
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.pdf.protokollsblad import Belopp, Narvarande, Reservation
from forbund.styrelse.queries import protokoll as queries
from forbund.styrelse.rules.protokoll import saknas_i_protokoll
from tests.factories import make_forbund, make_konto
from tests.styrelse import fabrik, fabrik_protokoll

DAG = dates.lokal(dates.date(2026, 11, 27), dates.time(14))


@pytest.fixture(autouse=True)
def klockan():
    with dates.klockan(DAG):
        yield


@pytest.fixture
def mote(db):
    with tenancy.in_forbund(make_forbund(namn="Consensus Älvsbyn").pk):
        yield fabrik_protokoll.make_fullt_mote(arenden=0, for_dagar_sedan=0)


@pytest.fixture
def tomt(db):
    with tenancy.in_forbund(make_forbund().pk):
        yield fabrik_protokoll.make_mote(for_dagar_sedan=0)


def underlag(mote) -> queries.Underlag:
    return queries.underlag_for_protokoll(queries.sammantraden_for_protokoll().get(pk=mote.sammantrade.pk))


def skriv(mote) -> protokollsblad.Blad:
    return protokollstext.skriv(underlag(mote))


def sista(mote) -> protokollsblad.Paragraf:
    return skriv(mote).paragrafer[-1]


def test_head_says_where_when_and_who(mote):
    blad = skriv(mote)
    assert (blad.forbund, blad.plats, blad.dag) == ("Consensus Älvsbyn", "Kommunhuset i Älvsbyn", "27 november 2026")
    assert blad.tid == "fredag 27 november 2026 kl. 09.02–09.37"
    assert (blad.ordforande, blad.sekreterare) == ("Anna Berg", "Sara Tall")
    assert (blad.justerare, blad.justeras_senast) == (("Bo Ek", "Cecilia Fors"), "fredag 11 december 2026")
    assert blad.spann == "§§\u00a036–42"
    assert blad.beslutande == (
        Narvarande("Anna Berg", "ordförande", "Försäkringskassan"),
        Narvarande("Bo Ek", "vice ordförande", "Region Norrbotten"),
        Narvarande("Cecilia Fors", "ledamot", "Arbetsförmedlingen"),
        Narvarande("David Gran", "ledamot", "Älvsbyns kommun"),
    )
    assert blad.ersattare == (Narvarande("David Ersson", "ersättare", "Älvsbyns kommun"),)
    assert blad.ovriga == (Narvarande("Sara Tall", "sekreterare"),)


def test_procedural_paragraphs_say_what_happened(mote):
    assert [(p.nummer, p.automatisk) for p in skriv(mote).paragrafer] == [
        (36, ("Anna Berg öppnar sammanträdet kl. 09.02.",)),
        (37, ("Upprop förrättas. 4 tjänstgör.",)),
        (38, ("Föredragningslistan fastställs.",)),
        (
            39,
            (
                "Till justerare utses Bo Ek och Cecilia Fors.",
                "Protokollet justeras digitalt, senast fredag 11 december.",
            ),
        ),
        (40, ("Ordföranden frågar om någon är jävig i något av ärendena.", "Ingen anmäler jäv.")),
        (41, ("Protokollet från föregående sammanträde läggs till handlingarna.",)),
        (42, ("Anna Berg avslutar sammanträdet kl. 09.37.",)),
    ]


def test_a_hard_arende_is_told_whole(tomt):
    punkt = fabrik_protokoll.make_insatsarende(tomt)
    p = sista(tomt)
    assert (p.nummer, p.rubrik, p.dnr) == (36, "Insatsen Steget vidare 2027–2028", punkt.arende.dnr)
    assert p.jav == (
        "David Gran (Älvsbyns kommun) anmäler jäv: ledamoten eller någon närstående är ställföreträdare för den som "
        "saken angår (6 kap. 28 § 2 kommunallagen). Chef för den verksamhet som tar emot pengarna.",
        "David Gran deltar inte i ärendet och är inte närvarande när det behandlas.",
        "David Ersson (Älvsbyns kommun) tjänstgör för David Gran.",
    )
    assert p.text == "Förbundschefen redogör för förslaget och för parternas ställningstaganden."
    assert [y.text for y in p.yrkanden] == [
        "Anna Berg (Försäkringskassan) yrkar bifall till förslaget.",
        "Cecilia Fors (Arbetsförmedlingen) yrkar att styrelsen i stället beslutar:",
    ]
    assert p.yrkanden[1].villkor == ("insatsen redovisar efter sex månader",)
    assert p.yrkanden[1].belopp == (Belopp("2027", "600\u00a0000\u00a0kr", "", "insatsbudgeten"),)
    assert p.beslutsgang == (
        "Anna Berg lägger fram förslagen till beslut i denna ordning: 1) Anna Bergs yrkande om bifall; "
        "2) Cecilia Fors yrkande om ändring.",
        "Anna Berg ställer förslagen mot varandra. Omröstning begärs av Cecilia Fors.",
    )
    [omrostning] = p.omrostningar
    assert [(r.namn, r.medlem, r.val) for r in omrostning.roster] == [
        ("Cecilia Fors", "Arbetsförmedlingen", "Nej"),
        ("Anna Berg", "Försäkringskassan", "Ja"),
        ("Bo Ek", "Region Norrbotten", "Ja"),
        ("David Ersson", "Älvsbyns kommun", "Nej"),
    ]
    assert (omrostning.ja, omrostning.rostetal) == ("bifalla förslaget", "2 ja, 2 nej, 0 avstår")
    assert omrostning.utfall == (
        "Utfallet blir ja: bifalla förslaget, genom Anna Bergs utslagsröst (5 kap. 56 § kommunallagen)."
    )
    assert p.beslut == protokollsblad.Beslut(
        inledning="Styrelsen beslutar",
        att_satser=("bevilja insatsen Steget vidare 1 200 000 kronor för 2027 och 2028",),
        villkor=("en delrapport lämnas senast den 30 september 2027",),
        belopp=(
            Belopp("2027", "600\u00a0000\u00a0kr", "Älvsbyns kommun", "budget för insatser"),
            Belopp("2028", "600\u00a0000\u00a0kr", "Älvsbyns kommun", "budget för insatser"),
        ),
        summa="1\u00a0200\u00a0000\u00a0kr",
        deltar="I beslutet deltar Anna Berg, Bo Ek, Cecilia Fors, David Ersson.",
    )
    assert p.reservationer == (
        Reservation(
            "Cecilia Fors (Arbetsförmedlingen) reserverar sig mot beslutet.",
            "Jag anser att beslutet borde ha gällt ett år, så att resultatet kan prövas först.",
            punkt.beslut.reservationer.get().pk,
            tomt.cecilia.pk,
        ),
    )


def antecknade(mote, *nycklar: str, av: str = "Sara Tall") -> tuple[str, ...]:
    """What the omröstning says when these votes were entered by somebody else."""
    punkt = fabrik_protokoll.make_paragraf(mote)
    omrostning = fabrik.make_omrostning(
        punkt, [mote.anna, mote.bo, mote.cecilia], stangd=dates.nu(), utfall="ja", fraga_ja="bifalla", fraga_nej="avslå"
    )
    konto = make_konto(namn=av)
    for nyckel, rad in zip(("anna", "bo", "cecilia"), omrostning.rostlangd.order_by("pk"), strict=True):
        fabrik.make_rost(rad, antecknad_av=konto if nyckel in nycklar else None)
    return sista(mote).omrostningar[0].antecknade


@pytest.mark.parametrize(
    ("nycklar", "rader"),
    [
        ((), ()),
        (("bo",), ("Rösten från Bo Ek är antecknad av Sara Tall.",)),
        (("bo", "cecilia"), ("Rösterna från Bo Ek och Cecilia Fors är antecknade av Sara Tall.",)),
        (("anna", "bo", "cecilia"), ("Alla röster är antecknade av Sara Tall.",)),
    ],
)
def test_votes_that_somebody_else_entered_are_told(tomt, nycklar, rader):
    assert antecknade(tomt, *nycklar) == rader


@pytest.mark.parametrize(
    ("over", "slut"),
    [
        ({}, "(6 kap. 28 § 1 kommunallagen)."),
        ({"av": "Sara Tall"}, "(6 kap. 28 § 1 kommunallagen). Anmälan är antecknad av Sara Tall."),
        ({"av": "Sara Tall", "status": "provad_jav", "skal": "Släkt."}, "(6 kap. 28 § 1 kommunallagen). Släkt."),
    ],
)
def test_jav_that_somebody_else_entered_is_told(tomt, over, slut):
    falt = {"grund": "1", "anmald": dates.nu(), **over}
    if namn := falt.pop("av", ""):
        falt["antecknad_av"] = make_konto(namn=namn)
    fabrik_protokoll.make_paragraf(tomt).jav.create(uppdrag=tomt.bo, **falt)
    assert sista(tomt).jav[0].removeprefix(sista(tomt).jav[0].removesuffix(slut)) == slut


def test_each_paragraph_knows_who_served_at_it(tomt):
    fabrik_protokoll.make_paragraf(tomt)
    fabrik_protokoll.make_insatsarende(tomt)
    forsta, sista_ = skriv(tomt).paragrafer
    assert forsta.tjanstgor == (
        "Anna Berg, ordförande (Försäkringskassan)",
        "Bo Ek, vice ordförande (Region Norrbotten)",
        "Cecilia Fors, ledamot (Arbetsförmedlingen)",
        "David Gran, ledamot (Älvsbyns kommun)",
    )
    assert sista_.tjanstgor[3:] == ("David Ersson, ersättare för David Gran (Älvsbyns kommun)",)


def test_head_tells_who_was_out_for_jav_and_who_served_instead(tomt):
    fabrik_protokoll.make_paragraf(tomt)
    fabrik_protokoll.make_insatsarende(tomt)
    fabrik_protokoll.make_paragraf(tomt)
    fabrik_protokoll.avsluta(tomt)
    rader = {rad.namn: (rad.som, rad.nar) for rad in skriv(tomt).beslutande}
    assert rader["David Gran"] == ("ledamot", "§§\u00a036, 38–39")
    assert rader["David Ersson"] == ("ersättare för David Gran", "§\u00a037")
    assert rader["Anna Berg"] == ("ordförande", "")


def test_late_and_early_are_told_at_the_paragraph_where_it_happened(tomt):
    fabrik_protokoll.make_paragraf(tomt, "upprop", rubrik="Upprop")
    fabrik_protokoll.make_paragraf(tomt)
    tomt.sammantrade.narvaro.filter(uppdrag=tomt.bo).update(fran=tomt.klockan + timedelta(minutes=1))
    andra = fabrik_protokoll.make_paragraf(tomt)
    tredje = fabrik_protokoll.make_paragraf(tomt)
    tomt.sammantrade.narvaro.filter(uppdrag=tomt.david).update(till=tredje.oppnad - timedelta(seconds=1))
    Tjanstgoring.objects.create(
        sammantrade=tomt.sammantrade, uppdrag=tomt.david_e, for_uppdrag=tomt.david, fran=tredje.oppnad
    )
    fabrik_protokoll.avsluta(tomt)
    blad = skriv(tomt)
    assert {p.punkt_id: p.narvaro for p in blad.paragrafer if p.narvaro} == {
        andra.pk: (
            "Bo Ek (Region Norrbotten) kommer till sammanträdet kl. 09.13.",
            "David Gran (Älvsbyns kommun) lämnar sammanträdet kl. 09.16.",
            "David Ersson (Älvsbyns kommun) tjänstgör för David Gran.",
        )
    }
    rader = {rad.namn: (rad.som, rad.nar) for rad in blad.beslutande}
    assert rader["Bo Ek"] == ("vice ordförande", "§§\u00a038–40")
    assert rader["David Gran"] == ("ledamot", "§§\u00a036–37")
    assert rader["David Ersson"] == ("ersättare för David Gran", "§§\u00a039–40")


def test_what_was_written_at_the_sammantrade_takes_the_place_of_the_automatic_text(tomt):
    fabrik_protokoll.make_paragraf(tomt, "oppnande", notering="Anna Berg hälsar alla välkomna.")
    p = sista(tomt)
    assert (p.automatisk, p.text) == ((), "Anna Berg hälsar alla välkomna.")


def test_another_one_who_leads_is_named(tomt):
    fabrik_protokoll.make_paragraf(tomt)
    fabrik_protokoll.make_paragraf(tomt, leder="bo")
    blad = skriv(tomt)
    assert [p.leds_av for p in blad.paragrafer] == ["", "Bo Ek (Region Norrbotten), vice ordförande, leder ärendet."]
    assert blad.ordforande == "Anna Berg (§\u00a036), Bo Ek (§\u00a037)"


@pytest.mark.parametrize(
    ("fragan", "mening"),
    [
        ({"utfall": "bifall"}, "Anna Berg frågar om förslaget antas och finner att styrelsen bifaller förslaget."),
        ({"utfall": "avslag"}, "Anna Berg frågar om förslaget antas och finner att styrelsen avslår förslaget."),
        (
            {"utfall": "avgors", "provar": "aterremiss"},
            "Anna Berg frågar om ärendet ska avgöras i dag eller återremitteras och finner att det ska avgöras i dag.",
        ),
        (
            {"utfall": "bordlaggning", "provar": "bordlaggning"},
            "Anna Berg frågar om ärendet ska avgöras i dag eller bordläggas och finner att det ska bordläggas.",
        ),
    ],
)
def test_each_question_that_was_put(tomt, fragan, mening):
    punkt = fabrik_protokoll.make_paragraf(tomt)
    if "provar" in fragan:
        fragan = {**fragan, "provar": fabrik.make_yrkande(punkt, tomt.bo, slag=fragan["provar"])}
    punkt.propositioner.create(redovisad=dates.nu(), klubbad=dates.nu(), **fragan)
    assert sista(tomt).beslutsgang == (mening,)


def test_a_question_without_klubbslag_is_not_told(tomt):
    punkt = fabrik_protokoll.make_paragraf(tomt)
    punkt.propositioner.create(redovisad=dates.nu(), utfall="bifall")
    assert sista(tomt).beslutsgang == ()


@pytest.mark.parametrize(
    ("utfall", "sats"),
    [("avslag", "avslå förslaget"), ("aterremiss", "återremittera ärendet"), ("bordlaggning", "bordlägga ärendet")],
)
def test_endings_without_att_satser_say_what_was_decided(tomt, utfall, sats):
    punkt = fabrik_protokoll.make_paragraf(tomt, beslut=False)
    fabrik_protokoll.make_beslut(tomt, punkt, utfall=utfall, att_satser=[], enighet_antecknad=True)
    beslut = sista(tomt).beslut
    assert (beslut.inledning, beslut.att_satser) == ("Styrelsen beslutar enhälligt", (sats,))


def test_one_who_abstains_is_named_apart(tomt):
    punkt = fabrik_protokoll.make_paragraf(tomt, beslut=False)
    beslut = fabrik_protokoll.make_beslut(tomt, punkt, deltar="anna cecilia")
    beslut.deltagare.create(uppdrag=tomt.bo, for_medlem=tomt.bo.medlem, avstod=True)
    assert sista(tomt).beslut.deltar == "I beslutet deltar Anna Berg, Cecilia Fors. Bo Ek avstår från att delta."


@pytest.mark.parametrize(
    ("status", "skal", "jav"),
    [
        ("provad_ej_jav", "Uppdraget är avslutat", ("Styrelsen prövar om Bo Ek (Region Norrbotten) är jävig och finner "
          "att det inte är jäv. Uppdraget är avslutat.",)),
        ("ifragasatt", "", ()),
    ],
)  # fmt: skip
def test_jav_that_was_not_found_keeps_the_ledamot_in(tomt, status, skal, jav):
    punkt = fabrik_protokoll.make_paragraf(tomt)
    punkt.jav.create(uppdrag=tomt.bo, grund="4", anmald=dates.nu(), status=status, skal=skal)
    blad = skriv(tomt)
    assert (blad.paragrafer[0].jav, [r.namn for r in blad.beslutande if r.nar]) == (jav, [])


def test_a_point_that_was_taken_off_keeps_its_number(tomt):
    fabrik_protokoll.make_paragraf(tomt, status="utgar", beslut=False)
    p = sista(tomt)
    assert (p.nummer, p.automatisk, p.beslut) == (36, ("Punkten utgår.",), None)
    assert [text for text in saknas_i_protokoll(protokollstext.fakta_for_lagen(underlag(tomt))) if "§" in text] == []


def test_papers_and_summary_come_from_the_kallelse(tomt):
    punkt = fabrik_protokoll.make_paragraf(tomt)
    for nummer, rubrik in ((1, "Gammal"), (2, "Tjänsteskrivelse")):
        Kallelse.objects.create(
            sammantrade=tomt.sammantrade,
            nummer=nummer,
            publicerad=dates.nu(),
            av=make_konto(),
            fakta={
                "punkter": [
                    {
                        "id": punkt.pk,
                        "sammanfattning": [["Insatsägare", "Älvsbyns kommun"]],
                        "handlingar": [{"id": 1, "beteckning": "2026/1-2", "rubrik": rubrik}],
                    }
                ]
            },
        )
    p = sista(tomt)
    assert (p.underlag, p.sammanfattning) == (
        ("Tjänsteskrivelse (2026/1-2)",),
        (("Insatsägare", "Älvsbyns kommun"),),
    )


def test_the_sheet_comes_back_from_json_as_it_was(tomt):
    fabrik_protokoll.make_insatsarende(tomt)
    blad = skriv(tomt)
    assert protokollsblad.fran_json(protokollsblad.till_json(blad)) == blad


def test_fingerprints_follow_the_paragraph_and_the_head_and_nothing_else(tomt):
    forsta, andra = fabrik_protokoll.make_paragraf(tomt), fabrik_protokoll.make_paragraf(tomt)
    fore = protokollsblad.fingeravtryck(skriv(tomt))
    andra.notering = "Nytt."
    andra.save()
    efter = protokollsblad.fingeravtryck(skriv(tomt))
    assert (efter[str(forsta.pk)] == fore[str(forsta.pk)], efter[str(andra.pk)] == fore[str(andra.pk)]) == (True, False)
    tomt.sammantrade.plats = "Rådhuset"
    tomt.sammantrade.save()
    assert protokollsblad.fingeravtryck(skriv(tomt))[str(forsta.pk)] != fore[str(forsta.pk)]


@pytest.mark.parametrize("antal", [5, 40])
def test_queries_are_constant(tomt, antal, django_assert_num_queries):
    for _ in range(antal):
        fabrik_protokoll.make_paragraf(tomt)
    fabrik_protokoll.make_insatsarende(tomt)
    with django_assert_num_queries(8):
        blad = skriv(tomt)
    assert len(blad.paragrafer) == antal + 1


def test_spans():
    assert [spann(n) for n in ([], [40], [36, 37, 38], [36, 38], [41, 36, 37])] == [
        "",
        "§\u00a040",
        "§§\u00a036–38",
        "§§\u00a036, 38",
        "§§\u00a036–37, 41",
    ]
