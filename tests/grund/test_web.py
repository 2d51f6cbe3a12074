"""`utfor`: what an action refuses lands on the form, and nothing is changed or lost."""

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory

from forbund.grund import audit, tenancy, web
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget, Varning, require_skal
from forbund.grund.models import Handelse
from forbund.register.models import Person
from tests.factories import make_forbund, make_person

pytestmark = pytest.mark.django_db


class Namnform(forms.Form):
    namn = forms.CharField()


@pytest.fixture
def oppet():
    forbund = make_forbund()
    with tenancy.in_forbund(forbund.pk):
        yield forbund


def bunden(**varden: str) -> Namnform:
    data = QueryDict(mutable=True)
    data.update(varden)
    return Namnform(data)


def ny(namn: str) -> Person:
    return make_person(namn=namn)


def test_the_forms_values_go_to_the_action(oppet):
    assert web.utfor(bunden(namn="Åsa"), ny).namn == "Åsa"


def test_a_wrong_form_never_reaches_the_action(oppet):
    form = bunden(namn="")
    assert web.utfor(form, ny) is None
    assert list(form.errors) == ["namn"]
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("fel", "falt", "text"),
    [
        (Regelbrott("Inte beslutför.", lagrum="KL 6 kap. 27 §"), "__all__", "Inte beslutför."),
        (Ogiltig({"namn": "Namnet finns redan."}), "namn", "Namnet finns redan."),
        (Ogiltig({"annat": "Något annat är fel."}), "__all__", "Något annat är fel."),
    ],
)
def test_a_refusal_lands_on_the_form_with_everything_undone(oppet, fel, falt, text):
    def action(namn: str) -> None:
        audit.write("prov", make_person(namn=namn), by=None)
        raise fel

    form = bunden(namn="Åsa")
    assert web.utfor(form, action) is None
    assert form.errors[falt] == [text]
    assert form["namn"].value() == "Åsa"
    assert Person.objects.count() == 0
    assert tenancy.aktivt().vantande == []


def test_a_warning_asks_for_the_reason_and_goes_on_with_it(oppet):
    fick = {}

    def action(namn: str, skal: dict) -> Person:
        fick.update(require_skal([Varning("Kallelsen går ut sent.", regel="R12", lagrum="arbetsordningen")], skal))
        return make_person(namn=namn)

    form = bunden(namn="Åsa")
    assert web.utfor(form, action) is None
    assert list(form.errors) == ["skal_R12"]
    assert form.fields["skal_R12"].help_text == "Kallelsen går ut sent.\narbetsordningen"
    form = bunden(namn="Åsa", skal_R12="  ")
    assert web.utfor(form, action) is None
    form = bunden(namn="Åsa", skal_R12="Extra möte.")
    assert web.utfor(form, action).namn == "Åsa"
    assert fick == {"R12": "Extra möte."}


def test_a_typed_reason_is_kept_when_another_field_is_wrong(oppet):
    form = bunden(namn="", skal_R12="Extra möte.")
    assert web.utfor(form, lambda namn, skal: None) is None
    assert form["skal_R12"].value() == "Extra möte."


def test_a_typed_reason_is_kept_when_a_rule_refuses(oppet):
    def action(namn: str, skal: dict) -> None:
        raise Regelbrott("Inte beslutför.")

    form = bunden(namn="Åsa", skal_R12="Extra möte.")
    assert web.utfor(form, action) is None
    assert form["skal_R12"].value() == "Extra möte."


def test_two_warnings_are_answered_one_at_a_time(oppet):
    def action(namn: str, skal: dict) -> Person:
        require_skal([Varning("Sent.", regel="R12"), Varning("Fel ersättare.", regel="R118")], skal)
        return make_person(namn=namn)

    form = bunden(namn="Åsa", skal_R12="Extra möte.")
    assert web.utfor(form, action) is None
    assert list(form.errors) == ["skal_R118"]
    assert [f.help_text for f in form if f.name.startswith("skal_")] == ["Sent.", "Fel ersättare."]
    sedda = {f.name: f.value() for f in form if f.value()}
    assert web.utfor(bunden(**sedda, skal_R118="Hen kom först."), action).namn == "Åsa"


@pytest.mark.parametrize(
    ("skal", "fel"),
    [
        ("Gäller 121212-1212.", "Här står ett personnummer eller samordningsnummer"),
        ("Extra\x00 möte.", "Null-tecken är inte tillåtna."),
        ("x" * 4001, "som mest 4000 tecken"),
    ],
)
def test_a_reason_that_may_not_be_kept_is_refused_beside_its_field(oppet, skal, fel):
    """R57: the log is never changed, so nothing that must be removed may get into it."""

    def action(namn: str, skal: dict) -> Person:
        person = make_person(namn=namn)
        audit.write("prov", person, by=None, skal=require_skal([Varning("Sent.", regel="R12")], skal))
        return person

    form = bunden(namn="Åsa", skal_R12=skal)
    assert web.utfor(form, action) is None
    assert fel in form.errors["skal_R12"][0]
    assert form["skal_R12"].value() == skal
    assert Person.objects.count() == 0
    assert tenancy.aktivt().vantande == []
    assert web.utfor(bunden(namn="Åsa", skal_R12="x" * 4000), action).namn == "Åsa"


def test_a_field_of_the_forms_own_may_be_called_skal_text(oppet):
    class Skalform(forms.Form):
        skal_text = forms.CharField()

    assert web.utfor(Skalform({"skal_text": "Sjukdom."}), lambda skal_text: skal_text) == "Sjukdom."


@pytest.mark.parametrize("fel", [SaknarRatt("Nej."), Upptaget("För sent.")])
def test_what_is_no_fault_of_the_form_goes_to_the_net(oppet, fel):
    def action(namn: str) -> None:
        raise fel

    with pytest.raises(type(fel)):
        web.utfor(bunden(namn="Åsa"), action)


def test_rows_logged_by_a_successful_action_stay(oppet):
    def action(namn: str) -> Person:
        person = make_person(namn=namn)
        audit.write("prov", person, by=None)
        return person

    web.utfor(bunden(namn="Åsa"), action)
    assert [rad.typ for rad in tenancy.aktivt().vantande] == ["prov"]
    assert not Handelse.objects.filter(typ="prov").exists()


@pytest.mark.parametrize(
    ("fraga", "rader", "nummer", "forra", "nasta"),
    [
        ("", [0, 1], 1, None, 2),
        ("sida=2&sok=x", [2, 3], 2, 1, 3),
        ("sida=3", [4], 3, 2, None),
        ("sida=9", [], 9, 8, None),
        ("sida=-1", [0, 1], 1, None, 2),
        ("sida=x", [0, 1], 1, None, 2),
        pytest.param(f"sida={'9' * 5000}", [0, 1], 1, None, 2, id="5000 digits"),
    ],
)
def test_paging_cuts_without_counting(fraga, rader, nummer, forra, nasta):
    sida = web.bladdra(RequestFactory().get(f"/?{fraga}"), list(range(5)), antal=2)
    assert (sida.rader, sida.nummer, sida.forra, sida.nasta) == (rader, nummer, forra, nasta)
    assert sida.fraga == ("sok=x" if "sok" in fraga else "")
