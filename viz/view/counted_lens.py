"""A lens over a counted map: how many parties of each box it marks, and its lines between boxes, bundled.

    build_counted_lens_view(counted, lens, states, cell_of, language)

`states` count the marked parties of each cell by their state; `cell_of` says in which cell parties at the ends of lines stand.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from model.language import Language, Text
from viz.style.geometry import Box, FlowLine
from viz.view.counted import CountedView
from viz.view.lens import LENS_WIDTH, MOST_SHOWN_LINES, BoxMark, Lens, LensLine, LensLineMark, LensState, LensView, LineLook

CellStates = Mapping[str, Mapping[LensState, int]]


def count_cell_states(lens: Lens, cell_of: Mapping[str, str]) -> CellStates:
    """Return how many parties of each cell a lens marks, by their state."""
    found: dict[str, Counter[LensState]] = defaultdict(Counter)
    for id_, mark in lens.marks.items():
        if id_ in cell_of:
            found[cell_of[id_]][mark.state] += 1
    return found


def build_counted_lens_view(
    counted: CountedView, lens: Lens, states: CellStates, cell_of: Mapping[str, str], language: Language
) -> LensView:
    """Return the counted map as a lens shows it. Lines with an end elsewhere are left out."""
    marks = {box.id: mark for box in counted.view.boxes if (mark := _mark_box(box, counted, lens, states, language))}
    bundles: dict[tuple[str, str, LineLook], list[LensLine]] = defaultdict(list)
    within: list[LensLine] = []
    box_of = {id_: counted.box_of[cell] for id_, cell in cell_of.items() if cell in counted.box_of}
    for line in lens.lines:
        source, target = box_of.get(line.source), box_of.get(line.target)
        if source and source == target:
            within.append(line)
        elif source and target:
            bundles[source, target, line.look].append(line)
    lines = {">".join(ends): _bundle_marks(ends[2], bundles[ends]) for ends in bundles}
    ranked = sorted(lines, key=lambda id_: (-lines[id_].count, id_))
    shown = {id_: lines[id_] for id_ in ranked[:MOST_SHOWN_LINES]}
    ends_of = {">".join(ends): ends for ends in bundles}
    flows = tuple(FlowLine(id_, *ends_of[id_][:2], None, (id_,), 0) for id_ in sorted(shown))
    undrawn = tuple(line for id_ in ranked[MOST_SHOWN_LINES:] for line in lines[id_].parts)
    inner = Counter(box_of[line.source] for line in within)
    boxes = tuple(replace(box, members=(box.id,), within=inner[box.id]) for box in counted.view.boxes)
    view = replace(counted.view, boxes=boxes, lines=flows, notes=(), plain_notes=(), width=LENS_WIDTH)
    return LensView(view, marks, shown, tuple(within), undrawn)


def _mark_box(box: Box, counted: CountedView, lens: Lens, states: CellStates, language: Language) -> BoxMark | None:
    """Return the mark of a box: the first state of the lens that a party in it has, and how many have it."""
    found = Counter[LensState]()
    for cell, id_ in counted.box_of.items():
        if id_ == box.id:
            found.update(states.get(cell, {}))
    state = next((state for state in lens.states if found[state]), None)
    if state is None:
        return None
    named = dict(lens.legend)
    told = [f"{found[one]} {named.get(one, '')}".strip() for one in lens.states if found[one]]
    note = Text("{n} of {all}", n=found[state], all=box.count).in_(language) if box.count > 1 else ""
    return BoxMark(state, (box.id,), ", ".join(told), note)


def _bundle_marks(look: LineLook, lines: list[LensLine]) -> LensLineMark:
    days = [line.days for line in lines if line.days is not None]
    return LensLineMark(look, sum(line.count for line in lines), max(days, default=None), tuple(lines))
