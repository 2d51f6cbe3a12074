"""Every kind of paper that the house prints, made the way it is made in use, and what veraPDF says of it."""

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from beredning import actions as beredning
from beredning.models import Forslagshandling, Forslagsversion
from forbund.diarium.models import Handling
from forbund.grund import filer, pdf
from forbund.register.models import Konto
from forbund.register.states import Roll
from forbund.styrelse.actions import dagordning, kallelse
from forbund.styrelse.actions.justering import justera, rendera_justerat
from forbund.styrelse.actions.protokoll import anteckna_rattelse
from forbund.styrelse.models import Protokoll, Sammantrade
from forbund.styrelse.queries.justering import justeringslage
from tests.beredning.fabrik import Miljo, make_hos_styrelsen, make_inlamnat, make_miljo
from tests.factories import make_forbundsordning, make_uppdrag
from tests.styrelse import fabrik, fabrik_protokoll
from tests.verapdf.validera import validera

ROT = Path(__file__).parents[2]
MALLAR = ROT / "templates" / "pdf"
RUM = ("beredning", "finsam", "forbund", "insatser", "tillsyn")


@dataclass(frozen=True)
class Hus:
    """Where a paper is made: the förbund, its people, and a browser that is logged in as its chef."""

    miljo: Miljo
    webblasare: Client

    @property
    def chef(self) -> Konto:
        return self.miljo.chef

    def hamta(self, namn: str, *args: int) -> bytes:
        svar = self.webblasare.get(reverse(namn, args=[self.miljo.forbund.slug, *args]))
        assert (svar.status_code, svar["Content-Type"]) == (200, "application/pdf")
        return svar.content


@dataclass(frozen=True)
class Papper:
    """One kind: its template, the function that prints it, whether it is made to be kept, and how to get one."""

    mall: str
    skrivs_av: str
    arkiv: bool
    gor: Callable[[Hus], bytes]


def innehall(handling: Handling | None) -> bytes:
    assert handling is not None
    return filer.vag(handling.sha256).read_bytes()


def make_lista(hus: Hus) -> Sammantrade:
    """A list with a berett förslag and a point without papers, for a board with a seat for each medlem."""
    medlemmar = list(hus.miljo.medlemmar.values())
    make_forbundsordning(medlemmar)
    for roll, medlem in zip((Roll.ORDFORANDE, Roll.VICE, Roll.LEDAMOT, Roll.LEDAMOT), medlemmar, strict=True):
        make_uppdrag(roll, medlem=medlem)
    forslag = make_hos_styrelsen(hus.miljo)
    for version in Forslagsversion.objects.filter(forslag=forslag):
        beredning.registrera_version(version.pk)
    assert forslag.arende_id is not None
    plan = fabrik.make_sammantrade(om_dagar=30, punkter=1)
    dagordning.lagg_till_arende(plan.pk, arende_id=forslag.arende_id, by=hus.chef)
    return plan


def publicera(plan: Sammantrade, hus: Hus) -> bytes:
    plan.refresh_from_db()
    ny = kallelse.publicera_kallelse(plan.pk, version=plan.version, by=hus.chef, skal={})
    return innehall(kallelse.rendera_kallelse(ny.pk).handling)


def forsta_kallelsen(hus: Hus) -> bytes:
    with hus.miljo.oppet():
        return publicera(make_lista(hus), hus)


def andrad_kallelse(hus: Hus) -> bytes:
    with hus.miljo.oppet():
        plan = make_lista(hus)
        publicera(plan, hus)
        dagordning.nytt_ovrigt_arende(plan.pk, rubrik="Tillägg", by=hus.chef)
        return publicera(plan, hus)


def kallelseutkast(hus: Hus) -> bytes:
    with hus.miljo.oppet():
        plan = make_lista(hus)
    return hus.hamta("styrelse:kallelse_pdf", plan.pk)


def make_mote_utsant(hus: Hus) -> tuple[fabrik_protokoll.Mote, Protokoll]:
    mote = fabrik_protokoll.make_fullt_mote(svart=True)
    return mote, fabrik_protokoll.make_utsant(mote, hus.chef)


def make_justerat(hus: Hus) -> Protokoll:
    """Justerat with its log written, as it is when the worker prints it."""
    with hus.miljo.oppet():
        mote, protokoll = make_mote_utsant(hus)
        for namn in ("anna", "bo", "cecilia"):
            punkter = justeringslage(protokoll).kvar_for([mote.folk[namn].person_id])
            protokoll = justera(protokoll.pk, punkter=punkter, sha256=protokoll.sha256, by=mote.konto(namn), skal={})
        punkt = mote.sammantrade.punkter.filter(slag="arende").latest("paragraf")
        anteckna_rattelse(punkt.pk, text="Läs 2027 i stället för 2026.", by=hus.chef, skal={})
    return protokoll


def utsant(hus: Hus) -> bytes:
    with hus.miljo.oppet():
        return innehall(make_mote_utsant(hus)[1].handling)


def justerat(hus: Hus) -> bytes:
    protokoll = make_justerat(hus)
    with hus.miljo.oppet():
        return innehall(rendera_justerat(protokoll.pk).slutlig_handling)


