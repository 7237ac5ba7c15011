"""The layout of the system map: boxes in a grid of areas and levels, and arrows on straight lines or on tracks between the rows.

Start at `lay_out_system`. Neighbours of a level are joined by a line from side to side; all other arrows leave and reach boxes at
the top or the bottom. Each arrow has room for its words, where no other arrow's words stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from viz.style.geometry import Point, Rect

LEFT, TOP, PAD, NARROW_GAP, WORDS_GAP, AREA_GAP = 62.0, 52.0, 12.0, 16.0, 36.0, 36.0
LEAST_BOX, BOX_HEIGHT, PORT, SIDE_PORT, SLOT = 140.0, 92.0, 38.0, 34.0, 34.0
LEAST_CHANNEL = 40.0


@dataclass(frozen=True, slots=True)
class SystemEnd:
    """A box: its id, and its place in the grid as numbers of area and level, from the left and the top."""

    id: str
    area: int
    level: int


@dataclass(frozen=True, slots=True)
class SystemLink:
    """An arrow from box to box, and the width of its words in px."""

    id: str
    source: str
    target: str
    words: float


@dataclass(frozen=True, slots=True)
class SystemPath:
    """The corners of an arrow from its source on, and the middle of its words."""

    points: Sequence[Point]
    words: Point


@dataclass(frozen=True)
class SystemLayout:
    """Where everything stands: boxes and arrows by id, panels by number of area and level."""

    width: float
    height: float
    boxes: Mapping[str, Rect]
    panels: Mapping[tuple[int, int], Rect]
    links: Mapping[str, SystemPath]


def lay_out_system(boxes: Sequence[SystemEnd], links: Sequence[SystemLink], top: float = TOP) -> SystemLayout:
    """Return the layout of boxes, in their order from the left within a cell, and of the arrows between them, from `top` down."""
    return _Layout(boxes, links, top).make()


@dataclass
class _Slots:
    """The rows of a channel, each with the stretches that are taken."""

    rows: list[list[tuple[float, float]]] = field(default_factory=list)

    def take(self, start: float, end: float) -> int:
        """Take a stretch in the first row where it is free, and return the number of the row."""
        for number, row in enumerate(self.rows):
            if all(end < taken_start or start > taken_end for taken_start, taken_end in row):
                row.append((start, end))
                return number
        self.rows.append([(start, end)])
        return len(self.rows) - 1


class _Layout:
    def __init__(self, boxes: Sequence[SystemEnd], links: Sequence[SystemLink], top: float) -> None:
        self._top = top
        self._boxes = {box.id: box for box in boxes}
        self._links = links
        self._levels = max((box.level for box in boxes), default=-1) + 1
        self._areas = max((box.area for box in boxes), default=-1) + 1
        self._rows = [
            [box.id for area in range(self._areas) for box in boxes if (box.level, box.area) == (level, area)]
            for level in range(self._levels)
        ]
        neighbours = {frozenset(pair) for row in self._rows for pair in pairwise(row)}
        self._beside = [link for link in links if frozenset((link.source, link.target)) in neighbours]
        self._others = [link for link in links if link not in self._beside]
        self._lefts: dict[str, float] = {}
        self._widths: dict[str, float] = {}
        self._ports: dict[tuple[str, str], float] = {}

    def make(self) -> SystemLayout:
        """Return the layout."""
        edges = self._place_across()
        straight = self._place_ports()
        slots = self._fill_channels(straight, max((end for _start, end in edges.values()), default=LEFT))
        tops, heights = self._place_down(slots)
        boxes = {
            id_: Rect(self._lefts[id_], tops[box.level], self._widths[id_], heights[box.level] - 2 * PAD)
            for id_, box in self._boxes.items()
        }
        panels = {
            (area, level): Rect(start, tops[level] - PAD, end - start, heights[level])
            for area, (start, end) in edges.items()
            for level in range(self._levels)
        }
        links = self._draw_beside(boxes) | self._draw_others(boxes, slots, tops, heights)
        words = {link.id: link.words for link in self._links}
        rights = [*(end for _start, end in edges.values()), *(links[id_].words[0] + words[id_] / 2 for id_ in links)]
        width = max(rights, default=LEFT) + PAD
        bottom = tops[-1] - PAD + heights[-1] if tops else self._top
        below = slots[self._levels]
        return SystemLayout(width, bottom + _measure_channel(below, 0) + PAD, boxes, panels, links)

    def _place_across(self) -> dict[int, tuple[float, float]]:
        """Place the boxes from the left to the right, and return where each area begins and ends."""
        sides: dict[tuple[str, bool], int] = defaultdict(int)
        for link in self._others:
            for end, other in ((link.source, link.target), (link.target, link.source)):
                sides[end, self._leaves_down(end, other)] += 1
        for id_ in self._boxes:
            ports = max(sides[id_, True], sides[id_, False])
            self._widths[id_] = max(LEAST_BOX, PORT * (ports + 1))
        gaps = {frozenset((link.source, link.target)): 0.0 for link in self._beside}
        for link in self._beside:
            pair = frozenset((link.source, link.target))
            gaps[pair] = max(gaps[pair], link.words + WORDS_GAP)
        edges: dict[int, tuple[float, float]] = {}
        across = LEFT
        for area in range(self._areas):
            wanted, right = across, across + PAD
            for row in self._rows:
                here = [id_ for id_ in row if self._boxes[id_].area == area]
                at = across + PAD
                for place, id_ in enumerate(here):
                    if place:
                        at += gaps.get(frozenset((here[place - 1], id_)), NARROW_GAP)
                    self._lefts[id_] = at
                    at += self._widths[id_]
                right = max(right, at)
            edges[area] = (wanted, max(right + PAD, across + LEAST_BOX + 2 * PAD))
            self._widen_last(area, edges[area][1] - PAD)
            between = [gaps.get(frozenset(pair), 0.0) for row in self._rows for pair in pairwise(row) if self._spans(pair, area)]
            across = edges[area][1] + max([AREA_GAP, *(gap - 2 * PAD for gap in between)])
        return edges

    def _spans(self, pair: tuple[str, str], area: int) -> bool:
        return self._boxes[pair[0]].area == area != self._boxes[pair[1]].area

    def _widen_last(self, area: int, right: float) -> None:
        """Let the last box of each row reach the right edge of the area, so that neighbours of areas stand near each other."""
        for row in self._rows:
            here = [id_ for id_ in row if self._boxes[id_].area == area]
            if here:
                self._widths[here[-1]] = right - self._lefts[here[-1]]

    def _leaves_down(self, end: str, other: str) -> bool:
        """Return whether an arrow meets a box at its bottom: towards a lower level, or within the lowest of several."""
        here, there = self._boxes[end].level, self._boxes[other].level
        return there > here or (there == here == self._levels - 1 and self._levels > 1)

    def _middle(self, id_: str) -> float:
        return self._lefts[id_] + self._widths[id_] / 2

    def _place_ports(self) -> set[str]:
        """Give each arrow its place at both of its boxes, and return the arrows that are straight."""
        ends: dict[tuple[str, bool], list[tuple[SystemLink, str]]] = defaultdict(list)
        for link in self._others:
            for end, other in ((link.source, link.target), (link.target, link.source)):
                ends[end, self._leaves_down(end, other)].append((link, other))
        straight: set[str] = set()
        for (id_, _down), listed in sorted(ends.items(), key=lambda one: (self._boxes[one[0][0]].level, not one[0][1])):
            left, width = self._lefts[id_], self._widths[id_]
            wanted = {}
            for link, other in listed:
                at = self._ports.get((link.id, other))
                if at is not None and self._boxes[other].level != self._boxes[id_].level and left + 10 <= at <= left + width - 10:
                    wanted[link.id] = at
            straight |= wanted.keys()
            rest = sorted(
                (pair for pair in listed if pair[0].id not in wanted), key=lambda pair: (self._middle(pair[1]), pair[0].id)
            )
            free = _find_free(left, width, [*wanted.values()], len(rest))
            for (link, _other), at in zip(rest, free, strict=True):
                self._ports[link.id, id_] = at
            for link_id, at in wanted.items():
                self._ports[link_id, id_] = at
        return straight

    def _channel_of(self, link: SystemLink) -> int:
        """Return the number of the channel of an arrow: that above the lower of its levels, or below the lowest."""
        source, target = self._boxes[link.source].level, self._boxes[link.target].level
        if source == target:
            return self._levels if self._leaves_down(link.source, link.target) else source
        return max(source, target)

    def _fill_channels(self, straight: set[str], right: float) -> list[_Slots]:
        """Give each arrow a row of its channel for its words, which end at `right`, and return the channels."""
        slots = [_Slots() for _ in range(self._levels + 1)]
        self._places: dict[str, tuple[int, int, float]] = {}
        for link in sorted(self._others, key=lambda each: (each.id in straight, self._measure_span(each), each.id)):
            one, other = self._ports[link.id, link.source], self._ports[link.id, link.target]
            middle = max(min((one + other) / 2, right - link.words / 2), link.words / 2)
            start = min(one, other, middle - link.words / 2 - 4)
            end = max(one, other, middle + link.words / 2 + 4)
            channel = self._channel_of(link)
            self._places[link.id] = (channel, slots[channel].take(start, end), middle)
        return slots

    def _measure_span(self, link: SystemLink) -> float:
        return abs(self._ports[link.id, link.source] - self._ports[link.id, link.target])

    def _place_down(self, slots: Sequence[_Slots]) -> tuple[list[float], list[float]]:
        """Return the top of the boxes of each level, and the height of its panels."""
        tops, heights, down = [], [], self._top
        for level in range(self._levels):
            down += _measure_channel(slots[level], LEAST_CHANNEL if level else 0)
            beside: dict[frozenset[str], int] = defaultdict(int)
            for link in self._beside:
                if self._boxes[link.source].level == level:
                    beside[frozenset((link.source, link.target))] += 1
            height = max(BOX_HEIGHT, SIDE_PORT * (max(beside.values(), default=0) + 1)) + 2 * PAD
            tops.append(down + PAD)
            heights.append(height)
            down += height
        return tops, heights

    def _draw_beside(self, boxes: Mapping[str, Rect]) -> dict[str, SystemPath]:
        pairs: dict[frozenset[str], list[SystemLink]] = defaultdict(list)
        for link in self._beside:
            pairs[frozenset((link.source, link.target))].append(link)
        found = {}
        for links in pairs.values():
            for place, link in enumerate(links, 1):
                source, target = boxes[link.source], boxes[link.target]
                down = source.y + source.height * place / (len(links) + 1)
                onwards = source.x < target.x
                start, end = (source.right, target.x) if onwards else (source.x, target.right)
                found[link.id] = SystemPath(((start, down), (end, down)), ((start + end) / 2, down))
        return found

    def _draw_others(
        self, boxes: Mapping[str, Rect], slots: Sequence[_Slots], tops: Sequence[float], heights: Sequence[float]
    ) -> dict[str, SystemPath]:
        found = {}
        for link in self._others:
            channel, row, middle = self._places[link.id]
            below = channel == self._levels
            bottom = tops[-1] - PAD + heights[-1] if below else tops[channel] - PAD
            first = bottom if below else bottom - _measure_channel(slots[channel], LEAST_CHANNEL if channel else 0)
            track = first + SLOT * (row + 0.5) + 6
            points = []
            for end, other in ((link.source, link.target), (link.target, link.source)):
                box = boxes[end]
                points.append((self._ports[link.id, end], box.bottom if self._leaves_down(end, other) else box.y))
            (start, from_), (end_, to) = points
            if abs(start - end_) < 1:
                found[link.id] = SystemPath(((start, from_), (end_, to)), (middle, track))
            else:
                found[link.id] = SystemPath(((start, from_), (start, track), (end_, track), (end_, to)), (middle, track))
        return found


def _measure_channel(slots: _Slots, least: float) -> float:
    return max(least, len(slots.rows) * SLOT + 12 if slots.rows else 0.0)


def _find_free(left: float, width: float, taken: Iterable[float], count: int) -> list[float]:
    """Return so many places at a side, from the left on, as far as possible from those that are taken."""
    used = [*taken]
    found: list[float] = []
    steps = max(count + len(used), 1)
    candidates = [left + width * (place + 0.5) / (2 * steps) for place in range(2 * steps)]
    for _each in range(count):
        best = max(candidates, key=lambda at: (min([abs(at - other) for other in used], default=width), -at))
        used.append(best)
        found.append(best)
    return sorted(found)
