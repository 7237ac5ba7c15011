"""The landscape in the graph, read and written record by record: registers, parties, derived properties. Start at `registers`."""
