"""Changes in batches: they end like other changes, and are whole or absent whatever interrupts them."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import queries.journal.batched
import queries.journal.journal
from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from model.changes.chain import Head
from model.changes.operations import Reason, build_creation, diff_records
from model.errors import Conflict, GraphBusy, OutcomeUnknown
from model.vocabulary.contents import Contents
from queries.archive.verify import verify_journal
from queries.journal.batched import _LargeChange
from queries.journal.journal import apply_change, apply_to_head, read_change_set, read_entries, read_head
from queries.journal.prepare import prepare_graph
from queries.landscape.registers import read_contents
from queries.landscape.writes import Write
from queries.server.graph import Graph
from tests.commands import run_landskap
from tests.conftest import SEEDS, limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import actor, flow, landscape
from tests.lossy_wire import open_far_away
from tests.queries.test_differential import HISTORIES

REASON = Reason("tests", "large")
SMALL = landscape(actor("a"), actor("b"), actor("c"), flow("a", "b"))
LARGE = landscape(actor("a", name="Nytt namn", aliases=("A",)), actor("c"), *(actor(f"d{n}") for n in range(20)), flow("a", "c"))


@pytest.fixture(autouse=True)
def _in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything but the smallest changes go in batches of a few rows."""
    monkeypatch.setattr(queries.journal.journal, "OPERATIONS_PER_TRANSACTION", 15)
    monkeypatch.setattr("queries.landscape.writes.ROWS_PER_WRITE", 4)
    monkeypatch.setattr("queries.server.chunks.CHUNK_BYTES", 300)


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count every unfinished change as abandoned."""
    monkeypatch.setattr(queries.journal.batched, "ABANDONED_AFTER", timedelta(seconds=-5))


class Power(BaseException):
    """A power failure."""


class Failing:
    """A graph on which the write of a given number fails, and all later ones while `dead`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, dead: bool) -> None:
        self.writes, self.real = 0, Graph.write

        def write(graph: Graph, work: object) -> object:
            self.writes += 1
            if self.writes == at or (dead and self.writes > at):
                raise Power
            return self.real(graph, work)  # type: ignore[arg-type]  # passed on as it came

        monkeypatch.setattr(Graph, "write", write)


def make_large(graph: Graph) -> None:
    apply_to_head(graph, read_head(graph), REASON, diff_records(read_contents(graph), LARGE))


def leave_large(graph: Graph, at: int) -> None:
    """Interrupt the large change at its write of that number, as if the process had died."""
    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, at, dead=True)
        with pytest.raises(Power):
            make_large(graph)


def writes_in_all(graph: Graph) -> int:
    """Count the writes of the large change."""
    put(empty_graph(graph), SMALL)
    with pytest.MonkeyPatch.context() as patch:
        counting = Failing(patch, at=10**6, dead=False)
        make_large(graph)
    return counting.writes


@pytest.mark.slow
def test_a_load_in_batches_is_the_same_load(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.journal.journal, "utc_now", lambda: "2026-11-24T12:00:00Z")
    ways = []
    for at_once in (10**6, 50):
        monkeypatch.setattr(queries.journal.journal, "OPERATIONS_PER_TRANSACTION", at_once)
        load_plan(empty_graph(graph), read_folder(SEEDS / "sormland"), "tests", "seed")
        (entry,) = read_entries(graph)
        assert read_change_set(graph, entry).hash == entry["hash"] == read_head(graph).hash
        ways.append((read_contents(graph), entry))
    assert ways[0] == ways[1]


@pytest.mark.slow
@limit_examples(20)
@given(history=HISTORIES)
def test_any_history_in_batches(local_graph: Graph, history: list[Contents]) -> None:
    empty_graph(local_graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries.journal.journal, "OPERATIONS_PER_TRANSACTION", 0)
        for contents in history:
            put(local_graph, contents)
            assert read_contents(local_graph) == contents


