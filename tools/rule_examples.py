"""One example for each rule, which breaks this rule alone. The reference page shows them and a test runs each.

Most change a row of the template's examples (`loaders/examples.json`), which make up a whole landscape.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook
from pydantic import ValidationError

from api.terminal.question_faults import ParameterRule, explain_faults, explain_repeated, explain_unknown
from loaders.backup.format import ABOUT, CONTENTS
from loaders.backup.reader import open_backup
from loaders.opening import read_path, read_paths
from loaders.plan.planning import stage_load
from loaders.rows.limits import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from loaders.rows.rules import BackupRule, FileRule, HeadingRule, LogRule, RowRule
from loaders.staging.conflicts import Versions
from loaders.staging.store import StagedRecords
from loaders.text_files.json_file import read_json
from loaders.workbook.writer import EXAMPLES_FILE as TEMPLATE
from model.edits.by_hand import rename_record
from model.edits.merging import merge_records
from model.edits.succession import plan_succession
from model.errors import InputError, Problem
from model.history.revision_states import plan_revision_event
from model.history.revisions import Revision
from model.rules import CellRule, LandscapeRule, RecordRule, ReferenceRule, Rule
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from model.vocabulary.revision_events import RevisionState
from queries.questions.parameters import FeedsQuestion
from queries.server.settings import SettingRule, Settings, variable_of

EXAMPLE_SOURCE = "exempel"
"""The owner of the examples in the landscape that they are loaded into."""
LONGEST_CODE = 120

_Files = Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Example:
    """An example that breaks a rule: the text that the page shows, and the problems that are reported for it."""

    shown: str
    problems: Callable[[], Sequence[Problem]]


def _approve_draft() -> Sequence[Problem]:
    draft, day = Revision(1, "2026-11-30T08:00:00Z", "", "", "", None), "2026-11-30"
    facts = {"on": day, "function": "Utvecklingsnämnden"}
    return _catch_problems(lambda: plan_revision_event(_read_known(), draft, RevisionState.APPROVED, facts, day))


def _make_conflict() -> list[Problem]:
    before = next(iter(_read_known().of(Actor).values()))
    asserted, present = (before.model_copy(update={"name": name}) for name in ("Varvet i viken", "Varvet vid viken"))
    outcome = Versions(before, asserted, present).combine(None)
    return outcome if isinstance(outcome, list) else []


def _read_rows() -> dict[str, list[dict[str, Any]]]:
    document = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    return {stem: rows for stem, rows in document.items() if isinstance(rows, list)}


def _read_known() -> Contents:
    """Return the template's examples, as a loaded landscape."""
    return Contents(record.model_copy(update={"asserted_by": (EXAMPLE_SOURCE,)}) for record in read_json(TEMPLATE).records)


def _find_problems(files: _Files, known: Contents) -> Sequence[Problem]:
    """Return the problems of a folder of `files`, or of the one JSON file."""
    with TemporaryDirectory() as folder, StagedRecords.on_disk() as staged:
        for name, text in files.items():
            (Path(folder) / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        (*_, last) = files
        staged.add_known(known)
        path = Path(folder) / last if last.endswith(".json") else Path(folder)
        return stage_load(staged, read_path(path, EXAMPLE_SOURCE)).problems


def _change_row(stem: str, of: str = "", *, loaded_before: bool = False, **change: Any) -> Example:
    """Return an example that changes fields of the template's row with the id `of`, or of its first row; None empties a field."""

    def problems() -> Sequence[Problem]:
        rows = _read_rows()
        at = next(place for place, row in enumerate(rows[stem]) if of in ("", row["id"]))
        rows[stem][at] = _apply_change(rows[stem][at], change)
        return _find_problems({f"{EXAMPLE_SOURCE}.json": json.dumps(rows)}, _read_known() if loaded_before else Contents())

    return Example(_describe_change(stem, change), problems)


def _add_row(stem: str, **change: Any) -> Example:
    """Return an example that adds a copy of the template's first row with changed fields."""

    def problems() -> Sequence[Problem]:
        rows = _read_rows()
        rows[stem].append(_apply_change(rows[stem][0], change))
        return _find_problems({f"{EXAMPLE_SOURCE}.json": json.dumps(rows)}, Contents())

    return Example(f"{_describe_change(stem, change)} in a new row that otherwise equals the first", problems)


def _apply_change(row: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**row, **change}.items() if value is not None}


