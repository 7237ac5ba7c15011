"""The pages of the municipalities: what reaches each of them, and whom to ask where something does not. Start at `overview`."""
