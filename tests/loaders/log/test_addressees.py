"""Whose part of a decision the rows of a case tell of, where one column says who decides and whom it concerns."""

from pathlib import Path

from model.vocabulary.decisions import Assignment, Step
from tests.loaders.log.test_decision_log import LONG, find_notices, read_log

EVENTS = "Dnr,Händelse,Tid,Vem\n"
OTHERS = "others: {events: leave_out, addressees: skolan, forums: leave_out}\n"


def closed(tmp_path: Path, rows: str, mapping: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """The addressees with their steps, and what is wrong."""
    contents, problems = read_log(tmp_path, EVENTS + rows, mapping, "en")
    parts = [
        (part.addressee, sorted(step.kind.value for step in contents.of(Step).values() if step.assignment == part.id))
        for part in contents.of(Assignment).values()
    ]
    return sorted(parts), problems


def test_a_word_that_took_the_decision_is_no_addressee_whether_or_not_a_party_is_called_so(tmp_path: Path) -> None:
    rows = "A 1,fattat,2026-01-10,Kommunstyrelsen\nA 1,kommunicerat,2026-01-12,Komvux\nA 1,återrapporterat,2026-02-12,kommunstyrelsen\n"
    assert closed(tmp_path, rows, LONG + OTHERS) == ([("komvux", ["communicated", "reported_back", "taken"])], [])
    mapping = LONG + "others: {forums: leave_out}\n"
    assert closed(tmp_path, rows, mapping) == ([("komvux", ["communicated", "reported_back", "taken"])], [])
    assert not [notice for notice in find_notices(tmp_path, EVENTS + rows, LONG + OTHERS) if "taken for 'skolan'" in notice]


def test_a_word_that_took_the_decision_is_its_addressee_where_there_is_no_other(tmp_path: Path) -> None:
    rows = "A 1,fattat,2026-01-10,Kommunstyrelsen\nA 1,återrapporterat,2026-02-12,Kommunstyrelsen\n"
    assert closed(tmp_path, rows, LONG + OTHERS) == ([("skolan", ["reported_back", "taken"])], [])
    problems = closed(tmp_path, rows, LONG + "others: {forums: leave_out}\n")[1]
    assert [problem.split(" – ")[0] for problem in problems] == ["logg.csv:3, Vem: no party is called 'Kommunstyrelsen'"]


def test_whom_a_table_names_by_the_word_of_who_decided_is_told_from_the_same_party_by_its_name(tmp_path: Path) -> None:
    rows = "A 1,fattat,2026-01-10,Kommunen\nA 1,verkställt,2026-02-12,Kommunen\nA 1,verkställt,2026-02-13,Komvux\n"
    mapping = LONG + "addressees: {Kommunen: komvux}\nforums: {Kommunen: radet}\n"
    assert closed(tmp_path, rows, mapping) == ([("komvux", ["executed", "executed", "taken"])], [])


def test_a_case_without_addressee_is_of_the_only_party_that_its_other_rows_name(tmp_path: Path) -> None:
    rows = (
        "A 1,fattat,2026-01-10,Rådet\nA 1,Delvis verkställt,2026-01-12,Komvux\n"
        "A 2,fattat,2026-01-10,Rådet\nA 2,Påminnelse,2026-01-12,Komvux\nA 2,Påminnelse,2026-01-12,Skolan\nA 3,fattat,2026-01-10,Rådet\nA 3,x,2026-01-12,Rådet\n"
    )
    mapping = LONG + "addressees: {Skolan: skolan}\nothers: {events: leave_out}\ndefault_addressee: namnden\n"
    contents, problems = read_log(tmp_path, EVENTS + rows, mapping)
    assert problems == []
    assert sorted(contents.of(Assignment)) == ["a-1-till-komvux", "a-2-till-namnden", "a-3-till-namnden"]
    assert find_notices(tmp_path, EVENTS + rows, mapping)[-1] == (
        "logg.csv:4, Vem: 2 cases name no addressee, and 'namnden' is taken as default_addressee says: A 2, A 3"
    )


def test_a_word_that_stands_for_all_others_is_not_the_only_party(tmp_path: Path) -> None:
    rows = "A 1,fattat,2026-01-10,Rådet\nA 1,Påminnelse,2026-01-12,Registrator\n"
    mapping = LONG + "default_addressee: komvux\nothers: {events: leave_out, addressees: skolan}\n"
    assert closed(tmp_path, rows, mapping) == ([("komvux", ["taken"])], [])
