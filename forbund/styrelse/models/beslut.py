"""What the board decided, with whom, and who reserved."""

from django.db import models
from django.db.models import Q

from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Medlem, Uppdrag
from forbund.styrelse.models.mote import Omrostning, Yrkande
from forbund.styrelse.models.sammantrade import Beloppsrad, Punkt
from forbund.styrelse.models.skydd import JusteratSkydd
from forbund.styrelse.states import Beslutssatt, Beslutsutfall

_PUNKT_FOR_BESLUT = "(SELECT b.punkt_id FROM styrelse_beslut b WHERE b.id = rad.beslut_id)"


class Beslut(ForbundModel):
    """The decision of one point: a copy of what won, confirmed by the klubbslag."""

    punkt = models.OneToOneField(Punkt, on_delete=models.PROTECT, related_name="beslut")
    utfall = models.CharField(max_length=14, choices=Beslutsutfall.choices)
    satt = models.CharField("sätt", max_length=12, choices=Beslutssatt.choices)
    omrostning = models.ForeignKey(Omrostning, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    yrkande = models.ForeignKey(Yrkande, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    enighet_antecknad = models.BooleanField(default=False)
    att_satser = models.JSONField(default=list)
    villkor = models.JSONField(default=list, blank=True)
    klubbat = models.DateTimeField()
    ordforande = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    verkan_kord = models.DateTimeField(null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(utfall__in=Beslutsutfall.values), name="styrelse_beslut_utfall"),
            models.CheckConstraint(
                condition=Q(satt=Beslutssatt.ACKLAMATION, omrostning=None)
                | Q(satt=Beslutssatt.OMROSTNING, omrostning__isnull=False),
                name="styrelse_beslut_satt",
            ),
            JusteratSkydd(name="styrelse_beslut_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"{self.get_utfall_display()}, {self.punkt}"


class Beslutsbelopp(Beloppsrad):
    """Money that was decided: year, amount, financing (KL 11 kap. 15 §) and receiving medlem."""

    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="belopp")

    class Meta(Beloppsrad.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(belopp__gt=0), name="styrelse_beslutsbelopp_positivt"),
            models.CheckConstraint(condition=~Q(finansiering=""), name="styrelse_beslutsbelopp_finansierat"),
            JusteratSkydd(name="styrelse_beslutsbelopp_las", punkt=_PUNKT_FOR_BESLUT),
        ]


class Beslutsdeltagare(ForbundModel):
    """One who was there and could decide; `avstod` from the whole decision means took no part (a reading)."""

    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="deltagare")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    for_medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")
    avstod = models.BooleanField(default=False)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["beslut", "uppdrag"], name="styrelse_beslutsdeltagare_unik"),
            JusteratSkydd(name="styrelse_beslutsdeltagare_las", punkt=_PUNKT_FOR_BESLUT),
        ]

    def __str__(self) -> str:
        return f"Deltagare {self.uppdrag_id}"


class Reservation(ForbundModel):
    """Announced before the sammanträde ends; its written ground may follow until justering (KL 4 kap. 27 §)."""

    beslut = models.ForeignKey(Beslut, on_delete=models.PROTECT, related_name="reservationer")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    anmald = models.DateTimeField("anmäld")
    text = models.TextField("motivering", blank=True)
    text_lamnad = models.DateTimeField("motiveringen lämnad", null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["beslut", "uppdrag"], name="styrelse_reservation_unik"),
            models.CheckConstraint(
                condition=Q(text="", text_lamnad=None) | Q(~Q(text=""), text_lamnad__isnull=False),
                name="styrelse_reservation_text",
            ),
            JusteratSkydd(name="styrelse_reservation_las", punkt=_PUNKT_FOR_BESLUT),
        ]

    def __str__(self) -> str:
        return f"Reservation {self.beslut_id}"
