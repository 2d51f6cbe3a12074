"""PDFs: tagged, archived, quiet, and closed to everything but our own files."""

import logging
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.template import engines
from pypdf import PdfReader

from forbund.grund import pdf
from tests.verapdf.validera import validera

MALL = """{% extends "pdf/bas.html" %}{% block innehall %}
<p class="ingress">Ärendet väcktes av Älvsbyns kommun.</p>
<h2>Beslut</h2><p>Styrelsen beslutar att bevilja 410 000 kr.</p>
<table><caption>Belopp per år</caption>
<thead><tr><th scope="col">År</th><th scope="col" class="siffra">Belopp</th></tr></thead>
<tbody>{% for ar in artal %}<tr><th scope="row">{{ ar }}</th><td class="siffra">205 000 kr</td></tr>{% endfor %}</tbody>
</table>
<dl class="fakta"><dt>Dnr</dt><dd>2026/118</dd></dl>{{ extra }}
{% endblock %}"""
KONTEXT = {"forbund": "Consensus Älvsbyn", "nummer": "2026/118-3", "artal": range(2026, 2028), "extra": ""}


@pytest.fixture
def gor(settings, tmp_path):
    (tmp_path / "prov.html").write_text(MALL)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}]
    engines._templates = None
    engines.__dict__.pop("templates", None)

    def _gor(arkiv: bool = False, **over) -> bytes:
        return pdf.render("prov.html", {**KONTEXT, **over}, "Protokollsutdrag § 37", arkiv=arkiv)

    return _gor


def xmp(innehall: bytes) -> str:
    with pikepdf.open(BytesIO(innehall)) as dokument:
        return dokument.Root.Metadata.read_bytes().decode()


@pytest.mark.parametrize(("arkiv", "markning"), [(False, (None, "1")), (True, ("3", "1"))])
def test_every_pdf_is_ua_and_an_archived_one_is_a3a_too(gor, arkiv, markning):
    text = xmp(gor(arkiv))
    delar = [re.search(rf"{namn}:part(?:>|=\")(\d)", text) for namn in ("pdfaid", "pdfuaid")]
    assert tuple(traff and traff[1] for traff in delar) == markning
    assert bool(re.search(r"pdfaid:conformance(?:>|=\")A", text)) is arkiv


@pytest.mark.parametrize(("arkiv", "profil"), [(False, "PDFUA-1"), (True, "PDFUA-1"), (True, "PDFA-3A")])
def test_the_validator_finds_nothing_wrong(gor, tmp_path, arkiv, profil):
    fil = tmp_path / "prov.pdf"
    fil.write_bytes(gor(arkiv, artal=range(2026, 2100)))
    assert validera(fil, profil) == []


@pytest.mark.parametrize("arkiv", [False, True])
def test_the_document_says_its_language_title_and_author_and_is_tagged(gor, arkiv):
    with pikepdf.open(BytesIO(gor(arkiv))) as dokument:
        rot = dokument.Root
        assert (str(rot.Lang), bool(rot.MarkInfo.Marked)) == ("sv", True)
        assert bool(rot.ViewerPreferences.DisplayDocTitle)
        assert (str(dokument.docinfo.Title), str(dokument.docinfo.Author)) == (
            "Protokollsutdrag § 37",
            KONTEXT["forbund"],
        )


def test_head_and_foot_stand_on_every_page(gor):
    sidor = [sida.extract_text() for sida in PdfReader(BytesIO(gor(artal=range(2026, 2100)))).pages]
    assert len(sidor) > 2
    for nummer, text in enumerate(sidor, 1):
        rader = text.splitlines()
        for del_ in ("Consensus Älvsbyn", "2026/118-3", f"Sida {nummer} av {len(sidor)}"):
            assert sum(del_ in rad for rad in rader) == 1, (nummer, del_)


def test_inter_is_embedded_and_nothing_else(gor):
    with pikepdf.open(BytesIO(gor())) as dokument:
        namn = {str(f.BaseFont) for sida in dokument.pages for f in dict(sida.resources.Font).values()}
    assert {re.sub(r"^/[A-Z]{6}\+", "", n).partition("-")[0] for n in namn} == {"Inter"}


def test_rendering_says_nothing_in_the_log(gor, caplog):
    with caplog.at_level(logging.WARNING):
        gor()
        gor(True)
    assert [(rad.name, rad.getMessage()) for rad in caplog.records] == []


def test_text_from_people_is_text(gor):
    text = PdfReader(BytesIO(gor(extra="<b>1 < 2</b>"))).pages[0].extract_text()
    assert "<b>1 < 2</b>" in text


@pytest.mark.parametrize(
    ("text", "blir"),
    [
        ("fredag 27 november 2026 kl. 09.00", "fredag 27\xa0november 2026 kl.\xa009.00"),
        ("enligt § 37 och 6 kap. 28 § 2 kommunallagen", "enligt §\xa037 och 6 kap. 28 §\xa02 kommunallagen"),
        ("i november, 410 000 kr", "i november, 410 000 kr"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text, blir):
    sida = f"<title>{text}</title><body>{{}}</body>"
    assert pdf.obruten(sida.format(text)) == sida.format(blir)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "https://finsam.example/statisk/css/pdf.css",
        "https://finsam.invalid/",
        "https://finsam.invalid/f/alvsbyn/",
        "https://finsam.invalid/statisk/",
        "https://finsam.invalid/statisk/../manage.py",
        "https://finsam.invalid/statisk/%2e%2e/manage.py",
        "https://finsam.invalid/statisk/finns/inte.css",
        "data:text/css,body{}",
    ],
)
def test_only_our_static_files_are_read(url):
    with pytest.raises(ValueError, match=r"Inte en av våra filer|Filen finns inte"):
        pdf.statisk_fil(url)


def test_a_collected_file_is_found_before_its_source(settings, tmp_path):
    url = "https://finsam.invalid/statisk/css/pdf.css?v=1"
    settings.STATIC_ROOT = tmp_path
    assert pdf.statisk_fil(url) == settings.BASE_DIR / "static/css/pdf.css"
    (tmp_path / "css").mkdir()
    (tmp_path / "css/pdf.css").write_text("")
    assert pdf.statisk_fil(url) == tmp_path / "css/pdf.css"


def test_without_pango_the_person_is_told_what_to_do(gor, monkeypatch):
    class Utan:
        def find_spec(self, namn, *_):
            if namn == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(sys, "meta_path", [Utan(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    pdf._weasyprint.cache_clear()
    with pytest.raises(pdf.PdfSaknas) as fel:
        gor()
    assert str(fel.value) == fel.value.text
    assert fel.value.text.startswith("PDF kan inte göras på den här datorn")
    monkeypatch.undo()
    assert gor().startswith(b"%PDF-")


def test_pdf_import_is_lazy():
    kod = "import sys, forbund.grund.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", kod], cwd=Path(__file__).parents[2], check=False).returncode == 0


def test_a_file_is_found_where_names_carry_a_hash_as_in_production(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    (tmp_path / "css").mkdir()
    (tmp_path / "css/pdf.0123456789ab.css").write_text("")
    settings.STATIC_ROOT = tmp_path
    url = "https://finsam.invalid/statisk/css/pdf.0123456789ab.css"
    assert pdf.statisk_fil(url) == tmp_path / "css/pdf.0123456789ab.css"
