"""Tables of the kernel: the log, the queue and the mail. They name register's models, never import them."""

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from forbund.grund.constraints import BaraTillagg, IngenRadering
from forbund.grund.tenancy import ForbundModel


class Handelse(ForbundModel):
    """One row of the log: who did what, for whom, with which grounds. Chained by hash, never changed."""

    nummer = models.PositiveBigIntegerField()
    tid = models.DateTimeField()
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    namn = models.CharField("namn vid händelsen", max_length=200, blank=True)
    at = models.CharField("på vems vägnar", max_length=200, blank=True)
    typ = models.CharField(max_length=60)
    objekt_typ = models.CharField(max_length=60)
    objekt_id = models.BigIntegerField()
    rubrik = models.CharField(max_length=300, blank=True)
    fore = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    efter = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    lagrum = models.CharField(max_length=200, blank=True)
    skal = models.JSONField(default=dict)
    foregaende = models.CharField("föregående hash", max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(ForbundModel.Meta):
        indexes = [
            models.Index(fields=["forbund", "objekt_typ", "objekt_id"], name="grund_handelse_objekt"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["forbund", "nummer"], name="grund_handelse_nummer_unik"),
            BaraTillagg(name="grund_handelse_bara_tillagg"),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.typ}"


class Handelsehuvud(ForbundModel):
    """The last number and hash of a förbund's log: the row that numbering locks. A reading is no change."""

    nummer = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    andring = models.PositiveBigIntegerField("senaste ändringens nummer", default=0)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["forbund"], name="grund_handelsehuvud_unik"),
            IngenRadering(name="grund_handelsehuvud_ingen_radering"),
        ]

    def __str__(self) -> str:
        return f"{self.forbund_id}: {self.nummer}"


class Jobb(models.Model):
    """Work to do after a commit: a name and ids, nothing that needs a wall. Celery is only the bell."""

    namn = models.CharField(max_length=80)
    forbund = models.ForeignKey("register.Forbund", on_delete=models.CASCADE, null=True, related_name="+")
    objekt_id = models.BigIntegerField()
    skapat = models.DateTimeField(auto_now_add=True)
    ledigt_fran = models.DateTimeField("ledigt att ta från")
    forsok = models.PositiveSmallIntegerField("försök", default=0)
    klart = models.DateTimeField(null=True, blank=True)
    fel = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["ledigt_fran"], name="grund_jobb_vantande", condition=models.Q(klart=None)),
        ]

    def __str__(self) -> str:
        return f"{self.namn} {self.objekt_id}"


class Raknare(ForbundModel):
    """The last number taken in a series of one year: see `grund.nummer`."""

    serie = models.CharField(max_length=40)
    ar = models.PositiveSmallIntegerField("år")
    varde = models.PositiveIntegerField()

    class Meta(ForbundModel.Meta):
        constraints = [models.UniqueConstraint(fields=["forbund", "serie", "ar"], name="grund_raknare_unik")]

    def __str__(self) -> str:
        return f"{self.serie} {self.ar}: {self.varde}"


class Utskicksstatus(models.TextChoices):
    """Where a mail stands; what was sent and what may have been sent are never the same word."""

    VANTAR = "vantar", "väntar"
    SKICKAS = "skickas", "skickas"
    SKICKAT = "skickat", "skickat"
    OKLART = "oklart", "oklart om det kom fram"
    MISSLYCKAT = "misslyckat", "gick inte att skicka"
    INAKTUELLT = "inaktuellt", "inaktuellt, skickades inte"


class Utskick(ForbundModel):
    """One mail to one person, promised once by its key: see `grund.utskick`."""

    MOVES: ClassVar[Mapping[str, frozenset[str]]] = {
        Utskicksstatus.VANTAR: frozenset(
            {Utskicksstatus.SKICKAS, Utskicksstatus.INAKTUELLT, Utskicksstatus.MISSLYCKAT}
        ),
        Utskicksstatus.SKICKAS: frozenset(
            {Utskicksstatus.SKICKAT, Utskicksstatus.OKLART, Utskicksstatus.MISSLYCKAT, Utskicksstatus.VANTAR}
        ),
        Utskicksstatus.OKLART: frozenset({Utskicksstatus.VANTAR}),
        Utskicksstatus.MISSLYCKAT: frozenset({Utskicksstatus.VANTAR}),
    }

    nyckel = models.CharField(max_length=200)
    slag = models.CharField(max_length=80)
    konto = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    adress = models.EmailField(max_length=254, blank=True)
    objekt_id = models.BigIntegerField()
    forfaller = models.DateTimeField("ska skickas")
    status = models.CharField(max_length=12, choices=Utskicksstatus.choices, default=Utskicksstatus.VANTAR)
    amne = models.CharField("ämne", max_length=200, blank=True)
    text = models.TextField(blank=True)
    message_id = models.CharField(max_length=120)
    forsok = models.PositiveSmallIntegerField("försök", default=0)
    nasta_forsok = models.DateTimeField("nästa försök")
    paborjat = models.DateTimeField("påbörjat", null=True, blank=True)
    skickat = models.DateTimeField(null=True, blank=True)
    fel = models.CharField(max_length=500, blank=True)

    class Meta(ForbundModel.Meta):
        indexes = [
            models.Index(
                fields=["forbund", "nasta_forsok"],
                name="grund_utskick_vantande",
                condition=models.Q(status=Utskicksstatus.VANTAR),
            ),
            models.Index(fields=["forbund", "-forfaller", "-id"], name="grund_utskick_lista"),
            models.Index(
                fields=["forbund"],
                name="grund_utskick_oklara",
                condition=models.Q(
                    status__in=[Utskicksstatus.SKICKAS, Utskicksstatus.OKLART, Utskicksstatus.MISSLYCKAT]
                ),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["forbund", "nyckel"], name="grund_utskick_nyckel_unik"),
            models.CheckConstraint(
                condition=models.Q(status__in=Utskicksstatus.values), name="grund_utskick_status_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(konto__isnull=False) ^ ~models.Q(adress=""), name="grund_utskick_en_mottagare"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slag} {self.nyckel}"
