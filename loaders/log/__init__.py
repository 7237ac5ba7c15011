"""Decision logs of other systems: read by a mapping, and the mapping that is proposed. Start at `decision_log`."""
