"""What a log tells of one day, days that cannot be, cells that name several parties, and what a proposal takes columns for."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.log.mapping import parse_mapping
from loaders.log.table import read_log_table
from loaders.log.words import PartyNames, split_parties
from loaders.rows.dates import add_day_hint, parse_cell_moment
from model.errors import InputError, Problem
from model.language import Text
from model.rules import CellRule
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment
from tests.landscapes import BASE, forum
from tests.loaders.log.test_decision_log import HEADINGS, MAPPING, PARTIES, find_notices, read_log
from tests.loaders.log.test_mapping_proposal import proposal, propose_for

EVENTS = "kind: long\nsource: kalla\ncolumns: {case: Dnr, event: Händelse, on: Tid, addressee: Vem, until: Till}\n"
DONE_LAST = "'executed' is the last event of its day in the log, but 'deferred' counts as the last: steps have a day and no time (in 1 row)"


def events(*rows: str) -> str:
    return "\n".join(("Dnr;Händelse;Tid;Till;Vem", *(f"A 1;{row};Komvux" for row in rows))) + "\n"


REASONED = EVENTS + "default_reason: anges inte\n"


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (("deferred;2026-02-01 15:00;2026-05-01", "executed;2026-02-01 16:00;"), 3),
        (("executed;2026-02-01 16:00;", "deferred;2026-02-01 15:00;2026-05-01"), 2),
        (("deferred;2026-02-01;2026-05-01", "executed;2026-02-01;"), 3),
        (("reported_back;2026-03-01;", "executed;2026-02-01;", "deferred;2026-02-01;2026-05-01"), 3),
    ],
    ids=["by time", "by time, not row", "by row", "newest first"],
)
def test_a_day_that_a_log_tells_in_another_order_is_told(tmp_path: Path, rows: tuple[str, ...], row: int) -> None:
    assert f"logg.csv:{row}, Tid: {DONE_LAST}" in find_notices(tmp_path, events(*rows), REASONED)


@pytest.mark.parametrize(
    "rows",
    [
        ("executed;2026-02-01 15:00;", "deferred;2026-02-01 16:00;2026-05-01"),
        ("executed;2026-02-01;", "communicated;2026-02-01;"),
        ("deferred;2026-02-01;2026-05-01", "executed;2026-02-02;"),
    ],
    ids=["the same order", "to no effect", "other days"],
)
def test_a_day_that_ends_as_the_log_says_is_not_told(tmp_path: Path, rows: tuple[str, ...]) -> None:
    assert not [notice for notice in find_notices(tmp_path, events(*rows), REASONED) if "of its day" in notice]


def test_columns_of_one_row_have_no_order_but_by_time(tmp_path: Path) -> None:
    rows = "{}\nA 1;X;;2026-03-01;Komvux;2026-04-01{};2026-04-01{};2026-12-31;väntar\n"
    assert find_notices(tmp_path, rows.format(HEADINGS, "", "")) == []
    (told,) = find_notices(tmp_path, rows.format(HEADINGS, " 16:00", " 15:00"))
    assert told.startswith("logg.csv:2, Skickat: 'communicated' is the last event of its day")


def test_times_of_day_can_be_compared() -> None:
    cells = ["2026-03-01 8:05", "2026-03-01T08:05:30", "1/3/2026 1:45 PM", "den 1 mars 2026 kl. 14.00"]
    moments = [parse_cell_moment(cell, "D/M/YYYY") for cell in cells]
    assert moments == sorted(filter(None, moments))
    assert [parse_cell_moment(cell, None) for cell in ("2026-03-01", "2026-03-01 00:00:00", "March 12, 2024", "snart")] == [
        ""
    ] * 4


@pytest.mark.parametrize("heading", ["T.o.m.", "Vilande t.o.m.", "Bordlagd till", "Xyz"])
def test_the_new_date_of_pauses_is_known_by_its_heading_or_by_its_rows(tmp_path: Path, heading: str) -> None:
    rows = "A 1;Beslutat;2026-02-01;;Komvux\nA 1;Expedierat;2026-02-03;;Komvux\nA 1;Bordlagt;2026-03-01;2026-05-01;Komvux\n"
    lines = propose_for(tmp_path, f"Dnr;Händelse;Datum;{heading};Vem\n{rows}", "en")
    assert any(re.match(f'  until: "?{re.escape(heading)}"?  # ', line) for line in lines)
    assert not any("leave_out_undated" in line for line in lines)


def test_sheets_with_the_same_headings_are_named(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name in ("2025", "2026", "Annat"):
        sheet = book.create_sheet(name)
        sheet.append(["Dnr", "Beslutsdatum", "Mottagare"] if name != "Annat" else ["Ord", "Betyder"])
        sheet.append(["A 1", "2026-03-01", "Komvux"])
    book.save(tmp_path / "logg.xlsx")
    (note,) = (str(note) for note in read_log_table(tmp_path / "logg.xlsx").notes if "same headings" in str(note))
    assert note.startswith(
        "logg.xlsx: '2026' have the same headings and are not read: name one in the mapping, such as sheet: 2026"
    )
    assert "same headings" in proposal(tmp_path / "logg.xlsx", Contents(PARTIES), "en")


def test_names_that_are_near_are_told_once_and_only_when_they_are(tmp_path: Path) -> None:
    names = PartyNames()
    parties = (
        *BASE, forum("lansstyrelsen", name="Länsstyrelsen"), forum("fonden", name="Europeiska socialfonden"),
        forum("kompetensrad-teknik", name="Kompetensråd Teknik", aliases=("Kompetensråd Teknik Väst", "Kompetensrådet Teknik")),
    )  # fmt: skip
    names.learn(Contents(parties).parties())
    assert names.near("Kompetensråd Teknik Eskilstuna") == ["kompetensrad-teknik"]
    assert names.near("Socialnämnden") == names.near("Kommunstyrelsen") == []
    assert names.near("Länstyrelsen") == ["lansstyrelsen"]


def test_an_answer_with_several_is_to_be_chosen_from(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        parse_mapping(f"{MAPPING}addressees: {{X: komvux ? skolan}}\ndecision_kinds: {{Y: order ? decision}}\n", "m.yaml")
    told = [problem.in_("en") for problem in error.value.problems]
    assert ["lists several: choose one of them" in one for one in told] == [True, True]


def test_a_cell_that_names_two_parties_says_what_stands_between(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux och Rådet;;;;\n"
    (told,) = read_log(tmp_path, rows, language="en")[1]
    assert told.endswith('it names 2 parties: say in the mapping what stands between them, between: "och"')
    contents, problems = read_log(tmp_path, rows, MAPPING + 'between: " och "\n')
    assert (problems, len(contents.of(Assignment))) == ([], 2)
    assert split_parties("Koch och Lund", ["och"]) == ["Koch", "Lund"]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("46082", "46082 is 2026-03-01 in Excel – give the cell a date format, or say in the mapping excel_days: true"),
        ("2026-06-31", "'2026-06-31' is no day in the calendar – correct it"),
        ("2206-10-01", "'2206-10-01' is not between 1900-01-01 and 2200-12-31 – correct it"),
    ],
)
def test_a_day_that_cannot_be_is_told_with_its_value(tmp_path: Path, cell: str, told: str) -> None:
    rows = f"{HEADINGS}\nA 1;X;;{cell};Komvux;;;;\n"
    assert read_log(tmp_path, rows, language="en")[1] == [f"logg.csv:2, Beslut: {told}"]


def test_the_same_is_told_of_a_workbook_of_ones_own() -> None:
    told = [add_day_hint(Problem(CellRule.DATE, Text("…"), value=value)).in_("en") for value in ("46082", "2206-10-01")]
    assert told == [
        "46082 is 2026-03-01 in Excel – give the cell a date format",
        "'2206-10-01' is not between 1900-01-01 and 2200-12-31 – correct it",
    ]


def test_a_slip_in_a_day_is_no_word_to_be_asked_about_and_is_told_as_it_is_where_it_is_left_out(tmp_path: Path) -> None:
    rows = "Dnr;Beslutsdatum;Mottagare\nA 1;46082;Komvux\nA 2;2026-06-31;Komvux\nA 3;snart;Komvux\nA 4;2026-03-01;Komvux\nA 5;2026-03-01;Komvux\nA 6;2026-03-01;Komvux\n"
    lines = propose_for(tmp_path, rows, "en")
    assert [line.partition(":")[0] for line in lines if "46082" in line or "2026-06-31" in line] == ["  dates"]
    assert any(line.startswith("excel_days: true  # ? 1 cell") for line in lines)
    assert any(line.startswith("#   snart:") for line in lines)
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, taken_on: Beslutsdatum, addressee: Mottagare}\nothers: {dates: leave_out}\n"
    told = find_notices(tmp_path, rows, mapping)
    assert any("46082 is 2026-03-01 in Excel: not read" in one for one in told)
    assert any("'2026-06-31' is no day in the calendar: not read" in one for one in told)


def test_a_deadline_that_is_no_date_by_the_mapping_is_told(tmp_path: Path) -> None:
    rows = "Dnr;Beslutsdatum;Mottagare;Klart\nA 1;2026-03-01;Komvux;Snarast\nA 2;2026-03-01;Komvux;–\nA 3;2026-03-01;Komvux;v. 24 2026\n"
    columns = "columns: {case: Dnr, taken_on: Beslutsdatum, addressee: Mottagare, due: Klart}"
    told = find_notices(tmp_path, rows, f"kind: wide\nsource: kalla\n{columns}\ndates: {{snarast: , –: }}\n")
    assert [one for one in told if "not a date" in one] == ["logg.csv:2, Klart: 'Snarast' is not a date: not read (in 1 row)"]


def test_a_word_between_parties_is_proposed(tmp_path: Path) -> None:
    assert any(
        line.startswith("between: och")
        for line in propose_for(tmp_path, "Dnr;Beslutsdatum;Mottagare\nA 1;2026-03-01;Komvux och Rådet\n")
    )


def test_a_row_that_is_told_late_turns_no_log_round(tmp_path: Path) -> None:
    others = "".join(
        f"A {n};{kind};2026-0{month}-01;;Komvux\n" for n in (2, 3) for month, kind in ((1, "taken"), (3, "executed"))
    )
    rows = events("executed;2026-02-01;", "deferred;2026-02-01;2026-05-01", "communicated;2026-01-01;") + others
    assert not [notice for notice in find_notices(tmp_path, rows, REASONED) if "of its day" in notice]
