"""What real logs are like: each thing that a log was refused for, and the line of the mapping that settles it."""

from pathlib import Path

import pytest

from loaders.log.mapping import read_mapping
from loaders.opening import read_paths
from loaders.rows.dataset import SkippedRow
from model.errors import InputError
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step
from tests.loaders.log.test_decision_log import HEADINGS, LONG, MAPPING, PARTIES, find_notices, read_log, steps

EVENTS = "Dnr,Händelse,Tid,Vem\n"


def names_line(problems: list[str], line: str) -> bool:
    """Whether each problem names the line of the mapping that settles it."""
    return bool(problems) and all(line in problem for problem in problems)


def decisions(contents: Contents) -> list[Decision]:
    return list(contents.of(Decision).values())


def test_titles_that_change(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;Svar på motion om X;;2026-03-01;Komvux;;;;\nA 1;Motion om X;;;Komvux;2026-02-01;;;\n"
    assert names_line(read_log(tmp_path, rows, language="en")[1], "differs: {title: last}")
    for which, titles in {
        "last": ("Svar på motion om X", "Motion om X"),
        "first": ("Motion om X", "Svar på motion om X"),
    }.items():
        contents, problems = read_log(tmp_path, rows, f"{MAPPING}differs: {{title: {which}}}\n")
        (decision,) = decisions(contents)
        assert (problems, decision.name, decision.description) == ([], *titles)


@pytest.mark.parametrize(("which", "day"), [("first", "2026-02-01"), ("last", "2026-03-01")])
def test_days_and_forums_that_differ(tmp_path: Path, which: str, day: str) -> None:
    rows = f"{HEADINGS}\nA 1;X;Rådet;2026-03-01;Komvux;;;;\nA 1;X;Nämnden;2026-02-01;Komvux;;;;\n"
    contents, problems = read_log(tmp_path, rows, f"{MAPPING}differs: {{taken_on: {which}, taken_in: {which}}}\n")
    (decision,) = decisions(contents)
    assert (problems, decision.taken_on, decision.taken_in) == ([], day, "namnden" if which == "first" else "radet")


def test_rows_without_a_case_number(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\n;Fler platser;Rådet;2026-03-01;Komvux;;;;\n–;Fler platser;rådet;2026-03-01;Skolan, söder;2026-03-05;;;\n;Allmänt;;;;;;;\n"
    assert names_line(read_log(tmp_path, rows, language="en")[1], "without_number: own")
    contents, problems = read_log(tmp_path, rows, MAPPING + "without_number: own\n")
    (decision,) = decisions(contents)
    assert (problems, decision.name, decision.case_number, len(contents.of(Assignment))) == ([], "Fler platser", None, 2)
    assert decision.id.startswith("fler-platser-")
    assert decision.evidence == ("kalla Fler platser",)
    again, _ = read_log(
        tmp_path, f"{HEADINGS}\nA 1;X;;2026-01-01;Komvux;;;;\n{rows.partition(chr(10))[2]}", MAPPING + "without_number: own\n"
    )
    assert {decision.id} < set(again.of(Decision))
    assert read_log(tmp_path, rows, MAPPING + "without_number: leave_out\n") == (Contents(PARTIES), [])
    assert find_notices(tmp_path, rows, MAPPING + "without_number: leave_out\n") == [
        "logg.csv:2, Dnr: without a case number: not read (in 3 rows)"
    ]


def test_only_a_pause_has_a_new_date(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem,Ny tid,Anm\nA 1,fattat,2026-03-01,Rådet,2026-01-01,\nA 1,uppskjutet,2026-04-01,Komvux,2026-03-01,x\nA 1,vilande,2026-05-01,Komvux,,\n"
    mapping = LONG.replace("on: Tid", "on: Tid, until: Ny tid, reason: Anm")
    problems = read_log(tmp_path, rows, mapping, "en")[1]
    assert [problem.split(": ")[0] for problem in problems] == ["logg.csv:3, Ny tid", "logg.csv:4, Ny tid", "logg.csv:4, Anm"]
    assert names_line(problems[:2], "leave_out_undated: true")
    mapping += "leave_out_undated: true\ndefault_addressee: komvux\n"
    contents, problems = read_log(tmp_path, rows, mapping)
    assert (problems, steps(contents)) == ([], [("a-1-till-komvux-taken", "taken", "2026-03-01")])
    assert find_notices(tmp_path, rows, mapping) == [
        "logg.csv:3, Ny tid: 'deferred' without a new date: left out (in 1 row)",
        "logg.csv:4, Ny tid: 'on hold' without a new date: left out (in 1 row)",
    ]


def test_whoever_decides_is_not_whom_it_concerns_when_one_column_says_both(tmp_path: Path) -> None:
    rows = EVENTS + (
        "A 1,fattat,2026-01-15,Rådet\nA 1,verkställt,2026-02-01,Komvux\nA 1,återrapporterat,2026-02-10,Komvux\n"
        "A 1,återupptaget,2026-03-01,Rådet\nA 2,fattat,2026-01-15,Rådet\nA 2,verkställt,2026-02-01,Komvux\nA 2,återupptaget,2026-03-01,Nämnden\n"
        "A 3,fattat,2026-01-15,Rådet\nA 3,verkställt,2026-02-01,Rådet\n"
    )
    contents, problems = read_log(tmp_path, rows, LONG)
    assert problems == []
    assert sorted(contents.of(Assignment)) == ["a-1-till-komvux", "a-2-till-komvux", "a-3-till-radet"]
    assert {step.on for step in contents.of(Step).values() if step.kind == "resumed"} == {"2026-03-01"}


def test_a_wide_log_whose_one_column_is_both(tmp_path: Path) -> None:
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, taken_in: Nämnd, addressee: Nämnd, taken_on: Beslut}\n"
    contents, problems = read_log(tmp_path, "Dnr;Nämnd;Beslut\nA 1;Rådet;2026-03-01\n", mapping)
    assert (problems, list(contents.of(Assignment))) == ([], ["a-1-till-radet"])


@pytest.mark.parametrize(("default", "addressee"), [("komvux", "komvux"), ("taken_in", "radet")])
def test_cases_without_an_addressee(tmp_path: Path, default: str, addressee: str) -> None:
    rows = f"{EVENTS}A 1,fattat,2026-01-15,Rådet\n"
    assert names_line(read_log(tmp_path, rows, LONG, "en")[1], "default_addressee: ID")
    contents, problems = read_log(tmp_path, rows, f"{LONG}default_addressee: {default}\n")
    assert (problems, [item.addressee for item in contents.of(Assignment).values()]) == ([], [addressee])


def test_cases_of_which_no_forum_is_told(tmp_path: Path) -> None:
    rows = f"{EVENTS}A 1,verkställt,2026-01-15,Komvux\n"
    mapping = LONG + "per_forum: true\n"
    assert names_line(read_log(tmp_path, rows, mapping, "en")[1], "default_forum")
    contents, problems = read_log(tmp_path, rows, mapping + "default_forum: radet\n")
    assert (problems, [decision.taken_in for decision in decisions(contents)]) == ([], ["radet"])


def test_words_that_no_table_has(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem,Forum,Slag\nA 1,Remitterat,2026-01-15,Skolförvaltningen,KTN,Yttrande\nA 1,fattat,våren,Skolförvaltningen,,\n"
    mapping = "kind: long\nsource: kalla\ncolumns: {case: Dnr, event: Händelse, on: Tid, addressee: Vem, taken_in: Forum, decision_kind: Slag}\n"
    problems = read_log(tmp_path, rows, mapping, "en")[1]
    assert len(problems) == 5
    assert names_line(problems, "under others")
    others = "others: {events: leave_out, addressees: komvux, forums: leave_out, decision_kinds: order, dates: leave_out}\n"
    contents, problems = read_log(tmp_path, rows, mapping + others)
    (decision,) = decisions(contents)
    assert (problems, decision.taken_in, decision.kind, list(contents.of(Assignment))) == ([], None, "order", ["a-1-till-komvux"])
    assert find_notices(tmp_path, rows, mapping + others)[:-1] == [
        "logg.csv:2, Händelse: 'Remitterat' is not a step: not read (in 1 row)", "logg.csv:3, Tid: 'våren' is not a date: not read (in 1 row)",
        "logg.csv:2, Forum: no party is called 'KTN': not read (in 1 row)",
        "logg.csv:2, Vem: no party is called 'Skolförvaltningen': taken for 'komvux' (in 2 rows)",
    ]  # fmt: skip


def test_words_in_the_place_of_a_date(tmp_path: Path) -> None:
    rows = "Dnr;Till;Beslut;Senast\nA 1;Komvux;2026-03-01;snarast\nA 2;Komvux;2026-03-01;9999-12-31\nA 3;Komvux;2026-03-01;till jul\n"
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, addressee: Till, taken_on: Beslut, due: Senast}\n"
    assert names_line(read_log(tmp_path, rows, mapping, "en")[1], "meaning in the mapping under dates")
    contents, problems = read_log(tmp_path, rows, mapping + "dates: {Snarast: , 9999-12-31: , till jul: 2026-12-24}\n")
    assert (problems, [item.due for item in contents.of(Assignment).values()]) == ([], [None, None, "2026-12-24"])


def test_periods_that_are_due(tmp_path: Path) -> None:
    words = ["2026-06", "v. 24 2026", "HT 2026", "våren", "2026-06-30"]
    rows = "Dnr;Till;Beslut;Senast\n" + "".join(f"A {n};Komvux;2026-03-01;{word}\n" for n, word in enumerate(words))
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, addressee: Till, taken_on: Beslut, due: Senast}\n"
    assert len(read_log(tmp_path, rows, mapping)[1]) == 2
    contents, problems = read_log(tmp_path, rows, mapping + "dates: {HT: 08-15/12-31, Våren: 2026-03/2026-05}\n")
    assert problems == []
    assert [(item.due, item.due_edtf, item.due_words) for item in contents.of(Assignment).values()] == [
        ("2026-06-30", "2026-06", "2026-06"),
        ("2026-06-14", "2026-06-08/2026-06-14", "v. 24 2026"),
        ("2026-12-31", "2026-08-15/2026-12-31", "HT 2026"),
        ("2026-05-31", "2026-03/2026-05", "våren"),
        ("2026-06-30", None, None),
    ]


def test_a_day_that_is_due_after_a_period_is_of_none(tmp_path: Path) -> None:
    mapping = LONG.replace("on: Tid", "on: Tid, due: Senast")
    rows = f"{EVENTS.strip()},Senast\nA 1,fattat,2026-03-01,Rådet,\nA 1,kommunicerat,2026-03-02,Komvux,2026-06\nA 1,verkställt,2026-03-03,Komvux,2026-07-01\n"
    contents, problems = read_log(tmp_path, rows, mapping)
    (assignment,) = contents.of(Assignment).values()
    assert (problems, assignment.due, assignment.due_words) == ([], "2026-07-01", None)


def test_a_pause_until_a_period(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem,Ny tid,Anm\nA 1,vilande,2026-03-01,Komvux,kvartal 2 2026,x\n"
    contents, problems = read_log(tmp_path, rows, LONG.replace("on: Tid", "on: Tid, until: Ny tid, reason: Anm"))
    (step,) = contents.of(Step).values()
    assert (problems, step.until, step.until_words) == ([], "2026-06-30", "kvartal 2 2026")


def test_rows_of_another_kind(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem,lifecycle:transition\nA 1,verkställt,2026-01-01,Komvux,start\nA 1,verkställt,2026-01-15,Komvux,COMPLETE\n"
    mapping = LONG + "only: {lifecycle:transition: complete}\n"
    contents, problems = read_log(tmp_path, rows, mapping)
    assert (problems, steps(contents)) == ([], [("a-1-till-komvux-executed", "executed", "2026-01-15")])
    assert "logg.csv:2: 'lifecycle:transition' is 'start': 1 row is not read" in find_notices(tmp_path, rows, mapping)
    with pytest.raises(InputError, match=r"has no column 'x'|does not fit"):
        read_log(tmp_path, rows, LONG + "only: {x: complete}\n")


def test_a_number_that_is_written_in_two_ways(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;;;;\nA-1;X;;;Komvux;2026-03-05;;;\n"
    assert names_line(read_log(tmp_path, rows, language="en")[1], "loose_numbers: true")
    contents, problems = read_log(tmp_path, rows, MAPPING + "loose_numbers: true\n")
    assert (problems, [decision.case_number for decision in decisions(contents)]) == ([], ["A 1"])


def test_rows_that_are_set_aside_are_told(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;;;;\n#A 2;Y;;;;;;;\nAntal ärenden: 2;;;;;;;;\n"
    assert find_notices(tmp_path, rows, MAPPING + "aside: Antal\n") == [
        "logg.csv:3: begins with '#': 1 row is not read", "logg.csv:4: begins with 'Antal': 1 row is not read",
    ]  # fmt: skip


def test_a_title_that_is_too_long_for_a_name_is_kept_whole(tmp_path: Path) -> None:
    title = "Ett mycket långt ärende " * 20
    (decision,) = decisions(read_log(tmp_path, f"{HEADINGS}\nA 1;{title};;2026-03-01;Komvux;;;;\n")[0])
    assert (len(decision.name), decision.description) == (300, title.strip())


def test_of_due_dates_that_change_the_last_counts_in_whichever_order_the_log_is(tmp_path: Path) -> None:
    mapping = LONG.replace("on: Tid", "on: Tid, due: Senast")
    rows = [
        "A 1,fattat,2026-03-01,Rådet,",
        "A 1,kommunicerat,2026-03-02,Komvux,2026-09-01",
        "A 1,verkställt,2026-04-02,Komvux,2026-12-01",
    ]
    for ordered in (rows, rows[::-1]):
        text = "\n".join([f"{EVENTS.strip()},Senast", *ordered])
        (assignment,) = read_log(tmp_path, text, mapping)[0].of(Assignment).values()
        assert assignment.due == "2026-12-01"


def test_the_day_is_that_of_the_time_zone_that_is_said(tmp_path: Path) -> None:
    rows = f"{EVENTS}A 1,verkställt,2026-03-01T23:30:00Z,Komvux\nA 1,kommunicerat,2026-03-01 10:00,Komvux\n"
    assert {on for _id, _kind, on in steps(read_log(tmp_path, rows, LONG)[0])} == {"2026-03-01"}
    assert [on for _id, _kind, on in steps(read_log(tmp_path, rows, LONG + "time_zone: Europe/Stockholm\n")[0])] == [
        "2026-03-01",
        "2026-03-02",
    ]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("time_zone: Mars/Olympus", "time_zone"), ("others: {forums: x y}", "others.forums"), ("differs: {due: last}", "differs.due"),
        ("without_number: x", "without_number"), ("dates: {x: 2026-02-30}", "dates.x"), ("default_addressee: taken in", "default_addressee"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_is_told_at_its_place(tmp_path: Path, line: str, field: str) -> None:
    (tmp_path / "map.yaml").write_text(f"{MAPPING}{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_mapping(tmp_path / "map.yaml")
    assert [(problem.field, str(problem.place)) for problem in error.value.problems] == [(field, "map.yaml:13")]


def test_an_id_that_the_mapping_says_and_nobody_has_is_told_once_in_the_mapping(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;;;;;\nA 2;X;;2026-03-01;;;;;\n"
    assert read_log(tmp_path, rows, MAPPING + "default_addressee: komvax\n", "en")[1] == [
        "map.yaml:13, default_addressee: there is no party 'komvax' – did you mean 'komvux'?"
    ]


def test_nothing_of_a_log_goes_unread_in_silence(tmp_path: Path) -> None:
    (tmp_path / "logg.csv").write_text(f"{HEADINGS}\n#A 1;X;;;;;;;\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    found = list(read_paths([tmp_path / "logg.csv"], tmp_path / "map.yaml").found())
    assert [type(item) for item in found] == [SkippedRow]


def test_a_case_number_on_two_lines_is_on_one(tmp_path: Path) -> None:
    (decision,) = decisions(read_log(tmp_path, f'{HEADINGS}\n"A\n1";X;Rådet;2026-03-01;Komvux;;;;\n')[0])
    assert (decision.case_number, decision.evidence) == ("A 1", ("kalla A 1",))


def test_a_row_is_set_aside_by_its_case_number_wherever_that_stands(tmp_path: Path) -> None:
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, title: Rubrik, addressee: Till}\naside: Antal\n"
    contents, problems = read_log(tmp_path, "Rubrik;Dnr;Till\nX;A 1;Komvux\nSumma;Antal: 1;\n", mapping)
    assert (problems, len(decisions(contents))) == ([], 1)
