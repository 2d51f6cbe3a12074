"""Fill an empty database with the demo."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from finsam.demo import konton
from finsam.demo.ladda import ladda
from forbund.register.models import Forbund


class Command(BaseCommand):
    help = "Fyller en tom databas med demouppgifter och skriver ut kontona. Lösenordet läses ur var/demo-losenord."

    def handle(self, *args: Any, **val: Any) -> None:
        if Forbund.objects.exists():
            raise CommandError("Databasen är inte tom: demouppgifter läggs bara i en ny databas.")
        fil = settings.VAR_DIR / "demo-losenord"
        if not fil.exists():
            raise CommandError(f"{fil} saknas: starta demon med make demo, som skapar lösenordet.")
        ladda(fil.read_text("utf-8").strip())
        self.stdout.write(konton.i_ord())
