"""Reading a landscape from CSV files: everything wrong is told at once, with its place."""

import json
from pathlib import Path

import pytest

from loaders.log.table import read_log_table
from loaders.opening import read_paths
from loaders.plan.planning import stage_load
from loaders.rows.dataset import DatasetRow
from loaders.staging.store import StagedRecords
from loaders.text_files import csv_file, json_file
from loaders.text_files.csv_folder import read_csv, read_folder
from model.errors import InputError, LimitExceeded, Problem
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.forums import Forum
from model.vocabulary.record import Standing
from model.vocabulary.registers import ActorType
from tests import packages
from tests.landscapes import BASE, actor, landscape

HEADING = "id;name;type;level;evidence"


def write_folder(tmp_path: Path, **files: str | bytes) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def list_problems(tmp_path: Path, current: Contents | None = None, **files: str | bytes) -> list[str]:
    reading = read_folder(write_folder(tmp_path, **files))
    with StagedRecords.on_disk() as staged:
        staged.add_known(current or BASE)
        return [problem.in_("sv") for problem in stage_load(staged, reading).problems]


def test_a_file_as_excel_saves_it(tmp_path: Path) -> None:
    text = "\ufeffid;name;type;level;aliases;example;evidence\r\nalmi;Almi;typ;lokal;A | B;nej;kalla §1|kalla bil. 2\r\n"
    (record,) = read_folder(write_folder(tmp_path, actor=text)).records
    assert record == actor("almi", name="Almi", aliases=("A", "B"), evidence=("kalla §1", "kalla bil. 2"))


@pytest.mark.parametrize(
    "first", ["\ufeff\ufeffid;name", "\ufeff\u200bid;name\u00a0", "i\u00add;\u00a0name", 'id;"name\n"', "id;nam\u0065"]
)
def test_what_cannot_be_seen_in_a_heading_does_not_count(tmp_path: Path, first: str) -> None:
    assert list(read_folder(write_folder(tmp_path, actor=f"{first};type;level;evidence\na;A;typ;lokal;kalla §1\n")).records) == [
        actor("a")
    ]


def test_what_stands_between_columns_is_told_by_the_headings(tmp_path: Path) -> None:
    rows = 'a;"A, B";typ;lokal;kalla §1;"ja, tyvärr"\n'
    heading = 'id;Namn;type;level;evidence;"# Anm, egen,\nlång,,,"\n'
    assert list(read_folder(write_folder(tmp_path, actor=heading + rows)).records) == [actor("a", name="A, B")]


@pytest.mark.parametrize("heading", ['id;na"me\rtype;level', 'id;"name" x"\rtype;level', '"', 'id;"' + "x" * 140_000])
def test_headings_that_are_no_csv_are_told_and_no_traceback(tmp_path: Path, heading: str) -> None:
    assert any(isinstance(found, Problem) for found in read_folder(write_folder(tmp_path, actor=heading)).found())


@pytest.mark.parametrize("code", ["\x08", "\x01", "\x1f", "\ufffe"])
def test_control_characters_are_refused_alike_from_every_format(tmp_path: Path, code: str) -> None:
    book = packages.table([packages.ROWS[0], ("a", f"A_x{ord(code):04X}_B", "typ", "lokal", "kalla §1")]).save(
        tmp_path / "x.xlsx"
    )
    (tmp_path / "x.json").write_text(json.dumps({"actor": [actor("a").values() | {"name": f"A{code}B"}]}), encoding="utf-8")
    (tmp_path / "actor.csv").write_text(f"{HEADING}\na;A{code}B;typ;lokal;kalla §1\n", encoding="utf-8")
    for path in (book, tmp_path / "x.json", tmp_path / "actor.csv"):
        (problem,) = (found for found in read_paths([path]).found() if isinstance(found, Problem) and found.field == "name")
        assert (problem.rule, f"U+{ord(code):04X}" in problem.in_("en")) == ("control-character", True)


