"""The queue's application. Celery only rings the bell; what is promised stands in the table Jobb."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "finsam.settings")

app = Celery("finsam")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.set_default()  # every thread rings the same bell
app.autodiscover_tasks()
app.autodiscover_tasks(["forbund.grund"], related_name="queue")


def kontrollera_databasen(**_: Any) -> None:
    """A worker refuses to start when a wall between förbund is missing; its children connect for themselves.

    SystemExit: any other exception of a signal's receiver is only logged by Celery, and the worker goes on.
    """
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, connections

    from forbund.grund.checks import require_saker_databas  # needs the apps, which are loaded by now

    try:
        require_saker_databas()
    except (ImproperlyConfigured, OperationalError) as fel:
        raise SystemExit(f"Databasen duger inte: {fel}") from fel
    connections.close_all()


worker_init.connect(kontrollera_databasen)
