"""Whole landscapes: published, verified, backed up and installed. Start at `publishing`."""
