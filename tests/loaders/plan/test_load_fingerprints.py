"""The same files right after their load: nothing to do, without reading their rows; reading them gives the same plan."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from loaders.backup.reader import open_backup
from loaders.backup.writer import write_backup
from loaders.exporting import WRITERS, export_landscape
from loaders.opening import read_paths
from loaders.plan import load_fingerprints
from loaders.plan.loading import load_plan, write_plan
from loaders.plan.planning import plan_load
from loaders.rows.dataset import Reading
from loaders.text_files.csv_folder import read_folder
from loaders.text_files.csv_writer import write_folder
from model.changes.chain import Head
from model.changes.operations import Reason
from model.edits.by_hand import set_field
from model.errors import InputError
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from queries.archive.archive import GraphArchive
from queries.archive.install import install_archive
from queries.archive.publishing import publish_revision
from queries.journal.journal import apply_change, read_head
from queries.landscape.registers import read_contents
from queries.memory.undoing import undo_change
from queries.server.graph import Graph
from tests.conftest import SEEDS, limit_examples
from tests.graphs import empty_graph, remove_receipts
from tests.landscapes import actor, flow, landscape, landscapes
from tests.loaders.folders import load_folder, write_records
from tests.servers import SERVERS, graph_of

EXAMPLES = Path(__file__).parents[3] / "docs/examples"
TWO = landscape(actor("a"), actor("b"), flow("a", "b"))


def plan_of(graph: Graph, reading: Reading, **terms: Any) -> tuple[bool, Any]:
    """Return whether the plan was known without reading rows, and the plan."""
    with plan_load(graph, reading, **terms) as plan:
        return not len(plan.staged), (plan.head, dict(plan.unchanged), list(plan.operations), plan.notices, reading.notes)


def check_known(graph: Graph, reading: Reading, **terms: Any) -> bool:
    """Return whether the plan is known without reading rows; if so, check that reading them gives the same."""
    is_known, plan = plan_of(graph, reading, **terms)
    if is_known:
        remove_receipts(graph)
        assert plan_of(graph, replace(reading, unaltered=False), **terms) == (False, plan)
    return is_known


def test_the_same_folder_again(graph: Graph, tmp_path: Path) -> None:
    folder = write_records(tmp_path, TWO)
    load_folder(graph, folder)
    assert load_plan(graph, read_folder(folder, "s"), "tests", "igen") is None
    assert check_known(graph, read_folder(folder, "s"))


def test_it_is_known_by_its_bytes_source_and_wishes(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_records(tmp_path, TWO)
    load_folder(graph, folder)
    assert not check_known(graph, read_folder(folder, "t"))
    assert not check_known(graph, read_folder(folder, "s"), keep_missing=True)
    assert not check_known(graph, read_folder(folder, "s"), prefer="file")
    with monkeypatch.context() as patched:
        patched.setattr(load_fingerprints, "software_version", lambda: "another")
        assert not check_known(graph, read_folder(folder, "s"))
    path = folder / "actor.csv"
    path.write_bytes(path.read_bytes() + b"\r\n")
    assert not check_known(graph, read_folder(folder, "s"))


CHANGES: dict[str, Callable[[Graph, Path], object]] = {
    "a hand edit": lambda graph, _: apply_change(graph, Reason("t", "t"), lambda now: set_field(now, "a", "description", "x")),
    "an undoing": lambda graph, _: undo_change(graph, 1, "tests", "fel"),
    "another source": lambda graph, tmp_path: load_folder(graph, write_records(tmp_path, landscape(actor("c"))), "t"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_any_other_change_it_is_read(graph: Graph, tmp_path: Path, what: str) -> None:
    folder = write_records(tmp_path, TWO)
    load_folder(graph, folder)
    CHANGES[what](graph, tmp_path)
    assert not check_known(graph, read_folder(folder, "s"))


def test_several_paths_and_formats(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "syd.json"
    path.write_text(json.dumps({"landskap": 1, "actor": [{"id": "c", "name": "C", "type": "typ", "level": "lokal",
                                                          "evidence": ["kalla §1"]}]}), encoding="utf-8")  # fmt: skip
    paths = [write_records(tmp_path, TWO), path]
    load_plan(graph, read_paths(paths), "tests", "båda")
    assert not check_known(graph, read_paths(paths[:1]))
    assert not check_known(graph, read_paths(paths[::-1]))
    assert check_known(graph, read_paths(paths))


def test_files_with_more_to_report_are_read(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, TWO))
    apply_change(graph, Reason("t", "t"), lambda now: set_field(now, "a", "description", "kollegans"))
    folder = write_records(tmp_path, landscape(actor("a"), actor("b", name="Nytt"), flow("a", "b")))
    load_folder(graph, folder)
    assert not check_known(graph, read_folder(folder, "s"))


def test_in_a_restored_backup_it_is_read(graph: Graph, tmp_path: Path) -> None:
    folder = write_records(tmp_path, TWO)
    load_folder(graph, folder)
    write_backup(GraphArchive(graph), tmp_path / "landskap.zip")
    with open_backup(tmp_path / "landskap.zip") as backup:
        install_archive(empty_graph(graph), backup)
    assert not check_known(graph, read_folder(folder, "s"))


def test_a_decision_log_is_read(graph: Graph) -> None:
    log = read_paths([EXAMPLES / "beslut-exempel.csv"], EXAMPLES / "beslut-exempel.yaml")
    load_plan(graph, read_paths([SEEDS / "sormland", SEEDS / "exempel"]), "tests", "seed")
    load_plan(graph, log, "tests", "logg")
    assert not check_known(graph, log)


def test_an_export_that_was_edited(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, [*TWO, actor("d", valid_from="2020-01-01")]))
    publish_revision(graph, "tests", "första")
    first = read_head(graph)
    edited = read_folder(write_records(tmp_path, [*TWO, actor("c")], stamp=first))
    done = load_plan(graph, edited, "tests", "export")
    assert done
    assert {(item.action, item.id) for item in done.operations} == {("create", "c"), ("end", "d")}
    assert check_known(graph, edited)
    apply_change(graph, Reason("t", "t"), lambda now: set_field(now, "a", "description", "x"))
    assert plan_of(graph, edited)[1][2] == []


def test_an_edited_export_of_another_journal_is_read(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, TWO))
    edited = read_folder(write_records(tmp_path, [*TWO, actor("c")], stamp=Head(1, "ab" * 32)))
    assert load_plan(graph, edited, "tests", "export")
    assert not check_known(graph, edited)


@pytest.mark.parametrize("ending", [".xlsx", ".json", ""], ids=["xlsx", "json", "csv"])
def test_an_export_as_it_was_written(graph: Graph, tmp_path: Path, ending: str) -> None:
    load_folder(graph, write_records(tmp_path, TWO))
    path = tmp_path / f"landskap{ending}"
    export_landscape(graph, path, WRITERS[ending], "sv")
    for terms in ({}, {"prefer": "file"}, {"keep_missing": True}):
        assert check_known(graph, read_paths([path]), **terms)
    assert not check_known(graph, read_paths([path, write_records(tmp_path, [actor("z")])]))
    if ending == ".xlsx":
        load_workbook(path).save(path)
        assert not check_known(graph, read_paths([path]))
        export_landscape(graph, path, WRITERS[ending], "sv")
    apply_change(graph, Reason("t", "t"), lambda now: set_field(now, "a", "description", "x"))
    assert not check_known(graph, read_paths([path]))


def test_into_an_empty_landscape_all_is_read(graph: Graph, tmp_path: Path) -> None:
    write_folder(tmp_path / "export", lambda type_: TWO.of(type_).values(), read_head(graph))
    assert load_plan(graph, read_folder(tmp_path / "export"), "tests", "allt")
    assert read_contents(graph).of(Actor).keys() == {"a", "b"}


@pytest.mark.parametrize("ending", [".json", ""], ids=["json", "csv"])
def test_an_export_in_which_a_word_was_changed_is_read(graph: Graph, tmp_path: Path, ending: str) -> None:
    load_folder(graph, write_records(tmp_path, landscape(actor("a", name="Almi"))))
    path = tmp_path / f"landskap{ending}"
    export_landscape(graph, path, WRITERS[ending], "sv")
    edited = path if ending else path / "actor.csv"
    edited.write_bytes(edited.read_bytes().replace(b"Almi", b"Alma"))
    with plan_load(graph, read_paths([path])) as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("set", "a")]


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest) -> list[Graph]:
    """Return one graph on each server."""
    return [graph_of(request, name) for name in SERVERS]


LOADS = st.lists(st.tuples(st.sampled_from(["s", "t"]), landscapes(), st.booleans(), st.booleans()), min_size=1, max_size=2)


@pytest.mark.slow
@limit_examples(8)
@given(LOADS)
def test_a_known_plan_is_the_one_that_reading_would_give(
    graphs: list[Graph], tmp_path_factory: pytest.TempPathFactory, loads: list[tuple[str, Contents, bool, bool]]
) -> None:
    for graph in map(empty_graph, graphs):
        folders: dict[str, Path] = {}
        for source, contents, keeps, edited in loads:
            folders[source] = write_records(
                tmp_path_factory.mktemp("loads"), contents, stamp=read_head(graph) if edited else None
            )
            try:
                with plan_load(graph, read_folder(folders[source], source), keep_missing=keeps) as plan:
                    done = write_plan(graph, plan, "tests", "laddning") if len(plan.operations) else None
            except InputError:
                continue
            for other in folders.keys() - {source}:
                with suppress(InputError):  # an export from before this load may be in conflict with it
                    assert not check_known(graph, read_folder(folders[other], other))
            if done and plan.receipt:
                assert check_known(graph, read_folder(folders[source], source), keep_missing=keeps)
