"""Whatever is done to a file's bytes, it loads or is refused with clear errors: never a traceback, never half of it.

LANDSKAP_FUZZ_SECONDS  how long (`make fuzz SECONDS=…`); a few seconds unless it says otherwise
LANDSKAP_SEED          which inputs; 0 unless it says otherwise
"""

import gzip
import os
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from loaders.log.mapping_proposal import propose_mapping
from loaders.log.table import read_log_table
from loaders.log.words import PartyNames
from loaders.opening import read_paths
from loaders.plan.planning import stage_load
from loaders.staging.store import StagedRecords
from loaders.text_files.csv_writer import write_folder
from loaders.text_files.json_file import write_json
from loaders.workbook.writer import write_workbook
from model.changes.chain import Head
from model.errors import LandskapError
from model.vocabulary.decisions import StepKind
from model.vocabulary.record import Record
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, seat, step
from tests.packages import SAVED, SPELLINGS, table

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
SECONDS = float(os.environ.get("LANDSKAP_FUZZ_SECONDS", "3"))
SEED = int(os.environ.get("LANDSKAP_SEED", "0"))
HEAD = Head(1, "ab" * 32)
PIECES = (
    b"<c>", b"</c>", b"</row>", b'r="Z9"', b"&amp;", b"&#0;", b"&lol;", b"<!DOCTYPE x>", b't="s"', b"\\ud800", b"null", b"9" * 30,
    b"{", b"[", b"-1", b"1e999", b'"', b";", b"\t", b"\r", b"\n", b"\x00", b"\xef\xbb\xbf", b"\xff", b"=1+1", b"2026-02-30", b"03/04/2026",
    b"<!--", b"<![CDATA[", b"xmlns=", b"<event>", b"<values>", b' key="x"', b'"relationships": [', b"mc:AlternateContent", b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"../", b' s="1"', b"0000",
)  # fmt: skip
Whole = dict[str, bytes]
"""Name → content of the files in an archive or a folder."""


class Mutator:
    """What changes a few bytes: a piece put in, a part said twice, some cut out."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def bytes(self, data: bytes) -> bytes:
        """`data`, changed in a few places."""
        found = bytearray(data)
        for _ in range(self.chance.choice((1, 1, 2, 5, 20))):
            at, other = self.chance.randrange(len(found) + 1), self.chance.randrange(len(found) + 1)
            strange = bytes([self.chance.randrange(256)])
            if self.chance.random() < 0.4:
                del found[at : at + self.chance.randrange(1, 30)]
            found[at:at] = self.chance.choice((b"", strange, self.chance.choice(PIECES), found[other : other + 60]))
        return bytes(found)

    def one_of(self, whole: Whole) -> Whole:
        """`whole` with one of its files changed."""
        name = self.chance.choice(sorted(whole))
        return whole | {name: self.bytes(whole[name])}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small landscape in each form that loads."""
    folder = tmp_path_factory.mktemp("whole")
    decided = decision("d", assignment("d-a", "d", "a"), taken_on="2026-01-01")
    steps = step("d-a", StepKind.of("communicated"), "2026-01-02")
    parties = [actor("a", aliases=("A|B", "C")), actor("b", valid_from="2020-01-01"), forum("f")]
    contents = landscape(parties, flow("a", "b"), seat("f", "a"), decided, steps)

    def registers(type_: type[Record]) -> Iterable[Record]:
        return contents.of(type_).values()

    write_json(folder / "x.json", registers, HEAD)
    write_workbook(folder / "x.xlsx", registers, HEAD, "sv")
    write_folder(folder / "csv", registers, HEAD)
    for name, made in SAVED.items():
        made().save(folder / f"saved-{name}.xlsx")
    for name, spelled in SPELLINGS.items():
        spelled(table()).save(folder / f"spelled-{name}.xlsx")
    return folder


def damaged_workbook(whole: Path, mutator: Mutator) -> Path:
    """One of ours, or one as Excel, LibreOffice, Google Sheets or Numbers saves it, or as other programs spell it."""
    return mutator.chance.choice([whole / "x.xlsx", *sorted(whole.glob("*-*.xlsx"))])


def damaged_json(whole: Path, to: Path, mutator: Mutator) -> Path:
    path = to / "x.json"
    path.write_bytes(mutator.bytes((whole / "x.json").read_bytes()))
    return path