def test_commas_quotes_and_line_breaks(tmp_path: Path) -> None:
    text = 'id,name,type,level,description,evidence\nalmi,"Almi, AB",typ,lokal,"en\nrad till","kalla §1"\nbo,Bo,typ,lokal,,kalla §1\n'
    reading = read_folder(write_folder(tmp_path, actor=text))
    assert [(r.id, getattr(r, "name", "")) for r in reading.records] == [("almi", "Almi, AB"), ("bo", "Bo")]
    assert [str(row.place) for row in reading.found() if isinstance(row, DatasetRow)] == ["actor.csv:2", "actor.csv:4"]


def test_headings_and_choices_in_swedish(tmp_path: Path) -> None:
    text = "Id;Namn;Forumslag;Nivå;Område;Ställning;Belägg\nf;F;slag;lokal;gron;föreslagen;kalla §1\n"
    (record,) = read_folder(write_folder(tmp_path, forum=text)).records
    assert isinstance(record, Forum)
    assert record.standing == Standing.PROPOSED


def test_everything_wrong_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    actors = (
        f"{HEADING}\nA B;Almi;typ;lokal;kalla §1\nalmi;;typ;lokal;kalla §1\nbo;Bo;typp;lokal;kala §1\nbo;Bo;typ;lokal;kalla §1\n"
    )
    flows = "id;source;target;kind;standing;evidence\nf;bo;boo;behof;existing;kalla §1\n"
    assert list_problems(tmp_path, actor=actors, flow=flows) == [
        "actor.csv:2, id: 'A B' är inte skrivet som det ska – ett id har små bokstäver a–z, siffror och enkla bindestreck, som i 'a-b'",
        "actor.csv:3, name: måste anges",
        "actor.csv:4, type: aktörstyp 'typp' finns inte – menade du 'typ'?",
        "actor.csv:4, evidence: källa 'kala' finns inte – menade du 'kalla'?",
        "actor.csv:5, id: 'bo' står redan på actor.csv:4",
        "flow.csv:2, kind: 'behof' är inget av valen – menade du 'behov'?",
        "flow.csv:2, target: aktör 'boo' finns inte – menade du 'bo'?",
    ]


def test_what_is_no_id_hints_at_the_one_that_there_is(tmp_path: Path) -> None:
    current = landscape(ActorType(id="offentliga", name="Offentliga aktörer", order=1, evidence=("kalla §1",)))
    rows = "almi;Almi;OFFENTLIGA AKTÖRER;Lokall;kalla §1\nbo;Bo;typ, offentliga;XYZ;kalla §1\n"
    assert list_problems(tmp_path, current, actor=f"{HEADING}\n{rows}") == [
        "actor.csv:2, type: 'OFFENTLIGA AKTÖRER' är inte skrivet som det ska – menade du 'offentliga'?",
        "actor.csv:2, level: 'Lokall' är inte skrivet som det ska – menade du 'lokal'?",
        "actor.csv:3, type: 'typ, offentliga' är inte skrivet som det ska – bara en kan stå här; skriv en rad för var och en: 'typ', 'offentliga'",
        "actor.csv:3, level: 'XYZ' är inte skrivet som det ska – välj bland lokal, regional",
    ]


def test_columns_of_ones_own_and_empty_ones_at_the_end_are_left_alone(tmp_path: Path) -> None:
    assert (
        list_problems(tmp_path, actor=f"{HEADING};# att göra;;\nalmi;Almi;typ;lokal;kalla §1;ring;;\n;;;;;en rad till;;\n") == []
    )
    assert list_problems(tmp_path, actor=f"{HEADING};;\nalmi;Almi;typ;lokal;kalla §1;;ring\n") == [
        "actor.csv:2: raden har fler celler än tabellen har kolumner"
    ]


def test_an_empty_column_before_those_of_ones_own_is_left_alone(tmp_path: Path) -> None:
    rows = f"{HEADING};;# att göra\nalmi;Almi;typ;lokal;kalla §1;{{}};ring\n"
    assert list_problems(tmp_path, actor=rows.format("")) == []
    assert list_problems(tmp_path, actor=rows.format("x")) == ["actor.csv:2: raden har fler celler än tabellen har kolumner"]
    assert len(list_problems(tmp_path, actor=f"{HEADING};;Mitt\n")) == 2


