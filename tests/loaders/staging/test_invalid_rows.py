"""A row that cannot be read is reported once: other records have no problem because it is missing."""

import json
from pathlib import Path

from loaders.plan.planning import stage_load
from loaders.staging.store import StagedRecords
from loaders.text_files.csv_folder import read_folder
from loaders.text_files.json_file import read_json
from model.vocabulary.contents import Contents
from tests.landscapes import actor, landscape

ACTORS = "id;name;type;level;evidence"
FLOWS = "id;source;target;kind;carries;standing;evidence"
DECISIONS = "id;name;kind;taken_in;taken_on;evidence"


def list_problems(folder: Path, known: Contents | None = None, /, **files: list[str]) -> list[str]:
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    with StagedRecords.on_disk() as staged:
        staged.add_known(known or landscape())
        return [f"{problem.place} {problem.rule}" for problem in stage_load(staged, read_folder(folder, "kust")).problems]


def flow(source: str, target: str) -> str:
    return f"f;{source};{target};demand;x;existing;kalla §1"


def test_a_reference_to_an_unreadable_row_is_valid(tmp_path: Path) -> None:
    actors = [ACTORS, "almi;;typ;lokal;kalla §1", "hav;Hav;typ;lokal;kalla §1"]
    assert list_problems(tmp_path, actor=actors, flow=[FLOWS, flow("hav", "almi")]) == ["actor.csv:2 required"]


def test_a_reference_to_a_record_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    actors = [ACTORS, "almi;;typ;lokal;kalla §1", "hav;Hav;typ;lokal;kalla §1"]
    assert list_problems(tmp_path, actor=actors, flow=[FLOWS, flow("hav", "alm")]) == [
        "actor.csv:2 required",
        "flow.csv:2 reference",
    ]


def test_an_id_that_is_wrong_is_wrong_wherever_it_stands(tmp_path: Path) -> None:
    actors = [ACTORS, "Almi AB;Almi;typ;lokal;kalla §1", "hav;Hav;typ;lokal;kalla §1"]
    assert list_problems(tmp_path, actor=actors, flow=[FLOWS, flow("hav", "Almi AB")]) == ["actor.csv:2 id", "flow.csv:2 id"]


def test_a_table_with_wrong_headings_has_no_other_problems(tmp_path: Path) -> None:
    actors = ["id;namn pa;type;level;evidence", "almi;Almi;typ;lokal;kalla §1", "hav;Hav;typ;lokal;kalla §1"]
    problems = list_problems(tmp_path, actor=actors, flow=[FLOWS, flow("hav", "almi")])
    assert problems == ["actor.csv:1 unknown-column", "actor.csv:1 missing-column"]


def test_beside_an_unknown_column_all_problems_are_reported(tmp_path: Path) -> None:
    actors = [f"{ACTORS};Telefon", "almi;;typ;lokal;kalla §1;1", "hav;Hav;typ;lokal;kalla §1;2"]
    problems = list_problems(tmp_path, actor=actors, flow=[FLOWS, flow("hav", "almi")])
    assert problems == ["actor.csv:1 unknown-column", "actor.csv:2 required"]


def test_duplicate_ids_are_reported_even_of_unreadable_rows(tmp_path: Path) -> None:
    actors = [ACTORS, "almi;;typ;lokal;kalla §1", "almi;Almi;typ;lokal;kalla §1", "almi;Almi;typ;;"]
    assert list_problems(tmp_path, actor=actors) == [
        "actor.csv:2 required",
        "actor.csv:3 id-twice",
        "actor.csv:4 required",
        "actor.csv:4 required",
        "actor.csv:4 id-twice",
    ]


def test_a_decision_whose_assignment_cannot_be_read_is_addressed(tmp_path: Path) -> None:
    decisions = [DECISIONS, "kurs;Kurs;decision;;2026-01-15;kalla §4"]
    assignments = ["id;decision;addressee;due;evidence", "kurs-a;kurs;;i morgon;kalla §4"]
    problems = list_problems(tmp_path, decision=decisions, assignment=assignments)
    assert [problem for problem in problems if problem.startswith("decision")] == []


