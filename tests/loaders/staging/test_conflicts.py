"""An export that is older than the landscape is merged field by field, and never reverts an edit silently."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.exporting import WRITERS, export_landscape
from loaders.plan.planning import plan_load
from loaders.rows.dataset import join_readings
from loaders.staging.conflicts import Preference, Versions
from loaders.text_files.csv_folder import read_csv
from loaders.text_files.json_file import read_json
from model.changes.operations import Reason
from model.edits.by_hand import set_field
from model.errors import InputError
from model.vocabulary.record import Record
from queries.journal.journal import apply_change, read_head
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, landscape
from tests.loaders.folders import remove_column, write_records

WORDS = st.sampled_from([None, "x", "y", "z"])


def one(description: str | None) -> Record:
    return actor("a", description=description)


@given(WORDS, WORDS, WORDS, st.sampled_from([None, "file", "graph"]))
def test_three_ways(was: str | None, said: str | None, now: str | None, prefer: Preference | None) -> None:
    outcome = Versions(one(was), one(said), one(now)).combine(prefer)
    if said in (was, now):
        assert outcome == one(now)
    elif now == was:
        assert outcome == one(said)
    elif prefer:
        assert outcome == one(said if prefer == "file" else now)
    else:
        assert isinstance(outcome, list)
        assert [(problem.rule, problem.id, problem.field) for problem in outcome] == [("conflict", "a", "description")]


def test_a_removed_record_stays_removed_unless_the_file_changes_it() -> None:
    assert Versions(one("x"), one("x"), None).combine(None) is None
    assert Versions(one("x"), one("y"), None).combine("file") == one("y")
    assert Versions(one("x"), one("y"), None).combine("graph") is None
    assert isinstance(Versions(one("x"), one("y"), None).combine(None), list)


def test_two_that_add_the_same_id_agree_or_not() -> None:
    assert Versions(None, one("x"), one("x")).combine(None) == one("x")
    assert Versions(None, one(None), one("x")).combine(None) == one("x")
    assert isinstance(Versions(None, one("y"), one("x")).combine(None), list)


def export_to(graph: Graph, path: Path) -> dict[str, Any]:
    export_landscape(graph, path, WRITERS[".json"], "sv")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def set_by_hand(graph: Graph, id_: str, value: str) -> None:
    apply_change(graph, Reason("kollega", "ändrat"), lambda now: set_field(now, id_, "description", value))


def edit_export(path: Path, document: dict[str, Any], **descriptions: str) -> Path:
    """Edit the export: change descriptions, and take out the rows that are not listed."""
    actors = [
        {**item, "description": descriptions[item["id"]]} if item["id"] in descriptions else item for item in document["actor"]
    ]
    path.write_text(json.dumps(document | {"actor": actors}), encoding="utf-8")
    return path


def test_an_export_that_is_older_than_the_landscape(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    put(graph, landscape(*(actor(id_, description="x") for id_ in "abcd")))
    document = export_to(graph, path)
    put(graph, landscape(*(actor(id_, description="x") for id_ in "abc"), actor("e")))
    set_by_hand(graph, "a", "kollegans")
    set_by_hand(graph, "b", "kollegans")
    with plan_load(graph, read_json(path)) as plan:
        assert list(plan.operations) == []
        assert [(notice.rule, str(notice.text).split()[0]) for notice in plan.notices] == [("since-export", "4")]  # a, b, d, e
    edit_export(path, document, b="mitt", c="mitt")
    with pytest.raises(InputError) as caught, plan_load(graph, read_json(path)):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.id, problem.field, str(problem.place)) == (
        "conflict",
        "b",
        "description",
        "export.json, actor!2",
    )
    change_ = read_head(graph)
    assert str(problem.text) == (
        "exported as 'x', here 'mitt', in the landscape 'kollegans' since"
        f" (change {change_.number}, {datetime.now(UTC).date()}: ändrat)"
    )
    assert str(caught.value.text).startswith("1 conflict between ")
    assert "--prefer file" in str(caught.value.way_out)
    for prefer, changed in (("file", {"b", "c"}), ("graph", {"c"})):
        with plan_load(graph, read_json(path), prefer=prefer) as plan:  # type: ignore[arg-type]  # both are of Prefer
            assert {(item.action, item.id) for item in plan.operations} == {("set", id_) for id_ in changed}


def test_an_unreadable_row_of_an_export_may_name_a_removed_record(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    put(graph, landscape(actor("a", part_of="b"), actor("b"), actor("c", part_of="b")))
    document = export_to(graph, path)
    put(graph, landscape(actor("a"), actor("c")))
    for item in document["actor"]:
        item["name"] = "x" * 301 if item["id"] == "a" else item["name"]
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError) as caught, plan_load(graph, read_json(path)):
        pass
    assert [(problem.rule, problem.id) for problem in caught.value.problems] == [("too-long", "a")]


def test_a_row_that_is_taken_out_of_an_export(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    put(graph, landscape(actor("a", description="x"), actor("b")))
    document = export_to(graph, path)
    path.write_text(json.dumps(document | {"actor": []}), encoding="utf-8")
    with plan_load(graph, read_json(path)) as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("end", "a"), ("end", "b")]
    set_by_hand(graph, "a", "kollegans")
    with pytest.raises(InputError) as caught, plan_load(graph, read_json(path)):
        pass
    assert [(problem.rule, problem.id) for problem in caught.value.problems] == [("conflict", "a")]
    with plan_load(graph, read_json(path), prefer="graph") as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("end", "b")]


def test_all_conflicts_and_other_problems_are_reported_at_once(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    put(graph, landscape(actor("a", description="x"), actor("b", description="x")))
    document = export_to(graph, path)
    set_by_hand(graph, "a", "kollegans")
    set_by_hand(graph, "b", "kollegans")
    (row,) = (item | {"description": "mitt", "part_of": "okand"} for item in document["actor"] if item["id"] == "a")
    path.write_text(json.dumps(document | {"actor": [row]}), encoding="utf-8")
    with pytest.raises(InputError) as caught, plan_load(graph, read_json(path)):
        pass
    assert {(problem.rule, problem.id) for problem in caught.value.problems} == {
        ("conflict", "a"),
        ("conflict", "b"),
        ("reference", "a"),
    }


def test_a_column_that_was_taken_out_of_an_export_changes_nothing(graph: Graph, tmp_path: Path) -> None:
    put(graph, landscape(actor("a", description="x"), actor("b", description="x")))
    folder = write_records(tmp_path, [actor("a"), actor("b", name="Nytt")], stamp=read_head(graph))
    remove_column(folder / "actor.csv", "description")
    set_by_hand(graph, "a", "kollegans")
    with plan_load(graph, read_csv(folder / "actor.csv")) as plan:
        assert [(item.id, [name for name, _, _ in item.fields()]) for item in plan.operations] == [("b", ["name"])]
        assert {(notice.rule, notice.field) for notice in plan.notices} >= {("no-column", "description")}


def test_an_ended_record_stays_ended_in_an_export_without_that_column(graph: Graph, tmp_path: Path) -> None:
    put(graph, landscape(actor("a", valid_to="2020-01-01")))
    folder = write_records(tmp_path, [actor("a")], stamp=read_head(graph))
    remove_column(folder / "actor.csv", "valid_to")
    with plan_load(graph, read_csv(folder / "actor.csv")) as plan:
        assert list(plan.operations) == []


def test_a_file_of_ones_own_beside_an_export_is_none(graph: Graph, tmp_path: Path) -> None:
    put(graph, landscape(actor("a"), actor("b")))
    folder = write_records(tmp_path, [actor("c")], stamp=read_head(graph))
    own = (folder / "actor.csv").rename(folder / "nya-aktorer.csv")
    with plan_load(graph, read_csv(own)) as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("create", "c")]


def test_an_export_of_another_landscape_is_noticed_and_removes_nothing(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    put(graph, landscape(actor("a")))
    document = export_to(graph, path)
    document["journal"]["hash"] = "ab" * 32
    path.write_text(json.dumps(document | {"actor": []}), encoding="utf-8")
    with plan_load(graph, read_json(path)) as plan:
        assert {item.action for item in plan.operations} == {"set"}
        assert [notice.rule for notice in plan.notices] == ["other-journal"]
    assert "a" in read_contents(graph).of(type(actor("a")))


def test_each_export_of_a_load_is_compared_with_its_own_stamp(graph: Graph, tmp_path: Path) -> None:
    put(graph, landscape(actor("a", description="x"), actor("b", description="x")))
    first = read_head(graph)
    set_by_hand(graph, "a", "y")
    second = read_head(graph)
    set_by_hand(graph, "b", "y")
    older = read_csv(write_records(tmp_path, [actor("a", description="x")], stamp=first) / "actor.csv")
    newer = read_csv(write_records(tmp_path, [actor("b", description="z")], stamp=second) / "actor.csv")
    with pytest.raises(InputError) as caught, plan_load(graph, join_readings([older, newer])):
        pass
    assert [(problem.rule, problem.id) for problem in caught.value.problems] == [("conflict", "b")]
    with plan_load(graph, join_readings([older, newer]), prefer="file") as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("set", "b")]


def test_an_export_among_other_files_speaks_for_everybody_but_them(graph: Graph, tmp_path: Path) -> None:
    put(graph, landscape(actor("a"), actor("b"), actor("c")))
    export_ = read_csv(write_records(tmp_path, [actor("a")], stamp=read_head(graph)) / "actor.csv", "landskap")
    other = read_csv(write_records(tmp_path, [actor("b"), actor("d")]) / "actor.csv", "annan")
    with plan_load(graph, join_readings([export_, other])) as plan:
        assert [(item.action, item.id, (item.after or {}).get("asserted_by")) for item in plan.operations] == [
            ("set", "b", ["annan"]),
            ("end", "c", []),
            ("create", "d", ["annan"]),
        ]
