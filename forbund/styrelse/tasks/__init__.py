"""Work of the board's room that runs after a commit: one module for each subject, imported here."""

from forbund.styrelse.tasks import kallelse, protokoll

__all__ = ["kallelse", "protokoll"]
