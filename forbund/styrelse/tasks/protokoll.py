"""What follows when the protokoll has been sent out, and when it has been justerat."""

from forbund.grund.queue import jobb
from forbund.styrelse.actions.justering import rendera_justerat
from forbund.styrelse.actions.protokoll import rendera_utsant


@jobb("styrelse.rendera_protokoll")
def rendera(protokoll_id: int) -> None:
    """Print the edition that went out; its hash is what people justerar by."""
    rendera_utsant(protokoll_id)


@jobb("styrelse.rendera_justerat_protokoll")
def rendera_slutligt(protokoll_id: int) -> None:
    """Print the justerat protokoll and keep it in the diarium."""
    rendera_justerat(protokoll_id)
