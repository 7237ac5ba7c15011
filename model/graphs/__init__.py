"""Graph theory over ids and tuples: no records, no reading. `networkx` and `scipy` are imported where they are used."""
