"""`manage.py demo`: everything on this machine, from the database to the first page."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from finsam.drift.overvakare import Overvakare


class Command(BaseCommand):
    help = "Startar Finsam med demouppgifter: databas, kö, webb, arbetare och klocka. Avsluta med Ctrl-C."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        def skriv(text: str) -> None:
            print(text, flush=True)

        sys.exit(Overvakare(settings.VAR_DIR, os.environ, skriv).kor())
