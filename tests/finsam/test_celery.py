"""The queue knows what the clock asks of it."""

from django.conf import settings

from finsam.celery import app


def test_every_task_of_the_schedule_is_known():
    app.loader.import_default_modules()
    okanda = {rad["task"] for rad in settings.CELERY_BEAT_SCHEDULE.values()} - set(app.tasks)
    assert settings.CELERY_BEAT_SCHEDULE
    assert okanda == set()
