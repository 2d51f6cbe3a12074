"""The protokoll, and how it is justerat."""

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from forbund.diarium.models import Handling
from forbund.grund.constraints import BaraTillagg
from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Uppdrag
from forbund.styrelse.models.sammantrade import Punkt, Sammantrade
from forbund.styrelse.models.skydd import Fryst, JusteratSkydd
from forbund.styrelse.states import PROTOKOLL_MOVES, Protokollsstatus


class Motesjusterare(ForbundModel):
    """Chosen at the sammanträde to justera beside the one who led."""

    sammantrade = models.ForeignKey(Sammantrade, on_delete=models.PROTECT, related_name="justerare")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sammantrade", "uppdrag"], name="styrelse_motesjusterare_unik"),
            JusteratSkydd(name="styrelse_motesjusterare_las", sammantrade="rad.sammantrade_id"),
        ]

    def __str__(self) -> str:
        return f"Justerare {self.uppdrag_id}"


class Protokoll(ForbundModel):
    """The protokoll of one sammanträde: its facts are frozen when it is sent out, and sealed when it is justerat."""

    MOVES: ClassVar[Mapping[Protokollsstatus, frozenset[Protokollsstatus]]] = PROTOKOLL_MOVES

    sammantrade = models.OneToOneField(Sammantrade, on_delete=models.PROTECT, related_name="protokoll")
    status = models.CharField(max_length=10, choices=Protokollsstatus.choices, default=Protokollsstatus.UTKAST)
    version = models.PositiveIntegerField(default=1)
    fakta = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    sha256 = models.CharField(max_length=64, blank=True)
    handling = models.ForeignKey(Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    slutlig_handling = models.ForeignKey(Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    utsant = models.DateTimeField("utsänt", null=True, blank=True)
    justerat = models.DateTimeField(null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Protokollsstatus.UTKAST, justerat=None)
                | Q(status=Protokollsstatus.UTSANT, utsant__isnull=False, justerat=None)
                | Q(status=Protokollsstatus.JUSTERAT, utsant__isnull=False, justerat__isnull=False),
                name="styrelse_protokoll_status",
            ),
            Fryst(name="styrelse_protokoll_fryst", nar="OLD.justerat IS NOT NULL", utom=("slutlig_handling_id",)),
        ]

    def __str__(self) -> str:
        return f"Protokoll {self.sammantrade}"


class Justering(ForbundModel):
    """One person has justerat one §, as it reads in the file with that SHA-256.

    By oneself in the system; or on paper, noted by the one who keeps the protokoll with the signed page as `underlag`.
    """

    protokoll = models.ForeignKey(Protokoll, on_delete=models.PROTECT, related_name="justeringar")
    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="justeringar")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    tid = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    underlag = models.ForeignKey(Handling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    antecknad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["punkt", "uppdrag", "sha256"], name="styrelse_justering_unik"),
            models.CheckConstraint(
                condition=Q(underlag=None, antecknad_av=None) | Q(underlag__isnull=False, antecknad_av__isnull=False),
                name="styrelse_justering_pa_papper",
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="styrelse_justering_sha256"),
            BaraTillagg(name="styrelse_justering_bara_tillagg"),
            JusteratSkydd(name="styrelse_justering_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"Justering {self.punkt_id}"


class Aterlamning(ForbundModel):
    """A justerare gives a § back: what must be changed before it can be justerad."""

    protokoll = models.ForeignKey(Protokoll, on_delete=models.PROTECT, related_name="aterlamningar")
    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="aterlamningar")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    tid = models.DateTimeField()
    atgardad = models.DateTimeField("åtgärdad", null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="styrelse_aterlamning_text"),
            JusteratSkydd(name="styrelse_aterlamning_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"Återlämning {self.punkt_id}"


class Rattelse(ForbundModel):
    """An obvious slip in a justerat protokoll, noted beside the §; the PDF stays as it is (FörvL 36 §)."""

    protokoll = models.ForeignKey(Protokoll, on_delete=models.PROTECT, related_name="rattelser")
    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="rattelser")
    text = models.TextField()
    tid = models.DateTimeField()
    av = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="styrelse_rattelse_text"),
            BaraTillagg(name="styrelse_rattelse_bara_tillagg"),
        ]

    def __str__(self) -> str:
        return f"Rättelse {self.punkt_id}"
