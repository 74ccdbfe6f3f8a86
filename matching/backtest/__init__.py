"""What became of past placements: the log, and what the suggestions meant."""
