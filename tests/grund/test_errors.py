import pytest

from forbund.grund.errors import Ogiltig, Upptaget, Varning, VarningUtanSkal, require_skal

SEN = Varning("Kallelsen är sen.", regel="R12", lagrum="KL 6 kap. 17 §")
UTAN_PART = Varning("En part saknas.", regel="R50")


def test_a_warning_without_reason_is_refused():
    with pytest.raises(VarningUtanSkal) as fel:
        require_skal([SEN, UTAN_PART], {"R50": "Svar väntas i maj."})
    assert fel.value.varningar == (SEN,)
    assert fel.value.text == "Kallelsen är sen."


def test_a_blank_reason_is_no_reason():
    with pytest.raises(VarningUtanSkal):
        require_skal([SEN], {"R12": " \n\t"})


def test_reasons_are_returned_trimmed_and_only_those_needed():
    skal = {"R12": " Extra möte. ", "R99": "något annat"}
    assert require_skal([SEN, None], skal) == {"R12": "Extra möte."}


def test_without_warnings_no_reason_is_needed():
    assert require_skal([None], {}) == {}


def test_upptaget_keeps_both_texts():
    fel = Upptaget(vem="Anna Berg", ditt={"behov": "mitt"}, deras={"behov": "hennes"})
    assert (fel.text, fel.vem) == ("Någon annan hann före.", "Anna Berg")
    assert (fel.ditt, fel.deras) == ({"behov": "mitt"}, {"behov": "hennes"})


def test_ogiltig_says_each_fault():
    fel = Ogiltig({"belopp": "Skriv ett belopp.", "": "Välj en part."})
    assert fel.falt == {"belopp": "Skriv ett belopp.", "": "Välj en part."}
    assert fel.text == "Skriv ett belopp. Välj en part."
