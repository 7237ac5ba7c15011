"""How large boxes are: all of a column alike, wide enough for nearly all of their labels."""

from collections.abc import Sequence

from viz.layout.labels import LABEL_SIZES, least_text_width
from viz.style.badges import badges_width
from viz.style.geometry import Box

BOX_HEIGHT = 33.0
BOX_GAP = 14.0
"""Between boxes of one strip, at least; a flow can pass in it."""
NARROWEST_BOX, WIDEST_BOX = 80.0, 108.0
COMFORTABLE_LABEL = 104.0
"""Px of label; what needs more is set smaller before the box grows."""
LABEL_PADDING = 4.5
STACK_OFFSET = 3.0
"""How far the cards of a stack show behind its front."""


def box_width_for(boxes: Sequence[Box]) -> float:
    """The width in px that these boxes share; one with a longer label spans more units."""
    return min(max(map(label_width_of, boxes), default=NARROWEST_BOX), WIDEST_BOX)


def label_width_of(box: Box) -> float:
    """The width in px that the box's label and signs need."""
    comfortable, tight = (least_text_width(box.label, size) for size in (LABEL_SIZES[0], LABEL_SIZES[-1]))
    needed = min(comfortable, max(tight, COMFORTABLE_LABEL)) + label_margin_of(box) + 1
    return max(needed, NARROWEST_BOX, badges_width(box))


def label_margin_of(box: Box) -> float:
    """What the label does not get of its box's width."""
    return 2 * LABEL_PADDING + (STACK_OFFSET if box.shape == "stack" else 0)
