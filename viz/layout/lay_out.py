"""From what the map says to where everything stands: the one way into the layout. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viz.layout.channels import Channel, order_channels
from viz.layout.extents import BoxExtent
from viz.layout.frames import find_side_captions, frame_columns, frame_forum_rows, frame_panels, frame_rows, place_dividers
from viz.layout.grid import Grid, build_grid
from viz.layout.heights import TARGET_HEIGHT, Heights, compute_heights
from viz.layout.initial_placement import BoxPlace
from viz.layout.labels import center_caption, fit_text
from viz.layout.lanes import LANE_WIDTH, LaneCosts
from viz.layout.paths import build_paths
from viz.layout.placement import Arrangement, PlacementWeights, build_arrangement, find_places
from viz.layout.ports import sort_ports
from viz.layout.routing import Route, find_routes, lane_changes_of
from viz.layout.sizes import BOX_HEIGHT, STACK_OFFSET, label_margin_of
from viz.style.badges import badge_of, flag_of, loop_of
from viz.style.geometry import Box, Geometry, MapView, Panel, PlacedBox, Rect

WEIGHT_SETS = (
    PlacementWeights(),
    PlacementWeights(rounds=3, off_centre=0.03, stacked=25.0),
    PlacementWeights(rounds=1, off_centre=0.03, strip=46.0),
)
"""The maps that are tried; the best is taken."""
MOST_COMPARED_PARTS = 200
"""Boxes and lines; of a larger map only the first is made."""
CROSSING_COST, BEND_PENALTY, HEIGHT_COST = 60.0, 24.0, 12.0
"""What a crossing, a bend and a px more than fits on a screen count against a map, in px of way."""


@dataclass(frozen=True, slots=True)
class _LayoutPlan:
    """A map before it has heights."""

    grid: Grid
    places: Mapping[str, BoxPlace]
    streets: LaneCosts
    routes: Sequence[Route]
    channels: Mapping[int, Channel]

    def cost(self) -> float:
        """How hard the flows are to follow."""
        crossed = sum(channel.crossings for channel in self.channels.values())
        turns = [
            abs(before - after) * LANE_WIDTH + 2 * BEND_PENALTY
            for route in self.routes
            for _, before, after in lane_changes_of(route)
        ]
        strips = sum(abs(route.first - route.last) for route in self.routes)
        above = max(0.0, compute_heights(self.grid, self.channels, self.routes).total - TARGET_HEIGHT)
        return CROSSING_COST * crossed + sum(turns) + strips * BOX_HEIGHT * 2 + HEIGHT_COST * above


def lay_out_view(view: MapView, kept: Arrangement | None = None) -> Geometry:
    """The geometry of a view; the same view gives the same geometry.

    With an arrangement (`arrange`) of the same map with its stacks closed, everything that it holds stays in its place.
    """
    return _build_geometry(view, _find_best(view) if kept is None else _plan_layout(view, WEIGHT_SETS[0], kept))


def arrange(view: MapView) -> Arrangement:
    """Where each box stands in its cell, for `lay_out_view` to keep when a stack is opened."""
    best = _find_best(view)
    return build_arrangement(best.grid, best.places)


@lru_cache(maxsize=2)  # a page asks for the geometry and the arrangement of the same view
def _find_best(view: MapView) -> _LayoutPlan:
    tried = WEIGHT_SETS if len(view.boxes) + len(view.lines) <= MOST_COMPARED_PARTS else WEIGHT_SETS[:1]
    return min((_plan_layout(view, taste, None) for taste in tried), key=_LayoutPlan.cost)


def _plan_layout(view: MapView, taste: PlacementWeights, kept: Arrangement | None) -> _LayoutPlan:
    grid = build_grid(view, kept.units if kept else {})
    places = find_places(grid, view.lines, taste, kept)
    streets = LaneCosts(grid, places, find_side_captions(grid))
    routes = sort_ports(find_routes(grid, streets, view.lines))
    return _LayoutPlan(grid, places, streets, routes, order_channels(routes))


def _build_geometry(view: MapView, plan: _LayoutPlan) -> Geometry:
    grid = plan.grid
    heights = compute_heights(grid, plan.channels, plan.routes)
    boxes = _place_boxes(view.boxes, plan.streets, plan.places, heights)
    rects = {box.id: box.rect for box in boxes}
    panels = frame_panels(view, grid, heights)
    return Geometry(
        width=round(grid.width, 1),
        height=heights.total,
        columns=frame_columns(view, grid),
        rows=frame_rows(view, grid, heights),
        forum_rows=frame_forum_rows(view, grid, heights),
        panels=panels,
        dividers=place_dividers(grid, heights),
        boxes=boxes,
        paths=build_paths(plan.routes, rects, plan.channels, heights, [_heading_rect(panel) for panel in panels]),
    )


def _heading_rect(panel: Panel) -> Rect:
    """What the panel's name covers, about."""
    top, bottom = panel.caption.baselines[0], panel.caption.baselines[-1]
    return Rect(panel.side.x, top - panel.caption.size, panel.side.width, bottom - top + 1.5 * panel.caption.size)


def _place_boxes(
    boxes: Sequence[Box], streets: LaneCosts, places: Mapping[str, BoxPlace], heights: Heights
) -> tuple[PlacedBox, ...]:
    return tuple(_place_box(box, streets.boxes[box.id], heights.strips[places[box.id].strip]) for box in boxes)


def _place_box(box: Box, standing: BoxExtent, y: float) -> PlacedBox:
    rect = Rect(standing.left, y, round(standing.right - standing.left, 1), BOX_HEIGHT)
    deck = STACK_OFFSET if box.shape == "stack" else 0
    card = Rect(rect.x, y + deck, round(rect.width - deck, 1), BOX_HEIGHT - deck)
    lines, size = fit_text(box.label, rect.width - label_margin_of(box))
    caption = center_caption(card, lines, size)
    return PlacedBox(box.id, rect, card, caption, badge_of(box, rect), loop_of(box, rect), flag_of(box, rect))
