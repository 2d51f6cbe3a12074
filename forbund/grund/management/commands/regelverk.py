"""Print rule → law → function → tests."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from forbund.grund import lagrum


class Command(BaseCommand):
    help = "Skriv ut regelverket: regel, lagrum, funktion och prov."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **val: Any) -> None:
        regler = lagrum.som_json()
        if val["format"] == "json":
            self.stdout.write(json.dumps(regler, ensure_ascii=False, indent=2))
            return
        for regel in regler:
            slag = "/".join(s["kod"] for s in regel["slag"])
            self.stdout.write(f"{regel['id']} {slag}  {regel['rubrik']}  ({regel['lagrum']})")
            for funktion in regel["funktioner"]:
                self.stdout.write(f"    {funktion['namn']}")
            for sida, prov in sorted(regel["prov"].items()):
                self.stdout.write(f"    {sida}: {', '.join(prov)}")
