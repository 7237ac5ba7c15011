"""What a command prints and asks in a terminal. Start at `session`."""
