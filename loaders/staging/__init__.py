"""The stages of a load, on disk: each takes the store and returns a report. Start at `store` and `report`."""
