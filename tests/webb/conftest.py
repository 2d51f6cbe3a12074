"""One Chromium for the run, a new context per test; a page that logs an error or breaks the CSP fails its test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.webb import webblasare as seende

BACKEND = "forbund.register.backends.RattBackend"
ARGUMENT = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # /dev/shm is small in a container
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=sv-SE",
)
# Playwright keeps an event loop in the test's thread; the tests' own queries are not asynchronous for that.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for prov in items:
        if "/tests/webb/" in str(prov.path):
            prov.add_marker(pytest.mark.webb)


@pytest.fixture(scope="session", autouse=True)
def bilder(pytestconfig: pytest.Config) -> None:
    seende.TA_BILDER = pytestconfig.getoption("bilder")


@pytest.fixture(scope="session")
def webblasare() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        webblasare = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(ARGUMENT))
        yield webblasare
        webblasare.close()


@pytest.fixture
def oppna(webblasare: Browser, live_server, minne) -> Iterator[Callable[..., Page]]:
    """Open a page: `oppna(bredd=390, mork=True, js=False)`. At the end no console may have held an error."""
    fel: list[str] = []
    flikar = []

    def anteckna(rad: ConsoleMessage) -> None:
        vagran = re.search(r"(status of|Status Error Code) (409|422)\b", rad.text)
        sidans_egen = rad.page is not None and rad.location["url"] == rad.page.url
        svar = sidans_egen and rad.text.startswith("Failed to load resource")
        if rad.type in {"error", "warning"} and not (vagran or svar):
            fel.append(f"{rad.text} ({rad.location['url']})")

    def ny(*, bredd: int = 1280, mork: bool = False, js: bool = True, **val: Any) -> Page:
        flik = webblasare.new_context(
            base_url=live_server.url,
            viewport={"width": bredd, "height": 900 if bredd > 600 else 800},
            color_scheme="dark" if mork else "light",
            reduced_motion="reduce",
            java_script_enabled=js,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            **val,
        )
        flik.set_default_timeout(5000)
        flikar.append(flik)
        sida = flik.new_page()
        sida.on("console", anteckna)
        sida.on("pageerror", lambda brist: fel.append(str(brist)))
        return sida

    yield ny
    for flik in flikar:
        flik.close()
    assert fel == []


@pytest.fixture
def sida(oppna: Callable[..., Page]) -> Page:
    return oppna()


@pytest.fixture
def logga_in(live_server) -> Callable[[Page, Any], None]:
    """`logga_in(sida, konto)`: give the browser a session of the konto, past the login form."""

    def in_(sida: Page, konto: Any) -> None:
        klient = Client()
        klient.force_login(konto, backend=BACKEND)
        kaka = {"name": "sessionid", "value": klient.cookies["sessionid"].value, "url": live_server.url}
        sida.context.add_cookies([kaka])

    return in_
