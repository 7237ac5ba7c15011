"""The graph with its questions and changes: one driver, one Cypher, two servers. Start at `server` and `journal`."""
