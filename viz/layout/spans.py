"""The spans of boxes in units: two, or more for a long label or for more flows than fit on the border."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import ceil

from viz.layout.sizes import BOX_GAP, WIDEST_BOX, label_width_of
from viz.style.badges import BorderSide, insets_of
from viz.style.geometry import Box, MapView

PORT_WIDTH = 10.0
"""Px of border for each flow that begins or ends there."""
FLOW_TOLERANCE, LABEL_TOLERANCE = 0.25, 1e-6
"""The part of a unit by which flows, and labels, may exceed a span."""
PLAIN_SPAN, MOST_SPAN = 2, 8


def measure_flow_widths(view: MapView) -> dict[str, float]:
    """Return the px that each box's flows need of its upper or lower border, whichever is more, by id."""
    flows = _count_flows(view)
    sides: tuple[BorderSide, BorderSide] = ("top", "bottom")
    return {
        box.id: max(flows[box.id, side] * PORT_WIDTH + sum(insets_of(box, side, WIDEST_BOX)) for side in sides)
        for box in view.boxes
    }


def span_of(box: Box, crowded: float, unit: float) -> int:
    """Return the units that a box needs for its label, and for flows that take `crowded` px of its border."""
    for_flows = (crowded + BOX_GAP) / unit - FLOW_TOLERANCE
    for_label = (label_width_of(box) + BOX_GAP) / unit - LABEL_TOLERANCE
    return max(PLAIN_SPAN, min(MOST_SPAN, ceil(max(for_flows, for_label))))


@lru_cache(maxsize=10_000)
def least_units(spans: tuple[int, ...], strips: int) -> int:
    """Return the units of the narrowest cell that holds boxes of these spans on so many strips."""
    if set(spans) <= {PLAIN_SPAN}:
        return PLAIN_SPAN * max(1, ceil(len(spans) / strips))
    units = max(*spans, ceil(sum(spans) / strips))
    while not pack_spans(spans, strips, units):
        units += 1
    return units


def pack_spans(spans: Sequence[int], strips: int, units: int) -> list[list[int]]:
    """Return the places in `spans` of each strip's boxes, or nothing if they do not fit.

    The widest box is placed first, each on the strip with most room.
    """
    rows: list[list[int]] = [[] for _ in range(strips)]
    left = [units] * strips
    for place in sorted(range(len(spans)), key=lambda place: (-spans[place], place)):
        row = max(range(strips), key=left.__getitem__)
        if left[row] < spans[place]:
            return []
        rows[row].append(place)
        left[row] -= spans[place]
    return rows


def _count_flows(view: MapView) -> Counter[tuple[str, BorderSide]]:
    """Return the number of lines at each border of each box. Those within a row go to the border with fewer."""
    step = 1 / (len(view.forum_rows) + 1)
    height = {(False, row.id): float(place) for place, row in enumerate(view.rows)}
    height |= {(True, row.id): view.band_after - 1 + (place + 1) * step for place, row in enumerate(view.forum_rows)}
    boxes: Mapping[str, Box] = {box.id: box for box in view.boxes}
    count: Counter[tuple[str, BorderSide]] = Counter()
    beside: Counter[str] = Counter()
    for line in view.lines:
        one, other = (height[box.area is not None, box.row] for box in (boxes[line.source], boxes[line.target]))
        if one == other:
            beside.update((line.source, line.target))
        else:
            count[line.source, "bottom" if one < other else "top"] += 1
            count[line.target, "top" if one < other else "bottom"] += 1
    for id_, flows in beside.items():
        fewer: BorderSide = "top" if count[id_, "top"] < count[id_, "bottom"] else "bottom"
        count[id_, fewer] += flows
    return count
