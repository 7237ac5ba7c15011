"""The grid of the map: bands of strips, and cells of half-box units.

A *band* is a row of the map: a level, or a row of the forum band. It has one or more *strips*, each a line of boxes. A *cell*
is the part of a band in one column or one area's panel. Its width is a number of *units* of half a box with its gap, so that
boxes of neighbouring strips can be offset like bricks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from viz.layout.column_widths import ColumnCells, WidthShares, divide_width, widen_full_columns
from viz.layout.spans import PLAIN_SPAN, measure_flow_widths
from viz.style.geometry import Box, MapView

LEFT_MARGIN, RIGHT_MARGIN = 88.0, 8.0
"""The margins; the left one holds the headings of rows."""
FULL_WIDTH = 1440.0
"""The width of a map that has the page to itself."""
SIDE_WIDTH, PANEL_GAP, PANEL_PAD = 82.0, 14.0, 6.0
"""The strip of a panel with its name, the gap between panels, and the padding inside them."""
MOST_STRIPS, MOST_OPENED_STRIPS = 12, 4
"""The strips that fit on a screen (of a map of FULL_WIDTH; others have more), and those that an opened stack may add before
the map grows wider."""
STRIPS_PER_WIDTH = MOST_STRIPS / 1344
"""The most strips for each pixel of width. It makes a large map grow in both directions."""
GROWTH_FACTOR = 1.06


@dataclass(frozen=True, slots=True)
class GridCell:
    """The part of a band in one column: its boxes with the units that each spans, its strips, and its units from `left` on."""

    boxes: tuple[Box, ...]
    spans: Mapping[str, int]
    first_strip: int
    strips: int
    left: float
    unit: float
    units: int
    box_width: float

    def centre(self, id_: str, place: int) -> float:
        """Return the x of the middle of a box that begins at unit `place`."""
        return self.left + (place + self.spans[id_] / 2) * self.unit

    def width(self, id_: str) -> float:
        """Return the width of a box in px."""
        return self.box_width + (self.spans[id_] - PLAIN_SPAN) * self.unit


@dataclass(frozen=True, slots=True)
class GridTrack:
    """A column or a panel with its left and right side, and its cells from the top band down."""

    id: str
    left: float
    right: float
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """The grid of a map. `strips` counts the strips of each band; the forum bands begin at band `forum_at`."""

    width: float
    columns: tuple[GridTrack, ...]
    panels: tuple[GridTrack, ...]
    strips: tuple[int, ...]
    forum_at: int
    forum_bands: int

    @cached_property
    def cells(self) -> tuple[GridCell, ...]:
        """Return all cells, those of columns first."""
        return tuple(cell for track in (*self.columns, *self.panels) for cell in track.cells)

    @cached_property
    def band_of(self) -> tuple[int, ...]:
        """Return the band of each strip."""
        return tuple(band for band, count in enumerate(self.strips) for _ in range(count))

    def first_strip(self, band: int) -> int:
        """Return the topmost strip of a band."""
        return sum(self.strips[:band])

    def is_forum(self, band: int) -> bool:
        """Return whether a band is a row of the forum band."""
        return self.forum_at <= band < self.forum_at + self.forum_bands


def build_grid(view: MapView, least: Mapping[str, int]) -> Grid:
    """Return the grid of a map, wider than the view says only if its boxes need it.

    `least` has the units that columns and panels should have at least, by id.
    """
    crowded = measure_flow_widths(view)
    actors, forums = (_collect_cells(view, in_panels, least, crowded) for in_panels in (False, True))
    room = view.width - LEFT_MARGIN - RIGHT_MARGIN
    while True:
        shares, panel_shares = divide_width(actors, room), divide_width(forums, room)
        most = max(MOST_STRIPS * FULL_WIDTH / view.width, room * STRIPS_PER_WIDTH) + (
            MOST_OPENED_STRIPS if view.open_stack else 0
        )
        high = sum(shares.strips) + sum(panel_shares.strips) > most
        if not high and max(shares.width, panel_shares.width) <= room:
            return _assemble_grid(
                view.band_after,
                (actors, widen_full_columns(actors, shares, room)),
                (forums, widen_full_columns(forums, panel_shares, room)),
                room,
            )
        room *= GROWTH_FACTOR


def _collect_cells(view: MapView, in_panels: bool, least: Mapping[str, int], crowded: Mapping[str, float]) -> ColumnCells:
    """Return the cells of all columns, or of all areas' panels."""
    cells: dict[tuple[str | None, str], list[Box]] = {}
    for box in view.boxes:
        if in_panels == (box.area is not None):
            cells.setdefault((box.area if in_panels else box.column, box.row), []).append(box)
    ids = tuple(heading.id for heading in (view.areas if in_panels else view.columns))
    rows = view.forum_rows if in_panels else view.rows
    divided = [[cells.get((id_, row.id), []) for row in rows] for id_ in ids]
    fixed = len(ids) * (SIDE_WIDTH + 2 * PANEL_PAD) + max(0, len(ids) - 1) * PANEL_GAP if in_panels else 0
    return ColumnCells(ids, divided, fixed, tuple(least.get(id_, PLAIN_SPAN) for id_ in ids), crowded)


def _assemble_grid(
    band_after: int, actors: tuple[ColumnCells, WidthShares], forums: tuple[ColumnCells, WidthShares], room: float
) -> Grid:
    own, banded = actors[1].strips, forums[1].strips
    strips = (*own[:band_after], *banded, *own[band_after:])
    starts = [sum(strips[:band]) for band in range(len(strips))]
    below = band_after + len(banded)
    # Columns share the spare width in proportion to their units, panels in equal parts.
    least = _least_width(*actors)
    column_units = [actors[0].unit(place) * room / least for place in range(len(actors[0].ids))]
    spare = room - forums[0].fixed - _least_width(*forums)
    panel_units = [forums[0].unit(place) + spare / len(forums[0].ids) / count for place, count in enumerate(forums[1].units)]
    columns = _build_tracks(*actors, [*starts[:band_after], *starts[below:]], column_units)
    panels = _build_tracks(*forums, starts[band_after:below], panel_units, SIDE_WIDTH + PANEL_PAD, PANEL_PAD, PANEL_GAP)
    return Grid(LEFT_MARGIN + room + RIGHT_MARGIN, columns, panels, strips, band_after, len(banded))


def _least_width(columns: ColumnCells, shares: WidthShares) -> float:
    """Return the px that the units of all boxes take at least."""
    return sum(count * columns.unit(place) for place, count in enumerate(shares.units))


def _build_tracks(
    columns: ColumnCells,
    shares: WidthShares,
    starts: Sequence[int],
    units: Sequence[float],
    before: float = 0,
    after: float = 0,
    gap: float = 0,
) -> tuple[GridTrack, ...]:
    """Return columns side by side from the left margin on; `before` and `after` are px around their cells."""
    tracks: list[GridTrack] = []
    left = LEFT_MARGIN
    for place, (id_, unit, count) in enumerate(zip(columns.ids, units, shares.units, strict=True)):
        rows = zip(columns.cells[place], columns.spans[place], starts, shares.strips, strict=True)
        cells = tuple(
            GridCell(
                tuple(cell),
                dict(zip((box.id for box in cell), spans, strict=True)),
                start,
                strips,
                left + before,
                unit,
                count,
                columns.widths[place],
            )
            for cell, spans, start, strips in rows
        )
        right = left + before + count * unit + after
        tracks.append(GridTrack(id_, left, right, cells))
        left = right + gap
    return tuple(tracks)
