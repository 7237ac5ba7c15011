"""The sizes of boxes: equal in a column, and wide enough for nearly all of its labels."""

from collections.abc import Sequence

from viz.layout.labels import LABEL_SIZES, least_text_width
from viz.style.badges import badges_width
from viz.style.geometry import Box

BOX_HEIGHT = 33.0
BOX_GAP = 14.0
"""The least px between boxes of one strip. A flow can pass through the gap."""
NARROWEST_BOX, WIDEST_BOX = 80.0, 108.0
COMFORTABLE_LABEL = 104.0
"""Px; a wider label is set in smaller text before its box grows."""
LABEL_PADDING = 4.5
STACK_OFFSET = 3.0
"""Px by which the cards of a stack show behind its front."""


def box_width_for(boxes: Sequence[Box]) -> float:
    """Return the shared width in px of the boxes of a column. A box with a longer label spans more units."""
    return min(max(map(label_width_of, boxes), default=NARROWEST_BOX), WIDEST_BOX)


def label_width_of(box: Box) -> float:
    """Return the width in px that a box needs for its label and signs."""
    comfortable, tight = (least_text_width(box.label, size) for size in (LABEL_SIZES[0], LABEL_SIZES[-1]))
    needed = min(comfortable, max(tight, COMFORTABLE_LABEL)) + label_margin_of(box) + 1
    return max(needed, NARROWEST_BOX, badges_width(box))


def label_margin_of(box: Box) -> float:
    """Return the px of a box's width that its label cannot use."""
    return 2 * LABEL_PADDING + (STACK_OFFSET if box.shape == "stack" else 0)
