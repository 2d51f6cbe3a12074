"""Papers of the board: frozen facts become a template and ready text."""
