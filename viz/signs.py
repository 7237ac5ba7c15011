"""The small signs on a box: a stack's count, the "?" of an uncertain one, the "exempel" of an example; and what they keep free.

They stand on the upper border: count and flag at its left end, "?" at its right end. Flows end beside them.
"""

from typing import Literal

from viz.geometry import Box, Rect

Side = Literal["top", "bottom"]
BADGE_HEIGHT, MARK, FLAG = 14.0, 13.0, (44.0, 13.0)
RISE = 9.2
"""How far signs rise above the border, so that they leave the label alone."""
FLAG_RISE = 12.0
"""The flag rises more: it is wide enough to lie over the label, whose rings and dots it leaves alone too."""
LEAST = 20.0
"""Px of border that are left for flows where there are signs."""
INSET, BESIDE = 9.0, 5.0
"""Px from a box's corners, and from a sign, to the first place where a flow can end."""


def badge_of(box: Box, rect: Rect) -> Rect | None:
    """Where the count stands."""
    return Rect(rect.x - 2, rect.y - RISE, _badge_width(box), BADGE_HEIGHT) if box.shape == "stack" else None


def flag_of(box: Box, rect: Rect) -> Rect | None:
    """Where "exempel" stands: right of the count."""
    return Rect(rect.x + _badge_width(box), rect.y - FLAG_RISE, *FLAG) if box.example else None


def mark_of(box: Box, rect: Rect) -> Rect | None:
    """Where the "?" stands."""
    return Rect(round(rect.right - MARK / 2, 1), rect.y - RISE, MARK, MARK) if box.uncertain else None


def insets(box: Box, side: Side, width: float) -> tuple[float, float]:
    """How far from the left and the right corner of a box of this width flows begin and end."""
    left, right = _signs(box) if side == "top" else (INSET, INSET)
    return (left, right) if left + right + LEAST <= width else (INSET, INSET)


def signs_width(box: Box) -> float:
    """Px that all signs need beside one another."""
    return sum(_signs(box))


def _signs(box: Box) -> tuple[float, float]:
    """The insets that keep clear of the signs at the left and at the right."""
    flag = FLAG[0] if box.example else 0
    mark = MARK / 2 if box.uncertain else 0
    return max(INSET, _badge_width(box) + flag + BESIDE), max(INSET, mark + BESIDE)


def _badge_width(box: Box) -> float:
    return 8.5 + 6.5 * len(str(box.count)) if box.shape == "stack" else 2
