"""A proposed mapping: what each guess rests on, what is asked, and that it loads once that is answered."""

from pathlib import Path

import pytest

from loaders.log_mapping import read_mapping
from loaders.log_table import log_table
from loaders.log_words import PartyNames
from loaders.mapping_proposal import proposed, scalar
from loaders.opening import readings_of
from model.contents import Contents
from model.errors import InputError
from model.language import Language
from model.record import Record
from tests.loaders.test_decision_log import EXAMPLES, PARTIES


def proposal(log: Path, known: Contents, language: Language = "sv") -> str:
    names = PartyNames()
    names.learn(known.parties())
    return proposed(log_table(log), names, language)


def of(tmp_path: Path, text: str, language: Language = "sv") -> list[str]:
    (tmp_path / "logg.csv").write_text(text, encoding="utf-8")
    return proposal(tmp_path / "logg.csv", Contents(PARTIES), language).splitlines()


def stated(log: Path, mapping: Path, known: Contents) -> list[Record]:
    """What the log says by the mapping, whoever the source is."""
    reading = readings_of([log], mapping)
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
    assert stated(log, tmp_path / "map.yaml", with_examples) == stated(log, EXAMPLES / f"{name}-exempel.yaml", with_examples)


def test_every_guess_says_what_it_rests_on(tmp_path: Path) -> None:
    assert of(tmp_path, "Dnr;Rubrik;Beslutsdatum;Mottagare;Expedierat;Handläggare\nA 1;X;2026-03-01;Komvux;;N N\nA 2;Y;2026-03-01;Komvax;2026-03-05;\n", "en") == [
        "# Which column of logg.csv says what: read it, answer what is asked (?), then: landskap load logg.csv --mapping MAP.yaml",
        "# logg.csv: read as UTF-8 with semicolons",
        "kind: wide  # a row is a decision: no column holds words for steps",
        "source: logg  # ? the id of the source that every record names as its evidence; keep it for later exports",
        "source_name: logg  # ? the name of that source; take the line away if the landscape has it already",
        "columns:",
        "  case: Dnr  # by its heading; 2 values, such as A 1",
        "  title: Rubrik  # by its heading; 2 values, such as X",
        "  taken_on: Beslutsdatum  # 2 of 2 values are days, such as 2026-03-01",
        "  addressee: Mottagare  # 1 of 2 values are names of parties in the landscape",
        "  steps:",
        "    communicated: Expedierat  # 1 of 1 values are days, such as 2026-03-05",
        "# not read: 'Handläggare'",
        "addressees:  # ? no party, or several, are called as follows: say who it is, and take away the # before",
        "#   Komvax: komvux",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("03/04/2026", "05/06/2026", "date_format:  # ? days are written as '03/04/2026': which of DD/MM/YYYY, MM/DD/YYYY"),
        ("03/04/2026", "25/06/2026", 'date_format: "DD/MM/YYYY"  # \'25/06/2026\' can be read in no other way'),
        ("3.4.26 10:00", "6.25.26 10:00", 'date_format: "MM.DD.YY"  # \'6.25.26 10:00\' can be read in no other way'),
        ("13/04/2026", "04/13/2026", "date_format:  # ? days are written as '04/13/2026': which of DD/MM/YYYY, MM/DD/YYYY"),
        ("2026-03-04", "2026-03-05", None),
    ],
)  # fmt: skip
def test_ambiguous_days_are_asked_about_and_others_explained(
    tmp_path: Path, first: str, second: str, expected: str | None
) -> None:
    lines = of(tmp_path, f"Dnr;Beslutsdatum;Mottagare\nA 1;{first};Komvux\nA 2;{second};Komvux\n", "en")
    assert next((line for line in lines if line.startswith("date_format")), None) == expected
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    reading = readings_of([tmp_path / "logg.csv"], tmp_path / "map.yaml")
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
    (tmp_path / "map.yaml").write_text(
        f"kind: wide\nsource: x\ncolumns: {{case: a, taken_on: b}}\nevents: {{{scalar(text)}: taken}}\n", encoding="utf-8"
    )
    assert list(read_mapping(tmp_path / "map.yaml").says.events) == [text]


def test_hostile_headings_and_cells_do_not_leave_their_comments(tmp_path: Path) -> None:
    lines = of(tmp_path, 'Dnr;Beslutsdatum;Mottagare;"x\n# y: z\u202e"\nA 1;2026-03-01;"Kom\nevil: true";=1+1\n')
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert read_mapping(tmp_path / "map.yaml").says.columns.case == "Dnr"
    assert "\u202e" not in "".join(lines)


