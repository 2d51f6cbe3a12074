"""An act on the live page: a small form with one button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from forbund.styrelse.forms.mote import Motesform
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.visning.mote import Blick


@dataclass(frozen=True)
class Akt:
    """What the button says and posts. With `fall` it is folded under that heading; with `fraga` it asks first."""

    id: str
    url: str
    knapp: str
    form: forms.Form
    slag: str = "secondary"
    fall: str = ""
    ledtext: str = ""
    fraga: str = ""
    fraga_text: str = ""

    @property
    def har_falt(self) -> bool:
        return bool(self.form.visible_fields())


@dataclass(frozen=True)
class Uppgift:
    """What this person may do now: a heading, why nothing can be done yet, and the acts, the first one first."""

    rubrik: str = ""
    text: str = ""
    hinder: tuple[str, ...] = ()
    akter: tuple[Akt, ...] = ()
    fler: tuple[Akt, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rubrik or self.akter or self.fler or self.hinder)


@dataclass(frozen=True)
class Byggare:
    """Makes the acts of one page: the room, who looks, and the form of each act."""

    rum: Rum
    blick: Blick
    formular: Callable[[str], type[Motesform]]

    def akt(
        self,
        namn: str,
        knapp: str,
        *,
        objekt: int | None = None,
        slag: str = "secondary",
        fall: str = "",
        ledtext: str = "",
        fraga: str = "",
        fraga_text: str = "",
        egen: bool = False,
        sort: str = "",
        initial: dict[str, Any] | None = None,
        **val: Any,
    ) -> Akt:
        """One act; `egen` makes it one's own even on the sekreterare's page, `sort` keeps ids of its like apart."""
        ident = "-".join(filter(None, [namn, str(objekt or ""), sort]))
        for_vem = self.blick.egen.uppdrag_id if egen and self.blick.egen else self.blick.egen_id
        form = self.formular(namn)(rum=self.rum, egen=for_vem, auto_id=f"{ident}_%s", initial=initial, **val)
        return Akt(ident, self.blick.akt(namn, objekt), knapp, form, slag, fall, ledtext, fraga, fraga_text)
