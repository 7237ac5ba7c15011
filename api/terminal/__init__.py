"""What a command says and asks in a terminal. Start at `session`."""
