"""The layout of a view: the only entrance to this room. Pure and deterministic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from viz.layout.channels import Channel, order_channels
from viz.layout.extents import BoxExtent
from viz.layout.frames import find_side_captions, frame_columns, frame_forum_rows, frame_panels, frame_rows, place_dividers
from viz.layout.grid import Grid, build_grid
from viz.layout.heights import TARGET_HEIGHT, compute_heights
from viz.layout.initial_placement import BoxPlace
from viz.layout.labels import center_caption, fit_text
from viz.layout.lanes import LANE_WIDTH, LaneCosts
from viz.layout.paths import build_paths
from viz.layout.placement import Arrangement, PlacementWeights, build_arrangement, find_places
from viz.layout.ports import sort_ports
from viz.layout.routing import Route, find_routes, lane_changes_of
from viz.layout.sizes import BOX_HEIGHT, STACK_OFFSET, label_margin_of
from viz.style.badges import badge_of, flag_of, loop_of
from viz.style.geometry import Box, Geometry, MapView, PlacedBox, Rect

WEIGHT_SETS = (
    PlacementWeights(),
    PlacementWeights(rounds=3, off_centre=0.03, stacked=25.0),
    PlacementWeights(rounds=1, off_centre=0.03, strip=46.0),
)
"""The layouts that are tried; the best is used."""
MOST_COMPARED_PARTS = 200
"""Boxes and lines; for a larger map only the first layout is tried."""
CROSSING_COST, BEND_PENALTY, HEIGHT_COST = 60.0, 24.0, 12.0
"""The cost of a crossing, of a bend, and of a px of height beyond TARGET_HEIGHT, in px of way."""


@dataclass(frozen=True, slots=True)
class _LayoutPlan:
    """A layout without heights."""

    grid: Grid
    places: Mapping[str, BoxPlace]
    lane_costs: LaneCosts
    routes: Sequence[Route]
    channels: Mapping[int, Channel]

    def cost(self) -> float:
        """Return how hard the flows are to follow."""
        crossed = sum(channel.crossings for channel in self.channels.values())
        turns = [
            abs(before - after) * LANE_WIDTH + 2 * BEND_PENALTY
            for route in self.routes
            for _, before, after in lane_changes_of(route)
        ]
        strips = sum(abs(route.first - route.last) for route in self.routes)
        above = max(0.0, compute_heights(self.grid, self.channels, self.routes).total - TARGET_HEIGHT)
        return CROSSING_COST * crossed + sum(turns) + strips * BOX_HEIGHT * 2 + HEIGHT_COST * above


def lay_out_view(view: MapView, arrangement: Arrangement | None = None) -> Geometry:
    """Return the geometry of a view; the same view gives the same geometry.

    With the arrangement of the same map with closed stacks (see `arrange`), its boxes keep their places.
    """
    return _build_geometry(view, _find_best(view) if arrangement is None else _plan_layout(view, WEIGHT_SETS[0], arrangement))


def arrange(view: MapView) -> Arrangement:
    """Return the places of the boxes in their cells, which `lay_out_view` keeps if a stack is opened."""
    best = _find_best(view)
    return build_arrangement(best.grid, best.places)


@lru_cache(maxsize=2)  # a page asks for the geometry and the arrangement of the same view
def _find_best(view: MapView) -> _LayoutPlan:
    compared = WEIGHT_SETS if len(view.boxes) + len(view.lines) <= MOST_COMPARED_PARTS else WEIGHT_SETS[:1]
    return min((_plan_layout(view, weights, None) for weights in compared), key=_LayoutPlan.cost)


def _plan_layout(view: MapView, weights: PlacementWeights, arrangement: Arrangement | None) -> _LayoutPlan:
    """Place the boxes and route the lines of a view."""
    grid = build_grid(view, arrangement.units if arrangement else {})
    places = find_places(grid, view.lines, weights, arrangement)
    lane_costs = LaneCosts(grid, places, find_side_captions(grid))
    routes = sort_ports(find_routes(grid, lane_costs, view.lines))
    return _LayoutPlan(grid, places, lane_costs, routes, order_channels(routes))


def _build_geometry(view: MapView, plan: _LayoutPlan) -> Geometry:
    grid = plan.grid
    heights = compute_heights(grid, plan.channels, plan.routes)
    boxes = tuple(_place_box(box, plan.lane_costs.boxes[box.id], heights.strips[plan.places[box.id].strip]) for box in view.boxes)
    rects = {box.id: box.rect for box in boxes}
    panels = frame_panels(view, grid, heights)
    # The areas that the panels' names cover, roughly.
    headings = [
        Rect(panel.side.x, top - panel.caption.size, panel.side.width, bottom - top + 1.5 * panel.caption.size)
        for panel in panels
        for top, bottom in [(panel.caption.baselines[0], panel.caption.baselines[-1])]
    ]
    return Geometry(
        width=round(grid.width, 1),
        height=heights.total,
        columns=frame_columns(view, grid),
        rows=frame_rows(view, grid, heights),
        forum_rows=frame_forum_rows(view, grid, heights),
        panels=panels,
        dividers=place_dividers(grid, heights),
        boxes=boxes,
        paths=build_paths(plan.routes, rects, plan.channels, heights, headings),
    )


def _place_box(box: Box, extent: BoxExtent, y: float) -> PlacedBox:
    rect = Rect(extent.left, y, round(extent.right - extent.left, 1), BOX_HEIGHT)
    deck = STACK_OFFSET if box.shape == "stack" else 0
    card = Rect(rect.x, y + deck, round(rect.width - deck, 1), BOX_HEIGHT - deck)
    lines, size = fit_text(box.label, rect.width - label_margin_of(box))
    caption = center_caption(card, lines, size)
    return PlacedBox(box.id, rect, card, caption, badge_of(box, rect), loop_of(box, rect), flag_of(box, rect))
