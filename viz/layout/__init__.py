"""Where everything stands: places, lanes, routes, curves. One door: `lay_out`. Pure and deterministic."""
