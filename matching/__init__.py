"""What to recommend, and would it have worked."""
