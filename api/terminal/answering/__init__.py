"""Answers that are more than a list of rows, printed: a module per question."""
