"""A backup is one file with the whole landscape; no other file is taken for one."""

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from loaders.backup.format import ABOUT, CONTENTS, BackupDigest
from loaders.backup.reader import open_backup
from loaders.backup.writer import write_backup
from model.changes.chain import GENESIS, Head, encode_canonical, hash_value
from model.changes.operations import ChangeSet, Operation, Reason, build_creation
from model.errors import GraphDamaged, GraphNewer, InputError, LandskapError, LimitExceeded
from model.history.archive import FrozenRevision, tally_archive
from model.language import Text
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from queries.archive.archive import GraphArchive
from queries.archive.install import install_archive
from queries.archive.publishing import publish_revision
from queries.journal.journal import read_entries, read_head
from queries.server.graph import Graph
from tests.archives import SMALL, act_on_progress, interrupt, read_all, rename
from tests.graphs import count_nodes, empty_graph
from tests.landscapes import flow

DOCUMENT = Path(__file__).parents[3] / "docs/backup-format.md"


@pytest.fixture(scope="module")
def backup(source: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the backup of the landscape."""
    path = tmp_path_factory.mktemp("backup") / "landskap.zip"
    write_backup(GraphArchive(source), path)
    return path


def files_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def pack_files(path: Path, files: dict[str, bytes]) -> Path:
    """Write a backup of these files with the right digest, so that only their contents may be wrong."""
    digest = BackupDigest()
    for name, data in files.items():
        if name != CONTENTS:
            digest.add(name, sha256(data).hexdigest())
    contents = json.loads(files[CONTENTS]) | {"sha256": digest.hexdigest()}
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, data in (files | {CONTENTS: json.dumps(contents).encode()}).items():
            made.writestr(name, data)
    return path


def test_the_landscape_comes_back_as_it_was(graph: Graph, source: Graph, backup: Path) -> None:
    with open_backup(backup) as file:
        written = install_archive(graph, file)
        assert file.about.head == read_head(source)
    assert read_all(graph) == read_all(source)
    assert written.totals() == tally_archive(GraphArchive(source)).totals()
    assert publish_revision(graph, "tests", "again")[1] is False
    rename(graph, "a", "Efter")
    newest, before = read_entries(graph)[:2]
    assert newest["previous"] == before["hash"] == read_head(source).hash


def test_a_backup_of_a_restored_landscape_is_identical(graph: Graph, backup: Path, tmp_path: Path) -> None:
    with open_backup(backup) as file:
        install_archive(graph, file)
    write_backup(GraphArchive(graph), tmp_path / "again.zip")
    first, second = files_of(backup), files_of(tmp_path / "again.zip")
    assert {name for name in first if first[name] != second[name]} <= {ABOUT, CONTENTS}


def test_it_can_be_checked_as_its_description_says(backup: Path) -> None:
    """The program in the documentation reads a backup without Landskap."""
    program = re.findall(r"```python\n(.+?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[0]
    done = subprocess.run([sys.executable, "-I", "-c", program, str(backup)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["4", "changes", "and", "2", "revisions", "are", "as", "they", "were"]


def test_a_file_that_is_there_is_never_written_over(source: Graph, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(InputError, match="is there already"):
        write_backup(GraphArchive(source), backup)
    assert backup.read_bytes() == before


@pytest.mark.parametrize("stage", ["Reading actors", "Reading the journal", "Reading the revisions", "Checking"])
def test_broken_off_there_is_no_file(source: Graph, tmp_path: Path, stage: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_backup(GraphArchive(source), tmp_path / "x.zip", act_on_progress(stage, interrupt))
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_be_written(source: Graph, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_backup(GraphArchive(source), tmp_path / "missing" / "x.zip")


def test_cut_off_it_is_refused(backup: Path, tmp_path: Path) -> None:
    whole, cut = backup.read_bytes(), tmp_path / "cut.zip"
    for size in range(0, len(whole), len(whole) // 25):
        cut.write_bytes(whole[:size])
        with pytest.raises(InputError, match=r"not a whole backup|cannot be restored"), open_backup(cut):
            pass


def test_an_altered_byte_is_refused_or_changes_nothing(backup: Path, tmp_path: Path) -> None:
    chance, whole, altered = random.Random(1), backup.read_bytes(), tmp_path / "altered.zip"
    with open_backup(backup) as file:
        account = tally_archive(file).totals()
    for place in chance.sample(range(len(whole)), 300):
        altered.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << chance.randrange(8))]) + whole[place + 1 :])
        try:
            with open_backup(altered) as file:
                assert tally_archive(file).totals() == account
        except LandskapError:
            pass


FORGED = [
    ("records/actor.jsonl", b'"B"', b'"X"', "differ from those that the journal made"),
    ("records/actor.jsonl", b'"lokal"', b'"LOKAL!"', r"actor.jsonl:1, level: .* does not have the right form"),
    ("records/actor.jsonl", b'"id":"b"', b'"id":"b","more":1', r"actor.jsonl:2, more: there is no such field"),
    ("records/actor.jsonl", b'{"aliases"', b'["aliases"', r"actor.jsonl:1: cannot be read"),
    ("changes/1.json", b'"A"', b'"X"', "change 2 does not follow"),
    ("changes/4.json", b'"second"', b'"other"', "does not end at its head"),
    ("changes/3.json", b'"action":"set"', b'"action":"sat"', "changes/3.json: cannot be read"),
    ("changes/1.json", b"]", b"", "changes/1.json: cannot be read|it contains unreadable text"),
    ("changes.jsonl", b'"who":"tests"', b'"who":"others"', "change 2 does not follow"),
    ("changes.jsonl", b'"number":2', b'"number":77', "changes/77.json: cannot be read|change 77 does not follow"),
    ("changes.jsonl", b'"operations":1', b'"operations":9', "another number of operations"),
    ("revisions.jsonl", b'"note":"first"', b'"note":"other"', "revision 2 does not follow"),
    ("revisions.jsonl", b'"number":2', b'"number":1', "revision 1 does not follow"),
    ("revisions.jsonl", b'"Actor":2', b'"Actor":3', "revision 2 does not follow"),
    ("revisions.jsonl", b'"software":', b'"software":"x', "cannot be read"),
    ("revisions/1.nq", b"<", b" <", "another fingerprint"),
    (CONTENTS, b'"Actor":2', b'"Actor":3', "another number of records"),
    (CONTENTS, b'"changes":4', b'"changes":5', "changes/5.json: is missing"),
    (CONTENTS, b'"Actor":2', b'"Person":2', "another number of records"),
    (ABOUT, b'"number":4', b'"number":3', "does not end at its head"),
]


@pytest.mark.parametrize(("name", "old", "new", "how"), FORGED)
def test_a_file_that_contradicts_itself_is_refused(
    backup: Path, tmp_path: Path, name: str, old: bytes, new: bytes, how: str
) -> None:
    files = files_of(backup)
    assert old in files[name]
    pack_files(tmp_path / "x.zip", files | {name: files[name].replace(old, new, 1)})
    with pytest.raises(InputError) as refused, open_backup(tmp_path / "x.zip") as file:
        tally_archive(file)
    assert re.search(how, "\n".join([str(refused.value), *(problem.in_("en") for problem in refused.value.problems)]))


def test_of_a_file_that_is_refused_nothing_is_left_in_the_graph(local_graph: Graph, backup: Path, tmp_path: Path) -> None:
    files = files_of(backup)
    pack_files(tmp_path / "x.zip", files | {"changes/4.json": files["changes/4.json"].replace(b'"second"', b'"other"')})
    with pytest.raises(InputError, match="contradicts itself"), open_backup(tmp_path / "x.zip") as file:
        install_archive(empty_graph(local_graph), file)
    assert count_nodes(local_graph) == 1


@pytest.mark.parametrize("name", ["../../evil.txt", "records/person.jsonl", "changes/9.json", "LANDSKAP.JSON"])
def test_foreign_files_are_refused(backup: Path, tmp_path: Path, name: str) -> None:
    files = files_of(backup)
    pack_files(tmp_path / "x.zip", {ABOUT: files[ABOUT], name: b"{}\n", **{key: files[key] for key in files if key != ABOUT}})
    with pytest.raises(InputError) as refused, open_backup(tmp_path / "x.zip"):
        pass
    assert str(refused.value.problems[0].place) == name


def test_format_1_is_read_whose_revisions_state_less(backup: Path, tmp_path: Path) -> None:
    files = files_of(backup)
    lines = [json.loads(line) for line in files["revisions.jsonl"].splitlines()]
    first, second = ({name: line[name] for name in ("number", "at", "who", "note", "fingerprint", "previous")} for line in lines)
    second["previous"] = hash_value(first)
    stated = b"".join(encode_canonical(line) + b"\n" for line in (first, second))
    about = files[ABOUT].replace(b'"format":2', b'"format":1')
    pack_files(tmp_path / "x.zip", files | {ABOUT: about, "revisions.jsonl": stated})
    with open_backup(tmp_path / "x.zip") as opened:
        assert [frozen.revision.as_json() for frozen in opened.revisions()] == [first, second]


def test_a_newer_format_is_refused(backup: Path, tmp_path: Path) -> None:
    files = files_of(backup)
    pack_files(tmp_path / "x.zip", files | {ABOUT: files[ABOUT].replace(b'"format":2', b'"format":3')})
    with pytest.raises(GraphNewer, match="newer Landskap"), open_backup(tmp_path / "x.zip"):
        pass


def test_limits_are_seen_before_anything_is_inflated(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = files_of(backup)
    pack_files(tmp_path / "bomb.zip", files | {"revisions/1.nq": b"\n" * 50_000_000})
    with pytest.raises(LimitExceeded, match="larger than a backup may be"), open_backup(tmp_path / "bomb.zip"):
        pass
    monkeypatch.setattr("loaders.backup.reader.LONGEST_LINE", 460)
    with pytest.raises(LimitExceeded, match=r"records/actor.jsonl:1 .* is longer than 460 bytes"), open_backup(backup) as file:
        tally_archive(file)
    monkeypatch.setattr("loaders.backup.reader.MOST_RECORDS", 3)
    with pytest.raises(LimitExceeded, match="more than 3 records"), open_backup(backup):
        pass


@pytest.mark.parametrize("data", [b"", b"PK", b"id;name\n", b"\x1f\x8b" + b"\0" * 100])
def test_something_else_is_no_backup(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InputError, match="not a whole backup"), open_backup(tmp_path / "x.zip"):
        pass
    with pytest.raises(InputError, match="cannot be read"), open_backup(tmp_path / "missing.zip"):
        pass


@dataclass(frozen=True)
class InventedArchive:
    """A forged archive whose journal is consistent."""

    contents: tuple[Record, ...]
    where: str = "made up"

    def head(self) -> Head:
        return Head(1, next(self.changes()).hash)

    def counts(self) -> dict[str, int]:
        return Contents(self.contents).counts()

    def records(self, type_: type[Record]) -> Iterator[Record]:
        return (record for record in self.contents if isinstance(record, type_))

    def changes(self) -> Iterator[ChangeSet]:
        operations: tuple[Operation, ...] = tuple(map(build_creation, self.contents))
        yield ChangeSet(1, "2026-11-24T12:00:00Z", Reason("tests", "made up"), operations, GENESIS)

    def revisions(self) -> Iterator[FrozenRevision]:
        return iter(())

    def contradiction_error(self, how: Text) -> LandskapError:
        return InputError(how, ())


def test_records_that_refer_to_nothing_are_not_kept(local_graph: Graph) -> None:
    """A consistent file may still not be a landscape."""
    with pytest.raises(GraphDamaged, match="differs from made up; it was removed"):
        install_archive(empty_graph(local_graph), InventedArchive((*SMALL, flow("a", "nobody"))))
    assert count_nodes(local_graph) == 1
    install_archive(local_graph, InventedArchive(tuple(SMALL)))
    assert count_nodes(local_graph) > 1


def test_the_draft_of_a_killed_backup_is_overwritten(source: Graph, tmp_path: Path) -> None:
    (tmp_path / "landskap.zip.part").write_bytes(b"half")
    write_backup(GraphArchive(source), tmp_path / "landskap.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["landskap.zip"]


def test_two_backups_to_the_same_place_at_once(source: Graph, tmp_path: Path) -> None:
    refused: list[InputError] = []

    def tell(*_how: object) -> None:
        if not refused:
            with pytest.raises(InputError) as error:
                write_backup(GraphArchive(source), tmp_path / "landskap.zip")
            refused.append(error.value)

    write_backup(GraphArchive(source), tmp_path / "landskap.zip", tell)
    assert "another backup is being written" in str(refused[0])
    assert [path.name for path in tmp_path.iterdir()] == ["landskap.zip"]


def test_the_lock_of_a_backup_lies_beside_it_and_is_its_owners(source: Graph, tmp_path: Path) -> None:
    """In a folder that all accounts share, a name that can be guessed would let any of them stop the backups of another."""
    shared, seen = tmp_path / "shared", []
    shared.mkdir()
    (tmp_path / "mine").mkdir()

    def tell(*_how: object) -> None:
        seen.append(({path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "mine").iterdir()}, list(shared.iterdir())))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(shared))
        write_backup(GraphArchive(source), tmp_path / "mine" / "landskap.zip", tell)
    assert ({"landskap.zip.part": 0o600, "landskap.zip.part.lock": 0o600}, []) in seen
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["landskap.zip"]


def test_a_file_whose_lock_cannot_be_taken_cannot_be_written(source: Graph, tmp_path: Path) -> None:
    (tmp_path / "landskap.zip.part.lock").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_backup(GraphArchive(source), tmp_path / "landskap.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["landskap.zip.part.lock"]
