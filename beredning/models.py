"""What the parts prepare: a förslag, its money, its frozen versions and the parts' stances."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from guardian.models import UserObjectPermissionBase

from beredning.states import (
    MOVES,
    Forslagsstatus,
    Implementering,
    Kostnadsslag,
    Svar,
    Utfall,
    Utforare,
    Versionsskal,
)
from forbund.diarium.models import Arende, Handling
from forbund.grund.constraints import BaraTillagg
from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Medlem
from insatser.states import Insatstyp

SKRIVA = "skriva_utkast"


class Forslag(ForbundModel):
    """A förslag from the parts. Until it is handed in it is a draft of those who write it (R115)."""

    MOVES: ClassVar[Mapping[Any, frozenset[Any]]] = MOVES

    rubrik = models.CharField(max_length=200, blank=True)
    insatstyp = models.CharField(max_length=20, choices=Insatstyp.choices, blank=True)
    utforare = models.CharField("utförare", max_length=10, choices=Utforare.choices, default=Utforare.PARTERNA)
    insatsagare = models.ForeignKey(
        Medlem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="insatsägare"
    )
    malgrupp = models.TextField("målgrupp", blank=True)
    antal_deltagare = models.PositiveIntegerField("antal deltagare", null=True, blank=True)
    behov = models.TextField(blank=True)
    mal = models.TextField("mål", blank=True)
    metod = models.TextField(blank=True)
    uppfoljning = models.TextField("uppföljning och jämställdhet", blank=True)
    egen_medverkan = models.TextField("parternas egen medverkan, utan ersättning", blank=True)
    implementering = models.TextField(blank=True)
    implementering_svar = models.CharField(max_length=6, choices=Implementering.choices, blank=True)
    start = models.DateField(null=True, blank=True)
    slut = models.DateField(null=True, blank=True)

    status = models.CharField(max_length=20, choices=Forslagsstatus.choices, default=Forslagsstatus.UTKAST)
    utfall = models.CharField(max_length=10, choices=Utfall.choices, blank=True)
    skal = models.TextField("skäl till utfallet", blank=True)
    arende = models.ForeignKey(
        Arende, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ärende"
    )
    skapat_for = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")
    skapat_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    skapat = models.DateTimeField()
    inlamnat = models.DateTimeField("inlämnat", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    andringar = models.JSONField("fältens senaste ändring", default=dict, blank=True)
    andrat = models.DateTimeField("ändrat")
    andrat_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        permissions = [(SKRIVA, "Skriva på ett utkast")]
        indexes = [models.Index(fields=["forbund", "status", "-inlamnat"], name="beredning_forslag_lage")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Forslagsstatus.values), name="beredning_forslag_status_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(insatstyp__in=["", *Insatstyp.values]), name="beredning_forslag_insatstyp_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(utforare__in=Utforare.values), name="beredning_forslag_utforare_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(status=Forslagsstatus.UTKAST)
                | models.Q(inlamnat__isnull=False, arende__isnull=False),
                name="beredning_forslag_inlamnat_har_arende",
            ),
            models.CheckConstraint(
                condition=models.Q(slut=None) | models.Q(start=None) | models.Q(slut__gte=models.F("start")),
                name="beredning_forslag_period",
            ),
        ]

    def __str__(self) -> str:
        """What the log may say: nothing of what a draft is about (R115)."""
        return self.rubrik if self.inlamnat else f"Utkast {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("beredning:forslag", args=[self.forbund.slug, self.pk])


class ForslagUserObjectPermission(UserObjectPermissionBase):
    """guardian's store of co-writers: konto × draft."""

    content_object = models.ForeignKey(Forslag, on_delete=models.CASCADE, related_name="medskribenter")


class Sokande(ForbundModel):
    """A medlem that applies (R46); the parts it stands for count (R47)."""

    forslag = models.ForeignKey(Forslag, on_delete=models.CASCADE, related_name="sokande")
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [models.UniqueConstraint(fields=["forslag", "medlem"], name="beredning_sokande_unik")]

    def __str__(self) -> str:
        return f"{self.forslag_id}: {self.medlem_id}"


class Kostnad(ForbundModel):
    """Money asked for: receiving medlem × kind × year, in kronor."""

    forslag = models.ForeignKey(Forslag, on_delete=models.CASCADE, related_name="kostnader")
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")
    kostnadsslag = models.CharField(max_length=12, choices=Kostnadsslag.choices)
    ar = models.PositiveSmallIntegerField("år")
    belopp = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["forslag", "medlem", "kostnadsslag", "ar"], name="beredning_kostnad_unik"),
            models.CheckConstraint(condition=models.Q(belopp__gte=Decimal(0)), name="beredning_kostnad_inte_negativ"),
            models.CheckConstraint(
                condition=models.Q(kostnadsslag__in=Kostnadsslag.values), name="beredning_kostnad_slag_finns"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kostnadsslag_display()} {self.ar}: {self.belopp}"


class Forslagsversion(ForbundModel):
    """The förslag as it read when it was handed in, completed or sent to the board; never changed."""

    forslag = models.ForeignKey(Forslag, on_delete=models.PROTECT, related_name="versioner")
    nummer = models.PositiveSmallIntegerField()
    anledning = models.CharField(max_length=20, choices=Versionsskal.choices)
    innehall = models.JSONField("innehåll")
    skapad = models.DateTimeField()
    skapad_av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["forslag", "nummer"], name="beredning_forslagsversion_unik"),
            BaraTillagg(name="beredning_forslagsversion_bara_tillagg"),
        ]

    def __str__(self) -> str:
        return f"Version {self.nummer}"


class Forslagshandling(ForbundModel):
    """Which paper of the diarium a frozen version became."""

    version = models.OneToOneField(Forslagsversion, on_delete=models.PROTECT, related_name="papper")
    handling = models.ForeignKey(Handling, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.version_id}: {self.handling_id}"


class Stallningstagande(ForbundModel):
    """What one asked medlem thinks of the förslag (R50). A recommendation, never a vote (R85)."""

    forslag = models.ForeignKey(Forslag, on_delete=models.PROTECT, related_name="stallningstaganden")
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")
    begart = models.DateTimeField("begärt")
    senast = models.DateField()
    avser = models.ForeignKey(Forslagsversion, on_delete=models.PROTECT, related_name="+")
    svar = models.CharField(max_length=24, choices=Svar.choices, blank=True)
    text = models.TextField(blank=True)
    svarat = models.DateTimeField(null=True, blank=True)
    svarat_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    antecknat = models.BooleanField("antecknat av kansliet", default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta(ForbundModel.Meta):
        indexes = [models.Index(fields=["forbund", "medlem"], name="beredning_stallning_medlem")]
        constraints = [
            models.UniqueConstraint(fields=["forslag", "medlem"], name="beredning_stallning_unik"),
            models.CheckConstraint(
                condition=models.Q(svar__in=["", *Svar.values]), name="beredning_stallning_svar_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(svar__in=["", Svar.INGET_SVAR], svarat=None)
                | ~models.Q(svar__in=["", Svar.INGET_SVAR]) & models.Q(svarat__isnull=False, svarat_av__isnull=False),
                name="beredning_stallning_svarat_av_nagon",
            ),
        ]

    def __str__(self) -> str:
        return f"Ställningstagande {self.pk} till förslag {self.forslag_id}"
