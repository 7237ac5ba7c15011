"""Where the boxes stand in their strips, from left to right; those with many flows wider, where there is room beside them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from viz.geometry import Box, Line
from viz.grid import Cell, Grid
from viz.seating import Place
from viz.signs import Side, insets
from viz.sizes import GAP

PORT = 10.0
"""Px of border for each flow that begins or ends there."""
WIDER = 1.6
"""How many times as wide as its column's boxes a box may grow."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A box in its strip: what it covers from left to right."""

    box: Box
    strip: int
    left: float
    right: float

    @property
    def id(self) -> str:
        """The box's id."""
        return self.box.id

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """X of its middle."""
        return (self.left + self.right) / 2


def standing(grid: Grid, places: Mapping[str, Place], lines: Sequence[Line]) -> list[list[Standing]]:
    """The boxes of each strip, from left to right."""
    cells = {box.id: cell for cell in grid.cells for box in cell.boxes}
    boxes = [_first(cells[box.id], box, places[box.id]) for cell in grid.cells for box in cell.boxes]
    strips: list[list[Standing]] = [[] for _ in grid.band_of]
    for here in sorted(boxes, key=lambda box: box.left):
        strips[here.strip].append(here)
    flows = _flows(places, lines)
    return [list(_widened(strip, cells, flows)) for strip in strips]


def _first(cell: Cell, box: Box, place: Place) -> Standing:
    left = round(cell.centre(place.unit) - cell.box_width / 2, 1)
    return Standing(box, place.strip, left, round(left + cell.box_width, 1))


def _flows(places: Mapping[str, Place], lines: Sequence[Line]) -> Counter[tuple[str, Side]]:
    """How many flows each border will have; what stays in its strip may take either."""
    count: Counter[tuple[str, Side]] = Counter()
    for line in lines:
        one, other = places[line.source].strip, places[line.target].strip
        if one != other:
            count[line.source, "bottom" if one < other else "top"] += 1
            count[line.target, "top" if one < other else "bottom"] += 1
    return count


def _widened(strip: Sequence[Standing], cells: Mapping[str, Cell], flows: Mapping[tuple[str, Side], int]) -> Iterator[Standing]:
    """The boxes, as wide as their flows need and their neighbours let them be."""
    last = 0.0
    for place, here in enumerate(strip):
        cell = cells[here.id]
        following = strip[place + 1].left if place + 1 < len(strip) else cell.left + cell.units * cell.unit
        most_left = max(last, cell.left - GAP / 2) + GAP
        most_right = min(following, cell.left + cell.units * cell.unit + GAP / 2) - GAP
        more = min(_wanted(here, flows) - here.width, 2 * (here.left - most_left), 2 * (most_right - here.right))
        grown = round(max(0.0, more) / 2, 1)
        wider = replace(here, left=round(here.left - grown, 1), right=round(here.right + grown, 1))
        last = wider.right
        yield wider


def _wanted(here: Standing, flows: Mapping[tuple[str, Side], int]) -> float:
    sides: tuple[Side, Side] = ("top", "bottom")
    wanted = (flows.get((here.id, side), 0) * PORT + sum(insets(here.box, side, here.width)) for side in sides)
    return min(max(wanted), WIDER * here.width)
