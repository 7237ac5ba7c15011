"""Undo by new changes: blocking changes are named, and undone changes leave no trace in the landscape."""

import pytest
from hypothesis import given

from model.changes.operations import Operation, Reason
from model.edits.by_hand import plan_edit, set_field
from model.errors import Conflict, InputError, LimitExceeded, NotFound
from model.history.linked_data import fingerprint_of, serialize_quads
from model.vocabulary.contents import Contents, Records
from queries.archive.publishing import publish_revision
from queries.archive.verify import verify_journal
from queries.journal.journal import apply_change, read_entries
from queries.landscape.registers import read_contents
from queries.memory import undoing
from queries.memory.history import read_undoings
from queries.memory.undoing import plan_undo, undo_change
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import BASE, actor, flow, landscape
from tests.queries.test_differential import HISTORIES
from tests.servers import SERVERS, graph_of


def describe(graph: Graph, id_: str, value: str) -> None:
    apply_change(graph, Reason("tests", f"beskriv {id_}"), lambda now: set_field(now, id_, "description", value))


@pytest.fixture
def two(graph: Graph) -> Graph:
    """Return a graph with two actors, in change 1."""
    put(graph, landscape(actor("a"), actor("b")))
    return graph


def test_an_undone_change_is_as_if_it_had_not_been(two: Graph) -> None:
    before = read_contents(two)
    describe(two, "a", "ett")
    made = undo_change(two, 2, "tests", "fel")
    assert made
    assert (made.number, made.reason.undoes) == (3, 2)
    assert read_contents(two) == before
    assert verify_journal(two).sound


def test_what_is_read_for_it_is_told(two: Graph) -> None:
    describe(two, "a", "ett")
    tellings: list[tuple[str, int]] = []
    undo_change(two, 2, "tests", "fel", lambda what, done, _of: tellings.append((what.in_("en"), done)))
    assert tellings[0][0] == "Reading the landscape"
    assert tellings[-1][1] > 0


def test_redo_is_to_undo_the_undoing(two: Graph) -> None:
    describe(two, "a", "ett")
    after = read_contents(two)
    undo_change(two, 2, "tests", "fel")
    undo_change(two, 3, "tests", "rätt ändå")
    assert read_contents(two) == after
    undo_change(two, 2, "tests", "fel")
    assert list(read_undoings(two)) == [(3, 2), (4, 3), (5, 2)]


def test_what_is_undone_is_not_undone_again(two: Graph) -> None:
    describe(two, "a", "ett")
    undo_change(two, 2, "tests", "fel")
    with pytest.raises(Conflict, match=r"undone already, by change 3\. Restore it with: landskap undo 3"):
        undo_change(two, 2, "tests", "fel")


def test_later_changes_that_build_on_it_are_named(two: Graph) -> None:
    describe(two, "a", "ett")
    describe(two, "b", "två")
    apply_change(two, Reason("tests", "flöde"), lambda now: planned_flow(now))
    with pytest.raises(Conflict) as refused:
        undo_change(two, 1, "tests", "fel")
    assert refused.value.changes == (4, 3, 2)
    assert "beskriv b" in str(refused.value)
    assert "landskap undo 4" in str(refused.value)
    assert len(read_entries(two)) == 4


def planned_flow(now: Records) -> list[Operation]:
    return plan_edit(now, [flow("a", "b")])


def test_what_has_been_undone_since_does_not_stand_in_the_way(two: Graph) -> None:
    describe(two, "a", "ett")
    describe(two, "a", "två")
    undo_change(two, 3, "tests", "fel")
    describe(two, "b", "annat")
    undo_change(two, 2, "tests", "fel")
    with pytest.raises(Conflict) as refused:
        undo_change(two, 1, "tests", "fel")
    assert refused.value.changes == (5,)


def test_the_same_is_found_where_the_marks_are_too_many_to_ask_for(two: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "MOST_MARKED_RECORDS", 0)
    describe(two, "a", "ett")
    describe(two, "b", "två")
    with pytest.raises(Conflict) as refused:
        undo_change(two, 2, "tests", "fel") and undo_change(two, 1, "tests", "fel")
    assert refused.value.changes == (3,)


def test_what_is_published_stands(two: Graph) -> None:
    publish_revision(two, "tests", "första")
    with pytest.raises(Conflict, match="change 2 published a revision, which cannot be undone"):
        undo_change(two, 2, "tests", "fel")
    undo_change(two, 1, "tests", "fel")
    assert len(read_contents(two)) == 0


def test_what_would_not_hold_together_is_refused(graph: Graph) -> None:
    """Evidence names its source: the change that created the source cannot be undone before the one that cites it."""
    put(graph, Contents(BASE[:1]))
    put(graph, landscape(actor("a")))
    with pytest.raises(Conflict):
        undo_change(graph, 1, "tests", "fel")
    put(graph, Contents(BASE))
    put(graph, Contents(BASE[1:]))  # past the checks, which would refuse it
    with pytest.raises(InputError, match="cannot be kept"):
        undo_change(graph, 3, "tests", "fel")


def test_there_is_no_such_change_or_it_is_too_large(two: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (0, 2, 99):
        with pytest.raises(NotFound, match=f"there is no change {number}"):
            plan_undo(two, number, read_contents(two))
    monkeypatch.setattr(undoing, "MOST_UNDONE", 5)
    with pytest.raises(LimitExceeded, match="at most 5 are undone"):
        undo_change(two, 1, "tests", "fel")


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest) -> list[Graph]:
    """Yield one graph on each server."""
    return [graph_of(request, name) for name in SERVERS]


@pytest.mark.slow
@limit_examples(10)
@given(history=HISTORIES)
def test_all_changes_undone_in_reverse_give_the_start_and_undone_again_the_end(
    graphs: list[Graph], history: list[Contents]
) -> None:
    for graph in map(empty_graph, graphs):
        start, *later = history
        put(graph, start)
        for contents in later:
            put(graph, contents)
        end = read_contents(graph)
        last = read_entries(graph)[0]["number"]
        for number in range(last, 1, -1):
            undo_change(graph, number, "tests", "fel")
        assert mark(read_contents(graph)) == mark(start)
        assert read_contents(graph) == start
        for number in range(read_entries(graph)[0]["number"], last, -1):
            undo_change(graph, number, "tests", "rätt ändå")
        assert mark(read_contents(graph)) == mark(end)
        assert verify_journal(graph).sound


def mark(contents: Contents) -> str:
    return fingerprint_of(serialize_quads(contents))
