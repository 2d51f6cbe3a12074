"""Mail that is sent once: promised in the transaction of the act, judged again when it is due, never doubled by itself.

A row goes `vantar` → `skickas` (committed) → SMTP → `skickat` (committed). A process that dies in between leaves
`skickas`, and nobody knows whether the mail left: after ten minutes it is shown as oklart, with *Skicka igen* for a
person to press. What certainly was not taken by the mail server is tried again, more and more seldom.
"""

import hashlib
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet

from forbund.grund import dates, tenancy
from forbund.grund.errors import Upptaget
from forbund.grund.models import Utskick, Utskicksstatus
from forbund.grund.tillstand import move

if TYPE_CHECKING:
    from forbund.register.models import Konto

logg = logging.getLogger(__name__)
OKLART_EFTER: Final = timedelta(minutes=10)
FORSENAT_EFTER: Final = timedelta(hours=1)
HOGST_FORSOK: Final = 8
OMGANG: Final = 200
OMSKICKBARA: Final = frozenset({Utskicksstatus.OKLART, Utskicksstatus.MISSLYCKAT})
_VANTA: Final = timedelta(seconds=30)


class Slag(Protocol):
    """A kind of mail."""

    def giltigt(self, objekt_id: int, utskick: Utskick) -> bool:
        """Is the mail still true, and may the receiver still have it? Asked when it is about to be sent."""
        ...

    def text(self, objekt_id: int, utskick: Utskick) -> tuple[str, str]:
        """Subject and text: who must do what by when, and a link; no secrets."""
        ...


S = TypeVar("S", bound=type[Slag])
_slag: dict[str, Slag] = {}
_rubriker: dict[str, str] = {}


def utskick(namn: str, rubrik: str) -> Callable[[S], S]:
    """Register a class as a kind of mail, in an app's `kopplingar`; `rubrik` is what the outbox calls it
    before its subject is written."""

    def registrera(klass: S) -> S:
        _slag[namn] = klass()
        _rubriker[namn] = rubrik
        return klass

    return registrera


def rubrik(slag: str) -> str:
    """What the outbox calls the kind before its subject is written."""
    return _rubriker[slag]


def planera(
    slag: str, nyckel: str, mottagare: "Konto | str", objekt_id: int, forfaller: datetime | None = None
) -> Utskick:
    """Promise a mail to a konto or an address, in the open förbund; the same key again gives the row that is there."""
    if slag not in _slag:
        raise LookupError(f"Utskicket {slag} finns inte.")
    till = {"adress": mottagare} if isinstance(mottagare, str) else {"konto": mottagare}
    tid = forfaller or dates.nu()
    return Utskick.objects.get_or_create(
        nyckel=nyckel,
        defaults={
            **till,
            "slag": slag,
            "objekt_id": objekt_id,
            "forfaller": tid,
            "nasta_forsok": tid,
            "message_id": _message_id(nyckel),
        },
    )[0]


def lank(vag: str) -> str:
    """The address that a mail gives for a path (`reverse(…)`)."""
    return f"{settings.ADRESS.rstrip('/')}{vag}"


def ar_oklart() -> Q:
    """A mail that may or may not have left, or that could not: a person must choose."""
    return Q(status=Utskicksstatus.SKICKAS, paborjat__lt=dates.nu() - OKLART_EFTER) | Q(status__in=OMSKICKBARA)


def ar_forsenat() -> Q:
    """A mail that should have left an hour ago: the mail server or the worker stands still."""
    return Q(status=Utskicksstatus.VANTAR, nasta_forsok__lt=dates.nu() - FORSENAT_EFTER)


def _message_id(nyckel: str) -> str:
    """The same key gives the same id, so that a mail sent twice is one mail to the receiver."""
    summa = hashlib.sha256(f"{tenancy.aktivt_forbund_id()}:{nyckel}".encode()).hexdigest()[:40]
    return f"<{summa}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2] or 'finsam.invalid'}>"


def skicka_forfallna() -> int:
    """Send what is due, förbund by förbund; may run in any number of processes at once. Returns how many were sent.

    Stops when the mail server does not answer: nothing is taken, and the next run goes on from there.
    """
    antal = 0
    for forbund_id in apps.get_model("register", "Forbund").objects.order_by("pk").values_list("pk", flat=True):
        with tenancy.in_forbund(forbund_id):
            ids = list(_forfallna().order_by("nasta_forsok").values_list("pk", flat=True)[:OMGANG])
        for utskick_id in ids:
            server: BaseEmailBackend = get_connection()
            if not _svarar(server):
                return antal
            try:
                antal += _skicka(forbund_id, utskick_id, server)
            finally:
                server.close()
    return antal


def _forfallna() -> QuerySet[Utskick]:
    return Utskick.objects.filter(status=Utskicksstatus.VANTAR, nasta_forsok__lte=dates.nu())


def _skicka(forbund_id: int, utskick_id: int, server: BaseEmailBackend) -> bool:
    """Send one mail in steps of their own: take it, send it, say that it is sent."""
    try:
        with tenancy.in_forbund(forbund_id):
            rad = _ta(utskick_id)
    except Exception as fel:  # one kind of mail with a fault in it must not stop all the others
        logg.exception("Utskick %s kunde inte skrivas", utskick_id)
        with tenancy.in_forbund(forbund_id):
            _skjut_upp(utskick_id, f"Brevet kunde inte skrivas: {type(fel).__name__}")
        return False
    if rad is None:
        return False
    utfall = _lamna_till_servern(rad, server)
    with tenancy.in_forbund(forbund_id):
        _anteckna(utskick_id, utfall)
    return utfall.status == Utskicksstatus.SKICKAT


