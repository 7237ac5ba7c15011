"""From what the map says to where everything stands: the one way into the layout. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viz.layout.channels import Channel, channels_of
from viz.layout.extents import Standing
from viz.layout.frames import columns_of, dividers_of, forum_rows_of, panels_of, rows_of, side_captions
from viz.layout.grid import Grid, grid_of
from viz.layout.heights import HEIGHT, Heights, heights_of
from viz.layout.initial_placement import Place
from viz.layout.labels import caption_in, fitted
from viz.layout.lanes import LANE, Streets
from viz.layout.paths import paths_of
from viz.layout.placement import Arrangement, Taste, arrangement_of, places_of
from viz.layout.ports import sorted_ports
from viz.layout.routing import Route, changes, routes_of
from viz.layout.sizes import BOX_HEIGHT, DECK, label_room
from viz.style.badges import badge_of, flag_of, loop_of
from viz.style.geometry import Box, Geometry, MapView, Panel, PlacedBox, Rect

TASTES = (
    Taste(),
    Taste(rounds=3, off_centre=0.03, stacked=25.0),
    Taste(rounds=1, off_centre=0.03, strip=46.0),
)
"""The maps that are tried; the best is taken."""
MOST_TRIED = 200
"""Boxes and lines; of a larger map only the first is made."""
CROSSING, BEND, HIGH = 60.0, 24.0, 12.0
"""What a crossing, a bend and a px more than fits on a screen count against a map, in px of way."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A map before it has heights."""

    grid: Grid
    places: Mapping[str, Place]
    streets: Streets
    routes: Sequence[Route]
    channels: Mapping[int, Channel]

    def cost(self) -> float:
        """How hard the flows are to follow."""
        crossed = sum(channel.crossings for channel in self.channels.values())
        turns = [abs(before - after) * LANE + 2 * BEND for route in self.routes for _, before, after in changes(route)]
        strips = sum(abs(route.first - route.last) for route in self.routes)
        above = max(0.0, heights_of(self.grid, self.channels, self.routes).total - HEIGHT)
        return CROSSING * crossed + sum(turns) + strips * BOX_HEIGHT * 2 + HIGH * above


def lay_out(view: MapView, kept: Arrangement | None = None) -> Geometry:
    """The geometry of a view; the same view gives the same geometry.

    With an arrangement (`arrange`) of the same map with its stacks closed, everything that it holds stays in its place.
    """
    return _geometry(view, _best(view) if kept is None else _plan(view, TASTES[0], kept))


def arrange(view: MapView) -> Arrangement:
    """Where each box stands in its cell, for `lay_out` to keep when a stack is opened."""
    best = _best(view)
    return arrangement_of(best.grid, best.places)


@lru_cache(maxsize=2)  # a page asks for the geometry and the arrangement of the same view
def _best(view: MapView) -> _Plan:
    tried = TASTES if len(view.boxes) + len(view.lines) <= MOST_TRIED else TASTES[:1]
    return min((_plan(view, taste, None) for taste in tried), key=_Plan.cost)


def _plan(view: MapView, taste: Taste, kept: Arrangement | None) -> _Plan:
    grid = grid_of(view, kept.units if kept else {})
    places = places_of(grid, view.lines, taste, kept)
    streets = Streets(grid, places, side_captions(grid))
    routes = sorted_ports(routes_of(grid, streets, view.lines))
    return _Plan(grid, places, streets, routes, channels_of(routes))


def _geometry(view: MapView, plan: _Plan) -> Geometry:
    grid = plan.grid
    heights = heights_of(grid, plan.channels, plan.routes)
    boxes = _placed(view.boxes, plan.streets, plan.places, heights)
    rects = {box.id: box.rect for box in boxes}
    panels = panels_of(view, grid, heights)
    return Geometry(
        width=round(grid.width, 1),
        height=heights.total,
        columns=columns_of(view, grid),
        rows=rows_of(view, grid, heights),
        forum_rows=forum_rows_of(view, grid, heights),
        panels=panels,
        dividers=dividers_of(grid, heights),
        boxes=boxes,
        paths=paths_of(plan.routes, rects, plan.channels, heights, [_heading(panel) for panel in panels]),
    )


def _heading(panel: Panel) -> Rect:
    """What the panel's name covers, about."""
    top, bottom = panel.caption.baselines[0], panel.caption.baselines[-1]
    return Rect(panel.side.x, top - panel.caption.size, panel.side.width, bottom - top + 1.5 * panel.caption.size)


def _placed(boxes: Sequence[Box], streets: Streets, places: Mapping[str, Place], heights: Heights) -> tuple[PlacedBox, ...]:
    return tuple(_placed_box(box, streets.boxes[box.id], heights.strips[places[box.id].strip]) for box in boxes)


def _placed_box(box: Box, standing: Standing, y: float) -> PlacedBox:
    rect = Rect(standing.left, y, round(standing.right - standing.left, 1), BOX_HEIGHT)
    deck = DECK if box.shape == "stack" else 0
    card = Rect(rect.x, y + deck, round(rect.width - deck, 1), BOX_HEIGHT - deck)
    lines, size = fitted(box.label, rect.width - label_room(box))
    caption = caption_in(card, lines, size)
    return PlacedBox(box.id, rect, card, caption, badge_of(box, rect), loop_of(box, rect), flag_of(box, rect))
