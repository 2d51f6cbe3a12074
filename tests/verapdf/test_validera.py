"""The validator itself: it must find what is wrong, or every PDF test of the house proves nothing."""

import pytest
import weasyprint

from tests.verapdf.validera import validera

HTML = (
    '<html lang="sv"><head><title>Protokoll</title></head><body><h1>Beslut</h1><p>Styrelsen bifaller.</p></body></html>'
)


def make_pdf(tmp_path, variant):
    fil = tmp_path / "prov.pdf"
    weasyprint.HTML(string=HTML).write_pdf(fil, pdf_variant=variant)
    return fil


@pytest.mark.parametrize(("variant", "profil"), [("pdf/ua-1", "PDFUA-1"), ("pdf/a-2a", "PDFA-2A")])
def test_a_good_file_breaks_no_rule(tmp_path, variant, profil):
    assert validera(make_pdf(tmp_path, variant), profil) == []


def test_a_plain_file_is_not_accessible(tmp_path):
    brutna = validera(make_pdf(tmp_path, None), "PDFUA-1")
    assert [rad.split(":")[0] for rad in brutna] == ["6.2-1", "7.1-10", "7.1-11", "7.1-3", "7.1-8"]


def test_a_file_that_is_no_pdf_is_an_error(tmp_path):
    fil = tmp_path / "text.pdf"
    fil.write_text("Det här är ingen PDF.")
    assert validera(fil, "PDFA-2A") == ["fel: Couldn't parse stream"]


def test_the_validator_goes_on_after_a_bad_file(tmp_path):
    validera(tmp_path / "saknas.pdf", "PDFUA-1")
    assert validera(make_pdf(tmp_path, "pdf/ua-1"), "PDFUA-1") == []
