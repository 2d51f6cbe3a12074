"""What the board's room registers with the kernel: one module for each subject, imported by `apps.ready`."""

from forbund.styrelse.kopplingar import dagordning, kallelse, mote, protokoll

__all__ = ["dagordning", "kallelse", "mote", "protokoll"]
