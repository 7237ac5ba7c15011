"""What must hold of the project as a whole."""

import ast
import re
import subprocess
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from api.command_line import app

ROOT = Path(__file__).parent.parent
PACKAGES = ("model", "queries", "loaders", "viz", "api")
LONGEST_FUNCTION = 40
HOSTS = re.compile(r"pypi\.org|pythonhosted|npmjs|registry\.|repo1?\.maven|crates\.io|proxy\.golang|deb\.debian", re.IGNORECASE)


def list_tracked(*patterns: str) -> list[Path]:
    """The files of the project, as git knows them (new ones too)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_file_names_a_package_registry() -> None:
    texts = [
        path for path in list_tracked() if path.suffix not in {".png", ".mo", ".ttf", ".woff2", ".pdf"} and path != Path(__file__)
    ]
    assert [path.name for path in texts if HOSTS.search(path.read_text(encoding="utf-8"))] == []


def test_everything_installed_is_pinned_by_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "").splitlines()
        assert lines
        assert all("==" in line and "--hash=sha256:" in line for line in lines)


def test_functions_are_small() -> None:
    found = []
    for path in list_tracked(*(f"{package}/*.py" for package in PACKAGES)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} ({length})")
    assert found == []


def imports_of(path: Path) -> set[str]:
    """The modules of ours that a module imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name for name in found if name.split(".")[0] in PACKAGES}


def test_no_two_modules_import_each_other() -> None:
    graph = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): imports_of(path)
        for path in list_tracked(*(f"{p}/*.py" for p in PACKAGES))
    }
    for start in graph:
        seen, todo = set(), [*graph[start]]
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += graph.get(name, ())
        assert start not in seen, f"{start} imports itself by way of others"


def test_our_names_collide_with_no_other_distribution() -> None:
    owners = packages_distributions()
    assert {name: owners.get(name, []) for name in PACKAGES if set(owners.get(name, [])) - {"landskap"}} == {}


def test_everything_shipped_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert not any(name.startswith("tests/") for name in names)
    for path in list_tracked(*(f"{package}/" for package in PACKAGES)):
        assert path.relative_to(ROOT).as_posix() in names
    for path in list_tracked("seed/"):
        assert f"api/{path.relative_to(ROOT).as_posix()}" in names


def test_every_command_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    names = [
        command.name
        for group in app.registered_groups
        if group.typer_instance
        for command in group.typer_instance.registered_commands
    ]
    names += [callback.__name__ for group in app.registered_groups if group.typer_instance
              for item in group.typer_instance.registered_commands if item.name is None and (callback := item.callback)]  # fmt: skip
    assert [name for name in filter(None, names) if f"landskap {name}" not in readme] == []


@pytest.mark.parametrize("path", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "publiccode.yml", ".ci/run"])
def test_the_files_that_people_look_for(path: str) -> None:
    assert (ROOT / path).stat().st_size > 100


def test_links_in_the_documents_lead_somewhere() -> None:
    for path in list_tracked("*.md"):
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in link and not link.startswith("mailto:"):
                assert (path.parent / link).exists(), f"{path.name}: {link}"
