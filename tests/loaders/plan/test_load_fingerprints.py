"""The same files right after their load: nothing to do, known without reading them, and as reading them would find."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from loaders.backup.reader import opened
from loaders.backup.writer import write_backup
from loaders.exporting import FORMATS, export
from loaders.opening import readings_of
from loaders.plan import load_fingerprints
from loaders.plan.loading import load, write
from loaders.plan.planning import planned
from loaders.rows.dataset import Reading
from loaders.text_files.csv_folder import read_folder
from loaders.text_files.csv_writer import write_folder
from model.changes.operations import Reason
from model.edits.by_hand import with_field
from model.errors import InputError
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from queries.archive.archive import GraphArchive
from queries.archive.install import install
from queries.archive.publishing import publish
from queries.journal.journal import Head, change, head
from queries.landscape.registers import read_contents
from queries.memory.undoing import undo
from queries.server.graph import Graph
from tests.conftest import SEEDS, at_most
from tests.graphs import emptied, without_receipts
from tests.landscapes import actor, flow, landscape, landscapes
from tests.loaders.folders import loaded, said
from tests.servers import SERVERS, graph_of

EXAMPLES = Path(__file__).parents[3] / "docs/examples"
TWO = landscape(actor("a"), actor("b"), flow("a", "b"))


def plan_of(graph: Graph, reading: Reading, **wishes: Any) -> tuple[bool, Any]:
    """Whether the plan was known, and what it is."""
    with planned(graph, reading, **wishes) as plan:
        return not len(plan.staged), (plan.head, dict(plan.unchanged), list(plan.operations), plan.notices, reading.notes)


def known(graph: Graph, reading: Reading, **wishes: Any) -> bool:
    """Whether the plan is known; then it is as it would be if it were not."""
    is_known, plan = plan_of(graph, reading, **wishes)
    if is_known:
        without_receipts(graph)
        assert plan_of(graph, replace(reading, unaltered=False), **wishes) == (False, plan)
    return is_known


def test_the_same_folder_again(graph: Graph, tmp_path: Path) -> None:
    folder = said(tmp_path, TWO)
    loaded(graph, folder)
    assert load(graph, read_folder(folder, "s"), "tests", "igen") is None
    assert known(graph, read_folder(folder, "s"))


def test_it_is_known_by_its_bytes_source_and_wishes(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = said(tmp_path, TWO)
    loaded(graph, folder)
    assert not known(graph, read_folder(folder, "t"))
    assert not known(graph, read_folder(folder, "s"), keep_missing=True)
    assert not known(graph, read_folder(folder, "s"), prefer="file")
    with monkeypatch.context() as patched:
        patched.setattr(load_fingerprints, "software_version", lambda: "another")
        assert not known(graph, read_folder(folder, "s"))
    path = folder / "actor.csv"
    path.write_bytes(path.read_bytes() + b"\r\n")
    assert not known(graph, read_folder(folder, "s"))


CHANGES: dict[str, Callable[[Graph, Path], object]] = {
    "a hand edit": lambda graph, _: change(graph, Reason("t", "t"), lambda now: with_field(now, "a", "description", "x")),
    "an undoing": lambda graph, _: undo(graph, 1, "tests", "fel"),
    "another source": lambda graph, tmp_path: loaded(graph, said(tmp_path, landscape(actor("c"))), "t"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_after_any_other_change_it_is_read(graph: Graph, tmp_path: Path, what: str) -> None:
    folder = said(tmp_path, TWO)
    loaded(graph, folder)
    CHANGES[what](graph, tmp_path)
    assert not known(graph, read_folder(folder, "s"))


def test_several_paths_and_formats(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "syd.json"
    path.write_text(json.dumps({"landskap": 1, "actor": [{"id": "c", "name": "C", "type": "typ", "level": "lokal",
                                                          "evidence": ["kalla §1"]}]}), encoding="utf-8")  # fmt: skip
    paths = [said(tmp_path, TWO), path]
    load(graph, readings_of(paths), "tests", "båda")
    assert not known(graph, readings_of(paths[:1]))
    assert not known(graph, readings_of(paths[::-1]))
    assert known(graph, readings_of(paths))


def test_where_more_would_be_told_it_is_read(graph: Graph, tmp_path: Path) -> None:
    loaded(graph, said(tmp_path, TWO))
    change(graph, Reason("t", "t"), lambda now: with_field(now, "a", "description", "kollegans"))
    folder = said(tmp_path, landscape(actor("a"), actor("b", name="Nytt"), flow("a", "b")))
    loaded(graph, folder)
    assert not known(graph, read_folder(folder, "s"))


def test_in_a_restored_backup_it_is_read(graph: Graph, tmp_path: Path) -> None:
    folder = said(tmp_path, TWO)
    loaded(graph, folder)
    write_backup(GraphArchive(graph), tmp_path / "landskap.zip")
    with opened(tmp_path / "landskap.zip") as backup:
        install(emptied(graph), backup)
    assert not known(graph, read_folder(folder, "s"))


def test_a_decision_log_is_read(graph: Graph) -> None:
    log = readings_of([EXAMPLES / "beslut-exempel.csv"], EXAMPLES / "beslut-exempel.yaml")
    load(graph, readings_of([SEEDS / "sormland", SEEDS / "exempel"]), "tests", "seed")
    load(graph, log, "tests", "logg")
    assert not known(graph, log)


def test_an_export_that_was_edited(graph: Graph, tmp_path: Path) -> None:
    loaded(graph, said(tmp_path, [*TWO, actor("d", valid_from="2020-01-01")]))
    publish(graph, "tests", "första")
    first = head(graph)
    edited = read_folder(said(tmp_path, [*TWO, actor("c")], stamp=first))
    done = load(graph, edited, "tests", "export")
    assert done
    assert {(item.action, item.id) for item in done.operations} == {("create", "c"), ("end", "d")}
    assert known(graph, edited)
    change(graph, Reason("t", "t"), lambda now: with_field(now, "a", "description", "x"))
    assert plan_of(graph, edited)[1][2] == []


def test_an_edited_export_of_another_journal_is_read(graph: Graph, tmp_path: Path) -> None:
    loaded(graph, said(tmp_path, TWO))
    edited = read_folder(said(tmp_path, [*TWO, actor("c")], stamp=Head(1, "ab" * 32)))
    assert load(graph, edited, "tests", "export")
    assert not known(graph, edited)


@pytest.mark.parametrize("ending", [".xlsx", ".json", ""], ids=["xlsx", "json", "csv"])
def test_an_export_as_it_was_written(graph: Graph, tmp_path: Path, ending: str) -> None:
    loaded(graph, said(tmp_path, TWO))
    path = tmp_path / f"landskap{ending}"
    export(graph, path, FORMATS[ending], "sv")
    for wishes in ({}, {"prefer": "file"}, {"keep_missing": True}):
        assert known(graph, readings_of([path]), **wishes)
    assert not known(graph, readings_of([path, said(tmp_path, [actor("z")])]))
    if ending == ".xlsx":
        load_workbook(path).save(path)
        assert not known(graph, readings_of([path]))
        export(graph, path, FORMATS[ending], "sv")
    change(graph, Reason("t", "t"), lambda now: with_field(now, "a", "description", "x"))
    assert not known(graph, readings_of([path]))


def test_into_an_empty_landscape_all_is_read(graph: Graph, tmp_path: Path) -> None:
    write_folder(tmp_path / "export", lambda type_: TWO.of(type_).values(), head(graph))
    assert load(graph, read_folder(tmp_path / "export"), "tests", "allt")
    assert read_contents(graph).of(Actor).keys() == {"a", "b"}


@pytest.mark.parametrize("ending", [".json", ""], ids=["json", "csv"])
def test_an_export_in_which_a_word_was_changed_is_read(graph: Graph, tmp_path: Path, ending: str) -> None:
    loaded(graph, said(tmp_path, landscape(actor("a", name="Almi"))))
    path = tmp_path / f"landskap{ending}"
    export(graph, path, FORMATS[ending], "sv")
    edited = path if ending else path / "actor.csv"
    edited.write_bytes(edited.read_bytes().replace(b"Almi", b"Alma"))
    with planned(graph, readings_of([path])) as plan:
        assert [(item.action, item.id) for item in plan.operations] == [("set", "a")]


@pytest.fixture(scope="module")
def graphs(request: pytest.FixtureRequest) -> list[Graph]:
    """One graph on each server."""
    return [graph_of(request, name) for name in SERVERS]


LOADS = st.lists(st.tuples(st.sampled_from(["s", "t"]), landscapes(), st.booleans(), st.booleans()), min_size=1, max_size=2)


@pytest.mark.slow
@at_most(8)
@given(LOADS)
def test_whatever_is_loaded_what_is_known_is_what_would_be_found(
    graphs: list[Graph], tmp_path_factory: pytest.TempPathFactory, loads: list[tuple[str, Contents, bool, bool]]
) -> None:
    for graph in map(emptied, graphs):
        folders: dict[str, Path] = {}
        for source, contents, keeps, edited in loads:
            folders[source] = said(tmp_path_factory.mktemp("loads"), contents, stamp=head(graph) if edited else None)
            try:
                with planned(graph, read_folder(folders[source], source), keep_missing=keeps) as plan:
                    done = write(graph, plan, "tests", "laddning") if len(plan.operations) else None
            except InputError:
                continue
            assert not any(known(graph, read_folder(folder, other)) for other, folder in folders.items() if other != source)
            if done and plan.receipt:
                assert known(graph, read_folder(folders[source], source), keep_missing=keeps)
