"""Reads for justering: whose justeringar hold, and whose are missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from forbund.styrelse.models import Aterlamning, Justering, Protokoll, Punkt, Rattelse
from forbund.styrelse.rules.justering import ar_justerad
from forbund.styrelse.states import Protokollsstatus


@dataclass(frozen=True)
class Justeringslage:
    """Punkt → who is to justera (uppdrag → person), and the justeringar that hold (uppdrag → the row)."""

    behoriga: Mapping[int, Mapping[int, int]]
    gallande: Mapping[int, Mapping[int, Justering]]

    def vantar_pa(self, punkt_id: int) -> frozenset[int]:
        """Uppdrag that have not justerat the §."""
        return frozenset(self.behoriga[punkt_id]) - frozenset(self.gallande.get(punkt_id, {}))

    def klar(self, punkt_id: int) -> bool:
        return ar_justerad(frozenset(self.behoriga[punkt_id]), frozenset(self.gallande.get(punkt_id, {})))

    @property
    def alla_klara(self) -> bool:
        return bool(self.behoriga) and all(self.klar(punkt_id) for punkt_id in self.behoriga)

    def egna(self, personer: Iterable[int]) -> dict[int, int]:
        """Punkt → the uppdrag in which one of the persons justerar it, done or not."""
        mina = set(personer)
        return {
            punkt_id: uppdrag_id
            for punkt_id, alla in self.behoriga.items()
            for uppdrag_id, person_id in alla.items()
            if person_id in mina
        }

    def kvar_for(self, personer: Iterable[int]) -> dict[int, int]:
        """Punkt → uppdrag, for the §§ that still wait for one of the persons."""
        return {
            punkt_id: uppdrag_id
            for punkt_id, uppdrag_id in self.egna(personer).items()
            if uppdrag_id in self.vantar_pa(punkt_id)
        }


def justeringslage(protokoll: Protokoll, justeringar: Iterable[Justering] | None = None) -> Justeringslage:
    """How far the edition that is out has come; one query unless the rows of `justeringar_for` are given."""
    return _lage(
        protokoll.fakta, protokoll.sha256, justeringar_for([protokoll.pk]) if justeringar is None else justeringar
    )


def _lage(fakta: Mapping[str, Any], sha256: str, justeringar: Iterable[Justering]) -> Justeringslage:
    behoriga = {
        int(punkt_id): {uppdrag_id: int(person_id) for person_id, uppdrag_id in alla.items()}
        for punkt_id, alla in fakta.get("behoriga", {}).items()
    }
    nu: Mapping[str, str] = fakta.get("fingeravtryck", {})
    utgavor = {utgava["sha256"]: utgava["fingeravtryck"] for utgava in fakta.get("utgavor", ())} | {sha256: nu}
    gallande: dict[int, dict[int, Justering]] = defaultdict(dict)
    for rad in justeringar:
        punkt = str(rad.punkt_id)
        if punkt in nu and utgavor.get(rad.sha256, {}).get(punkt) == nu[punkt]:
            gallande[rad.punkt_id][rad.uppdrag_id] = rad
    return Justeringslage(behoriga, gallande)


def justeringar_for(protokoll_ids: Iterable[int]) -> QuerySet[Justering]:
    """Justeringar with the person's name, without those whose § the same person gave back afterwards."""
    angrade = Aterlamning.objects.filter(
        protokoll=OuterRef("protokoll"),
        punkt=OuterRef("punkt"),
        uppdrag=OuterRef("uppdrag"),
        tid__gte=OuterRef("tid"),
    )
    return (
        Justering.objects.filter(~Exists(angrade), protokoll_id__in=list(protokoll_ids))
        .select_related("uppdrag__person")
        .order_by("tid", "pk")
    )


def utsanta() -> list[Protokoll]:
    """Protokoll that are printed and out for justering, with their sammanträde, the oldest first."""
    ute = Protokoll.objects.filter(status=Protokollsstatus.UTSANT).exclude(sha256="")
    return list(ute.select_related("sammantrade").order_by("sammantrade__start"))


def aterlamningar(protokoll: Protokoll) -> QuerySet[Aterlamning]:
    """Every § that was given back, the latest first."""
    return Aterlamning.objects.filter(protokoll=protokoll).select_related("uppdrag__person").order_by("-tid", "-pk")


def rattelser(protokoll: Protokoll) -> QuerySet[Rattelse]:
    """Notes of slips, in the order they were made."""
    return Rattelse.objects.filter(protokoll=protokoll).select_related("av").order_by("tid", "pk")


def punkter_med_beslut(protokoll: Protokoll) -> QuerySet[Punkt]:
    """The protokoll's §§ that hold a decision about an ärende, in order."""
    return (
        Punkt.objects.filter(sammantrade_id=protokoll.sammantrade_id, beslut__isnull=False, arende__isnull=False)
        .select_related("arende", "beslut__punkt__arende")
        .order_by("paragraf_ar", "paragraf")
    )
