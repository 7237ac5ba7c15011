"""What stands behind the boxes: columns, rows and areas with their headings, the lines between columns."""

from collections.abc import Sequence

from viz.layout.grid import LEFT, RIGHT, SIDE, Grid
from viz.layout.heights import BAND_PAD, TOP, Heights
from viz.layout.labels import caption_from, caption_in, fitted
from viz.layout.sizes import BOX_HEIGHT
from viz.style.geometry import Headed, MapView, Panel, Rect

HEADING_SIZES = (13.0, 12.5, 12.0, 11.5, 11.0)
INSET = 4.0


def columns_of(view: MapView, grid: Grid) -> tuple[Headed, ...]:
    """The columns with their headings on top."""
    rects = [Rect(round(track.left, 1), 0, round(track.right - track.left, 1), TOP) for track in grid.columns]
    texts, size = _alike([(column.name, rect.width - 2 * INSET) for column, rect in zip(view.columns, rects, strict=True)])
    captions = [caption_in(rect, lines, size, "semibold") for rect, lines in zip(rects, texts, strict=True)]
    return tuple(
        Headed(column.id, *placed) for column, placed in zip(view.columns, zip(rects, captions, strict=True), strict=True)
    )


def rows_of(view: MapView, grid: Grid, heights: Heights) -> tuple[Headed, ...]:
    """The levels' bands with their headings at the left."""
    bands = [band for band in range(len(grid.strips)) if not grid.is_forum(band)]
    return tuple(_row(heading.id, heading.name, grid, band, heights) for heading, band in zip(view.rows, bands, strict=False))


def forum_rows_of(view: MapView, grid: Grid, heights: Heights) -> tuple[Headed, ...]:
    """The rows of the forum band; the panels draw their ground."""
    bands = range(grid.forum_at, grid.forum_at + grid.forum_bands)
    return tuple(_row(row.id, row.name, grid, band, heights) for row, band in zip(view.forum_rows, bands, strict=False))


def panels_of(view: MapView, grid: Grid, heights: Heights) -> tuple[Panel, ...]:
    """The areas' panels over all forum rows, each with a strip at the left for its name."""
    if not grid.panels:
        return ()
    top, bottom = _extent(grid, grid.forum_at, grid.forum_at + grid.forum_bands - 1, heights)
    texts, size = _alike([(area.name, SIDE - 2 * INSET - 2) for area in view.areas])
    placed = []
    for area, track, lines in zip(view.areas, grid.panels, texts, strict=True):
        rect = Rect(round(track.left, 1), top, round(track.right - track.left, 1), bottom - top)
        side = Rect(rect.x, top, SIDE, rect.height)
        caption = caption_from(side.x + INSET + 3, _caption_middle(grid, heights), lines, size, "semibold")
        placed.append(Panel(area.id, area.colour, rect, side, caption))
    return tuple(placed)


def _alike(names: Sequence[tuple[str, float]]) -> tuple[list[tuple[str, ...]], float]:
    """Names, each in the width given, in lines that are all of the size that the longest of them needs."""
    size = min((fitted(name, width, "semibold", HEADING_SIZES)[1] for name, width in names), default=HEADING_SIZES[0])
    return [fitted(name, width, "semibold", (size,))[0] for name, width in names], size


def side_captions(grid: Grid) -> list[tuple[int, float, float]]:
    """What the panels' names cover: (strip, left, right); no flow passes there."""
    return [(grid.first_strip(grid.forum_at), track.left, track.left + SIDE) for track in grid.panels]


def dividers_of(grid: Grid, heights: Heights) -> tuple[tuple[float, float, float], ...]:
    """Between the columns, in each level's band."""
    extents = [_extent(grid, band, band, heights) for band in range(len(grid.strips)) if not grid.is_forum(band)]
    return tuple((round(track.left, 1), top + 3, bottom - 3) for top, bottom in extents for track in grid.columns[1:])


def _row(id_: str, name: str, grid: Grid, band: int, heights: Heights) -> Headed:
    top, bottom = _extent(grid, band, band, heights)
    rect = Rect(LEFT, top, round(grid.width - LEFT - RIGHT, 1), round(bottom - top, 1))
    lines, size = fitted(name, LEFT - 3 * INSET, "semibold", HEADING_SIZES)
    return Headed(id_, rect, caption_from(INSET + 4, rect.middle[1], lines, size, "semibold"))


def _extent(grid: Grid, first: int, last: int, heights: Heights) -> tuple[float, float]:
    """Top and bottom of some bands in a row, their padding included."""
    top = heights.strips[grid.first_strip(first)] - BAND_PAD
    bottom = heights.strips[grid.first_strip(last) + grid.strips[last] - 1] + BOX_HEIGHT + BAND_PAD
    return top, bottom


def _caption_middle(grid: Grid, heights: Heights) -> float:
    return heights.strips[grid.first_strip(grid.forum_at)] + BOX_HEIGHT / 2
