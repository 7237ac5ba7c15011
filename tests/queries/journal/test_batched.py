"""Changes that go in batches, the journal first: the same in the end, and whole or not at all whatever breaks them off."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import queries.journal.batched
import queries.journal.journal
from loaders.plan.loading import load
from loaders.text_files.csv_folder import read_folder
from model.changes.operations import Reason, creation, difference
from model.errors import Conflict, GraphBusy, OutcomeUnknown
from model.vocabulary.contents import Contents
from queries.archive.verify import verify
from queries.journal.batched import _Unfinished
from queries.journal.journal import Head, apply, change, change_set, entries, head
from queries.journal.prepare import prepare
from queries.landscape.registers import read_contents
from queries.landscape.writes import Write
from queries.server.graph import Graph
from tests.commands import command
from tests.conftest import SEEDS, at_most
from tests.graphs import emptied, put
from tests.landscapes import actor, flow, landscape
from tests.lossy_wire import far_away
from tests.queries.test_differential import HISTORIES

REASON = Reason("tests", "large")
SMALL = landscape(actor("a"), actor("b"), actor("c"), flow("a", "b"))
LARGE = landscape(actor("a", name="Nytt namn", aliases=("A",)), actor("c"), *(actor(f"d{n}") for n in range(20)), flow("a", "c"))


@pytest.fixture(autouse=True)
def _in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything but the smallest goes in batches of a few rows."""
    monkeypatch.setattr(queries.journal.journal, "AT_ONCE", 15)
    monkeypatch.setattr("queries.landscape.writes.BATCH", 4)
    monkeypatch.setattr("queries.server.chunks.CHUNK", 300)


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is unfinished is taken to be left."""
    monkeypatch.setattr(queries.journal.batched, "LEFT_AFTER", timedelta(seconds=-5))


class Power(BaseException):
    """Goes off."""


class Failing:
    """A graph on which the write of some number does not come about, nor any after it while `dead`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int, dead: bool) -> None:
        self.writes, self.real = 0, Graph.write

        def write(graph: Graph, work: object) -> object:
            self.writes += 1
            if self.writes == at or (dead and self.writes > at):
                raise Power
            return self.real(graph, work)  # type: ignore[arg-type]  # passed on as it came

        monkeypatch.setattr(Graph, "write", write)


def make_large(graph: Graph) -> None:
    apply(graph, head(graph), REASON, difference(read_contents(graph), LARGE))


def leave_large(graph: Graph, at: int) -> None:
    """Let the large change end at its write of that number as if the process had died."""
    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, at, dead=True)
        with pytest.raises(Power):
            make_large(graph)


def writes_in_all(graph: Graph) -> int:
    """How many writes the large change takes."""
    put(emptied(graph), SMALL)
    with pytest.MonkeyPatch.context() as patch:
        counting = Failing(patch, at=10**6, dead=False)
        make_large(graph)
    return counting.writes


@pytest.mark.slow
def test_a_load_in_batches_is_the_same_load(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.journal.journal, "utc_now", lambda: "2026-11-24T12:00:00Z")
    ways = []
    for at_once in (10**6, 50):
        monkeypatch.setattr(queries.journal.journal, "AT_ONCE", at_once)
        load(emptied(graph), read_folder(SEEDS / "sormland"), "tests", "seed")
        (entry,) = entries(graph)
        assert change_set(graph, entry).hash == entry["hash"] == head(graph).hash
        ways.append((read_contents(graph), entry))
    assert ways[0] == ways[1]


@pytest.mark.slow
@at_most(20)
@given(history=HISTORIES)
def test_any_history_in_batches(local_graph: Graph, history: list[Contents]) -> None:
    emptied(local_graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries.journal.journal, "AT_ONCE", 0)
        for contents in history:
            put(local_graph, contents)
            assert read_contents(local_graph) == contents


@pytest.mark.slow
def test_broken_off_anywhere_it_leaves_all_as_it_was(graph: Graph) -> None:
    for at in range(2, writes_in_all(graph)):
        put(emptied(graph), SMALL)
        before = head(graph)
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at, dead=False)
            with pytest.raises(Power):
                make_large(graph)
        prepare(graph)
        assert read_contents(graph) == SMALL
        assert (head(graph), len(entries(graph))) == (before, 1)


@pytest.mark.slow
@pytest.mark.usefixtures("left")
def test_left_anywhere_it_is_settled_by_the_next(graph: Graph) -> None:
    """Before the journal's entry is whole the change has not been; after that it is gone through to its end."""
    found = []
    for at in range(2, writes_in_all(graph)):
        put(emptied(graph), SMALL)
        leave_large(graph, at)
        told = str(prepare(graph))
        held = read_contents(graph)
        assert held in (SMALL, LARGE)
        assert ("brought to its end as change 2" in told, "taken back" in told) == (held == LARGE, held == SMALL)
        assert len(entries(graph)) == head(graph).number == (1 if held == SMALL else 2)
        found.append(held == LARGE)
        change(graph, REASON, lambda _: [creation(actor("e"))])
    assert found == sorted(found)
    assert set(found) == {False, True}


@pytest.mark.usefixtures("left")
def test_left_while_it_was_taken_back_it_is_taken_back(graph: Graph) -> None:
    last = writes_in_all(graph) - 1
    put(emptied(graph), SMALL)
    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, last, dead=False)
        patch.setattr(_Unfinished, "_forget", lambda _: (_ for _ in ()).throw(Power()))
        with pytest.raises(Power):
            make_large(graph)
    prepare(graph)
    assert read_contents(graph) == SMALL