def _describe_change(stem: str, change: Mapping[str, Any]) -> str:
    fields = (f"`{name}` = {_format_code(json.dumps(value, ensure_ascii=False)) if value is not None else '(empty)'}"
              for name, value in change.items())  # fmt: skip
    return f"`{stem}`: {', '.join(fields)}"


def _format_code(text: str) -> str:
    """Return text as the page shows it: on one line, not too long."""
    short = text if len(text) <= LONGEST_CODE else f"{text[:LONGEST_CODE]} …"
    return f"`{short.strip()}`".replace("\n", "` ⏎ `")


def _load_files(files: _Files, shown: str = "") -> Example:
    """Return an example of files that are loaded into a landscape with the template's examples."""
    name, text = list(files.items())[-1]
    content = text.decode("cp1252") if isinstance(text, bytes) else text
    return Example(shown or f"`{name}`: {_format_code(content)}", lambda: _find_problems(files, _read_known()))


def _find_workbook_problems(carries: str | int, merged: str = "", format_: str = "General") -> Sequence[Problem]:
    """Return the problems of a workbook with one flow.

    `carries` is the value of its last cell and `format_` that cell's format.
    """
    with TemporaryDirectory() as folder, StagedRecords.on_disk() as staged:
        book = Workbook()
        sheet = book.active or book.create_sheet()
        sheet.title = "Flöden"
        for row in (*csv.reader((FLOW_HEADER + FLOW_ROW).splitlines(), delimiter=";"),):
            sheet.append([*row, "carries" if row[0] == "id" else carries])
        sheet.cell(2, sheet.max_column).number_format = format_
        if merged:
            sheet.merge_cells(merged)
        book.save(Path(folder) / "exempel.xlsx")
        staged.add_known(_read_known())
        return stage_load(staged, read_path(Path(folder) / "exempel.xlsx", EXAMPLE_SOURCE)).problems


def _find_parameter_problems(parameters: Mapping[str, str]) -> Sequence[Problem]:
    """Return the problems of the parameters of the question `feeds`."""
    try:
        FeedsQuestion.model_validate(parameters)
    except ValidationError as error:
        return list(explain_faults(FeedsQuestion, error.errors()))
    return ()


def _catch_problems(do: Callable[[], object]) -> Sequence[Problem]:
    try:
        do()
    except InputError as error:
        return error.problems
    return ()


def _load_log(rows: str = "", mapping: str = "", shown: str = "", name: str = "log.csv") -> Example:
    """Return an example of a decision log with its mapping, loaded into a landscape with the template's examples."""

    def problems() -> Sequence[Problem]:
        with TemporaryDirectory() as folder, StagedRecords.on_disk() as staged:
            log, mapping_file = Path(folder) / name, Path(folder) / "map.yaml"
            log.write_text(rows, encoding="utf-8")
            mapping_file.write_text(mapping or LOG_MAPPING, encoding="utf-8")
            staged.add_known(_read_known())
            try:
                return stage_load(staged, read_paths([log], mapping_file)).problems
            except InputError as error:
                return error.problems

    return Example(shown or f"`{name if rows else 'map.yaml'}`: {_format_code(rows or mapping)}", problems)


