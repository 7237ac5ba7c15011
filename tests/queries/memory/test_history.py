"""The history of records and what was known of them, found without reading the whole journal."""

import pytest

import queries.journal.journal as journal
from model.changes.chain import encode_canonical
from model.changes.operations import Reason, build_creation
from model.edits.by_hand import rename_record, set_field
from model.errors import NotFound, NotUnderstood
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from queries.journal import chunk_index
from queries.journal.chunk_index import pack_operations, parse_operations
from queries.journal.journal import apply_change, read_change_set, read_entries
from queries.journal.search import find_key, find_last_operations, find_operations, make_marks
from queries.memory.as_of import read_record_as_of
from queries.memory.history import find_number_after, read_history, read_record_history
from queries.memory.undoing import undo_change
from queries.server import chunks
from queries.server.graph import Graph
from tests.graphs import put, remove_marks
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, seat, step


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a clock on which each change comes a day after the one before, from 1 January 2026."""
    at = iter(f"2026-01-{day:02}T23:59:59Z" for day in range(1, 31))
    monkeypatch.setattr(journal, "utc_now", lambda: next(at))


@pytest.fixture
def told(graph: Graph, days: None) -> Graph:
    """Return a graph with a history: a moved flow, a new name, a decision with a new step, a removed party."""
    first = landscape(actor("a"), actor("b"), actor("c"), forum("f"), flow("a", "b"), seat("f", "a"))
    put(graph, first)
    moved = first.with_([flow("a", "b").model_copy(update={"target": "c"})])
    put(graph, moved)
    apply_change(graph, Reason("tests", "nytt namn"), lambda now: rename_record(now, "a", "Ny"))
    taken = decision("d", assignment("u", "d", "a"), taken_on="2026-01-02")
    steps = [step("u", StepKind.TAKEN, "2026-01-02"), step("u", StepKind.EXECUTED, "2026-06-01")]
    put(graph, landscape(*moved, actor("a", name="Ny", aliases=("A",)), *taken, *steps))
    put(graph, landscape(*moved.without([actor("b")]), actor("a", name="Ny", aliases=("A",)), *taken, *steps))
    return graph


def sentences(graph: Graph, said: str, **limits: int) -> list[tuple[int, list[str]]]:
    found = read_record_history(graph, find_key(graph, said), **{"most": 20, **limits})
    return [(entry.number, [str(sentence) for sentence in entry.sentences()]) for entry in found.entries]


def test_what_a_party_has_been_through(told: Graph) -> None:
    assert sentences(told, "a") == [
        (4, ["Added assignment: D (to Ny)"]),
        (3, ["Changed actor: Ny – Name (Swedish): A → Ny; Aliases: – → A"]),
        (2, ["Changed flow: Ny feeds C (demand) – To: B → C"]),
        (1, ["Added actor: A", "Added flow: Ny feeds B (demand)", "Added seat: Ny in F (member)"]),
    ]


def test_what_a_decision_has_been_through_with_its_assignments_and_steps(told: Graph) -> None:
    ((number, said),) = sentences(told, "d")
    assert number == 4
    assert said == [
        "Added decision: D",
        "Added assignment: D (to Ny)",
        "Added step: executed 2026-06-01: D (to Ny)",
        "Added step: taken 2026-01-02: D (to Ny)",
    ]


def test_what_is_gone_has_its_history_too(told: Graph) -> None:
    assert sentences(told, "b")[0] == (5, ["Removed actor: B"])


def test_newest_first_as_many_as_are_asked_for(told: Graph) -> None:
    assert [number for number, _said in sentences(told, "a", most=2)] == [4, 3]
    assert [number for number, _said in sentences(told, "a", after=2)] == [4, 3]
    newest = read_record_history(told, ("Actor", "a"), most=2)
    assert newest.next == str(newest.entries[-1].number)
    rest = read_record_history(told, ("Actor", "a"), most=2, before=int(newest.next))
    whole = read_record_history(told, ("Actor", "a"), most=4)
    assert [entry.number for entry in (*newest.entries, *rest.entries)] == [entry.number for entry in whole.entries]
    assert (rest.next, whole.next) == (None, None)
    all_ = read_history(told, most=4)
    assert ([entry.number for entry in all_.entries], all_.next) == ([5, 4, 3, 2], "2")
    assert [entry.number for entry in read_history(told, most=9, after=find_number_after(told, "2026-01-03")).entries] == [5, 4]
    assert find_number_after(told, "change-3") == find_number_after(told, "3") == 3
    with pytest.raises(NotUnderstood, match="neither a change nor a date"):
        find_number_after(told, "igår")


def test_the_json_of_a_change(told: Graph) -> None:
    row = read_record_history(told, ("Actor", "a"), most=2).entries[1].as_json()
    assert {name: row[name] for name in ("id", "number", "when", "who", "why", "source", "undoes", "undone_by", "counts")} == {
        "id": "change-3", "number": 3, "when": "2026-01-03T23:59:59Z", "who": "tests", "why": "nytt namn", "source": None,
        "undoes": None, "undone_by": None, "counts": {"set": 1},
    }  # fmt: skip
    (said,) = row["changes"]
    assert (said["action"], said["type"], said["id"]) == ("set", "Actor", "a")
    assert {"field": "name", "before": "A", "after": "Ny"} in said["fields"]


def test_history_says_what_undid_a_change(told: Graph) -> None:
    undo_change(told, 5, "tests", "fel")
    newest, before, *_rest = read_history(told, most=9).entries
    assert (newest.number, newest.reason.undoes, before.number, before.undone_by) == (6, 5, 5, 6)


def test_who_is_meant(told: Graph) -> None:
    assert find_key(told, "a") == find_key(told, "actor:a") == find_key(told, "Ny") == ("Actor", "a")
    assert find_key(told, "u") == ("Assignment", "u")
    with pytest.raises(NotFound):
        find_key(told, "okänd")
    put(told, landscape(actor("x"), flow("x", "y").model_copy(update={"id": "slag"}), actor("y")))
    with pytest.raises(NotFound, match="several have the id 'slag': flow:slag, forum_kind:slag"):
        find_key(told, "slag")


def ids(graph: Graph, id_: str, on: str, as_known_on: str | None = None) -> tuple[str, set[str]]:
    found = read_record_as_of(graph, find_key(graph, id_), on, as_known_on)
    return found.record.values().get("name", ""), {record.id for record in found.relations}


def test_what_was_known_and_what_was_true(told: Graph) -> None:
    assert ids(told, "a", "2026-02-01") == ("Ny", {"a-demand-b", "f-a", "u"})
    assert ids(told, "a", "2026-02-01", "2026-01-02") == ("A", {"a-demand-b", "f-a"})
    assert ids(told, "c", "2026-02-01", "2026-01-01") == ("C", set())
    assert ids(told, "c", "2026-02-01", "2026-01-02") == ("C", {"a-demand-b"})
    assert ids(told, "b", "2026-02-01", "2026-01-04") == ("B", set())
    with pytest.raises(NotFound, match="it was removed"):
        read_record_as_of(told, ("Actor", "b"), "2026-02-01")
    with pytest.raises(NotFound, match="on 2026-01-03 nothing was known of 'd'"):
        read_record_as_of(told, ("Decision", "d"), "2026-02-01", "2026-01-03")


def test_an_assignment_stands_where_its_steps_had_brought_it(told: Graph) -> None:
    assert ids(told, "d", "2026-02-01") == ("D", {"u", "u-taken-2026-01-02"})
    for day, expected in (("2026-01-01", None), ("2026-02-01", StepKind.TAKEN), ("2026-07-01", StepKind.EXECUTED)):
        record = read_record_as_of(told, ("Assignment", "u"), day).record
        assert record.model_dump()["step"] == expected


def test_what_did_not_hold_is_left_out_and_the_record_says_so(graph: Graph, days: None) -> None:
    put(graph, landscape(actor("a"), actor("b", valid_to="2026-02-28"), flow("a", "b", valid_from="2026-02-01")))
    assert ids(graph, "a", "2026-01-31")[1] == set()
    assert ids(graph, "a", "2026-02-01")[1] == {"a-demand-b"}
    assert ids(graph, "a", "2026-03-01")[1] == set()  # nothing feeds a party that has ended, even if the flow has no end
    assert not read_record_as_of(graph, ("Actor", "b"), "2026-03-01").held
    document = read_record_as_of(graph, ("Actor", "b"), "2026-01-31").as_json()
    assert (document["record"]["id"], document["record"]["held"], document["rows"]) == ("b", True, [])


def test_an_assignment_is_there_from_the_first_day_on_which_anything_is_known_of_it(graph: Graph, days: None) -> None:
    steps = step("u", StepKind.TAKEN, "2026-01-02"), step("u", StepKind.EXECUTED, "2026-06-01")
    put(graph, landscape(actor("a"), actor("b"), *decision("d", assignment("u", "d", "a"), assignment("v", "d", "b")), steps))
    assert [ids(graph, "a", day)[1] for day in ("2026-01-01", "2026-01-02")] == [set(), {"u"}]
    assert [read_record_as_of(graph, ("Assignment", "u"), day).held for day in ("2026-01-01", "2026-01-02")] == [False, True]
    assert ids(graph, "b", "2019-01-01")[1] == {"v"}  # no day of it is known


def test_a_seat_of_an_ended_holder_is_vacant(graph: Graph, days: None) -> None:
    put(graph, landscape(forum("f"), actor("a", valid_to="2026-02-28"), seat("f", "a")))
    for day, expected in (("2026-02-28", "a"), ("2026-03-01", None)):
        (held,) = read_record_as_of(graph, ("Forum", "f"), day).relations
        assert held.model_dump()["holder"] == expected
    assert ids(graph, "a", "2026-03-01")[1] == set()


def test_chunks_hold_whole_operations_and_the_same_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_index, "CHUNK_BYTES", 2000)
    operations = [build_creation(record) for record in landscape(actor("a", name=']},{["'), flow("a", "b"), actor("b"))]
    rows = list(pack_operations("change-1", operations))
    assert len(rows) > 1
    parts = [chunks.unpack_chunk(row["data"]) for row in rows]
    assert b"".join(parts) == encode_canonical([operation.as_json() for operation in operations])
    assert [operation for part in parts for operation in parse_operations(part)] == operations
    assert list(parse_operations(chunks.unpack_chunk(next(pack_operations("change-2", []))["data"]))) == []


def test_only_the_chunks_that_touch_a_record_are_read(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_index, "CHUNK_BYTES", 2000)
    put(graph, landscape(*(actor(f"a{n}") for n in range(50))))
    read = [operation.id for _row, operation in find_operations(graph, make_marks([("Actor", "a7")]))]
    assert "a7" in read
    assert len(read) < 10


def test_a_journal_without_marks_is_read_whole(graph: Graph) -> None:
    put(graph, landscape(actor("a"), actor("b")))
    remove_marks(graph)
    apply_change(graph, Reason("tests", "x"), lambda now: set_field(now, "a", "description", "x"))
    assert [number for number, _said in sentences(graph, "a")] == [2, 1]
    assert set(find_last_operations(graph, [("Party", "a"), ("Actor", "b")])) == {("Actor", "a"), ("Actor", "b")}


def test_the_journal_is_read_as_it_was_written(graph: Graph) -> None:
    contents: Contents = landscape(actor("a"))
    put(graph, contents)
    (row,) = read_entries(graph)
    assert read_change_set(graph, row).hash == row["hash"]
