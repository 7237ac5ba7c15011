"""What things cost, as ratios in one run against what a user would do instead and against the bare driver."""
