"""What people and programs meet: the command, the pages, the JSON."""
