"""Numbers about a household in a place."""
