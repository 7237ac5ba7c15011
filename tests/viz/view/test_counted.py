"""The view of counted parties and flows: a box for each kind in a cell, and a line for what flows between them."""

import pytest

from model.map_counts import FlowCount, PartyCount
from model.vocabulary.record import Standing
from tests.landscapes import landscape
from viz.view.counted import CountedView, build_counted_view, name_cell
from viz.view.view import MapFrame
from viz.web.parts import MapPart

DAY = "2026-06-01"
ACTORS, FORUMS, OTHERS = "typ/lokal/actor/-", "area:gron/regional/forum/slag", "typ/lokal/function/-"
PARTIES = (
    PartyCount(ACTORS, "by", Standing.EXISTING, 40_000, 3, 1),
    PartyCount(ACTORS, None, Standing.EXISTING, 2),
    PartyCount(FORUMS, "by", Standing.EXISTING, 7),
    PartyCount(FORUMS, "by", Standing.PROPOSED, 3),
    PartyCount(OTHERS, "by", Standing.PROPOSED, 1),
    PartyCount("borta/lokal/actor/-", "by", Standing.EXISTING, 5),
)
FLOWS = (
    FlowCount(ACTORS, FORUMS, "demand", "existing", 90),
    FlowCount(ACTORS, FORUMS, "demand", "proposed", 10),
    FlowCount(FORUMS, ACTORS, "order", "existing", 4),
    FlowCount(ACTORS, ACTORS, "demand", "existing", 6),
    FlowCount(ACTORS, "borta/lokal/actor/-", "demand", "existing", 1),
)


def build() -> CountedView:
    return build_counted_view(landscape(), DAY, "sv", PARTIES, FLOWS)


def test_a_box_stands_for_all_of_a_kind_in_a_cell() -> None:
    counted = build()
    boxes = {box.id: (box.label, box.count, box.proposed, box.examples, box.within) for box in counted.view.boxes}
    assert boxes == {ACTORS: ("aktörer", 40_002, 0, 1, 6), FORUMS: ("Slag", 10, 3, 0, 0), OTHERS: ("funktioner", 1, 1, 0, 0)}
    assert counted.unplaced == 5
    assert counted.view.subtitle.startswith("40007 aktörer, 10 forum och 1 funktion")


def test_a_line_counts_what_flows_between_two_boxes() -> None:
    lines = {(line.source, line.target, line.kind): (line.count, line.proposed) for line in build().view.lines}
    assert lines == {(ACTORS, FORUMS, "demand"): (100, 10), (FORUMS, ACTORS, "order"): (4, 0)}


def test_where_lines_would_be_too_many_kinds_share_them_and_the_thinnest_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viz.view.counted.MOST_COUNTED_LINES", 1)
    counted = build()
    assert [(line.source, line.count) for line in counted.view.lines] == [(ACTORS, 100)]
    assert counted.undrawn == 4


def test_kinds_share_a_box_where_boxes_would_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viz.view.counted.MOST_BOXES", 1)
    boxes = {box.id: (box.label, box.count) for box in build().view.boxes}
    assert boxes == {"typ/lokal": ("aktörer", 40_003), FORUMS: ("Slag", 10)}


def test_a_cell_is_called_by_what_it_holds() -> None:
    frame = MapFrame(landscape(), DAY, "sv")
    names = [name_cell(frame, cell) for cell in (FORUMS, "area:gron/regional", "typ", ACTORS)]
    assert names == ["Slag, Grönt, Regional", "Grönt, Regional", "Typ", "aktörer, Typ, Lokal"]


def test_a_part_holds_the_cells_that_its_address_leaves() -> None:
    assert MapPart().holds(ACTORS)
    assert MapPart(cell="typ/lokal").holds(ACTORS)
    assert not MapPart(cell="typ/lok").holds(ACTORS)
    assert not MapPart(areas=frozenset({"gul"})).holds(FORUMS)
    assert MapPart(types=frozenset({"annan"})).holds(FORUMS)
    assert not MapPart(types=frozenset({"annan"})).holds(ACTORS)
    assert not MapPart(levels=frozenset({"regional"})).holds(ACTORS)