def _ta(utskick_id: int) -> Utskick | None:
    """Lock a due row, ask right and state again, write the text and mark it skickas; None when it shall not be sent."""
    rad = (
        _forfallna().select_for_update(skip_locked=True, of=("self",)).select_related("konto").filter(pk=utskick_id)
    ).first()
    if rad is None:
        return None
    slag = _slag[rad.slag]
    if not (rad.konto is None or rad.konto.is_active) or not slag.giltigt(rad.objekt_id, rad):
        move(rad, Utskicksstatus.INAKTUELLT)
        return None
    amne, rad.text = slag.text(rad.objekt_id, rad)
    rad.amne = " ".join(amne.split())[:200]
    rad.forsok += 1
    rad.paborjat = dates.nu()
    rad.fel = ""
    rad.save(update_fields=["amne", "text", "forsok", "paborjat", "fel"])
    move(rad, Utskicksstatus.SKICKAS)
    return rad


@dataclass(frozen=True)
class Utfall:
    """What the mail server said."""

    status: Utskicksstatus
    fel: str = ""


def _svarar(server: BaseEmailBackend) -> bool:
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as fel:
        logg.warning("E-postservern svarar inte (%s); utskicken väntar.", fel)
        return False
    return True


def _lamna_till_servern(rad: Utskick, server: BaseEmailBackend) -> Utfall:
    """Send, and tell apart what was certainly not taken from what nobody knows."""
    try:
        server.send_messages([_brev(rad, server)])
    except smtplib.SMTPRecipientsRefused as fel:
        return _avvisat(next((kod for kod, _ in fel.recipients.values()), 550), "mottagarens adress")
    except smtplib.SMTPResponseException as fel:
        return _avvisat(fel.smtp_code, "brevet")
    except (smtplib.SMTPException, OSError) as fel:
        return Utfall(Utskicksstatus.OKLART, f"Förbindelsen bröts: {fel}")
    return Utfall(Utskicksstatus.SKICKAT)


def _brev(rad: Utskick, server: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        rad.amne,
        rad.text,
        to=[rad.konto.email if rad.konto else rad.adress],
        headers={"Message-ID": rad.message_id, "Auto-Submitted": "auto-generated"},
        connection=server,
    )


def _avvisat(kod: int, vad: str) -> Utfall:
    """4xx may pass later, 5xx will not (RFC 5321, 4.2.1)."""
    status = Utskicksstatus.VANTAR if 400 <= kod < 500 else Utskicksstatus.MISSLYCKAT
    return Utfall(status, f"E-postservern tog inte emot {vad} ({kod}).")


def _anteckna(utskick_id: int, utfall: Utfall) -> None:
    rad = Utskick.objects.select_for_update().get(pk=utskick_id)
    if rad.status != Utskicksstatus.SKICKAS:
        return
    status = utfall.status
    if status == Utskicksstatus.VANTAR and rad.forsok >= HOGST_FORSOK:
        status = Utskicksstatus.MISSLYCKAT
    rad.fel = utfall.fel[:500]
    rad.nasta_forsok = _nasta(rad.forsok)
    rad.skickat = dates.nu() if status == Utskicksstatus.SKICKAT else None
    rad.save(update_fields=["fel", "nasta_forsok", "skickat"])
    move(rad, status)


def _skjut_upp(utskick_id: int, fel: str) -> None:
    rad = Utskick.objects.select_for_update().get(pk=utskick_id)
    if rad.status != Utskicksstatus.VANTAR:
        return
    rad.forsok += 1
    rad.fel = fel
    rad.nasta_forsok = _nasta(rad.forsok)
    rad.save(update_fields=["forsok", "fel", "nasta_forsok"])
    if rad.forsok >= HOGST_FORSOK:
        move(rad, Utskicksstatus.MISSLYCKAT)


def _nasta(forsok: int) -> datetime:
    """After one minute, two, four, …"""
    return dates.nu() + _VANTA * int(2**forsok)


def visad_status(rad: Utskick) -> Utskicksstatus:
    """The status as a person should see it: a sending cut off long ago is oklart."""
    avbrutet = rad.paborjat is not None and rad.paborjat < dates.nu() - OKLART_EFTER
    if rad.status == Utskicksstatus.SKICKAS and avbrutet:
        return Utskicksstatus.OKLART
    return Utskicksstatus(rad.status)


def slapp_igen(rad: Utskick) -> None:
    """Let a locked row that a person has judged be sent once more, at once; 409 while it may still be under way."""
    if visad_status(rad) != rad.status:
        move(rad, Utskicksstatus.OKLART)
    if rad.status not in OMSKICKBARA:
        raise Upptaget(f"Utskicket kan inte skickas igen: det är {Utskicksstatus(rad.status).label}.")
    rad.forsok = 0
    rad.nasta_forsok = dates.nu()
    rad.save(update_fields=["forsok", "nasta_forsok"])
    move(rad, Utskicksstatus.VANTAR)