@pytest.mark.slow
def test_broken_off_anywhere_it_leaves_all_as_it_was(graph: Graph) -> None:
    for at in range(2, writes_in_all(graph)):
        put(empty_graph(graph), SMALL)
        before = read_head(graph)
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at, dead=False)
            with pytest.raises(Power):
                make_large(graph)
        prepare_graph(graph)
        assert read_contents(graph) == SMALL
        assert (read_head(graph), len(read_entries(graph))) == (before, 1)


@pytest.mark.slow
@pytest.mark.usefixtures("left")
def test_left_anywhere_it_is_settled_by_the_next(graph: Graph) -> None:
    """Before the journal's entry is complete the change is removed; after that it is finished."""
    found = []
    for at in range(2, writes_in_all(graph)):
        put(empty_graph(graph), SMALL)
        leave_large(graph, at)
        told = str(prepare_graph(graph))
        held = read_contents(graph)
        assert held in (SMALL, LARGE)
        assert ("completed as change 2" in told, "undone" in told) == (held == LARGE, held == SMALL)
        assert len(read_entries(graph)) == read_head(graph).number == (1 if held == SMALL else 2)
        found.append(held == LARGE)
        apply_change(graph, REASON, lambda _: [build_creation(actor("e"))])
    assert found == sorted(found)
    assert set(found) == {False, True}


@pytest.mark.usefixtures("left")
def test_left_while_it_was_taken_back_it_is_taken_back(graph: Graph) -> None:
    last = writes_in_all(graph) - 1
    put(empty_graph(graph), SMALL)
    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, last, dead=False)
        patch.setattr(_LargeChange, "_forget", lambda _: (_ for _ in ()).throw(Power()))
        with pytest.raises(Power):
            make_large(graph)
    prepare_graph(graph)
    assert read_contents(graph) == SMALL


@pytest.mark.slow
def test_an_answer_that_is_lost_anywhere_is_asked_for_again(graph: Graph) -> None:
    for nth in range(writes_in_all(graph)):
        put(empty_graph(graph), SMALL)
        now, operations = read_head(graph), diff_records(SMALL, LARGE)
        with open_far_away(graph, nth) as far:
            made = apply_to_head(far, now, REASON, operations)
        assert read_head(graph) == Head(2, made.hash)
        assert read_contents(graph) == LARGE


