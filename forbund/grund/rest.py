"""The API's common ground: problem+json, cursor pages, and the same login and rights as the pages.

Views parse, call one query or action, and answer; refusals of the law carry `lagrum`, `regel` and `utvag`.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, JsonResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions, serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from forbund.grund.errors import Avvisad, Ogiltig, Regelbrott, SaknarRatt, Upptaget, VarningUtanSkal
from forbund.grund.web import heltal

MEDIETYP = "application/problem+json"
VAG_IN = "Bearer"
FOR_STORT = f"Det som skickades är större än {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20} MB."
RUBRIKER = {
    400: "Felaktig begäran",
    401: "Inte inloggad",
    403: "Rätten saknas",
    404: "Finns inte",
    405: "Metoden finns inte här",
    406: "Formatet finns inte",
    409: "Någon annan hann före",
    413: "För stort",
    415: "Formatet går inte att läsa",
    422: "Går inte enligt reglerna",
    500: "Fel hos oss",
}


class Problem(serializers.Serializer[Any]):
    """A refusal as RFC 9457 writes it; law and way out when a rule refused."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    lagrum = serializers.CharField(required=False)
    regel = serializers.CharField(required=False)
    utvag = serializers.CharField(required=False)
    falt = serializers.DictField(required=False)
    varningar = serializers.ListField(child=serializers.DictField(), required=False)


def innehall(kod: int, detalj: str, **mer: Any) -> dict[str, Any]:
    """The body of a problem."""
    rubrik = RUBRIKER.get(kod, "Det gick inte")
    return {
        "type": "about:blank",
        "title": rubrik,
        "status": kod,
        "detail": detalj,
        **{k: v for k, v in mer.items() if v},
    }


def problem(kod: int, detalj: str, **mer: Any) -> JsonResponse:
    """A problem answered outside the API's views (by the middleware); a 401 names the way in (RFC 9110, 15.5.2)."""
    rubriker = {"WWW-Authenticate": VAG_IN} if kod == 401 else {}
    return JsonResponse(innehall(kod, detalj, **mer), status=kod, content_type=MEDIETYP, headers=rubriker)


def ar_api(request: HttpRequest) -> bool:
    return "/api/v1/" in request.path_info


def av_avvisad(fel: Avvisad) -> dict[str, Any]:
    """An expected refusal as a problem."""
    if isinstance(fel, SaknarRatt):
        return innehall(403, fel.text)
    if isinstance(fel, Upptaget):
        return innehall(409, fel.text)
    if isinstance(fel, Regelbrott):
        return innehall(422, fel.text, lagrum=fel.lagrum, regel=fel.regel, utvag=fel.utvag)
    if isinstance(fel, VarningUtanSkal):
        rader = [{"regel": v.regel, "text": v.text, "lagrum": v.lagrum, "utvag": v.utvag} for v in fel.varningar]
        return innehall(422, fel.text, varningar=rader, utvag="Skicka med skal: {regel: skäl}.")
    return innehall(422, fel.text, falt=fel.falt if isinstance(fel, Ogiltig) else None)


def problem_handler(fel: Exception, kontext: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal is a problem, and nothing of a refused act stays."""
    kropp: dict[str, Any]
    if isinstance(fel, Avvisad):
        kropp = av_avvisad(fel)
    elif isinstance(fel, exceptions.ValidationError):
        kropp = innehall(422, "Uppgifterna går inte att läsa.", falt=fel.detail)
    elif isinstance(fel, exceptions.APIException):
        kropp = innehall(fel.status_code, str(fel.detail))
    elif isinstance(fel, RequestDataTooBig):
        kropp = innehall(413, FOR_STORT)
    elif isinstance(fel, Http404):
        kropp = innehall(404, "Det du söker finns inte, eller så får du inte se det.")
    elif isinstance(fel, PermissionDenied):
        kropp = innehall(403, "Du saknar rätten.")
    else:
        return None
    transaction.set_rollback(True)
    svar = Response(kropp, status=kropp["status"], content_type=MEDIETYP)
    if isinstance(fel, exceptions.MethodNotAllowed):
        svar["Allow"] = ", ".join(kontext["view"].allowed_methods)
    return svar


class Json(JSONParser):
    """JSON of the size that a form may have, and not so deeply nested that it cannot be read."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        langd = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0
        if int(langd) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError as fel:
            raise exceptions.ParseError from fel


class Inloggning(SessionAuthentication):
    """The session, with CSRF for unsafe methods; or the key that the middleware has let in already."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        if getattr(request._request, "apinyckel", None) is not None:
            return request._request.user, request._request.apinyckel  # type: ignore[attr-defined]
        return super().authenticate(request)

    def authenticate_header(self, request: Request) -> str:
        return VAG_IN


class InloggningSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular has no types
    """How the description of the API names the two ways in."""

    target_class = "forbund.grund.rest.Inloggning"
    name = ["kaka", "nyckel"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return [
            {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            {"type": "http", "scheme": "bearer"},
        ]


class Sidor(CursorPagination):
    """Newest first, a page at a time; costs the same on the first page and the thousandth."""

    page_size = 50
    ordering = "-id"
    cursor_query_param = "fran"

    def decode_cursor(self, request: Request) -> Any:
        """A cursor that was not made by us has no page (404)."""
        markor = super().decode_cursor(request)
        if markor is not None and markor.position is not None and not heltal(str(markor.position)):
            raise exceptions.NotFound(self.invalid_cursor_message)
        return markor


class ApiVy(GenericAPIView):
    """Base of every view: `slug` names the förbund, which the middleware has opened."""

    authentication_classes = (Inloggning,)
    permission_classes = (IsAuthenticated,)
    parser_classes = (Json,)
    renderer_classes = (JSONRenderer,)
    pagination_class = Sidor

    @property
    def konto(self) -> Any:
        """The konto that asks; a view under /f/ is never reached without one."""
        return self.request.user

    def lista(self, fraga: Any) -> Response:
        """One page of the query."""
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(fraga), many=True).data)


def kan_avvisa(*fler: int) -> dict[tuple[int, str], type[Problem]]:
    """For the description: the refusals that every view may give, and those of its own."""
    return {(kod, MEDIETYP): Problem for kod in (401, 403, 404, *fler)}


SVAR_VID_FEL = kan_avvisa()
