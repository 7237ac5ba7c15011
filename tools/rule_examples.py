"""One example of every rule: what breaks it and nothing else. The reference page shows them, and a test runs each.

Most change a row of the examples that the template has (`loaders/examples.json`), which by themselves are a whole landscape.
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

from loaders.backup.format import ABOUT, CONTENTS
from loaders.backup.reader import opened
from loaders.opening import reading_of, readings_of
from loaders.plan.planning import problems_of
from loaders.rows.limits import LARGEST_FILE, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from loaders.rows.rules import BackupRule, FileRule, HeadingRule, LogRule, RowRule
from loaders.staging.conflicts import Versions
from loaders.staging.store import Staged
from loaders.text_files.json_file import read_json
from loaders.workbook.writer import EXAMPLES as TEMPLATE
from model.edits.by_hand import renamed
from model.edits.merging import merged
from model.edits.succession import succeeded
from model.errors import InputError, Problem
from model.rules import CellRule, LandscapeRule, RecordRule, ReferenceRule, Rule
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from queries.server.settings import SettingRule, Settings, variable

SOURCE = "exempel"
"""Whose the examples are, in the landscape that they are loaded into."""
LONGEST_SHOWN = 120

Files = Mapping[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Example:
    """What breaks a rule: as the page shows it, and the problems that it is told as."""

    shown: str
    problems: Callable[[], Sequence[Problem]]


def _conflict() -> list[Problem]:
    was = next(iter(_known().of(Actor).values()))
    said, now = (was.model_copy(update={"name": name}) for name in ("Varvet i viken", "Varvet vid viken"))
    outcome = Versions(was, said, now).settled(None)
    return outcome if isinstance(outcome, list) else []


def _rows() -> dict[str, list[dict[str, Any]]]:
    document = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    return {stem: rows for stem, rows in document.items() if isinstance(rows, list)}


def _known() -> Contents:
    """The template's examples, loaded before."""
    return Contents(record.model_copy(update={"asserted_by": (SOURCE,)}) for record in read_json(TEMPLATE).records)


def _loaded(files: Files, known: Contents) -> list[Problem]:
    """What is wrong with a folder of `files` (or with the one JSON file)."""
    with TemporaryDirectory() as folder, Staged.on_disk() as staged:
        for name, text in files.items():
            (Path(folder) / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        (*_, last) = files
        staged.know(known)
        return problems_of(staged, reading_of(Path(folder) / last if last.endswith(".json") else Path(folder), SOURCE))


def _row(stem: str, of: str = "", *, loaded_before: bool = False, **change: Any) -> Example:
    """A row of the template's (the first, or that of the id `of`) with some fields changed; None empties one."""

    def problems() -> Sequence[Problem]:
        rows = _rows()
        at = next(place for place, row in enumerate(rows[stem]) if of in ("", row["id"]))
        rows[stem][at] = _changed(rows[stem][at], change)
        return _loaded({f"{SOURCE}.json": json.dumps(rows)}, _known() if loaded_before else Contents())

    return Example(_shown(stem, change), problems)


def _further(stem: str, **change: Any) -> Example:
    """One row more, which is the first of the template's but for `change`."""

    def problems() -> Sequence[Problem]:
        rows = _rows()
        rows[stem].append(_changed(rows[stem][0], change))
        return _loaded({f"{SOURCE}.json": json.dumps(rows)}, Contents())

    return Example(f"{_shown(stem, change)} in one row more, otherwise as the first", problems)


def _changed(row: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**row, **change}.items() if value is not None}


def _shown(stem: str, change: Mapping[str, Any]) -> str:
    fields = (f"`{name}` = {_code(json.dumps(value, ensure_ascii=False)) if value is not None else '(empty)'}"
              for name, value in change.items())  # fmt: skip
    return f"`{stem}`: {', '.join(fields)}"


def _code(text: str) -> str:
    """Text as the page can show it: on one line, not too long."""
    short = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]} …"
    return f"`{short.strip()}`".replace("\n", "` ⏎ `")


