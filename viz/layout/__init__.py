"""The geometry of the map: places of boxes, routes of flows, curves. Start at `lay_out`. Pure and deterministic.

A strip is a row of boxes. Channel n is the room above strip n, where flows run sideways in lanes; they cross strips in streets
between boxes. A band is the strips of one level.
"""
