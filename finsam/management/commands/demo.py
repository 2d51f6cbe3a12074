"""`manage.py demo`: everything on this machine, from the database to the first page."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from finsam.drift import overvakare


class Command(BaseCommand):
    help = "Startar Finsam med demouppgifter: databas, kö, webb, arbetare och klocka. Avsluta med Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--om", action="store_true", help="ta bort demons uppgifter i stället för att starta")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["om"]:
            sys.exit(overvakare.borja_om(settings.VAR_DIR, input))
        sys.exit(overvakare.kor(settings.VAR_DIR))
