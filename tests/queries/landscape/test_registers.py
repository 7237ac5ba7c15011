"""The whole landscape is read as of one moment: never half of a change that is written in batches."""

from collections.abc import Callable, Iterator

import pytest
from pydantic import ValidationError

import queries.landscape.registers
from model.changes.operations import Reason, build_creation
from model.errors import Conflict, GraphBusy, GraphDamaged, NotFound
from model.language import Text
from model.vocabulary.record import Record
from queries.archive.install import MARK_PREFIX
from queries.archive.publishing import publish_revision, read_revisions
from queries.archive.verify import verify_journal
from queries.journal.journal import apply_change, read_head
from queries.landscape.registers import read_contents, read_records, read_undisturbed, require_whole_landscape
from queries.server.graph import Graph
from tests.graphs import break_off, put, put_in_batches
from tests.landscapes import actor, flow, landscape

SMALL = landscape(actor("a"))
LARGE = landscape(actor("a"), actor("b"), flow("a", "b"))
READ_ALL: tuple[Callable[[Graph], object], ...] = (
    read_contents,
    verify_journal,
    lambda graph: publish_revision(graph, "tests", "halv"),
)
Reading = Callable[[Graph, type[Record]], Iterator[Record]]


def add(graph: Graph, *records: Record) -> None:
    apply_change(graph, Reason("kollega", "nytt"), lambda _live: [build_creation(record) for record in records])


def no_record() -> ValidationError:
    """Return the error for a node that is not joined yet with the records that it refers to."""
    with pytest.raises(ValidationError) as caught:
        actor("b", level=None)
    return caught.value


def begin_large(graph: Graph) -> None:
    """Make the head wait for a large change, as at the beginning of one."""
    begun = {"hash": read_head(graph).hash, "id": "change-1", "claim": "x", "now": "2026-11-24T12:00:00+00:00"}
    graph.write(lambda transaction: transaction.run("large/begin", **begun))


def act_before_reading(monkeypatch: pytest.MonkeyPatch, label: str, do: Callable[[Reading], Iterator[Record] | None]) -> None:
    """Call `do` once just before that type is read, and read its result instead."""
    left = [do]

    def read(graph: Graph, type_: type[Record]) -> Iterator[Record]:
        instead = left.pop()(read_records) if type_.label == label and left else None
        return read_records(graph, type_) if instead is None else instead

    monkeypatch.setattr(queries.landscape.registers, "read_records", read)


@pytest.mark.parametrize("read", READ_ALL, ids=["contents", "verify", "publish"])
def test_half_of_a_large_change_is_refused_at_each_of_its_writes(graph: Graph, read: Callable[[Graph], object]) -> None:
    put(graph, SMALL)
    refused = []

    def look(write: int) -> None:
        if write > 1:  # the first marks the beginning
            with pytest.raises(GraphBusy, match="a large change is being written") as caught:
                read(graph)
            refused.append(str(caught.value.way_out))

    put_in_batches(graph, LARGE, look)
    assert len(refused) > 4
    assert set(refused) == {
        "Wait until it is done. If it was interrupted, the next command, after two minutes or more, settles it and reports the outcome."
    }
    assert read_contents(graph) == LARGE
    assert read_revisions(graph) == []


def test_half_of_a_restored_landscape_is_refused(graph: Graph) -> None:
    graph.write(lambda transaction: transaction.run("installing/begin", mark=f"{MARK_PREFIX}x", like=MARK_PREFIX))
    for read in READ_ALL:
        with pytest.raises(GraphDamaged, match="holds part of a landscape"):
            read(graph)


def test_a_large_change_that_begins_meanwhile_is_refused(graph: Graph) -> None:
    with pytest.raises(GraphBusy):
        read_undisturbed(graph, lambda: begin_large(graph))


def test_what_was_taken_back_meanwhile_is_read_anew(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    before, half = read_head(graph), list[Record]()

    def broken_off(read: Reading) -> Iterator[Record]:
        break_off(graph, LARGE, 8, lambda: half.extend(read(graph, type(actor("a")))))
        return iter(half)

    act_before_reading(monkeypatch, "Actor", broken_off)
    assert read_contents(graph) == SMALL
    assert [record.id for record in half] == ["a", "b"]
    assert read_head(graph) == before


def test_what_others_changed_meanwhile_is_read_anew(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, SMALL)
    act_before_reading(monkeypatch, "Flow", lambda _read: add(graph, actor("b"), flow("a", "b")))
    assert read_contents(graph) == LARGE


@pytest.mark.parametrize("torn", [NotFound(Text("there is no actor")), no_record()], ids=["ours", "no record"])
def test_an_error_of_what_was_torn_is_none(graph: Graph, torn: Exception) -> None:
    put(graph, SMALL)
    tries = []

    def read() -> str:
        tries.append(1)
        if len(tries) == 1:
            add(graph, actor("b"))
            raise torn
        return "found"

    assert read_undisturbed(graph, read) == "found"


def test_an_error_of_what_stands_still_is_told_at_once(graph: Graph) -> None:
    tries = []

    def read() -> None:
        tries.append(1)
        raise NotFound(Text("there is no actor"))

    with pytest.raises(NotFound):
        read_undisturbed(graph, read)
    assert len(tries) == 1


def test_a_landscape_that_never_stands_still_is_told(graph: Graph) -> None:
    put(graph, SMALL)
    ids = iter("bcdefghij")
    with pytest.raises(Conflict, match="the landscape kept changing while it was read"):
        read_undisturbed(graph, lambda: add(graph, actor(next(ids))))


def test_a_question_is_refused_when_a_large_change_begins_under_it(graph: Graph) -> None:
    with pytest.raises(GraphBusy), require_whole_landscape(graph):
        begin_large(graph)


def test_so_is_a_question_that_found_an_error_in_half_of_it(graph: Graph) -> None:
    def ask() -> None:
        begin_large(graph)
        raise NotFound(Text("there is no actor"))

    with pytest.raises(GraphBusy), require_whole_landscape(graph):
        ask()
