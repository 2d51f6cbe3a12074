"""Paper: a template and ready text become a tagged PDF (PDF/UA-1), archived ones PDF/A-3a too.

WeasyPrint is imported when the first PDF is made: it is heavy and wants Pango on the machine. It may read our static
files and nothing else, neither the network nor the disk.
"""

import mimetypes
import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils._os import safe_join

from forbund.grund.dates import MANADER
from forbund.grund.errors import Avvisad

MEDIETYP: Final = "application/pdf"
_BAS: Final = "https://finsam.invalid"
_HOR_IHOP: Final = re.compile(rf"(?<=\d) (?={'|'.join(MANADER)})|(?<=\bkl\.) (?=\d)|(?<=§) (?=\d)")

# The PDF/UA identifier, and the schema that PDF/A wants for a name it does not know itself (ISO 19005-3, 6.6.2.3).
_UA_I_ARKIV: Final = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class PdfSaknas(Avvisad):
    """This machine cannot make PDFs: Pango is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "PDF kan inte göras på den här datorn, för biblioteket Pango saknas. Skriv ut sidan från webbläsaren så "
            "länge. Den som sköter datorn installerar paketen libpango-1.0-0, libpangoft2-1.0-0 och "
            "libharfbuzz-subset0."
        )


def render(mall: str, kontext: Mapping[str, Any], titel: str, *, arkiv: bool = False) -> bytes:
    """The template (built on `pdf/bas.html`) as a PDF/UA-1, or with `arkiv` as PDF/A-3a and PDF/UA-1 in one.

    `kontext` holds ready text. Raises PdfSaknas when the machine lacks Pango.
    """
    weasyprint, hamtare = _weasyprint()
    html = obruten(render_to_string(mall, {**kontext, "titel": titel}))
    pdf = weasyprint.HTML(string=html, base_url=f"{_BAS}/", url_fetcher=hamtare).write_pdf(
        pdf_variant="pdf/a-3a" if arkiv else "pdf/ua-1", pdf_tags=True
    )
    return _med_ua(pdf) if arkiv else bytes(pdf)


def obruten(html: str) -> str:
    """The page with "27 november", "kl. 09.00" and "§ 37" kept on one line each; its head is left as it is."""
    huvud, kropp, resten = html.partition("<body")
    return huvud + kropp + _HOR_IHOP.sub("\u00a0", resten)


@cache
def _weasyprint() -> tuple[Any, Any]:
    """The library, and the only source that its pages may read from."""
    try:
        import weasyprint  # heavy, and needs Pango: not before the first PDF
    except OSError as fel:
        raise PdfSaknas from fel

    class Statiska(weasyprint.urls.URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            fil = statisk_fil(url)
            if fil.suffix == ".woff2":
                return weasyprint.urls.URLFetcherResponse(url, _uppackat_typsnitt(fil), {"Content-Type": "font/ttf"})
            typ = mimetypes.guess_type(fil.name)[0] or "application/octet-stream"
            return weasyprint.urls.URLFetcherResponse(url, fil.read_bytes(), {"Content-Type": typ})

    return weasyprint, Statiska()


@cache
def _uppackat_typsnitt(fil: Path) -> bytes:
    """The web's compressed typeface as plain TrueType: unpacking costs more than drawing a page, so once a process."""
    from fontTools.ttLib import woff2  # comes with WeasyPrint, and is as heavy

    ut = BytesIO()
    woff2.decompress(BytesIO(fil.read_bytes()), ut)
    return ut.getvalue()


def statisk_fil(url: str) -> Path:
    """The file behind the URL of one of our static files; ValueError for every other URL."""
    bas = _BAS + settings.STATIC_URL  # never static(""): with hashed names there is no such file
    namn = url.removeprefix(bas).partition("?")[0].partition("#")[0]
    if not url.startswith(bas) or not namn:
        raise ValueError(f"Inte en av våra filer: {url}")
    try:
        samlad = Path(safe_join(settings.STATIC_ROOT, namn))
        hittad = samlad if samlad.is_file() else finders.find(namn)
    except SuspiciousFileOperation as fel:
        raise ValueError(f"Inte en av våra filer: {url}") from fel
    if not hittad:
        raise ValueError(f"Filen finns inte: {namn}")
    return Path(str(hittad))


def _med_ua(pdf: bytes) -> bytes:
    """Say in the PDF/A's metadata that it is PDF/UA-1 as well."""
    ut = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as dokument:
        xmp = dokument.Root.Metadata.read_bytes().decode()
        fore, slut, efter = xmp.rpartition("</rdf:RDF>")
        dokument.Root.Metadata.write((fore + _UA_I_ARKIV + slut + efter).encode())
        dokument.save(ut)
    return ut.getvalue()
