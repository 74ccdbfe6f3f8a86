"""The command line, French first."""
