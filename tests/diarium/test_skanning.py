import io
import time
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from forbund.diarium import skanning
from forbund.grund.errors import Ogiltig

NUMMER = "811228-9874"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 20


def make_zip(**delar: str | bytes) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as arkiv:
        for namn, innehall in delar.items():
            arkiv.writestr(namn.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), innehall)
    return ut.getvalue()


def make_docx(*stycken: str, **delar: str | bytes) -> bytes:
    """Each stycke is given as runs parted by |."""
    kropp = "".join(
        "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in stycke.split("|")) + "</w:p>" for stycke in stycken
    )
    return make_zip(word__document_xml=f"<w:document><w:body>{kropp}</w:body></w:document>", **delar)


def make_xlsx(*celler: str) -> bytes:
    rader = "".join(f"<c><v>{cell}</v></c>" for cell in celler)
    return make_zip(xl__workbook_xml="<workbook/>", xl__worksheets__sheet1_xml=f"<row>{rader}</row>")


def make_pdf(
    text: str, *, losen: str | None = None, anteckning: str = "", titel: str = "", bilaga: bool = False
) -> bytes:
    pdf = PdfWriter()
    sida = pdf.add_blank_page(200, 200)
    strom = DecodedStreamObject()
    strom.set_data(f"BT /F1 12 Tf 10 100 Td ({text}) Tj ET".encode("latin-1"))
    typsnitt = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    sida[NameObject("/Contents")] = pdf._add_object(strom)
    sida[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): typsnitt})}
    )
    if anteckning:
        pdf.add_annotation(0, FreeText(text=anteckning, rect=(0, 0, 50, 50)))
    if titel:
        pdf.add_metadata({"/Title": titel})
    if bilaga:
        pdf.add_attachment("bilaga.txt", b"x")
    if losen is not None:
        pdf.encrypt(losen, "agare", algorithm="RC4-128")
    ut = io.BytesIO()
    pdf.write(ut)
    return ut.getvalue()


def skanna(tmp_path: Path, innehall: bytes, medietyp: str) -> skanning.Skanningsresultat:
    fil = tmp_path / "fil"
    fil.write_bytes(innehall)
    return skanning.skanna_fil(fil, medietyp)


@pytest.mark.parametrize(
    ("innehall", "namn", "typ"),
    [
        (make_pdf("x"), "Förslag.PDF", skanning.PDF),
        (make_docx("x"), "forslag.docx", skanning.DOCX),
        (make_xlsx("1"), "budget.xlsx", skanning.XLSX),
        (make_zip(mimetype=skanning.ODT, content_xml="<text:p>x</text:p>"), "brev.odt", skanning.ODT),
        ("Räksmörgås; 5 < 6\r\n".encode(), "lista.csv", skanning.CSV),
        ("Räksmörgås".encode("cp1252"), "brev.txt", skanning.TXT),
        ("Räksmörgås".encode("utf-16"), "brev.txt", skanning.TXT),
        (PNG, "bild.png", skanning.PNG),
        (JPG, "bild.jpeg", skanning.JPG),
    ],
)
def test_the_type_is_told_by_the_content(tmp_path, innehall, namn, typ):
    assert skanning.medietyp_av_innehall(innehall, namn) == typ
    fil = tmp_path / "uppladdad"
    fil.write_bytes(innehall)
    assert skanning.medietyp_av_innehall(fil, namn) == typ


