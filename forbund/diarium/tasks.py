"""Work of the diarium that is done later."""

import logging

from celery import shared_task
from django.db import OperationalError

from forbund.diarium import actions
from forbund.diarium.states import SKANNA
from forbund.grund import filer, tenancy
from forbund.grund.queue import jobb
from forbund.register.queries import alla_forbund

logg = logging.getLogger(__name__)


@jobb(SKANNA)
def skanna(handling_id: int) -> None:
    """Search an upload for personnummer and let it out of quarantine, or lock it (R57)."""
    actions.avsluta_karantan(handling_id)


@shared_task(name="diarium.stada_filer")
def stada_filer() -> int:
    """Sweep files that no row names, förbund by förbund; one that is busy is left for the next night."""
    antal = 0
    for forbund in alla_forbund():
        try:
            with tenancy.in_forbund(forbund.pk):
                antal += filer.stada()
        except OperationalError as fel:
            logg.warning("Filerna i %s städas nästa natt: %s", forbund.slug, fel)
    return antal
