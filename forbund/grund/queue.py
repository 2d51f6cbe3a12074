"""Work after a commit. The row in `Jobb` is the promise; Celery only rings the bell, and beat takes what it missed.

A promise is never dropped: a job that fails is tried with growing pauses, and from the eighth time once a day, so that
what only wanted a package or a disk is done when that is there.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from celery import current_app, shared_task
from django.db import transaction
from django.db.models import F, Q, QuerySet
from kombu.exceptions import OperationalError

from forbund.grund import dates, tenancy
from forbund.grund.models import Jobb

logg = logging.getLogger(__name__)
LAN = timedelta(minutes=10)
VANTA = timedelta(seconds=10)
HOGST_FORSOK = 8
GLEST = timedelta(days=1)
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
    """Jobs of that name that fail again and again: tried once a day, and for a person to look at."""
    return Jobb.objects.filter(namn=namn, klart=None, forsok__gte=HOGST_FORSOK)


def forsok_igen(namn: str, objekt_id: int) -> bool:
    """Let such a job in the open förbund begin anew at once; False when there is none."""
    rader = uppgivna(namn).filter(forbund=tenancy.aktivt_forbund_id(), objekt_id=objekt_id).select_for_update()
    ids = list(rader.values_list("pk", flat=True))
    Jobb.objects.filter(pk__in=ids).update(forsok=0, fel="", ledigt_fran=dates.nu() + VANTA)
    for jobb_id in ids:
        transaction.on_commit(partial(_ring, jobb_id))
    return bool(ids)


def _i_tur(nu: datetime) -> Q:
    """Free to take: after its pause, and a day later when it has failed too often."""
    return Q(ledigt_fran__lte=nu, forsok__lt=HOGST_FORSOK) | Q(ledigt_fran__lte=nu - GLEST)


@shared_task(name="grund.kor_jobb")
def kor_jobb(jobb_id: int) -> bool:
    """Take the lease and run; False when it is done already or someone else has it."""
    nu = dates.nu()
    tagna = Jobb.objects.filter(_i_tur(nu) | Q(forsok=0), pk=jobb_id, klart=None)
    if not tagna.update(ledigt_fran=nu + LAN, forsok=F("forsok") + 1):
        return False
    rad = Jobb.objects.get(pk=jobb_id)
    try:
        with transaction.atomic() if rad.forbund_id is None else tenancy.in_forbund(rad.forbund_id):
            _jobb[rad.namn](rad.objekt_id)
            Jobb.objects.filter(pk=jobb_id).update(klart=dates.nu(), fel="")
    except Exception as fel:  # the reason is kept on the row, and the next sweep tries again
        logg.exception("Jobb %s (%s) misslyckades", rad.pk, rad.namn)
        nasta = dates.nu() + timedelta(seconds=30 * 2 ** min(rad.forsok, HOGST_FORSOK))
        Jobb.objects.filter(pk=jobb_id).update(fel=f"{type(fel).__name__}: {fel}"[:2000], ledigt_fran=nasta)
        return False
    return True


@shared_task(name="grund.plocka_upp_jobb")
def plocka_upp_jobb() -> int:
    """Ring for every job whose time has come: lost messages, killed workers, failed tries."""
    ids = list(
        Jobb.objects.filter(_i_tur(dates.nu()), klart=None).order_by("ledigt_fran").values_list("pk", flat=True)[:200]
    )
    for jobb_id in ids:
        _ring(jobb_id)
    return len(ids)
