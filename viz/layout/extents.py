"""The extents of boxes in their strips, from left to right."""

from collections.abc import Mapping
from dataclasses import dataclass

from viz.layout.grid import Grid
from viz.layout.initial_placement import BoxPlace
from viz.style.geometry import Box


@dataclass(frozen=True, slots=True)
class BoxExtent:
    """A box in its strip with its left and right side."""

    box: Box
    strip: int
    left: float
    right: float

    @property
    def id(self) -> str:
        """Return the box's id."""
        return self.box.id

    @property
    def width(self) -> float:
        """Return its width."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """Return the x of its middle."""
        return (self.left + self.right) / 2


def find_extents(grid: Grid, places: Mapping[str, BoxPlace]) -> list[list[BoxExtent]]:
    """Return the boxes of each strip, from left to right."""
    strips: list[list[BoxExtent]] = [[] for _ in grid.band_of]
    for cell in grid.cells:
        for box in cell.boxes:
            place, width = places[box.id], cell.width(box.id)
            left = round(cell.centre(box.id, place.unit) - width / 2, 1)
            strips[place.strip].append(BoxExtent(box, place.strip, left, round(left + width, 1)))
    return [sorted(strip, key=lambda box: box.left) for strip in strips]
