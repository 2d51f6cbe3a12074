"""Pages of the beredning."""
