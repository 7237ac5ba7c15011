"""The page about a week's work does what it says: its commands are given in its order, and print what it shows."""

import re
import shlex
from pathlib import Path

import pytest

from tests.commands import Done, answer_of, run_landskap
from tests.test_project import ROOT

PAGE = (ROOT / "docs/a-weeks-work.md").read_text(encoding="utf-8")
BLOCKS = re.compile(r"^```(sh|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ASKING = {"decide", "step", "meeting"}
"""The commands that ask before they write."""


def give(folder: Path, command: str) -> Done:
    """Give a command of the page. Where it asks, the answer is yes."""
    words = shlex.split(command)[1:]
    asks = not ASKING.isdisjoint(words[:3])
    done = run_landskap(folder, *words, *(["--yes"] if asks else []), LANDSKAP_LANG="sv", COLUMNS="400")
    assert (done.returncode, done.stderr) == (0, ""), command
    return done


def test_a_week(sormland_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANDSKAP_CONFIG", str(tmp_path / "settings.json"))
    printed = ""
    for kind, content in BLOCKS.findall(PAGE):
        if kind == "text":
            assert content.strip() in printed
        else:
            printed = "".join(give(sormland_folder, command).stdout for command in content.splitlines())
    mess = answer_of(sormland_folder, "show", "gemensam-massa-varen-2027-till-region-sormland")["record"]["values"]
    assert (mess["step"], mess["next_due_words"], mess["paused_until"]) == ("taken", "Q1 2027", "2027-03-31")
    held = answer_of(sormland_folder, "meetings", "--since", "2026-11-01", "--until", "2026-11-30")["rows"][0]
    assert (held["decisions"], held["open"]) == (2, 2)


def test_it_is_found() -> None:
    assert "a-weeks-work.md" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert "docs/a-weeks-work.md" in (ROOT / "README.md").read_text(encoding="utf-8")
