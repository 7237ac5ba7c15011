"""Days that a log has as numbers of Excel, or not at all: what is asked is what is left out."""

from pathlib import Path

from model.vocabulary.decisions import Decision
from tests.loaders.log.test_decision_log import LONG, find_notices, read_log
from tests.loaders.log.test_mapping_proposal import propose_for

ROWS = "Dnr,Händelse,Tid,Vem\nA 1,fattat,46082,Rådet\nA 1,verkställt,,Komvux\n"


def test_a_number_of_excel_is_its_day_where_the_mapping_says_so(tmp_path: Path) -> None:
    problem = read_log(tmp_path, ROWS, LONG, "en")[1][0]
    assert "excel_days: true" in problem
    contents, problems = read_log(tmp_path, ROWS, LONG + "excel_days: true\nleave_out_undated: true\n")
    assert (problems, contents.of(Decision)["a-1"].taken_on) == ([], "2026-03-01")


def test_an_event_without_a_day_that_is_left_out_is_told(tmp_path: Path) -> None:
    notices = find_notices(tmp_path, ROWS, LONG + "excel_days: true\nleave_out_undated: true\ndefault_addressee: komvux\n")
    assert "logg.csv:3, Tid: 'executed' without a day: left out (in 1 row)" in notices


def test_numbers_of_excel_are_asked_about_and_slips_are_counted(tmp_path: Path) -> None:
    rows = "Dnr;Händelse;Datum;Till\nA 1;Beslut;46082;Komvux\nA 2;Beslut;46083;Komvux\nA 3;Beslut;snart;Komvux\nA 4;Beslut;2026-06-31;Komvux\nA 5;Beslut;2026-06-01;Komvux\n"
    lines = propose_for(tmp_path, rows)
    assert "excel_days: true  # ? 2 celler har tal som är dagar i Excel: läses som de dagarna" in lines
    (dates,) = [line for line in lines if line.startswith("  dates: leave_out")]
    assert dates.endswith("är inga datum, och inte heller ett skrivfel som 2026-06-31 (1 rad)")
