"""Whether a household stays: models of what became of past placements, never read by the engine."""
