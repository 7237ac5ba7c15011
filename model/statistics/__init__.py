"""Pure statistics over numbers: how long things take while many still wait (start at `remaining`), even splits of few.

Waits in days go in (`waits`), a curve with intervals comes out (`curves`). Small groups get the intervals of `beta_product`.
Nothing here knows a record or a graph. scipy is imported where it is needed.
"""
