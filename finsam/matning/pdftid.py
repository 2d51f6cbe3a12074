"""How long a page of PDF takes in a process that has made one before."""

import time
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from beredning.models import Forslagsversion
from beredning.pdf.forslagsblad import forslag_pdf, forslagsblad
from forbund.grund import tenancy
from forbund.register.models import Forbund

GANGER = 9


def mat_pdf(slug: str) -> tuple[float, float]:
    """Seconds for the first in the process, and the median of the following; a förslag as handed in, on one page."""
    forbund = Forbund.objects.get(slug=slug)
    with tenancy.in_flera([forbund.pk]):
        version = Forslagsversion.objects.filter(nummer=1).latest("pk")
        blad = forslagsblad(version, "Kommun ett", [])
    tider = []
    for _ in range(GANGER + 1):
        start = time.perf_counter()
        innehall = forslag_pdf(blad, forbund.namn, "2026/1")
        tider.append(time.perf_counter() - start)
    if (sidor := len(PdfReader(BytesIO(innehall)).pages)) != 1:
        raise RuntimeError(f"PDF:en är på {sidor} sidor; mätningen gäller en.")
    return tider[0], median(tider[1:])