def test_a_workbook_with_the_ending_of_csv_is_told_as_a_workbook(tmp_path: Path) -> None:
    told = "är en arbetsbok (.xlsx) och ingen CSV-fil – ge den ändelsen .xlsx"
    for name in ("actor.csv", "kust.csv"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(range(128, 160)))
        (problem,) = read_csv(tmp_path / name).found()
        assert isinstance(problem, Problem)
        assert problem.in_("sv").startswith(f"{name}: {told}")
    with pytest.raises(InputError) as error:
        read_log_table(tmp_path / "kust.csv")
    assert told in error.value.problems[0].in_("sv")


def test_an_unknown_actor_gets_the_nearest(tmp_path: Path) -> None:
    current = landscape(actor("arbetsformedlingen"), actor("bo"))
    flows = "id;source;target;kind;standing;evidence\nf;arbetsformedlingn;bo;demand;existing;kalla §1\n"
    assert list_problems(tmp_path, current, flow=flows) == [
        "flow.csv:2, source: aktör 'arbetsformedlingn' finns inte – menade du 'arbetsformedlingen'?"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id;naem;type;level;evidence\n", ["actor.csv:1, naem: okänd kolumn 'naem' – menade du 'name'? – börja rubriken med # om kolumnen är din egen: den läses då inte", "actor.csv:1, name: kolumnen 'Namn' (name) saknas"]),
        (f"{HEADING};id\n", ["actor.csv:1, id: kolumnen 'Id' står två gånger"]),
        (f"{HEADING}\na;A;typ;lokal;kalla §1;mer\n", ["actor.csv:2: raden har fler celler än tabellen har kolumner"]),
        (f'{HEADING}\na;"A;typ\n', ["actor.csv:2: raden går inte att läsa som CSV: ett citattecken fattas"]),
        (f"{HEADING}\na;Å;typ;lokal;kalla §1\n".encode("cp1252"), []),
        (f"{HEADING}\na;Å;typ\n".encode() + "b;Ö;typ\n".encode("cp1252"), ["actor.csv:3: blandade teckenkodningar: rad 2 är UTF-8, rad 3 är Windows-1252 – spara den som CSV UTF-8"]),
        (f"{HEADING}\na;\x02;typ\nb;".encode() + b"\xff;typ\n", ["actor.csv:2: raden är varken UTF-8 eller Windows-1252 – spara den som CSV UTF-8"]),
        (f"{HEADING}\na;A\0;typ\n", ["actor.csv:2: filen innehåller NUL, som inte är text – spara den som CSV UTF-8"]),
        (f"{HEADING}\na;A;typ\n".encode("utf-16")[:-1], ["actor.csv: filen börjar som UTF-16 men är det inte – spara den som CSV UTF-8"]),
        (f"{HEADING}\na;{'x' * 100_001};typ\n", ["actor.csv:2: en cell har mer än 100000 tecken – fattas ett citattecken?"]),
        (";".join(["x"] * 201), ["actor.csv:1: raden har fler än 200 kolumner"]),
        (f"{HEADING};example\na;A;typ;lokal;kalla §1;kanske\n", ["actor.csv:2, example: 'kanske' är varken ja eller nej – skriv ja eller nej"]),
        (f"{HEADING};valid_from\na;A;typ;lokal;kalla §1;2026-13-01\n", ["actor.csv:2, valid_from: '2026-13-01' är ingen dag i kalendern"]),
    ],
    ids=["column", "twice", "cells", "quote", "windows", "mixed", "no-text", "nul", "utf-16", "cell", "columns", "yes-no", "date"],
)  # fmt: skip
def test_faulty_files(tmp_path: Path, text: str | bytes, expected: list[str]) -> None:
    assert list_problems(tmp_path, actor=text) == expected


