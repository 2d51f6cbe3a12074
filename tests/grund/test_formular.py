"""The renderer's choice of mark-up, and the fields of the house."""

from decimal import Decimal

import pytest
from django import forms

from forbund.grund.formular import Beloppsfalt, Datum, DatumTid, Klockslag, kontroll_id, slag

BESTAR = [("ja", "Ja"), ("nej", "Nej")]


class Alla(forms.Form):
    rubrik = forms.CharField(label="Rubrik", help_text="Kort.")
    text = forms.CharField(widget=forms.Textarea)
    part = forms.ChoiceField(choices=BESTAR)
    parter = forms.MultipleChoiceField(choices=BESTAR, widget=forms.CheckboxSelectMultiple)
    svar = forms.ChoiceField(label="Berörs du?", choices=BESTAR, widget=forms.RadioSelect)
    last = forms.BooleanField()
    tid = forms.SplitDateTimeField()
    belopp = Beloppsfalt(label="Belopp")
    skal_R12 = forms.CharField(help_text="Kallelsen går ut sent.", required=False)  # noqa: N815 - the rule's id
    dold = forms.CharField(widget=forms.HiddenInput, required=False)


class Filter(forms.Form):
    ar_filter = True
    sok = forms.CharField(label="Sök", required=False)


class Frivillig(forms.Form):
    sok = forms.CharField(label="Sök", required=False)


@pytest.mark.parametrize(
    ("namn", "vantat"),
    [
        ("rubrik", "text"),
        ("text", "stor"),
        ("part", "val"),
        ("parter", "kryssgrupp"),
        ("svar", "radio"),
        ("last", "kryss"),
        ("tid", "delad"),
        ("belopp", "text"),
        ("skal_R12", "skal"),
    ],
)
def test_the_widget_decides_the_mark_up(namn, vantat):
    assert slag(Alla()[namn]) == vantat


@pytest.mark.parametrize(
    ("namn", "vantat"), [("rubrik", "id_rubrik"), ("svar", "id_svar_0"), ("parter", "id_parter_0")]
)
def test_a_link_to_a_group_leads_to_its_first_choice(namn, vantat):
    assert kontroll_id(Alla()[namn]) == vantat


def test_every_visible_field_is_drawn_once_and_named():
    html = str(Alla())
    etiketter = [f'for="{f.id_for_label}"' if f.id_for_label else f'id="{f.auto_id}"' for f in Alla().visible_fields()]
    assert [html.count(e) for e in etiketter] == [1] * 9
    assert html.count('name="dold"') == 1


def test_an_unbound_form_has_no_list_of_errors():
    assert "data-fellista" not in str(Alla())


def test_the_list_of_errors_names_each_field_and_links_to_it():
    form = Alla({"skal_R12": "", "text": "x", "part": "ja", "parter": ["ja"], "last": "on", "tid_0": "x"})
    html = str(form)
    lankar = [rad.split('"')[0] for rad in html.split('<a href="#')[1:]]
    assert lankar == ["id_rubrik", "id_svar_0", "id_tid", "id_belopp"]
    assert "Berörs du? Det här behöver du fylla i." in html
    assert "Rubrik. Det här behöver du fylla i." in html


def test_errors_and_help_describe_the_control():
    html = str(Alla({})["rubrik"].as_field_group())
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_rubrik_helptext id_rubrik_error"' in html
    assert ('id="id_rubrik_helptext"' in html, 'id="id_rubrik_error"' in html) == (True, True)


def test_only_what_may_be_left_out_says_so_and_a_filter_never_does():
    assert "(frivilligt)" in str(Frivillig())
    assert "(frivilligt)" not in str(Filter())
    assert "(frivilligt)" not in str(Alla()["rubrik"].as_field_group())


def test_a_radio_is_never_marked_invalid_by_itself():
    """aria-invalid belongs to the group; on each choice it is read for every one."""
    assert "aria-invalid" not in str(Alla({})["svar"].as_field_group())


def test_what_a_person_wrote_is_escaped():
    assert "<script>" not in str(Alla({"rubrik": "<script>", "text": "</textarea><script>"}))


@pytest.mark.parametrize(
    ("text", "vantat"), [("1 410 000,50", Decimal("1410000.50")), ("0", Decimal(0)), ("250 kr", Decimal(250))]
)
def test_an_amount_is_read_as_people_write_it(text, vantat):
    assert Beloppsfalt().clean(text) == vantat


@pytest.mark.parametrize("text", ["1.410", "tusen", "-0,01", ""])
def test_an_amount_that_cannot_be_is_refused(text):
    with pytest.raises(forms.ValidationError):
        Beloppsfalt().clean(text)


def test_the_lowest_amount_is_allowed_and_the_one_below_is_not():
    falt = Beloppsfalt(minst=Decimal(100))
    assert falt.clean("100") == Decimal(100)
    with pytest.raises(forms.ValidationError, match="mindre än 100 kr"):
        falt.clean("99,99")


def test_an_amount_may_be_negative_when_no_lowest_is_set():
    assert Beloppsfalt(minst=None).clean("-250") == Decimal(-250)


def test_an_amount_is_shown_the_way_it_is_written():
    class Form(forms.Form):
        belopp = Beloppsfalt(initial=Decimal("1410000.50"))

    assert Form()["belopp"].value() == "1\u00a0410\u00a0000,50"
    assert Form({"belopp": "14 00"})["belopp"].value() == "14 00"


@pytest.mark.parametrize(("text", "andrat"), [("1 410 000", False), ("1 410 001", True), ("tusen", True)])
def test_an_amount_written_differently_has_not_changed(text, andrat):
    assert Beloppsfalt().has_changed(Decimal(1410000), text) is andrat


@pytest.mark.parametrize(("widget", "typ"), [(Datum, "date"), (Klockslag, "time"), (DatumTid, "datetime-local")])
def test_days_and_times_use_the_browsers_own_control(widget, typ):
    assert f'type="{typ}"' in widget().render("x", None)
