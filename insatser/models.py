"""What the money does: the insats, who takes part, and what the board has granted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forbund.diarium.models import Arende
from forbund.grund.constraints import BaraTillagg
from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Medlem
from forbund.styrelse.models import Beslut
from insatser.states import MOVES, Insatsstatus, Insatstyp


class Insats(ForbundModel):
    """An insats that the board has granted money for; what is granted is the sum of its bevillningar."""

    MOVES: ClassVar[Mapping[Any, frozenset[Any]]] = MOVES

    rubrik = models.CharField(max_length=200)
    insatstyp = models.CharField(max_length=20, choices=Insatstyp.choices)
    insatsagare = models.ForeignKey(
        Medlem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="insatsägare"
    )
    arende = models.OneToOneField(Arende, on_delete=models.PROTECT, related_name="+", verbose_name="ärende")
    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=16, choices=Insatsstatus.choices, default=Insatsstatus.BEVILJAD)
    villkor = models.JSONField(default=list, blank=True)
    start = models.DateField(null=True, blank=True)
    slut = models.DateField(null=True, blank=True)
    skapad = models.DateTimeField()

    class Meta(ForbundModel.Meta):
        indexes = [
            models.Index(fields=["forbund", "status"], name="insatser_insats_lage"),
            models.Index(fields=["forbund", "rubrik", "id"], name="insatser_insats_lista"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Insatsstatus.values), name="insatser_insats_status_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(insatstyp__in=Insatstyp.values), name="insatser_insats_insatstyp_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(slut=None) | models.Q(start=None) | models.Q(slut__gte=models.F("start")),
                name="insatser_insats_period",
            ),
        ]

    def __str__(self) -> str:
        return self.rubrik

    def get_absolute_url(self) -> str:
        return reverse("insatser:insats", args=[self.forbund.slug, self.pk])


class Insatspart(ForbundModel):
    """A medlem that takes part in the insats, and signs its överenskommelse (R51)."""

    insats = models.ForeignKey(Insats, on_delete=models.PROTECT, related_name="parter")
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [models.UniqueConstraint(fields=["insats", "medlem"], name="insatser_insatspart_unik")]

    def __str__(self) -> str:
        return f"{self.insats_id}: {self.medlem_id}"


class Bevillning(ForbundModel):
    """Money that a decision grants an insats, for one year; a change is a new decision and a new row."""

    insats = models.ForeignKey(Insats, on_delete=models.PROTECT, related_name="bevillningar")
    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="+")
    ar = models.PositiveSmallIntegerField("år")
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    belopp = models.DecimalField(max_digits=14, decimal_places=2)
    finansiering = models.CharField(max_length=300, blank=True)

    class Meta(ForbundModel.Meta):
        indexes = [models.Index(fields=["forbund", "ar"], name="insatser_bevillning_ar")]
        constraints = [
            models.CheckConstraint(condition=models.Q(belopp__gt=Decimal(0)), name="insatser_bevillning_positiv"),
            BaraTillagg(name="insatser_bevillning_bara_tillagg"),
        ]

    def __str__(self) -> str:
        return f"{self.ar}: {self.belopp}"