LOG = "Dnr;Beslut;Till;Slag\n"
LOG_COLUMNS = "columns: {case: Dnr, taken_on: Beslut, addressee: Till, decision_kind: Slag}\n"
LOG_MAPPING = f"kind: wide\nsource: enkat-2026\nexample: true\n{LOG_COLUMNS}"
EVENTS_MAPPING = "kind: long\nsource: enkat-2026\nexample: true\ncolumns: {case: Dnr, on: Beslut, addressee: Till, event: Slag}\n"


def _open_backup(shown: str, about: str, **parts: str) -> Example:
    """Return an example of a backup of an empty landscape with extra or changed parts."""

    def problems() -> Sequence[Problem]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "landskap.zip"
            with ZipFile(path, "w") as archive:
                archive.writestr(ABOUT, about)
                for name, text in parts.items():
                    archive.writestr(f"{name}.jsonl", text)
                archive.writestr(CONTENTS, EMPTY_CONTENTS)
            return _catch_problems(lambda: _open_archive(path))

    return Example(shown, problems)


def _open_archive(path: Path) -> None:
    with open_backup(path):
        pass


EMPTY_CONTENTS = json.dumps({"records": {}, "changes": 0, "revisions": 0, "sha256": "0" * 64})
ABOUT_BACKUP = json.dumps({"format": 1, "software": "", "written_at": "", "landscape": None, "head": {"number": 0, "hash": ""}})
FLOW_HEADER = "id;source;target;kind;standing;evidence;example\n"
FLOW_ROW = "f;varvet;sjofartsskolan;demand;existing;enkat-2026;ja"

