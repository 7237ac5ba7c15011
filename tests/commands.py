"""The command as its users give it, in this process: what it prints, and its exit code."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.command_line import run


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did: its exit code, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def run_landskap(graph: Path | str, *words: str, **environment: str) -> Done:
    """Give `landskap` with `words`, on `graph`, where nobody can be asked."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name, value in {"LANDSKAP_GRAPH": str(graph), "COLUMNS": "200", **environment}.items():
            patch.setenv(name, value)
        patch.setattr("sys.stdin", io.StringIO())
        code = run(list(words))
    return Done(code, out.getvalue(), err.getvalue())


def answer_of(graph: Path | str, *words: str) -> dict[str, Any]:
    """What it answers as JSON."""
    done = run_landskap(graph, *words, "--json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
