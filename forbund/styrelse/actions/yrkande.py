"""Yrkanden: what named, serving ledamöter propose while the överläggning goes on."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Upptaget
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.arendeslag import Belopp, avser_utgift
from forbund.styrelse.models import Punkt, Yrkande, Yrkandebelopp
from forbund.styrelse.rules.beslut import require_belopp, require_finansiering
from forbund.styrelse.rules.ordning import require_overlaggning_pagar
from forbund.styrelse.states import Punktslag, Yrkandeslag


@transaction.atomic
def yrka(
    punkt_id: int,
    *,
    uppdrag_id: int,
    slag: str,
    by: Konto,
    text: str = "",
    att_satser: Sequence[str] = (),
    villkor: Sequence[str] = (),
    belopp: Iterable[Belopp] = (),
) -> Yrkande:
    """Propose bifall, avslag, återremiss, bordläggning, or an ändring with its own att-satser, villkor and amounts."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(punkt_id)
    deltagare, antecknad_av = mote.agerar(rum, uppdrag_id, by)
    mote.require_tjanstgor(rum, punkt, uppdrag_id)
    mote.require_javsfragor_avgjorda(rum, punkt)
    rum.require_beslutfor(punkt)
    require_overlaggning_pagar(punkt.overlaggning_avslutad is not None)
    rader = list(belopp)
    _require_meningsfullt(punkt, uppdrag_id, slag, att_satser)
    require_belopp(slag == Yrkandeslag.ANDRING and avser_utgift(punkt.arende), len(rader))
    require_finansiering([(rad.ar, rad.belopp, rad.finansiering) for rad in rader])
    ovrigt = "\n".join([*villkor, *(rad.finansiering for rad in rader)])
    rena = mote.require_ren_text({"text": text, "att_satser": "\n".join(att_satser), "villkor": ovrigt})
    yrkande = Yrkande(
        punkt=punkt,
        uppdrag_id=uppdrag_id,
        slag=slag,
        text=rena["text"],
        framstallt=dates.nu(),
        antecknad_av=antecknad_av,
    )
    if slag == Yrkandeslag.ANDRING:
        yrkande.att_satser, yrkande.villkor = list(att_satser), list(villkor)
    yrkande.save()
    _skriv_belopp(yrkande, rader if slag == Yrkandeslag.ANDRING else [])
    efter = {"slag": slag, "text": yrkande.text, "forslag": yrkande.att_satser, "villkor": yrkande.villkor}
    efter["belopp"] = [[rad.ar, rad.belopp, rad.finansiering] for rad in rader]
    audit.write("yrkande_framstallt", punkt, by=by, at=deltagare.namn if antecknad_av else "", efter=efter)
    return yrkande


def _skriv_belopp(yrkande: Yrkande, rader: Iterable[Belopp]) -> None:
    Yrkandebelopp.objects.bulk_create(
        Yrkandebelopp(
            yrkande=yrkande, ar=rad.ar, belopp=rad.belopp, finansiering=rad.finansiering, medlem_id=rad.medlem_id
        )
        for rad in rader
    )


def _require_meningsfullt(punkt: Punkt, uppdrag_id: int, slag: str, att_satser: Sequence[str]) -> None:
    """There is something to propose, and the same person has not already done so."""
    if punkt.slag != Punktslag.ARENDE:
        raise Ogiltig({"slag": "Yrkanden framställs i ärenden, inte i formaliapunkter."})
    if slag not in Yrkandeslag.values:
        raise Ogiltig({"slag": "Välj vad yrkandet gäller."})
    if slag == Yrkandeslag.ANDRING and not any(sats.strip() for sats in att_satser):
        raise Ogiltig({"att_satser": "Skriv hur beslutet ska lyda i stället, en sats på varje rad."})
    if slag in {Yrkandeslag.BIFALL, Yrkandeslag.AVSLAG} and not punkt.att_satser:
        raise Ogiltig(
            {"slag": "Det finns inget förslag att bifalla eller avslå. Lägg fram ett eget som ändringsyrkande."}
        )
    samma = Yrkande.objects.filter(punkt=punkt, uppdrag_id=uppdrag_id, slag=slag, aterkallat=None)
    if slag != Yrkandeslag.ANDRING and samma.exists():
        raise Upptaget("Yrkandet är redan antecknat.")


@transaction.atomic
def aterkalla(yrkande_id: int, *, by: Konto) -> Yrkande:
    """Take back one's own yrkande while the överläggning goes on."""
    mote.require_nagon(by, Ratt.DELTA, Ratt.FORA_PROTOKOLL)
    rum, punkt = mote.las_punkt(Yrkande.objects.values_list("punkt_id", flat=True).get(pk=yrkande_id))
    yrkande = Yrkande.objects.get(pk=yrkande_id)
    if yrkande.uppdrag_id is None:
        raise Ogiltig({"": "Förslaget på föredragningslistan återkallas inte som ett yrkande."})
    deltagare, antecknad_av = mote.agerar(rum, yrkande.uppdrag_id, by)
    require_overlaggning_pagar(punkt.overlaggning_avslutad is not None)
    if yrkande.aterkallat is not None:
        raise Upptaget("Yrkandet är redan återkallat.")
    yrkande.aterkallat = dates.nu()
    yrkande.save(update_fields=["aterkallat"])
    audit.write(
        "yrkande_aterkallat", punkt, by=by, at=deltagare.namn if antecknad_av else "", fore={"slag": yrkande.slag}
    )
    return yrkande
