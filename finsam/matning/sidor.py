"""Every page of the chain, who reads it, and what it is held to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from forbund.register.access import STANDARD
from forbund.register.states import LOGGADE_LASARE, Ratt, Roll


class Slag(Enum):
    """The kind of a page, and how many times the bare page it may take."""

    LISTA = "Listor"
    DETALJ = "Enskilda sidor"
    HISTORIK = "Historik"
    FORMULAR = "Formulär"
    OVERSIKT = "Översikt"
    SAMMANTRADE = "Sammanträdet"
    API = "API"

    @property
    def tak(self) -> float:
        return 3.0 if self in {Slag.OVERSIKT, Slag.SAMMANTRADE} else 2.5


@dataclass(frozen=True)
class Sida:
    """One page: `{slug}` and the names of `OBJEKT` stand in the address."""

    namn: str
    slag: Slag
    adress: str
    ratt: Ratt | None = None
    status: int = 200
    bara: frozenset[Roll] = frozenset(Roll)
    huvuden: tuple[tuple[str, str], ...] = ()

    def for_roll(self, roll: Roll) -> bool:
        """Whether the page is the role's to read; forms are nothing for those who only read."""
        skriver = self.slag is not Slag.FORMULAR or roll not in LOGGADE_LASARE
        return roll in self.bara and skriver and (self.ratt is None or self.ratt in STANDARD[roll])


F = "/f/{slug}/"
M = F + "sammantraden/"
V1 = F + "api/v1/"
JAMFOR = F + "beredning/{beslutat}/jamfor/?fran=1&till=2"
NYTT = M + "{pagar}/mote/?v={version}"
HTMX = (("HX-Request", "true"),)
PARTSFORETRADARE = frozenset({Roll.PARTSFORETRADARE})
SIDOR = (
    Sida("Översikt", Slag.OVERSIKT, F, Ratt.SE_FORBUND),
    Sida("Att göra i alla förbund", Slag.LISTA, "/att-gora/"),
    Sida("Beredningen, tavlan", Slag.LISTA, F + "beredning/?visa=tavla", Ratt.SE_BEREDNINGEN),
    Sida("Beredningen, listan", Slag.LISTA, F + "beredning/?visa=lista", Ratt.SE_BEREDNINGEN),
    Sida("Beredningen, sökning", Slag.LISTA, F + "beredning/?visa=lista&sok=omgång+7", Ratt.SE_BEREDNINGEN),
    Sida("Förslag, beslutat", Slag.DETALJ, F + "beredning/{beslutat}/", Ratt.SE_BEREDNINGEN),
    Sida("Förslag, parterna tar ställning", Slag.DETALJ, F + "beredning/{fragat}/", Ratt.SE_BEREDNINGEN),
    Sida("Förslag, jämför versioner", Slag.HISTORIK, JAMFOR, Ratt.SE_BEREDNINGEN),
    Sida("Nytt förslag", Slag.FORMULAR, F + "beredning/nytt/", Ratt.SKRIVA_FORSLAG),
    Sida("Förslag, skriv", Slag.FORMULAR, F + "beredning/{utkast}/redigera/vad/", bara=PARTSFORETRADARE),
    Sida("Förslag, kontrollera", Slag.FORMULAR, F + "beredning/{utkast}/redigera/kontroll/", bara=PARTSFORETRADARE),
    Sida("Ställningstagande", Slag.FORMULAR, F + "beredning/{fragat}/stallning/{stallning}/", bara=PARTSFORETRADARE),
    Sida("Ärenden", Slag.LISTA, F + "arenden/", Ratt.SE_ARENDEN),
    Sida("Ärenden, sidan 5", Slag.LISTA, F + "arenden/?sida=5", Ratt.SE_ARENDEN),
    Sida("Ärende", Slag.DETALJ, F + "arenden/{arende}/", Ratt.SE_ARENDEN),
    Sida("Nytt ärende", Slag.FORMULAR, F + "arenden/nytt/", Ratt.DIARIEFORA),
    Sida("Sammanträden", Slag.LISTA, M, Ratt.SE_STYRELSEN),
    Sida("Sammanträde, planerat", Slag.DETALJ, M + "{planerat}/", Ratt.SE_STYRELSEN),
    Sida("Sammanträde, avslutat", Slag.DETALJ, M + "{justerat}/", Ratt.SE_STYRELSEN),
    Sida("Föredragningslistan", Slag.DETALJ, M + "{planerat}/lista/", Ratt.KALLA),
    Sida("Punkt på listan", Slag.FORMULAR, M + "{planerat}/punkter/{punkt}/", Ratt.KALLA),
    Sida("Kallelsen, granska", Slag.DETALJ, M + "{planerat}/kallelse/", Ratt.KALLA),
    Sida("Sammanträdet, pågår", Slag.SAMMANTRADE, M + "{pagar}/mote/", Ratt.SE_STYRELSEN),
    Sida("Sammanträdet, fråga om nytt", Slag.SAMMANTRADE, NYTT, Ratt.SE_STYRELSEN, 204, huvuden=HTMX),
    Sida("Protokoll, utsänt", Slag.DETALJ, M + "{utsant}/protokoll/", Ratt.SE_STYRELSEN),
    Sida("Protokoll, justerat", Slag.DETALJ, M + "{justerat}/protokoll/", Ratt.SE_STYRELSEN),
    Sida("Insatser", Slag.LISTA, F + "insatser/", Ratt.SE_INSATSER),
    Sida("Insats", Slag.DETALJ, F + "insatser/{insats}/", Ratt.SE_INSATSER),
    Sida("Loggen", Slag.HISTORIK, F + "granskning/", Ratt.SE_LOGGEN),
    Sida("Utkorg", Slag.LISTA, F + "utkorg/", Ratt.SE_UTSKICK),
    Sida("Sök i förbundet", Slag.LISTA, F + "sok/?q=unga"),
    Sida("Regelverket", Slag.LISTA, "/regelverk/"),
    Sida("Granskning över mandatet", Slag.LISTA, "/granskning/", bara=frozenset({Roll.GRANSKARE})),
    Sida("API: ärenden", Slag.API, V1 + "arenden/", Ratt.SE_ARENDEN),
    Sida("API: ärende", Slag.API, V1 + "arenden/{arende}/", Ratt.SE_ARENDEN),
    Sida("API: handlingar", Slag.API, V1 + "arenden/{arende}/handlingar/", Ratt.SE_ARENDEN),
    Sida("API: förslag, lista", Slag.API, V1 + "forslag/", Ratt.SE_BEREDNINGEN),
    Sida("API: förslag", Slag.API, V1 + "forslag/{beslutat}/", Ratt.SE_BEREDNINGEN),
    Sida("API: ställningstaganden", Slag.API, V1 + "forslag/{beslutat}/stallningstaganden/", Ratt.SE_BEREDNINGEN),
    Sida("API: sammanträden", Slag.API, V1 + "sammantraden/", Ratt.SE_STYRELSEN),
    Sida("API: sammanträde", Slag.API, V1 + "sammantraden/{justerat}/", Ratt.SE_STYRELSEN),
    Sida("API: insatser", Slag.API, V1 + "insatser/", Ratt.SE_INSATSER),
    Sida("API: insats", Slag.API, V1 + "insatser/{insats}/", Ratt.SE_INSATSER),
)  # fmt: skip

