"""How the map's width is divided among columns, and how many strips each band gets for that.

Widths are counted in units of half a box with its gap.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from viz.layout.sizes import BOX_GAP, box_width_for
from viz.layout.spans import PLAIN_SPAN, least_units, span_of
from viz.style.geometry import Box


@dataclass(frozen=True)
class ColumnCells:
    """Columns beside one another: their ids, and by column and band the boxes of each cell.

    `fixed` is the width in px that is not for boxes, `least` the units that each column should have if there is room, `crowded`
    the px that each box needs for its flows.
    """

    ids: tuple[str, ...]
    cells: Sequence[Sequence[Sequence[Box]]]
    fixed: float
    least: tuple[int, ...]
    crowded: Mapping[str, float]

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """The width in px of each column's boxes."""
        return tuple(box_width_for([box for cell in column for box in cell]) for column in self.cells)

    @cached_property
    def spans(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """By column and band, the units that each box of the cell spans."""
        return tuple(
            tuple(tuple(span_of(box, self.crowded[box.id], self.unit(place)) for box in cell) for cell in column)
            for place, column in enumerate(self.cells)
        )

    @property
    def bands(self) -> int:
        """How many rows of cells there are."""
        return len(self.cells[0]) if self.cells else 0

    def unit(self, column: int) -> float:
        """The least width in px of one of the column's units."""
        return (self.widths[column] + BOX_GAP) / 2


@dataclass(frozen=True, slots=True)
class WidthShares:
    """The strips of each band, the units of each column, and the width in px that they need."""

    strips: tuple[int, ...]
    units: tuple[int, ...]
    width: float


def divide_width(columns: ColumnCells, room: float) -> WidthShares:
    """Strips are added to the band that gives most room, until the columns fit or nothing helps."""
    least = _add_strips(columns, room, columns.least)
    return least if least.width <= room else _add_strips(columns, room, (PLAIN_SPAN,) * len(columns.ids))


def widen_full_columns(columns: ColumnCells, shares: WidthShares, room: float) -> WidthShares:
    """Half a box more, while there is room, for the columns where most cells are full: their strips can be laid like bricks."""
    units, width = list(shares.units), shares.width
    full = [_count_full(columns.spans[place], shares, units[place]) for place in range(len(units))]
    for place in sorted(range(len(units)), key=lambda place: (-full[place], place)):
        if full[place] and width + columns.unit(place) <= room:
            units[place] += 1
            width += columns.unit(place)
    return WidthShares(shares.strips, tuple(units), width)


def _add_strips(columns: ColumnCells, room: float, least: Sequence[int]) -> WidthShares:
    shares = _share_with_strips(columns, (1,) * columns.bands, least)
    while shares.width > room:
        options = [_share_with_strips(columns, more, least) for more in _try_one_more(shares.strips, columns)]
        if not options:
            break
        shares = min(options, key=lambda option: option.width)
    return shares


def _try_one_more(strips: tuple[int, ...], columns: ColumnCells) -> Iterator[tuple[int, ...]]:
    """The ways to give one band one strip more, where some cell has boxes for it."""
    for band, count in enumerate(strips):
        if any(len(column[band]) > count for column in columns.cells):
            yield (*strips[:band], count + 1, *strips[band + 1 :])


def _share_with_strips(columns: ColumnCells, strips: tuple[int, ...], least: Sequence[int]) -> WidthShares:
    units = tuple(
        max([few, *(least_units(cell, count) for cell, count in zip(column, strips, strict=True))])
        for column, few in zip(columns.spans, least, strict=True)
    )
    width = columns.fixed + sum(count * columns.unit(place) for place, count in enumerate(units))
    # Fewer crowded cells break the tie between bands that give no room by themselves.
    return WidthShares(strips, units, width + 1e-3 * _count_crowded(columns, units, strips))


def _count_crowded(columns: ColumnCells, units: Sequence[int], strips: Sequence[int]) -> int:
    """How many cells need all of their column's units."""
    return sum(
        least_units(cell, count) == most
        for column, most in zip(columns.spans, units, strict=True)
        for cell, count in zip(column, strips, strict=True)
    )


def _count_full(column: Sequence[Sequence[int]], shares: WidthShares, units: int) -> int:
    """How many of the column's cells have no room for shifting their strips against one another."""
    cells = zip(column, shares.strips, strict=True)
    return sum(strips > 1 and sum(spans) > strips * units - 2 * (strips // 2) for spans, strips in cells)
