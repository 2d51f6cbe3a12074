"""The sammanträden that someone has something to do about now: one query for all who ask."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from forbund.grund import dates, minne
from forbund.register.models import Forbundsordning
from forbund.styrelse.models import Sammantrade
from forbund.styrelse.rules.kallelse import KALLELSEDAGAR
from forbund.styrelse.states import FORE_MOTET, UNDER_MOTET, Protokollsstatus, Sammantradesstatus

SNART = timedelta(hours=1)
FORSENAT = timedelta(hours=12)


@dataclass(frozen=True)
class Laget:
    """Planned, called, ongoing, and ended ones whose protokoll is being written, the earliest first."""

    nu: datetime
    sammantraden: tuple[Any, ...]

    def nasta(self) -> Any:
        """The nearest one that is planned or called from now on, with its `kallelsedagar`; None without one."""
        return next((s for s in self.sammantraden if s.status in FORE_MOTET and s.start >= self.nu), None)

    def pagar_eller_borjar(self) -> Sammantrade | None:
        """The one that goes on, or was to begin within an hour, or has not been opened in time."""
        return next((s for s in self.sammantraden if s.status in UNDER_MOTET or self._borjar(s)), None)

    def utan_utsant_protokoll(self) -> list[Sammantrade]:
        return [s for s in self.sammantraden if s.status == Sammantradesstatus.AVSLUTAT]

    def _borjar(self, sammantrade: Sammantrade) -> bool:
        i_tid = self.nu - FORSENAT <= sammantrade.start <= self.nu + SNART
        return sammantrade.status == Sammantradesstatus.KALLAT and i_tid


def laget() -> Laget:
    """As it is now; asked for once on a page."""
    return Laget(dates.nu(), minne.i_omfanget("sammantraden", _sammantraden))


def _sammantraden() -> tuple[Sammantrade, ...]:
    oskrivet = Q(protokoll=None) | Q(protokoll__status=Protokollsstatus.UTKAST)
    skrivs = Q(oskrivet, status=Sammantradesstatus.AVSLUTAT)
    start = ExpressionWrapper(OuterRef("start"), output_field=DateTimeField())
    ordning = Forbundsordning.objects.filter(galler_fran__lte=TruncDate(start, tzinfo=dates.STOCKHOLM))
    dagar = Subquery(ordning.order_by("-galler_fran").values("kallelsedagar")[:1])
    return tuple(
        Sammantrade.objects.filter(Q(status__in=FORE_MOTET | UNDER_MOTET) | skrivs)
        .annotate(kallelsedagar=Coalesce(dagar, KALLELSEDAGAR))
        .order_by("start", "pk")
    )
