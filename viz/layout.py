"""From what the map says to where everything stands: the one way into the layout. Pure and deterministic."""

from collections.abc import Mapping, Sequence

from viz.channels import channel_of, turns_of
from viz.drawing import paths_of
from viz.furniture import columns_of, dividers_of, forum_rows_of, panels_of, rows_of, side_captions
from viz.geometry import Box, Geometry, MapView, PlacedBox, Rect
from viz.grid import BOX_HEIGHT, PADDING, badge_width, grid_of, label_room
from viz.heights import Heights, heights_of
from viz.labels import caption_in, fitted
from viz.placing import Place, places_of
from viz.ports import sorted_ports
from viz.routing import routes_of
from viz.streets import Standing, Streets

DECK = 3.5
"""How far the cards of a stack show behind its front."""
BADGE_HEIGHT, MARK, FLAG = 15.0, 13.0, (44.0, 13.0)


def lay_out(view: MapView) -> Geometry:
    """The geometry of a view; the same view gives the same geometry."""
    grid = grid_of(view)
    places = places_of(grid, view.lines)
    streets = Streets(grid, places, side_captions(grid))
    routes = sorted_ports(routes_of(grid, streets, view.lines))
    channels = {number: channel_of(turns) for number, turns in turns_of(routes).items()}
    heights = heights_of(grid, channels, routes)
    boxes = _placed(view.boxes, streets, places, heights)
    rects = {box.id: box.rect for box in boxes}
    return Geometry(
        width=round(grid.width, 1),
        height=heights.total,
        columns=columns_of(view, grid),
        rows=rows_of(view, grid, heights),
        forum_rows=forum_rows_of(view, grid, heights),
        panels=panels_of(view, grid, heights),
        dividers=dividers_of(grid, heights),
        boxes=boxes,
        paths=paths_of(routes, rects, channels, heights),
    )


def _placed(boxes: Sequence[Box], streets: Streets, places: Mapping[str, Place], heights: Heights) -> tuple[PlacedBox, ...]:
    return tuple(_placed_box(box, streets.boxes[box.id], heights.strips[places[box.id].strip]) for box in boxes)


def _placed_box(box: Box, standing: Standing, y: float) -> PlacedBox:
    rect = Rect(standing.left, y, round(standing.right - standing.left, 1), BOX_HEIGHT)
    stack = box.shape == "stack"
    card = Rect(rect.x, y + DECK, round(rect.width - DECK, 1), BOX_HEIGHT - DECK) if stack else rect
    room = Rect(card.x + PADDING, card.y, card.width - label_room(box), card.height)
    lines, size = fitted(box.label, room.width)
    badge = _badge(box, card) if stack else None
    mark = Rect(rect.right - 7, rect.y - 6, MARK, MARK) if box.uncertain else None
    flag = Rect(rect.x + 4, rect.bottom - 6, *FLAG) if box.example else None
    return PlacedBox(box.id, rect, card, caption_in(room, lines, size), badge, mark, flag)


def _badge(box: Box, card: Rect) -> Rect:
    width = badge_width(box)
    return Rect(card.right - width - 3, card.y + (card.height - BADGE_HEIGHT) / 2, width, BADGE_HEIGHT)
