"""What the board's room stores: sammanträde, what happens in it, what it decides, and the protokoll."""

from forbund.styrelse.models.beslut import Beslut, Beslutsbelopp, Beslutsdeltagare, Reservation
from forbund.styrelse.models.mote import (
    Javsanmalan,
    Javsvar,
    Narvaro,
    Omrostning,
    Rost,
    Rostlangdsrad,
    Tjanstgoring,
    Yrkande,
    Yrkandebelopp,
)
from forbund.styrelse.models.proposition import Proposition
from forbund.styrelse.models.protokoll import Aterlamning, Justering, Motesjusterare, Protokoll, Rattelse
from forbund.styrelse.models.sammantrade import Kallelse, Punkt, Punktbelopp, Sammantrade

__all__ = [
    "Aterlamning",
    "Beslut",
    "Beslutsbelopp",
    "Beslutsdeltagare",
    "Javsanmalan",
    "Javsvar",
    "Justering",
    "Kallelse",
    "Motesjusterare",
    "Narvaro",
    "Omrostning",
    "Proposition",
    "Protokoll",
    "Punkt",
    "Punktbelopp",
    "Rattelse",
    "Reservation",
    "Rost",
    "Rostlangdsrad",
    "Sammantrade",
    "Tjanstgoring",
    "Yrkande",
    "Yrkandebelopp",
]
