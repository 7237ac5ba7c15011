"""The stages of a load, on disk: each takes the store and returns what it found. Start at `store` and `report`."""
