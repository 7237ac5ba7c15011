"""What must hold of the rooms: their size, their doors, and one meaning per public name."""

import ast
from collections import defaultdict
from pathlib import Path

from tests.test_project import PACKAGES, ROOT, list_tracked

MOST_MODULES = 20
"""Modules in a room, its door not counted."""


def list_modules() -> list[Path]:
    return list_tracked(*(f"{package}/*.py" for package in (*PACKAGES, "tools")))


def public_names(path: Path) -> set[str]:
    """The public functions, classes and type aliases of a module; constants are upper case."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name) and not target.id.isupper()}
    return {name for name in found if not name.startswith("_")} - {"app"}  # each module of commands has its own typer.Typer


def test_a_public_name_means_one_thing() -> None:
    owners = defaultdict(list)
    for path in list_modules():
        for name in public_names(path):
            owners[name].append(path.relative_to(ROOT).as_posix())
    assert {name: paths for name, paths in owners.items() if len(paths) > 1} == {}


def test_rooms_are_small_and_say_what_they_hold() -> None:
    rooms = defaultdict(list)
    for path in list_modules():
        rooms[path.parent].append(path.name)
    assert {room.name: len(names) for room, names in rooms.items() if len(names) > MOST_MODULES + 1} == {}
    assert [
        room.name for room in rooms if not ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    ] == []
