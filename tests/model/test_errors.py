"""Causes of file errors in the reader's language."""

import errno
import zipfile
from pathlib import Path

import pytest

from loaders.opening import read_path
from model.errors import InputError, cause_of


def test_what_is_common_is_told_in_our_words_and_the_rest_as_it_is() -> None:
    assert str(cause_of(FileNotFoundError(errno.ENOENT, "No such file", "x"))) == "there is no such file or folder"
    assert str(cause_of(OSError(errno.ELOOP, "Too many links", "x"))) == "Too many links"
    assert str(cause_of(zipfile.BadZipFile("Bad CRC-32 for file 'x'"))) == "it is damaged"
    assert cause_of(ValueError("x")) == "x"


@pytest.mark.parametrize("ending", [".csv", ".json", ".xlsx"])
def test_a_file_that_is_not_there(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x{ending}"
    with pytest.raises(InputError, match=r"x\.\w+ cannot be read: there is no such file or folder"):
        read_path(path)


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_text("text")
    with pytest.raises(InputError, match="it is no such file, or is damaged"):
        read_path(path)