def _files(files: Files, shown: str = "") -> Example:
    """Files, loaded into a landscape that has the template's examples."""
    name, text = list(files.items())[-1]
    said = text.decode("cp1252") if isinstance(text, bytes) else text
    return Example(shown or f"`{name}`: {_code(said)}", lambda: _loaded(files, _known()))


def _workbook(carries: str | int, merged: str = "", format_: str = "General") -> Sequence[Problem]:
    """Return what is wrong with a workbook of one flow: what its last cell holds, the cells that are merged, its format."""
    with TemporaryDirectory() as folder, Staged.on_disk() as staged:
        book = Workbook()
        sheet = book.active or book.create_sheet()
        sheet.title = "Flöden"
        for row in (*csv.reader((FLOWS + A_FLOW).splitlines(), delimiter=";"),):
            sheet.append([*row, "carries" if row[0] == "id" else carries])
        sheet.cell(2, sheet.max_column).number_format = format_
        if merged:
            sheet.merge_cells(merged)
        book.save(Path(folder) / "exempel.xlsx")
        staged.know(_known())
        return problems_of(staged, reading_of(Path(folder) / "exempel.xlsx", SOURCE))


def _refused(do: Callable[[], object]) -> Sequence[Problem]:
    try:
        do()
    except InputError as error:
        return error.problems
    return ()


def _log(rows: str = "", mapping: str = "", shown: str = "") -> Example:
    """A decision log and its mapping, loaded into a landscape that has the template's examples."""

    def problems() -> Sequence[Problem]:
        with TemporaryDirectory() as folder, Staged.on_disk() as staged:
            log, says = Path(folder) / "log.csv", Path(folder) / "map.yaml"
            log.write_text(rows, encoding="utf-8")
            says.write_text(mapping or LOG_MAPPING, encoding="utf-8")
            staged.know(_known())
            try:
                return problems_of(staged, readings_of([log], says))
            except InputError as error:
                return error.problems

    return Example(shown or f"`{'log.csv' if rows else 'map.yaml'}`: {_code(rows or mapping)}", problems)


LOG = "Dnr;Beslut;Till;Slag\n"
LOG_COLUMNS = "columns: {case: Dnr, taken_on: Beslut, addressee: Till, decision_kind: Slag}\n"
LOG_MAPPING = f"kind: wide\nsource: enkat-2026\nexample: true\n{LOG_COLUMNS}"
EVENTS_MAPPING = "kind: long\nsource: enkat-2026\nexample: true\ncolumns: {case: Dnr, on: Beslut, addressee: Till, event: Slag}\n"


def _backup(shown: str, about: str, **parts: str) -> Example:
    """A backup of an empty landscape with those parts beside what it says about itself."""

    def problems() -> Sequence[Problem]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "landskap.zip"
            with ZipFile(path, "w") as archive:
                archive.writestr(ABOUT, about)
                for name, text in parts.items():
                    archive.writestr(f"{name}.jsonl", text)
                archive.writestr(CONTENTS, NOTHING)
            return _refused(lambda: _open(path))

    return Example(shown, problems)


def _open(path: Path) -> None:
    with opened(path):
        pass


NOTHING = json.dumps({"records": {}, "changes": 0, "revisions": 0, "sha256": "0" * 64})
ABOUT_IT = json.dumps({"format": 1, "software": "", "written_at": "", "landscape": None, "head": {"number": 0, "hash": ""}})
FLOWS = "id;source;target;kind;standing;evidence;example\n"
A_FLOW = "f;varvet;sjofartsskolan;demand;existing;enkat-2026;ja"

