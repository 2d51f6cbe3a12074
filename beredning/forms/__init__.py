"""Input of the beredning."""
