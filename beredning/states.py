"""Words of the beredning: states of a förslag, answers of the parts."""

from django.db.models import TextChoices


class Utforare(TextChoices):
    """Who does the work (R74)."""

    PARTERNA = "parterna", "Parterna, med egen personal"
    FORBUNDET = "forbundet", "Förbundet"


class Implementering(TextChoices):
    """Whether it is settled who carries on when the money ends (R83)."""

    KLART = "klart", "Klart: vi vet vem som driver vidare"
    OKLART = "oklart", "Oklart: frågan är inte löst än"


class Kostnadsslag(TextChoices):
    """What the money is spent on."""

    PERSONAL = "personal", "Personal"
    LOKALER = "lokaler", "Lokaler"
    TJANSTER = "tjanster", "Köpta tjänster"
    UTBILDNING = "utbildning", "Utbildning och kompetens"
    RESOR = "resor", "Resor"
    MATERIAL = "material", "Material och utrustning"
    OVRIGT = "ovrigt", "Övrigt"


class Forslagsstatus(TextChoices):
    UTKAST = "utkast", "Utkast"
    INLAMNAT = "inlamnat", "Inlämnat"
    KOMPLETTERING = "komplettering", "Kompletteras"
    STALLNINGSTAGANDEN = "stallningstaganden", "Parterna tar ställning"
    BEREDD = "beredd", "Berett"
    TILL_STYRELSEN = "till_styrelsen", "Hos styrelsen"
    BESLUTAT = "beslutat", "Beslutat"
    ATERTAGET = "atertaget", "Återtaget"
    AVSKRIVET = "avskrivet", "Avskrivet"


S = Forslagsstatus
MOVES: dict[Forslagsstatus, frozenset[Forslagsstatus]] = {
    S.UTKAST: frozenset({S.INLAMNAT}),
    S.INLAMNAT: frozenset({S.KOMPLETTERING, S.STALLNINGSTAGANDEN, S.ATERTAGET, S.AVSKRIVET}),
    S.KOMPLETTERING: frozenset({S.INLAMNAT, S.ATERTAGET, S.AVSKRIVET}),
    S.STALLNINGSTAGANDEN: frozenset({S.KOMPLETTERING, S.BEREDD, S.ATERTAGET, S.AVSKRIVET}),
    S.BEREDD: frozenset({S.KOMPLETTERING, S.STALLNINGSTAGANDEN, S.TILL_STYRELSEN, S.ATERTAGET, S.AVSKRIVET}),
    S.TILL_STYRELSEN: frozenset({S.BESLUTAT, S.KOMPLETTERING}),
}
SKRIVS = frozenset({S.UTKAST, S.KOMPLETTERING})
AVSLUTADE = frozenset({S.BESLUTAT, S.ATERTAGET, S.AVSKRIVET})


class Svar(TextChoices):
    """A part's stance. The beredning recommends; only the board decides (R85)."""

    TILLSTYRKER = "tillstyrker", "Tillstyrker"
    TILLSTYRKER_MED_VILLKOR = "tillstyrker_med_villkor", "Tillstyrker med villkor"
    AVSTYRKER = "avstyrker", "Avstyrker"
    AVSTAR = "avstar", "Avstår från att ta ställning"
    INGET_SVAR = "inget_svar", "Inget svar"


LANGSTA_SVAR = 8000
STALLNINGAR = tuple(s for s in Svar if s is not Svar.INGET_SVAR)


class Versionsskal(TextChoices):
    """Why a förslag was frozen."""

    INLAMNAT = "inlamnat", "Inlämnat"
    KOMPLETTERING = "komplettering", "Kompletterat"
    TILL_STYRELSEN = "till_styrelsen", "Lämnat till styrelsen"


FALTNAMN = {
    "rubrik": "Förslagets namn",
    "insatstyp": "Slags insats",
    "utforare": "Vem utför insatsen?",
    "sokande": "Sökande medlemmar",
    "insatsagare": "Insatsägare",
    "malgrupp": "Målgrupp",
    "antal_deltagare": "Antal deltagare",
    "behov": "Behov",
    "mal": "Mål",
    "metod": "Arbetssätt",
    "uppfoljning": "Uppföljning och jämställdhet",
    "egen_medverkan": "Parternas egen medverkan",
    "start": "Insatsen börjar",
    "slut": "Insatsen slutar",
    "kostnader": "Kostnader",
    "implementering_svar": "Är det klart vem som driver vidare?",
    "implementering": "Vem driver vidare?",
}
TEXTFALT = ("rubrik", "malgrupp", "behov", "mal", "metod", "uppfoljning", "egen_medverkan", "implementering")


class Utfall(TextChoices):
    """How the board ended the matter, for the förslag."""

    BIFALL = "bifall", "Bifall"
    AVSLAG = "avslag", "Avslag"
    ATERREMISS = "aterremiss", "Återremiss"