@pytest.mark.slow
@pytest.mark.usefixtures("left")
def test_what_is_lost_with_the_graph_is_told_and_settled_by_the_next(graph: Graph) -> None:
    found, last = [], writes_in_all(graph)  # before the first write the time of the last change is read
    for nth in (2, 3, last // 2, last):
        put(empty_graph(graph), SMALL)
        now, operations = read_head(graph), diff_records(SMALL, LARGE)
        with open_far_away(graph, nth, for_good=True) as far, pytest.raises(OutcomeUnknown, match="and reports the outcome"):
            apply_to_head(far, now, REASON, operations)
        prepare_graph(graph)
        found.append(read_contents(graph))
        assert len(read_entries(graph)) == read_head(graph).number == (1 if found[-1] == SMALL else 2)
    assert (found[0], found[-1]) == (SMALL, LARGE)


@pytest.mark.slow
@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(("broken_at", "in_the_end"), [(4, SMALL), (12, LARGE)], ids=["undone", "completed"])
def test_the_answer_that_it_is_settled_is_asked_for_again(graph: Graph, broken_at: int, in_the_end: Contents) -> None:
    for last in (1, 2, 3):
        put(empty_graph(graph), SMALL)
        leave_large(graph, broken_at)
        with open_far_away(graph, last) as far:
            prepare_graph(far)
        assert read_contents(graph) == in_the_end


def test_broken_off_when_it_is_done_it_is_done(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    mine = _LargeChange._run_as_owner

    def interrupted(self: _LargeChange, name: str, **parameters: object) -> object:
        rows = mine(self, name, **parameters)
        if name == "large/finish":
            raise KeyboardInterrupt
        return rows

    monkeypatch.setattr(_LargeChange, "_run_as_owner", interrupted)
    make_large(graph)
    assert read_contents(graph) == LARGE


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(("at", "end"), [(4, "undone"), (12, "completed as change 2")])
def test_who_settles_it_is_told_how_it_ended(graph: Graph, at: int, end: str) -> None:
    put(graph, SMALL)
    leave_large(graph, at)
    told = str(prepare_graph(graph))
    assert re.search(rf"the large change of ....-..-.. ..:.. \(large\) was interrupted.* {end}", told)
    assert prepare_graph(graph) is None


@pytest.mark.usefixtures("left")
def test_the_command_that_settles_it_says_so(local_graph: Graph, local_folder: Path) -> None:
    put(empty_graph(local_graph), SMALL)
    leave_large(local_graph, 4)
    done = run_landskap(local_folder, "status", LANDSKAP_LANG="en")
    assert (done.returncode, "interrupted; it has been undone" in done.stderr) == (0, True)
    assert "interrupted" not in run_landskap(local_folder, "status", LANDSKAP_LANG="en").stderr


def test_while_it_is_written_others_wait(graph: Graph) -> None:
    put(graph, SMALL)
    leave_large(graph, 8)
    with pytest.raises(GraphBusy, match=r"a large change is being written.*sign of life: ....-..-.. ..:..\. "):
        prepare_graph(graph)
    with pytest.raises(GraphBusy, match="a large change is being written"):
        apply_change(graph, REASON, lambda _: [build_creation(actor("e"))])
    with pytest.raises(Conflict):
        apply_to_head(graph, read_head(graph), REASON, [build_creation(actor("e"))])


def test_what_was_taken_over_writes_no_more(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    leave_large(graph, 8)
    row = graph.read("changes/head").rows[0]
    lost = _LargeChange(graph, row["unfinished"], row["claim"])
    monkeypatch.setattr(queries.journal.batched, "ABANDONED_AFTER", timedelta(seconds=-5))
    prepare_graph(graph)
    settled = read_contents(graph)
    with pytest.raises(Conflict, match="somebody else has settled"):
        lost._write_all([("records/actor/put", {"rows": [{"id": "x", "properties": {}}]})], "applying")
    assert read_contents(graph) == settled


@pytest.mark.usefixtures("left")
def test_what_was_taken_over_while_it_forgot_forgets_no_more(graph: Graph) -> None:
    put(graph, SMALL)
    leave_large(graph, 4)
    row = graph.read("changes/head").rows[0]
    lost = _LargeChange(graph, row["unfinished"], row["claim"])
    prepare_graph(graph)
    apply_change(graph, REASON, lambda _: [build_creation(actor("e"))])
    with pytest.raises(Conflict, match="somebody else has settled"):
        lost._forget()
    assert verify_journal(graph).sound
    assert [item.id for item in read_change_set(graph, read_entries(graph, most=1)[0]).operations] == ["e"]


@pytest.mark.usefixtures("left")
def test_left_while_it_was_forgotten_it_is_forgotten(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.journal.batched, "CHUNKS_PER_BATCH", 1)
    last = writes_in_all(graph) - 1
    put(empty_graph(graph), SMALL)
    forget = _LargeChange._run_guarded

    def half(self: _LargeChange, write: Write, phase: Any) -> object:
        rows = forget(self, write, phase)
        if write[0] == "large/forget-chunks":
            raise Power
        return rows

    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, last, dead=False)
        patch.setattr(_LargeChange, "_run_guarded", half)
        with pytest.raises(Power):
            make_large(graph)
    prepare_graph(graph)
    assert read_contents(graph) == SMALL
    assert verify_journal(graph).sound


def test_progress_is_told(graph: Graph) -> None:
    tellings: list[tuple[str, int, int]] = []
    operations = diff_records(Contents(), LARGE)
    apply_to_head(graph, read_head(graph), REASON, operations, tell=lambda what, done, of: tellings.append((str(what), done, of)))
    assert ("Writing", 0, len(operations)) in tellings
    assert ("Writing the journal", len(operations), len(operations)) in tellings
