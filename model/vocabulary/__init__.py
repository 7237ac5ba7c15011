"""The vocabulary: one class per type of record, from which columns, graph, JSON schema and linked data follow.

Start at `record`, which shows how a type is declared, and `types`, which lists them all. `contents` holds a landscape's records.
"""
