"""The frames behind the boxes: columns, rows and areas' panels with their headings, and the lines between columns."""

from collections.abc import Sequence

from viz.layout.grid import LEFT_MARGIN, RIGHT_MARGIN, SIDE_WIDTH, Grid
from viz.layout.heights import BAND_PAD, HEADING_ROOM, Heights
from viz.layout.labels import center_caption, fit_text, start_caption
from viz.layout.sizes import BOX_HEIGHT
from viz.style.geometry import MapView, Panel, PlacedHeading, Rect

HEADING_SIZES = (13.0, 12.5, 12.0, 11.5, 11.0)
CAPTION_INSET = 4.0


def frame_columns(view: MapView, grid: Grid) -> tuple[PlacedHeading, ...]:
    """Return the columns with their headings at the top."""
    rects = [Rect(round(track.left, 1), 0, round(track.right - track.left, 1), HEADING_ROOM) for track in grid.columns]
    texts, size = _fit_alike(
        [(column.name, rect.width - 2 * CAPTION_INSET) for column, rect in zip(view.columns, rects, strict=True)]
    )
    captions = [center_caption(rect, lines, size, "semibold") for rect, lines in zip(rects, texts, strict=True)]
    placed = zip(view.columns, rects, captions, strict=True)
    return tuple(PlacedHeading(column.id, rect, caption) for column, rect, caption in placed)


def frame_rows(view: MapView, grid: Grid, heights: Heights) -> tuple[PlacedHeading, ...]:
    """Return the levels' bands with their headings at the left."""
    bands = [band for band in range(len(grid.strips)) if not grid.is_forum(band)]
    return tuple(
        _frame_row(heading.id, heading.name, grid, band, heights) for heading, band in zip(view.rows, bands, strict=False)
    )


def frame_forum_rows(view: MapView, grid: Grid, heights: Heights) -> tuple[PlacedHeading, ...]:
    """Return the rows of the forum band. They have no ground of their own: the panels lie behind them."""
    bands = range(grid.forum_at, grid.forum_at + grid.forum_bands)
    return tuple(_frame_row(row.id, row.name, grid, band, heights) for row, band in zip(view.forum_rows, bands, strict=False))


def frame_panels(view: MapView, grid: Grid, heights: Heights) -> tuple[Panel, ...]:
    """Return the areas' panels over all forum rows, each with a strip at the left for its name."""
    if not grid.panels:
        return ()
    top, bottom = _extent_of(grid, grid.forum_at, grid.forum_at + grid.forum_bands - 1, heights)
    middle = heights.strips[grid.first_strip(grid.forum_at)] + BOX_HEIGHT / 2
    texts, size = _fit_alike([(area.name, SIDE_WIDTH - 2 * CAPTION_INSET - 2) for area in view.areas])
    placed = []
    for area, track, lines in zip(view.areas, grid.panels, texts, strict=True):
        rect = Rect(round(track.left, 1), top, round(track.right - track.left, 1), bottom - top)
        side = Rect(rect.x, top, SIDE_WIDTH, rect.height)
        caption = start_caption(side.x + CAPTION_INSET + 3, middle, lines, size, "semibold")
        placed.append(Panel(area.id, area.colour, rect, side, caption))
    return tuple(placed)


def _fit_alike(names: Sequence[tuple[str, float]]) -> tuple[list[tuple[str, ...]], float]:
    """Return the lines of each name in its width, and the text size that fits all of them."""
    size = min((fit_text(name, width, "semibold", HEADING_SIZES)[1] for name, width in names), default=HEADING_SIZES[0])
    return [fit_text(name, width, "semibold", (size,))[0] for name, width in names], size


def find_side_captions(grid: Grid) -> list[tuple[int, float, float]]:
    """Return the extents of the panels' names, which no flow may cross, as (strip, left, right)."""
    return [(grid.first_strip(grid.forum_at), track.left, track.left + SIDE_WIDTH) for track in grid.panels]


def place_dividers(grid: Grid, heights: Heights) -> tuple[tuple[float, float, float], ...]:
    """Return the lines between columns in each level's band, as (x, top, bottom)."""
    extents = [_extent_of(grid, band, band, heights) for band in range(len(grid.strips)) if not grid.is_forum(band)]
    return tuple((round(track.left, 1), top + 3, bottom - 3) for top, bottom in extents for track in grid.columns[1:])


def _frame_row(id_: str, name: str, grid: Grid, band: int, heights: Heights) -> PlacedHeading:
    top, bottom = _extent_of(grid, band, band, heights)
    rect = Rect(LEFT_MARGIN, top, round(grid.width - LEFT_MARGIN - RIGHT_MARGIN, 1), round(bottom - top, 1))
    lines, size = fit_text(name, LEFT_MARGIN - 3 * CAPTION_INSET, "semibold", HEADING_SIZES)
    return PlacedHeading(id_, rect, start_caption(CAPTION_INSET + 4, rect.middle[1], lines, size, "semibold"))


def _extent_of(grid: Grid, first: int, last: int, heights: Heights) -> tuple[float, float]:
    """Return the top and bottom of consecutive bands, with their padding."""
    top = heights.strips[grid.first_strip(first)] - BAND_PAD
    bottom = heights.strips[grid.first_strip(last) + grid.strips[last] - 1] + BOX_HEIGHT + BAND_PAD
    return top, bottom