_SENAST = "ORDER BY id DESC LIMIT 1"
_MOTE = "SELECT id FROM styrelse_sammantrade WHERE status = '{}' " + _SENAST
_PROTOKOLL = "SELECT sammantrade_id FROM styrelse_protokoll WHERE status = '{}' " + _SENAST
_FORSLAG = "SELECT id FROM beredning_forslag WHERE status = '{}' " + _SENAST
_STALLNING = "SELECT min(id) FROM beredning_stallningstagande WHERE forslag_id = ({})"
OBJEKT = {
    "beslutat": _FORSLAG.format("beslutat"),
    "fragat": _FORSLAG.format("stallningstaganden"),
    "utkast": _FORSLAG.format("utkast"),
    # of the first medlem, that the first partsföreträdare speaks for
    "stallning": _STALLNING.format(_FORSLAG.format("stallningstaganden")),
    "arende": f"SELECT arende_id FROM beredning_forslag WHERE status = 'beslutat' {_SENAST}",
    "planerat": _MOTE.format("utkast"),
    "pagar": _MOTE.format("pagar"),
    "version": f"SELECT version FROM styrelse_sammantrade WHERE status = 'pagar' {_SENAST}",
    "utsant": _PROTOKOLL.format("utsant"),
    "justerat": _PROTOKOLL.format("justerat"),
    "punkt": f"SELECT id FROM styrelse_punkt WHERE slag = 'arende' {_SENAST}",
    "insats": f"SELECT id FROM insatser_insats {_SENAST}",
}


def objekt(fraga: Callable[[str], int | None]) -> dict[str, int]:
    """What the addresses name, asked with the förbund open for reading."""
    return {namn: fraga(sql) or 0 for namn, sql in OBJEKT.items()}


def par() -> Iterator[tuple[Sida, Roll]]:
    """Every page with every role that reads it."""
    for sida in SIDOR:
        for roll in Roll:
            if sida.for_roll(roll):
                yield sida, roll


def adress(sida: Sida, slug: str, ids: Mapping[str, int]) -> str:
    return sida.adress.format(slug=slug, **ids)
