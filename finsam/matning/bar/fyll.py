"""As many ärenden as 75 förbund have in ten years."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import User

from finsam.matning.bar import ANVANDARE
from finsam.matning.bar.models import Arende, Organisation


def fyll(losenord: str, *, arenden: int, organisationer: int) -> None:
    """Once, in an empty database."""
    User.objects.create_user(ANVANDARE, password=losenord)
    Organisation.objects.bulk_create(Organisation(namn=f"Kommun {n}") for n in range(1, organisationer + 1))
    ids = list(Organisation.objects.values_list("pk", flat=True))
    start = datetime(2016, 1, 1, 9, tzinfo=UTC)
    Arende.objects.bulk_create(
        (
            Arende(
                organisation_id=ids[n % len(ids)],
                nummer=n,
                rubrik=f"Samordningsteam för unga vuxna, omgång {n}",
                oppnat=start + timedelta(minutes=150 * n),
                senast=date(2016, 1, 1) + timedelta(days=n % 3650),
                belopp=Decimal(1_410_000 + n),
            )
            for n in range(arenden)
        ),
        batch_size=2000,
    )
