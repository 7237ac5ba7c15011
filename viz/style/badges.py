"""The signs on boxes and lines: the count of a stack, its flows within, the "exempel" of an example, the number on a line.

The signs of a box stand on its upper border: count and flag at the left end, the loop of flows within at the right end. Flows
begin and end beside them.
"""

from typing import Literal

from viz.style.geometry import Box, Point, Rect
from viz.style.palette import LOOP_ROOM, NUMBER_DIGIT, NUMBER_HEIGHT, NUMBER_PADDING

BorderSide = Literal["top", "bottom"]
BADGE_HEIGHT, FLAG_SIZE = 14.0, (44.0, 13.0)
BADGE_RISE = 9.2
"""How far signs rise above the border, so that they do not cover the label."""
FLAG_RISE = 12.0
"""The flag rises more: it is so wide that it would cover rings and dots of the label's letters."""
LEAST_BORDER = 20.0
"""Px of border that signs must leave for flows."""
OVERHANG = 4.0
"""Px that the loop with its number extends beyond the right border."""
CORNER_INSET, BADGE_GAP = 9.0, 5.0
"""Px from a box's corners, and from a sign, to the first place where a flow can end."""


def badge_of(box: Box, rect: Rect) -> Rect | None:
    """Return the place of a stack's count."""
    return Rect(rect.x - 2, rect.y - BADGE_RISE, _badge_width(box), BADGE_HEIGHT) if box.shape == "stack" else None


def flag_of(box: Box, rect: Rect) -> Rect | None:
    """Return the place of "exempel", right of the count."""
    return Rect(rect.x + _badge_width(box), rect.y - FLAG_RISE, *FLAG_SIZE) if box.examples else None


def loop_of(box: Box, rect: Rect) -> Rect | None:
    """Return the place of the loop with the number of flows within a stack."""
    width = _loop_width(box)
    return Rect(round(rect.right - width + OVERHANG, 1), rect.y - BADGE_RISE, width, BADGE_HEIGHT) if box.within else None


def rect_of_number(middle: Point, flows: int) -> Rect:
    """Return the place of the number of a line's flows around its middle."""
    width = NUMBER_PADDING + NUMBER_DIGIT * len(str(flows))
    return Rect(middle[0] - width / 2, middle[1] - NUMBER_HEIGHT / 2, width, NUMBER_HEIGHT)


def insets_of(box: Box, side: BorderSide, width: float) -> tuple[float, float]:
    """Return how far from the left and the right corner of a box of this width flows may begin and end."""
    left, right = _badge_insets(box) if side == "top" else (CORNER_INSET, CORNER_INSET)
    return (left, right) if left + right + LEAST_BORDER <= width else (CORNER_INSET, CORNER_INSET)


def badges_width(box: Box) -> float:
    """Return the px that all signs of a box need beside one another."""
    return sum(_badge_insets(box))


def _badge_insets(box: Box) -> tuple[float, float]:
    """Return the insets that keep clear of the signs at the left and at the right."""
    flag = FLAG_SIZE[0] if box.examples else 0
    loop = _loop_width(box) - OVERHANG if box.within else 0
    return max(CORNER_INSET, _badge_width(box) + flag + BADGE_GAP), max(CORNER_INSET, loop + BADGE_GAP)


def _badge_width(box: Box) -> float:
    return 8.5 + 6.5 * len(str(box.count)) if box.shape == "stack" else 2


def _loop_width(box: Box) -> float:
    return LOOP_ROOM + 7.5 + 6.5 * len(str(box.within))
