"""A browser as small as can be: one session, one request at a time, and a stopwatch."""

import http.client
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

LOGIN = "/konto/login/"


@dataclass(frozen=True)
class Svar:
    """An answer, and the seconds from the connection's opening to the last byte."""

    status: int
    kropp: bytes
    tid: float
    plats: str = ""


@dataclass
class Klient:
    """A session with one server; says it comes through TLS, as behind the proxy of production."""

    port: int
    kakor: dict[str, str] = field(default_factory=dict)

    def hamta(self, adress: str, huvuden: Iterable[tuple[str, str]] = (), kropp: str | None = None) -> Svar:
        med = {"X-Forwarded-Proto": "https", "Cookie": "; ".join(f"{k}={v}" for k, v in self.kakor.items())}
        if kropp is not None:
            med |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://127.0.0.1:{self.port}/"}
        start = time.perf_counter()
        anslutning = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        anslutning.request("GET" if kropp is None else "POST", quote(adress, safe="/?&=+:"), kropp, med | dict(huvuden))
        svar = anslutning.getresponse()
        innehall = svar.read()
        tid = time.perf_counter() - start
        anslutning.close()
        for rad in svar.headers.get_all("Set-Cookie", []):
            self.kakor |= {namn: kaka.value for namn, kaka in SimpleCookie(rad).items()}
        return Svar(svar.status, innehall, tid, svar.headers.get("Location", ""))

    def logga_in(self, falt: str, namn: str, losenord: str) -> None:
        """Through the login form, as a person does."""
        self.hamta(LOGIN)
        uppgifter = {"csrfmiddlewaretoken": self.kakor.get("csrftoken", ""), falt: namn, "password": losenord}
        svar = self.hamta(LOGIN, kropp=urlencode(uppgifter))
        if svar.status != 302:
            raise RuntimeError(f"{namn} kom inte in: {svar.status} {svar.kropp[:300]!r}")
