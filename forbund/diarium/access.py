"""Which handlingar a konto may read, by its rights in the förbund."""

from django.db.models import QuerySet

from forbund.diarium import queries
from forbund.diarium.models import Handling
from forbund.diarium.states import Synlighet
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt

KRAV = {
    Synlighet.OPPEN: Ratt.SE_FORBUND,
    Synlighet.PARTER: Ratt.SE_BEREDNINGEN,
    Synlighet.STYRELSE: Ratt.SE_STYRELSEN,
}


def synliga_for(konto: Konto) -> QuerySet[Handling]:
    """Every handling of the open förbund that the konto may know of; see `queries.handlingar_for`."""
    return queries.handlingar_for(
        konto,
        synligheter=[synlighet for synlighet, ratt in KRAV.items() if access.can(konto, ratt)],
        registrator=access.can(konto, Ratt.DIARIEFORA),
    )