def test_a_file_that_is_no_type(tmp_path: Path) -> None:
    text = f"{HEADING}\na;A;typ;lokal;kalla §1\n"
    assert list_problems(tmp_path, actor=text, aktor="x\n") == [
        "aktor.csv: ingen typ av uppgift heter så – menade du 'actor.csv'?"
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"{HEADING}\na;Å;typ;lokal;kalla §1\n".encode("cp1252"), "aktorer.csv: läst som Windows-1252 med semikolon"),
        (f"{HEADING}\na;Å;typ;lokal;kalla §1\n".encode("utf-16"), "aktorer.csv: läst som UTF-16 med semikolon"),
        (f"{HEADING}\na;Å;typ;lokal;kalla §1\n".replace(";", "\t").encode("utf-8-sig"), "aktorer.csv: läst som UTF-8 med tabbar"),
        (f"sep=,\n{HEADING}\na;Å;typ;lokal;kalla §1\n".replace(";", ",").encode(), "aktorer.csv: läst som UTF-8 med komman"),
        (f'"id, kort";{HEADING[3:]}\na;Å;typ;lokal;kalla §1\n'.replace('"id, kort"', '"id"').encode(), "aktorer.csv: läst som UTF-8 med semikolon"),
    ],
    ids=["windows", "utf-16", "tabs", "sep", "quoted"],
)  # fmt: skip
def test_how_a_file_is_written_is_found_out_and_said(tmp_path: Path, data: bytes, said: str) -> None:
    reading = read_csv(write_folder(tmp_path, aktorer=data) / "aktorer.csv")
    assert list(reading.records) == [actor("a", name="Å")]
    assert [note.in_("sv") for note in reading.notes] == [said, "aktorer.csv: innehåller aktörer, att döma av rubrikerna"]


@pytest.mark.parametrize("name", ["actor", "actors", "Aktörer", "AKTÖRER"])
def test_one_file_is_called_after_what_it_holds(tmp_path: Path, name: str) -> None:
    path = write_folder(tmp_path, **{name: f"{HEADING}\na;A;typ;lokal;kalla §1\n"}) / f"{name}.csv"
    assert list(read_csv(path).records) == [actor("a", name="A")]


def test_one_file_whose_type_cannot_be_told(tmp_path: Path) -> None:
    path = write_folder(tmp_path, saker="id;name;evidence\n") / "saker.csv"
    (problem,) = read_csv(path).found()
    assert isinstance(problem, Problem)
    assert problem.in_("sv").startswith(
        "saker.csv: ingen typ av uppgift heter så – en beslutslogg laddas med --mapping; kalla annars filen efter vad den innehåller: källor,"
    )


@pytest.mark.parametrize(("name", "text"), [("actor", ""), ("tom", ""), ("tom", "\n\n"), ("flow", ";;\n")])
def test_an_empty_file_is_told_as_that(tmp_path: Path, name: str, text: str) -> None:
    (problem,) = read_csv(write_folder(tmp_path, **{name: text}) / f"{name}.csv").found()
    assert isinstance(problem, Problem)
    assert problem.in_("en").partition(": ")[2].startswith("empty – write the headings in the first row")


def test_a_column_that_is_missing_is_called_as_people_call_it(tmp_path: Path) -> None:
    path = write_folder(tmp_path, actor="id;name;type;level\n") / "actor.csv"
    assert [found.in_("en") for found in read_csv(path).found() if isinstance(found, Problem)] == [
        "actor.csv:1, evidence: the column 'Evidence' is missing"
    ]
    path = write_folder(tmp_path, actor="id;name;type;evidence\n") / "actor.csv"
    (found,) = read_csv(path).found()
    assert isinstance(found, Problem)
    assert "'Nivå' (level)" in found.in_("sv")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("1 juni 2026", "did you mean '2026-06-01'?"),
        ("15/1 2026", "did you mean '2026-01-15'?"),
        ("20260115", "did you mean '2026-01-15'?"),
        ("3/4 2026", ""),
        ("15.1.26", ""),
    ],
)
def test_a_day_that_can_only_be_one_is_suggested(tmp_path: Path, said: str, hint: str) -> None:
    path = write_folder(tmp_path, actor=f"{HEADING};valid_from\na;A;typ;lokal;kalla §1;{said}\n") / "actor.csv"
    (problem,) = (found for found in read_csv(path).found() if isinstance(found, Problem))
    assert (problem.rule, str(problem.hint or "")) == ("date", hint)


@pytest.mark.parametrize("said", ["2026-02-30", "2026-13-01"])
def test_a_day_that_there_is_not_in_the_calendar(tmp_path: Path, said: str) -> None:
    path = write_folder(tmp_path, actor=f"{HEADING};valid_from\na;A;typ;lokal;kalla §1;{said}\n") / "actor.csv"
    (problem,) = (found for found in read_csv(path).found() if isinstance(found, Problem))
    assert problem.in_("en") == f"actor.csv:2, valid_from: '{said}' is no day in the calendar"