def test_references_of_an_unreadable_row_are_checked(tmp_path: Path) -> None:
    actors = [ACTORS, f"almi;{'x' * 301};typ;lokl;protokol s. 2 | kalla §1 | §§", "hav;Hav;typ;lokal;kalla §1"]
    flows = [f"{FLOWS};valid_from;valid_to", f"{flow('hav', 'hva')};2026-02-01;2026-01-01", f"{flow('hav', 'almi')};x;"]
    assert list_problems(tmp_path, actor=actors, flow=flows) == [
        "actor.csv:2 evidence",
        "actor.csv:2 too-long",
        "actor.csv:2 reference",
        "actor.csv:2 reference",
        "flow.csv:2 valid-dates",
        "flow.csv:2 reference",
        "flow.csv:3 date",
        "flow.csv:3 id-twice",
    ]


def test_an_unreadable_row_may_name_a_merged_party(tmp_path: Path) -> None:
    known = landscape(actor("a", former_ids=("x",)), actor("b"))
    assert list_problems(tmp_path, known, flow=[FLOWS, "f;x;b;demnd;x;existing;kalla §1"]) == ["flow.csv:2 choice"]


def test_the_first_place_of_an_id_comes_first_also_where_something_was_merged(tmp_path: Path) -> None:
    known = landscape(actor("a", former_ids=("x",)), actor("b"))
    twice = [f"a;{name};typ;lokal;kalla §1" for name in "ABC"]
    (tmp_path / "actor.csv").write_text("\n".join([ACTORS, *twice]), encoding="utf-8")
    with StagedRecords.on_disk() as staged:
        staged.add_known(known)
        problems = [problem.in_("en") for problem in stage_load(staged, read_folder(tmp_path, "kust")).problems]
    assert problems == [f"actor.csv:{row}, id: 'a' is already used at actor.csv:2" for row in (3, 4)]


def test_the_intended_id_of_a_wrong_one_exists(tmp_path: Path) -> None:
    actors = [ACTORS, "sjöfartsskolan;Skolan;typ;lokal;kalla §1", "hav;Hav;typ;lokal;kalla §1"]
    assert list_problems(tmp_path, actor=actors, flow=[FLOWS, flow("hav", "sjofartsskolan")]) == ["actor.csv:2 id"]


def test_problems_come_in_the_order_of_the_tables(tmp_path: Path) -> None:
    actors = [ACTORS, "hav;Hav;typ;lokl;kalla §1"]
    assert list_problems(tmp_path, actor=actors, flow=[FLOWS, "f;hav;hav;demnd;x;existing;kalla §1"]) == [
        "actor.csv:2 reference", "flow.csv:2 choice",
    ]  # fmt: skip


def test_every_problem_of_a_row_is_reported_at_once(tmp_path: Path) -> None:
    """Also problems of two fields, and problems that are found after the row was read."""
    headings = f"{ACTORS};certainty;organisation_number;valid_from;valid_to"
    actors = [headings, "almi;;typ;lokal;kalla §1;uncertain;556000-0168;2026-02-01;2026-01-01"]
    assert sorted(list_problems(tmp_path, actor=actors)) == [
        "actor.csv:2 organisation-number",
        "actor.csv:2 required",
        "actor.csv:2 uncertain-why",
        "actor.csv:2 valid-dates",
    ]


def test_an_organisation_number_that_is_not_text_is_reported(tmp_path: Path) -> None:
    for number in (["x"], {"a": 1}, 5.5):
        document = {"actor": [{"id": "almi", "organisation_number": number}]}
        (tmp_path / "a.json").write_text(json.dumps(document), encoding="utf-8")
        with StagedRecords.on_disk() as staged:
            assert "organisation_number" in {
                problem.field for problem in stage_load(staged, read_json(tmp_path / "a.json")).problems
            }
