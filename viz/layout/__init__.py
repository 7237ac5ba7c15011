"""The geometry of the map: places of boxes, routes of flows, curves. Start at `lay_out`. Pure and deterministic."""
