"""Reads for justering: whose justeringar hold, and whose are missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.json import KeyTransform

from forbund.register.models import Konto, Person
from forbund.styrelse.models import Aterlamning, Justering, Protokoll, Punkt, Rattelse
from forbund.styrelse.queries.styrelsen import styrelsen_vid
from forbund.styrelse.rules.justering import ar_justerad
from forbund.styrelse.states import Protokollsstatus


@dataclass(frozen=True)
class Justeringslage:
    """Punkt → who is to justera (uppdrag → person), and the justeringar that hold (uppdrag → the row).

    `namn` is uppdrag → the name of everyone who is to justera something.
    """

    behoriga: Mapping[int, Mapping[int, int]]
    gallande: Mapping[int, Mapping[int, Justering]]
    namn: Mapping[int, str]

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

    def kvar_i(self, uppdrag_id: int) -> frozenset[int]:
        """The §§ that still wait for the uppdrag."""
        return frozenset(punkt_id for punkt_id in self.behoriga if uppdrag_id in self.vantar_pa(punkt_id))

    def person_i(self, uppdrag_id: int) -> int:
        """Who holds the uppdrag."""
        return next(alla[uppdrag_id] for alla in self.behoriga.values() if uppdrag_id in alla)

    def kvar(self, egna: Mapping[int, int]) -> frozenset[int]:
        """Of the §§ of `egna`, those that still wait for their uppdrag."""
        return frozenset(punkt_id for punkt_id, uppdrag_id in egna.items() if uppdrag_id in self.vantar_pa(punkt_id))

    def kvar_for(self, personer: Iterable[int]) -> frozenset[int]:
        """The §§ that still wait for one of the persons."""
        return self.kvar(self.egna(personer))


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
    namn = {int(uppdrag_id): namn for uppdrag_id, namn in fakta.get("justerare", {}).items()}
    return Justeringslage(behoriga, gallande, namn)


INGET_LAGE: Final = Justeringslage({}, {}, {})


def justeringar_for(protokoll_ids: Iterable[int]) -> QuerySet[Justering]:
    """Who justerade what and when, without those whose § the same person gave back afterwards."""
    return _justeringar(protokoll_ids).only("protokoll", "punkt", "uppdrag", "tid", "sha256")


def justeringar_for_papper(protokoll: Protokoll) -> QuerySet[Justering]:
    """The same with what is printed of each: the person, and the signed page with the one who noted it."""
    return _justeringar([protokoll.pk]).select_related("uppdrag__person", "underlag__arende", "antecknad_av")


def _justeringar(protokoll_ids: Iterable[int]) -> QuerySet[Justering]:
    angrade = Aterlamning.objects.filter(
        protokoll=OuterRef("protokoll"),
        punkt=OuterRef("punkt"),
        uppdrag=OuterRef("uppdrag"),
        tid__gte=OuterRef("tid"),
    )
    return Justering.objects.filter(~Exists(angrade), protokoll_id__in=list(protokoll_ids)).order_by("tid", "pk")


@dataclass(frozen=True)
class Utsant:
    """A protokoll that is printed and out for justering, without its text."""

    pk: int
    sammantrade_id: int
    start: datetime
    nummer: Mapping[int, int]
    lage: Justeringslage


def utsanta() -> list[Utsant]:
    """What is out for justering, the oldest first: at most two queries, and one when nothing is."""
    fakta = {n: KeyTransform(n, "fakta") for n in ("behoriga", "justerare", "fingeravtryck", "utgavor", "nummer")}
    ute: Any = Protokoll.objects.filter(status=Protokollsstatus.UTSANT).exclude(sha256="")
    rader = list(
        ute.order_by("sammantrade__start").values("pk", "sha256", "sammantrade_id", "sammantrade__start", **fakta)
    )
    justeringar: dict[int, list[Justering]] = defaultdict(list)
    for justering in justeringar_for([rad["pk"] for rad in rader]) if rader else ():
        justeringar[justering.protokoll_id].append(justering)
    return [
        Utsant(
            rad["pk"],
            rad["sammantrade_id"],
            rad["sammantrade__start"],
            {int(punkt_id): nummer for punkt_id, nummer in rad["nummer"].items()},
            _lage(rad, rad["sha256"], justeringar[rad["pk"]]),
        )
        for rad in rader
    ]


def aterlamningar(protokoll: Protokoll) -> QuerySet[Aterlamning]:
    """Every § that was given back, the latest first."""
    return Aterlamning.objects.filter(protokoll=protokoll).select_related("uppdrag__person").order_by("-tid", "-pk")


def rattelser(protokoll: Protokoll) -> QuerySet[Rattelse]:
    """Notes of slips, in the order they were made."""
    return Rattelse.objects.filter(protokoll=protokoll).select_related("av").order_by("tid", "pk")


def kan_justera_sjalva(personer: Iterable[int], dag: date) -> frozenset[int]:
    """Of the persons, those with a login and an uppdrag on the board on the day."""
    kan = styrelsen_vid(dag).filter(person__in=list(personer), person__konto__is_active=True)
    return frozenset(kan.order_by().values_list("person_id", flat=True))


def personer_for(konto: Konto) -> list[int]:
    """Who the konto is in the open förbund."""
    return list(Person.objects.filter(konto=konto).values_list("pk", flat=True))


def punkter_med_beslut(protokoll: Protokoll) -> QuerySet[Punkt]:
    """The protokoll's §§ that hold a decision about an ärende, in order."""
    return (
        Punkt.objects.filter(sammantrade_id=protokoll.sammantrade_id, beslut__isnull=False, arende__isnull=False)
        .select_related("arende", "beslut__punkt__arende")
        .order_by("paragraf_ar", "paragraf")
    )
