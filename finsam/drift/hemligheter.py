"""`make hemligheter`: the secret files that docker-compose.yml reads, each made once and never written over.

Runs on the system's Python: the standard library alone. The folder is closed to others on the machine; the files in
it can be read, since each container reads its own under the id of its own user.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

ROT = Path(__file__).resolve().parents[2]
SERVER = "db:5432/finsam"


def innehall(agare: str, app: str) -> dict[str, str]:
    """Every file and what it holds, from the two roles' passwords."""
    return {
        "postgres_losenord": secrets.token_urlsafe(32),
        "agare_losenord": agare,
        "app_losenord": app,
        "database_url": f"postgres://finsam_app:{app}@{SERVER}",
        "database_url_agare": f"postgres://finsam_agare:{agare}@{SERVER}",
        "email_url": "smtp://localhost:25",
        "secret_key": secrets.token_urlsafe(64),
    }


def skriv(mapp: Path) -> bool:
    """Make the files; False, and nothing touched, when the folder is there already."""
    if mapp.exists():
        return False
    mapp.mkdir(mode=0o700)
    for namn, varde in innehall(secrets.token_urlsafe(32), secrets.token_urlsafe(32)).items():
        fil = mapp / namn
        fil.write_text(varde)
        fil.chmod(0o644 if namn == "email_url" else 0o444)
    return True


def main() -> int:
    mapp = ROT / "hemligheter"
    if not skriv(mapp):
        print(f"{mapp} finns redan. Ta bort mappen själv om lösenorden ska bytas.", file=sys.stderr)
        return 1
    print(f"Hemligheterna finns i {mapp}. Skriv in e-postserverns adress i filen email_url.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
