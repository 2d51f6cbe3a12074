"""Work of the diarium that is done later."""

from forbund.diarium import actions
from forbund.grund.queue import jobb


@jobb("diarium.skanna")
def skanna(handling_id: int) -> None:
    """Search an upload for personnummer and let it out of quarantine, or lock it (R57)."""
    actions.avsluta_karantan(handling_id)
