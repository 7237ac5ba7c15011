"""What the parts of the map hand one another: the view (what is drawn) and its geometry (where), in CSS pixels.

`viz.view.view` makes a MapView of a landscape. `viz.layout.lay_out` makes its Geometry. Page, SVG and document draw both.
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
    """A column (actor type), a row (level) or a row of the forum band, with the name to show."""

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
    """What is drawn as one box: a party, or a stack of parties.

    It stands in the forum band, in the panel of its `area` and the forum row `row`, or else in `column` and the level `row`.
    `proposed` and `examples` count the members that are so, `within` the flows from one member to another.
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

    @property
    def count(self) -> int:
        """How many parties it stands for."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """Flows from one box to another, drawn as one; `proposed` counts those that are only proposed.

    They are all of one `kind`, or of several (None).
    """

    id: str
    source: str
    target: str
    kind: FlowKind | None
    flows: tuple[str, ...]
    proposed: int


@dataclass(frozen=True, slots=True)
class MapView:
    """All that the map says, before anything has a place.

    `rows` are levels, widest first; the forum band stands below the first `band_after` of them. `open_stack` is the id of
    the stack that is shown as its members. `notes` are sentences about what the drawing cannot say.
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
    open_stack: str | None = None


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """X of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Y of its lower side."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, point: Point, margin: float = 0) -> bool:
        """Whether the point lies inside the rectangle grown by `margin` on all sides."""
        x, y = point
        return self.x - margin < x < self.right + margin and self.y - margin < y < self.bottom + margin

    def overlaps(self, other: "Rect") -> bool:
        """Whether the two have more than a border in common."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Caption:
    """Text in its place: lines with their baselines, all anchored at `x`."""

    lines: tuple[str, ...]
    x: float
    baselines: tuple[float, ...]
    size: float
    weight: Weight
    anchor: Literal["start", "middle"]


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A column or a row with the room that it takes and its heading."""

    id: str
    rect: Rect
    caption: Caption


@dataclass(frozen=True, slots=True)
class Panel:
    """An area's panel in the forum band; `side` is its strip with the heading."""

    id: str
    colour: Colour
    rect: Rect
    side: Rect
    caption: Caption


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box in its place. `rect` is all of it, `card` its front (smaller than `rect` for a stack, whose cards show behind).

    `badge` is where a stack's count stands, `loop` where the sign of flows within it, `flag` where the "exempel" of an example.
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
    """A line's way from border to border.

    `d` is SVG path data (M, L and C only; takes the same on a canvas), ending where the arrow head begins; `middle` is where a
    word about the flow fits best, `count_at` the middle of the number of its flows, where there are several.
    `angle` is the direction of the head in degrees (0 = right, 90 = down).
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
    """The map in its places; `dividers` are the thin lines between columns, as (x, top, bottom)."""

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
        """The same as plain dicts, lists, strings and numbers."""
        return {name: _to_plain(getattr(self, name)) for name in _field_names(Geometry)}


def _to_plain(value: Any) -> Any:
    """A dataclass as a dict, and so in tuples; numbers, strings and tuples of them as they are."""
    if names := _field_names(value.__class__):
        return {name: _to_plain(getattr(value, name)) for name in names}
    if type(value) is tuple and value and _field_names(value[0].__class__):
        return [_to_plain(item) for item in value]
    return value


@cache
def _field_names(kind: type[object]) -> tuple[str, ...]:
    """The fields of a dataclass; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
