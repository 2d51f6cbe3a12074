"""A person at a page: with a mouse, without JavaScript, or by the keyboard alone. The steps of a chain are the same."""

import re
import time
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from tests.webb.webblasare import axe, bild, rullar_i_sidled

VANTAR: Final = 10_000  # the live page asks every other second
FLEST_TABBAR: Final = 60  # from the page's content, or from where the last act was done, to any control

LAGE: Final = """mal => {
  const nu = document.activeElement;
  const grupp = mal.type === "radio" && nu.type === "radio" && nu.name === mal.name && nu.form === mal.form;
  if (nu === mal || grupp) return "framme";
  if (!nu || nu === document.body) return "borta";
  if (nu.matches(".hoppa") && document.querySelector("main").contains(mal)) return "hoppa";
  return nu.compareDocumentPosition(mal) & Node.DOCUMENT_POSITION_PRECEDING ? "bakom" : "framfor";
}"""
UTSEENDE: Final = """mal => {
  const delar = [mal, ...(mal.labels ?? [])].flatMap(del => [[del, null], [del, "::before"], [del, "::after"]]);
  return JSON.stringify(delar.map(([del, pseudo]) => {
    const stil = getComputedStyle(del, pseudo);
    return [stil.outlineStyle, stil.outlineWidth, stil.boxShadow, stil.borderColor];
  }));
}"""
SYNS: Final = """mal => [mal, ...(mal.labels ?? [])].some(del => {
  const ruta = del.getBoundingClientRect();
  return ruta.height > 4 && ruta.bottom > 0 && ruta.top < window.innerHeight;
})"""


class Mus:
    """With a mouse; `granskar` looks for barriers on the way, without `js` the page is asked for anew."""

    def __init__(self, sida: Page, *, js: bool = True, granskar: bool = False) -> None:
        self.sida = sida
        self.js = js
        self.granskar = granskar

    def ga(self, adress: str) -> None:
        self.sida.goto(adress)

    def knapp(self, namn: str, *, i: Locator | None = None, exakt: bool = True) -> Locator:
        return (i or self.sida).get_by_role("button", name=namn, exact=exakt)

    def lank(self, namn: str, *, i: Locator | None = None) -> Locator:
        return (i or self.sida).get_by_role("link", name=namn, exact=True)

    def falt(self, etikett: str, *, i: Locator | None = None) -> Locator:
        """The box under the label, said to be optional or not."""
        return (i or self.sida).get_by_label(re.compile(rf"^\s*{re.escape(etikett)}\s*(\(frivilligt\))?\s*$"))

    def val(self, namn: str, *, i: Locator | None = None) -> Locator:
        """A checkbox or a radio button."""
        del_ = i or self.sida
        return del_.get_by_role("checkbox", name=namn).or_(del_.get_by_role("radio", name=namn, exact=True))

    def tryck(self, mal: Locator) -> None:
        """Press; without JavaScript a button or a link leads to a new page, and nothing is done before it is there."""
        if not self.js:
            mal.wait_for(timeout=VANTAR)
        if self.js or not mal.and_(self.sida.locator("a, button")).count():
            mal.click(timeout=VANTAR)
            return
        with self.sida.expect_navigation(timeout=VANTAR):
            mal.click(timeout=VANTAR)

    def skriv(self, mal: Locator, text: str) -> None:
        mal.fill(text)

    def valj(self, mal: Locator, text: str) -> None:
        mal.select_option(label=text)

    def kryssa(self, mal: Locator) -> None:
        """Tick a box or choose a radio button; the drawn one lies under its label."""
        mal.check(force=True)

    def fornya(self) -> None:
        """See what others have done: the page follows by itself, or is loaded again."""
        if not self.js:
            self.sida.reload()

    def lage(self, text: str) -> None:
        """The line that tells everyone where the sammanträde stands, once it says so."""
        self.fornya()
        expect(self.sida.locator("#mote-nu")).to_contain_text(text, timeout=VANTAR)

    def bekrafta(self, namn: str) -> None:
        """Answer the question that is asked before what cannot be undone; without JavaScript there is none."""
        if self.js:
            self.tryck(self.knapp(namn, i=self.sida.get_by_role("dialog")))

    def granska(self, namn: str) -> None:
        """The page as it stands has no barriers and fits its window; a picture of it may be kept."""
        if self.granskar:
            bild(self.sida, f"kedjan-{namn}")
            assert (axe(self.sida), rullar_i_sidled(self.sida)) == ([], False), namn


class Tangentbord(Mus):
    """By the keyboard alone: to each control with Tab, and it shows where the focus is."""

    def _till(self, mal: Locator) -> None:
        mal.wait_for(state="attached", timeout=VANTAR)
        fore = mal.evaluate(UTSEENDE)
        var = forst = mal.evaluate(LAGE)
        tabbar = 0
        while var != "framme":
            tangent = {"bakom": "Shift+Tab", "hoppa": "Enter"}.get(var, "Tab")
            self.sida.keyboard.press(tangent)
            var, tabbar = mal.evaluate(LAGE), tabbar + 1
            assert tabbar <= FLEST_TABBAR, f"{mal}: nås inte med {FLEST_TABBAR} tabbar på {self.sida.url}"
        assert mal.evaluate(SYNS), f"{mal}: har fokus utanför fönstret på {self.sida.url}"
        if forst != "framme" and mal.evaluate("mal => mal === document.activeElement"):
            self._visar_fokus(mal, fore)

    def _visar_fokus(self, mal: Locator, fore: Any) -> None:
        slut = time.monotonic() + 1
        while mal.evaluate(UTSEENDE) == fore:
            assert time.monotonic() < slut, f"{mal}: fokus syns inte på {self.sida.url}"

    def tryck(self, mal: Locator) -> None:
        self._till(mal)
        self.sida.keyboard.press("Enter")

    def skriv(self, mal: Locator, text: str) -> None:
        self._till(mal)
        if mal.get_attribute("type") in {"date", "time"}:
            self._skriv_tid(mal, re.split(r"[-:]", text))
        else:
            self.sida.keyboard.press("Control+A")
            self.sida.keyboard.type(text)
        expect(mal).to_have_value(text)

    def _skriv_tid(self, mal: Locator, delar: list[str]) -> None:
        """Part by part, in the order that this browser's language has them: Swedish, or else American."""
        for ordning in (delar, [*delar[1:], delar[0]] if len(delar) == 3 else [*delar, "AM"]):
            for _ in delar:
                self.sida.keyboard.press("ArrowLeft")
            for siffror in ordning:
                self.sida.keyboard.type(siffror)
                if len(siffror) == 4:
                    self.sida.keyboard.press("ArrowRight")
            if mal.input_value() in {"-".join(delar), ":".join(delar)}:
                return

    def valj(self, mal: Locator, text: str) -> None:
        self._till(mal)
        self.sida.keyboard.press("Home")
        for _ in range(mal.locator("option").count()):
            if mal.evaluate("mal => mal.selectedOptions[0].text") == text:
                return
            self.sida.keyboard.press("ArrowDown")
        raise AssertionError(f"{mal}: {text} går inte att välja med pilarna")

    def kryssa(self, mal: Locator) -> None:
        self._till(mal)
        if not mal.is_checked() and mal.evaluate("mal => mal === document.activeElement"):
            self.sida.keyboard.press("Space")
        for _ in range(20):
            if mal.is_checked():
                return
            self.sida.keyboard.press("ArrowDown")
        raise AssertionError(f"{mal}: går inte att välja med tangenterna")
