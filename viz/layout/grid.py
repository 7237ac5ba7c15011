"""How the map is divided before anything is routed: bands of strips, cells of half-box units.

A *band* is a row of the map (a level, or a row of the forum band). It has one or more *strips*, each a line of boxes. A *cell*
is where a column (or an area's panel) meets a band; its width is counted in *units* of half a box with its gap, so that boxes
of neighbouring strips can be laid like bricks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from viz.layout.column_widths import ColumnCells, WidthShares, divide_width, widen_full_columns
from viz.layout.spans import PLAIN_SPAN, measure_flow_widths
from viz.style.geometry import Box, MapView

LEFT_MARGIN, RIGHT_MARGIN = 88.0, 8.0
"""Room for the rows' headings, and the right margin."""
TARGET_WIDTH = 1440.0
SIDE_WIDTH, PANEL_GAP, PANEL_PAD = 82.0, 14.0, 6.0
"""A panel's strip with its name, the gap between panels, and the padding within them."""
MOST_STRIPS, MOST_OPENED_STRIPS = 12, 4
"""What fits on a screen, and how many more an opened stack may add before the map grows wider."""
STRIPS_PER_WIDTH = MOST_STRIPS / 1344
"""How many strips look right on a pixel of width: what makes a large map grow both ways."""
GROWTH_FACTOR = 1.06


@dataclass(frozen=True, slots=True)
class GridCell:
    """Where a column and a band meet: its boxes with the units that each spans, its strips, and its units from `left` on."""

    boxes: tuple[Box, ...]
    spans: Mapping[str, int]
    first_strip: int
    strips: int
    left: float
    unit: float
    units: int
    box_width: float

    def centre(self, id_: str, place: int) -> float:
        """X of the middle of the box when it begins at unit `place`."""
        return self.left + (place + self.spans[id_] / 2) * self.unit

    def width(self, id_: str) -> float:
        """The box's width in px."""
        return self.box_width + (self.spans[id_] - PLAIN_SPAN) * self.unit


@dataclass(frozen=True, slots=True)
class GridTrack:
    """A column or a panel: from where to where it reaches, and its cells from the top band down."""

    id: str
    left: float
    right: float
    cells: tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """The whole division. `strips` counts the strips of each band, forum bands in their place (`forum_at`)."""

    width: float
    columns: tuple[GridTrack, ...]
    panels: tuple[GridTrack, ...]
    strips: tuple[int, ...]
    forum_at: int
    forum_bands: int

    @cached_property
    def cells(self) -> tuple[GridCell, ...]:
        """All cells, columns first."""
        return tuple(cell for track in (*self.columns, *self.panels) for cell in track.cells)

    @cached_property
    def band_of(self) -> tuple[int, ...]:
        """Strip → band."""
        return tuple(band for band, count in enumerate(self.strips) for _ in range(count))

    def first_strip(self, band: int) -> int:
        """The band's topmost strip."""
        return sum(self.strips[:band])

    def is_forum(self, band: int) -> bool:
        """Whether the band is a row of the forum band."""
        return self.forum_at <= band < self.forum_at + self.forum_bands


def build_grid(view: MapView, least: Mapping[str, int]) -> Grid:
    """The division of the map; wider than WIDTH only when its boxes need it. `least` has units that columns should keep."""
    crowded = measure_flow_widths(view)
    actors, forums = _collect_actors(view, least, crowded), _collect_forums(view, least, crowded)
    room = TARGET_WIDTH - LEFT_MARGIN - RIGHT_MARGIN
    while True:
        shares, panel_shares = divide_width(actors, room), divide_width(forums, room)
        most = max(MOST_STRIPS, room * STRIPS_PER_WIDTH) + (MOST_OPENED_STRIPS if view.open_stack else 0)
        high = sum(shares.strips) + sum(panel_shares.strips) > most
        if not high and max(shares.width, panel_shares.width) <= room:
            return _assemble_grid(
                view.band_after,
                (actors, widen_full_columns(actors, shares, room)),
                (forums, widen_full_columns(forums, panel_shares, room)),
                room,
            )
        room *= GROWTH_FACTOR


