"""What browser tests do with a page: look for barriers, take a picture."""

import functools
from typing import Any

from django.conf import settings
from playwright.sync_api import Page

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
TAGGAR = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BILDER = settings.BASE_DIR / "var" / "bilder"
TA_BILDER = False  # set by conftest.py


@functools.cache
def _axe() -> str:
    return AXE.read_text("utf-8")


def axe(sida: Page) -> list[str]:
    """Barriers by WCAG 2.2 AA and best practice: rule, and the elements that break it."""
    sida.evaluate(_axe())
    svar: dict[str, Any] = sida.evaluate(
        "taggar => axe.run(document, {runOnly: taggar, resultTypes: ['violations']})", TAGGAR
    )
    return [f"{brott['id']}: {[nod['html'][:160] for nod in brott['nodes']]}" for brott in svar["violations"]]


def rullar_i_sidled(sida: Page) -> bool:
    """Whether the page is wider than its window."""
    bredare: bool = sida.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return bredare


def bild(sida: Page, namn: str) -> None:
    """With `--bilder`, a picture of the whole page in var/bilder/: for people to look at, no test needs it.

    The caret is let be: hiding it leaves style attributes behind.
    """
    if TA_BILDER:
        BILDER.mkdir(parents=True, exist_ok=True)
        sida.screenshot(path=BILDER / f"{namn}.png", full_page=True, caret="initial")
