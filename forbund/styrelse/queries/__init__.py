"""Reads of the board's room, one module for each subject."""
