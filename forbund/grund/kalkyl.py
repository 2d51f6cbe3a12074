"""A list as an Excel file: real numbers and days, so that it can be summed and sorted there.

Written row by row to a file on disk: a list of any length takes the same memory.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.http import FileResponse, HttpRequest

from forbund.grund import dates

EXCEL: Final = "excel"
MEDIETYP: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Kalkylkolumn:
    """One column: its heading, what it takes from a row, and its width in characters."""

    rubrik: str
    varde: Callable[[Any], Cell]
    bredd: int = 16


def begard(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file: `?som=excel`, beside its filter."""
    return request.GET.get("som") == EXCEL


def svar(namn: str, kolumner: Sequence[Kalkylkolumn], rader: Iterable[Any]) -> FileResponse:
    """The rows as `<namn>-2026-11-22.xlsx`; text is text, also when it begins with "="."""
    import xlsxwriter  # a tenth of a second that only who exports waits for

    fil = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    with xlsxwriter.Workbook(fil, {"constant_memory": True}) as bok:
        format_ = {
            date: bok.add_format({"num_format": "yyyy-mm-dd"}),
            Decimal: bok.add_format({"num_format": "# ##0.00"}),
        }
        blad = bok.add_worksheet("Lista")
        blad.freeze_panes(1, 0)
        for nr, kolumn in enumerate(kolumner):
            blad.set_column(nr, nr, kolumn.bredd)
            blad.write_string(0, nr, kolumn.rubrik, bok.add_format({"bold": True}))
        for radnr, rad in enumerate(rader, start=1):
            for nr, kolumn in enumerate(kolumner):
                _skriv(blad, radnr, nr, kolumn.varde(rad), format_)
    fil.seek(0)
    return FileResponse(
        fil, as_attachment=True, filename=f"{namn}-{dates.idag().isoformat()}.xlsx", content_type=MEDIETYP
    )


def _skriv(blad: Any, rad: int, nr: int, varde: Cell, format_: dict[type, Any]) -> None:
    match varde:
        case None | "":
            return
        case str():
            blad.write_string(rad, nr, varde)
        case date():
            blad.write_datetime(rad, nr, varde, format_[date])
        case Decimal():
            blad.write_number(rad, nr, varde, format_[Decimal])
        case int():
            blad.write_number(rad, nr, varde)
