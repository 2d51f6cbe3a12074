"""Does every förbund's log hold together?"""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from forbund.grund import audit, tenancy


class Command(BaseCommand):
    help = "Kontrollera att inga händelser i loggen är ändrade, borttagna, inskjutna eller omkastade."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forbund", help="bara förbundet med denna adressdel (slug)")

    def handle(self, *args: Any, **val: Any) -> None:
        forbund = apps.get_model("register", "Forbund").objects.order_by("slug")
        if val["forbund"]:
            forbund = forbund.filter(slug=val["forbund"])
            if not forbund.exists():
                raise CommandError(f"Förbundet {val['forbund']} finns inte.")
        antal = 0
        for ett in forbund.iterator():
            with tenancy.in_flera([ett.pk]):
                for brist in audit.brister():
                    antal += 1
                    self.stdout.write(f"{ett.slug}: {brist}")
        if antal:
            raise CommandError(f"Loggen håller inte ihop: {antal} fel.")
        self.stdout.write("Loggen är hel i alla förbund.")
