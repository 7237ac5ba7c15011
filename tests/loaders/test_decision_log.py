"""Decision logs of other systems: read by a mapping into decisions, assignments and steps; every fault at its cell."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.log_dates import NotSaid, day_of, way_of_writing
from loaders.log_mapping import LARGEST_MAPPING, read_mapping
from loaders.opening import readings_of
from loaders.planning import problems_of
from loaders.staging import Staged
from model.contents import Contents
from model.decisions import Assignment, Decision, Step
from model.errors import InputError, LimitExceeded
from model.record import RuleBroken
from tests.landscapes import BASE, actor, forum
from tests.test_project import ROOT

EXAMPLES = ROOT / "docs/examples"
PARTIES = (*BASE, forum("radet", name="Rådet", aliases=("BR",)), actor("komvux"), actor("skolan", name="Skolan, söder"))
MAPPING = """
kind: wide
source: kalla
columns:
  case: Dnr
  title: Rubrik
  taken_in: Forum
  taken_on: Beslut
  addressee: Till
  steps:
    kommunicerat: Skickat
    held: {on: Vilar, until: Till och med, reason: Varför}
"""
HEADINGS = "Dnr;Rubrik;Forum;Beslut;Till;Skickat;Vilar;Till och med;Varför"
LONG = "kind: long\nsource: kalla\ncolumns: {case: Dnr, event: Händelse, on: Tid, addressee: Vem, taken_in: Vem}\nevents: {Noterat: }\n"


def said(tmp_path: Path, rows: str | bytes, mapping: str = MAPPING) -> tuple[Contents, list[str]]:
    """What a log says beside PARTIES, and what is wrong with it."""
    (tmp_path / "logg.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    return planned(tmp_path / "logg.csv", tmp_path / "map.yaml")


def planned(log: Path, mapping: Path, known: Contents | None = None) -> tuple[Contents, list[str]]:
    with Staged.on_disk() as staged:
        staged.know(known or PARTIES)
        problems = problems_of(staged, readings_of([log], mapping))
        return Contents(staged), [problem.in_("sv") for problem in problems]


def steps(contents: Contents) -> list[tuple[str, str, str]]:
    return [(step.id, step.kind.value, step.on) for step in contents.of(Step).values()]


def test_a_row_per_decision(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nRS 2026:12;Fler platser;br;2026-03-01;Komvux;2026-03-05 10:00;2026-04-01;2026-12-31;väntar\n"
    contents, problems = said(tmp_path, rows)
    assert problems == []
    (decision,) = contents.of(Decision).values()
    assert (decision.id, decision.name, decision.taken_in, decision.taken_on) == (
        "rs-2026-12",
        "Fler platser",
        "radet",
        "2026-03-01",
    )
    assert (decision.case_number, decision.evidence, decision.asserted_by) == ("RS 2026:12", ("kalla RS 2026:12",), ("kalla",))
    (assignment,) = contents.of(Assignment).values()
    assert (assignment.id, assignment.step, assignment.paused_until) == ("rs-2026-12-till-komvux", "communicated", "2026-12-31")
    assert steps(contents) == [
        ("rs-2026-12-till-komvux-communicated", "communicated", "2026-03-05"),
        ("rs-2026-12-till-komvux-held", "held", "2026-04-01"),
        ("rs-2026-12-till-komvux-taken", "taken", "2026-03-01"),
    ]


def test_several_addressees_in_a_cell_or_in_rows_of_the_same_case(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;2026-03-05;;;\nA 1;X;;2026-03-01;Skolan, söder;;;;\nA 2;Y;;2026-03-01;komvux;2026-03-05;;;\n"
    contents, problems = said(tmp_path, rows, MAPPING + "between: ','\n")
    assert problems == []
    assert sorted(contents.of(Assignment)) == ["a-1-till-komvux", "a-1-till-skolan", "a-2-till-komvux"]
    assert [id_ for id_, kind, _on in steps(contents) if kind == "communicated"] == [
        "a-1-till-komvux-communicated",
        "a-2-till-komvux-communicated",
    ]


def test_a_row_per_event(tmp_path: Path) -> None:
    rows = (
        "Dnr,Händelse,Tid,Vem\nA 1,deferred,2026-05-01,Komvux\nA 1,fattat,2026-03-01T10:00,Rådet\nA 1,noterat,,\n"
        "A 1,deferred,2026-04-01,Komvux\nA 1,kommunicerat,2026-03-02T10:00:00+01:00,Komvux\n"
    )
    contents, problems = said(tmp_path, rows, LONG)
    assert [problem.split(",")[0] for problem in problems] == ["logg.csv:2"] * 2 + [
        "logg.csv:5"
    ] * 2  # without a new date and a reason
    (decision,) = contents.of(Decision).values()
    assert (decision.name, decision.taken_in, decision.taken_on) == ("A 1", "radet", "2026-03-01")
    assert steps(contents) == [
        ("a-1-till-komvux-communicated", "communicated", "2026-03-02"),
        ("a-1-till-komvux-deferred", "deferred", "2026-04-01"),
        ("a-1-till-komvux-deferred-2", "deferred", "2026-05-01"),
        ("a-1-till-komvux-taken", "taken", "2026-03-01"),
    ]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = (
        f"{HEADINGS}\n;X;;;;;;;\nA 1;X;Rodet;2026-02-30;Komvax;i våras;;;\nA 1;Z;;;Komvux;;;;\nA-1;X;;;komvux;;;;\n"
        "A 2;X;;;Komvax;;;;\nA 3;X;;;komvux;;2026-04-01;;\n"
    )
    assert said(tmp_path, rows)[1] == [
        "logg.csv:2, Dnr: måste anges",
        "logg.csv:3, Beslut: '2026-02-30' är ingen dag i kalendern",
        "logg.csv:3, Skickat: 'i våras' är inget datum",
        "logg.csv:3, Forum: ingen heter 'Rodet' – säg i mappningen under forums vem det är, kanske 'Rodet': radet",
        "logg.csv:3, Till: ingen heter 'Komvax', på 2 rader – säg i mappningen under addressees vem det är, kanske 'Komvax': komvux",
        "logg.csv:4, Rubrik: ärendet har 'X' på logg.csv:3",
        "logg.csv:5, Dnr: ärendenumret 'A-1' ger inget eget id",
        "logg.csv:7, until: 'vilande' behöver ett nytt datum",
        "logg.csv:7, reason: 'vilande' behöver ett skäl",
    ]


def test_what_the_mapping_says_of_a_word_goes_before_names(tmp_path: Path) -> None:
    more = "forums: {Nämnden: radet}\naddressees: {Vuxenskolan: komvux, Alla: }\n"
    contents, problems = said(
        tmp_path, f"{HEADINGS}\nA 1;X;Nämnden;;Vuxenskolan; Alla;;;;\n".replace("; Alla", ""), MAPPING + more
    )
    assert problems == []
    assert list(contents.of(Assignment)) == ["a-1-till-komvux"]


def test_ambiguous_dates_are_asked_about_once_and_not_guessed(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;03/04/2026;Komvux;05/04/2026;;;\nA 2;X;;25/04/2026;Komvux;;;;\n"
    assert said(tmp_path, rows)[1] == [
        "logg.csv:2, Beslut: '03/04/2026' kan läsas på mer än ett sätt – säg i map.yaml hur dagar skrivs, till exempel date_format: DD/MM/YYYY"
    ]
    contents, problems = said(tmp_path, rows, MAPPING + "date_format: DD/MM/ÅÅÅÅ\n")
    assert problems == []
    assert [decision.taken_on for decision in contents.of(Decision).values()] == ["2026-04-03", "2026-04-25"]


@pytest.mark.parametrize(
    ("cell", "way", "day"),
    [
        ("2026-03-01", None, "2026-03-01"),
        ("2026-3-1", None, "2026-03-01"),
        ("20260301", None, "2026-03-01"),
        ("2026/03/01 10:00", None, "2026-03-01"),
        ("2026-03-01T23:30:00.5Z", "DD/MM/YYYY", "2026-03-01"),
        ("3/4/2026", "MM/DD/YYYY", "2026-03-04"),
        ("3.4.26", "D.M.YY", "2026-04-03"),
        ("03/04/2026 10.15", "DD/MM/ÅÅÅÅ", "2026-04-03"),
    ],
)
def test_days_as_people_write_them(cell: str, way: str | None, day: str) -> None:
    assert day_of(cell, way and way_of_writing(way)) == day


@pytest.mark.parametrize(
    ("cell", "error"), [("03/04/2026", NotSaid), ("1 mars", RuleBroken), ("2026-13-01", RuleBroken), ("46082", RuleBroken)]
)
def test_what_is_no_day(cell: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        day_of(cell, None)


@pytest.mark.parametrize("way", ["D/M", "DD/MM/YYYY/DD", "dag", "M/M/Y", "D" * 50])
def test_what_is_no_way_of_writing(way: str) -> None:
    with pytest.raises(RuleBroken):
        way_of_writing(way)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: wide\nsource: x y\ncolums: 3\n", ["map.yaml:2, source: 'x y' kan inte stå här", "map.yaml, columns: måste anges", "map.yaml:3, colums: det finns ingen sådan nyckel – menade du 'columns'?"]),
        ("kind: tall\nsource: x\ncolumns: {case: a}\n", ["map.yaml:1, kind: 'tall' är inget av valen – välj bland wide, long"]),
        ("kind: long\nsource: x\ncolumns:\n  case: a\n", ["map.yaml:3, columns: en bred logg behöver taken_on eller steps bland sina kolumner, en lång event och on"]),
        ("kind: wide\nsource: x\ndate_format: dag\ncolumns: {case: a, taken_on: b}\n", ["map.yaml:3, date_format: 'dag' är inget sätt att skriva datum: använd D, M och Y, som i DD/MM/YYYY"]),
        ("a: &x 1\nb: *x\n", ["map.yaml: går inte att läsa som YAML: an alias (*)"]),
        ("a: 1\na: 2\n", ["map.yaml:2: går inte att läsa som YAML: found duplicate key \"a\" with value \"2\" (original value: \"1\")"]),
        ("a: !!python/object/apply:os.system [x]\n", None),
        ("a: [" * 3000, None),
        ("a: \0", None),
        ("- 1", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used(tmp_path: Path, text: str, expected: list[str] | None) -> None:
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_mapping(tmp_path / "map.yaml")
    problems = [problem.in_("sv") for problem in caught.value.problems]
    assert problems == expected if expected else problems


def test_a_mapping_has_a_limit_and_must_fit_its_log(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        said(tmp_path, "Dnr;Rubrik;Forum\n")
    assert caught.value.problems[0].in_("sv") == "map.yaml:8, taken_on: logg.csv har ingen kolumn 'Beslut'"
    (tmp_path / "map.yaml").write_text("#" * (LARGEST_MAPPING + 1))
    with pytest.raises(LimitExceeded):
        read_mapping(tmp_path / "map.yaml")


def test_a_log_in_a_workbook_with_date_cells(tmp_path: Path) -> None:
    from datetime import datetime

    book = Workbook()
    book.active.title = "Beslut"
    for row in ([], HEADINGS.split(";"), ["A 1", None, "Rådet", datetime(2026, 3, 1, 10, 30), "Komvax", datetime(2026, 3, 5)]):
        book.active.append(row)
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    reading = readings_of([tmp_path / "logg.xlsx"], tmp_path / "map.yaml")
    assert [note.in_("sv") for note in reading.notes] == ["logg.xlsx: bladet 'Beslut' läses"]
    assert planned(tmp_path / "logg.xlsx", tmp_path / "map.yaml")[1] == [
        "logg.xlsx, Beslut!E3, Till: ingen heter 'Komvax' – säg i mappningen under addressees vem det är, kanske 'Komvax': komvux"
    ]


def test_a_log_in_a_workbook_whose_formulas_were_never_calculated_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEADINGS.split(";"), ["A 1", "=1+1", "Rådet"]):
        book.active.append(row)
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(InputError, match=r"the formulas in B2 have no stored value\. Open the file"):
        readings_of([tmp_path / "logg.xlsx"], tmp_path / "map.yaml")


def test_a_later_export_says_the_same_records_anew(tmp_path: Path) -> None:
    first, _ = said(tmp_path, f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;;;;\n")
    later, _ = said(tmp_path, f"{HEADINGS}\nA 0;Y;;2026-03-01;Komvux;;;;\nA 1;X;;2026-03-02;Komvux;2026-03-05;;;\n")
    for type_ in (Decision, Assignment, Step):
        assert set(first.of(type_)) < set(later.of(type_))


def test_the_examples_load(with_examples: Contents) -> None:
    for name, counts in {"beslut": (5, 6, 14), "handelser": (2, 2, 7)}.items():
        contents, problems = planned(EXAMPLES / f"{name}-exempel.csv", EXAMPLES / f"{name}-exempel.yaml", with_examples)
        assert problems == []
        new = contents.without(with_examples)
        assert tuple(len(new.of(type_)) for type_ in (Decision, Assignment, Step)) == counts
        assert all(record.example for record in new)


TITLES = "Diarieuttag, beslut\nUtskriven;2026-06-01\n\n"
ROW = "A 1;X;;2026-03-01;Komvux;;;;\n"


@pytest.mark.parametrize("titles", ["", TITLES, "Ett, två, tre\n\n", "Förvaltning;Kultur;och;fritid;i;länet;samt;mer;än\n"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_titles_above_the_headings_are_passed_over(tmp_path: Path, titles: str, between: str) -> None:
    contents, problems = said(tmp_path, f"{titles}{HEADINGS}\n{ROW}".replace(";", between))
    assert problems == []
    assert list(contents.of(Assignment)) == ["a-1-till-komvux"]


def test_the_row_of_the_headings_can_be_said(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\n{HEADINGS}\n{ROW}"
    assert list(said(tmp_path, rows, MAPPING + "heading_row: 2\n")[0].of(Decision)) == ["a-1"]
    assert len(said(tmp_path, rows)[1]) > 0
    with pytest.raises(InputError, match="has nothing in row 9"):
        said(tmp_path, rows, MAPPING + "heading_row: 9\n")


def test_encoding_and_separator_that_are_said_win(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;Å;;2026-03-01;Komvux;;;;\n"
    (decision,) = said(tmp_path, rows.encode("cp850"), MAPPING + "encoding: cp850\n")[0].of(Decision).values()
    assert decision.name == "Å"
    with pytest.raises(InputError) as error:
        said(tmp_path, rows.encode(), MAPPING + "encoding: ISO-8859-1\n")
    assert [problem.value for problem in error.value.problems] == ["Varför"]
    with pytest.raises(InputError) as error:
        said(tmp_path, rows.encode("cp1252"), MAPPING + "encoding: utf-8\n")
    assert [problem.in_("en") for problem in error.value.problems] == [
        "logg.csv: is not UTF-8, as was said – leave that out, and it is found out"
    ]
    with pytest.raises(InputError) as error:
        said(tmp_path, rows, MAPPING + "separator: ','\n")
    assert {str(problem.rule) for problem in error.value.problems} == {"mapping-fits"}
    assert said(tmp_path, rows.replace(";", "\t"), MAPPING + "separator: tab\n")[1] == []


@pytest.mark.parametrize("more", ["encoding: rot13", "encoding: ebcdic", "separator: x", "heading_row: 0", "heading_row: fyra"])
def test_a_layout_that_cannot_be(tmp_path: Path, more: str) -> None:
    with pytest.raises(InputError) as error:
        said(tmp_path, f"{HEADINGS}\n", f"{MAPPING}{more}\n")
    (problem,) = error.value.problems
    assert (problem.field, str(problem.place)) == (more.partition(":")[0], "map.yaml:13")


@pytest.mark.parametrize(
    "cell",
    [
        "12 mars 2024", "12 mar 2024", "den 12 mars 2024", "12-mar-2024", "12. mars 2024", "12 March 2024",
        "March 12, 2024", "Mar. 12 2024", "12 mar. 2024", "MARCH 12, 2024 10:30", "12 mars, 2024",
    ],
)  # fmt: skip
def test_a_day_that_names_its_month_is_clear_by_itself(cell: str) -> None:
    assert day_of(cell, None) == day_of(cell, "MM/DD/YYYY") == "2024-03-12"


@pytest.mark.parametrize("cell", ["12 mars 24", "12 thermidor 2024", "mars 2024", "31 april 2024", "12 13 2024x", "mars 12 13"])
def test_what_only_looks_so_is_not_guessed(cell: str) -> None:
    with pytest.raises((RuleBroken, ValueError)):
        day_of(cell, None)


def test_months_in_both_languages() -> None:
    swedish = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]
    english = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    for number, names in enumerate(zip(swedish, english, strict=True), 1):
        for name in (*names, *(name[:3] for name in names)):
            assert day_of(f"1 {name} 2026", None) == f"2026-{number:02}-01"


def test_titles_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Beslutslogg"], ["Utskriven", "2026-06-01"], [], HEADINGS.split(";"), ROW.strip().split(";")):
        book.active.append(row)
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    reading = readings_of([tmp_path / "logg.xlsx"], tmp_path / "map.yaml")
    assert [note.in_("en") for note in reading.notes] == [
        "logg.xlsx: the sheet 'Sheet' is read", "logg.xlsx: the headings are found in row 4",
    ]  # fmt: skip
    assert planned(tmp_path / "logg.xlsx", tmp_path / "map.yaml")[1] == []


def test_a_log_in_another_kind_of_workbook_is_told_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "logg.ods").write_bytes(b"PK")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(InputError, match="OpenDocument") as error:
        readings_of([tmp_path / "logg.ods"], tmp_path / "map.yaml")
    assert "save a copy as an Excel workbook" in str(error.value)
