"""What PostgreSQL itself refuses in the board's tables."""

from datetime import timedelta
from decimal import Decimal

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from forbund.grund import dates, tenancy
from forbund.register.states import Roll
from forbund.styrelse.models import (
    Beslut,
    Javsanmalan,
    Javsvar,
    Justering,
    Kallelse,
    Motesjusterare,
    Narvaro,
    Proposition,
    Protokoll,
    Punkt,
    Punktbelopp,
    Rattelse,
    Reservation,
    Rost,
    Rostlangdsrad,
    Sammantrade,
    Tjanstgoring,
    Yrkandebelopp,
)
from tests.conftest import agarens_anslutning
from tests.factories import make_forbund, make_konto
from tests.styrelse import fabrik

TABELLER = [
    *("sammantrade", "punkt", "punktbelopp", "narvaro", "tjanstgoring", "javsanmalan", "yrkande", "yrkandebelopp"),
    *("omrostning", "rostlangdsrad", "rost", "beslut", "beslutsbelopp", "beslutsdeltagare", "reservation"),
    *("motesjusterare", "protokoll", "justering", "aterlamning", "javsvar", "proposition"),
]


def fullt_sammantrade() -> Punkt:
    """A sammanträde with one row in every table."""
    ordforande = fabrik.make_ledamot(Roll.ORDFORANDE)
    ersattare = fabrik.make_ledamot(Roll.ERSATTARE, medlem=ordforande.medlem)
    punkt = fabrik.make_punkt(paragraf=37, paragraf_ar=2026)
    sammantrade, nu = punkt.sammantrade, dates.nu()
    Punktbelopp.objects.create(punkt=punkt, ar=2026, belopp=Decimal(100))
    fabrik.make_narvaro(sammantrade, ordforande)
    Tjanstgoring.objects.create(sammantrade=sammantrade, uppdrag=ersattare, for_uppdrag=ordforande, fran=nu)
    Javsanmalan.objects.create(punkt=punkt, uppdrag=ersattare, grund="1", anmald=nu)
    Javsvar.objects.create(sammantrade=sammantrade, uppdrag=ordforande, svarat=nu)
    yrkande = fabrik.make_yrkande(punkt, ordforande)
    Proposition.objects.create(punkt=punkt, utfall="bifall", yrkande=yrkande, redovisad=nu, klubbad=nu)
    Yrkandebelopp.objects.create(yrkande=yrkande, ar=2026, belopp=Decimal(100))
    omrostning = fabrik.make_omrostning(punkt, [ordforande], stangd=nu, utfall="ja")
    fabrik.make_rost(omrostning.rostlangd.get())
    beslut = fabrik.make_beslut(punkt, ordforande, belopp=Decimal(100))
    Reservation.objects.create(beslut=beslut, uppdrag=ordforande, anmald=nu)
    fabrik.make_justerare(sammantrade, ordforande)
    protokoll = fabrik.make_protokoll(sammantrade, status="utsant", utsant=nu)
    protokoll.justeringar.create(punkt=punkt, uppdrag=ordforande, tid=nu, sha256="a" * 64)
    protokoll.aterlamningar.create(punkt=punkt, uppdrag=ordforande, tid=nu, text="Fel belopp.")
    return punkt