def test_nothing_to_propose_from(tmp_path: Path) -> None:
    for text in ("", "\n\n", "\0"):
        with pytest.raises(InputError):
            of(tmp_path, text)
    assert "  case:  # ? vilken kolumn har ärendenumret: a, b" in of(tmp_path, "a;b\n1;2\n")


def test_titles_above_the_headings_are_told_and_kept(tmp_path: Path) -> None:
    text = "Diariet, uttag\nUtskrivet;2026-06-01\n\nDnr;Beslutsdatum;Mottagare\nA 1;12 mars 2026;Komvux\n"
    lines = of(tmp_path, text, "en")
    assert [line for line in lines if "heading" in line][:2] == [
        "# logg.csv: the headings are found in row 4",
        "heading_row: 4  # here are the headings; what stands above them is not read: 'Diariet, uttag'",
    ]
    assert "  taken_on: Beslutsdatum  # 1 of 1 values are days, such as 12 mars 2026" in lines
    assert not any(line.startswith("date_format") for line in lines)
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert [record.id for record in stated(tmp_path / "logg.csv", tmp_path / "map.yaml", Contents(PARTIES))] == [
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
            {"case: Diarienr": "", "title: Ärende": "", "taken_in: Beslutande organ": "", "taken_on: Datum": "", "addressee: Mottagare": ""},
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
    assert columns(of(tmp_path, text, "en")) == expected


def test_columns_of_parties_that_may_be_either_are_asked_about(tmp_path: Path) -> None:
    lines = of(tmp_path, "Dnr;A;B;Datum\nKS 2026/1;Rådet;Komvux;2026-03-01\n", "en")
    assert [line for line in lines if "names of parties. Is it" in line] == [
        f"# ? not read: '{name}', which holds names of parties. Is it taken_in or addressee?" for name in "AB"
    ]


@pytest.mark.parametrize("heading", ["Återrapporteras senast", "Bevakningsdatum", "Klart senast", "Svar senast"])
def test_columns_of_deadlines_are_known(tmp_path: Path, heading: str) -> None:
    lines = of(tmp_path, f"Dnr;Beslutsdatum;Mottagare;{heading}\nA 1;2026-03-01;Komvux;2026-09-01\n", "en")
    assert f"  due: {heading}  # 1 of 1 values are days, such as 2026-09-01" in lines


def test_only_days_of_the_calendar_count(tmp_path: Path) -> None:
    lines = of(tmp_path, "Dnr;Beslutsdatum\nA 1;31 februari 2026\nA 2;28 februari 2026\n", "en")
    assert "  taken_on: Beslutsdatum  # 1 of 2 values are days, such as 28 februari 2026" in lines


def test_unknown_kinds_of_decision_are_asked_about_and_are_no_events(tmp_path: Path) -> None:
    lines = of(tmp_path, "Dnr;Beslutsdatum;Beslutstyp\nA 1;2026-03-01;Beslut\nA 2;2026-03-01;Uppdrag\n", "en")
    assert lines[2].startswith("kind: wide")
    assert lines[-2:] == [
        "decision_kinds:  # ? no kind of decision is called as follows: say which it is, and take away the # before",
        "#   Uppdrag: decision ? order ? request ? proposal",
    ]


SEVERAL = "per_forum: true  # 'A 1' is decided in 'Rådet', 'Nämnden': each makes a decision of its own"


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
    lines = of(tmp_path, text, "en")
    assert next((line for line in lines if line.startswith("per_forum")), None) == expected


def test_rows_of_sums_are_set_aside_and_not_counted(tmp_path: Path) -> None:
    text = "Dnr;Beslutsdatum;Mottagare\nKS 1/26;2026-03-01;Komvux\nKS 2/26;;\n#KS 3/26;;\nAntal ärenden: 1;;\n"
    lines = of(tmp_path, text, "en")
    assert "aside: [Antal ärenden]  # ? rows that begin so are taken for no cases: nothing else stands in them" in lines
    assert "  case: Dnr  # by its heading; 2 values, such as KS 1/26" in lines
    assert not any(line.startswith("aside") for line in of(tmp_path, "Dnr;Beslutsdatum\nA 1;2026-03-01\nA 2;\n", "en"))


def test_the_file_that_is_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "logg.csv").write_text("Dnr;Beslutsdatum\nA 1;2026-03-01\n")
    text = proposed(log_table(tmp_path / "logg.csv"), PartyNames(), "en", "m1.yaml")
    assert "landskap load logg.csv --mapping m1.yaml" in text.splitlines()[0]
