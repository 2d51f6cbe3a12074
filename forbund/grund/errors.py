"""Expected refusals: what a person may meet, in words that say what to do now.

Everything a page may show derives from `Avvisad`. `IngetForbund` does not: it is
a programming error and must end as a fault with a reference, not as advice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime


class IngetForbund(RuntimeError):  # noqa: N818 - a Swedish name has no Error suffix
    """A tenant table was read or written while no förbund was active."""


@dataclass(frozen=True)
class Varning:
    """A rule that may be set aside by one who states why (kind W).

    `regel` and `lagrum` are filled in by `@enligt` when left empty.
    """

    text: str
    utvag: str = ""
    regel: str = ""
    lagrum: str = ""


class Avvisad(Exception):  # noqa: N818 - a Swedish name has no Error suffix
    """Base of every refusal that is shown to a person."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class Regelbrott(Avvisad):
    """The law, or this system's reading of it, does not allow the act (kind H).

    `lagrum` and `regel` are filled in by `@enligt` when left empty; `utvag` says
    what to do now; `falt` puts a message on single fields of the form.
    """

    def __init__(
        self,
        text: str,
        lagrum: str = "",
        regel: str = "",
        utvag: str = "",
        falt: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(text)
        self.lagrum = lagrum
        self.regel = regel
        self.utvag = utvag
        self.falt = dict(falt or {})


class VarningUtanSkal(Avvisad):
    """One or more warnings stand without a stated reason; `alla` also holds those that have one."""

    def __init__(self, varningar: Iterable[Varning], alla: Iterable[Varning] = ()) -> None:
        self.varningar = tuple(varningar)
        self.alla = tuple(alla) or self.varningar
        super().__init__(" ".join(varning.text for varning in self.varningar))


class SaknarRatt(Avvisad):
    """The person lacks the right (403)."""


class Upptaget(Avvisad):
    """Somebody else was first (409): what changed, who and when, and both texts."""

    def __init__(
        self,
        text: str = "Någon annan hann före.",
        *,
        vem: str = "",
        nar: datetime | None = None,
        ditt: Mapping[str, str] | None = None,
        deras: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(text)
        self.vem = vem
        self.nar = nar
        self.ditt = dict(ditt or {})
        self.deras = dict(deras or {})


class Ogiltig(Avvisad):
    """Input that a form did not stop: field name → what is wrong ("" is the whole form)."""

    def __init__(self, falt: Mapping[str, str]) -> None:
        self.falt = dict(falt)
        super().__init__(" ".join(self.falt.values()))


def require_skal(varningar: Iterable[Varning | None], skal: Mapping[str, str]) -> dict[str, str]:
    """Demand a reason for each warning, and return the reasons that were needed.

    `skal` maps rule id to reason, as `{"R12": "Extra möte om ESF-ansökan."}`. The
    result is for the audit: reasons given for rules that did not warn are left out.
    """
    aktuella = [varning for varning in varningar if varning is not None]
    utan = [varning for varning in aktuella if not skal.get(varning.regel, "").strip()]
    if utan:
        raise VarningUtanSkal(utan, aktuella)
    return {varning.regel: skal[varning.regel].strip() for varning in aktuella}
