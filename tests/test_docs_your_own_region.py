"""The guide for another region does what it says: its tables are typed into the template, its commands are given, in its order."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from queries.server.local_server import stop_server
from tests.test_project import ROOT

PAGE = (ROOT / "docs/your-own-region.md").read_text(encoding="utf-8")
PARTS = re.compile(
    r"^```sh\n(?P<commands>.*?)^```|^(?P<table>(?:\|[^\n]*\n)+)|(?P<sheets>[Ss]heet \*[^\n]*)", re.MULTILINE | re.DOTALL
)
WORKBOOK = "kustregionen.xlsx"
SERVE = "landskap serve"
PLANNED = 2
"""The exit code of --plan when there is something to do."""


def read_steps() -> Iterator[tuple[str, str]]:
    """The commands, and the rows of the tables with the sheet that each belongs to."""
    sheets: list[str] = []
    for found in PARTS.finditer(PAGE):
        if found["sheets"]:
            sheets = re.findall(r"\*(.+?)\*", found["sheets"])
        for command in (found["commands"] or "").splitlines():
            yield "command", command
        if found["table"] and sheets:
            yield sheets.pop(0), found["table"]


def type_in(book: Path, sheet: str, table: str) -> None:
    """What a person does: each row below what stands there, each cell under its heading."""
    headings, _line, *rows = [
        [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in table.splitlines()
    ]
    workbook = load_workbook(book)
    page = workbook[sheet]
    columns = {str(cell.value).removesuffix(" *"): cell.column for cell in page[1]}
    free = max((cell.row for cell in page["A"] if cell.value), default=1) + 1
    for number, row in enumerate(rows, free):
        for heading, value in zip(headings, row, strict=True):
            page.cell(number, columns[heading], value or None)
    workbook.save(book)


def run_in_terminal(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """The exit code and the output of a command, given in a terminal where every question is answered with ja."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "api", *_words(command)[1:]]
    process = subprocess.Popen(
        words, cwd=folder, env=environment, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    os.write(ours, b"ja\n" * 3)
    output, _ = process.communicate(timeout=120)
    os.close(ours)
    os.close(theirs)
    return process.returncode, output


def _words(command: str) -> list[str]:
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]


def read_served_map(folder: Path, environment: dict[str, str]) -> str:
    """The map as `landskap serve` shows it, and the server ended by Ctrl-C."""
    words = [sys.executable, "-m", "api", "serve", "--no-browser", "--port", "8763"]
    with subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            return _page("http://127.0.0.1:8763/karta")
        finally:
            process.send_signal(signal.SIGINT)


def _page(address: str) -> str:
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address) as answer:  # our own address
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    home = tmp_path / "graf"
    mine = {
        "LANDSKAP_GRAPH": str(home),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(ROOT),
        "LANDSKAP_LANG": "sv",
    }
    yield {**os.environ, **mine}
    stop_server(home)


SAID = {
    "landskap feeds sjofartsskolan": "Varvet",
    "landskap stalls": "Ny kurs i svetsning",
    "landskap unrepresented": "Hamnen",
    "landskap history hamnen": "Sjöfartsrådet",
    "landskap undo 2": "ändring 3",
    'landskap set hamnen description "Kustens största hamn" --why "möte i maj"': "ändring 4",
}


@pytest.mark.slow
def test_the_guide(tmp_path: Path, environment: dict[str, str]) -> None:
    done = set()
    for kind, what in read_steps():
        if kind != "command":
            type_in(tmp_path / WORKBOOK, kind, what)
        elif what == SERVE:
            assert "Sjöfartsrådet" in read_served_map(tmp_path, environment)
        else:
            code, output = run_in_terminal(what, tmp_path, environment)
            assert code == (PLANNED if "--plan" in what else 0), f"{what}: {output}"
            assert SAID.get(what, "") in output, f"{what}: {output}"
            done.add(what)
    assert done >= SAID.keys()
    for made in ("kustregionen.html", "kustregionen.pdf", "kustregionen-backup.zip"):
        assert (tmp_path / made).stat().st_size > 1000