@pytest.mark.slow
def test_an_answer_that_is_lost_anywhere_is_asked_for_again(graph: Graph) -> None:
    for nth in range(writes_in_all(graph)):
        put(emptied(graph), SMALL)
        now, operations = head(graph), difference(SMALL, LARGE)
        with far_away(graph, nth) as far:
            made = apply(far, now, REASON, operations)
        assert head(graph) == Head(2, made.hash)
        assert read_contents(graph) == LARGE


@pytest.mark.slow
@pytest.mark.usefixtures("left")
def test_what_is_lost_with_the_graph_is_told_and_settled_by_the_next(graph: Graph) -> None:
    found, last = [], writes_in_all(graph)  # before the first write the time of the last change is read
    for nth in (2, 3, last // 2, last):
        put(emptied(graph), SMALL)
        now, operations = head(graph), difference(SMALL, LARGE)
        with far_away(graph, nth, for_good=True) as far, pytest.raises(OutcomeUnknown, match="and tells which"):
            apply(far, now, REASON, operations)
        prepare(graph)
        found.append(read_contents(graph))
        assert len(entries(graph)) == head(graph).number == (1 if found[-1] == SMALL else 2)
    assert (found[0], found[-1]) == (SMALL, LARGE)


@pytest.mark.slow
@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(("broken_at", "in_the_end"), [(4, SMALL), (12, LARGE)], ids=["taken back", "finished"])
def test_the_answer_that_it_is_settled_is_asked_for_again(graph: Graph, broken_at: int, in_the_end: Contents) -> None:
    for last in (1, 2, 3):
        put(emptied(graph), SMALL)
        leave_large(graph, broken_at)
        with far_away(graph, last) as far:
            prepare(far)
        assert read_contents(graph) == in_the_end


def test_broken_off_when_it_is_done_it_is_done(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    mine = _Unfinished._mine

    def interrupted(self: _Unfinished, name: str, **parameters: object) -> object:
        rows = mine(self, name, **parameters)
        if name == "large/finish":
            raise KeyboardInterrupt
        return rows

    monkeypatch.setattr(_Unfinished, "_mine", interrupted)
    make_large(graph)
    assert read_contents(graph) == LARGE


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize(("at", "end"), [(4, "taken back"), (12, "brought to its end as change 2")])
def test_who_settles_it_is_told_how_it_ended(graph: Graph, at: int, end: str) -> None:
    put(graph, SMALL)
    leave_large(graph, at)
    told = str(prepare(graph))
    assert re.search(rf"the large change of ....-..-.. ..:.. \(large\) had been left half-way.* {end}", told)
    assert prepare(graph) is None


@pytest.mark.usefixtures("left")
def test_the_command_that_settles_it_says_so(local_graph: Graph, local_folder: Path) -> None:
    put(emptied(local_graph), SMALL)
    leave_large(local_graph, 4)
    done = command(local_folder, "status", LANDSKAP_LANG="en")
    assert (done.returncode, "left half-way; it has been taken back" in done.stderr) == (0, True)
    assert "left half-way" not in command(local_folder, "status", LANDSKAP_LANG="en").stderr


def test_while_it_is_written_others_wait(graph: Graph) -> None:
    put(graph, SMALL)
    leave_large(graph, 8)
    with pytest.raises(GraphBusy, match=r"a large change is being written.*sign of life: ....-..-.. ..:..\. "):
        prepare(graph)
    with pytest.raises(GraphBusy, match="a large change is being written"):
        change(graph, REASON, lambda _: [creation(actor("e"))])
    with pytest.raises(Conflict):
        apply(graph, head(graph), REASON, [creation(actor("e"))])


def test_what_was_taken_over_writes_no_more(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    leave_large(graph, 8)
    row = graph.read("changes/head").rows[0]
    lost = _Unfinished(graph, row["unfinished"], row["claim"])
    monkeypatch.setattr(queries.journal.batched, "LEFT_AFTER", timedelta(seconds=-5))
    prepare(graph)
    settled = read_contents(graph)
    with pytest.raises(Conflict, match="somebody else has settled"):
        lost._write([("records/actor/put", {"rows": [{"id": "x", "properties": {}}]})], "applying")
    assert read_contents(graph) == settled


@pytest.mark.usefixtures("left")
def test_what_was_taken_over_while_it_forgot_forgets_no_more(graph: Graph) -> None:
    put(graph, SMALL)
    leave_large(graph, 4)
    row = graph.read("changes/head").rows[0]
    lost = _Unfinished(graph, row["unfinished"], row["claim"])
    prepare(graph)
    change(graph, REASON, lambda _: [creation(actor("e"))])
    with pytest.raises(Conflict, match="somebody else has settled"):
        lost._forget()
    assert verify(graph).sound
    assert [item.id for item in change_set(graph, entries(graph, most=1)[0]).operations] == ["e"]


@pytest.mark.usefixtures("left")
def test_left_while_it_was_forgotten_it_is_forgotten(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.journal.batched, "AT_ONCE", 1)
    last = writes_in_all(graph) - 1
    put(emptied(graph), SMALL)
    forget = _Unfinished._kept

    def half(self: _Unfinished, write: Write, phase: Any) -> object:
        rows = forget(self, write, phase)
        if write[0] == "large/forget-chunks":
            raise Power
        return rows

    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, last, dead=False)
        patch.setattr(_Unfinished, "_kept", half)
        with pytest.raises(Power):
            make_large(graph)
    prepare(graph)
    assert read_contents(graph) == SMALL
    assert verify(graph).sound


def test_progress_is_told(graph: Graph) -> None:
    tellings: list[tuple[str, int, int]] = []
    operations = difference(Contents(), LARGE)
    apply(graph, head(graph), REASON, operations, tell=lambda what, done, of: tellings.append((str(what), done, of)))
    assert ("Writing", 0, len(operations)) in tellings
    assert ("Writing the journal", len(operations), len(operations)) in tellings
