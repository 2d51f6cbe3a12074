"""The frame and the small tags, drawn without a request or a database."""

import re
from datetime import datetime

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from forbund.grund.dates import STOCKHOLM
from forbund.grund.errors import Regelbrott, Upptaget, Varning, VarningUtanSkal

MALLAR = sorted(settings.BASE_DIR.glob("templates/**/*.html"))
RAM = {
    "forbund": {"namn": "Kalmar län", "slug": "kalmar"},
    "byten": [
        {"namn": "Kalmar län", "url": "/f/kalmar/", "aktuell": True},
        {"namn": "Sala", "url": "/f/sala/", "aktuell": False},
    ],
    "meny": [
        {"namn": "Översikt", "url": "/f/kalmar/", "aktuell": True},
        {"namn": "Register", "url": "/f/kalmar/r/", "aktuell": False},
    ],
    "konto": {"namn": "Eva Lindmark", "roll_text": "förbundschef"},
    "att_gora_url": "/f/kalmar/#att-gora",
    "att_gora_antal": 4,
    "demo": False,
}


def rita(mall: str = "base.html", **ram) -> str:
    return render_to_string(mall, {"ram": {**RAM, **ram}})


def tagg(text: str, **kontext) -> str:
    return Template("{% load finsam %}" + text).render(Context(kontext))


def test_the_frame_shows_where_one_is_and_what_waits():
    html = rita()
    assert re.findall(r'aria-current="(\w+)"', html) == ["true", "page", "page"]
    assert re.findall(r'class="antal">(\d+)<', html) == ["4"]
    assert ("Läsbehörighet" in html, 'class="band' in html) == (False, False)


def test_nothing_to_do_shows_no_number():
    assert 'class="antal"' not in rita(att_gora_antal=0)


def test_one_förbund_needs_no_switcher():
    html = rita(byten=RAM["byten"][:1])
    assert ("Byt förbund" in html, "Kalmar län" in html) == (False, True)


def test_a_granskare_sees_the_mandate_and_its_last_day():
    html = rita(granskning={"text": "Riksrevisionen", "till": "31 december 2026"})
    band = re.search(r'<aside class="band band--granskning".*?</aside>', html, re.DOTALL)
    assert re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", band[0])).strip() == (
        "Läsbehörighet Riksrevisionen till och med 31 december 2026 din läsning loggas"
    )
    assert '<body class="granskning' in html


def test_demo_is_said_only_in_the_demo():
    assert ("påhittade" in rita(demo=True), "påhittade" in rita(demo=False)) == (True, False)


def test_without_login_there_is_a_way_in_and_no_menu():
    html = render_to_string("base.html", {"ram": {"demo": False}})
    assert ("Logga in" in html, "Huvudmeny" in html, "hx-headers" in html) == (True, False, False)


