"""The division of the map's width among columns, and the strips that each band needs for it.

Widths are counted in units of half a box with its gap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from viz.layout.sizes import BOX_GAP, box_width_for
from viz.layout.spans import PLAIN_SPAN, least_units, span_of
from viz.style.geometry import Box


@dataclass(frozen=True)
class ColumnCells:
    """Columns side by side: their ids, and the boxes of each cell by column and band.

    `fixed` is the width in px that boxes cannot use, `least` the units that each column should have if there is room, `crowded`
    the px of border that each box needs for its flows.
    """

    ids: tuple[str, ...]
    cells: Sequence[Sequence[Sequence[Box]]]
    fixed: float
    least: tuple[int, ...]
    crowded: Mapping[str, float]

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Return the width in px of the boxes of each column."""
        return tuple(box_width_for([box for cell in column for box in cell]) for column in self.cells)

    @cached_property
    def spans(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """Return the span in units of each box, by column and band."""
        return tuple(
            tuple(tuple(span_of(box, self.crowded[box.id], self.unit(place)) for box in cell) for cell in column)
            for place, column in enumerate(self.cells)
        )

    @property
    def bands(self) -> int:
        """Return the number of bands."""
        return len(self.cells[0]) if self.cells else 0

    def unit(self, column: int) -> float:
        """Return the least width in px of a unit of a column."""
        return (self.widths[column] + BOX_GAP) / 2


@dataclass(frozen=True, slots=True)
class WidthShares:
    """A division: the strips of each band, the units of each column, and the width in px that they need."""

    strips: tuple[int, ...]
    units: tuple[int, ...]
    width: float


def divide_width(columns: ColumnCells, room: float) -> WidthShares:
    """Return a division of `room` px. Strips are added to the band that saves most width until the columns fit or none helps."""
    least = _add_strips(columns, room, columns.least)
    return least if least.width <= room else _add_strips(columns, room, (PLAIN_SPAN,) * len(columns.ids))


def widen_full_columns(columns: ColumnCells, shares: WidthShares, room: float) -> WidthShares:
    """Return the division with half a box more for columns with full cells, while there is room, so that strips can be offset."""
    units, width = list(shares.units), shares.width
    full = [
        sum(
            strips > 1 and sum(spans) > strips * count - 2 * (strips // 2)
            for spans, strips in zip(column, shares.strips, strict=True)
        )
        for column, count in zip(columns.spans, units, strict=True)
    ]
    for place in sorted(range(len(units)), key=lambda place: (-full[place], place)):
        if full[place] and width + columns.unit(place) <= room:
            units[place] += 1
            width += columns.unit(place)
    return WidthShares(shares.strips, tuple(units), width)


def _add_strips(columns: ColumnCells, room: float, least: Sequence[int]) -> WidthShares:
    shares = _share_with_strips(columns, (1,) * columns.bands, least)
    while shares.width > room:
        # A band can use one strip more if some cell has boxes for it.
        options = [
            _share_with_strips(columns, (*shares.strips[:band], count + 1, *shares.strips[band + 1 :]), least)
            for band, count in enumerate(shares.strips)
            if any(len(column[band]) > count for column in columns.cells)
        ]
        if not options:
            break
        shares = min(options, key=lambda option: option.width)
    return shares


def _share_with_strips(columns: ColumnCells, strips: tuple[int, ...], least: Sequence[int]) -> WidthShares:
    units = tuple(
        max([few, *(least_units(cell, count) for cell, count in zip(column, strips, strict=True))])
        for column, few in zip(columns.spans, least, strict=True)
    )
    width = columns.fixed + sum(count * columns.unit(place) for place, count in enumerate(units))
    # Between bands that save no width by themselves, the division with fewer full cells wins.
    crowded = sum(
        least_units(cell, count) == most
        for column, most in zip(columns.spans, units, strict=True)
        for cell, count in zip(column, strips, strict=True)
    )
    return WidthShares(strips, units, width + 1e-3 * crowded)
