"""The diarium: the matter, and the papers that hang on it."""

from django.conf import settings
from django.db import models

from forbund.diarium.rules import diarienummer, handlingsnummer
from forbund.diarium.states import Karantan, Riktning, Synlighet
from forbund.grund.constraints import IngenRadering, OforanderligNar
from forbund.grund.tenancy import ForbundModel


class Arende(ForbundModel):
    """One matter with its diarienummer (OSL 5 kap. 1 §); everything about it hangs here."""

    ar = models.PositiveSmallIntegerField("år")
    nummer = models.PositiveIntegerField()
    slag = models.CharField(max_length=40)
    rubrik = models.CharField(max_length=200)
    startad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    oppnat = models.DateField("öppnat")
    avslutat = models.DateField(null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["forbund", "ar", "nummer"], name="diarium_arende_dnr_unikt"),
            models.CheckConstraint(
                condition=models.Q(avslutat=None) | models.Q(avslutat__gte=models.F("oppnat")),
                name="diarium_arende_period",
            ),
            IngenRadering(name="diarium_arende_ingen_radering"),
        ]

    def __str__(self) -> str:
        return f"{self.dnr} {self.rubrik}"

    @property
    def dnr(self) -> str:
        """ "2026/118"."""
        return diarienummer(self.ar, self.nummer)


class Handling(ForbundModel):
    """One paper of an ärende: a file by its hash, who it came from, who may read it."""

    arende = models.ForeignKey(Arende, on_delete=models.PROTECT, related_name="handlingar")
    nummer = models.PositiveIntegerField()
    rubrik = models.CharField(max_length=200)
    riktning = models.CharField(max_length=10, choices=Riktning.choices)
    motpart = models.CharField("från eller till", max_length=200, blank=True)
    datum = models.DateField()
    filnamn = models.CharField(max_length=200)
    medietyp = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    storlek = models.PositiveIntegerField("storlek i byte")
    synlighet = models.CharField(max_length=10, choices=Synlighet.choices)
    karantan = models.CharField("karantän", max_length=10, choices=Karantan.choices)
    skanning = models.JSONField("vad kontrollen fann", default=dict, blank=True)
    fryst = models.DateTimeField(null=True, blank=True)
    uppladdad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(ForbundModel.Meta):
        indexes = [models.Index(fields=["forbund", "sha256"], name="diarium_handling_fil")]
        constraints = [
            models.UniqueConstraint(fields=["arende", "nummer"], name="diarium_handling_nummer_unikt"),
            models.CheckConstraint(
                condition=models.Q(riktning__in=Riktning.values), name="diarium_handling_riktning_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(synlighet__in=Synlighet.values), name="diarium_handling_synlighet_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(karantan__in=Karantan.values), name="diarium_handling_karantan_finns"
            ),
            models.CheckConstraint(
                condition=models.Q(riktning=Riktning.UPPRATTAD) | ~models.Q(motpart=""),
                name="diarium_handling_har_motpart",
            ),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="diarium_handling_sha256"),
            IngenRadering(name="diarium_handling_ingen_radering"),
            OforanderligNar(villkor="OLD.fryst IS NOT NULL", name="diarium_handling_fryst"),
        ]

    def __str__(self) -> str:
        return f"{self.beteckning} {self.rubrik}"

    @property
    def beteckning(self) -> str:
        """ "2026/118-3"; wants `arende` fetched."""
        return handlingsnummer(self.arende.dnr, self.nummer)
