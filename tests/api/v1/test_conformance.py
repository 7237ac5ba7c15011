"""Every operation against its own description, asked by Schemathesis: what it allows and what it forbids."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.server.graph import Graph
from tests.browser.test_served import serve_in_thread
from tests.http_fuzzing import CHECKS, SCHEMATHESIS

SECONDS = 240
"""The longest that it may take on a busy machine."""


@pytest.fixture
def address(sormland_graph: Graph) -> Iterator[str]:
    with serve_in_thread(sormland_graph, 8855) as address:
        yield address


@pytest.mark.slow(minutes=1)
def test_every_answer_is_as_the_description_says(address: str, tmp_path: Path) -> None:
    command = [SCHEMATHESIS, "run", f"{address}/api/v1/openapi.json", f"--checks={CHECKS}", "--phases=examples,coverage", "--seed=1",
               "--workers=2", "--suppress-health-check=all", "--no-color"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert "Operations:       0 selected" not in done.stdout