def damaged_archive(whole: Path, to: Path, mutator: Mutator) -> Path:
    path = to / "x.xlsx"
    path.write_bytes(mutator.bytes(damaged_workbook(whole, mutator).read_bytes()))
    return path


def damaged_xml(whole: Path, to: Path, mutator: Mutator) -> Path:
    with zipfile.ZipFile(damaged_workbook(whole, mutator)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(to / "x.xlsx", "w") as file:
        for name, data in mutator.one_of(parts).items():
            file.writestr(name, data)
    return to / "x.xlsx"


def damaged_folder(whole: Path, to: Path, mutator: Mutator) -> Path:
    folder = to / "csv"
    folder.mkdir(exist_ok=True)
    for name, data in mutator.one_of({path.name: path.read_bytes() for path in (whole / "csv").iterdir()}).items():
        (folder / name).write_bytes(data)
    return folder


def damaged_csv(whole: Path, to: Path, mutator: Mutator) -> Path:
    path = to / "actor.csv"
    path.write_bytes(mutator.bytes((whole / "csv/actor.csv").read_bytes()))
    return path


def damaged_log(_whole: Path, to: Path, mutator: Mutator) -> Path:
    """A decision log and the mapping beside it, one of them damaged."""
    name = mutator.chance.choice(("beslut", "handelser"))
    files = {f"log{ending}": (EXAMPLES / f"{name}-exempel{ending}").read_bytes() for ending in (".csv", ".yaml")}
    for file, data in mutator.one_of(files).items():
        (to / file).write_bytes(data)
    return to / "log.csv"


def damaged_event_log(_whole: Path, to: Path, mutator: Mutator) -> Path:
    """XES or OCEL and the mapping beside it, one of them damaged, the log packed or not."""
    kind, ending = mutator.chance.choice((("xes", ".xes"), ("ocel", ".jsonocel")))
    names = {f"log{ending}": f"handelser-exempel{ending}", "log.yaml": f"handelser-exempel-{kind}.yaml"}
    files = mutator.one_of({file: (EXAMPLES / name).read_bytes() for file, name in names.items()})
    (to / "log.yaml").write_bytes(files["log.yaml"])
    if mutator.chance.random() < 0.3:
        packed = gzip.compress(files[f"log{ending}"], 1)
        (to / f"log{ending}.gz").write_bytes(mutator.bytes(packed) if mutator.chance.random() < 0.5 else packed)
        return to / f"log{ending}.gz"
    (to / f"log{ending}").write_bytes(files[f"log{ending}"])
    return to / f"log{ending}"


DAMAGED: tuple[Callable[[Path, Path, Mutator], Path], ...] = (
    damaged_json, damaged_archive, damaged_xml, damaged_folder, damaged_csv, damaged_log, damaged_event_log,
)  # fmt: skip


def outcome_of(path: Path) -> str:
    """What a load of `path` comes to; every word of what is wrong can be told."""
    try:
        with StagedRecords.on_disk() as staged:
            mapping = path.with_name(f"{path.name.partition('.')[0]}.yaml")
            if mapping.exists():
                propose_mapping(read_log_table(path), PartyNames(), "sv").encode()
            problems = stage_load(staged, read_paths([path], mapping if mapping.exists() else None)).problems
            for problem in problems:
                (problem.in_("sv") + problem.in_("en") + problem.value).encode()
            return "refused, with where and why" if problems else "loads"
    except LandskapError as error:
        (error.in_("sv") + error.in_("en")).encode()
        return "cannot be opened"


def test_never_a_traceback(whole: Path, tmp_path: Path) -> None:
    until, seed, outcomes = time.monotonic() + SECONDS, SEED, Counter[str]()
    while time.monotonic() < until:
        mutator = Mutator(seed)
        damage = mutator.chance.choice(DAMAGED)
        path = damage(whole, tmp_path, mutator)
        try:
            outcomes[outcome_of(path)] += 1
        except BaseException as error:  # what no reader foresaw, a panic of a library too
            pytest.fail(f"seed {seed}, {damage.__name__}: {error!r}, see {path}")
        seed += 1
    print(f"{seed - SEED} inputs from seed {SEED} on: {dict(outcomes)}")
    assert len(outcomes) >= 2
