"""What the beredning registers with the kernel and the board; imported by `apps.ready`."""

from beredning.kopplingar import sidor, styrelsen, utskick

__all__ = ["sidor", "styrelsen", "utskick"]
