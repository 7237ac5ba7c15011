"""What a change is: operations with their keys, chained by hash, and how they are undone. Start at `operations`."""
