"""Förslag and ställningstaganden in the API. Reads what the pages read, and takes one act: a stance."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from beredning import actions, queries
from beredning.models import Forslag, Stallningstagande
from beredning.pdf.innehall import forslagets_innehall
from beredning.states import LANGSTA_SVAR, STALLNINGAR
from forbund.grund.rest import SVAR_VID_FEL, ApiVy, kan_avvisa
from forbund.register import access
from forbund.register.states import Ratt

STALLNINGSVAL = [(svar.value, svar.label) for svar in STALLNINGAR]


class ForslagSerializer(serializers.ModelSerializer[Forslag]):
    """A förslag in a list; its text as it was last handed in, or as its writers have it."""

    rubrik = serializers.CharField(source="titel", read_only=True)

    class Meta:
        model = Forslag
        fields = ["id", "rubrik", "status", "utfall", "arende", "skapat_for", "inlamnat", "andrat"]


class ForslagDetaljSerializer(ForslagSerializer):
    innehall = serializers.SerializerMethodField()

    class Meta(ForslagSerializer.Meta):
        fields = [*ForslagSerializer.Meta.fields, "innehall"]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_innehall(self, forslag: Any) -> dict[str, object]:
        """Every field of the förslag; see the form's questions."""
        if forslag.fryst is not None:
            return dict(forslag.fryst)
        return forslagets_innehall(forslag, queries.sokande_till(forslag), queries.kostnader_i(forslag))


class StallningSerializer(serializers.ModelSerializer[Stallningstagande]):
    class Meta:
        model = Stallningstagande
        fields = ["id", "medlem", "begart", "senast", "svar", "text", "svarat", "antecknat", "version"]


class SvarSerializer(serializers.Serializer[Any]):
    """A stance: `version` is the one that was read, so that nobody overwrites another's answer unseen."""

    svar = serializers.ChoiceField(choices=STALLNINGSVAL)
    text = serializers.CharField(allow_blank=True, max_length=LANGSTA_SVAR)
    version = serializers.IntegerField(min_value=1, max_value=2_000_000_000)


class ForslagLista(ApiVy):
    """Förslag that the konto may see, the newest first."""

    serializer_class = ForslagSerializer

    @extend_schema(operation_id="forslag_lista", responses={200: ForslagSerializer(many=True), **SVAR_VID_FEL})
    def get(self, request: Request, slug: str) -> Response:
        access.require(self.konto, Ratt.SE_BEREDNINGEN)
        return self.lista(queries.med_titel(queries.synliga_for(self.konto)))


class ForslagVy(ApiVy):
    """One förslag with all that it says."""

    serializer_class = ForslagDetaljSerializer

    @extend_schema(operation_id="forslag", responses={200: ForslagDetaljSerializer, **SVAR_VID_FEL})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_BEREDNINGEN)
        forslag = get_object_or_404(queries.med_titel(queries.forslag_for_sida(self.konto)), pk=pk)
        return Response(self.get_serializer(forslag).data)


class Stallningstaganden(ApiVy):
    """The stances that were asked for on one förslag."""

    serializer_class = StallningSerializer

    @extend_schema(operation_id="stallningstaganden", responses={200: StallningSerializer(many=True), **SVAR_VID_FEL})
    def get(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_BEREDNINGEN)
        forslag = get_object_or_404(queries.synliga_for(self.konto), pk=pk)
        return self.lista(Stallningstagande.objects.filter(forslag=forslag))


class StallningVy(ApiVy):
    """Give a stance for one's medlem: the same act as on the page."""

    serializer_class = SvarSerializer

    @extend_schema(
        operation_id="svara",
        request=SvarSerializer,
        responses={200: StallningSerializer, **kan_avvisa(400, 409, 413, 415, 422)},
    )
    def post(self, request: Request, slug: str, pk: int) -> Response:
        access.require(self.konto, Ratt.SE_BEREDNINGEN)
        synliga = Stallningstagande.objects.filter(forslag__in=queries.synliga_for(self.konto))
        stallning = get_object_or_404(synliga, pk=pk)
        indata = self.get_serializer(data=request.data)
        indata.is_valid(raise_exception=True)
        svarat = actions.svara(stallning.pk, by=self.konto, **indata.validated_data)
        return Response(StallningSerializer(svarat).data)
