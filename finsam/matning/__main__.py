"""`make matning`: 1 when a limit is broken."""

import sys
import time

import django

from finsam.drift import matservrar as servrar
from finsam.drift.matservrar import ROT, Mapp
from finsam.drift.process import Startfel
from finsam.matning.databaser import gor_databaser, skriv


def main() -> int:
    start = time.monotonic()
    mapp = Mapp.i(ROT / "var")
    try:
        gor_databaser(mapp)
        servrar.foretrade()
        with servrar.postgres(mapp, snabb=False) as server:
            servrar.bli(servrar.miljo(mapp, servrar.url(server, mapp, "sjuttiofem")))
            django.setup()
            from finsam.matning.korning import kor  # wants the settings, and they the database's address

            inom_granserna = kor(server, mapp)
    except Startfel as fel:
        print(fel, file=sys.stderr)
        return 1
    skriv(f"Mätningen tog {time.monotonic() - start:.0f} s.")
    return 0 if inom_granserna else 1


if __name__ == "__main__":
    sys.exit(main())
