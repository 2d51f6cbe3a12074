"""The diarium in the API: ärenden and what is registered in them."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from forbund.diarium.access import synliga_for
from forbund.diarium.models import Arende, Handling
from forbund.diarium.queries import handlingar_i_arende
from forbund.grund.rest import SVAR_VID_FEL, ApiVy
from forbund.register import access
from forbund.register.states import Ratt


class ArendeSerializer(serializers.ModelSerializer[Arende]):
    dnr = serializers.CharField(read_only=True)

    class Meta:
        model = Arende
        fields = ["id", "dnr", "slag", "rubrik", "oppnat", "avslutat"]


class HandlingSerializer(serializers.ModelSerializer[Handling]):
    beteckning = serializers.CharField(read_only=True)

    class Meta:
        model = Handling
        fields = [
            "id",
            "beteckning",
            "rubrik",
            "riktning",
            "motpart",
            "datum",
            "medietyp",
            "sha256",
            "storlek",
            "fryst",
        ]


class Arenden(ApiVy):
    """Ärenden, the newest first."""

    serializer_class = ArendeSerializer

    @extend_schema(operation_id="arenden", responses={200: ArendeSerializer(many=True), **SVAR_VID_FEL})
    def get(self, request: Request, slug: str) -> Response:
        access.require(self.konto, Ratt.SE_ARENDEN)
        return self.lista(Arende.objects.all())


class ArendeVy(ApiVy):
    """One ärende."""

    serializer_class = ArendeSerializer

    @extend_schema(operation_id="arende", responses={200: ArendeSerializer, **SVAR_VID_FEL})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_ARENDEN)
        return Response(self.get_serializer(get_object_or_404(Arende, pk=pk)).data)


class Handlingar(ApiVy):
    """What is registered in one ärende and may be read by the konto."""

    serializer_class = HandlingSerializer

    @extend_schema(operation_id="handlingar", responses={200: HandlingSerializer(many=True), **SVAR_VID_FEL})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_ARENDEN)
        return self.lista(handlingar_i_arende(synliga_for(self.konto), get_object_or_404(Arende, pk=pk)))
