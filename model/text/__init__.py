"""How records and changes are put into words, and what words are compared by. Start at `describe`."""
