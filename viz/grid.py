"""How the map is divided before anything is routed: bands of strips, cells of half-box units, box widths.

A *band* is a row of the map (a level, or a row of the forum band). It has one or more *strips*, each a line of boxes. A *cell*
is where a column (or an area's panel) meets a band; its width is counted in *units* of half a box with its gap, so that boxes
of neighbouring strips can be laid like bricks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from viz.geometry import Box, MapView
from viz.labels import SIZES, width_needed

LEFT, RIGHT = 88.0, 8.0
"""Room for the rows' headings, and the right margin."""
WIDTH = 1440.0
BOX_HEIGHT = 33.0
GAP = 14.0
"""Between boxes of one strip, at least; a flow can pass in it."""
NARROWEST, WIDEST = 80.0, 172.0
PADDING = 4.5
BADGE_GAP = 2.0
SIDE, PANEL_GAP, PANEL_PAD = 82.0, 14.0, 6.0
MOST_STRIPS, OPENED = 12, 4
"""What fits on a screen, and how many more an opened stack may add before the map grows wider."""
STRIPS_PER_WIDTH = 12 / 1344
"""How many strips look right on a pixel of width: what makes a large map grow both ways."""
Columns = Sequence[Sequence[Sequence[Box]]]
"""Column → band → the boxes of the cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a column and a band meet: its boxes, its strips, and its units from `left` on."""

    boxes: tuple[Box, ...]
    first_strip: int
    strips: int
    left: float
    unit: float
    units: int
    box_width: float

    def centre(self, place: int) -> float:
        """X of the middle of a box that begins at unit `place`."""
        return self.left + (place + 1) * self.unit


@dataclass(frozen=True, slots=True)
class Track:
    """A column or a panel: from where to where it reaches, and its cells from the top band down."""

    id: str
    left: float
    right: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The whole division. `strips` counts the strips of each band, forum bands in their place (`forum_at`)."""

    width: float
    columns: tuple[Track, ...]
    panels: tuple[Track, ...]
    strips: tuple[int, ...]
    forum_at: int
    forum_bands: int

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
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


@dataclass(frozen=True, slots=True)
class _Shares:
    """How much room each column takes when the bands have so many strips."""

    strips: tuple[int, ...]
    units: tuple[int, ...]
    width: float


def grid_of(view: MapView) -> Grid:
    """The division of the map; wider than WIDTH only when its boxes need it."""
    actors = _by_cell(view, [(None, column.id) for column in view.columns], [row.id for row in view.rows])
    forums = _by_cell(view, [(area.id, None) for area in view.areas], [row.id for row in view.forum_rows])
    room = WIDTH - LEFT - RIGHT
    while True:
        shares, panel_shares = _shares(actors, room, 0), _shares(forums, room, _panel_extra(len(view.areas)))
        strips = sum(shares.strips) + sum(panel_shares.strips)
        if max(shares.width, panel_shares.width) <= room and strips <= max(MOST_STRIPS, room * STRIPS_PER_WIDTH) + (
            OPENED if view.open_stack else 0
        ):
            bricked = _bricked(actors, shares, room), _bricked(forums, panel_shares, room)
            return _grid(view, actors, forums, *bricked, room)
        room *= 1.06


def box_width(boxes: Sequence[Box]) -> float:
    """The width in px that all these boxes share."""
    return max((_width(box) for box in boxes), default=NARROWEST)


def label_room(box: Box) -> float:
    """What the label does not get of its box's width."""
    return 2 * PADDING + (badge_width(box) + BADGE_GAP if box.shape == "stack" else 0)


def badge_width(box: Box) -> float:
    """Px for the count of a stack."""
    return 8 + 6.5 * len(str(box.count))


def _width(box: Box) -> float:
    comfortable, tight = (width_needed(box.label, size) for size in (SIZES[0], SIZES[-1]))
    needed = min(comfortable, max(tight, 104)) + label_room(box) + 1
    return min(max(needed, NARROWEST), WIDEST)


def _by_cell(view: MapView, tracks: Sequence[tuple[str | None, str | None]], rows: Sequence[str]) -> list[list[list[Box]]]:
    cells: dict[tuple[str | None, str | None, str], list[Box]] = {}
    for box in view.boxes:
        cells.setdefault((box.area, None if box.area else box.column, box.row), []).append(box)
    return [[cells.get((area, column, row), []) for row in rows] for area, column in tracks]


def _panel_extra(panels: int) -> float:
    return panels * (SIDE + 2 * PANEL_PAD) + max(0, panels - 1) * PANEL_GAP


