"""What stands around the system map: above it the role from which demand comes, below it the person's way between the areas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viz.charts.drawing import shape
from viz.charts.system_signs import SIGNS, ArrowState
from viz.draw.markup import draw_rect, element, escape_text, number
from viz.style.geometry import Rect
from viz.style.typeface import measure_text

ROLE_HIGH, ROLE_ROOM = 30.0, 76.0
"""The height of the box of a role, and what it takes with its arrow."""
WAY_HIGH, WAY_GAP, WAY_ROOM = 32.0, 26.0, 74.0
"""The height of the arrows of the way, how far below the map they begin, and what they take with that."""
POINT = 14.0
"""Px of the point of a way."""


@dataclass(frozen=True, slots=True)
class SystemBeginning:
    """The role from which demand should come to an area: its name, the words at its arrow, the state, and all in words."""

    area: str
    name: str
    words: str
    state: ArrowState
    told: str


@dataclass(frozen=True, slots=True)
class SystemWay:
    """A step of the person's way from area to area, with the words at it, its state, and all in words."""

    source: str
    target: str
    words: str
    state: ArrowState
    told: str


def draw_beginning(beginning: SystemBeginning, panel: Rect, top: float) -> str:
    """Return the box of the role over the panel of its area, with an arrow down to it."""
    box = Rect(panel.x, top, panel.width, ROLE_HIGH)
    across = panel.right - 70
    dash = {"stroke_dasharray": "2 4"} if beginning.state == "none" else {}
    head = "".join(
        (
            shape(
                "path", f"flow demand {beginning.state}", d=f"M{number(across)} {number(box.bottom)}V{number(panel.y)}", **dash
            ),
            shape(
                "polygon",
                f"head demand {beginning.state}",
                points="0,0 -5,-9 5,-9",
                transform=f"translate({number(across)} {number(panel.y)})",
            ),
        )
    )
    name = shape(
        "text", "kind-name", escape_text(beginning.name), x=number(box.middle[0]), y=number(box.y + 20), text_anchor="middle"
    )
    chip = _draw_chip(beginning.words, beginning.state, across, box.bottom + 20, "demand")
    told = element("title", escape_text(beginning.told))
    return element("g", told + head + draw_rect(box, rx="6", class_="role-box") + name + chip)


def draw_ways(
    ways: Sequence[SystemWay], panels: Mapping[str, Rect], names: Mapping[str, str], top: float, heading: str
) -> Iterator[str]:
    """Yield the areas as arrows in the direction of the way, and the steps between neighbours with their numbers."""
    yield shape("text", "level-name", escape_text(heading), x="4", y=number(top - 8))
    reached = {way.target for way in ways} | {way.source for way in ways}
    for area, panel in panels.items():
        if area in reached:
            onwards = any(way.source == area and panels[way.target].x > panel.x for way in ways)
            yield _draw_band(panel, top, names[area], onwards, area)
    order = sorted(panels, key=lambda area: panels[area].x)
    for way in ways:
        if abs(order.index(way.source) - order.index(way.target)) == 1:
            yield _draw_step(way, panels, top)


def _draw_band(panel: Rect, top: float, name: str, onwards: bool, area: str) -> str:
    left, right, middle, bottom = panel.x, panel.right, top + WAY_HIGH / 2, top + WAY_HIGH
    if onwards:
        corners = [
            (left, top),
            (right - POINT, top),
            (right, middle),
            (right - POINT, bottom),
            (left, bottom),
            (left + POINT, middle),
        ]
    else:
        corners = [
            (left + POINT, top),
            (right, top),
            (right - POINT, middle),
            (right, bottom),
            (left + POINT, bottom),
            (left, middle),
        ]
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    text = shape("text", "kind-name", escape_text(name), x=number(panel.middle[0]), y=number(middle + 4), text_anchor="middle")
    return shape("polygon", "way-band", points=points) + text


def _draw_step(way: SystemWay, panels: Mapping[str, Rect], top: float) -> str:
    source, target = panels[way.source], panels[way.target]
    back = target.x < source.x
    start, end = (source.x, target.right) if back else (source.right, target.x)
    down, sign = top + WAY_HIGH / 2, 1 if back else -1
    line = shape("path", f"flow delivery {way.state}", d=f"M{number(start)} {number(down)}H{number(end)}", stroke_dasharray="5 3")
    points = f"0,0 {9 * sign},-5 {9 * sign},5"
    head = shape("polygon", f"head delivery {way.state}", points=points, transform=f"translate({number(end)} {number(down)})")
    chip = _draw_chip(way.words, way.state, (start + end) / 2, top - 14, "delivery")
    return element("g", element("title", escape_text(way.told)) + line + head + chip)


def _draw_chip(words: str, state: ArrowState, across: float, down: float, kind: str) -> str:
    wide = measure_text(words, 12.0) + 30
    ground = shape("rect", "chip-ground", x=number(-wide / 2), y="-11", width=number(wide), height="22", rx="5")
    sign = element("g", SIGNS[state], transform=f"translate({number(-wide / 2 + 12)} 0)")
    text = shape("text", "chip-words", escape_text(words), x=number(-wide / 2 + 22), y="4")
    chip = shape("g", f"chip {kind} {state}", ground + sign + text)
    return element("g", chip, transform=f"translate({number(across)} {number(down)})")
