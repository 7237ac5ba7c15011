"""What is read to follow up decisions: groups of what stands still, the balance list, reminders. Start at `stall_walk`."""
