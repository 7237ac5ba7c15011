"""How files and folders are opened."""

from pathlib import Path

import pytest

from loaders.opening import read_path
from model.errors import InputError


def test_a_folder_that_holds_a_workbook_and_no_csv_names_it(tmp_path: Path) -> None:
    for name in ("min region.xlsx", "b.json", "~$min region.xlsx", "läs mig.txt"):
        (tmp_path / name).touch()
    with pytest.raises(InputError) as caught:
        read_path(tmp_path)
    command = f'landskap load "{tmp_path / "b.json"}" "{tmp_path / "min region.xlsx"}"'
    assert str(caught.value.way_out) == f"Load its files by name: {command}"


def test_an_empty_folder_names_the_files_that_one_has(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_path(tmp_path)
    assert "CSV files such as actor.csv" in str(caught.value.way_out)
