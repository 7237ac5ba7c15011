"""The plan that was shown and confirmed is written, whatever others write meanwhile; or nothing is."""

from collections.abc import Sequence

import pytest

from model.changes.operations import Operation, Reason, build_creation, build_removal
from model.edits.by_hand import set_field
from model.edits.merging import merge_records
from model.errors import Conflict, NotFound
from model.vocabulary.contents import Records
from queries.journal.journal import apply_change, guard_plan, read_head
from queries.landscape.graph_records import GraphRecords
from queries.memory.undoing import plan_undo, undo_change
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, flow, landscape

WHO = Reason("samordnaren", "samma")
COLLEAGUE = Reason("kollegan", "under frågan")


def merger(records: Records) -> Sequence[Operation]:
    """Return the operations that merge b into a."""
    return merge_records(records, "a", "b").operations


@pytest.fixture
def three(graph: Graph) -> Graph:
    """Return a graph with three actors, in change 1."""
    put(graph, landscape(actor("a"), actor("b"), actor("c")))
    return graph


def test_a_relation_that_no_plan_showed_is_not_removed(three: Graph) -> None:
    shown = merger(GraphRecords(three))
    apply_change(three, COLLEAGUE, lambda _now: [build_creation(flow("a", "b")), build_creation(flow("b", "c"))])
    with pytest.raises(Conflict, match=r"nothing was written\. Give the command again: its plan has changed"):
        apply_change(three, WHO, guard_plan(merger, shown))
    assert read_head(three).number == 2
    assert apply_change(three, WHO, guard_plan(merger, merger(GraphRecords(three))))


def test_what_has_nothing_to_do_with_it_stands_in_nobodys_way(three: Graph) -> None:
    shown = merger(GraphRecords(three))
    apply_change(three, COLLEAGUE, lambda now: set_field(now, "c", "description", "annat"))
    made = apply_change(three, WHO, guard_plan(merger, shown))
    assert made
    assert (made.number, list(made.operations)) == (3, list(shown))


def test_what_was_not_shown_is_planned_anew(three: Graph) -> None:
    apply_change(three, COLLEAGUE, lambda _now: [build_creation(flow("a", "b"))])
    made = apply_change(three, WHO, guard_plan(merger, None))
    assert made
    assert [(item.action, item.id) for item in made.operations] == [("set", "a"), ("remove", "a-demand-b"), ("remove", "b")]


def test_what_an_id_stands_for_by_now_was_not_agreed_to(three: Graph) -> None:
    shown = merger(GraphRecords(three))
    apply_change(three, COLLEAGUE, lambda now: merge_records(now, "c", "b").operations)
    assert [item.id for item in merger(GraphRecords(three)) if item.action == "remove"] == ["c"]
    with pytest.raises(Conflict):
        apply_change(three, WHO, guard_plan(merger, shown))


def test_what_cannot_be_planned_any_more_says_why(three: Graph) -> None:
    shown = merger(GraphRecords(three))
    apply_change(three, COLLEAGUE, lambda _now: [build_removal(actor("b"))])
    with pytest.raises(NotFound):
        apply_change(three, WHO, guard_plan(merger, shown))


def test_what_somebody_else_has_done_already_is_told(three: Graph) -> None:
    def described(now: Records) -> Sequence[Operation]:
        return set_field(now, "c", "description", "annat")

    shown = described(GraphRecords(three))
    apply_change(three, COLLEAGUE, described)
    with pytest.raises(Conflict):
        apply_change(three, WHO, guard_plan(described, shown))


def test_an_undoing_is_held_to_what_was_shown(three: Graph) -> None:
    apply_change(three, COLLEAGUE, lambda now: set_field(now, "c", "description", "annat"))
    shown = plan_undo(three, 2, GraphRecords(three))
    with pytest.raises(Conflict, match="its plan has changed"):
        undo_change(three, 2, "samordnaren", "fel", shown=[build_creation(actor("d"))])
    assert read_head(three).number == 2
    assert undo_change(three, 2, "samordnaren", "fel", shown=shown)
