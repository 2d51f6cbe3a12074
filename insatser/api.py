"""Insatser in the API, with the money that was granted."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from forbund.grund.rest import SVAR_VID_FEL, ApiVy
from forbund.register import access
from forbund.register.states import Ratt
from insatser.models import Bevillning, Insats, Insatspart


class BevillningSerializer(serializers.ModelSerializer[Bevillning]):
    class Meta:
        model = Bevillning
        fields = ["id", "beslut", "ar", "medlem", "belopp", "finansiering"]


class InsatsSerializer(serializers.ModelSerializer[Insats]):
    villkor = serializers.ListField(child=serializers.CharField(), read_only=True)
    parter = serializers.SerializerMethodField()
    bevillningar = BevillningSerializer(many=True, read_only=True)

    class Meta:
        model = Insats
        fields = [
            *("id", "rubrik", "insatstyp", "status", "arende", "beslut", "insatsagare", "start", "slut"),
            *("villkor", "parter", "bevillningar"),
        ]

    def get_parter(self, insats: Insats) -> list[int]:
        """Ids of the medlemmar that take part."""
        return [part.medlem_id for part in insats.parter.all()]


def _insatser() -> QuerySet[Any]:
    parter = Prefetch("parter", queryset=Insatspart.objects.order_by("id"))
    bevillningar = Prefetch("bevillningar", queryset=Bevillning.objects.order_by("ar", "id"))
    return Insats.objects.prefetch_related(parter, bevillningar)


class Insatser(ApiVy):
    """Insatser, the newest first."""

    serializer_class = InsatsSerializer

    @extend_schema(operation_id="insatser", responses={200: InsatsSerializer(many=True), **SVAR_VID_FEL})
    def get(self, request: Request, slug: str) -> Response:
        access.require(self.konto, Ratt.SE_INSATSER)
        return self.lista(_insatser())


class InsatsVy(ApiVy):
    """One insats."""

    serializer_class = InsatsSerializer

    @extend_schema(operation_id="insats", responses={200: InsatsSerializer, **SVAR_VID_FEL})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_INSATSER)
        return Response(self.get_serializer(get_object_or_404(_insatser(), pk=pk)).data)