@pytest.mark.parametrize("mall", MALLAR, ids=lambda m: str(m.relative_to(settings.BASE_DIR / "templates")))
def test_no_template_has_inline_script_or_style(mall):
    text = mall.read_text("utf-8")
    assert re.findall(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="|javascript:', text) == []


@pytest.mark.parametrize("mall", MALLAR, ids=lambda m: str(m.relative_to(settings.BASE_DIR / "templates")))
def test_every_template_parses(mall):
    assert get_template(str(mall.relative_to(settings.BASE_DIR / "templates"))) is not None


def test_every_static_file_that_a_template_names_exists():
    namn = {n for mall in MALLAR for n in re.findall(r"{% static '([^']+)' %}", mall.read_text("utf-8"))}
    assert [n for n in sorted(namn) if finders.find(n) is None] == []
    assert len(namn) > 10


def test_every_url_in_the_stylesheets_leads_to_a_file():
    saknas = []
    for fil in settings.BASE_DIR.glob("static/css/*.css"):
        for adress in re.findall(r'url\("([^"]+)"\)', fil.read_text("utf-8")):
            if finders.find(adress.removeprefix("../")) is None:
                saknas.append(adress)
    assert saknas == []


def test_a_colour_outside_the_variables_is_not_used_in_components():
    """Hard-coded colours break the dark theme."""
    text = (settings.BASE_DIR / "static/css/formular.css").read_text("utf-8")
    assert re.findall(r"#[0-9a-f]{3,8}\b", text) == []


@pytest.mark.parametrize(
    ("text", "vantat"),
    [
        ('{% lagrum "23 §" %}', '<span class="lag">23 §</span>'),
        ('{% lagrum "23 §" "R31" %}', '<a class="lag" href="/regelverk/#R31">23 §</a>'),
        ("{% lagrum skrivet %}", '<span class="lag">&lt;b&gt;</span>'),
    ],
)
def test_a_paragraph_links_to_its_rule(text, vantat):
    assert tagg(text, skrivet="<b>") == vantat


def test_an_icon_is_silent_unless_it_is_named():
    assert (
        'aria-hidden="true"' in tagg('{% ikon "pdf" %}'),
        "spritesheet.svg#f-icon-pdf" in tagg('{% ikon "pdf" %}'),
    ) == (
        True,
        True,
    )
    assert 'role="img" aria-label="Sekretess"' in tagg('{% ikon "las" "Sekretess" %}')


def test_every_icon_of_ours_is_drawn():
    from forbund.grund.templatetags.finsam import EGNA_IKONER

    text = (settings.BASE_DIR / "static/ikoner/ikoner.svg").read_text("utf-8")
    assert set(re.findall(r'symbol id="(\w+)"', text)) == EGNA_IKONER


@pytest.mark.parametrize(
    ("slag", "ord_"), [("info", "Information"), ("klart", "Klart"), ("varning", "Varning"), ("fel", "Fel")]
)
def test_a_message_box_says_its_kind_in_words(slag, ord_):
    assert f'<span class="sr-only">{ord_}: </span>' in tagg(f'{{% ruta "{slag}" "Hej" %}}')


def test_an_unknown_kind_of_box_is_an_error():
    with pytest.raises(KeyError):
        tagg('{% ruta "annat" "Hej" %}')


def test_the_bar_is_described_and_its_parts_lie_side_by_side():
    html = tagg('{% stang delar "Pengarna" %}', delar=[("Utbetalt", "600 kr", 600), ("Fritt", "400 kr", 400)])
    assert re.findall(r'x="(\d+)" y="0" width="(\d+)"', html) == [("0", "600"), ("600", "400")]
    assert 'aria-label="Pengarna: Utbetalt 600 kr, Fritt 400 kr"' in html


def test_the_meter_marks_those_present_and_the_limit():
    html = tagg("{% matare 2 4 3 %}")
    assert re.findall(r'<i class="([^"]*)">', html) == ["har", "har", " grans", ""]
    assert 'aria-label="2 av 4 är närvarande, minst 3 krävs"' in html


def test_two_texts_stand_side_by_side_even_when_one_lacks_a_box():
    fel = Upptaget(ditt={"Rubrik": "Min", "Bara min": "x"}, deras={"Rubrik": "Hans", "Bara hans": "y"})
    rader = tagg("{% for a, b, c in fel|sida_vid_sida %}[{{ a }}:{{ b }}:{{ c }}]{% endfor %}", fel=fel)
    assert rader == "[Rubrik:Min:Hans][Bara min:x:][Bara hans::y]"


def test_409_says_what_who_and_when_and_shows_both_texts():
    fel = Upptaget(
        "Ärendet ändrades.",
        vem="Amir Haddad",
        nar=datetime(2026, 11, 16, 8, 41, tzinfo=STOCKHOLM),
        ditt={"Rubrik": "Min"},
        deras={"Rubrik": "Hans"},
    )
    html = render_to_string("409.html", {"fel": fel})
    assert "Ärendet ändrades. Ändrat av Amir Haddad 16 november 2026 kl. 08.41." in html
    assert re.findall(r'jamfor__text">(\w+)<', html) == ["Min", "Hans"]


def test_422_says_rule_law_and_way_out():
    fel = Regelbrott("Inte beslutför.", "KL 6 kap. 27 §", "R14", "Kalla in ersättare.")
    html = render_to_string("422.html", {"fel": fel})
    assert ("Inte beslutför." in html, "Kalla in ersättare." in html) == (True, True)
    assert '<a class="lag" href="/regelverk/#R14">KL 6 kap. 27 §</a>' in html


def test_422_shows_each_warning():
    fel = VarningUtanSkal([Varning("Sent ute.", regel="R12", lagrum="4 §"), Varning("Ingen ersättare.")])
    html = render_to_string("422.html", {"fel": fel, "varningar": fel.varningar})
    assert [text in html for text in ("Sent ute.", "/regelverk/#R12", "Ingen ersättare.")] == [True, True, True]


def test_500_needs_neither_context_nor_manifest():
    text = (settings.BASE_DIR / "templates/500.html").read_text("utf-8")
    assert re.findall(r"{%|{{ (\w+) }}", text) == ["referens"]
    assert f"/{settings.STATIC_URL.strip('/')}/css/fel.css" in text


def test_a_broken_tag_is_not_swallowed():
    with pytest.raises(TemplateSyntaxError):
        tagg("{% lagrum %}")


@pytest.mark.parametrize("mall", ["409.html", "422.html"])
@pytest.mark.parametrize(
    ("fran", "till"),
    [
        ("http://testserver/f/kalmar/lista/?sida=2", "http://testserver/f/kalmar/lista/?sida=2"),
        ("https://annan.example/", "/f/kalmar/akt/"),
        ("", "/f/kalmar/akt/"),
    ],
)
def test_a_refusal_leads_back_to_the_page_where_the_button_stood(mall, fran, till):
    request = RequestFactory().post("/f/kalmar/akt/", headers={"Referer": fran})
    request.htmx = False
    sida = render_to_string(mall, {"fel": Upptaget(), "ram": RAM, "request": request})
    assert f'href="{till}"' in sida.partition("<main")[2]
