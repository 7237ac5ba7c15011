"""Changes as sets of operations: building, hashing, undoing. Start at `operations`."""
