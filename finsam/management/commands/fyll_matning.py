"""Fill databases for the measuring; the connected one holds the mould."""

import time
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandParser

from finsam.matning import form, fyllning


class Command(BaseCommand):
    help = "Gjuter förbund till mätningen: fyll_matning 10 5=<adress som ägare> 75=<adress som ägare>"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ar", type=int)
        parser.add_argument("mal", nargs="+")

    def handle(self, *args: Any, **val: Any) -> None:
        start = time.monotonic()
        losenord = (settings.VAR_DIR / "konton.losenord").read_text("utf-8").strip()
        gjutform = fyllning.gor_form(make_password(losenord), form.Ar())
        self.stdout.write(f"form {time.monotonic() - start:.1f}")
        for ett in val["mal"]:
            forbund, _, adress = ett.partition("=")
            start = time.monotonic()
            with psycopg.connect(adress) as mal:
                rader = fyllning.fyll(mal, gjutform, forbund=int(forbund), ar=val["ar"])
                mal.autocommit = True
                mal.execute("VACUUM ANALYZE")
            self.stdout.write(f"{forbund} {rader} {time.monotonic() - start:.1f}")
