"""Gap-free numbers: one locked counter row per förbund, series and year.

The row stays locked until the transaction ends, so a rolled back change gives its number back and nobody overtakes it.
"""

from django.db import connection

from forbund.grund import tenancy

TA = """
INSERT INTO grund_raknare (forbund_id, serie, ar, varde) VALUES (%s, %s, %s, 1)
ON CONFLICT (forbund_id, serie, ar) DO UPDATE SET varde = grund_raknare.varde + 1
RETURNING varde
"""


def nasta(serie: str, ar: int) -> int:
    """The next number (from 1) of the series in the open förbund; `ar` 0 for a series that never starts over."""
    with connection.cursor() as cursor:
        cursor.execute(TA, [tenancy.aktivt_forbund_id(), serie, ar])
        return int(cursor.fetchone()[0])
