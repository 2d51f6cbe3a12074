"""The board in the API: sammanträden, their points and decisions. How anyone voted is in the protokoll, not here."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from forbund.grund.rest import SVAR_VID_FEL, ApiVy
from forbund.register import access
from forbund.register.states import Ratt
from forbund.styrelse.models import Beslut, Beslutsbelopp, Protokoll, Punkt, Sammantrade


class BeslutsbeloppSerializer(serializers.ModelSerializer[Beslutsbelopp]):
    class Meta:
        model = Beslutsbelopp
        fields = ["ar", "belopp", "finansiering", "medlem"]


class BeslutSerializer(serializers.ModelSerializer[Beslut]):
    att_satser = serializers.ListField(child=serializers.CharField(), read_only=True)
    villkor = serializers.ListField(child=serializers.CharField(), read_only=True)
    belopp = BeslutsbeloppSerializer(many=True, read_only=True)

    class Meta:
        model = Beslut
        fields = ["id", "utfall", "satt", "att_satser", "villkor", "belopp", "klubbat"]


class PunktSerializer(serializers.ModelSerializer[Punkt]):
    beslut = serializers.SerializerMethodField()

    class Meta:
        model = Punkt
        fields = [
            "id",
            "ordning",
            "rubrik",
            "slag",
            "arende",
            "paragraf",
            "paragraf_ar",
            "status",
            "justerad",
            "beslut",
        ]

    @extend_schema_field(BeslutSerializer(allow_null=True))
    def get_beslut(self, punkt: Punkt) -> dict[str, object] | None:
        beslut = getattr(punkt, "beslut", None)
        return dict(BeslutSerializer(beslut).data) if beslut is not None else None


class ProtokollSerializer(serializers.ModelSerializer[Protokoll]):
    class Meta:
        model = Protokoll
        fields = ["status", "sha256", "utsant", "justerat", "handling", "slutlig_handling"]


class SammantradeSerializer(serializers.ModelSerializer[Sammantrade]):
    class Meta:
        model = Sammantrade
        fields = ["id", "start", "plats", "status", "oppnat", "avslutat"]


class SammantradeDetaljSerializer(SammantradeSerializer):
    punkter = PunktSerializer(many=True, read_only=True)
    protokoll = serializers.SerializerMethodField()

    class Meta(SammantradeSerializer.Meta):
        fields = [*SammantradeSerializer.Meta.fields, "punkter", "protokoll"]

    @extend_schema_field(ProtokollSerializer(allow_null=True))
    def get_protokoll(self, sammantrade: Sammantrade) -> dict[str, object] | None:
        """Status and seal of the protokoll, once there is one."""
        protokoll = getattr(sammantrade, "protokoll", None)
        return dict(ProtokollSerializer(protokoll).data) if protokoll is not None else None


def _med_punkter() -> QuerySet[Any]:
    belopp = Prefetch("beslut__belopp", queryset=Beslutsbelopp.objects.order_by("ar", "id"))
    punkter = Punkt.objects.select_related("beslut").prefetch_related(belopp).order_by("ordning")
    return Sammantrade.objects.select_related("protokoll").prefetch_related(Prefetch("punkter", queryset=punkter))


class Sammantraden(ApiVy):
    """Sammanträden, the newest first."""

    serializer_class = SammantradeSerializer

    @extend_schema(operation_id="sammantraden", responses={200: SammantradeSerializer(many=True), **SVAR_VID_FEL})
    def get(self, request: Request, slug: str) -> Response:
        access.require(self.konto, Ratt.SE_STYRELSEN)
        return self.lista(Sammantrade.objects.all())


class SammantradeVy(ApiVy):
    """One sammanträde with its points, decisions and the state of its protokoll."""

    serializer_class = SammantradeDetaljSerializer

    @extend_schema(operation_id="sammantrade", responses={200: SammantradeDetaljSerializer, **SVAR_VID_FEL})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_STYRELSEN)
        return Response(self.get_serializer(get_object_or_404(_med_punkter(), pk=pk)).data)
