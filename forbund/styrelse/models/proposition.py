"""The questions that the one who leads an ärende puts to the board, in order."""

from django.db import models
from django.db.models import Q

from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Uppdrag
from forbund.styrelse.models.mote import Omrostning, Yrkande
from forbund.styrelse.models.sammantrade import Punkt
from forbund.styrelse.models.skydd import JusteratSkydd
from forbund.styrelse.states import Propositionsutfall


class Proposition(ForbundModel):
    """One question: what the one who leads found, whether omröstning was asked for, and the klubbslag.

    `provar` is the återremiss or bordläggning that is tried first; without it the matter itself is.
    `yrkande` is what won, when somebody had proposed it.
    """

    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="propositioner")
    provar = models.ForeignKey(Yrkande, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    utfall = models.CharField(max_length=14, choices=Propositionsutfall.choices)
    yrkande = models.ForeignKey(Yrkande, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    redovisad = models.DateTimeField()
    begard_av = models.ForeignKey(
        Uppdrag, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="omröstning begärd av"
    )
    omrostning = models.OneToOneField(
        Omrostning, on_delete=models.PROTECT, null=True, blank=True, related_name="proposition"
    )
    klubbad = models.DateTimeField(null=True, blank=True)

    class Meta(ForbundModel.Meta):
        ordering = ["redovisad", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["punkt"], name="styrelse_proposition_en_oklubbad", condition=Q(klubbad=None)
            ),
            models.CheckConstraint(
                condition=Q(utfall__in=Propositionsutfall.values), name="styrelse_proposition_utfall"
            ),
            models.CheckConstraint(
                condition=Q(provar__isnull=False) | ~Q(utfall=Propositionsutfall.AVGORS),
                name="styrelse_proposition_avgors",
            ),
            models.CheckConstraint(
                condition=Q(omrostning=None) | Q(begard_av__isnull=False), name="styrelse_proposition_begard"
            ),
            JusteratSkydd(name="styrelse_proposition_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"Proposition, punkt {self.punkt_id}"
