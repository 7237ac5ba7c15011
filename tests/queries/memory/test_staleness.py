"""Records that were not touched for a given time, and confirmations that they still hold."""

import pytest

import queries.journal.journal as journal
from loaders.plan.planning import plan_load
from loaders.rows.dataset import DatasetRow, Reading
from model.changes.operations import Reason
from model.edits.by_hand import confirm_records, end_record, set_field
from model.errors import FileLocation, GraphDamaged, NotFound, NotUnderstood
from model.history.linked_data import serialize_quads
from queries.journal.journal import apply_change
from queries.landscape.registers import read_contents
from queries.memory.staleness import find_stale
from queries.memory.undoing import undo_change
from queries.questions.parameters import StaleQuestion
from queries.server.graph import Graph
from tests.graphs import put, rename_past_journal
from tests.landscapes import BASE, actor, flow, landscape

REASON = Reason("tests", "test")


@pytest.fixture
def touched(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """Return a graph whose changes come ten days apart: four actors and a flow, of which b is changed and d ended."""
    at = iter(f"2026-0{month}-{day}T12:00:00Z" for month in range(1, 9) for day in (10, 20))
    monkeypatch.setattr(journal, "utc_now", lambda: next(at))
    put(graph, landscape(actor("a", asserted_by=("s",)), actor("b"), actor("c"), actor("d"), flow("a", "b")))
    apply_change(graph, REASON, lambda now: set_field(now, "b", "description", "ny"))
    apply_change(graph, REASON, lambda now: end_record(now, "d", "2026-01-31"))
    return graph


def ids(graph: Graph, days: int, source: str | None = None) -> list[tuple[str, str]]:
    answer = find_stale(graph, "2026-03-01", StaleQuestion(days=days, source=source))
    return [(row.record.id, row.since) for row in answer.rows if row.record not in BASE]


def test_the_age_of_a_record_is_that_of_its_last_change(touched: Graph) -> None:
    assert ids(touched, 45) == [("a", "2026-01-10"), ("c", "2026-01-10"), ("a-demand-b", "2026-01-10")]
    assert ids(touched, 30)[1] == ("b", "2026-01-20")
    assert ids(touched, 45, source="s") == [("a", "2026-01-10")]
    assert ids(touched, 365) == []


def test_how_far_it_has_come_is_told(touched: Graph) -> None:
    tellings: list[tuple[str, int, int]] = []
    find_stale(touched, "2026-03-01", StaleQuestion(days=45), tell=lambda what, done, of: tellings.append((str(what), done, of)))
    assert ("Reading actors", 4, 4) in tellings
    assert "Reading the journal" in {what for what, _done, _of in tellings}


def test_what_is_confirmed_is_no_longer_stale_and_states_nothing_new(touched: Graph) -> None:
    before = serialize_quads(read_contents(touched))
    number = apply_change(touched, REASON, lambda now: confirm_records(now, ["c"], "s", "2026-02-20"))
    assert number
    assert ids(touched, 45) == [("a-demand-b", "2026-01-10")]
    assert serialize_quads(read_contents(touched)) == before
    assert apply_change(touched, REASON, lambda now: confirm_records(now, ["c"], None, "2026-02-20")) is None
    row = DatasetRow(actor("c"), FileLocation("x.csv", 2))
    with plan_load(touched, Reading("t", "x.csv", "", 1, lambda: iter([row]))) as plan:
        assert [{name: after for name, _before, after in item.fields()} for item in plan.operations] == [{"asserted_by": ["t"]}]
    undo_change(touched, number.number, "tests", "ångrat")
    assert {record.confirmed_on for record in read_contents(touched)} == {None}


def test_page_by_page(touched: Graph) -> None:
    found: list[str] = []
    place: str | None = ""
    while place is not None:
        answer = find_stale(touched, "2026-03-01", StaleQuestion(days=45, most=2, after=place))
        found += [row.record.id for row in answer.rows]
        place = answer.next
    assert found == [row.record.id for row in find_stale(touched, "2026-03-01", StaleQuestion(days=45)).rows]
    with pytest.raises(NotUnderstood):
        find_stale(touched, "2026-03-01", StaleQuestion(days=45, after="nonsense/a"))


def test_a_source_that_says_nothing_is_told_with_the_nearest(touched: Graph) -> None:
    with pytest.raises(NotFound, match="says anything"):
        confirm_records(read_contents(touched), (), "t", "2026-02-20")


def test_what_was_written_past_the_journal_is_told(touched: Graph) -> None:
    rename_past_journal(touched, "c", "z")
    with pytest.raises(GraphDamaged, match="'z', are missing from the journal"):
        find_stale(touched, "2026-03-01", StaleQuestion(days=45))
