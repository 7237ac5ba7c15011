"""The rules of every geometry. Each function yields a sentence for each violation."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from tests.viz.sampling import points_of
from viz.style.geometry import Caption, Geometry, MapView, Point, Rect
from viz.style.palette import CAPITAL_MIDDLE
from viz.style.typeface import measure_text

MARGIN = 2.0


def find_broken(view: MapView, geometry: Geometry) -> list[str]:
    """Return all violations in the geometry of a view."""
    return [
        *find_incomplete(view, geometry),
        *find_overlaps(geometry),
        *find_cut_labels(view, geometry),
        *find_outside(geometry),
        *find_hidden_flows(view, geometry),
        *find_loose_ends(view, geometry),
    ]


def find_incomplete(view: MapView, geometry: Geometry) -> Iterator[str]:
    if [box.id for box in view.boxes] != [box.id for box in geometry.boxes]:
        yield "not every box has its place"
    if [line.id for line in view.lines] != [path.id for path in geometry.paths]:
        yield "not every line has its path"


def find_overlaps(geometry: Geometry) -> Iterator[str]:
    for one, other in combinations(geometry.boxes, 2):
        if one.rect.overlaps(other.rect):
            yield f"{one.id} overlaps {other.id}"
    captions = [text_rect_of(panel.caption) for panel in geometry.panels]
    for box in geometry.boxes:
        if any(box.rect.overlaps(caption) for caption in captions):
            yield f"{box.id} covers a heading"


RINGS = 0.95
"""From a baseline up to the ring of an Å, in em."""


def find_cut_labels(view: MapView, geometry: Geometry) -> Iterator[str]:
    boxes = {box.id: box for box in view.boxes}
    for placed in geometry.boxes:
        words, shown = boxes[placed.id].label.split(), " ".join(placed.caption.lines)
        kept = shown.replace("- ", "").replace("-", "").replace(" ", "") == "".join(words).replace("-", "")
        if not kept and len(boxes[placed.id].label) <= 32:
            yield f"{placed.id} is cut: {shown}"
        if not is_within(text_rect_of(placed.caption), placed.card):
            yield f"the label of {placed.id} exceeds its box"
        for sign in (placed.badge, placed.loop, placed.flag):
            if sign and text_rect_of(placed.caption).overlaps(sign):
                yield f"the label of {placed.id} is under a sign"
        if placed.flag and placed.caption.baselines[0] - RINGS * placed.caption.size < placed.flag.bottom:
            yield f"the rings of the label of {placed.id} are under its flag"


def find_outside(geometry: Geometry) -> Iterator[str]:
    map_ = Rect(0, 0, geometry.width, geometry.height)
    for placed in geometry.boxes:
        if not is_within(placed.rect, map_):
            yield f"{placed.id} is outside"
    for path in geometry.paths:
        if not all(map_.holds(point) for point in points_of(path)):
            yield f"{path.id} leaves the map"
    for headed in (*geometry.columns, *geometry.rows, *geometry.forum_rows):
        if not is_within(text_rect_of(headed.caption), map_):
            yield f"the heading {headed.id} is outside"


def find_hidden_flows(view: MapView, geometry: Geometry) -> Iterator[str]:
    ends = {line.id: {line.source, line.target} for line in view.lines}
    captions = [text_rect_of(panel.caption) for panel in geometry.panels]
    for path in geometry.paths:
        for point in add_middles(points_of(path)):
            for placed in geometry.boxes:
                if placed.rect.holds(point, -0.1 if placed.id in ends[path.id] else MARGIN):
                    yield f"{path.id} runs through {placed.id}"
            if any(caption.holds(point) for caption in captions):
                yield f"{path.id} runs through a heading"


def find_loose_ends(view: MapView, geometry: Geometry) -> Iterator[str]:
    rects = {placed.id: placed.rect for placed in geometry.boxes}
    lines = {line.id: line for line in view.lines}
    for path in geometry.paths:
        line = lines[path.id]
        if not is_on_border(path.tail, rects[line.source]) or points_of(path)[0] != path.tail:
            yield f"{path.id} does not begin at its source"
        if not is_on_border(path.tip, rects[line.target]) or points_of(path)[-1] != path.tip:
            yield f"{path.id} does not end at its target"


def add_middles(points: list[Point]) -> Iterator[Point]:
    """Yield the points and the middles between them."""
    yield from points
    for one, other in pairwise(points):
        yield ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


def is_on_border(point: Point, rect: Rect) -> bool:
    x, y = point
    level = min(abs(y - rect.y), abs(y - rect.bottom)) < 0.1 and rect.x <= x <= rect.right
    upright = min(abs(x - rect.x), abs(x - rect.right)) < 0.1 and rect.y <= y <= rect.bottom
    return level or upright


def is_within(inner: Rect, outer: Rect) -> bool:
    across = outer.x - 0.05 <= inner.x and inner.right <= outer.right + 0.05
    return across and outer.y - 0.05 <= inner.y and inner.bottom <= outer.bottom + 0.05


def text_rect_of(caption: Caption) -> Rect:
    """Return the area of a caption, from the capitals of its first line to the descenders of its last."""
    width = max(measure_text(line, caption.size, caption.weight) for line in caption.lines)
    left = caption.x - width / 2 if caption.anchor == "middle" else caption.x
    top = caption.baselines[0] - 2 * CAPITAL_MIDDLE * caption.size
    return Rect(left, top, width, caption.baselines[-1] + 0.22 * caption.size - top)
