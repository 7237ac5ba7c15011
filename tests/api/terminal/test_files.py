"""Files are written whole; otherwise what was there before stays as it was."""

import os
from pathlib import Path

import pytest

from api.terminal.files import refuse_to_overwrite, write_atomically
from model.errors import InputError


def fill(place: Path, text: str) -> None:
    if not place.suffix:
        place.mkdir()
        place = place / "actor.csv"
    place.write_text(text, encoding="utf-8")


def read_files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=["ny", "ny.json", "gammal", "gammal.json"])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a file or a folder to write, which exists or does not."""
    (tmp_path / "gammal").mkdir()
    for old in ("gammal/actor.csv", "gammal/min.txt", "gammal.json"):
        (tmp_path / old).write_text("före", encoding="utf-8")
    return tmp_path / str(request.param)


def break_off_writing(out: Path) -> None:
    with write_atomically(out) as unfinished:
        fill(unfinished, "halv")
        raise KeyboardInterrupt


def test_broken_off_it_leaves_all_as_it_was(out: Path) -> None:
    before = read_files(out.parent)
    with pytest.raises(KeyboardInterrupt):
        break_off_writing(out)
    assert read_files(out.parent) == before
    assert {path.name for path in out.parent.iterdir()} == {"gammal", "gammal.json"}


def test_it_takes_its_place_and_nothing_else(out: Path) -> None:
    before = read_files(out.parent)
    with write_atomically(out) as unfinished:
        fill(unfinished, "hel")
    written = out.name if out.suffix else f"{out.name}/actor.csv"
    assert read_files(out.parent) == before | {written: "hel"}


def test_a_link_that_somebody_planted_is_not_followed(tmp_path: Path) -> None:
    for name in (".ny.json.unfinished", ".unfinished"):
        (tmp_path / name).symlink_to(tmp_path / "annans.txt")
    with write_atomically(tmp_path / "ny.json") as unfinished:
        fill(unfinished, "hel")
    assert not (tmp_path / "annans.txt").exists()
    (tmp_path / "lank.json").symlink_to(tmp_path / "annans.txt")
    with pytest.raises(InputError, match="there is already something"):
        refuse_to_overwrite(tmp_path / "lank.json")


@pytest.mark.skipif(os.name == "nt", reason="no such modes there")
def test_what_is_private_only_its_owner_reads(tmp_path: Path) -> None:
    for name in ("ny", "ny.json"):
        with write_atomically(tmp_path / name, private=True) as unfinished:
            fill(unfinished, "hel")
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"ny": 0o700, "actor.csv": 0o600, "ny.json": 0o600}