def _collect_actors(view: MapView, least: Mapping[str, int], crowded: Mapping[str, float]) -> ColumnCells:
    cells: dict[tuple[str | None, str], list[Box]] = {}
    for box in view.boxes:
        if box.area is None:
            cells.setdefault((box.column, box.row), []).append(box)
    ids = tuple(column.id for column in view.columns)
    divided = [[cells.get((id_, row.id), []) for row in view.rows] for id_ in ids]
    return ColumnCells(ids, divided, 0, tuple(least.get(id_, PLAIN_SPAN) for id_ in ids), crowded)


def _collect_forums(view: MapView, least: Mapping[str, int], crowded: Mapping[str, float]) -> ColumnCells:
    cells: dict[tuple[str | None, str], list[Box]] = {}
    for box in view.boxes:
        cells.setdefault((box.area, box.row), []).append(box)
    ids = tuple(area.id for area in view.areas)
    divided = [[cells.get((id_, row.id), []) for row in view.forum_rows] for id_ in ids]
    fixed = len(ids) * (SIDE_WIDTH + 2 * PANEL_PAD) + max(0, len(ids) - 1) * PANEL_GAP
    return ColumnCells(ids, divided, fixed, tuple(least.get(id_, PLAIN_SPAN) for id_ in ids), crowded)


def _assemble_grid(
    band_after: int, actors: tuple[ColumnCells, WidthShares], forums: tuple[ColumnCells, WidthShares], room: float
) -> Grid:
    own, banded = actors[1].strips, forums[1].strips
    strips = (*own[:band_after], *banded, *own[band_after:])
    starts = [sum(strips[:band]) for band in range(len(strips))]
    below = band_after + len(banded)
    columns = _build_tracks(*actors, [*starts[:band_after], *starts[below:]], _size_columns(*actors, room))
    panels = _build_tracks(
        *forums, starts[band_after:below], _size_panels(*forums, room), SIDE_WIDTH + PANEL_PAD, PANEL_PAD, PANEL_GAP
    )
    return Grid(LEFT_MARGIN + room + RIGHT_MARGIN, columns, panels, strips, band_after, len(banded))


def _size_columns(columns: ColumnCells, shares: WidthShares, room: float) -> list[float]:
    """Columns share what is left over by what they hold."""
    needed = _least_width(columns, shares)
    return [columns.unit(place) * room / needed for place in range(len(columns.ids))]


def _size_panels(columns: ColumnCells, shares: WidthShares, room: float) -> list[float]:
    """Panels share what is left over alike."""
    spare = room - columns.fixed - _least_width(columns, shares)
    return [columns.unit(place) + spare / len(columns.ids) / count for place, count in enumerate(shares.units)]


def _least_width(columns: ColumnCells, shares: WidthShares) -> float:
    """Px that the boxes' units take at least."""
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
    """Columns beside one another over the whole room; `before` and `after` are px around their cells."""
    tracks: list[GridTrack] = []
    left = LEFT_MARGIN
    for place, (id_, unit, count) in enumerate(zip(columns.ids, units, shares.units, strict=True)):
        rows = zip(columns.cells[place], columns.spans[place], starts, shares.strips, strict=True)
        cells = tuple(
            GridCell(tuple(cell), _index_spans(cell, spans), start, strips, left + before, unit, count, columns.widths[place])
            for cell, spans, start, strips in rows
        )
        right = left + before + count * unit + after
        tracks.append(GridTrack(id_, left, right, cells))
        left = right + gap
    return tuple(tracks)


def _index_spans(boxes: Sequence[Box], spans: Sequence[int]) -> dict[str, int]:
    return {box.id: span for box, span in zip(boxes, spans, strict=True)}
