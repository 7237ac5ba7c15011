"""How large boxes are: all of a column alike, wide enough for nearly all of their labels."""

from collections.abc import Sequence

from viz.layout.labels import SIZES, width_needed
from viz.style.badges import signs_width
from viz.style.geometry import Box

BOX_HEIGHT = 33.0
GAP = 14.0
"""Between boxes of one strip, at least; a flow can pass in it."""
NARROWEST, WIDEST = 80.0, 108.0
ENOUGH = 104.0
"""Px of label; what needs more is set smaller before the box grows."""
PADDING = 4.5
DECK = 3.0
"""How far the cards of a stack show behind its front."""


def box_width(boxes: Sequence[Box]) -> float:
    """The width in px that these boxes share; one with a longer label spans more units."""
    return min(max(map(label_width, boxes), default=NARROWEST), WIDEST)


def label_width(box: Box) -> float:
    """The width in px that the box's label and signs need."""
    comfortable, tight = (width_needed(box.label, size) for size in (SIZES[0], SIZES[-1]))
    needed = min(comfortable, max(tight, ENOUGH)) + label_room(box) + 1
    return max(needed, NARROWEST, signs_width(box))


def label_room(box: Box) -> float:
    """What the label does not get of its box's width."""
    return 2 * PADDING + (DECK if box.shape == "stack" else 0)
