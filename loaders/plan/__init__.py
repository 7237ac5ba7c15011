"""What a load would do, and its doing. Start at `planning`."""
