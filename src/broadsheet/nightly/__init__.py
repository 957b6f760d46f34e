"""The production desk's run: one night's paper, built from whatever is there, and told in a report."""
