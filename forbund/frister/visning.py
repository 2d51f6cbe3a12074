"""The outbox's rows, as ready text."""

from dataclasses import dataclass

from forbund.grund import utskick
from forbund.grund.dates import visa_stund
from forbund.grund.models import Utskick, Utskicksstatus

_MARKE = {
    Utskicksstatus.SKICKAT: "success",
    Utskicksstatus.OKLART: "warning",
    Utskicksstatus.MISSLYCKAT: "error",
    Utskicksstatus.INAKTUELLT: "default",
}


@dataclass(frozen=True)
class Utskicksrad:
    """One mail in the outbox; `text` only where mails may be read (the demo)."""

    pk: int
    amne: str
    mottagare: str
    adress: str
    nar: str
    lage: str
    marke: str
    fel: str
    text: str
    kan_skickas_igen: bool


def utskicksrad(rad: Utskick, *, visa_text: bool) -> Utskicksrad:
    status = utskick.visad_status(rad)
    return Utskicksrad(
        pk=rad.pk,
        amne=rad.amne or utskick.rubrik(rad.slag),
        mottagare=rad.konto.namn if rad.konto else rad.adress,
        adress=rad.konto.email if rad.konto else "",
        nar=_nar(rad, status),
        lage=status.label.capitalize(),
        marke=_MARKE.get(status, "info"),
        fel=rad.fel,
        text=rad.text if visa_text else "",
        kan_skickas_igen=status in utskick.OMSKICKBARA,
    )


def _nar(rad: Utskick, status: Utskicksstatus) -> str:
    if rad.skickat:
        return f"Skickades {visa_stund(rad.skickat)}"
    if status == Utskicksstatus.VANTAR:
        return f"Skickas {visa_stund(rad.forfaller)}"
    return f"Skulle skickas {visa_stund(rad.forfaller)}"