def test_several_values_in_one_cell(tmp_path: Path) -> None:
    text = f'{HEADING};roles\na;A;"typ,typ-2";lokal;kalla §1;"anstaller; utbildar"\n'
    path = write_folder(tmp_path, actor=text) / "actor.csv"
    hints = {found.field: str(found.hint) for found in read_csv(path).found() if isinstance(found, Problem)}
    assert hints == {
        "type": "only one value is allowed here; write a row for each: 'typ', 'typ-2'",
        "roles": "separate several values with |: 'anstaller | utbildar'",
    }


def test_several_paths_are_one_reading_whose_rows_keep_their_place_and_source(tmp_path: Path) -> None:
    for name in ("norr", "syd"):
        (tmp_path / name).mkdir()
        write_folder(tmp_path / name, actor=f"{HEADING}\na-{name};A;typ;lokal;kalla §1\n", flow="x\n")
    reading = read_paths([tmp_path / "norr", tmp_path / "syd", tmp_path / "norr/actor.csv", tmp_path / "syd/actor.csv"])
    rows = [
        (str(found.place).removeprefix(f"{tmp_path}/"), part.source)
        for part in reading.parts
        for found in part.found()
        if isinstance(found, DatasetRow)
    ]
    assert rows == [
        ("norr/actor.csv:2", "norr"),
        ("syd/actor.csv:2", "syd"),
        ("norr/actor.csv:2", "actor"),
        ("syd/actor.csv:2", "actor"),
    ]
    assert (reading.source, len(reading.sha256)) == ("norr, syd, actor", 64)
    with StagedRecords.on_disk() as staged:
        staged.add_known(BASE)
        problems = stage_load(staged, read_paths([tmp_path / "norr/actor.csv", tmp_path / "syd"])).problems
        assert [str(problem.place) for problem in problems] == ["syd/flow.csv:1"] * 7
        assert {record.id: record.asserted_by for record in staged.of(Actor).values()} == {
            "a-norr": ("actor",),
            "a-syd": ("syd",),
        }


def test_limits_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_folder(tmp_path, actor=f"{HEADING}\na;A;typ;lokal;kalla §1\nb;B;typ;lokal;kalla §1\n") / "actor.csv"
    monkeypatch.setattr(csv_file, "MOST_ROWS", 1)
    assert [found.in_("sv") for found in read_csv(path).found() if isinstance(found, Problem)] == [
        "actor.csv: filen har fler än 1 rader – ladda den i delar"
    ]
    monkeypatch.setattr(csv_file, "LARGEST_FILE", 10)
    assert [found.in_("sv") for found in read_csv(path).found() if isinstance(found, Problem)] == [
        "actor.csv: filen är större än 10 byte – ladda den i delar"
    ]


def test_limits_of_a_json_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"source": [{"id": "a"}, {"id": "b"}]}')
    monkeypatch.setattr(json_file, "MOST_ROWS", 1)
    with pytest.raises(LimitExceeded, match="has 2 records; at most 1"):
        read_paths([path])
    monkeypatch.setattr(json_file, "LARGEST_FILE", 10)
    with pytest.raises(LimitExceeded, match="at most 10"):
        read_paths([path])


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to load"):
        read_folder(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        read_folder(tmp_path / "borta")


def test_the_digest_is_of_what_was_read(tmp_path: Path) -> None:
    text = f"{HEADING}\na;A;typ;lokal;kalla §1\n"
    first = read_folder(write_folder(tmp_path, actor=text)).sha256
    assert read_folder(tmp_path).sha256 == first
    assert read_folder(write_folder(tmp_path, actor=text + "b;B;typ;lokal;kalla §1\n")).sha256 != first


def test_hostile_text_is_kept_as_text(tmp_path: Path) -> None:
    name = "</script><img onload=x>'); DROP // ${x}"
    reading = read_folder(write_folder(tmp_path, actor=f'{HEADING};description\na;"{name}";typ;lokal;kalla §1;"{name} \u202e"\n'))
    (record,) = reading.records
    assert isinstance(record, Actor)
    assert (record.name, record.description) == (name, name)
