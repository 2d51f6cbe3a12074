"""Words of the diarium: direction, who sees, and where an upload stands."""

from django.db.models import TextChoices


class Riktning(TextChoices):
    """How a handling came to be here (TF 2 kap. 9–10 §§)."""

    INKOMMEN = "inkommen", "inkommen"
    UTGAENDE = "utgaende", "utgående"
    UPPRATTAD = "upprattad", "upprättad"


class Synlighet(TextChoices):
    """Who may read a handling, from the fewest to everyone."""

    UTKAST = "utkast", "utkast: bara de som skriver"
    PARTER = "parter", "parterna och styrelsen"
    STYRELSE = "styrelse", "styrelsen och kansliet"
    OPPEN = "oppen", "alla med uppdrag i förbundet"


class Karantan(TextChoices):
    """Whether the file has been searched for personnummer (R57)."""

    VANTAR = "vantar", "kontrolleras"
    REN = "ren", "kontrollerad"
    LAST = "last", "låst"


SKANNA = "diarium.skanna"  # the job that searches an upload
BEDOMD = "bedomd"  # key in a handling's `skanning`: the day when somebody judged the locked file
OVRIGT = "ovrigt"
_slagnamn: dict[str, str] = {OVRIGT: "Övrigt ärende"}


def namnge_slag(slag: str, namn: str) -> None:
    """Tell what a kind of ärende is called; called where the kind is registered."""
    _slagnamn[slag] = namn


def slagnamn(slag: str) -> str:
    """What people call the kind; the key itself when its room is not installed."""
    return _slagnamn.get(slag, slag)


def alla_slag() -> list[tuple[str, str]]:
    """Every kind and its name, by name."""
    return sorted(_slagnamn.items(), key=lambda par: par[1])
