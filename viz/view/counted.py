"""The view of a landscape that is too large for a box for each party: boxes with counts, and lines that count flows.

A box stands for all parties of one kind in a cell. Where a map would have more than MOST_BOXES boxes, the smallest kinds of a
cell share one. Its id is how the cells begin that it stands for, by which the parts of a map are chosen.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast, get_args

from model.language import Language, Text
from model.map_counts import NOTHING, CountedCell, FlowCount, PartyCount
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Standing
from viz.style.geometry import Box, FlowLine, MapView, PartyShape
from viz.view.bundling import SEVERAL_KINDS
from viz.view.stacking import MOST_BOXES, BoxGroup, MapMember, group_members
from viz.view.view import MapFrame

COUNTED_WIDTH = 1100.0
"""The width in px of a map beside its panel."""
MOST_COUNTED_LINES = 40
"""Lines between counted boxes that a reader can still tell apart."""
FLOW_KINDS: Mapping[str, FlowKind] = {str(kind): kind for kind in FlowKind}


@dataclass(frozen=True, slots=True)
class CountedLine:
    """Flows of one kind from one box to another, or within one."""

    source: str
    target: str
    kind: FlowKind
    flows: int
    proposed: int


@dataclass(frozen=True, slots=True)
class CountedView:
    """A counted map: its view, all counts of flows between its boxes, and how many flows have no line.

    `unplaced` counts the parties that stand in no column or row of the day; `box_of` says which box a cell is a part of.
    """

    view: MapView
    flows: tuple[CountedLine, ...]
    undrawn: int
    unplaced: int
    box_of: Mapping[str, str]


def build_counted_view(
    registers: Contents, on: str, language: Language, parties: Iterable[PartyCount], flows: Iterable[FlowCount]
) -> CountedView:
    """Return the view of counted parties and flows of a day (ISO date)."""
    frame, parties = MapFrame(registers, on, language), list(parties)
    by_cell: dict[str, list[PartyCount]] = defaultdict(list)
    for count in parties:
        by_cell[count.cell].append(count)
    groups = group_members(_make_members(frame, by_cell), None, MOST_BOXES)
    named = {_find_id(group): group for group in groups}
    box_of = {cell: id_ for id_, group in named.items() for cell in group.members}
    counted = _count_lines(flows, box_of)
    within = Counter[str]()
    for line in counted:
        if line.source == line.target:
            within[line.source] += line.flows
    boxes = [
        _build_counted_box(frame, id_, group, [one for cell in group.members for one in by_cell[cell]], within[id_])
        for id_, group in named.items()
    ]
    lines, undrawn = _bundle_lines([line for line in counted if line.source != line.target])
    view = replace(frame.enclose(boxes, lines, frame.tell_numbers(_count_shapes(parties))), width=COUNTED_WIDTH)
    shown = sum(box.count for box in boxes)
    return CountedView(view, tuple(counted), undrawn, sum(count.parties for count in parties) - shown, box_of)


def _make_members(frame: MapFrame, by_cell: Mapping[str, Sequence[PartyCount]]) -> Iterable[MapMember]:
    """Yield each cell of the counts that has a place on the map, weighed by its parties."""
    for cell, counts in sorted(by_cell.items()):
        parsed = CountedCell.parse(cell)
        spot = frame.find_cell(parsed.column, parsed.area, parsed.level)
        if spot and parsed.shape in get_args(PartyShape):
            yield MapMember(cell, spot, cast(PartyShape, parsed.shape), None, sum(count.parties for count in counts))


def _find_id(group: BoxGroup) -> str:
    """Return how all cells of a group begin, as far as whole parts."""
    first, *others = (cell.split("/") for cell in group.members)
    alike = [part for place, part in enumerate(first) if all(other[: place + 1] == first[: place + 1] for other in others)]
    return "/".join(alike)


def _count_shapes(parties: Iterable[PartyCount]) -> Mapping[PartyShape, int]:
    shapes = Counter[PartyShape]()
    for count in parties:
        shapes[cast(PartyShape, CountedCell.parse(count.cell).shape)] += count.parties
    return shapes


def _build_counted_box(frame: MapFrame, id_: str, group: BoxGroup, counts: Sequence[PartyCount], within: int) -> Box:
    number = sum(count.parties for count in counts)
    kind = CountedCell.parse(group.members[0]).kind if len(group.members) == 1 else None
    label = frame.name_members(group.shape, kind, more=group.is_stack and not group.whole)
    return Box(
        id=id_,
        name=Text("{what} ({n})", what=label, n=number).in_(frame.language),
        label=label,
        shape="stack" if number > 1 else group.shape,
        stacked_shape=group.shape,
        column=group.spot.column,
        area=group.spot.area,
        row=group.spot.row,
        members=(),
        proposed=sum(count.parties for count in counts if count.standing == Standing.PROPOSED),
        examples=sum(count.examples for count in counts),
        within=within,
        counted=number,
    )


def _count_lines(flows: Iterable[FlowCount], box_of: Mapping[str, str]) -> list[CountedLine]:
    """Return the flows between boxes, and within them, by kind; those of most flows first."""
    found, proposed = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    for flow in flows:
        source, target = box_of.get(flow.source), box_of.get(flow.target)
        if source and target:
            found[source, target, flow.kind] += flow.flows
            proposed[source, target, flow.kind] += flow.flows if flow.standing == Standing.PROPOSED else 0
    lines = (CountedLine(*key[:2], FLOW_KINDS[key[2]], flows, proposed[key]) for key, flows in found.items())
    return sorted(lines, key=lambda line: (-line.flows, line.source, line.target, line.kind))


def _bundle_lines(counted: Sequence[CountedLine]) -> tuple[list[FlowLine], int]:
    """Return at most MOST_COUNTED_LINES lines, those of most flows, and how many flows have none.

    Kinds share a line where there would be more.
    """
    if len(counted) <= MOST_COUNTED_LINES:
        return [_draw_together([line], line.kind) for line in counted], 0
    bundles: dict[tuple[str, str], list[CountedLine]] = defaultdict(list)
    for line in counted:
        bundles[line.source, line.target].append(line)
    lines = [_draw_together(same, same[0].kind if len(same) == 1 else None) for same in bundles.values()]
    ranked = sorted(lines, key=lambda line: (-line.count, line.id))
    return ranked[:MOST_COUNTED_LINES], sum(line.count for line in ranked[MOST_COUNTED_LINES:])


def _draw_together(same: Sequence[CountedLine], kind: FlowKind | None) -> FlowLine:
    source, target = same[0].source, same[0].target
    id_ = ">".join((source, target, kind or SEVERAL_KINDS))
    return FlowLine(id_, source, target, kind, (), sum(line.proposed for line in same), sum(line.flows for line in same))


def name_cell(frame: MapFrame, prefix: str) -> str:
    """Return what a map calls the cells that begin so: "Schools, Educators, Local"."""
    column, *rest = prefix.split("/")
    parts = CountedCell.parse("/".join([*prefix.split("/"), *[NOTHING] * (3 - len(rest))]))
    named = [("Area", parts.area), ("ActorType", parts.column), ("Level", parts.level)]
    records = (frame.contents.find(label, id_) for label, id_ in named if id_ and id_ != NOTHING)
    words = [frame.name_of(record) for record in records if record]
    if len(rest) > 1:
        words.insert(0, frame.name_members(cast(PartyShape, parts.shape), parts.kind))
    return ", ".join(words) or column
