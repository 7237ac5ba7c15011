"""Plan a load and write the plan. Start at `planning`."""
