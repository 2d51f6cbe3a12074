"""How long a page of PDF takes in a process that has made one before."""

import time
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from forbund.grund import tenancy
from forbund.register.models import Forbund
from forbund.styrelse.models import Protokoll
from forbund.styrelse.pdf.protokoll import utdrag
from forbund.styrelse.pdf.protokollsblad import fran_json
from forbund.styrelse.states import Protokollsstatus

GANGER = 9


def mat_pdf(slug: str) -> tuple[float, float]:
    """Seconds for the first in the process, and the median of the following: the utdrag of a justerad decision."""
    with tenancy.in_flera([Forbund.objects.get(slug=slug).pk]):
        protokoll = Protokoll.objects.filter(status=Protokollsstatus.JUSTERAT).latest("pk")
        *_, paragraf = (p for p in fran_json(protokoll.fakta["blad"]).paragrafer if p.ar_arende and not p.omrostningar)
        tider = []
        for _ in range(GANGER + 1):
            start = time.perf_counter()
            innehall = utdrag(protokoll, paragraf, [])
            tider.append(time.perf_counter() - start)
    if (sidor := len(PdfReader(BytesIO(innehall)).pages)) != 1:
        raise RuntimeError(f"PDF:en är på {sidor} sidor; mätningen gäller en.")
    return tider[0], median(tider[1:])
