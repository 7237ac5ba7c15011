"""A plan is made for the landscape of one moment: changes that others write meanwhile are neither a problem nor lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import loaders.plan.planning
from loaders.opening import read_paths
from loaders.plan.planning import plan_load
from loaders.text_files.csv_folder import read_folder
from model.changes.operations import Reason, build_creation, build_removal
from model.errors import Conflict, GraphBusy, InputError
from model.vocabulary.record import Record
from queries.journal.journal import apply_change, read_head
from queries.landscape.registers import read_records
from queries.server.graph import Graph
from tests.graphs import put, put_in_batches
from tests.landscapes import actor, flow, forum, landscape
from tests.loaders.folders import write_records

LANDSCAPE = landscape(actor("a"), actor("c"))


def act_before_flows(monkeypatch: pytest.MonkeyPatch, do: Callable[[int], None]) -> None:
    """Call `do` with 1, 2 … each time just before flows are read, after the actors."""
    times = 0

    def read(graph: Graph, type_: type[Record]) -> Iterator[Record]:
        nonlocal times
        if type_.label == "Flow":
            times += 1
            do(times)
        return read_records(graph, type_)

    monkeypatch.setattr(loaders.plan.planning, "read_records", read)


def write_as_colleague(graph: Graph, *records: Record) -> None:
    apply_change(graph, Reason("kollega", "nytt"), lambda _live: [build_creation(record) for record in records])


def test_a_record_that_a_colleague_adds_meanwhile_is_no_problem(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(graph, LANDSCAPE)
    folder = write_records(tmp_path, landscape(actor("ny")))
    act_before_flows(monkeypatch, lambda time: write_as_colleague(graph, actor("b"), flow("a", "b")) if time == 1 else None)
    with plan_load(graph, read_folder(folder, "s")) as plan:
        assert ("create", "ny") in {(item.action, item.id) for item in plan.operations}
        assert plan.head == read_head(graph)
        assert plan.staged.find_known("Actor", "b")


def test_a_plan_that_was_right_meanwhile_is_made_anew(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, LANDSCAPE)
    folder = write_records(tmp_path, landscape(actor("ny")))
    act_before_flows(monkeypatch, lambda time: write_as_colleague(graph, actor("ny")) if time == 1 else None)
    with plan_load(graph, read_folder(folder, "s")) as plan:
        assert [item.action for item in plan.operations if item.id == "ny"] == ["set"]
        assert plan.head == read_head(graph)


def test_problems_are_reported_at_once_if_nothing_changed(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, LANDSCAPE)
    folder, times = write_records(tmp_path, [flow("a", "okand")]), list[int]()
    act_before_flows(monkeypatch, times.append)
    with pytest.raises(InputError, match="problem"), plan_load(graph, read_folder(folder, "s")):
        pass
    assert times == [1]


def test_a_landscape_that_never_stands_still_is_a_conflict(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, LANDSCAPE)
    folder = write_records(tmp_path, landscape(actor("ny")))
    act_before_flows(monkeypatch, lambda time: write_as_colleague(graph, actor(f"b{time}")))
    with (
        pytest.raises(Conflict, match="the landscape kept changing while it was read"),
        plan_load(graph, read_folder(folder, "s")),
    ):
        pass


def test_no_plan_is_made_of_half_a_large_change(graph: Graph, tmp_path: Path) -> None:
    put(graph, LANDSCAPE)
    folder, refused = write_records(tmp_path, landscape(actor("ny"))), list[int]()

    def look(write: int) -> None:
        if write > 1:
            with pytest.raises(GraphBusy), plan_load(graph, read_folder(folder, "s")):
                pass
            refused.append(write)

    put_in_batches(graph, landscape(actor("a"), actor("b"), flow("a", "b")), look)
    assert len(refused) > 4


def test_a_log_knows_only_the_parties_that_there_are(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log does not name a party that was removed meanwhile."""
    put(graph, landscape(forum("radet"), actor("kontor-1", name="Kontoret"), actor("kontor-2", name="Kontoret")))
    rows = "Dnr;Rubrik;Forum;Beslut;Till\n1;Fler platser;radet;2026-03-01;Kontoret\n"
    (tmp_path / "logg.csv").write_text(rows, encoding="utf-8")
    columns = "columns: {case: Dnr, title: Rubrik, taken_in: Forum, taken_on: Beslut, addressee: Till}\n"
    (tmp_path / "map.yaml").write_text(f"kind: wide\nsource: kalla\n{columns}", encoding="utf-8")

    def take_away(time: int) -> None:
        if time == 1:
            gone = actor("kontor-1", name="Kontoret")
            apply_change(graph, Reason("kollega", "dubblett"), lambda _live: [build_removal(gone)])

    act_before_flows(monkeypatch, take_away)
    with plan_load(graph, read_paths([tmp_path / "logg.csv"], tmp_path / "map.yaml")) as plan:
        assert [item.after["addressee"] for item in plan.operations if item.type == "Assignment" and item.after] == ["kontor-2"]
