"""The one way in which the graph changes: a ChangeSet with its journal entry, small or in batches. Start at `journal`."""
