"""The queue knows what the clock asks of it, and stands on a database with its walls."""

import pytest
from celery.signals import worker_init
from django.conf import settings

from finsam.celery import app
from forbund.grund import checks


def test_every_task_of_the_schedule_is_known():
    app.loader.import_default_modules()
    okanda = {rad["task"] for rad in settings.CELERY_BEAT_SCHEDULE.values()} - set(app.tasks)
    assert settings.CELERY_BEAT_SCHEDULE
    assert okanda == set()


def test_a_worker_does_not_start_when_a_wall_is_missing(db, monkeypatch):
    monkeypatch.setattr(checks, "databasfel", lambda: ["Tabellen x saknar radskydd."])
    with pytest.raises(SystemExit) as slut:
        worker_init.send(sender=None)
    assert str(slut.value) == "Databasen duger inte: Tabellen x saknar radskydd."
