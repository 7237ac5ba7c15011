"""An edit reads only the records that it needs, and has the same outcome as with the whole landscape in memory."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.bare_driver import Recorder
from model.edits.by_hand import confirm_records, end_record, rename_record, set_field
from model.edits.merging import merge_records
from model.errors import NotFound
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import StepKind
from model.vocabulary.flows import Flow
from model.vocabulary.types import PARTY, TYPES, referring_fields_of
from queries.landscape.graph_records import GraphRecords
from queries.server.graph import Graph
from queries.server.paging import ROWS_PER_PAGE
from tests.conftest import limit_examples
from tests.edits import histories, outcome_of
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, landscapes, seat, step

HERE = landscape(
    actor("a", former_ids=("x",)), actor("b"), actor("c"), forum("f"), flow("a", "b"), flow("a", "c"), seat("f", "a"),
    *decision("d", assignment("u", "d", "a"), taken_in="f"), step("u", StepKind.TAKEN, "2026-01-01"),
)  # fmt: skip


@limit_examples(25)
@given(st.data(), landscapes())
def test_an_edit_comes_to_the_same_from_the_graph(graph: Graph, data: st.DataObject, contents: Contents) -> None:
    now, edit = data.draw(histories(contents))
    put(graph, now)
    assert outcome_of(edit, GraphRecords(graph)) == outcome_of(edit, now)


def test_records_are_found_one_by_one_and_by_what_they_name(graph: Graph) -> None:
    put(graph, HERE)
    live = GraphRecords(graph)
    for label, type_ in TYPES.items():
        assert list(live.get((label, id_) for id_ in [*HERE.of(type_), "nobody"])) == list(HERE.of(type_).values())
        assert sorted(live.ids(type_)) == sorted(HERE.ids(type_))
        for other, field in referring_fields_of(type_):
            assert _sorted(live.find_naming(other, field, HERE.of(type_))) == _sorted(
                HERE.find_naming(other, field, HERE.of(type_))
            )
    assert [party.id for party in live.find_merged_parties(["x", "y"])] == ["a"]
    assert live.party("f") == HERE.party("f")
    assert live.find("Actor", "f") is None
    assert Contents(live) == HERE


def _sorted(records: Any) -> list[Any]:
    return sorted(records, key=lambda record: record.id)


EDITS: dict[str, Callable[[GraphRecords], Any]] = {
    "set": lambda live: set_field(live, "a", "part_of", "b"),
    "end": lambda live: end_record(live, "a-demand-b", "2026-01-01"),
    "rename": lambda live: rename_record(live, "x", "Alfa"),
    "confirm": lambda live: confirm_records(live, ["u"], None, "2026-01-01"),
    "merge": lambda live: merge_records(live, "b", "c"),
}


@pytest.mark.parametrize("name", EDITS)
def test_no_edit_reads_a_register_of_what_may_be_many(graph: Graph, name: str) -> None:
    put(graph, HERE)
    recorder = Recorder(graph)
    EDITS[name](GraphRecords(recorder))  # type: ignore[arg-type]  # it stands before the graph
    texts = {text for text, _parameters in recorder.calls}
    assert {text for text in texts if text.endswith(("/page", "/ids"))} == {"records/landscape/page"} - (
        {"records/landscape/page"} if name == "confirm" else set()
    )


def test_an_unknown_reference_hints_at_what_there_is(graph: Graph) -> None:
    put(graph, landscape(actor("arbetsformedlingen"), actor("b")))
    (problem,) = outcome_of(lambda live: set_field(live, "b", "part_of", "arbetsformedlingn"), GraphRecords(graph))[1:]
    assert str(problem.hint) == "did you mean 'arbetsformedlingen'?"
    with pytest.raises(NotFound, match="Did you mean arbetsformedlingen"):
        set_field(GraphRecords(graph), "arbetsformedlingn", "name", "x")


def test_what_has_been_read_is_not_read_again(graph: Graph) -> None:
    put(graph, HERE)
    recorder = Recorder(graph)
    live = GraphRecords(recorder)  # type: ignore[arg-type]  # it stands before the graph
    assert [*live.get([(PARTY, "a"), ("Actor", "nobody")])] == [HERE.of(Actor)["a"]]
    assert [*live.find_naming(Flow, "source", ["a"])]
    recorder.calls.clear()
    assert [*live.get([("Actor", "a"), ("Actor", "nobody"), ("Flow", "a-demand-b")])]
    assert recorder.calls == []


def test_a_page_is_no_limit_to_what_names_a_record(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, HERE)
    monkeypatch.setattr("queries.server.paging.ROWS_PER_PAGE", 1)
    assert ROWS_PER_PAGE > 1
    assert [record.id for record in GraphRecords(graph).find_naming(Flow, "source", ["a", "b"])] == ["a-demand-b", "a-demand-c"]
