"""How the beredning reads."""

from beredning.visning.innehall import sammanfattning

__all__ = ["sammanfattning"]
