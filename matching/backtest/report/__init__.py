"""What an evaluation found, as sections of sentences, tables and plots in two languages."""
