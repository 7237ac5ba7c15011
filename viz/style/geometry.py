"""The data types of the map: the view (its contents) and the geometry (their places, in CSS pixels).

`viz.view.view` builds a MapView of a landscape, `viz.layout.lay_out` its Geometry. Page, SVG and document draw from both.
The origin is the top left corner, y grows downwards, and a caption's y is its baseline.
"""

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour

Shape = Literal["actor", "forum", "function", "stack"]
PartyShape = Literal["actor", "forum", "function"]
Weight = Literal["regular", "semibold"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column (actor type), a row (level) or a row of the forum band, with its displayed name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AreaHeading:
    """An area, whose forums share a panel in its colour."""

    id: str
    name: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the map: one party, or a stack of several.

    A box with an `area` stands in that panel of the forum band, in the forum row `row`; any other in `column` and the level
    `row`. `proposed` and `examples` count such members, `within` the flows between members. `stack` is the open stack that it
    belongs to. `counted` is the number of members of a box that is only counted; its `members` are not known.
    """

    id: str
    name: str
    label: str
    shape: Shape
    stacked_shape: PartyShape
    column: str | None
    area: str | None
    row: str
    members: tuple[str, ...]
    proposed: int = 0
    examples: int = 0
    within: int = 0
    stack: str | None = None
    counted: int = 0

    @property
    def count(self) -> int:
        """Return how many parties it stands for."""
        return self.counted or len(self.members)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """Flows from one box to another, drawn as one line. `kind` is None if they are of several kinds.

    `proposed` counts the flows that are only proposed, `counted` all where no `flows` are known.
    """

    id: str
    source: str
    target: str
    kind: FlowKind | None
    flows: tuple[str, ...]
    proposed: int
    counted: int = 0

    @property
    def count(self) -> int:
        """Return how many flows it stands for."""
        return self.counted or len(self.flows)


@dataclass(frozen=True, slots=True)
class MapView:
    """The contents of the map, without places.

    `rows` are levels, widest first; the forum band stands below the first `band_after` of them. `open_stack` is the id of
    the stack whose members are shown as boxes. `notes` are sentences for the reader about things that the drawing omits,
    `plain_notes` the same for a picture that stands by itself. `width` is what the map has in px unless its boxes need more.
    """

    title: str
    subtitle: str
    columns: tuple[Heading, ...]
    rows: tuple[Heading, ...]
    forum_rows: tuple[Heading, ...]
    areas: tuple[AreaHeading, ...]
    boxes: tuple[Box, ...]
    lines: tuple[FlowLine, ...]
    band_after: int
    notes: tuple[str, ...] = ()
    plain_notes: tuple[str, ...] = ()
    open_stack: str | None = None
    width: float = 1440.0


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Return its centre."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Return whether the point lies inside the rectangle, extended by `margin` on all sides."""
        x, y = point
        return self.x - margin < x < self.right + margin and self.y - margin < y < self.bottom + margin

    def overlaps(self, other: "Rect") -> bool:
        """Return whether the two share more than a border."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines of text with their baselines, all anchored at `x`."""

    lines: tuple[str, ...]
    x: float
    baselines: tuple[float, ...]
    size: float
    weight: Weight
    anchor: Literal["start", "middle"]


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A column or a row: its extent and its heading."""

    id: str
    rect: Rect
    caption: Caption


@dataclass(frozen=True, slots=True)
class Panel:
    """An area's panel in the forum band. `side` is the strip that holds its heading."""

    id: str
    colour: Colour
    rect: Rect
    side: Rect
    caption: Caption


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """The place of a box. `rect` is its whole extent, `card` its front (smaller for a stack, whose cards show behind).

    `badge` is the place of a stack's count, `loop` that of the sign of flows within it, `flag` that of the "exempel" of an
    example.
    """

    id: str
    rect: Rect
    card: Rect
    caption: Caption
    badge: Rect | None
    loop: Rect | None
    flag: Rect | None


@dataclass(frozen=True, slots=True)
class FlowPath:
    """The way of a line from border to border.

    `d` is SVG path data (M, L and C only, which a canvas takes too). It ends where the arrow head begins. `middle` is the best
    place for words about the flow, `count_at` the middle of the number of flows (None for a single flow). `angle` is the
    direction of the head in degrees (0 = right, 90 = down).
    """

    id: str
    d: str
    tail: Point
    tip: Point
    angle: int
    middle: Point
    count_at: Point | None = None


@dataclass(frozen=True, slots=True)
class Geometry:
    """The places of everything on the map. `dividers` are the thin lines between columns, as (x, top, bottom)."""

    width: float
    height: float
    columns: tuple[PlacedHeading, ...]
    rows: tuple[PlacedHeading, ...]
    forum_rows: tuple[PlacedHeading, ...]
    panels: tuple[Panel, ...]
    dividers: tuple[tuple[float, float, float], ...]
    boxes: tuple[PlacedBox, ...]
    paths: tuple[FlowPath, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain dicts, lists, strings and numbers."""
        return {name: _to_plain(getattr(self, name)) for name in _field_names(Geometry)}


def _to_plain(value: Any) -> Any:
    """Return a dataclass as a dict, also inside tuples, and any other value unchanged."""
    if names := _field_names(value.__class__):
        return {name: _to_plain(getattr(value, name)) for name in names}
    if type(value) is tuple and value and _field_names(value[0].__class__):
        return [_to_plain(item) for item in value]
    return value


@cache
def _field_names(kind: type[object]) -> tuple[str, ...]:
    """Return the field names of a dataclass, and none for any other type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
