"""Changes to the graph: each is a ChangeSet with its journal entry, in one transaction or in batches. Start at `journal`."""