def utdrag(hus: Hus) -> bytes:
    protokoll = make_justerat(hus)
    with hus.miljo.oppet():
        punkt = protokoll.sammantrade.punkter.filter(slag="arende").latest("paragraf")
    return hus.hamta("styrelse:protokoll_utdrag", protokoll.sammantrade_id, punkt.pk)


def inlamnat(hus: Hus) -> bytes:
    with hus.miljo.oppet():
        beredning.registrera_version(Forslagsversion.objects.get(forslag=make_inlamnat(hus.miljo)).pk)
        return innehall(Forslagshandling.objects.get().handling)


def berett(hus: Hus) -> bytes:
    with hus.miljo.oppet():
        version = Forslagsversion.objects.filter(forslag=make_hos_styrelsen(hus.miljo)).latest("nummer")
        beredning.registrera_version(version.pk)
        return innehall(Forslagshandling.objects.get().handling)


KALLELSE = ("pdf/styrelse_kallelse.html", "forbund/styrelse/pdf/kallelse.py:kallelse_pdf", True)
PROTOKOLL = ("pdf/styrelse_protokoll.html", "forbund/styrelse/pdf/protokoll.py:_papper", True)
UTDRAG = ("pdf/styrelse_protokollsutdrag.html", "forbund/styrelse/pdf/protokoll.py:utdrag", False)
FORSLAG = ("pdf/beredning_forslag.html", "beredning/pdf/forslagsblad.py:forslag_pdf", True)
SLAGEN = {
    "kallelse": Papper(*KALLELSE, forsta_kallelsen),
    "ändrad kallelse": Papper(*KALLELSE, andrad_kallelse),
    "utkast till kallelse": Papper(*KALLELSE, kallelseutkast),
    "protokoll utsänt för justering": Papper(*PROTOKOLL, utsant),
    "protokoll justerat": Papper(*PROTOKOLL, justerat),
    "protokollsutdrag": Papper(*UTDRAG, utdrag),
    "förslag inlämnat": Papper(*FORSLAG, inlamnat),
    "förslag berett": Papper(*FORSLAG, berett),
}


@pytest.fixture
def hus(db, client, settings, tmp_path) -> Hus:
    settings.MEDIA_ROOT = tmp_path
    miljo = make_miljo()
    client.force_login(miljo.chef, backend="forbund.register.backends.RattBackend")
    return Hus(miljo, client)


@pytest.fixture
def utskrivet(monkeypatch) -> list[tuple[str, str, bool]]:
    """What was printed: template, the function that asked for it, and whether to keep."""
    sett: list[tuple[str, str, bool]] = []
    skriv = pdf.render

    def render(mall, kontext, titel, *, arkiv=False):
        kod = sys._getframe(1).f_code
        sett.append((mall, f"{Path(kod.co_filename).relative_to(ROT)}:{kod.co_qualname}", arkiv))
        return skriv(mall, kontext, titel, arkiv=arkiv)

    monkeypatch.setattr(pdf, "render", render)
    return sett


@pytest.mark.parametrize("slag", SLAGEN)
def test_every_kind_is_accessible_and_what_is_kept_can_be_read_for_ever(slag, hus, utskrivet, tmp_path):
    papper = SLAGEN[slag]
    fil = tmp_path / "papper.pdf"
    fil.write_bytes(papper.gor(hus))
    assert utskrivet[-1] == (papper.mall, papper.skrivs_av, papper.arkiv)
    assert validera(fil, "PDFUA-1") == []
    if papper.arkiv:
        assert validera(fil, "PDFA-3A") == []


def skrivstallen() -> set[str]:
    """Each function of the product that prints a PDF, as "file:function"."""
    stallen = set()
    for rum in RUM:
        for fil in (ROT / rum).rglob("*.py"):
            for funktion in ast.walk(ast.parse(fil.read_text())):
                if isinstance(funktion, ast.FunctionDef) and any(map(_skriver, ast.walk(funktion))):
                    stallen.add(f"{fil.relative_to(ROT)}:{funktion.name}")
    return stallen


def _skriver(nod: ast.AST) -> bool:
    return (
        isinstance(nod, ast.Attribute)
        and isinstance(nod.value, ast.Name)
        and (nod.value.id, nod.attr)
        == (
            "pdf",
            "render",
        )
    )


def test_a_new_kind_of_paper_is_validated_too():
    """By its template and by the function that prints it: both must stand in SLAGEN."""
    mallar = {f"pdf/{fil.name}" for fil in MALLAR.glob("[!_]*.html")} - {"pdf/bas.html"}
    assert {papper.mall for papper in SLAGEN.values()} == mallar
    assert {papper.skrivs_av for papper in SLAGEN.values()} == skrivstallen()


def test_nobody_prints_past_the_one_way():
    """`pdf.render` is called by that name alone, or the test above would not see it; nobody else uses the library."""
    forbi = {
        f"{fil.relative_to(ROT)}: {namn.name}"
        for rum in RUM
        for fil in (ROT / rum).rglob("*.py")
        if fil != ROT / "forbund/grund/pdf.py"
        for nod in ast.walk(ast.parse(fil.read_text()))
        if isinstance(nod, ast.Import | ast.ImportFrom)
        for namn in nod.names
        if (getattr(nod, "module", None) == "forbund.grund.pdf" and namn.name == "render")
        or "weasyprint" in f"{getattr(nod, 'module', '')}.{namn.name}"
    }
    assert forbi == set()
