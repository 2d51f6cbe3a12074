"""What follows when a förslag has been frozen."""

from beredning.actions import registrera_version
from forbund.grund.queue import jobb


@jobb("beredning.registrera_version")
def registrera(version_id: int) -> None:
    """Print the version and keep it in the diarium."""
    registrera_version(version_id)