def _shares(columns: Columns, room: float, extra: float) -> _Shares:
    """Strips are added to the band that gives most room, until the columns fit or nothing helps."""
    bands = len(columns[0]) if columns else 0
    units = [(box_width([box for cell in column for box in cell]) + GAP) / 2 for column in columns]
    strips = [1] * bands
    shares = _with_strips(columns, units, strips, extra)
    while shares.width > room:
        options = [_with_strips(columns, units, more, extra) for more in _one_more(strips, columns)]
        if not options:
            break
        shares = min(options, key=lambda option: option.width)
        strips = list(shares.strips)
    return shares


def _one_more(strips: list[int], columns: Columns) -> Iterator[list[int]]:
    """The ways to give one band one strip more, where some cell has boxes for it."""
    for band, count in enumerate(strips):
        if any(len(column[band]) > count for column in columns):
            yield [*strips[:band], count + 1, *strips[band + 1 :]]


def _with_strips(columns: Columns, units: Sequence[float], strips: Sequence[int], extra: float) -> _Shares:
    counts = tuple(
        max((_units_needed(len(cell), count) for cell, count in zip(column, strips, strict=True)), default=2)
        for column in columns
    )
    width = extra + sum(count * unit for count, unit in zip(counts, units, strict=True))
    # Fewer crowded cells break the tie between bands that give no room by themselves.
    return _Shares(tuple(strips), counts, width + _crowding(columns, counts, strips))


def _crowding(columns: Columns, units: Sequence[int], strips: Sequence[int]) -> float:
    """A tiny amount that grows with the number of cells that use all of their units."""
    full = sum(
        _units_needed(len(cell), count) == most
        for column, most in zip(columns, units, strict=True)
        for cell, count in zip(column, strips, strict=True)
    )
    return full * 1e-3


def _units_needed(boxes: int, strips: int) -> int:
    """Units that hold `boxes` on `strips`."""
    return 2 * max(1, ceil(boxes / strips))


def _bricked(columns: Columns, shares: _Shares, room: float) -> _Shares:
    """Half a box more, while there is room, for the columns where most cells are full: their strips can be laid like bricks."""
    units, width = list(shares.units), shares.width
    halves = [(box_width([box for cell in column for box in cell]) + GAP) / 2 for column in columns]
    for place in sorted(range(len(columns)), key=lambda place: (-_full_cells(columns[place], shares, units[place]), place)):
        if _full_cells(columns[place], shares, units[place]) and width + halves[place] <= room:
            units[place] += 1
            width += halves[place]
    return _Shares(shares.strips, tuple(units), width)


def _full_cells(column: Sequence[Sequence[Box]], shares: _Shares, units: int) -> int:
    """How many of the column's cells have no room for shifting their strips against one another."""
    cells = zip(column, shares.strips, strict=True)
    return sum(strips > 1 and len(cell) > strips * units // 2 - strips // 2 for cell, strips in cells)


def _grid(view: MapView, actors: Columns, forums: Columns, shares: _Shares, panel_shares: _Shares, room: float) -> Grid:
    at = view.band_after
    strips = (*shares.strips[:at], *panel_shares.strips, *shares.strips[at:])
    forum_bands = len(panel_shares.strips)
    starts = [sum(strips[:band]) for band in range(len(strips))]
    own = [*starts[:at], *starts[at + forum_bands :]]
    columns = _tracks([column.id for column in view.columns], actors, shares, own, room, 0, 0)
    pad = SIDE + PANEL_PAD
    panels = _tracks([area.id for area in view.areas], forums, panel_shares, starts[at : at + forum_bands], room, pad, PANEL_GAP)
    return Grid(LEFT + room + RIGHT, columns, panels, strips, at, forum_bands)


def _tracks(
    ids: Sequence[str], boxes: Columns, shares: _Shares, starts: Sequence[int], room: float, side: float, gap: float
) -> tuple[Track, ...]:
    """Columns beside one another over the whole room, each with its part of what is left over."""
    widths = [box_width([box for cell in column for box in cell]) for column in boxes]
    fixed = len(ids) * (side + (PANEL_PAD if side else 0)) + max(0, len(ids) - 1) * gap
    needed = [count * (width + GAP) / 2 for count, width in zip(shares.units, widths, strict=True)]
    spare = room - fixed - sum(needed)
    tracks: list[Track] = []
    left = LEFT
    for id_, column, width, units, least in zip(ids, boxes, widths, shares.units, needed, strict=True):
        # Panels share what is left over alike; columns by what they hold.
        unit = (least + (spare / len(ids) if side else spare * least / sum(needed))) / units
        right = left + side + units * unit + (PANEL_PAD if side else 0)
        rows = zip(column, starts, shares.strips, strict=True)
        cells = tuple(Cell(tuple(cell), start, count, left + side, unit, units, width) for cell, start, count in rows)
        tracks.append(Track(id_, left, right, cells))
        left = right + gap
    return tuple(tracks)
