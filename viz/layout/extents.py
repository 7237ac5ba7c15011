"""Where the boxes stand in their strips, from left to right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from viz.layout.grid import Grid
from viz.layout.initial_placement import BoxPlace
from viz.style.geometry import Box


@dataclass(frozen=True, slots=True)
class BoxExtent:
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


def find_extents(grid: Grid, places: Mapping[str, BoxPlace]) -> list[list[BoxExtent]]:
    """The boxes of each strip, from left to right."""
    strips: list[list[BoxExtent]] = [[] for _ in grid.band_of]
    for box in sorted(_measure_boxes(grid, places), key=lambda box: box.left):
        strips[box.strip].append(box)
    return strips


def _measure_boxes(grid: Grid, places: Mapping[str, BoxPlace]) -> Iterator[BoxExtent]:
    for cell in grid.cells:
        for box in cell.boxes:
            width = cell.width(box.id)
            left = round(cell.centre(box.id, places[box.id].unit) - width / 2, 1)
            yield BoxExtent(box, places[box.id].strip, left, round(left + width, 1))