EXAMPLES: Mapping[Rule, Example] = MappingProxyType(
    {
        FileRule.UNKNOWN_TYPE: _files({"flow.csv": f"{FLOWS}{A_FLOW}", "aktor.csv": "id;name"}),
        FileRule.FILE_SIZE: _files({"flow.csv": "x" * (LARGEST_FILE + 1)}, "a file of 100,000,001 bytes"),
        FileRule.ENCODING: _files({"flow.csv": f"{FLOWS}å\n".encode() + "ö".encode("cp1252")}),
        FileRule.CSV: _files({"flow.csv": f'{FLOWS}f;varvet;"sjofartsskolan;demand'}),
        FileRule.NOT_A_LIST: _files({"exempel.json": '{"flow": {"id": "f"}}'}),
        FileRule.MOST_COLUMNS: _files({"flow.csv": ";" * MOST_COLUMNS}, "a file of 201 columns"),
        FileRule.CELL_SIZE: _files({"flow.csv": FLOWS + "x" * (LONGEST_CELL + 1)}, "a cell of 100,001 characters"),
        LogRule.MAPPING: _log(mapping="a: &x 1\nb: *x"),
        LogRule.MAPPING_KIND: _log(mapping="kind: long\nsource: enkat-2026\ncolumns: {case: Dnr}"),
        LogRule.MAPPING_FITS: _log("Nr;Beslut;Till\n", shown="a log without `Dnr`"),
        LogRule.DATE_FORMAT: _log(f"{LOG}A 1;03/04/2026;varvet;"),
        LogRule.NO_CASE: _log(f"{LOG}Antal ärenden: 1;;;"),
        LogRule.CASE_ID: _log(f"{LOG}A 1;;varvet;\nA-1;;varvet;"),
        LogRule.CASE_DIFFERS: _log(f"{LOG}A 1;2026-03-01;varvet;\nA 1;2026-03-02;varvet;"),
        LogRule.PARTY: _log(f"{LOG}A 1;;Varvat;"),
        LogRule.EVENT: _log(
            f"{LOG}A 1;2026-03-01;varvet;Remitterat",
            EVENTS_MAPPING,
        ),
        LogRule.DECISION_KIND: _log(f"{LOG}A 1;2026-03-01;varvet;Yttrande"),
        FileRule.MOST_ROWS: _files({"flow.csv": FLOWS + "\n" * (MOST_ROWS + 1)}, "a file of 1,000,001 rows"),
        HeadingRule.FIRST: _files({"flow.csv": f"Kustens flöden;;;;;;\n{FLOWS}{A_FLOW}"}),
        HeadingRule.UNKNOWN_COLUMN: _files({"flow.csv": FLOWS.replace("standing", "standing;chanel")}),
        HeadingRule.MISSING_COLUMN: _files({"flow.csv": FLOWS.replace("kind;", "")}),
        HeadingRule.COLUMN_TWICE: _files({"flow.csv": FLOWS.replace("kind;", "kind;Slag;")}),
        RowRule.TOO_MANY_CELLS: _files({"flow.csv": f"{FLOWS}{A_FLOW};enkät"}),
        RowRule.NOT_A_RECORD: _files({"exempel.json": '{"flow": ["varvet"]}'}),
        RowRule.FORMULA: Example("`flow` in a workbook: the carried need is `#REF!`", lambda: _workbook("#REF!")),
        RowRule.MERGED: Example("`flow` in a workbook: the cells G2 and H2 are merged", lambda: _workbook("svets", "G2:H2")),
        RowRule.FORMAT: Example(
            "`flow` in a workbook: the carried need is 1234 with the format `# ##0.00`",
            lambda: _workbook(1234, format_="# ##0.00"),
        ),
        RowRule.ID_TWICE: _further("step_norm", days=60),
        RowRule.CONFLICT: Example("a name changed in an export, and since then otherwise by somebody else", _conflict),
        RowRule.ID_CHANGED: _row("flow", id="varvets-behov", loaded_before=True),
        CellRule.REQUIRED: _row("seat_rule", name=""),
        CellRule.UNKNOWN_FIELD: _row("flow", chanel="enkät"),
        CellRule.ID: _row("flow", source="Varvet AB"),
        CellRule.EVIDENCE: _row("flow", evidence=["§3 i enkäten"]),
        CellRule.CONTROL_CHARACTER: _row("landscape", name="Kusten\x07"),
        CellRule.FORM: _row("landscape", mailbox="kompetens"),
        CellRule.CHOICE: _row("flow", kind="behof"),
        CellRule.YES_OR_NO: _row("flow", example="kanske"),
        CellRule.NUMBER: _row("step_norm", days="en månad"),
        CellRule.NUMBER_RANGE: _row("step_norm", days=-1),
        CellRule.DATE: _row("flow", valid_from="2026-02-30"),
        CellRule.PERIOD: _row("flow", valid_from="2026-09-01", valid_from_edtf="2026-HT", valid_from_words="HT 2026"),
        CellRule.TOO_LONG: _row("flow", channel="enkät " * 700),
        CellRule.TOO_MANY: _row("flow", evidence=[f"enkat-2026 s. {page}" for page in range(1, 202)]),
        CellRule.VALUE: _row("flow", channel=5),
        CellRule.ORGANISATION_NUMBER: _row("actor", organisation_number="556000-0168"),
        CellRule.NATURAL_PERSON: _row("actor", organisation_number="121212-1212"),
        RecordRule.UNCERTAIN_WHY: _row("flow", certainty="uncertain"),
        RecordRule.VALID_DATES: _row("flow", valid_from="2026-02-02", valid_to="2026-02-01"),
        RecordRule.PERIOD: _row("flow", valid_to="2026-06-01", valid_to_edtf="2026-04/2026-06", valid_to_words="Q2 2026"),
        RecordRule.STEP_DATES: _row("step", "ny-svetskurs-vilande", until="2026-02-01"),
        RecordRule.PAUSE_UNTIL: _row("step", "ny-svetskurs-vilande", until=None),
        RecordRule.STEP_REASON: _row("step", "ny-svetskurs-vilande", reason=None),
        RecordRule.FLOW_TO_ITSELF: _row("flow", target="varvet"),
        RecordRule.TASK_OF: _row("task", process=None),
        RecordRule.FORUM_COLUMN: _row("forum", "varvens-natverk", type=None),
        RecordRule.NO_NAME: Example(
            "`landskap rename varvet-behov-kompetensradet Behov`",
            lambda: _refused(lambda: renamed(_known(), "varvet-behov-kompetensradet", "Behov")),
        ),
        RecordRule.MERGED_ALIKE: Example(
            "`landskap merge varvet kompetensradet`", lambda: _refused(lambda: merged(_known(), "varvet", "kompetensradet"))
        ),
        RecordRule.ORGANISATIONS_SUCCEED: Example(
            "`landskap succeed kompetensradet --by varvet --on 2027-01-01`",
            lambda: _refused(lambda: succeeded(_known(), ["kompetensradet"], ["varvet"], "2027-01-01")),
        ),
        ReferenceRule.REFERENCE: _row("flow", source="varvt"),
        ReferenceRule.EXAMPLE_MARK: _row("flow", example=False),
        LandscapeRule.ONE_LANDSCAPE: _further("landscape", id="kusten"),
        LandscapeRule.PARTY_ID: _further("function", id="varvet"),
        LandscapeRule.FORMER_ID: _row("actor", former_ids=["kompetensradet"]),
        LandscapeRule.CIRCULAR: _row("place", within="kustlan"),
        LandscapeRule.NO_ADDRESSEE: _further("decision", id="ny-kurs-i-navigation", name="Ny kurs i navigation"),
        BackupRule.PART_MISSING: _backup("a backup without `revisions.jsonl`", ABOUT_IT, changes=""),
        BackupRule.PART_FOREIGN: _backup("a backup with a file `more.jsonl`", ABOUT_IT, changes="", revisions="", more=""),
        BackupRule.PART_UNREADABLE: _backup("a backup whose first part is cut off", ABOUT_IT[:20]),
        SettingRule.SETTING: Example(
            f"`{variable('read_seconds')}=no`",
            lambda: _refused(lambda: Settings.from_environment({variable("read_seconds"): "no"})),
        ),
    }
)
