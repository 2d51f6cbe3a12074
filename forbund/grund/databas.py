"""Which role touches which schema: only the owner migrates."""

from typing import Any


class Agare:
    """Database router: tables are made and changed through the alias "agare" alone."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "agare"
