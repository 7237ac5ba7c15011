"""The command from the built wheel, in an environment without development packages."""

import os
import subprocess
import sys
from pathlib import Path

import networkx
import pypdf
import pytest

from queries.server.local_server import stop_server

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment with the wheel and its pinned dependencies alone."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", str(folder))
    python = str(folder / "bin" / "python")
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        str(ROOT / "requirements.txt"),
    )
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", str(wheel))
    return folder / "bin"


def run(*command: str, cwd: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_demo_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    landskap = str(installed / "landskap")
    assert "landskap" in run(landskap, "--help", cwd=tmp_path)
    assert run(landskap, "--version", cwd=tmp_path).strip() == "0.1.0"
    graph = tmp_path / "graph"
    try:
        first = run(landskap, "--graph", str(graph), "demo", "--once", "--out", str(tmp_path / "out"), cwd=tmp_path)
        again = run(landskap, "--graph", str(graph), "demo", "--once", "--out", str(tmp_path / "out"), cwd=tmp_path)
    finally:
        stop_server(graph)
    assert first.count("•") == 3
    assert again.count("fanns redan") == 2
    assert (tmp_path / "out" / "karta.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len(pypdf.PdfReader(tmp_path / "out" / "landskap.pdf").pages) > 10
    assert networkx.read_graphml(tmp_path / "out" / "landskap.graphml").number_of_nodes() > 400
