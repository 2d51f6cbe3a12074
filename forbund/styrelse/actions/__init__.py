"""Every change that the board's room makes, one module for each subject."""
