"""Days that are written as periods in files: read, exported, exported anew; and files that know of no periods."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from loaders.opening import read_path
from loaders.rows.dataset import DatasetRow
from loaders.staging.conflicts import Versions
from loaders.warnings.endings import find_changed_days
from model.changes.operations import Reason
from model.edits.by_hand import set_field
from model.errors import Problem
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, StepKind
from queries.journal.journal import apply_change
from queries.landscape.registers import read_contents
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, assignment, decision, landscape, step
from tests.loaders.folders import load_folder, remove_column, write_records
from tests.loaders.test_exporting import LOADABLE, export_to

Q2 = {"due": "2026-06-30", "due_edtf": "2026-04/2026-06", "due_words": "Q2 2026"}
AUTUMN = {"valid_from": "2008-09-01", "valid_from_edtf": "2008-09/2008-11", "valid_from_words": "hösten 2008"}


def here(**due: Any) -> Contents:
    return landscape(actor("a"), decision("b", assignment("u", "b", "a", **due)))


def read_due(graph: Graph) -> tuple[str | None, str | None, str | None]:
    found = read_contents(graph).of(Assignment)["u"]
    return found.due, found.due_edtf, found.due_words


@pytest.mark.parametrize("ending", LOADABLE, ids=["xlsx", "json", "csv"])
def test_a_period_leaves_and_comes_back(ending: str, tmp_path: Path) -> None:
    contents = landscape(actor("a", **AUTUMN), decision("b", assignment("u", "b", "a", **Q2)))
    path = export_to(contents, ending, tmp_path)
    said = [found.record for found in read_path(path).found() if isinstance(found, DatasetRow)]
    values = {record.key: record.values() for record in said}
    assert {name: values["Actor", "a"][name] for name in AUTUMN} == AUTUMN
    assert {name: values["Assignment", "u"][name] for name in Q2} == Q2


def test_what_is_written_in_a_cell(tmp_path: Path) -> None:
    folder = export_to(landscape(actor("a", **AUTUMN), decision("b", assignment("u", "b", "a", **Q2))), "", tmp_path)
    assert ";Q2 2026;" in (folder / "assignment.csv").read_text(encoding="utf-8")
    assert ";hösten 2008 (2008-09/2008-11);" in (folder / "actor.csv").read_text(encoding="utf-8")
    assert "due_words" not in (folder / "assignment.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["hösten 2026", "HT 2026", "halvårsskiftet 2026", "v. 24", "snarast", "löpande"])
def test_a_cell_whose_days_nobody_has_said_is_refused_with_what_would_be_right(tmp_path: Path, words: str) -> None:
    folder = write_records(tmp_path, here(**Q2))
    path = folder / "assignment.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Q2 2026", words), encoding="utf-8")
    (problem,) = (found for found in read_path(path).found() if isinstance(found, Problem))
    assert (problem.rule, problem.field, problem.value) == ("date", "due", words)
    days = {"HT 2026": "2026-08/2026-12", "halvårsskiftet 2026": "2026-MM/2026-MM"}
    assert (f"{words} ({days[words]})" if words in days else "hösten 2026 (2026-09/2026-11)") in str(problem.hint)


def test_a_file_that_gives_another_day_clears_the_words_and_one_without_the_column_keeps_them(
    graph: Graph, tmp_path: Path
) -> None:
    load_folder(graph, write_records(tmp_path, here(**Q2)))
    folder = write_records(tmp_path, here(due="2026-09-30"))
    remove_column(folder / "assignment.csv", "due")
    assert load_folder(graph, folder) is None
    assert read_due(graph) == ("2026-06-30", "2026-04/2026-06", "Q2 2026")
    load_folder(graph, write_records(tmp_path, here(due="2026-09-30")))
    assert read_due(graph) == ("2026-09-30", None, None)


def test_words_that_were_given_by_hand_stand_when_the_file_says_the_same_as_before(graph: Graph, tmp_path: Path) -> None:
    load_folder(graph, write_records(tmp_path, here(due="2026-06-30")))
    apply_change(graph, Reason("tests", "period"), lambda records: set_field(records, "u", "due", "Q2 2026"))
    assert load_folder(graph, write_records(tmp_path, here(due="2026-06-30"))) is None
    assert read_due(graph) == ("2026-06-30", "2026-04/2026-06", "Q2 2026")
    load_folder(graph, write_records(tmp_path, here(due="2026-10-01")))
    assert read_due(graph) == ("2026-10-01", None, None)


def test_three_ways_a_day_and_its_period_are_one() -> None:
    was, dated, quarter = (assignment("u", "b", "a", **due) for due in ({}, {"due": "2026-06-30"}, Q2))
    assert Versions(was, dated, was).combine(None) == dated
    assert Versions(dated, dated, quarter).combine(None) == quarter
    assert Versions(quarter, dated, quarter).combine(None) == dated
    conflicts = Versions(was, dated, quarter).combine(None)
    assert isinstance(conflicts, list)
    assert [(problem.field, "'Q2 2026' since" in str(problem.text)) for problem in conflicts] == [("due", True)]


def test_stalls_tell_the_words(graph: Graph) -> None:
    put(graph, here(**Q2))
    answer = find_stalled(graph, StallsQuestion(on="2026-07-10"))
    assert [(row["due"], row["due_words"]) for row in answer.rows] == [("2026-06-30", "Q2 2026")]
    assert "10 days past its own date (Q2 2026, 2026-06-30)" in answer.findings[0].sentence.in_("en")


def test_what_is_worked_out_as_of_an_earlier_day_has_the_words_of_then(graph: Graph) -> None:
    resumed = step("u", StepKind.EXTENDED, "2026-08-01", until="2026-12-31", reason="skäl")
    put(graph, landscape(*here(**Q2), step("u", StepKind.TAKEN, "2026-01-01"), resumed))
    assert [(row["due"], row["due_words"]) for row in find_stalled(graph, StallsQuestion(on="2026-07-10")).rows] == [
        ("2026-06-30", "Q2 2026")
    ]


def test_words_stand_wherever_such_a_day_is_told(graph: Graph) -> None:
    spring = {"valid_to": "2026-05-31", "valid_to_edtf": "2026-03/2026-05", "valid_to_words": "våren 2026"}
    put(graph, landscape(actor("a", **AUTUMN, **spring), actor("c"), decision("b", assignment("u", "b", "a", **Q2))))
    sentence = find_stalled(graph, StallsQuestion(on="2026-07-10")).findings[0].sentence.in_("en")
    assert "The addressee ended våren 2026, 2026-05-31." in sentence
    (notice,) = find_changed_days(set_field(read_contents(graph), "a", "valid_to", "2026"), by_hand=True)
    assert "its last day was våren 2026 (2026-05-31), and becomes 2026 (2026-12-31)" in notice.in_("en")


@pytest.mark.parametrize(
    ("day", "form", "words"),
    [
        ("2026-06-01", "mmm-yy", "2026-06"),
        ("2026-06-01", "yyyy\\-mm", "2026-06"),
        ("2026-06-01", "[$-41D]mmmm\\ yyyy;@", "2026-06"),
        ("2026-01-01", "yyyy", "2026"),
        ("2026-06-01", "yyyy-mm-dd", None),
        ("2026-06-15", "mmm-yy", None),
    ],
)
def test_a_month_that_a_program_made_a_day_of_is_the_month(tmp_path: Path, day: str, form: str, words: str | None) -> None:
    path = export_to(here(due=day), ".xlsx", tmp_path)
    book = load_workbook(path)
    cell = next(cell for cell in book["Uppdrag"][2] if isinstance(cell.value, datetime))
    cell.number_format = form
    book.save(path)
    (found,) = (record for record in read_path(path).records if isinstance(record, Assignment))
    assert (found.due_words, found.due) == (words, {"2026-06": "2026-06-30", "2026": "2026-12-31"}.get(words or "", day))
