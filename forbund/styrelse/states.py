"""Words of the board's room, and the moves allowed between states."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices


class Sammantradesstatus(TextChoices):
    """Where a sammanträde stands."""

    UTKAST = "utkast", "Utkast"
    KALLAT = "kallat", "Kallat"
    PAGAR = "pagar", "Pågår"
    AJOURNERAT = "ajournerat", "Ajournerat"
    AVSLUTAT = "avslutat", "Avslutat"
    INSTALLT = "installt", "Inställt"


SAMMANTRADE_MOVES: Final[Mapping[Sammantradesstatus, frozenset[Sammantradesstatus]]] = {
    Sammantradesstatus.UTKAST: frozenset({Sammantradesstatus.KALLAT, Sammantradesstatus.INSTALLT}),
    Sammantradesstatus.KALLAT: frozenset({Sammantradesstatus.PAGAR, Sammantradesstatus.INSTALLT}),
    Sammantradesstatus.PAGAR: frozenset({Sammantradesstatus.AJOURNERAT, Sammantradesstatus.AVSLUTAT}),
    Sammantradesstatus.AJOURNERAT: frozenset({Sammantradesstatus.PAGAR}),
}
FORE_MOTET: Final = frozenset({Sammantradesstatus.UTKAST, Sammantradesstatus.KALLAT})
UNDER_MOTET: Final = frozenset({Sammantradesstatus.PAGAR, Sammantradesstatus.AJOURNERAT})


class Punktslag(TextChoices):
    """What a point on the föredragningslista is: an ärende, or one of the procedural points."""

    OPPNANDE = "oppnande", "Sammanträdets öppnande"
    UPPROP = "upprop", "Upprop och tjänstgörande ersättare"
    DAGORDNING = "dagordning", "Fastställande av föredragningslistan"
    JUSTERARE = "justerare", "Val av justerare, tid och plats för justering"
    JAV = "jav", "Fråga om jäv"
    FOREGAENDE_PROTOKOLL = "foregaende_protokoll", "Föregående protokoll"
    ARENDE = "arende", "Ärende"
    ANMALNING = "anmalning", "Anmälningar"
    INFORMATION = "information", "Information"
    NASTA = "nasta", "Nästa sammanträde"
    AVSLUTANDE = "avslutande", "Sammanträdets avslutande"


INLEDANDE: Final = (
    Punktslag.OPPNANDE,
    Punktslag.UPPROP,
    Punktslag.DAGORDNING,
    Punktslag.JUSTERARE,
    Punktslag.JAV,
    Punktslag.FOREGAENDE_PROTOKOLL,
)
AVSLUTANDE: Final = (Punktslag.NASTA, Punktslag.AVSLUTANDE)
# Minutes that a standing point is given when a sammanträde is planned; the others take no time worth a number.
FORMALIAMINUTER: Final = {Punktslag.UPPROP: 5, Punktslag.JUSTERARE: 5, Punktslag.JAV: 5}


class Punktstatus(TextChoices):
    """Where a point stands."""

    UPPSATT = "uppsatt", "Uppsatt"
    OPPEN = "oppen", "Behandlas"
    BESLUTAD = "beslutad", "Avgjord"
    BORDLAGD = "bordlagd", "Bordlagd"
    ATERREMITTERAD = "aterremitterad", "Återremitterad"
    UTGAR = "utgar", "Utgår"


PUNKT_MOVES: Final[Mapping[Punktstatus, frozenset[Punktstatus]]] = {
    Punktstatus.UPPSATT: frozenset({Punktstatus.OPPEN, Punktstatus.UTGAR}),
    Punktstatus.OPPEN: frozenset(
        {Punktstatus.BESLUTAD, Punktstatus.BORDLAGD, Punktstatus.ATERREMITTERAD, Punktstatus.UTGAR}
    ),
}
EJ_AVGJORDA: Final = frozenset({Punktstatus.UPPSATT, Punktstatus.OPPEN})


class Satt(TextChoices):
    """How someone is present."""

    SAL = "sal", "i lokalen"
    DISTANS = "distans", "på distans"


class Javsgrund(TextChoices):
    """KL 6 kap. 28 § 1–4."""

    SAK = "1", "Saken angår mig eller någon närstående"
    STALLFORETRADARE = "2", "Jag eller någon närstående är ställföreträdare"
    TILLSYN = "3", "Ärendet rör tillsyn över verksamhet jag är knuten till"
    ANNAN = "4", "Någon annan särskild omständighet"


class Javsstatus(TextChoices):
    """Declared by oneself, or decided by the board when disputed (R24)."""

    ANMALD = "anmald", "Anmäld"
    IFRAGASATT = "ifragasatt", "Ifrågasatt"
    PROVAD_JAV = "provad_jav", "Prövad: jäv"
    PROVAD_EJ_JAV = "provad_ej_jav", "Prövad: inte jäv"


class Yrkandeslag(TextChoices):
    """What a ledamot proposes."""

    BIFALL = "bifall", "Bifall till förslaget"
    AVSLAG = "avslag", "Avslag"
    ANDRING = "andring", "Ändringsyrkande"
    ATERREMISS = "aterremiss", "Återremiss"
    BORDLAGGNING = "bordlaggning", "Bordläggning"


class Rostval(TextChoices):
    """An answer in an omröstning."""

    JA = "ja", "Ja"
    NEJ = "nej", "Nej"
    AVSTAR = "avstar", "Avstår"


class Omrostningsutfall(TextChoices):
    """What an omröstning came to."""

    JA = "ja", "Ja"
    NEJ = "nej", "Nej"


class Propositionsutfall(TextChoices):
    """What the one who leads found when a question was put: the last only of an återremiss or a bordläggning."""

    BIFALL = "bifall", "Bifall"
    AVSLAG = "avslag", "Avslag"
    ATERREMISS = "aterremiss", "Återremiss"
    BORDLAGGNING = "bordlaggning", "Bordläggning"
    AVGORS = "avgors", "Ärendet avgörs i dag"


class Beslutsutfall(TextChoices):
    """What the board decided."""

    BIFALL = "bifall", "Bifall"
    AVSLAG = "avslag", "Avslag"
    ATERREMISS = "aterremiss", "Återremiss"
    BORDLAGGNING = "bordlaggning", "Bordläggning"


class Beslutssatt(TextChoices):
    """How it was settled (R18)."""

    ACKLAMATION = "acklamation", "Acklamation"
    OMROSTNING = "omrostning", "Omröstning"


class Protokollsstatus(TextChoices):
    """Where the protokoll stands."""

    UTKAST = "utkast", "Utkast"
    UTSANT = "utsant", "Utsänt för justering"
    JUSTERAT = "justerat", "Justerat"


PROTOKOLL_MOVES: Final[Mapping[Protokollsstatus, frozenset[Protokollsstatus]]] = {
    Protokollsstatus.UTKAST: frozenset({Protokollsstatus.UTSANT}),
    Protokollsstatus.UTSANT: frozenset({Protokollsstatus.UTKAST, Protokollsstatus.JUSTERAT}),
}
