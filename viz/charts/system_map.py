"""The system map: kinds of forum in their areas and levels, and an arrow for each kind of flow between two of them.

An arrow has the colour, dashes and head of its kind of flow. The sign before its words says its state: a disc for what exists, a
ring for what is only proposed, a dash for none on record, two strokes where decisions stand still.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.charts.drawing import Drawing, shape
from viz.charts.system_frame import ROLE_ROOM, WAY_GAP, WAY_ROOM, SystemBeginning, SystemWay, draw_beginning, draw_ways
from viz.charts.system_signs import SIGNS, UNCERTAIN_SIGN, ArrowState
from viz.draw.markup import draw_rect, element, escape_text, format_dash, number
from viz.layout.system_layout import TOP, SystemEnd, SystemLayout, SystemLink, SystemPath, lay_out_system
from viz.style.geometry import Rect, Weight
from viz.style.palette import FLOWS, HEADS, ArrowHead
from viz.style.typeface import measure_text

CHIP_HEIGHT, CHIP_SIZE, CHIP_ROOM = 24.0, 12.0, 30.0
NAME_SIZE, MOST_LINES = 13.0, 3
NOTE_SIZE, NOTE_LINE, MOST_NOTE_LINES = 12.0, 15.0, 6


@dataclass(frozen=True, slots=True)
class SystemBox:
    """The forums of a kind in an area and level: their name, how many in words, and whether all are only proposed."""

    id: str
    area: str
    level: str
    name: str
    note: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class SystemArrow:
    """The flows of a kind from one box to another.

    `words` stand on it; `told` says the same in full, `still` what stands still there. It is `missing` if no flow is on record.
    `address` opens it.
    """

    id: str
    source: str
    target: str
    kind: str
    state: ArrowState
    words: str
    told: str
    address: str
    uncertain: bool = False
    missing: bool = False
    still: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class SystemPlace:
    """An area or a level: its id, its name, what it is for, and for an area its colour."""

    id: str
    name: str
    note: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class SystemMap:
    """The areas from the left, the levels from the top, their boxes, and the arrows between these.

    `beginning` stands above them, the person's `ways` under their heading below.
    """

    areas: Sequence[SystemPlace]
    levels: Sequence[SystemPlace]
    boxes: Sequence[SystemBox]
    arrows: Sequence[SystemArrow]
    beginning: SystemBeginning | None = None
    ways: Sequence[SystemWay] = ()
    way_heading: str = ""


def draw_system(system: SystemMap, title: str, description: str) -> tuple[Drawing, float]:
    """Return the drawing of a system and its width in px."""
    layout, notes = _lay_out(system)
    parts = [*_draw_panels(system, layout, notes)]
    parts += (_draw_line(arrow, layout.links[arrow.id]) for arrow in system.arrows)
    parts += (_draw_box(box, layout.boxes[box.id], _colour_of(system, box)) for box in system.boxes)
    parts += (_draw_chip(arrow, layout.links[arrow.id]) for arrow in system.arrows)
    panels = {area.id: layout.panels[place, 0] for place, area in enumerate(system.areas)} if system.levels else {}
    if system.beginning and system.beginning.area in panels:
        further = max((len(lines) for lines in notes), default=1) - 1
        parts.append(draw_beginning(system.beginning, panels[system.beginning.area], TOP + NOTE_LINE * further - 4))
    if not system.ways or not panels:
        return Drawing(layout.height, "".join(parts), title, description), layout.width
    names = {area.id: area.name for area in system.areas}
    parts += draw_ways(system.ways, panels, names, layout.height + WAY_GAP, system.way_heading)
    return Drawing(layout.height + WAY_ROOM, "".join(parts), title, description), layout.width


def _lay_out(system: SystemMap) -> tuple[SystemLayout, list[list[str]]]:
    """Return the layout, and the lines of the note of each area, for which it leaves room at the top."""
    areas = {place.id: number_ for number_, place in enumerate(system.areas)}
    levels = {place.id: number_ for number_, place in enumerate(system.levels)}
    ends = [SystemEnd(box.id, areas[box.area], levels[box.level]) for box in system.boxes]
    links = [SystemLink(arrow.id, arrow.source, arrow.target, _measure_chip(arrow)) for arrow in system.arrows]
    layout = lay_out_system(ends, links)
    widths = [layout.panels[area, 0].width - 4 if system.levels else 0 for area in areas.values()]
    notes = [_wrap(place.note, width, NOTE_SIZE, MOST_NOTE_LINES) for place, width in zip(system.areas, widths, strict=True)]
    further = max((len(lines) for lines in notes), default=1) - 1
    role = ROLE_ROOM if system.beginning else 0
    return lay_out_system(ends, links, TOP + NOTE_LINE * further + role), notes


def _measure_chip(arrow: SystemArrow) -> float:
    words = measure_text(arrow.words, CHIP_SIZE) + (
        measure_text(f" · {arrow.still}", CHIP_SIZE, "semibold") if arrow.still else 0
    )
    return words + CHIP_ROOM + (18 if arrow.uncertain else 0)


def _colour_of(system: SystemMap, box: SystemBox) -> str:
    return next(area.colour for area in system.areas if area.id == box.area)


def _draw_panels(system: SystemMap, layout: SystemLayout, notes: Sequence[Sequence[str]]) -> Iterator[str]:
    for place, area in enumerate(system.areas):
        for level in range(len(system.levels)):
            yield draw_rect(layout.panels[place, level], rx="8", class_=f"panel {area.colour}")
        left = number(layout.panels[place, 0].x + 2)
        yield shape("text", "area-name", escape_text(area.name), x=left, y="18")
        for down, line in enumerate(notes[place]):
            yield shape("text", "area-note", escape_text(line), x=left, y=number(36 + NOTE_LINE * down), lang="sv")
    for place, level_ in enumerate(system.levels):
        middle = layout.panels[0, place].middle[1] if system.areas else 0
        yield shape("text", "level-name", escape_text(level_.name), x="4", y=number(middle))


def _draw_box(box: SystemBox, placed: Rect, colour: str) -> str:
    classes = f"kind-box {colour}{' proposed' if box.proposed else ''}"
    lines = _wrap(box.name, placed.width - 20)
    across, middle = placed.middle
    down = middle - 8 * (len(lines) - 1) - 4
    words = [
        shape("text", "kind-name", escape_text(line), x=number(across), y=number(down + 16 * place), text_anchor="middle")
        for place, line in enumerate(lines)
    ]
    note = escape_text(_shorten(box.note, placed.width - 12, 12))
    foot = number(down + 16 * len(lines))
    words.append(shape("text", "kind-note", note, x=number(across), y=foot, text_anchor="middle"))
    return draw_rect(placed, rx="8", class_=classes) + "".join(words)


def _wrap(words: str, room: float, size: float = NAME_SIZE, most: int = MOST_LINES) -> list[str]:
    weight: Weight = "semibold" if size == NAME_SIZE else "regular"
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure_text(longer, size, weight) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines


def _shorten(words: str, room: float, size: float) -> str:
    while words and measure_text(words, size) > room:
        words = words.rstrip("…")[:-1].rstrip() + "…" if len(words) > 1 else ""
    return words


def _draw_line(arrow: SystemArrow, placed: SystemPath) -> str:
    style = next(style for kind, style in FLOWS.items() if kind == arrow.kind)
    state = " none" if arrow.missing else ""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in placed.points)
    dash = {"stroke_dasharray": format_dash(style.dash)} if style.dash and not arrow.missing else {}
    line = shape("path", f"flow {arrow.kind}{state}", d=path, stroke_width=number(style.width), **dash)
    return (shape("path", "halo", d=path) if arrow.chosen else "") + line + _draw_head(style.head, arrow, placed, state)


def _draw_head(head: ArrowHead, arrow: SystemArrow, placed: SystemPath, state: str) -> str:
    (before_x, before_y), (x, y) = placed.points[-2:]
    turn = 0 if x > before_x else 180 if x < before_x else 90 if y > before_y else -90
    corners = " ".join(f"{number(a)},{number(b)}" for a, b in HEADS[head])
    classes = f"head {head} {arrow.kind}{state}"
    moved = f"translate({number(x)} {number(y)}) rotate({turn})"
    return shape("polyline" if head == "open" else "polygon", classes, points=corners, transform=moved)


def _draw_chip(arrow: SystemArrow, placed: SystemPath) -> str:
    wide, (x, y) = _measure_chip(arrow), placed.words
    left = -wide / 2
    parts = [shape("rect", "chip-ground", x=number(left), y=number(-CHIP_HEIGHT / 2), width=number(wide), height="24", rx="5")]
    parts.append(element("g", SIGNS[arrow.state], transform=f"translate({number(left + 12)} 0)"))
    words = escape_text(arrow.words) + (shape("tspan", "still", escape_text(f" · {arrow.still}")) if arrow.still else "")
    parts.append(shape("text", "chip-words", words, x=number(left + 22), y="4"))
    if arrow.uncertain:
        parts.append(element("g", UNCERTAIN_SIGN, transform=f"translate({number(-left - 13)} 0)"))
    chip = shape("g", f"chip {arrow.kind} {arrow.state}{' chosen' if arrow.chosen else ''}", "".join(parts))
    current = {"aria_current": "true"} if arrow.chosen else {}
    link = element("a", chip, href=arrow.address, aria_label=arrow.told, **current)
    return element("g", link, transform=f"translate({number(x)} {number(y)})")
