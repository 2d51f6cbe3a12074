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
    """A worker refuses to start when a wall between förbund is missing; its children connect for themselves."""
    from django.db import connections

    from forbund.grund.checks import require_saker_databas  # needs the apps, which are loaded by now

    require_saker_databas()
    connections.close_all()


worker_init.connect(kontrollera_databasen)
