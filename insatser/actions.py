"""Changes of the insatser."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from forbund.grund import audit, dates
from forbund.styrelse.models import Beslut
from insatser.models import Bevillning, Insats, Insatspart
from insatser.states import Insatsstatus


@dataclass(frozen=True)
class Uppgifter:
    """What a new insats takes from the förslag that was granted."""

    rubrik: str
    insatstyp: str
    insatsagare_id: int | None
    medlem_ids: tuple[int, ...]
    start: date | None
    slut: date | None


@transaction.atomic
def bevilja(beslut: Beslut, uppgifter: Uppgifter) -> Insats:
    """Turn a bifall, when its § is justerad, into an insats with its bevillningar.

    A later bifall in the same ärende adds its money and terms to the insats that is there. The same beslut twice
    changes nothing. Terms and amounts are those of the decision, not those that were asked for.
    """
    arende = beslut.punkt.arende
    if arende is None:
        raise LookupError("Ett beslut om en insats hör till ett ärende.")
    insats = Insats.objects.select_for_update(of=("self",)).filter(arende=arende).first()
    if insats is None:
        insats = _ny_insats(beslut, arende.pk, uppgifter)
    elif Bevillning.objects.filter(insats=insats, beslut=beslut).exists() or insats.beslut_id == beslut.pk:
        return insats
    else:
        insats.villkor = [*insats.villkor, *(v for v in beslut.villkor if v not in insats.villkor)]
        insats.save(update_fields=["villkor"])
    belopp = _bevillningar(insats, beslut)
    audit.write(
        "insats_beviljad",
        insats,
        by=None,
        efter={"beslut": beslut.pk, "belopp": [{"ar": b.ar, "belopp": b.belopp} for b in belopp]},
    )
    return insats


def _ny_insats(beslut: Beslut, arende_id: int, uppgifter: Uppgifter) -> Insats:
    insats = Insats.objects.create(
        rubrik=uppgifter.rubrik,
        insatstyp=uppgifter.insatstyp,
        insatsagare_id=uppgifter.insatsagare_id,
        arende_id=arende_id,
        beslut=beslut,
        status=Insatsstatus.BEVILJAD,
        villkor=list(beslut.villkor),
        start=uppgifter.start,
        slut=uppgifter.slut,
        skapad=dates.nu(),
    )
    Insatspart.objects.bulk_create(Insatspart(insats=insats, medlem_id=m) for m in uppgifter.medlem_ids)
    return insats


def _bevillningar(insats: Insats, beslut: Beslut) -> Iterable[Bevillning]:
    return Bevillning.objects.bulk_create(
        Bevillning(
            insats=insats,
            beslut=beslut,
            ar=rad.ar,
            medlem_id=rad.medlem_id,
            belopp=rad.belopp,
            finansiering=rad.finansiering,
        )
        for rad in beslut.belopp.all()
    )
