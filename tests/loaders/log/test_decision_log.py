"""Decision logs of other systems: read by a mapping into decisions, assignments and steps; every fault at its cell."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.log.cases import SAY_DEFAULT_FORUM, SAY_PER_FORUM
from loaders.log.decision_log import MAPPING_HINTS, NO_ADDRESSEE_NAMED, SAY_DEFAULT_ADDRESSEE, SAY_LOOSE_NUMBERS
from loaders.log.log_rows import SAY_ASIDE, SAY_DATES, SAY_WITHOUT_NUMBER
from loaders.log.mapping import LARGEST_MAPPING, read_mapping
from loaders.log.table import read_log_table
from loaders.log.words import PartyMention, PartyNames, PartyWords
from loaders.opening import read_paths
from loaders.plan.planning import stage_load
from loaders.rows.dates import AmbiguousDate, is_day, parse_cell_day, parse_date_format
from loaders.rows.rules import RowRule
from loaders.staging.store import StagedRecords
from loaders.warnings.load_notices import find_load_notices
from model.errors import FileLocation, InputError, LimitExceeded
from model.language import Language
from model.rules import RecordRule
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.record import RuleBroken
from tests.landscapes import BASE, actor, forum
from tests.test_project import ROOT

WHICH = "write in the mapping which counts: differs: {{{column}: last}}, or first"
EXAMPLES = ROOT / "docs/examples"
PARTIES = (
    *BASE,
    forum("radet", name="Rådet", aliases=("BR",)),
    forum("namnden", name="Nämnden"),
    actor("komvux"),
    actor("skolan", name="Skolan, söder"),
)
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


def read_log(tmp_path: Path, rows: str | bytes, mapping: str = MAPPING, language: Language = "sv") -> tuple[Contents, list[str]]:
    """What a log says beside PARTIES, and what is wrong with it."""
    (tmp_path / "logg.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    return plan_log(tmp_path / "logg.csv", tmp_path / "map.yaml", language=language)


def plan_log(log: Path, mapping: Path, known: Contents | None = None, language: Language = "sv") -> tuple[Contents, list[str]]:
    with StagedRecords.on_disk() as staged:
        staged.add_known(known or PARTIES)
        problems = stage_load(staged, read_paths([log], mapping)).problems
        return Contents(staged), [problem.in_(language) for problem in problems]


def steps(contents: Contents) -> list[tuple[str, str, str]]:
    return [(step.id, step.kind.value, step.on) for step in contents.of(Step).values()]


def test_a_row_per_decision(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nRS 2026:12;Fler platser;br;2026-03-01;Komvux;2026-03-05 10:00;2026-04-01;2026-12-31;väntar\n"
    contents, problems = read_log(tmp_path, rows)
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
    contents, problems = read_log(tmp_path, rows, MAPPING + "between: ','\n")
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
    contents, problems = read_log(tmp_path, rows, LONG)
    assert [problem.split(": ")[0] for problem in problems] == ["logg.csv:2"] * 2 + [
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


def test_of_namesakes_none_is_proposed_before_the_other() -> None:
    names = PartyNames()
    names.learn([forum("hamnradet", short_name="Hamnen"), forum("sjorad")])
    names.learn(forum(f"{of}-au", name="Arbetsutskottet", part_of=of) for of in ("hamnradet", "sjorad"))
    words = PartyWords("forums", {}, names)
    for word in ("Arbetsutskottet", "Arbetsutskotet"):
        words.resolve(PartyMention(word, FileLocation("logg.csv", 2), "Forum"))
    both = "hamnradet-au (Hamnen), sjorad-au (Sjorad)"
    assert [f"{problem.text} – {problem.hint}" for problem in words.problems()] == [
        f"several parties are called 'Arbetsutskottet': {both} – choose one of them in the mapping under forums",
        f"no party is called 'Arbetsutskotet' – choose one in the mapping under forums: 'Arbetsutskotet' may be any of {both}",
    ]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = (
        f"{HEADINGS}\n;X;;;;;;;\nA 1;X;Rodet;2026-02-30;Komvax;i våras;;;\nA 1;Z;;;Komvux;;;;\nA-1;X;;;komvux;;;;\n"
        "A 2;X;;;Komvax;;;;\nA 3;X;;;komvux;;2026-04-01;;\n"
    )
    assert read_log(tmp_path, rows, language="en")[1] == [
        f"logg.csv:2, Dnr: must be given – {SAY_WITHOUT_NUMBER}; {SAY_ASIDE}",
        "logg.csv:3, Beslut: '2026-02-30' is no day in the calendar – correct it",
        f"logg.csv:3, Skickat: 'i våras' is not a date – {SAY_DATES}",
        "logg.csv:3, Forum: no party is called 'Rodet' – name the party in the mapping under forums, perhaps 'Rodet': radet",
        "logg.csv:3, Till: no party is called 'Komvax', on 2 rows – name the party in the mapping under addressees, perhaps 'Komvax': komvux",
        f"logg.csv:4, Rubrik: 'Z' here, but 'X' at logg.csv:3, of the same case – {WHICH.format(column='title')}",
        f"logg.csv:5, Dnr: the case number 'A-1' gives no id of its own – {SAY_LOOSE_NUMBERS}",
        f"logg.csv:7, Till och med: 'on hold' needs a new date – {MAPPING_HINTS[RecordRule.PAUSE_UNTIL]}",
        f"logg.csv:7, Varför: 'on hold' needs a reason – {MAPPING_HINTS[RecordRule.STEP_REASON]}",
    ]


def test_what_the_mapping_says_of_a_word_goes_before_names(tmp_path: Path) -> None:
    more = "forums: {Nämnden: radet}\naddressees: {Vuxenskolan: komvux, Alla: }\n"
    contents, problems = read_log(
        tmp_path, f"{HEADINGS}\nA 1;X;Nämnden;;Vuxenskolan; Alla;;;;\n".replace("; Alla", ""), MAPPING + more
    )
    assert problems == []
    assert list(contents.of(Assignment)) == ["a-1-till-komvux"]


def test_ambiguous_dates_are_asked_about_once_and_not_guessed(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;03/04/2026;Komvux;05/04/2026;;;\nA 2;X;;25/04/2026;Komvux;;;;\n"
    assert read_log(tmp_path, rows)[1] == [
        "logg.csv:2, Beslut: '03/04/2026' kan läsas på mer än ett sätt – ange i map.yaml hur dagar skrivs, till exempel date_format: DD/MM/YYYY"
    ]
    contents, problems = read_log(tmp_path, rows, MAPPING + "date_format: DD/MM/ÅÅÅÅ\n")
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
    assert parse_cell_day(cell, way and parse_date_format(way)) == day


@pytest.mark.parametrize(
    ("cell", "error"), [("03/04/2026", AmbiguousDate), ("1 mars", RuleBroken), ("2026-13-01", RuleBroken), ("46082", RuleBroken)]
)
def test_what_is_no_day(cell: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        parse_cell_day(cell, None)


@pytest.mark.parametrize(
    ("cell", "is_one"),
    [
        ("2026-02-28", True), ("2026-02-31", False), ("31 februari 2026", False), ("28 februari 2026", True), ("31/02/2026", False),
        ("02/31/2026", False), ("30/04/26", True), ("04/30/26", True), ("31.4.26", False), ("46082", False),
    ],
)  # fmt: skip
def test_a_day_is_one_of_the_calendar(cell: str, is_one: bool) -> None:
    assert is_day(cell) == is_one


@pytest.mark.parametrize("way", ["D/M", "DD/MM/YYYY/DD", "dag", "M/M/Y", "D" * 50])
def test_what_is_no_way_of_writing(way: str) -> None:
    with pytest.raises(RuleBroken):
        parse_date_format(way)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: wide\nsource: x y\ncolums: 3\n", ["map.yaml:2, source: 'x y' kan inte stå här", "map.yaml, columns: måste anges", "map.yaml:3, colums: det finns ingen sådan nyckel – menade du 'columns'?"]),
        ("kind: tall\nsource: x\ncolumns: {case: a}\n", ["map.yaml:1, kind: 'tall' är inget av valen – välj bland wide, long"]),
        ("kind: long\nsource: x\ncolumns:\n  case: a\n", ["map.yaml:3, columns: en lång logg behöver event och on bland sina kolumner"]),
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
        read_log(tmp_path, "Dnr;Rubrik;Forum\n")
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
    reading = read_paths([tmp_path / "logg.xlsx"], tmp_path / "map.yaml")
    assert [note.in_("sv") for note in reading.notes] == ["logg.xlsx: bladet 'Beslut' läses"]
    assert plan_log(tmp_path / "logg.xlsx", tmp_path / "map.yaml")[1] == [
        "logg.xlsx, Beslut!E3, Till: ingen heter 'Komvax' – ange i mappningen under addressees vem det är, kanske 'Komvax': komvux"
    ]


def test_what_a_record_of_the_log_lacks_is_told_at_its_cell(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEADINGS.split(";"), ["A 1", "X", "Rådet", "2026-03-01"], ["A 2", "X", "", "", "Komvux", "", "2026-03-01"]):
        book.active.append(row)
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    told = plan_log(tmp_path / "logg.xlsx", tmp_path / "map.yaml", language="en")[1]
    assert [problem.split(": ")[0] for problem in told] == [
        "logg.xlsx, Sheet!E2, Till", "logg.xlsx, Sheet!H3, Till och med", "logg.xlsx, Sheet!I3, Varför",
    ]  # fmt: skip


def test_a_log_in_a_workbook_whose_formulas_were_never_calculated_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    for row in (HEADINGS.split(";"), ["A 1", "=1+1", "Rådet"]):
        book.active.append(row)
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(InputError, match=r"the formulas in B2 have no stored value\. Open the file"):
        read_paths([tmp_path / "logg.xlsx"], tmp_path / "map.yaml")


def test_a_case_number_in_a_workbook_is_what_its_cell_shows(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(HEADINGS.split(";"))
    book.active.append([12, "X", "Rådet", date(2026, 3, 1), "Komvux", date(2026, 3, 4)])
    book.active["A2"].number_format, book.active["F2"].number_format = '0000"/2026"', "d mmm yy"
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    contents, problems = plan_log(tmp_path / "logg.xlsx", tmp_path / "map.yaml")
    assert (list(contents.of(Decision)), problems) == (["0012-2026"], [])
    book.active["A2"].number_format = "0 %"
    book.save(tmp_path / "logg.xlsx")
    assert plan_log(tmp_path / "logg.xlsx", tmp_path / "map.yaml")[1][0].startswith(
        "logg.xlsx, Sheet!A2, Dnr: cellen visar sitt värde i en form som inte kan läsas som text"
    )


def test_what_stands_between_columns_is_told_by_known_headings_and_not_by_how_many_columns_come_of_it(tmp_path: Path) -> None:
    row = "A {};Ett, två, tre, fyra;Rådet;2026-01-15;Varvet, Hamnen, Skolan, Rådet, Kusten\n"
    rows = "".join(map(row.format, range(5)))
    for headings in ("Diarienummer;Ärende;Beslutande;Beslutsdatum;Mottagare", "Nummer, nytt;Vad, ett, två, tre;X;Y;Z"):
        (tmp_path / "logg.csv").write_text(f"{headings}\n{rows}", encoding="utf-8")
        table = read_log_table(tmp_path / "logg.csv")
        assert table.headings.cells == headings.split(";")


def test_a_heading_with_a_line_break_is_the_one_that_the_mapping_names(tmp_path: Path) -> None:
    headings = HEADINGS.replace("Rubrik", '"Rubrik\n"')
    contents, problems = read_log(tmp_path, f"{headings}\nA 1;X;Rådet;2026-03-01;Komvux;;;;\n")
    assert (list(contents.of(Decision)), problems) == (["a-1"], [])


def test_merged_cells_under_the_headings_of_a_log_are_told(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Balanslista", "", ""], HEADINGS.split(";"), ["A 1", "X", "Rådet"], ["", "Y", "Rådet"]):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.save(tmp_path / "logg.xlsx")
    assert len(list(read_log_table(tmp_path / "logg.xlsx").rows())) == 2
    book.active.merge_cells("A3:A4")
    book.save(tmp_path / "logg.xlsx")
    with pytest.raises(InputError, match=r"logg\.xlsx, Sheet: the cells A3:A4 are merged\. Split them"):
        read_log_table(tmp_path / "logg.xlsx")


def test_a_later_export_says_the_same_records_anew(tmp_path: Path) -> None:
    first, _ = read_log(tmp_path, f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;;;;\n")
    later, _ = read_log(tmp_path, f"{HEADINGS}\nA 0;Y;;2026-03-01;Komvux;;;;\nA 1;X;;2026-03-02;Komvux;2026-03-05;;;\n")
    for type_ in (Decision, Assignment, Step):
        assert set(first.of(type_)) < set(later.of(type_))


def test_the_examples_load(with_examples: Contents) -> None:
    for name, counts in {"beslut": (5, 6, 14), "handelser": (2, 2, 7)}.items():
        contents, problems = plan_log(EXAMPLES / f"{name}-exempel.csv", EXAMPLES / f"{name}-exempel.yaml", with_examples)
        assert problems == []
        new = contents.without(with_examples)
        assert tuple(len(new.of(type_)) for type_ in (Decision, Assignment, Step)) == counts
        assert all(record.example for record in new)


TITLES = "Diarieuttag, beslut\nUtskriven;2026-06-01\n\n"
ROW = "A 1;X;;2026-03-01;Komvux;;;;\n"


@pytest.mark.parametrize("titles", ["", TITLES, "Ett, två, tre\n\n", "Förvaltning;Kultur;och;fritid;i;länet;samt;mer;än\n"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_titles_above_the_headings_are_passed_over(tmp_path: Path, titles: str, between: str) -> None:
    contents, problems = read_log(tmp_path, f"{titles}{HEADINGS}\n{ROW}".replace(";", between))
    assert problems == []
    assert list(contents.of(Assignment)) == ["a-1-till-komvux"]


def test_the_row_of_the_headings_can_be_said(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\n{HEADINGS}\n{ROW}"
    assert list(read_log(tmp_path, rows, MAPPING + "heading_row: 2\n")[0].of(Decision)) == ["a-1"]
    assert len(read_log(tmp_path, rows)[1]) > 0
    with pytest.raises(InputError, match="has no headings in row 9"):
        read_log(tmp_path, rows, MAPPING + "heading_row: 9\n")


def test_encoding_and_separator_that_are_said_win(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;Å;;2026-03-01;Komvux;;;;\n"
    (decision,) = read_log(tmp_path, rows.encode("cp850"), MAPPING + "encoding: cp850\n")[0].of(Decision).values()
    assert decision.name == "Å"
    with pytest.raises(InputError) as error:
        read_log(tmp_path, rows.encode(), MAPPING + "encoding: ISO-8859-1\n")
    assert [problem.value for problem in error.value.problems] == ["Varför"]
    with pytest.raises(InputError) as error:
        read_log(tmp_path, rows.encode("cp1252"), MAPPING + "encoding: utf-8\n")
    assert [problem.in_("en") for problem in error.value.problems] == [
        "logg.csv: the file is not in UTF-8, which the mapping names – remove encoding from the mapping, and it is detected"
    ]
    with pytest.raises(InputError) as error:
        read_log(tmp_path, rows, MAPPING + "separator: ','\n")
    assert {str(problem.rule) for problem in error.value.problems} == {"mapping-fits"}
    assert read_log(tmp_path, rows.replace(";", "\t"), MAPPING + "separator: tab\n")[1] == []


@pytest.mark.parametrize("more", ["encoding: rot13", "encoding: ebcdic", "separator: x", "heading_row: 0", "heading_row: fyra"])
def test_a_layout_that_cannot_be(tmp_path: Path, more: str) -> None:
    with pytest.raises(InputError) as error:
        read_log(tmp_path, f"{HEADINGS}\n", f"{MAPPING}{more}\n")
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
    assert parse_cell_day(cell, None) == parse_cell_day(cell, "MM/DD/YYYY") == "2024-03-12"


@pytest.mark.parametrize("cell", ["12 mars 24", "12 thermidor 2024", "mars 2024", "31 april 2024", "12 13 2024x", "mars 12 13"])
def test_what_only_looks_so_is_not_guessed(cell: str) -> None:
    with pytest.raises((RuleBroken, ValueError)):
        parse_cell_day(cell, None)


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
            assert parse_cell_day(f"1 {name} 2026", None) == f"2026-{number:02}-01"


def test_titles_in_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["Beslutslogg"], ["Utskriven", "2026-06-01"], [], HEADINGS.split(";"), ROW.strip().split(";")):
        book.active.append(row)
    book.save(tmp_path / "logg.xlsx")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    reading = read_paths([tmp_path / "logg.xlsx"], tmp_path / "map.yaml")
    assert [note.in_("en") for note in reading.notes] == [
        "logg.xlsx: the sheet 'Sheet' is read", "logg.xlsx: the headings are found in row 4",
    ]  # fmt: skip
    assert plan_log(tmp_path / "logg.xlsx", tmp_path / "map.yaml")[1] == []


def test_a_log_in_another_kind_of_workbook_is_told_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "logg.ods").write_bytes(b"PK")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    with pytest.raises(InputError, match="OpenDocument") as error:
        read_paths([tmp_path / "logg.ods"], tmp_path / "map.yaml")
    assert "save a copy as an Excel workbook" in str(error.value)


IN_TWO = (
    f"{HEADINGS}\nA 1;X;Rådet;2026-03-01;Komvux;2026-03-05;;;\nA 1;X;Nämnden;2026-04-01;Komvux;2026-04-05;;;\n"
    "A 2;Y;BR;2026-03-01;Komvux;;;;\n"
)


def test_a_case_that_two_forums_decide_is_told_with_both_and_the_way_out(tmp_path: Path) -> None:
    assert read_log(tmp_path, IN_TWO, language="en")[1] == [
        f"logg.csv:3, Forum: 'Nämnden' here, but 'Rådet' at logg.csv:2, of the same case – {SAY_PER_FORUM}; {WHICH.format(column='taken_in')}"
    ]


def test_a_case_makes_a_decision_in_each_forum_where_the_mapping_says_so(tmp_path: Path) -> None:
    contents, problems = read_log(tmp_path, IN_TWO, MAPPING + "per_forum: true\nprefix: p\n")
    assert problems == []
    assert [(decision.id, decision.taken_on, decision.case_number) for decision in contents.of(Decision).values()] == [
        ("p-a-1-i-namnden", "2026-04-01", "A 1"),
        ("p-a-1-i-radet", "2026-03-01", "A 1"),
        ("p-a-2-i-radet", "2026-03-01", "A 2"),
    ]
    assert ("p-a-1-i-namnden-till-komvux-communicated", "communicated", "2026-04-05") in steps(contents)


def test_an_event_is_of_the_decision_that_was_last_taken_before(tmp_path: Path) -> None:
    rows = (
        "Dnr,Händelse,Tid,Vem\nA 1,verkställt,2026-05-01,Komvux\nA 1,fattat,2026-04-01,Nämnden\nA 1,fattat,2026-03-01,Rådet\n"
        "A 1,kommunicerat,2026-03-05,Komvux\nA 1,kommunicerat,2026-04-05,Komvux\nA 1,noterat,,Skolan, söder\n"
    ).replace("Skolan, söder", '"Skolan, söder"')
    contents, problems = read_log(tmp_path, rows, LONG + "per_forum: true\n")
    assert problems == []
    assert [(id_, on) for id_, _kind, on in steps(contents) if "komvux" in id_] == [
        ("a-1-i-namnden-till-komvux-communicated", "2026-04-05"),
        ("a-1-i-namnden-till-komvux-executed", "2026-05-01"),
        ("a-1-i-namnden-till-komvux-taken", "2026-04-01"),
        ("a-1-i-radet-till-komvux-communicated", "2026-03-05"),
        ("a-1-i-radet-till-komvux-taken", "2026-03-01"),
    ]


def test_a_long_log_that_gives_the_day_of_the_decision_beside_its_events(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem,Beslutsdatum\nA 1,,,Komvux,2026-03-01\nA 2,verkställt,2026-04-01,Komvux,2026-03-02\n"
    contents, problems = read_log(tmp_path, rows, LONG.replace("{case", "{taken_on: Beslutsdatum, case"))
    assert problems == []
    assert [(kind, on) for _id, kind, on in steps(contents)] == [
        ("taken", "2026-03-01"), ("executed", "2026-04-01"), ("taken", "2026-03-02"),
    ]  # fmt: skip


def test_a_case_of_which_no_forum_is_known_is_told(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem\nA 1,kommunicerat,2026-03-05,Komvux\n"
    contents, problems = read_log(tmp_path, rows, LONG + "per_forum: true\n", "en")
    assert (len(contents.of(Decision)), [problem.split(": ", 1)[1] for problem in problems]) == (
        0, [f"no row of the case names the forum that decides – add that row, or begin this one with #, {SAY_DEFAULT_FORUM}"],
    )  # fmt: skip


def test_a_decision_per_forum_names_its_forum(tmp_path: Path) -> None:
    mapping = MAPPING + "per_forum: true\n"
    assert read_log(tmp_path, f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;;;;\n", mapping, "en")[1] == [
        f"logg.csv:2, Forum: must be given – {SAY_DEFAULT_FORUM}"
    ]
    (tmp_path / "map.yaml").write_text("kind: wide\nsource: x\nper_forum: true\ncolumns: {case: a, taken_on: b}\n")
    with pytest.raises(InputError) as error:
        read_mapping(tmp_path / "map.yaml")
    assert [problem.in_("en") for problem in error.value.problems] == [
        "map.yaml:4, columns: per_forum needs taken_in among the columns"
    ]


def test_rows_that_are_no_cases_are_told_and_can_be_set_aside(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\n{ROW}#A 2;Y;;;;;;;\nAntal ärenden: 1;;;;;;;;\nA 10;X;;2026-03-01;Komvux;;;;\n"
    text = "'Antal ärenden: 1' does not seem to be a case: the row has no day, forum or addressee"
    assert read_log(tmp_path, rows, language="en")[1] == [f"logg.csv:4, Dnr: {text} – {SAY_ASIDE}"]
    for aside, left in {
        "antal ärenden": ["a-1", "a-10"],
        "[Antal, A 1]": ["a-10"],
        "['Antal ärenden:']": ["a-1", "a-10"],
    }.items():
        contents, problems = read_log(tmp_path, rows, f"{MAPPING}aside: {aside}\n")
        assert (problems, sorted(contents.of(Decision))) == ([], left)


def test_a_case_without_an_addressee_is_told_at_that_column(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;;;;;\n"
    assert read_log(tmp_path, rows, language="en")[1] == [f"logg.csv:2, Till: the case has no addressee – {NO_ADDRESSEE_NAMED}"]
    without = MAPPING.replace("  addressee: Till\n", "")
    assert read_log(tmp_path, rows, without, "en")[1] == [f"logg.csv:2: the case has no addressee – {SAY_DEFAULT_ADDRESSEE}"]


def test_what_stands_for_a_reason_that_the_log_does_not_give(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;2026-03-02;2026-04-01;2026-12-31;\n"
    contents, problems = read_log(tmp_path, rows, MAPPING + "default_reason: anges inte\n")
    assert problems == []
    assert {step.kind: step.reason for step in contents.of(Step).values()} == {
        "taken": None, "communicated": None, "held": "anges inte",
    }  # fmt: skip


def test_a_pause_without_a_new_date_can_be_left_out(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;;Komvux;;2026-04-01;;väntar\nA 2;X;;;Komvux;;2026-04-01;2026-12-31;väntar\n"
    contents, problems = read_log(tmp_path, rows, MAPPING + "leave_out_undated: true\n")
    assert problems == []
    assert steps(contents) == [("a-2-till-komvux-held", "held", "2026-04-01")]


def find_notices(tmp_path: Path, rows: str, mapping: str = MAPPING) -> list[str]:
    """What is unusual in a log in which nothing is wrong."""
    (tmp_path / "logg.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
    reading = read_paths([tmp_path / "logg.csv"], tmp_path / "map.yaml")
    with StagedRecords.on_disk() as staged:
        staged.add_known(PARTIES)
        report = stage_load(staged, reading)
        assert report.problems == ()
        notices = find_load_notices(staged, report)
        places = ((notice, notice.place or staged.place_of(notice.type, notice.id)) for notice in notices)
        return [(reading.locate(notice, place) if place else notice).in_("en") for notice, place in places]


def test_a_step_before_its_decision_is_noticed_at_its_own_column_and_stops_nothing(tmp_path: Path) -> None:
    rows = f"{HEADINGS}\nA 1;X;;2026-03-01;Komvux;2026-02-01;;;\n"
    assert find_notices(tmp_path, rows) == ["logg.csv:2, Skickat: earlier than the decision, taken 2026-03-01"]
    rows = "Dnr,Händelse,Tid,Vem\nA 1,fattat,2026-03-01,Rådet\nA 1,verkställt,2026-02-01,Komvux\n"
    assert find_notices(tmp_path, rows, LONG) == ["logg.csv:3, Tid: earlier than the decision, taken 2026-03-01"]


def test_what_no_column_of_the_log_says_is_told_of_the_row(tmp_path: Path) -> None:
    rows = "Dnr,Händelse,Tid,Vem\nA 1,fattat,2026-03-01,Rådet\nA 1,avslaget,2026-04-01,Komvux\n"
    assert read_log(tmp_path, rows, LONG, "en")[1] == [
        f"logg.csv:3: 'rejected' needs a reason – {MAPPING_HINTS[RecordRule.STEP_REASON]}"
    ]


def test_logs_with_one_mapping_are_one_and_a_case_goes_on_from_one_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(f"{LONG}source_name: Diariet\n", encoding="utf-8")
    logs = [tmp_path / "2025.csv", tmp_path / "2026.csv"]
    logs[0].write_text(
        "Dnr,Händelse,Tid,Vem\nA 1,fattat,2025-12-01,Rådet\nA 1,kommunicerat,2025-12-05,Komvux\n", encoding="utf-8"
    )
    logs[1].write_text("Dnr,Händelse,Tid,Vem\nA 1,verkställt,2026-02-01,Komvux\nA 2,fattat,2026-02-01,Komvax\n", encoding="utf-8")
    with StagedRecords.on_disk() as staged:
        staged.add_known(PARTIES)
        problems = stage_load(staged, read_paths(logs, tmp_path / "map.yaml")).problems
        assert [kind for _id, kind, _on in steps(Contents(staged))] == ["communicated", "executed", "taken"]
    assert [problem.in_("en").split(":")[:2] for problem in problems] == [["2026.csv", "3, Vem"]] * 2


def test_other_ids_by_a_changed_mapping_are_told_with_the_way_out(tmp_path: Path) -> None:
    rows, mapping = f"{HEADINGS}\nA 1;X;Rådet;2026-03-01;Komvux;;;;\n", MAPPING + "per_forum: true\n"
    before, _ = read_log(tmp_path, rows)
    read_log(tmp_path, rows, mapping)
    assert plan_log(tmp_path / "logg.csv", tmp_path / "map.yaml", before, "en")[1] == [
        "logg.csv:2, Dnr: 'a-1-i-radet' is a new id for what was called 'a-1': an id is never changed – "
        + str(MAPPING_HINTS[RowRule.ID_CHANGED])
    ]


def test_a_name_that_the_log_alone_has_is_told_with_the_command_that_makes_it_another_name(tmp_path: Path) -> None:
    rows = "Dnr;Rubrik;Forum;Beslut;Till;Skickat;Vilar;Till och med;Varför\nA 1;X;Stora r;2026-03-01;KVX;2026-03-02;;;\n"
    notices = find_notices(
        tmp_path, rows, f"{MAPPING}forums: {{Stora r: radet}}\naddressees: {{KVX: komvux, Alla: [komvux, radet]}}\n"
    )
    assert [notice.partition(": ")[2] for notice in notices if "in the log alone" in notice] == [
        "radet is called 'Stora r' in the log alone; commands know it by that name, too, after: landskap set radet aliases \"BR; Stora r\"",
        "komvux is called 'KVX' in the log alone; commands know it by that name, too, after: landskap set komvux aliases \"KVX\"",
    ]
