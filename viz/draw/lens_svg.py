"""The map as a lens shows it, as SVG: places as on the map, what is not concerned faded, and what the lens says on top of it.

Every box is a link if `address_of` gives addresses. The drawing needs no script.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from model.language import Language, Text
from model.vocabulary.registers import Colour
from viz.draw.marks import FADED_LOOK, LINE_STYLES, LOOKS, STOP, STOP_DARK, STOP_PALE, BoxLook, LineStyle, draw_mark
from viz.draw.markup import AddressOf, draw_caption, draw_rect, draw_words, element, escape_text, format_dash, number
from viz.draw.svg import cards_of, draw_outline
from viz.layout.lay_out import arrange, lay_out_view
from viz.style.geometry import Box, Caption, FlowPath, Geometry, Panel, PlacedBox, Point, Rect
from viz.style.palette import (
    AREAS,
    BADGE,
    DIVIDER,
    DIVIDER_DASH,
    FADED,
    FLAG,
    FONT,
    HEADS,
    INK,
    PANEL_RADIUS,
    PAPER,
    PROPOSED_DASH,
    ROW,
    ROW_BORDER,
    ROW_RADIUS,
    SIGN_SIZE,
    TAIL_RADIUS,
    ArrowHead,
)
from viz.style.typeface import embed_fonts, measure_text
from viz.view.lens import BoxMark, Lens, LensLineMark, LensView, LineLook

BADGE_SIZE, BADGE_HIGH, BADGE_PAD = 11.0, 17.0, 5.0
HALF_YEAR, YEAR = 181, 366
"""Days from which on the badge of a line is pale, and filled."""
RUN_SHARES = (0.5, 0.32, 0.68, 0.18, 0.82)
SHORTEST_BREAK = 16.0
"""Px of straight line that a break needs."""
NOTE_SIZE, NOTE_HIGH = 11.0, 14.0
MARK_HALF = 7.0
"""Half the width of a mark."""
_Run = tuple[Point, Point]


def draw_lens(view: LensView, lens: Lens, language: Language, address_of: AddressOf | None = None, alone: bool = False) -> str:
    """Return the map as a lens shows it, as an SVG element; `alone` embeds the font, for a file of its own.

    `address_of` gives the address that the box of a party leads to.
    """
    plain = view.view
    geometry = lay_out_view(plain, arrange(replace(plain, lines=())))
    drawing = _LensDrawing(view, lens, geometry, language, address_of)
    description = Text("{lead} Marked: {marked} of {all} boxes.", lead=lens.lead, marked=len(view.marks), all=len(plain.boxes))
    content = [
        element("title", escape_text(f"{plain.title}: {lens.heading}"), id="map-title"),
        element("desc", escape_text(description.in_(language)), id="map-description"),
        element("style", embed_fonts()) if alone else "",
        element("defs", HATCH),
        *drawing.parts(),
    ]
    return element(
        "svg",
        "".join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(geometry.width)} {number(geometry.height + BOTTOM)}",
        width=number(geometry.width),
        height=number(geometry.height + BOTTOM),
        lang=language,
        role="group",
        class_=f"drawing lens area-{lens.colour}" if lens.colour else "drawing lens",
        aria_labelledby="map-title map-description",
        font_family=f"'{FONT}', 'Open Sans', Arial, sans-serif",
        fill=INK,
    )


BOTTOM = 10.0
HATCH = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="{PAPER}" class="card-ground"/>'
    '<rect width="2.2" height="6" fill="#e3cf8a" class="hatch"/></pattern>'
)


@dataclass(frozen=True, slots=True)
class _LensDrawing:
    view: LensView
    lens: Lens
    geometry: Geometry
    language: Language
    address_of: AddressOf | None
    taken: list[Rect] = field(default_factory=list)
    """Places that badges must not cover."""

    def parts(self) -> Iterator[str]:
        """Yield the parts from the ground up."""
        geometry = self.geometry
        boxes = {box.id: box for box in self.view.view.boxes}
        colours = {panel.id: panel.colour for panel in geometry.panels}
        self.taken.extend(placed.rect for placed in geometry.boxes)
        yield from (
            draw_rect(row.rect, rx=number(ROW_RADIUS), fill=ROW, stroke=ROW_BORDER, class_="band") for row in geometry.rows
        )
        for x, top, bottom in geometry.dividers:
            ends = {"x1": number(x), "y1": number(top), "x2": number(x), "y2": number(bottom)}
            yield element("line", **ends, stroke=DIVIDER, stroke_dasharray=format_dash(DIVIDER_DASH), class_="divider")
        yield from map(_draw_panel, geometry.panels)
        headed = (*geometry.columns, *geometry.rows, *geometry.forum_rows)
        yield from (draw_caption(part.caption, INK) for part in headed)
        yield from (self._draw_line(self.view.lines[path.id], path) for path in geometry.paths)
        for placed in geometry.boxes:
            box = boxes[placed.id]
            yield self._draw_box(box, placed, colours.get(box.area or ""))
        yield from (self._draw_badge(self.view.lines[path.id], path) for path in geometry.paths)

    def _draw_box(self, box: Box, placed: PlacedBox, colour: Colour | None) -> str:
        """Return a box with its mark, faded if it has none."""
        mark = self.view.marks.get(box.id)
        look = LOOKS[mark.state] if mark else FADED_LOOK
        *behind, front = cards_of(box, placed)
        dash = look.dash or (PROPOSED_DASH if box.proposed == box.count else ())
        dashes = {"stroke_dasharray": format_dash(dash)} if dash else {}
        drawn = {"stroke": look.border, "stroke_width": number(look.width)}
        cards = [draw_outline(box, card, fill=PAPER, class_=f"b-{look.name} behind", **drawn) for card in behind]
        cards.append(draw_outline(box, front, fill=look.ground, class_=f"b-{look.name}", **drawn, **dashes))
        struck = {"text_decoration": "line-through"} if look.struck else {}
        bold = mark and all(
            measure_text(line, placed.caption.size, "semibold") <= front.width - 6 for line in placed.caption.lines
        )
        caption = replace(placed.caption, weight="semibold") if bold else placed.caption
        words = draw_caption(caption, INK if mark else FADED, class_="name" if mark else "name faded", **struck)
        said = f"{box.name}: {mark.words}" if mark else box.name
        parts = [element("title", escape_text(said)), *cards, words, *self._draw_signs(box, placed, look, mark)]
        area = f" area-{colour}" if colour else ""
        about = {"data_marks": " ".join(mark.members)} if mark else {}
        group = element("g", "".join(parts), class_=f"box{area}", **about)
        address = self._address(box, mark)
        if not address:
            return group
        aside = {} if mark else {"tabindex": "-1"}  # the keyboard goes from mark to mark
        return element("a", group, href=address, **aside)

    def _address(self, box: Box, mark: BoxMark | None) -> str | None:
        """Return where a box leads: to its party, or the one marked party of a stack."""
        ids = mark.members if mark else box.members
        return self.address_of(ids[0]) if self.address_of and (len(ids) == 1) else None

    def _draw_signs(self, box: Box, placed: PlacedBox, look: BoxLook, mark: BoxMark | None) -> Iterator[str]:
        if placed.badge:
            fill = BADGE if mark else "#e4e8ec"
            yield _draw_pill(placed.badge, str(box.count), fill, PAPER if mark else INK, "count" if mark else "few")
        if placed.flag:
            words = Text("example") if box.examples == box.count else Text("{n} ex.", n=box.examples)
            yield _draw_pill(placed.flag, words.in_(self.language), PAPER, FLAG, "flag")
        if mark:
            if mark.note:
                yield self._draw_note(placed.rect, mark.note, look)
            x, y = placed.rect.x + 1, placed.card.y + (0 if not placed.badge else placed.card.height - 2)
            self.taken.append(Rect(x - MARK_HALF, y - MARK_HALF, 2 * MARK_HALF, 2 * MARK_HALF))
            yield draw_mark(mark.state, x, y)

    def _draw_note(self, rect: Rect, note: str, look: BoxLook) -> str:
        """Return the short line of a mark as a pill on the lower border of a box."""
        width = measure_text(note, NOTE_SIZE, "semibold") + 10
        pill = Rect(rect.middle[0] - width / 2, rect.bottom - 3, width, NOTE_HIGH)
        self.taken.append(pill)
        back = draw_rect(pill, rx="7", fill=PAPER, stroke=look.border, class_=f"b-{look.name} pill")
        x, y = pill.middle
        return back + draw_words(
            note, x, y + 4, NOTE_SIZE, "semibold", text_anchor="middle", fill=look.border, class_=f"w-{look.name}"
        )

    def _draw_line(self, mark: LensLineMark, path: FlowPath) -> str:
        """Return a line; a broken one is whole as far as it came, and dotted from there on."""
        style = LINE_STYLES[mark.look]
        parts = [element("title", escape_text(" ".join(line.words for line in mark.parts)))]
        if style.broken and (broken := split_path(path.d)):
            first, (x, y), upright, rest = broken
            parts.append(_draw_way(first, style, ()))
            parts.append(_draw_way(rest, style, (1.5, 3.5), "rest"))
            turn = " rotate(90)" if upright else ""
            slashes = element(
                "path", d="M-4 5L-1 -5M1 5L4 -5", fill="none", stroke=style.colour, stroke_width="1.8", class_=f"l-{style.name}"
            )
            gap = draw_rect(Rect(-2.5, -2, 5, 4), fill=PAPER, class_="card-ground")
            parts.append(element("g", gap + slashes, transform=f"translate({number(x)} {number(y)}){turn}"))
        else:
            parts.append(_draw_way(path.d, style, style.dash))
        x, y = path.tail
        parts.append(
            element(
                "circle", cx=number(x), cy=number(y), r=number(TAIL_RADIUS), fill=style.colour, class_=f"m-{style.name} filled"
            )
        )
        head: ArrowHead = "hollow" if style.broken else "triangle"
        points = " ".join(f"{number(dx)},{number(dy)}" for dx, dy in HEADS[head])
        parts.append(
            element(
                "polygon", points=points, fill=PAPER if style.broken else style.colour, stroke=style.colour, stroke_width="1.2",
                transform=f"translate({number(path.tip[0])} {number(path.tip[1])}) rotate({path.angle})",
                class_=f"m-{style.name} {'open' if style.broken else 'filled'}",
            )
        )  # fmt: skip
        pairs = " ".join(f"{line.source}>{line.target}" for line in mark.parts)
        return element("g", "".join(parts), class_="lens-line", data_pairs=pairs)

    def _draw_badge(self, mark: LensLineMark, path: FlowPath) -> str:
        """Return the count of a line and its oldest days, where it covers no box and no other badge if possible."""
        style = LINE_STYLES[mark.look]
        count, days = self._words_of(mark)
        if not count:
            return ""
        wide = measure_text(count, BADGE_SIZE, "semibold") + 2 * BADGE_PAD
        wider = measure_text(days, BADGE_SIZE, "semibold") + 2 * BADGE_PAD if days else 0
        middle = place_badge(path.d, wide + wider, self.taken)
        rect = Rect(middle[0] - (wide + wider) / 2, middle[1] - BADGE_HIGH / 2, wide + wider, BADGE_HIGH)
        self.taken.append(rect)
        baseline = rect.middle[1] + 4
        old = "" if mark.days is None or mark.days < HALF_YEAR else " old" if mark.days < YEAR else " oldest"
        ground = {"": PAPER, " old": STOP_PALE, " oldest": STOP_DARK}[old]
        parts = [draw_rect(rect, rx="4", fill=ground, stroke=style.colour, stroke_width="1.4", class_=f"badge-{style.name}{old}")]
        if days:
            left = Rect(rect.x, rect.y, wide, rect.height)
            parts.append(draw_rect(left, rx="4", fill=style.colour, class_=f"m-{style.name} filled"))
            parts.append(
                draw_words(
                    count, left.middle[0], baseline, BADGE_SIZE, "semibold", text_anchor="middle", fill=PAPER, class_="on-mark"
                )
            )
            ink = PAPER if old == " oldest" else STOP if style.name == "stop" else INK
            x = left.right + wider / 2
            parts.append(
                draw_words(
                    days, x, baseline, BADGE_SIZE, "semibold", text_anchor="middle", fill=ink, class_=f"w-{style.name}{old}"
                )
            )
        else:
            x = rect.middle[0]
            parts.append(
                draw_words(
                    count, x, baseline, BADGE_SIZE, "semibold", text_anchor="middle", fill=style.colour, class_=f"w-{style.name}"
                )
            )
        return element("g", "".join(parts), class_="badge")

    def _words_of(self, mark: LensLineMark) -> tuple[str, str]:
        sign: dict[LineLook, str] = {"added": "+", "ended": "−", "mending": "+"}
        if mark.days is not None:
            return str(mark.count), Text("{n} d", n=mark.days).in_(self.language)
        if mark.look == "deputy":
            return Text("deputy").in_(self.language), ""
        if mark.look in sign or mark.count > 1:
            return f"{sign.get(mark.look, '')}{mark.count}", ""
        return "", ""


def _draw_way(d: str, style: LineStyle, dash: Sequence[float], part: str = "") -> str:
    dashes = {"stroke_dasharray": format_dash(dash)} if dash else {}
    return element(
        "path",
        d=d,
        fill="none",
        stroke=style.colour,
        stroke_width=number(style.width),
        class_=f"l-{style.name} {part}".rstrip(),
        **dashes,
    )


def _draw_panel(panel: Panel) -> str:
    colours = AREAS[panel.colour]
    ground = draw_rect(panel.rect, rx=number(PANEL_RADIUS), fill=colours.ground, stroke=colours.border, class_="area-ground")
    return element("g", ground + draw_caption(panel.caption, colours.text, class_="area-name"), class_=f"area-{panel.colour}")


def _draw_pill(rect: Rect, word: str, fill: str, ink: str, name: str) -> str:
    x, y = rect.middle
    caption = Caption((word,), x, (round(y + 4, 1),), SIGN_SIZE, "semibold", "middle")
    pill = draw_rect(rect, rx=number(rect.height / 2), fill=fill, stroke=ink, class_=f"p-{name}")
    return pill + draw_caption(caption, ink, class_=f"p-{name}-word")


def read_runs(d: str) -> list[tuple[int, _Run]]:
    """Return the straight runs of path data (M, L and C), each with the place in it of the command that draws it."""
    runs: list[tuple[int, _Run]] = []
    at: Point = (0, 0)
    for place, (command, values) in enumerate(re.findall(r"([MLC])([^MLC]*)", d)):
        numbers = [float(value) for value in values.split()]
        to = (numbers[-2], numbers[-1])
        if command == "L" and to != at:
            runs.append((place, (at, to)))
        at = to
    return runs


def split_path(d: str) -> tuple[str, Point, bool, str] | None:
    """Return path data in two parts, with the point between them and whether it is upright there; None if it has no straight run.

    The break is in the middle of the straight run that is nearest to the middle of the way.
    """
    runs = [(place, run) for place, run in read_runs(d) if _length_of(run) >= SHORTEST_BREAK]
    if not runs:
        return None
    commands = re.findall(r"[MLC][^MLC]*", d)
    place, (start, end) = min(runs, key=lambda one: (abs(one[0] - len(commands) / 2), -_length_of(one[1])))
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    middle = f"{number(x)} {number(y)}"
    first = "".join(commands[:place]) + f"L{middle}"
    rest = f"M{middle}L{number(end[0])} {number(end[1])}" + "".join(commands[place + 1 :])
    return first, (x, y), start[0] == end[0], rest


def place_badge(d: str, width: float, taken: Sequence[Rect]) -> Point:
    """Return the middle of a badge of a line: clear of what is taken, on a level run if possible, and off the break."""
    broken = split_path(d)
    runs = sorted((run for _place, run in read_runs(d)), key=lambda run: (run[0][1] != run[1][1], -_length_of(run)))
    places = [(x + (to_x - x) * share, y + (to_y - y) * share) for (x, y), (to_x, to_y) in runs for share in RUN_SHARES] or [
        (0.0, 0.0)
    ]

    def covered(place: Point) -> float:
        rect = Rect(place[0] - width / 2 - 2, place[1] - BADGE_HIGH / 2 - 1, width + 4, BADGE_HIGH + 2)
        on_break = 1000.0 if broken and rect.holds(broken[1], 5) else 0.0
        return on_break + sum(_overlap_of(rect, other) for other in taken)

    return next((place for place in places if not covered(place)), min(places, key=covered))


def _overlap_of(one: Rect, other: Rect) -> float:
    """Return the area in px² that two rectangles share."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, across) * max(0.0, down)


def _length_of(run: _Run) -> float:
    (x, y), (to_x, to_y) = run
    return abs(to_x - x) + abs(to_y - y)
