"""What a file is, by its content, and whether it holds a personnummer (R57).

Files come from strangers: archives are read with a ceiling, mark-up is stripped
and never parsed, and what cannot be read is said to be unread.
"""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from forbund.diarium import rules
from forbund.grund.errors import Ogiltig, Varning
from forbund.grund.personnummer import Traff, skanna_text, varning_mojliga_personnummer

STORSTA_FIL: Final = 25 * 1024 * 1024
STORSTA_TEXT: Final = 100 * 1024 * 1024
FLEST_DELAR: Final = 5_000
FLEST_SIDOR: Final = 1_000

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT: Final = "application/vnd.oasis.opendocument.text"
TXT: Final = "text/plain"
CSV: Final = "text/csv"
PNG: Final = "image/png"
JPG: Final = "image/jpeg"

ANDELSER: Final = {
    "pdf": PDF,
    "docx": DOCX,
    "xlsx": XLSX,
    "odt": ODT,
    "txt": TXT,
    "csv": CSV,
    "png": PNG,
    "jpg": JPG,
    "jpeg": JPG,
}
_TILLATNA: Final = "Använd pdf, docx, xlsx, odt, txt, csv, png eller jpg."
_ARKIV: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}

# Ends of paragraphs, cells and shared strings, in any namespace; every other tag may split a number in two runs. No
# pattern looks past the next < or a few thousand characters: a hostile file must not make the search take for ever.
_SLUT_PA_STYCKE = re.compile(
    r"</(?:[\w.-]+:)?(?:p|h|tc|si|is|c|row|table-cell)>|<(?:[\w.-]+:)?(?:tab|br|cr|line-break)\b[^<>]*>"
)
_BINDESTRECK = re.compile(r"<(?:[\w.-]+:)?(?:noBreakHyphen|softHyphen)\b[^<>]*>")
_RATT_AV = re.compile(r"<!\[CDATA\[((?:(?!<!\[CDATA\[).)*?)\]\]>", re.DOTALL)
_TAGG = re.compile(r"<[^<>]*>")
# Attributes where people's words stand: who commented, what a picture shows, what a sheet is called, where a link goes.
_ORD_I_TAGG = re.compile(
    r"\b(?:author|initials|descr|title|name|alt|tooltip|display|Target|href)="
    r"""(?:"([^"<>]{0,2000})"|'([^'<>]{0,2000})')"""
)
_POTENSTAL = re.compile(r">(\d(?:\.\d+)?[Ee]\+?\d{1,2})<")
_TEXTDELAR: Final = (".xml", ".rels", ".vml", ".htm", ".html", ".xhtml", ".txt", ".rdf")
_FIL_I_FILEN: Final = (
    ".zip",
    ".docx",
    ".xlsx",
    ".pptx",
    ".odt",
    ".ods",
    ".doc",
    ".xls",
    ".pdf",
    ".rtf",
    ".mht",
    ".eml",
)
_OFULLSTANDIG = re.compile(r"(?:^|/)(?:embeddings|activeX)/|vbaProject\.bin$", re.IGNORECASE)

# All that a broken PDF makes pypdf raise, besides its own errors.
_TRASIG_PDF: Final = (
    PyPdfError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    OSError,
)
_TRASIGT_ARKIV: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


@dataclass(frozen=True)
class Skanningsresultat:
    """What a scan found. `last` is false when part of the file could not be read."""

    traffar: tuple[Traff, ...]
    varningar: tuple[Varning, ...]
    last: bool


def medietyp_av_innehall(innehall: bytes | Path, filnamn: str) -> str:
    """The media type of a file by its content; Ogiltig when not allowed or when the name lies."""
    inledning, storlek = _borja_las(innehall)
    if storlek == 0:
        raise Ogiltig({"fil": "Filen är tom. Välj en fil med innehåll."})
    if storlek > STORSTA_FIL:
        raise Ogiltig(
            {"fil": f"Filen är större än {STORSTA_FIL // 2**20} MB. Dela upp den, eller gör bilderna i den mindre."}
        )
    enligt_namn = ANDELSER.get(filnamn.rpartition(".")[2].lower())
    if enligt_namn is None:
        raise Ogiltig({"fil": f"Filtypen tas inte emot. {_TILLATNA}"})
    enligt_innehall = _typ(inledning, innehall)
    if enligt_innehall == TXT and enligt_namn == CSV:
        return CSV
    if enligt_innehall != enligt_namn:
        raise Ogiltig({"fil": f"Innehållet stämmer inte med filnamnet ”{filnamn}”. {_TILLATNA}"})
    return enligt_innehall


def _borja_las(innehall: bytes | Path) -> tuple[bytes, int]:
    if isinstance(innehall, bytes):
        return innehall[:4096], len(innehall)
    with innehall.open("rb") as fil:
        return fil.read(4096), innehall.stat().st_size


def _typ(inledning: bytes, innehall: bytes | Path) -> str | None:
    """The type by its first bytes; None for everything that is not taken."""
    if inledning.startswith(b"%PDF-"):
        return PDF
    if inledning.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if inledning.startswith(b"\xff\xd8\xff"):
        return JPG
    if inledning.startswith(b"PK\x03\x04"):
        return _typ_av_arkiv(innehall)
    return TXT if _ar_text(inledning) else None


