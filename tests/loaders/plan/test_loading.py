"""A load on real servers: all or nothing, once only, and any region's folder alike."""

from pathlib import Path

import pytest

from loaders.plan.loading import load_plan
from loaders.text_files.csv_folder import read_folder
from model.errors import InputError
from model.vocabulary.contents import Contents
from queries.flows.feeds import find_feeds
from queries.journal.journal import read_change_set, read_entries
from queries.landscape.registers import read_contents
from queries.questions.decisions import find_stalled
from queries.questions.parameters import FeedsQuestion, StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.graph import Graph
from tests.conftest import SEEDS

FICTIONAL = Path(__file__).parent.parent / "fictional_region"


def values_of(contents: Contents) -> dict[tuple[str, str], dict[str, object]]:
    return {(record.label, record.id): record.values() | {"asserted_by": []} for record in contents}


def test_sormland_is_in_the_graph_as_in_its_files(graph: Graph, sormland: Contents) -> None:
    changes = load_plan(graph, read_folder(SEEDS / "sormland"), "tests", "seed")
    assert changes is not None
    held = read_contents(graph)
    assert values_of(held) == values_of(sormland)
    assert {record.asserted_by for record in held} == {("sormland",)}
    assert not any(record.example for record in held)
    assert load_plan(graph, read_folder(SEEDS / "sormland"), "tests", "again") is None
    (entry,) = read_entries(graph)
    assert (entry["number"], entry["who"], entry["source"]) == (1, "tests", "sormland")
    assert entry["source_sha256"] == read_folder(SEEDS / "sormland").sha256
    assert read_change_set(graph, entry).hash == entry["hash"] == changes.hash


def test_with_any_problem_nothing_is_written(graph: Graph, tmp_path: Path) -> None:
    rows = "b;B;okand;okand;okand §1\na;A;okand;okand;okand §1\nc;;x;x;x\n"
    (tmp_path / "actor.csv").write_text(f"id;name;type;level;evidence\n{rows}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_plan(graph, read_folder(tmp_path), "tests", "faulty")
    assert [problem.place.row for problem in caught.value.problems if problem.place] == [2, 2, 2, 3, 3, 3, 4, 4, 4, 4]
    assert len(read_contents(graph)) == 0
    assert read_entries(graph) == []


def test_another_region_loads_without_a_line_of_code(graph: Graph) -> None:
    load_plan(graph, read_folder(FICTIONAL), "tests", "seed")
    rows = find_feeds(graph, FeedsQuestion(party="utbildningsradet", on="2026-11-24")).rows
    assert {(row["direction"], row["party"]) for row in rows} == {("up", "varvet"), ("down", "sjofartsskolan")}
    assert {row["how"] for row in find_unrepresented(graph, UnrepresentedQuestion(on="2026-11-24")).rows} == {"direct", "none"}
    assert [row["assignment"] for row in find_stalled(graph, StallsQuestion(on="2026-11-24")).rows] == [
        "ny-kurs-till-sjofartsskolan"
    ]


def test_two_loads_of_the_same_facts_share_them(graph: Graph, tmp_path: Path) -> None:
    load_plan(graph, read_folder(FICTIONAL), "tests", "seed")
    load_plan(graph, read_folder(FICTIONAL, source="kopia"), "tests", "again")
    assert {record.asserted_by for record in read_contents(graph)} == {("fictional-region", "kopia")}
