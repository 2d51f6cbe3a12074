"""The sammanträde, its points and its kallelser."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from forbund.diarium.models import Arende, Handling
from forbund.grund.dates import svensk_dag, visa_veckodag_ar
from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Medlem, Person, Uppdrag
from forbund.styrelse.models.skydd import Fryst, JusteratSkydd
from forbund.styrelse.states import PUNKT_MOVES, SAMMANTRADE_MOVES, Punktslag, Punktstatus, Sammantradesstatus


class Sammantrade(ForbundModel):
    """One sitting of the board."""

    MOVES: ClassVar[Mapping[Sammantradesstatus, frozenset[Sammantradesstatus]]] = SAMMANTRADE_MOVES

    start = models.DateTimeField("börjar")
    plats = models.CharField(max_length=200)
    status = models.CharField(max_length=12, choices=Sammantradesstatus.choices, default=Sammantradesstatus.UTKAST)
    oppnat = models.DateTimeField("öppnat", null=True, blank=True)
    avslutat = models.DateTimeField("avslutat", null=True, blank=True)
    sekreterare = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    arende = models.OneToOneField(
        Arende, on_delete=models.PROTECT, null=True, blank=True, related_name="sammantrade", verbose_name="dess ärende"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta(ForbundModel.Meta):
        indexes = [models.Index(fields=["forbund", "start"], name="styrelse_sammantrade_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Sammantradesstatus.values), name="styrelse_sammantrade_status"
            ),
            models.CheckConstraint(
                condition=Q(avslutat=None) | Q(oppnat__isnull=False, avslutat__gte=F("oppnat")),
                name="styrelse_sammantrade_tider",
            ),
            JusteratSkydd(name="styrelse_sammantrade_las", sammantrade="rad.id"),
        ]

    def __str__(self) -> str:
        return f"Sammanträde {visa_veckodag_ar(self.dag)}"

    @property
    def dag(self) -> date:
        """The Swedish day on which it begins."""
        return svensk_dag(self.start)


class Punkt(ForbundModel):
    """One point of a sammanträde: an ärende, or a procedural step. Its § is taken when it is opened."""

    MOVES: ClassVar[Mapping[Punktstatus, frozenset[Punktstatus]]] = PUNKT_MOVES

    sammantrade = models.ForeignKey(Sammantrade, on_delete=models.PROTECT, related_name="punkter")
    arende = models.ForeignKey(Arende, on_delete=models.PROTECT, null=True, blank=True, related_name="punkter")
    slag = models.CharField(max_length=24, choices=Punktslag.choices, default=Punktslag.ARENDE)
    ordning = models.PositiveSmallIntegerField()
    rubrik = models.CharField(max_length=300)
    foredragande = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minuter = models.PositiveSmallIntegerField(null=True, blank=True)
    vackt_av = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    att_satser = models.JSONField("förslag till beslut", default=list, blank=True)
    villkor = models.JSONField(default=list, blank=True)
    finansiering = models.CharField("hur utgiften finansieras", max_length=300, blank=True)
    paragraf = models.PositiveIntegerField(null=True, blank=True)
    paragraf_ar = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Punktstatus.choices, default=Punktstatus.UPPSATT)
    motesordforande = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    oppnad = models.DateTimeField("öppnad", null=True, blank=True)
    overlaggning_avslutad = models.DateTimeField(null=True, blank=True)
    avslutad = models.DateTimeField(null=True, blank=True)
    frys = models.JSONField("underlaget vid kallelsen", default=dict, blank=True, encoder=DjangoJSONEncoder)
    notering = models.TextField("text i protokollet", blank=True)
    justerad = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(ForbundModel.Meta):
        ordering = ["ordning"]
        constraints = [
            models.UniqueConstraint(
                fields=["sammantrade", "ordning"],
                name="styrelse_punkt_ordning",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["forbund", "paragraf_ar", "paragraf"],
                name="styrelse_punkt_paragraf",
                condition=Q(paragraf__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["sammantrade", "arende"], name="styrelse_punkt_arende", condition=Q(arende__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["sammantrade"], name="styrelse_punkt_en_oppen", condition=Q(status=Punktstatus.OPPEN)
            ),
            models.CheckConstraint(condition=Q(status__in=Punktstatus.values), name="styrelse_punkt_status"),
            models.CheckConstraint(condition=Q(slag__in=Punktslag.values), name="styrelse_punkt_slag"),
            models.CheckConstraint(
                condition=Q(slag=Punktslag.ARENDE, arende__isnull=False)
                | (~Q(slag=Punktslag.ARENDE) & Q(arende__isnull=True)),
                name="styrelse_punkt_arende_finns",
            ),
            models.CheckConstraint(
                condition=Q(paragraf=None, paragraf_ar=None) | Q(paragraf__isnull=False, paragraf_ar__isnull=False),
                name="styrelse_punkt_paragraf_ar",
            ),
            JusteratSkydd(name="styrelse_punkt_las", punkt="rad.id", sammantrade="rad.sammantrade_id"),
        ]

    def __str__(self) -> str:
        return f"§ {self.paragraf} {self.rubrik}" if self.paragraf else self.rubrik


class Beloppsrad(ForbundModel):
    """An amount of money for a year, how it is paid, and who receives it."""

    ar = models.PositiveSmallIntegerField("år")
    belopp = models.DecimalField(max_digits=14, decimal_places=2)
    finansiering = models.CharField(max_length=300, blank=True)
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ForbundModel.Meta):
        abstract = True
        ordering = ["ar", "id"]

    def __str__(self) -> str:
        return f"{self.ar}: {self.belopp}"


class Punktbelopp(Beloppsrad):
    """Money in the proposal that the point carries."""

    punkt = models.ForeignKey(Punkt, on_delete=models.CASCADE, related_name="belopp")

    class Meta(Beloppsrad.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(belopp__gt=0), name="styrelse_punktbelopp_positivt"),
            JusteratSkydd(name="styrelse_punktbelopp_las", punkt="rad.punkt_id"),
        ]


class Kallelse(ForbundModel):
    """One published kallelse: what was sent, to whom, when. Never changed; a new one says what is new."""

    sammantrade = models.ForeignKey(Sammantrade, on_delete=models.PROTECT, related_name="kallelser")
    nummer = models.PositiveSmallIntegerField()
    publicerad = models.DateTimeField()
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    fakta = models.JSONField(encoder=DjangoJSONEncoder)
    skal = models.JSONField("skäl till avvikelser", default=dict, blank=True)
    handling = models.ForeignKey(Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ForbundModel.Meta):
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["sammantrade", "nummer"], name="styrelse_kallelse_nummer"),
            Fryst(name="styrelse_kallelse_fryst", utom=("handling_id",)),
        ]

    def __str__(self) -> str:
        return f"Kallelse {self.nummer}"
