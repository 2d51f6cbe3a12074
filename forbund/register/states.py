"""Words of the register: parts, roles and rights."""

from django.db.models import TextChoices


class Part(TextChoices):
    """The four kinds of part (FL 1 §)."""

    FORSAKRINGSKASSAN = "fk", "Försäkringskassan"
    ARBETSFORMEDLINGEN = "af", "Arbetsförmedlingen"
    REGION = "region", "Region"
    KOMMUN = "kommun", "Kommun"


class Roll(TextChoices):
    """What an uppdrag makes a person in one förbund."""

    FORBUNDSCHEF = "forbundschef", "förbundschef"
    HANDLAGGARE = "handlaggare", "handläggare"
    REGISTRATOR = "registrator", "registrator"
    EKONOM = "ekonom", "ekonom"
    ORDFORANDE = "ordforande", "ordförande"
    VICE = "vice", "vice ordförande"
    LEDAMOT = "ledamot", "ledamot"
    ERSATTARE = "ersattare", "ersättare"
    PARTSFORETRADARE = "partsforetradare", "partsföreträdare"
    MEDLEMSREPRESENTANT = "medlemsrepresentant", "medlemsrepresentant"
    REVISOR = "revisor", "revisor"
    GRANSKARE = "granskare", "granskare"


LEDAMOTSROLLER = frozenset({Roll.ORDFORANDE, Roll.VICE, Roll.LEDAMOT})
STYRELSEROLLER = LEDAMOTSROLLER | {Roll.ERSATTARE}
MEDLEMSROLLER = STYRELSEROLLER | {Roll.PARTSFORETRADARE, Roll.MEDLEMSREPRESENTANT, Roll.REVISOR}
LOGGADE_LASARE = frozenset({Roll.REVISOR, Roll.GRANSKARE})


class Ratt(TextChoices):
    """A right in one förbund, stored as a guardian permission on Forbund."""

    SE_FORBUND = "se_forbund", "Se förbundets översikt"
    SE_STYRELSEN = "se_styrelsen", "Läsa styrelsens föredragningslistor, handlingar och protokoll"
    SE_ARENDEN = "se_arenden", "Läsa ärenden och diariet"
    SE_BEREDNINGEN = "se_beredningen", "Läsa inlämnade förslag och ställningstaganden"
    SE_INSATSER = "se_insatser", "Läsa insatser"
    SE_UTSKICK = "se_utskick", "Se utskick och skicka igen"
    SE_LOGGEN = "se_loggen", "Läsa förbundets logg"
    SKRIVA_FORSLAG = "skriva_forslag", "Skriva och lämna in förslag för sin medlem"
    TA_STALLNING = "ta_stallning", "Lämna ställningstagande för sin medlem"
    BEREDA = "bereda", "Handlägga förslag och be om ställningstaganden"
    DIARIEFORA = "diariefora", "Registrera ärenden och handlingar"
    KALLA = "kalla", "Förbereda föredragningslistan och publicera kallelsen"
    VACKA_ARENDE = "vacka_arende", "Väcka ärende i styrelsen"
    LEDA_SAMMANTRADE = "leda_sammantrade", "Leda sammanträdet"
    FORA_PROTOKOLL = "fora_protokoll", "Anteckna närvaro, yrkanden och röster och skriva protokollet"
    DELTA = "delta", "Delta i sammanträdet, yrka, rösta, reservera sig och anmäla jäv"
    JUSTERA = "justera", "Justera protokollet"