def _typ_av_arkiv(innehall: bytes | Path) -> str | None:
    kalla = BytesIO(innehall) if isinstance(innehall, bytes) else innehall
    try:
        with zipfile.ZipFile(kalla) as arkiv:
            namn = arkiv.namelist()
            if any(n.endswith("vbaProject.bin") for n in namn):
                return None
            if "mimetype" in namn and arkiv.open("mimetype").read(len(ODT) + 1) == ODT.encode():
                return ODT
            return next((typ for del_, typ in _ARKIV.items() if del_ in namn), None)
    except _TRASIGT_ARKIV:
        return None


def _ar_text(inledning: bytes) -> bool:
    """Text: no control characters, no script and no mark-up that a browser would run."""
    if inledning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    borjan = inledning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if borjan.startswith((b"#!", b"<", b"mz\x90", b"{\\rtf")):
        return False
    return not any(tecken < 32 and tecken not in b"\t\n\r\f" for tecken in inledning)


def skanna_fil(fil: Path, medietyp: str) -> Skanningsresultat:
    """Search a file of a known type for personnummer and samordningsnummer."""
    if medietyp == PDF:
        text, last = _text_i_pdf(fil)
    elif medietyp in (DOCX, XLSX, ODT):
        text, last = _text_i_arkiv(fil)
    elif medietyp in (TXT, CSV):
        text, last = _text_i_text(fil.read_bytes()), True
    else:
        text, last = "", False
    traffar = skanna_text(text)
    varningar = [varning_mojliga_personnummer({"Filen": text})]
    if not last:
        varningar.append(rules.varning_olast_fil(bild=medietyp in (PNG, JPG)))
    return Skanningsresultat(
        traffar=tuple(traff for traff in traffar if traff.saker),
        varningar=tuple(varning for varning in varningar if varning is not None),
        last=last,
    )


def _text_i_text(innehall: bytes) -> str:
    if innehall.startswith((b"\xff\xfe", b"\xfe\xff")):
        return innehall.decode("utf-32" if innehall[2:4] == b"\0\0" else "utf-16", errors="replace")
    try:
        return innehall.decode("utf-8-sig")
    except UnicodeDecodeError:
        return innehall.decode("cp1252", errors="replace")


def _text_i_arkiv(fil: Path) -> tuple[str, bool]:
    """All text of a zipped document, and whether all of it was read."""
    delar: list[str] = []
    kvar = STORSTA_TEXT
    last = True
    try:
        with zipfile.ZipFile(fil) as arkiv:
            poster = arkiv.infolist()
            last = len(poster) <= FLEST_DELAR
            for post in poster[:FLEST_DELAR]:
                namn = post.filename.lower()
                last = last and not namn.endswith(_FIL_I_FILEN) and not _OFULLSTANDIG.search(namn)
                if not namn.endswith(_TEXTDELAR):
                    continue
                with arkiv.open(post) as strom:
                    rad = strom.read(kvar + 1)
                kvar -= len(rad)
                if kvar < 0:
                    return "\n".join(delar), False
                delar.append(_utan_taggar(rad))
    except _TRASIGT_ARKIV:
        return "\n".join(delar), False
    return "\n".join(delar), last


def _utan_taggar(xml: bytes) -> str:
    """What a reader of the document may see: its text, then the words that stand inside tags."""
    text = _RATT_AV.sub(lambda del_: html.escape(del_[1]), _text_i_text(xml))
    text = _POTENSTAL.sub(lambda tal: f">{int(Decimal(tal[1]))}<", text)
    i_taggar = [a or b for a, b in _ORD_I_TAGG.findall(text)]
    ren = _TAGG.sub("", _BINDESTRECK.sub("-", _SLUT_PA_STYCKE.sub("\n", text)))
    return html.unescape("\n".join([ren, *i_taggar]))


def _text_i_pdf(fil: Path) -> tuple[str, bool]:
    """All text of a PDF, and whether all of it was read; a page of pictures alone is unread."""
    delar: list[str] = []
    last = True
    try:
        lasare = PdfReader(fil)
        if lasare.is_encrypted and not lasare.decrypt(""):
            return "", False
        delar += [str(varde) for varde in (lasare.metadata or {}).values()]
        delar += [str(falt.get("/V", "")) for falt in (lasare.get_fields() or {}).values()]
        last = len(lasare.pages) <= FLEST_SIDOR and not lasare.attachments
        for sida in lasare.pages[:FLEST_SIDOR]:
            text = sida.extract_text()
            last = last and bool(text.strip() or not sida.get("/Contents"))
            delar += [text, *_anteckningar(sida)]
    except _TRASIG_PDF:
        return "\n".join(delar), False
    return "\n".join(delar), last


def _anteckningar(sida: DictionaryObject) -> Iterator[str]:
    """The comments that lie on a page."""
    rad = sida.get("/Annots")
    for hanvisning in rad.get_object() if rad is not None else ArrayObject():
        anteckning = hanvisning.get_object()
        yield str(anteckning.get("/Contents", ""))
