"""Paper of the beredning, and the text that paper and pages share."""
