"""Due dates and forums of logs: known headings, new dates without the day of a decision, months of Excel, unknown forums."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.log.words import PartyNames
from model.errors import InputError
from model.vocabulary.decisions import Assignment
from tests.landscapes import forum
from tests.loaders.log.test_decision_log import find_notices, plan_log, read_log
from tests.loaders.log.test_mapping_proposal import propose_for

DEFERRED = (
    "Dnr;Beslutsdatum;Mottagare;Slutdatum;Uppskjutet till\n"
    "A 1;2026-01-10;Komvux;2026-05-31;2027-03-31\nA 2;2026-01-10;Komvux;2026-05-31;\nA 3;2026-01-10;Komvux;;VT 2027\n"
)
HEAD = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, taken_on: Beslutsdatum, addressee: Mottagare, due: Slutdatum"


@pytest.mark.parametrize(
    "heading",
    ["Förfallodag", "Frist", "Tidsfrist", "Ska vara klart", "Åtgärdas senast", "Målår", "Förfallodatum", "Klart senast"],
)
def test_headings_of_the_due_date_are_known(tmp_path: Path, heading: str) -> None:
    lines = propose_for(tmp_path, f"Dnr;Beslutsdatum;Mottagare;{heading}\nA 1;2026-03-01;Komvux;2026-06-30\n")
    assert any(line.startswith("  due:") and heading in line and "# ?" not in line for line in lines)


def test_a_heading_that_may_also_tell_when_it_was_done_is_asked(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Beslutsdatum;Mottagare;Klart datum\nA 1;2026-03-01;Komvux;2026-06-30\n")
    assert "  due: Klart datum  # ? 1 av 1 värden är dagar, som 2026-06-30" in lines


def test_an_unknown_column_of_periods_and_words_for_them_is_asked(tmp_path: Path) -> None:
    rows = "Dnr;Beslutsdatum;Mottagare;Leverans\nA 1;2026-03-01;Komvux;HT 2026\nA 2;2026-03-01;Komvux;snarast\nA 3;2026-03-01;Komvux;2026-06\nA 4;2026-03-01;Komvux;vet ej\n"
    lines = propose_for(tmp_path, rows, "en")
    assert (
        "  due:  # ? is the due date in 'Leverans' (days, periods or words)? Then give that heading; empty: no column has it"
        in lines
    )
    assert "# ? not read: 'Leverans', which holds days, periods or words for them. Is it due or until?" in lines


def test_new_dates_without_the_day_of_their_decision_are_asked_about(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, DEFERRED, "en")
    assert any(line.startswith("  due_moved:  # ? 'Uppskjutet till' has new dates, but no column the day") for line in lines)
    assert any(line.startswith("# ? not read: 'Uppskjutet till'") for line in lines)


def test_the_day_of_an_event_is_known_and_moved_due_dates_are_asked_about(tmp_path: Path) -> None:
    rows = "A 1;Beslut;2026-01-10;Komvux;2026-05-01;\nA 1;Skickat;2026-01-20;Komvux;2026-05-01;2026-06-01\n"
    lines = propose_for(tmp_path, f"Dnr;Händelse;Dag;Mottagare;Klart senast;Frist ändrad till\n{rows}", "en")
    assert any(line.startswith("  on: Dag  # 2 of 2 values are days") for line in lines)
    assert any(line.startswith("  due_moved:  # ? 'Frist ändrad till' has new dates") for line in lines)


def test_new_dates_with_the_day_of_their_decision_are_those_of_the_step(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, DEFERRED.replace("Slutdatum", "Uppskjutet den"), "en")
    assert any(line.startswith("    deferred: {on: Uppskjutet den, until: Uppskjutet till}") for line in lines)
    assert not any("due_moved" in line for line in lines)


def test_new_dates_that_the_mapping_leaves_out_are_told(tmp_path: Path) -> None:
    told = "logg.csv:1: the column 'Uppskjutet till' is not read, and may give new dates, of pauses or as due"
    assert told in find_notices(tmp_path, DEFERRED, HEAD + "}\n")


def test_new_dates_count_as_due_where_the_mapping_says_so(tmp_path: Path) -> None:
    mapping = HEAD + ", due_moved: Uppskjutet till}\ndates: {vt: 01/06}\n"
    contents, problems = read_log(tmp_path, DEFERRED, mapping)
    assert problems == []
    assert [assignment.due for assignment in contents.of(Assignment).values()] == ["2027-03-31", "2026-05-31", "2027-06-30"]
    assert [assignment.first_due for assignment in contents.of(Assignment).values()] == ["2026-05-31", None, None]


def test_a_pause_without_its_day_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_log(tmp_path, DEFERRED, HEAD + ", steps: {deferred: {until: Uppskjutet till}}}\n")
    assert "due_moved: HEADING" in refused.value.problems[0].in_("en")


def test_a_month_that_excel_made_a_day_is_due_on_its_last_day(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["Dnr", "Beslutsdatum", "Mottagare", "Slutdatum"],
        ["A 1", "2026-09-01", "Komvux", date(2026, 11, 1)],
        ["A 2", "2026-09-01", "Komvux", date(2026, 11, 1)],
    ):
        book.active.append(row)
    book.active["D2"].number_format = "mmm-yy"
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(HEAD + "}\n", encoding="utf-8")
    contents, problems = plan_log(tmp_path / "logg.xlsx", tmp_path / "map.yaml")
    assert problems == []
    assert [(assignment.due, assignment.due_words) for assignment in contents.of(Assignment).values()] == [
        ("2026-11-30", "2026-11"),
        ("2026-11-01", None),
    ]


def test_rows_without_a_known_forum_name_the_unknown_words(tmp_path: Path) -> None:
    rows = "Dnr;Beslutsdatum;Forum;Mottagare\nA 1;2026-03-01;Rådet;Komvux\nA 1;2026-03-01;Nämnden;Komvux\nA 2;2026-03-01;BF Transport;Komvux\n"
    (line,) = [line for line in propose_for(tmp_path, rows, "en") if line.startswith("default_forum:")]
    assert "1 row names no known forum (unknown: 'BF Transport'): answer under forums" in line


def test_a_second_forum_of_a_case_is_asked_about_where_its_name_is_unknown(tmp_path: Path) -> None:
    rows = "Dnr;Beslutsdatum;Forum;Mottagare\nA 1;2026-03-01;Rådet;Komvux\nA 1;2026-03-01;BF Transport;Komvux\n"
    told = "'A 1' is decided in 'Rådet', 'BF Transport': each has a decision of its own"
    assert f"per_forum: true  # ? {told}" in propose_for(tmp_path, rows, "en")
    assert f"per_forum: true  # {told.replace('BF Transport', 'Nämnden')}" in propose_for(
        tmp_path, rows.replace("BF Transport", "Nämnden"), "en"
    )


WEEKS = "Dnr;Beslutsdatum;Mottagare;Klart senast\nA 1;2026-03-01;Komvux;v. 24\nA 2;2026-09-01;Komvux;v. 24\nA 3;2026-09-01;Komvux;2026-12-01\n"


def test_a_week_without_a_year_is_asked_and_then_the_next_one_from_the_decision(tmp_path: Path) -> None:
    (line,) = [line for line in propose_for(tmp_path, WEEKS, "en") if line.startswith("weeks_without_year")]
    assert line.startswith("weeks_without_year: next  # ? 2 cells name a week without a year: the next one")
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, taken_on: Beslutsdatum, addressee: Mottagare, due: Klart senast}\n"
    assert len(read_log(tmp_path, WEEKS, mapping)[1]) == 2
    contents, problems = read_log(tmp_path, WEEKS, mapping + "weeks_without_year: next\n")
    assert problems == []
    assert [(item.due, item.due_words) for item in contents.of(Assignment).values()] == [
        ("2026-06-14", "v. 24"), ("2027-06-20", "v. 24"), ("2026-12-01", None),
    ]  # fmt: skip


def test_words_for_kinds_of_decisions_are_proposed_and_asked(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Slag;Beslutsdatum\nA 1;Uppdrag;2026-01-10\nA 2;Yttrande;2026-01-10\n")
    assert any(line.startswith("  Uppdrag: order  # ?") for line in lines)
    assert "#   Yttrande: decision ? order ? request ? proposal" in lines


def test_a_shortened_name_is_near_the_whole_one() -> None:
    names = PartyNames()
    names.learn(
        [forum("bf-t", name="Branschforum transport"), forum("au-t", name="Arbetsutskott transport"), forum("x", name="BF")]
    )
    assert names.near("BF Transport") == ["bf-t"]
    assert names.near("Transport") == ["au-t", "bf-t"]
