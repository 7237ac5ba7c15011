"""The files that a landscape comes from and goes to: read, check, plan. Start at `opening`, then `plan`."""