RULE_EXAMPLES: Mapping[Rule, Example] = MappingProxyType(
    {
        FileRule.UNKNOWN_TYPE: _load_files({"flow.csv": f"{FLOW_HEADER}{FLOW_ROW}", "aktor.csv": "id;name"}),
        FileRule.FILE_SIZE: _load_files({"flow.csv": "x" * (LARGEST_FILE + 1)}, "a file of 100,000,001 bytes"),
        FileRule.ENCODING: _load_files({"flow.csv": f"{FLOW_HEADER}å\n".encode() + "ö".encode("cp1252")}),
        FileRule.CSV: _load_files({"flow.csv": f'{FLOW_HEADER}f;varvet;"sjofartsskolan;demand'}),
        FileRule.NOT_A_LIST: _load_files({"exempel.json": '{"flow": {"id": "f"}}'}),
        FileRule.MOST_COLUMNS: _load_files({"flow.csv": ";" * MOST_COLUMNS}, "a file of 201 columns"),
        FileRule.CELL_SIZE: _load_files({"flow.csv": FLOW_HEADER + "x" * (LONGEST_CELL + 1)}, "a cell of 100,001 characters"),
        FileRule.EVENT_LOG: _load_log("<log><trace><string value='A 1'/></trace></log>", name="log.xes"),
        LogRule.MAPPING: _load_log(mapping="a: &x 1\nb: *x"),
        LogRule.MAPPING_KIND: _load_log(mapping="kind: long\nsource: enkat-2026\ncolumns: {case: Dnr}"),
        LogRule.MAPPING_FITS: _load_log("Nr;Beslut;Till\n", shown="a log without `Dnr`"),
        LogRule.DATE_FORMAT: _load_log(f"{LOG}A 1;03/04/2026;varvet;"),
        LogRule.NO_CASE: _load_log(f"{LOG}Antal ärenden: 1;;;"),
        LogRule.CASE_ID: _load_log(f"{LOG}A 1;;varvet;\nA-1;;varvet;"),
        LogRule.CASE_DIFFERS: _load_log(f"{LOG}A 1;2026-03-01;varvet;\nA 1;2026-03-02;varvet;"),
        LogRule.PARTY: _load_log(f"{LOG}A 1;;Varvat;"),
        LogRule.EVENT: _load_log(
            f"{LOG}A 1;2026-03-01;varvet;Remitterat",
            EVENTS_MAPPING,
        ),
        LogRule.DECISION_KIND: _load_log(f"{LOG}A 1;2026-03-01;varvet;Yttrande"),
        FileRule.MOST_ROWS: _load_files({"flow.csv": FLOW_HEADER + "\n" * (MOST_ROWS + 1)}, "a file of 1,000,001 rows"),
        HeadingRule.FIRST: _load_files({"flow.csv": f"Kustens flöden;;;;;;\n{FLOW_HEADER}{FLOW_ROW}"}),
        HeadingRule.UNKNOWN_COLUMN: _load_files({"flow.csv": FLOW_HEADER.replace("standing", "standing;chanel")}),
        HeadingRule.MISSING_COLUMN: _load_files({"flow.csv": FLOW_HEADER.replace("kind;", "")}),
        HeadingRule.COLUMN_TWICE: _load_files({"flow.csv": FLOW_HEADER.replace("kind;", "kind;Slag;")}),
        RowRule.TOO_MANY_CELLS: _load_files({"flow.csv": f"{FLOW_HEADER}{FLOW_ROW};enkät"}),
        RowRule.NOT_A_RECORD: _load_files({"exempel.json": '{"flow": ["varvet"]}'}),
        RowRule.FORMULA: Example("`flow` in a workbook: the carried need is `#REF!`", lambda: _find_workbook_problems("#REF!")),
        RowRule.MERGED: Example(
            "`flow` in a workbook: the cells G2 and H2 are merged", lambda: _find_workbook_problems("svets", "G2:H2")
        ),
        RowRule.FORMAT: Example(
            "`flow` in a workbook: the carried need is 1234 with the format `# ##0.00`",
            lambda: _find_workbook_problems(1234, format_="# ##0.00"),
        ),
        RowRule.ID_TWICE: _add_row("step_norm", days=60),
        RowRule.CONFLICT: Example("a name changed in an export, and differently in the landscape since then", _make_conflict),
        RowRule.ID_CHANGED: _change_row("flow", id="varvets-behov", loaded_before=True),
        CellRule.REQUIRED: _change_row("seat_rule", name=""),
        CellRule.UNKNOWN_FIELD: _change_row("flow", chanel="enkät"),
        CellRule.ID: _change_row("flow", source="Varvet AB"),
        CellRule.EVIDENCE: _change_row("flow", evidence=["§3 i enkäten"]),
        CellRule.CONTROL_CHARACTER: _change_row("landscape", name="Kusten\x07"),
        CellRule.FORM: _change_row("landscape", mailbox="kompetens"),
        CellRule.CHOICE: _change_row("flow", kind="behof"),
        CellRule.YES_OR_NO: _change_row("flow", example="kanske"),
        CellRule.NUMBER: _change_row("step_norm", days="en månad"),
        CellRule.NUMBER_RANGE: _change_row("step_norm", days=-1),
        CellRule.DATE: _change_row("flow", valid_from="2026-02-30"),
        CellRule.PERIOD: _change_row("flow", valid_from="2026-09-01", valid_from_edtf="2026-HT", valid_from_words="HT 2026"),
        CellRule.TOO_LONG: _change_row("flow", channel="enkät " * 700),
        CellRule.TOO_MANY: _change_row("flow", evidence=[f"enkat-2026 s. {page}" for page in range(1, 202)]),
        CellRule.VALUE: _change_row("flow", channel=5),
        CellRule.ORGANISATION_NUMBER: _change_row("actor", organisation_number="556000-0168"),
        CellRule.NATURAL_PERSON: _change_row("actor", organisation_number="121212-1212"),
        RecordRule.UNCERTAIN_WHY: _change_row("flow", certainty="uncertain"),
        RecordRule.VALID_DATES: _change_row("flow", valid_from="2026-02-02", valid_to="2026-02-01"),
        RecordRule.PERIOD: _change_row("flow", valid_to="2026-06-01", valid_to_edtf="2026-04/2026-06", valid_to_words="Q2 2026"),
        RecordRule.STEP_DATES: _change_row("step", "ny-svetskurs-vilande", until="2026-02-01"),
        RecordRule.PAUSE_UNTIL: _change_row("step", "ny-svetskurs-vilande", until=None),
        RecordRule.STEP_REASON: _change_row("step", "ny-svetskurs-vilande", reason=None),
        RecordRule.MEETING_DAY: _change_row("meeting", held_on=None),
        RecordRule.HEADCOUNT: _change_row("headcount", women=1, men=1),
        RecordRule.SEAT_RULE: _change_row("seat_rule", rule="share", least=120),
        RecordRule.FLOW_TO_ITSELF: _change_row("flow", target="varvet"),
        RecordRule.TASK_OF: _change_row("task", process=None),
        RecordRule.CHAIN_ENDS: _change_row("chain_rule", place=None),
        RecordRule.FORUM_COLUMN: _change_row("forum", "varvens-natverk", type=None),
        RecordRule.NO_NAME: Example(
            "`landskap rename varvet-behov-kompetensradet Behov`",
            lambda: _catch_problems(lambda: rename_record(_read_known(), "varvet-behov-kompetensradet", "Behov")),
        ),
        RecordRule.MERGED_ALIKE: Example(
            "`landskap merge varvet kompetensradet`",
            lambda: _catch_problems(lambda: merge_records(_read_known(), "varvet", "kompetensradet")),
        ),
        RecordRule.REVISION_STATE: Example(
            "`landskap approve 1 --by Utvecklingsnämnden` before it is reviewed",
            _approve_draft,
        ),
        RecordRule.ORGANISATIONS_SUCCEED: Example(
            "`landskap succeed kompetensradet --by varvet --on 2027-01-01`",
            lambda: _catch_problems(lambda: plan_succession(_read_known(), ["kompetensradet"], ["varvet"], "2027-01-01")),
        ),
        ReferenceRule.REFERENCE: _change_row("flow", source="varvt"),
        ReferenceRule.EXAMPLE_MARK: _change_row("flow", example=False),
        LandscapeRule.ONE_LANDSCAPE: _add_row("landscape", id="kusten"),
        LandscapeRule.PARTY_ID: _add_row("function", id="varvet"),
        LandscapeRule.FORMER_ID: _change_row("actor", former_ids=["kompetensradet"]),
        LandscapeRule.CIRCULAR: _change_row("place", within="kustlan"),
        LandscapeRule.NO_ADDRESSEE: _add_row("decision", id="ny-kurs-i-navigation", name="Ny kurs i navigation"),
        BackupRule.PART_MISSING: _open_backup("a backup without `revisions.jsonl`", ABOUT_BACKUP, changes=""),
        BackupRule.PART_FOREIGN: _open_backup(
            "a backup with a file `more.jsonl`", ABOUT_BACKUP, changes="", revisions="", more=""
        ),
        BackupRule.PART_UNREADABLE: _open_backup("a backup whose first part is cut off", ABOUT_BACKUP[:20]),
        SettingRule.SETTING: Example(
            f"`{variable_of('read_seconds')}=no`",
            lambda: _catch_problems(lambda: Settings.from_environment({variable_of("read_seconds"): "no"})),
        ),
        ParameterRule.MISSING: Example("`/api/v1/feeds?hops=2`", lambda: _find_parameter_problems({"hops": "2"})),
        ParameterRule.VALUE: Example(
            "`/api/v1/feeds?party=varvet&hops=99`", lambda: _find_parameter_problems({"party": "varvet", "hops": "99"})
        ),
        ParameterRule.REPEATED: Example("`/api/v1/feeds?party=varvet&hops=2&hops=3`", lambda: list(explain_repeated(["hops"]))),
        ParameterRule.UNKNOWN: Example("`/api/v1/meets?part=varvet`", lambda: list(explain_unknown(["part"], ["party", "most"]))),
    }
)
