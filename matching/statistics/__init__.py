"""Proportions, stays and their uncertainty, on plain arrays."""
