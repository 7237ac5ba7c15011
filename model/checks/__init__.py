"""Validity of single records and of whole landscapes. Start at `landscape` (the rules) and `validation` (one record)."""