def forsok(sql: str, params: list | None = None) -> int:
    """Rows that the application role changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def justera(punkt: Punkt) -> None:
    Protokoll.objects.filter(sammantrade=punkt.sammantrade).update(status="justerat", justerat=dates.nu())


@pytest.mark.parametrize("tabell", TABELLER)
@pytest.mark.regel("R28", sida="prov")
def test_a_justerat_protokoll_refuses_change(forbundet, tabell):
    punkt = fullt_sammantrade()
    if tabell not in {"rostlangdsrad", "rost", "justering"}:  # those never change
        assert forsok(f"UPDATE styrelse_{tabell} SET forbund_id = forbund_id") == 1
    justera(punkt)
    andring = "sha256 = ''" if tabell == "protokoll" else "forbund_id = forbund_id"
    with pytest.raises(IntegrityError if tabell not in {"rostlangdsrad", "rost", "justering"} else Exception):
        forsok(f"UPDATE styrelse_{tabell} SET {andring}")
    with pytest.raises(Exception, match="justerat protokoll|låst|permission denied"):
        forsok(f"DELETE FROM styrelse_{tabell}")


def test_a_justerat_protokoll_refuses_new_rows(forbundet):
    punkt = fullt_sammantrade()
    annan = fabrik.make_ledamot()
    fabrik.make_yrkande(punkt, annan)
    justera(punkt)
    with pytest.raises(IntegrityError, match="justerat protokoll"), transaction.atomic():
        fabrik.make_yrkande(punkt, annan)
    with pytest.raises(IntegrityError, match="justerat protokoll"), transaction.atomic():
        fabrik.make_narvaro(punkt.sammantrade, annan)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("las", ["eget", "tomt"])
def test_the_owner_cannot_change_a_justerat_protokoll_either(las):
    """Also with an empty reading list, so that row-level security hides the protokoll from the one who writes."""
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        punkt = fullt_sammantrade()
        justera(punkt)
    with agarens_anslutning() as agare:
        agare.execute(
            "SELECT set_config('finsam.las', %s, false), set_config('finsam.skriv', %s, false)",
            [str(forbund.pk) if las == "eget" else "", str(forbund.pk)],
        )
        for tabell in TABELLER:
            with pytest.raises(psycopg.errors.RestrictViolation):
                agare.execute(f"UPDATE styrelse_{tabell} SET id = 999999")
            with pytest.raises(psycopg.errors.RestrictViolation):
                agare.execute(f"DELETE FROM styrelse_{tabell}")


def test_a_justerad_paragraf_is_locked_before_the_rest_of_the_protokoll(forbundet):
    punkt = fullt_sammantrade()
    annan = fabrik.make_punkt(punkt.sammantrade)
    Punkt.objects.filter(pk=punkt.pk).update(justerad=dates.nu())
    Punkt.objects.filter(pk=annan.pk).update(notering="Får ändras.")
    for tabell in ("punkt", "beslut", "yrkande", "reservation"):
        with pytest.raises(IntegrityError, match="justerat protokoll"):
            forsok(f"UPDATE styrelse_{tabell} SET forbund_id = forbund_id WHERE true")


def test_only_the_final_handling_is_added_to_a_justerat_protokoll(forbundet):
    punkt = fullt_sammantrade()
    justera(punkt)
    protokoll = Protokoll.objects.get()
    handlingar = [fabrik.make_handling() for _ in range(2)]
    assert Protokoll.objects.filter(pk=protokoll.pk).update(slutlig_handling=handlingar[0]) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Protokoll.objects.filter(pk=protokoll.pk).update(slutlig_handling=handlingar[1])
    Rattelse.objects.create(protokoll=protokoll, punkt=punkt, text="Läs 2026.", tid=dates.nu(), av=make_konto())


def test_a_kallelse_gets_its_handling_once_and_nothing_else(forbundet):
    sammantrade, handling = fabrik.make_sammantrade(), fabrik.make_handling()
    kallelse = Kallelse.objects.create(
        sammantrade=sammantrade, nummer=1, publicerad=dates.nu(), av=make_konto(), fakta={"plats": "A"}
    )
    for andring in ({"fakta": {"plats": "B"}}, {"handling": handling, "nummer": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kallelse.objects.filter(pk=kallelse.pk).update(**andring)
    assert Kallelse.objects.filter(pk=kallelse.pk).update(handling=handling) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Kallelse.objects.filter(pk=kallelse.pk).update(handling=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        kallelse.delete()


def test_nobody_is_present_twice_at_once_but_may_come_back(forbundet):
    sammantrade, ledamot, nu = fabrik.make_sammantrade(), fabrik.make_ledamot(), dates.nu()
    fabrik.make_narvaro(sammantrade, ledamot, fran=nu, till=nu + timedelta(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        fabrik.make_narvaro(sammantrade, ledamot, fran=nu + timedelta(minutes=59))
    fabrik.make_narvaro(sammantrade, ledamot, fran=nu + timedelta(hours=1))
    assert Narvaro.objects.count() == 2


def test_an_ersattare_serves_for_one_at_a_time_and_one_seat_has_one(forbundet):
    sammantrade, nu = fabrik.make_sammantrade(), dates.nu()
    a, b = fabrik.make_ledamot(), fabrik.make_ledamot()
    c, d = fabrik.make_ledamot(Roll.ERSATTARE), fabrik.make_ledamot(Roll.ERSATTARE)
    falt = {"sammantrade": sammantrade, "fran": nu}
    Tjanstgoring.objects.create(uppdrag=c, for_uppdrag=a, **falt)
    for uppdrag, for_uppdrag in ((c, b), (d, a), (d, d)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tjanstgoring.objects.create(uppdrag=uppdrag, for_uppdrag=for_uppdrag, **falt)
    Tjanstgoring.objects.create(uppdrag=d, for_uppdrag=b, **falt)
    Tjanstgoring.objects.create(sammantrade=fabrik.make_sammantrade(), uppdrag=c, for_uppdrag=b, fran=nu)


def test_one_open_point_and_one_open_vote_at_a_time(forbundet):
    ledamot, punkt = fabrik.make_ledamot(), fabrik.make_punkt(status="oppen")
    with pytest.raises(IntegrityError), transaction.atomic():
        fabrik.make_punkt(punkt.sammantrade, status="oppen")
    omrostning = fabrik.make_omrostning(punkt, [ledamot])
    with pytest.raises(IntegrityError), transaction.atomic():
        fabrik.make_omrostning(punkt, [ledamot])
    omrostning.stangd, omrostning.utfall = dates.nu(), "nej"
    omrostning.save()
    fabrik.make_omrostning(punkt, [ledamot])


def test_a_paragraf_is_unique_in_the_forbund_and_year(forbundet):
    fabrik.make_punkt(paragraf=1, paragraf_ar=2026)
    fabrik.make_punkt(paragraf=1, paragraf_ar=2027)
    with pytest.raises(IntegrityError), transaction.atomic():
        fabrik.make_punkt(paragraf=1, paragraf_ar=2026)


def test_a_vote_needs_a_row_of_the_rostlangd_and_stands(forbundet):
    ledamot, annan = fabrik.make_ledamot(), fabrik.make_ledamot()
    omrostning = fabrik.make_omrostning(fabrik.make_punkt(), [ledamot])
    rad = omrostning.rostlangd.get()
    fabrik.make_rost(rad)
    with pytest.raises(IntegrityError), transaction.atomic():
        fabrik.make_rost(rad)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rost.objects.create(avgiven=dates.nu(), val="ja")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rostlangdsrad.objects.create(omrostning=omrostning, uppdrag=ledamot, for_medlem=annan.medlem)


def test_money_without_financing_is_not_decided(forbundet):
    ordforande = fabrik.make_ledamot(Roll.ORDFORANDE)
    beslut = fabrik.make_beslut(fabrik.make_punkt(), ordforande)
    beslut.belopp.create(ar=2026, belopp=Decimal("0.01"), finansiering="eget kapital")
    for falt in ({"belopp": Decimal(1), "finansiering": ""}, {"belopp": Decimal(0), "finansiering": "budget"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            beslut.belopp.create(ar=2026, **falt)


def test_another_forbunds_point_cannot_be_pointed_to(forbundet):
    sammantrade = fabrik.make_sammantrade()
    annat = make_forbund()
    with tenancy.in_forbund(annat.pk):
        frammande = fabrik.make_sammantrade()
    punkt = fabrik.make_punkt(sammantrade)
    with pytest.raises(IntegrityError), transaction.atomic():
        Punkt.objects.filter(pk=punkt.pk).update(sammantrade=frammande.pk)
        forsok("SET CONSTRAINTS ALL IMMEDIATE")


def test_leak_between_forbund(forbundet):
    punkt = fullt_sammantrade()
    annat = make_forbund()
    with tenancy.in_forbund(annat.pk):
        assert [m.objects.count() for m in (Sammantrade, Punkt, Beslut, Justering, Motesjusterare, Protokoll)] == [
            0
        ] * 6
        assert all(forsok(f"SELECT * FROM styrelse_{tabell}") == 0 for tabell in TABELLER)
    assert list(Punkt.objects.all()) == [punkt]
