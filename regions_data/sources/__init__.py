"""One small module per publisher: a raw file in, tidy rows out."""
