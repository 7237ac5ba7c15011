"""A proposed mapping: what each guess rests on, what is asked, and that it loads once that is answered."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from loaders.log.mapping import read_mapping
from loaders.log.mapping_proposal import propose_mapping
from loaders.log.mapping_text import MappingEntry, format_entries
from loaders.log.table import read_log_table
from loaders.log.words import PartyNames
from loaders.opening import read_paths
from model.errors import InputError
from model.language import Language
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from tests.loaders.log.test_decision_log import EXAMPLES, PARTIES, plan_log


def proposal(log: Path, known: Contents, language: Language = "sv") -> str:
    names = PartyNames()
    names.learn(known.parties())
    return propose_mapping(read_log_table(log), names, language)


def propose_for(tmp_path: Path, text: str, language: Language = "sv") -> list[str]:
    (tmp_path / "logg.csv").write_text(text, encoding="utf-8")
    return proposal(tmp_path / "logg.csv", Contents(PARTIES), language).splitlines()


def read_by_mapping(log: Path, mapping: Path, known: Contents) -> list[Record]:
    """What the log says by the mapping, whoever the source is."""
    reading = read_paths([log], mapping)
    assert reading.meet
    reading.meet(known.parties())
    return [
        record.model_copy(update={"evidence": (), "example": False}) for record in reading.records if record.label != "Source"
    ]


@pytest.mark.parametrize("name", ["beslut", "handelser"])
def test_the_proposal_for_an_example_says_what_its_own_mapping_says(name: str, tmp_path: Path, with_examples: Contents) -> None:
    log = EXAMPLES / f"{name}-exempel.csv"
    text = proposal(log, with_examples).replace("#   Registrerat:", "  Registrerat:")
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    assert read_by_mapping(log, tmp_path / "map.yaml", with_examples) == read_by_mapping(
        log, EXAMPLES / f"{name}-exempel.yaml", with_examples
    )


def test_headings_that_municipalities_use(tmp_path: Path) -> None:
    heads = "Dnr;Ärendet avser;Beslutsdatum;Mottagare;Funktion hos mottagaren;Hemmabeslut"
    lines = propose_for(tmp_path, f"{heads}\nA 1;Plan för vux;2026-03-01;Komvux;Rektor;2026-03-09\n", "en")
    found = {line.strip().split(": ")[0]: line.split(": ", 1)[1].split("  #")[0] for line in lines if ": " in line}
    assert (found["title"], found["owner"]) == ("Ärendet avser", "Funktion hos mottagaren")
    assert found["line_decision"] == "Hemmabeslut"


def test_every_guess_says_what_it_rests_on(tmp_path: Path) -> None:
    assert propose_for(tmp_path, "Dnr;Rubrik;Beslutsdatum;Mottagare;Expedierat;Handläggare\nA 1;X;2026-03-01;Komvux;;N N\nA 2;Y;2026-03-01;Komvax;2026-03-05;\n", "en") == [
        "# The columns of logg.csv: check them, answer the questions (?), then: landskap load logg.csv --mapping MAP.yaml",
        "# A ? after a value asks you to check it; a ? without a value must be answered",
        "# logg.csv: read as UTF-8 with semicolons",
        "kind: wide  # a row is a decision: no column names events",
        "source: logg  # ? the id of the source that every record names as its evidence; keep it for later exports",
        "source_name: logg  # ? the name of that source; remove the line if the landscape has the source already",
        "default_forum:  # ? no column names the forum that decides: give its id, or leave this empty if it is unknown",
        "columns:",
        "  case: Dnr  # by its heading; 2 values, such as A 1",
        "  title: Rubrik  # by its heading; 2 values, such as X",
        "  taken_on: Beslutsdatum  # 2 of 2 values are days, such as 2026-03-01",
        "  addressee: Mottagare  # 1 of 2 values are names of parties in the landscape",
        "  steps:",
        "    communicated: Expedierat  # 1 of 1 values are days, such as 2026-03-05",
        "# not read: 'Handläggare'",
        "addressees:  # ? no party, or several, have these names: choose one for each, and remove the #",
        "#   Komvax: komvux",
        "others:  # the meaning of all words that no table has",
        "  addressees:  # ? the id for all names that no party has, or leave_out (no party)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("03/04/2026", "05/06/2026", "date_format:  # ? days are written as '03/04/2026': choose among DD/MM/YYYY, MM/DD/YYYY"),
        ("03/04/2026", "25/06/2026", 'date_format: "DD/MM/YYYY"  # \'25/06/2026\' can be read in no other way'),
        ("26-06-30", "26-05-01", "date_format:  # ? days are written as '26-06-30': choose among DD-MM-YY, YY-MM-DD"),
        ("26-06-30", "99-05-01", "date_format: YY-MM-DD  # '99-05-01' can be read in no other way"),
        ("3.4.26 10:00", "6.25.26 10:00", 'date_format: "MM.DD.YY"  # \'6.25.26 10:00\' can be read in no other way'),
        ("13/04/2026", "04/13/2026", "date_format:  # ? days are written as '04/13/2026': choose among DD/MM/YYYY, MM/DD/YYYY"),
        ("2026-03-04", "2026-03-05", None),
    ],
)  # fmt: skip
def test_ambiguous_days_are_asked_about_and_others_explained(
    tmp_path: Path, first: str, second: str, expected: str | None
) -> None:
    lines = propose_for(tmp_path, f"Dnr;Beslutsdatum;Mottagare\nA 1;{first};Komvux\nA 2;{second};Komvux\n", "en")
    assert next((line for line in lines if line.startswith("date_format")), None) == expected
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    reading = read_paths([tmp_path / "logg.csv"], tmp_path / "map.yaml")
    assert any("more than one way" in str(found) for found in reading.found()) == ("?" in (expected or ""))


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "x # y",
        '"',
        "{",
        "- a",
        "null",
        "no",
        "1e3",
        "a\nb",
        "\u202ea",
        "a\u2028b",
        "\x7f",
        "\0",
        "\U0001f600",
        "å ä",
        "*a",
        "=1+1",
    ],
)
def test_hostile_words_stay_words(tmp_path: Path, text: str) -> None:
    entries = {
        ("kind",): "wide",
        ("source",): "x",
        ("columns", "case"): "a",
        ("columns", "taken_on"): text,
        ("events", text): "taken",
    }
    written = format_entries((MappingEntry(*entry) for entry in entries.items()), "sv")
    (tmp_path / "map.yaml").write_text(written, encoding="utf-8")
    assert read_mapping(tmp_path / "map.yaml").says.columns.taken_on == text
    assert list(read_mapping(tmp_path / "map.yaml").says.events) == [" ".join(text.split())]


def test_hostile_headings_and_cells_do_not_leave_their_comments(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, 'Dnr;Beslutsdatum;Mottagare;"x\n# y: z\u202e"\nA 1;2026-03-01;"Kom\nevil: true";=1+1\n')
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert read_mapping(tmp_path / "map.yaml").says.columns.case == "Dnr"
    assert "\u202e" not in "".join(lines)


def test_nothing_to_propose_from(tmp_path: Path) -> None:
    for text in ("", "\n\n", "\0"):
        with pytest.raises(InputError):
            propose_for(tmp_path, text)
    assert "  case:  # ? vilken kolumn har ärendenumret: a, b" in propose_for(tmp_path, "a;b\n1;2\n")


def test_titles_above_the_headings_are_told_and_kept(tmp_path: Path) -> None:
    text = "Diariet, uttag\nUtskrivet;2026-06-01\n\nDnr;Beslutsdatum;Mottagare\nA 1;12 mars 2026;Komvux\n"
    lines = propose_for(tmp_path, text, "en")
    assert [line for line in lines if "heading" in line][:2] == [
        "# logg.csv: the headings are found in row 4",
        "heading_row: 4  # the row of the headings; the rows above it are not read: 'Diariet, uttag'",
    ]
    assert "  taken_on: Beslutsdatum  # 1 of 1 values are days, such as 12 mars 2026" in lines
    assert not any(line.startswith("date_format") for line in lines)
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert [record.id for record in read_by_mapping(tmp_path / "logg.csv", tmp_path / "map.yaml", Contents(PARTIES))] == [
        "a-1", "a-1-till-komvux", "a-1-till-komvux-taken",
    ]  # fmt: skip


def columns(lines: list[str]) -> dict[str, str]:
    """What the proposal takes for what, with its `?`."""
    said = (line.strip().partition("  # ") for line in lines if line.startswith("  "))
    return {yaml: "?" if why.startswith("?") else "" for yaml, _between, why in said if not yaml.startswith("#")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Diarienr;Ärende;Beslutande organ;Datum;Mottagare\nKS 2026/1;Ny skola;Kommunstyrelsen;2026-03-01;Komvux\n",
            {"case: Diarienr": "", "title: Ärende": "", "taken_in: Beslutande organ": "", "taken_on: Datum": "", "addressee: Mottagare": "", "forums: leave_out": "?"},
        ),
        (
            "Nr;Ärende;Datum\nKS 2026/1;Skola;2026-03-01\nKS 2026/2;Badhus;2026-03-01\n",
            {"case: Nr": "?", "title: Ärende": "", "taken_on: Datum": ""},
        ),
        ("Ärende;Datum\nA 1;2026-03-01\n", {"case: Ärende": "", "taken_on: Datum": ""}),
        ("Ärende;Datum\nOm en ny skola;2026-03-01\n", {"case:": "?", "title: Ärende": "", "taken_on: Datum": ""}),
        (
            "Dnr.;Om;Hos;Mottagare;Datum\nKS 2026/1;Om en ny skola;Rådet;Komvux;2026-03-01\n",
            {"case: \"Dnr.\"": "", "title: Om": "?", "taken_in: Hos": "?", "addressee: Mottagare": "", "taken_on: Datum": ""},
        ),
        ("Dnr;A;B;Datum\nKS 2026/1;Rådet;Komvux;2026-03-01\n", {"case: Dnr": "", "taken_on: Datum": ""}),
    ],
)  # fmt: skip
def test_headings_and_values_tell_what_a_column_is(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    assert columns(propose_for(tmp_path, text, "en")) == expected


def test_columns_of_parties_that_may_be_either_are_asked_about(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;A;B;Datum\nKS 2026/1;Rådet;Komvux;2026-03-01\n", "en")
    assert [line for line in lines if "names of parties. Is it" in line] == [
        f"# ? not read: '{name}', which holds names of parties. Is it taken_in or addressee?" for name in "AB"
    ]


@pytest.mark.parametrize("heading", ["Återrapporteras senast", "Bevakningsdatum", "Klart senast", "Svar senast"])
def test_columns_of_deadlines_are_known(tmp_path: Path, heading: str) -> None:
    lines = propose_for(tmp_path, f"Dnr;Beslutsdatum;Mottagare;{heading}\nA 1;2026-03-01;Komvux;2026-09-01\n", "en")
    assert f"  due: {heading}  # 1 of 1 values are days, such as 2026-09-01" in lines


def test_only_days_of_the_calendar_count(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Beslutsdatum\nA 1;31 februari 2026\nA 2;28 februari 2026\n", "en")
    assert "  taken_on: Beslutsdatum  # 1 of 2 values are days, such as 28 februari 2026" in lines


def test_unknown_kinds_of_decision_are_asked_about_and_are_no_events(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Beslutsdatum;Beslutstyp\nA 1;2026-03-01;Beslut\nA 2;2026-03-01;Uppdrag\n", "en")
    assert "kind: wide" in "\n".join(lines)
    assert lines[-4:] == [
        "decision_kinds:  # ? these words are no kind of decision: choose one for each, and remove the #",
        "  Uppdrag: order  # ? this word likely means order",
        "others:  # the meaning of all words that no table has",
        "  decision_kinds: decision  # ? the kind of all others",
    ]


SEVERAL = "per_forum: true  # 'A 1' is decided in 'Rådet', 'Nämnden': each has a decision of its own"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dnr;Forum;Datum;Till\nA 1;Rådet;2026-03-01;Komvux\nA 1;Nämnden;2026-04-01;Komvux\n", SEVERAL),
        ("Dnr;Forum;Datum;Till\nA 1;Rådet;2026-03-01;Komvux\nA 1;br;2026-03-01;Komvux\nA 2;Nämnden;2026-04-01;\n", None),
        ("Dnr;Händelse;Tid;Vem\nA 1;Beslut;2026-03-01;Rådet\nA 1;Beslut;2026-04-01;Nämnden\n", SEVERAL),
        ("Dnr;Händelse;Tid;Vem\nA 1;Beslut;2026-03-01;Rådet\nA 1;Skickat;2026-04-01;Nämnden\n", None),
    ],
)
def test_cases_that_several_forums_decide_are_found(tmp_path: Path, text: str, expected: str | None) -> None:
    lines = propose_for(tmp_path, text, "en")
    assert next((line for line in lines if line.startswith("per_forum")), None) == expected


def test_rows_of_sums_are_set_aside_and_not_counted(tmp_path: Path) -> None:
    text = "Dnr;Beslutsdatum;Mottagare\nKS 1/26;2026-03-01;Komvux\nKS 2/26;;\n#KS 3/26;;\nAntal ärenden: 1;;\n"
    lines = propose_for(tmp_path, text, "en")
    assert "aside: [Antal ärenden]  # ? rows that begin so seem to be no cases: they have nothing else" in lines
    assert "  case: Dnr  # by its heading; 2 values, such as KS 1/26" in lines
    assert not any(
        line.startswith("aside") for line in propose_for(tmp_path, "Dnr;Beslutsdatum\nKS 1/26;2026-03-01\nKS 2/26;\n", "en")
    )
    assert any(
        line.startswith("aside: [A 2]") for line in propose_for(tmp_path, "Dnr;Beslutsdatum\nA 1;2026-03-01\nA 2;\n", "en")
    )


def test_the_file_that_is_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "logg.csv").write_text("Dnr;Beslutsdatum\nA 1;2026-03-01\n")
    text = propose_mapping(read_log_table(tmp_path / "logg.csv"), PartyNames(), "en", "m1.yaml")
    assert "landskap load logg.csv --mapping m1.yaml" in text.splitlines()[0]


def load_problems(tmp_path: Path, lines: list[str], name: str = "logg.csv") -> list[str]:
    """What is wrong when the log is loaded by the mapping as it is proposed."""
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    return plan_log(tmp_path / name, tmp_path / "map.yaml", language="en")[1]


def test_our_own_headings_are_known_in_both_languages(tmp_path: Path) -> None:
    english = propose_for(
        tmp_path,
        "Case;Title;Taken in;Taken on;Addressee;Kind;Due;Owner\nK 1;New course;Rådet;2026-01-15;Komvux;beslut;2026-06;rektor\n",
    )
    assert load_problems(tmp_path, english) == []
    swedish = propose_for(
        tmp_path,
        "Diarienummer;Namn;Fattat i;Fattat den;Adressat;Slag;Klart senast;Ansvarig funktion\nK 1;Ny kurs;Rådet;2026-01-15;Komvux;beslut;2026-06;rektor\n",
    )
    roles = ["case", "title", "taken_in", "taken_on", "addressee", "decision_kind", "due", "owner"]
    for lines in (english, swedish):
        assert sorted(yaml.partition(":")[0] for yaml in columns(lines)) == sorted(roles)


def test_the_standard_of_event_logs_is_known(tmp_path: Path) -> None:
    text = "case:concept:name,concept:name,time:timestamp,org:group,org:resource,lifecycle:transition\n"
    text += "A 1,Beslut,2011-10-11 13:45:40.276000+02:00,Rådet,N N,start\nA 1,Skickat,2011-10-12T13:45:40Z,Komvux,N N,complete\n"
    lines = propose_for(tmp_path, text, "en")
    assert {"case", "event", "on", "addressee", "taken_in"} == {yaml.partition(":")[0] for yaml in columns(lines)} - {
        "Beslut",
        "Skickat",
    }
    assert (
        'only: {"lifecycle:transition": complete}  # ? only completed activities are read, not those that begin or wait' in lines
    )
    assert "# not read: 'org:resource'" in lines


def test_a_status_makes_no_steps_of_a_wide_log(tmp_path: Path) -> None:
    rows = "".join(f"A {n};2026-03-01;Komvux;Verkställt\n" for n in range(9))
    lines = propose_for(tmp_path, f"Dnr;Beslutsdatum;Mottagare;Status\n{rows}", "en")
    assert any(line.startswith("kind: wide") for line in lines)
    assert "# ? not read: 'Status', which has the state of each, and not its day" in lines
    assert load_problems(tmp_path, lines) == []


def test_a_status_of_which_a_log_has_the_day_is_asked_about(tmp_path: Path) -> None:
    text = (
        "Dnr;Status;Statusdatum;Vem\nA 1;Beslut;2026-03-01;Rådet\nA 1;Verkställt;2026-03-02;Komvux\nA 1;Klart;2026-03-03;Komvux\n"
    )
    assert {"  Beslut: taken  # ? 1 row", "  Verkställt: executed  # ? 1 row"} < set(propose_for(tmp_path, text, "en"))


def test_a_column_that_is_known_is_not_dropped_where_few_of_its_values_are_days(tmp_path: Path) -> None:
    words = ["HTM1 2026", "VTM 2026", "2026-06", "Q3 2026", "v. 24", "2026-W24", "löpande", "HT 2025", "HT 2026"]
    rows = "".join(f"K 2026:{n};Komvux;2026-01-15;{word}\n" for n, word in enumerate(words, 1))
    lines = propose_for(tmp_path, f"Diarienummer;Mottagare;Beslutsdatum;Klart senast\n{rows}", "en")
    assert "  due: Klart senast  # ? 3 of 9 values are days, such as 2026-06" in lines
    asked = lines[lines.index(next(line for line in lines if line.startswith("dates:"))) + 1 :][:4]
    assert asked == [
        "#   HT:  # 2 rows",
        '#   "HTM1 2026":  # 1 row'.replace('"', ""),
        "#   VTM:  # 1 row",
        "#   löpande:  # 1 row",
    ]
    assert load_problems(tmp_path, lines) == []


def test_values_are_counted_however_many_there_are(tmp_path: Path) -> None:
    rows = "".join(f"A {n};2026-01-15 {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02};Komvux;Skickat\n" for n in range(2100))
    lines = propose_for(tmp_path, f"Dnr;Tidpunkt;Vem;Händelse\n{rows}", "en")
    assert "  on: Tidpunkt  # 2100 of 2100 values are days, such as 2026-01-15 00:00:00" in lines


def test_each_decision_needs_an_addressee_which_is_asked_for(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Rubrik;Beslutsdatum\nA 1;Ny skola;2026-03-01\n", "en")
    assert "default_addressee:  # ? 1 decision names no addressee: give an id, or taken_in (the forum that decided)" in lines
    assert "# addressee: ? each decision needs one: name its column, or give default_addressee" in lines
    assert len(load_problems(tmp_path, lines)) == 1
    assert load_problems(tmp_path, [line.replace("default_addressee:", "default_addressee: komvux") for line in lines]) == []


def test_what_a_log_needs_is_found_by_trying(tmp_path: Path) -> None:
    text = (
        "Dnr;Ärende;Händelse;Datum;Nämnd;Mottagare;Ny tid;Skäl\nA 1;Motion om X;Beslut;2026-03-01;Rådet;Komvux;;\n"
        "A 1;Svar på motion om X;Bordlagt;2026-03-02;Rådet;Komvux;;\n;Information;Beslut;2026-03-02;Rådet;Komvux;;\nA-1;X;Skickat;;Rådet;Komvux;;\n"
    )
    lines = propose_for(tmp_path, text, "en")
    assert [line.partition("  # ?")[0] for line in lines if "  # ?" in line] == [
        "source: logg", "source_name: logg", "without_number: own", "loose_numbers: true", "differs: {title: last}", "leave_out_undated: true",
        "default_reason: not given in the log",
    ]  # fmt: skip
    assert load_problems(tmp_path, lines) == []


def test_the_council_that_resumes_an_assignment_is_not_made_its_addressee(tmp_path: Path) -> None:
    text = (
        "Ärende;Rubrik;Händelse;Tidpunkt;Enhet;Ny tid;Anteckning\nK 2026:51;Omprövat;Fattat;2026-01-15;Rådet;;\n"
        "K 2026:51;Omprövat;Återrapporterat;2026-02-10;Komvux;;\nK 2026:51;Omprövat;Återupptaget;2026-03-01;Rådet;;omprövning begärd\n"
    )
    lines = propose_for(tmp_path, text)
    assert load_problems(tmp_path, lines) == []
    ids = [
        record.id
        for record in read_by_mapping(tmp_path / "logg.csv", tmp_path / "map.yaml", Contents(PARTIES))
        if record.label == "Assignment"
    ]
    assert ids == ["k-2026-51-till-komvux"]


def test_what_stands_between_columns_is_told_by_headings_that_are_known_and_not_by_commas_in_cells(tmp_path: Path) -> None:
    rows = "".join(f"K 2026:{n};Ett, två, tre, fyra;Rådet;2026-01-15;Komvux, Rådet, Nämnden, Skolan\n" for n in range(1, 6))
    lines = propose_for(tmp_path, f"Diarienummer;Ärende;Beslutande;Beslutsdatum;Mottagare\n{rows}", "en")
    assert "# logg.csv: read as UTF-8 with semicolons" in lines
    assert "addressee: Mottagare" in columns(lines)


def test_the_sheet_that_holds_the_log_is_found(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Läs mig"
    book.active.append(["Utdrag ur diariet", "2026-06-01"])
    sheet = book.create_sheet("Ärenden")
    for row in (["Dnr", "Rubrik", "Nämnd", "Beslutsdatum", "Mottagare"], ["A 1", "X", "Rådet", "2026-03-01", "Komvux"]):
        sheet.append(row)
    book.save(tmp_path / "logg.xlsx")
    lines = proposal(tmp_path / "logg.xlsx", Contents(PARTIES), "en").splitlines()
    assert "sheet: Ärenden  # the sheet that looks most like a log" in lines
    assert load_problems(tmp_path, lines, "logg.xlsx") == []
    assert load_problems(tmp_path, [line for line in lines if not line.startswith("sheet")], "logg.xlsx") == []


def test_times_in_utc_are_asked_about(tmp_path: Path) -> None:
    lines = propose_for(tmp_path, "Dnr;Händelse;Tid;Vem\nA 1;Skickat;2026-03-01T23:30:00Z;Komvux\n", "en")
    assert [line for line in lines if "time_zone" in line] == [
        "# ? time_zone: Europe/Stockholm – if times such as '2026-03-01T23:30:00Z' should count by the local day"
    ]
