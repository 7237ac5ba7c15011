"""What commands write is there whole, or what was there before is as it was."""

from pathlib import Path

import pytest

from api.files import whole


def fill(place: Path, text: str) -> None:
    if not Path(place.name.removesuffix(".unfinished").lstrip(".")).suffix:
        place.mkdir()
        place = place / "actor.csv"
    place.write_text(text, encoding="utf-8")


def held(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(params=["ny", "ny.json", "gammal", "gammal.json"])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder or a file to write, where there is none and where there is one."""
    (tmp_path / "gammal").mkdir()
    for old in ("gammal/actor.csv", "gammal/min.txt", "gammal.json"):
        (tmp_path / old).write_text("före", encoding="utf-8")
    return tmp_path / str(request.param)


def broken_off(out: Path) -> None:
    with whole(out) as unfinished:
        fill(unfinished, "halv")
        raise KeyboardInterrupt


def test_broken_off_it_leaves_all_as_it_was(out: Path) -> None:
    before = held(out.parent)
    with pytest.raises(KeyboardInterrupt):
        broken_off(out)
    assert held(out.parent) == before
    assert {path.name for path in out.parent.iterdir()} == {"gammal", "gammal.json"}


def test_it_takes_its_place_and_nothing_else(out: Path) -> None:
    before = held(out.parent)
    with whole(out) as unfinished:
        fill(unfinished, "hel")
    written = out.name if out.suffix else f"{out.name}/actor.csv"
    assert held(out.parent) == before | {written: "hel"}