@pytest.mark.parametrize(
    ("innehall", "namn"),
    [
        (make_docx("x"), "forslag.pdf"),
        (make_pdf("x"), "forslag.docx"),
        (make_xlsx("1"), "forslag.docx"),
        (make_zip(hemligt_xml="x"), "forslag.docx"),
        (make_docx("x", word__vbaProject_bin=b"x"), "forslag.docx"),
        (b"PK\x03\x04 trasigt", "forslag.docx"),
        (b"MZ\x90\x00\x03", "forslag.pdf"),
        (b"\x7fELF\x02\x01", "brev.txt"),
        (b"#!/bin/sh\nrm -rf /\n", "brev.txt"),
        (b"  <!DOCTYPE html><script>", "brev.txt"),
        (b"\xef\xbb\xbf<svg onload=x>", "lista.csv"),
        (b"abc\x00def", "brev.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "forslag.docx"),
        (b"vanlig text", "bild.png"),
    ],
)
def test_a_file_whose_type_lies_is_refused(innehall, namn):
    with pytest.raises(Ogiltig) as fel:
        skanning.medietyp_av_innehall(innehall, namn)
    assert fel.value.falt["fil"].startswith(f"Innehållet stämmer inte med filnamnet ”{namn}”.")


@pytest.mark.parametrize("namn", ["skadlig.exe", "brev.html", "makro.docm", "gammal.doc", "utan", ".pdf.zip"])
def test_other_types_are_not_taken(namn):
    with pytest.raises(Ogiltig) as fel:
        skanning.medietyp_av_innehall(b"text", namn)
    assert fel.value.falt["fil"].startswith("Filtypen tas inte emot.")


def test_an_empty_file_is_refused():
    with pytest.raises(Ogiltig) as fel:
        skanning.medietyp_av_innehall(b"", "brev.txt")
    assert fel.value.falt == {"fil": "Filen är tom. Välj en fil med innehåll."}


def test_the_largest_file_is_taken_and_one_byte_more_is_not(tmp_path):
    fil = tmp_path / "stor.txt"
    fil.write_bytes(b"a" * skanning.STORSTA_FIL)
    assert skanning.medietyp_av_innehall(fil, "stor.txt") == skanning.TXT
    fil.write_bytes(b"a" * (skanning.STORSTA_FIL + 1))
    with pytest.raises(Ogiltig) as fel:
        skanning.medietyp_av_innehall(fil, "stor.txt")
    assert fel.value.falt == {"fil": "Filen är större än 25 MB. Dela upp den, eller gör bilderna i den mindre."}


@pytest.mark.parametrize(
    ("innehall", "medietyp"),
    [
        (f"Hej {NUMMER} hej".encode(), skanning.TXT),
        (f"namn;{NUMMER};ä".encode("cp1252"), skanning.CSV),
        (f"å {NUMMER}".encode("utf-16"), skanning.TXT),
        (make_docx(f"Hej {NUMMER}"), skanning.DOCX),
        (make_docx("Hej 8112|28-|9874 hej"), skanning.DOCX),
        (make_docx("Hej", word__comments_xml=f"<w:p>{NUMMER}</w:p>"), skanning.DOCX),
        (make_docx("811228&#45;9874"), skanning.DOCX),
        (make_xlsx("Anna", "198112289874"), skanning.XLSX),
        (make_zip(mimetype=skanning.ODT, content_xml=f"<text:p>{NUMMER}</text:p>"), skanning.ODT),
        (make_pdf(f"Hej {NUMMER}"), skanning.PDF),
        (make_pdf(f"Hej {NUMMER}", losen=""), skanning.PDF),
        (make_pdf("Hej", anteckning=NUMMER), skanning.PDF),
        (make_pdf("Hej", titel=NUMMER), skanning.PDF),
    ],
)
def test_a_personnummer_is_found_in_every_kind_of_file(tmp_path, innehall, medietyp):
    svar = skanna(tmp_path, innehall, medietyp)
    assert (len(svar.traffar), svar.varningar, svar.last) == (1, (), True)


@pytest.mark.parametrize(
    ("innehall", "medietyp"),
    [
        (b"Org.nr 222000-1834", skanning.TXT),
        (make_docx("811228-98", "74 kr"), skanning.DOCX),
        (make_xlsx("811228", "98", "74"), skanning.XLSX),
        (make_pdf("Org.nr 222000-1834"), skanning.PDF),
    ],
)
def test_a_clean_file_has_neither_hit_nor_warning(tmp_path, innehall, medietyp):
    assert skanna(tmp_path, innehall, medietyp) == skanning.Skanningsresultat((), (), True)


def test_ten_bare_digits_are_a_warning(tmp_path):
    svar = skanna(tmp_path, make_xlsx("8112289874"), skanning.XLSX)
    assert (svar.traffar, svar.last) == ((), True)
    assert [varning.text for varning in svar.varningar] == [
        "Det här kan vara ett personnummer: Filen, rad 2: ”••••••••••”."
    ]


@pytest.mark.parametrize(
    ("innehall", "medietyp"),
    [
        (PNG, skanning.PNG),
        (JPG, skanning.JPG),
        (make_pdf("Hej", losen="hemligt"), skanning.PDF),
        (make_pdf(""), skanning.PDF),
        (make_pdf("Hej", bilaga=True), skanning.PDF),
        (b"%PDF-1.7 trasig", skanning.PDF),
        (make_docx("Hej")[:-40], skanning.DOCX),
        (make_docx("Hej", word__embeddings__a_bin=b"x"), skanning.DOCX),
    ],
)
def test_what_cannot_be_read_is_said_to_be_unread(tmp_path, innehall, medietyp):
    svar = skanna(tmp_path, innehall, medietyp)
    assert (svar.traffar, svar.last) == ((), False)
    assert [varning.regel for varning in svar.varningar] == ["R57"]


def test_a_zip_bomb_is_read_to_the_ceiling_only(tmp_path, monkeypatch):
    monkeypatch.setattr(skanning, "STORSTA_TEXT", 1_000_000)
    svar = skanna(tmp_path, make_docx(NUMMER, word__bomb_xml=b"0" * 5_000_000), skanning.DOCX)
    assert (len(svar.traffar), svar.last) == (1, False)


def test_an_archive_of_very_many_parts_is_not_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(skanning, "FLEST_DELAR", 2)
    assert skanna(tmp_path, make_docx("Hej", word__a_xml="x", word__b_xml=NUMMER), skanning.DOCX).last is False


def word(xml: str | bytes) -> bytes:
    return make_zip(word__document_xml=xml)


@pytest.mark.parametrize(
    ("innehall", "medietyp"),
    [
        (word(f"<w:p><![CDATA[{NUMMER}]]></w:p>"), skanning.DOCX),
        (word(f"<w:p><w:t>{NUMMER}</w:t></w:p>".encode("utf-16")), skanning.DOCX),
        (word("<w:t>811228</w:t><w:noBreakHyphen/><w:t>9874</w:t>"), skanning.DOCX),
        (word("<w:t>811228</w:t><w:softHyphen/><w:t>9874</w:t>"), skanning.DOCX),
        (word(f"<n:p>1</n:p><n:p>{NUMMER}</n:p><n:p>2</n:p>"), skanning.DOCX),
        (word(f"<w:comment w:author='{NUMMER}'/>"), skanning.DOCX),
        (word(f'<wp:docPr id="1" descr="{NUMMER}"/>'), skanning.DOCX),
        (make_docx("x", **{"word/_rels/document.xml.rels": f'<R Target="mailto:{NUMMER}@x.se"/>'}), skanning.DOCX),
        (make_docx("x", **{"word/bit.htm": f"<p>{NUMMER}</p>"}), skanning.DOCX),
        (make_xlsx("1.98112289874E11"), skanning.XLSX),
        (make_zip(xl__workbook_xml=f"<sheet name='{NUMMER}'/>"), skanning.XLSX),
        (NUMMER.encode("utf-32"), skanning.TXT),
    ],
    ids=["cdata", "utf-16", "nobreak", "soft", "prefix", "author", "alt", "link", "html", "power", "sheet", "utf-32"],
)
def test_a_personnummer_is_found_wherever_a_document_may_hold_it(tmp_path, innehall, medietyp):
    fynd = skanna(tmp_path, innehall, medietyp)
    assert ([traff.saker for traff in fynd.traffar], fynd.last) == ([True], True)


@pytest.mark.parametrize("namn", ["word/inne.zip", "word/brev.DOCX", "word/embeddings/bok1.xlsx"])
def test_a_file_inside_a_file_is_said_to_be_unread(tmp_path, namn):
    fynd = skanna(tmp_path, make_docx("x", **{namn: make_docx(NUMMER)}), skanning.DOCX)
    assert (fynd.traffar, fynd.last, len(fynd.varningar)) == ((), False, 1)


@pytest.mark.parametrize("bit", ["<", "<![CDATA[", "<w:tab ", "name='", "811228-", "81"])
def test_a_hostile_document_is_searched_in_time_that_follows_its_size(tmp_path, bit):
    """A pattern that looks back at every place takes hours for a megabyte; this takes a second."""
    start = time.monotonic()
    assert skanna(tmp_path, word(bit * (1_000_000 // len(bit))), skanning.DOCX).traffar == ()
    assert time.monotonic() - start < 20
