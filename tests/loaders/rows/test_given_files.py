"""Files that people give: regular ones, which stay as they are while they are read."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.backup.reader import open_backup
from loaders.log.mapping import parse_mapping, read_mapping
from loaders.opening import read_path, read_paths
from loaders.text_files.json_file import MOST_UNKNOWN
from model.errors import InputError, Problem
from tests import packages
from tests.landscapes import actor

HEADING = "id;name;type;level;evidence\n"
A = "a;A;typ;lokal;kalla §1\n"


def open_backup_file(path: Path) -> None:
    with open_backup(path):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("actor.csv", read_path),
        ("x.xlsx", read_path),
        ("x.json", read_path),
        ("x.yaml", read_mapping),
        ("x.zip", open_backup_file),
    ],
)
def test_what_has_no_end_is_refused(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    os.mkfifo(tmp_path / name)
    with pytest.raises(InputError, match="is a folder, a device or a pipe, not a file"):
        read(tmp_path / name)
    (tmp_path / name).unlink()
    (tmp_path / name).symlink_to("/dev/zero")
    with pytest.raises(InputError, match="is a folder, a device or a pipe, not a file"):
        read(tmp_path / name)


def csv_of(path: Path, rows: str) -> Path:
    path.with_suffix(".csv").write_text(HEADING + rows, encoding="utf-8")
    return path.with_suffix(".csv")


def workbook_of(path: Path, rows: str) -> Path:
    cells = [row.split(";") for row in rows.splitlines()]
    return packages.table([packages.ROWS[0], *cells]).save(path.with_suffix(".xlsx"))


@pytest.mark.parametrize("write", [csv_of, workbook_of])
def test_what_is_replaced_between_hashing_and_reading_is_refused(tmp_path: Path, write: Callable[[Path, str], Path]) -> None:
    path = write(tmp_path / "actor", A)
    reading = read_path(path)
    assert list(reading.records) == [actor("a")]
    write(tmp_path / "actor", A.replace("A", "Å"))
    with pytest.raises(InputError, match="was changed while it was read; nothing was written"):
        list(reading.found())
    assert list(read_path(path).records) == [actor("a", name="Å")]


def test_a_log_that_is_replaced_is_refused(tmp_path: Path) -> None:
    mapping = "kind: wide\nsource: kalla\ncolumns: {case: Dnr, title: Rubrik, taken_in: Forum, taken_on: Dag, addressee: Till}\n"
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    (tmp_path / "logg.csv").write_text("Dnr;Rubrik;Forum;Dag;Till\n1;X;Rådet;2026-01-01;Almi\n", encoding="utf-8")
    reading = read_paths([tmp_path / "logg.csv"], tmp_path / "m.yaml")
    (tmp_path / "logg.csv").write_text("Dnr;Rubrik;Forum;Dag;Till\n2;Y;Rådet;2026-01-01;Almi\n", encoding="utf-8")
    with pytest.raises(InputError, match="was changed while it was read"):
        list(reading.found())


def test_names_that_nobody_knows_are_told_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(
        json.dumps({"actor": [], **{f"x{number}": 0 for number in range(100_000)}}), encoding="utf-8"
    )
    problems = [found for found in read_path(tmp_path / "x.json").found() if isinstance(found, Problem)]
    assert len(problems) == MOST_UNKNOWN + 1
    assert "100000 names are of no type of record" in problems[0].in_("en")
    (tmp_path / "x.json").write_text(json.dumps({"actor": [{f"x{number}": 0 for number in range(100_000)}]}), encoding="utf-8")
    (problem,) = (found for found in read_path(tmp_path / "x.json").found() if isinstance(found, Problem))
    assert "has 100000 fields" in problem.in_("en")


def test_a_mapping_that_is_nested_too_deeply_is_refused_at_once() -> None:
    with pytest.raises(InputError) as refused:
        parse_mapping("a: " + "[" * 2000, "m.yaml")
    assert "nested too deeply" in refused.value.problems[0].in_("en")
