"""Each command of the guide to decision logs does what it says, and its mapping is one."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from api.command_line import run
from loaders.log.mapping import LogMapping, MappingColumns, OtherWords, read_mapping
from tests.test_project import ROOT

PAGE = (ROOT / "docs/decision-logs.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line, comments=True)[1:]
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


def test_every_command(
    sormland_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "docs/examples", tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    assert len(COMMANDS) == 8
    for words in COMMANDS:
        yes = ["--yes"] if words[0] == "load" else []
        assert run(["--graph", str(sormland_folder), *words, *yes]) == 0, capsys.readouterr().err
    said = capsys.readouterr().out
    assert "beslut-exempel.csv: läst som UTF-8 med semikolon" in said
    assert "”Snabbspår till vägledning (exempel)” står stilla hos Arbetsförmedlingen" in said
    assert "--mapping mapping.yaml" in Path("mapping.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert run(["mapping", "beslut-exempel.csv", "--graph", str(sormland_folder), "--out", "mapping.yaml"]) == 1
    assert "finns redan något som heter mapping.yaml" in capsys.readouterr().err


def test_the_mapping_on_the_page_is_one_and_names_every_key(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    said = read_mapping(tmp_path / "map.yaml").says
    assert said.model_fields_set == set(LogMapping.model_fields)
    assert said.columns.model_fields_set == set(MappingColumns.model_fields)
    assert said.others.model_fields_set == set(OtherWords.model_fields)


def test_the_table_has_every_line() -> None:
    told = {
        name for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for name in re.findall(r"`(?:columns)?\.?(\w+)`", row)
    }
    assert told == {*LogMapping.model_fields, *MappingColumns.model_fields} - {"columns"}
