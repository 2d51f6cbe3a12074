"""How the board's pages read, one module for each subject."""
