"""Reads of the board itself: seats, days of notice, and who sits there on a day."""

from datetime import date

from django.db.models import Q, QuerySet, Sum

from forbund.register.models import Forbundsordning, Person, Uppdrag
from forbund.register.states import STYRELSEROLLER, Roll
from forbund.styrelse.rules.kallelse import KALLELSEDAGAR


def forbundsordning_vid(dag: date) -> Forbundsordning | None:
    """The förbundsordning in force on the day."""
    return Forbundsordning.objects.filter(galler_fran__lte=dag).order_by("-galler_fran").first()


def kallelsedagar(dag: date) -> int:
    """Days of notice by the förbundsordning in force on the day of the sammanträde."""
    ordning = forbundsordning_vid(dag)
    return KALLELSEDAGAR if ordning is None else ordning.kallelsedagar


def antal_platser(dag: date) -> int:
    """Seats of ledamöter by the förbundsordning in force on the day, filled or not; 0 without one."""
    ordning = forbundsordning_vid(dag)
    if ordning is None:
        return 0
    return int(ordning.platser.aggregate(antal=Sum("ledamoter"))["antal"] or 0)


def uppdrag_vid(dag: date, *roller: Roll) -> QuerySet[Uppdrag]:
    """Uppdrag of the open förbund in force on the day, with person and medlem."""
    return (
        Uppdrag.objects.filter(Q(till=None) | Q(till__gte=dag), fran__lte=dag, roll__in=roller)
        .select_related("person__konto", "medlem__organisation")
        .order_by("medlem__organisation__slag", "medlem__organisation__namn", "ordning", "pk")
    )


def styrelsen_vid(dag: date) -> QuerySet[Uppdrag]:
    """Ordförande, vice, ledamöter and ersättare on the day."""
    return uppdrag_vid(dag, *STYRELSEROLLER)


def tankbara_foredragande(dag: date) -> QuerySet[Person]:
    """People with any uppdrag in the förbund on the day, by name."""
    return (
        Person.objects.filter(Q(uppdrag__till=None) | Q(uppdrag__till__gte=dag), uppdrag__fran__lte=dag)
        .exclude(uppdrag__roll__in=[Roll.REVISOR, Roll.GRANSKARE])
        .distinct()
        .order_by("namn")
    )


def tankbara_sekreterare(dag: date) -> QuerySet[Person]:
    """The office, and whoever else may keep the protokoll."""
    kansli = [Roll.FORBUNDSCHEF, Roll.HANDLAGGARE, Roll.REGISTRATOR]
    return (
        Person.objects.filter(
            Q(uppdrag__till=None) | Q(uppdrag__till__gte=dag), uppdrag__fran__lte=dag, uppdrag__roll__in=kansli
        )
        .distinct()
        .order_by("namn")
    )
