"""What follows when a kallelse has been published."""

from forbund.grund.queue import jobb
from forbund.styrelse.actions.kallelse import rendera_kallelse


@jobb("styrelse.rendera_kallelse")
def rendera(kallelse_id: int) -> None:
    """Print the kallelse and keep it in the diarium."""
    rendera_kallelse(kallelse_id)
