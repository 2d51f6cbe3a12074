"""What a page asks PostgreSQL, and by which plan: a second pass, so that the counting does not disturb the clock."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

HUVUD = "X-Matning"
# What every request does and no page decides: session, user, the map of rights, the walls and the transaction.
UNDANTAGNA = (
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "SET LOCAL",
    "SELECT set_config",
    'SELECT "django_session"',
    'SELECT "register_konto"',
)
RATTSKARTAN = ("register_forbundgroupobjectpermission", "FROM register_granskningsmandat m JOIN register_forbund")


def raknas(sql: str) -> bool:
    """Whether the query is the page's own."""
    return not sql.startswith(UNDANTAGNA) and not any(karta in sql for karta in RATTSKARTAN)


@dataclass(frozen=True)
class Fraga:
    """One query of a page; `plan` is the shape of its plan, empty for what is not a SELECT."""

    sql: str
    plan: str


class Raknare:
    """Outermost: answers a request with the header with what the page asked, instead of the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if HUVUD not in request.headers:
            return self.get_response(request)
        fragor: list[Fraga] = []

        def lyssna(kor: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
            if raknas(sql):
                fragor.append(Fraga(sql, _plan(sql, params) if sql.startswith("SELECT") else ""))
            return kor(sql, params, many, context)

        with connection.execute_wrapper(lyssna):
            svar = self.get_response(request)
        byte = 0 if svar.streaming else len(svar.content)
        return JsonResponse({"status": svar.status_code, "byte": byte, "fragor": [vars(f) for f in fragor]})


def _plan(sql: str, params: Any) -> str:
    """The plan's nodes and indexes, without costs and rows, inside the request's own scope."""
    with connection.connection.cursor() as cursor:
        cursor.execute("EXPLAIN (COSTS OFF, FORMAT JSON) " + sql, params)
        (svar,) = cursor.fetchone()
    return _form((json.loads(svar) if isinstance(svar, str) else svar)[0]["Plan"])


def _form(nod: dict[str, Any]) -> str:
    """ "Limit(Index Scan diarium_arende_dnr_unikt)"."""
    egna = " ".join(nod[falt] for falt in ("Node Type", "Join Type", "Relation Name", "Index Name") if falt in nod)
    barn = ", ".join(_form(barn) for barn in nod.get("Plans", []))
    return f"{egna}({barn})" if barn else egna
