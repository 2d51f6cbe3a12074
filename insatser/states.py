"""Words of the insatser: kinds and states."""

from django.db.models import TextChoices


class Insatstyp(TextChoices):
    """What the money is to do (FL 7 §); the last two are what practice calls strukturövergripande."""

    INDIVIDINSATS = "individinsats", "Insats för enskilda (individinriktad)"
    BEHOVSANALYS = "behovsanalys", "Behovsanalys (strukturövergripande)"
    FRAMJA_SAMVERKAN = "framja_samverkan", "Främja samverkan (strukturövergripande)"


class Insatsstatus(TextChoices):
    BEVILJAD = "beviljad", "Beviljad"
    OVERENSKOMMEN = "overenskommen", "Överenskommelse tecknad"
    PAGAR = "pagar", "Pågår"
    SLUTRAPPORT = "slutrapport", "Slutrapport"
    AVSLUTAD = "avslutad", "Avslutad"


S = Insatsstatus
MOVES: dict[Insatsstatus, frozenset[Insatsstatus]] = {
    S.BEVILJAD: frozenset({S.OVERENSKOMMEN, S.PAGAR}),
    S.OVERENSKOMMEN: frozenset({S.PAGAR}),
    S.PAGAR: frozenset({S.OVERENSKOMMEN, S.SLUTRAPPORT}),
    S.SLUTRAPPORT: frozenset({S.AVSLUTAD}),
}
