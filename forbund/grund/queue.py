"""Work after a commit. The row in `Jobb` is the promise; Celery only rings the bell, and beat takes what it missed."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from celery import current_app, shared_task
from django.db import transaction
from django.db.models import F, QuerySet
from kombu.exceptions import OperationalError

from forbund.grund import dates, tenancy
from forbund.grund.models import Jobb

logg = logging.getLogger(__name__)
LAN = timedelta(minutes=10)
VANTA = timedelta(seconds=10)
HOGST_FORSOK = 8
_jobb: dict[str, Callable[[int], None]] = {}
_utan_forbund: set[str] = set()


def jobb(namn: str, *, i_forbund: bool = True) -> Callable[[Callable[[int], None]], Callable[[int], None]]:
    """Register a function (object id in, one action, safe to run twice) under a name.

    It runs in the förbund where it was promised; without `i_forbund` (an account's own matters) none is open.
    """

    def registrera(funktion: Callable[[int], None]) -> Callable[[int], None]:
        _jobb[namn] = funktion
        if not i_forbund:
            _utan_forbund.add(namn)
        return funktion

    return registrera


def after_commit(namn: str, objekt_id: int) -> None:
    """Promise to run the job, in the förbund that is open now, once this transaction has committed."""
    if namn not in _jobb:
        raise LookupError(f"Jobbet {namn} finns inte.")
    rad = Jobb.objects.create(
        namn=namn,
        forbund_id=None if namn in _utan_forbund else tenancy.aktivt_forbund_id(),
        objekt_id=objekt_id,
        ledigt_fran=dates.nu() + VANTA,
    )
    transaction.on_commit(lambda: _ring(rad.pk))


def _ring(jobb_id: int) -> None:
    try:
        current_app.send_task("grund.kor_jobb", args=[jobb_id], retry=False, ignore_result=True)
    except (OperationalError, OSError) as fel:
        logg.warning("Kön svarar inte (%s); jobb %s tas av nästa svep.", fel, jobb_id)


def uppgivna(namn: str) -> QuerySet[Jobb]:
    """Jobs of that name that have failed as often as they may: nobody tries them again by itself."""
    return Jobb.objects.filter(namn=namn, klart=None, forsok__gte=HOGST_FORSOK)


def forsok_igen(namn: str, objekt_id: int) -> bool:
    """Let a job that was given up in the open förbund begin anew; False when there is none."""
    rader = uppgivna(namn).filter(forbund=tenancy.aktivt_forbund_id(), objekt_id=objekt_id).select_for_update()
    ids = list(rader.values_list("pk", flat=True))
    Jobb.objects.filter(pk__in=ids).update(forsok=0, fel="", ledigt_fran=dates.nu() + VANTA)
    for jobb_id in ids:
        transaction.on_commit(partial(_ring, jobb_id))
    return bool(ids)


@shared_task(name="grund.kor_jobb")
def kor_jobb(jobb_id: int) -> bool:
    """Take the lease and run; False when it is done already or someone else has it."""
    nu = dates.nu()
    tagna = Jobb.objects.filter(pk=jobb_id, klart=None, forsok__lt=HOGST_FORSOK).exclude(
        forsok__gt=0, ledigt_fran__gt=nu
    )
    if not tagna.update(ledigt_fran=nu + LAN, forsok=F("forsok") + 1):
        return False
    rad = Jobb.objects.get(pk=jobb_id)
    try:
        with transaction.atomic() if rad.forbund_id is None else tenancy.in_forbund(rad.forbund_id):
            _jobb[rad.namn](rad.objekt_id)
            Jobb.objects.filter(pk=jobb_id).update(klart=dates.nu(), fel="")
    except Exception as fel:  # the reason is kept on the row, and the next sweep tries again
        logg.exception("Jobb %s (%s) misslyckades", rad.pk, rad.namn)
        nasta = dates.nu() + timedelta(seconds=30 * 2**rad.forsok)
        Jobb.objects.filter(pk=jobb_id).update(fel=f"{type(fel).__name__}: {fel}"[:2000], ledigt_fran=nasta)
        return False
    return True


@shared_task(name="grund.plocka_upp_jobb")
def plocka_upp_jobb() -> int:
    """Ring for every job whose time has come: lost messages, killed workers, failed tries."""
    ids = list(
        Jobb.objects.filter(klart=None, ledigt_fran__lte=dates.nu(), forsok__lt=HOGST_FORSOK)
        .order_by("ledigt_fran")
        .values_list("pk", flat=True)[:200]
    )
    for jobb_id in ids:
        _ring(jobb_id)
    return len(ids)
