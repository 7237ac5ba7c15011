"""The query texts: one question or change per `.cypher` file, with what it takes and gives declared in its header.

    // Who feeds the parties of a frontier, one hop upstream.
    // reads
    // param parties: ids of the parties
    // column flow: id of the flow
    // limit 50000

A query's name is its path below `queries/` without the ending: `flows/around`. A text that is not as it declares is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from model.errors import CatalogueError
from model.language import Text

Kind = Literal["reads", "writes", "schema"]
FOLDER = Path(__file__).parent.parent / "texts"
WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP)\b")
PARAMETER = re.compile(r"\$(\w+)")
DECLARED = re.compile(r"(param|column) (\w+): (.+)")
LIMIT = re.compile(r"limit (\d+)")
QUOTED = re.compile(r"'[^']*'")


@dataclass(frozen=True, slots=True)
class Query:
    """A text with its declaration. `columns` are in the order of RETURN; `limit` is the most rows that are answered."""

    name: str
    title: str
    kind: Kind
    text: str
    parameters: Mapping[str, str]
    columns: Mapping[str, str]
    limit: int


def names() -> list[str]:
    """The names of all queries."""
    return sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.cypher"))


@cache
def query(name: str) -> Query:
    """The query of that name. Raises CatalogueError when there is none, or when it is not as it declares."""
    path = FOLDER / f"{name}.cypher"
    if not path.is_file():
        raise CatalogueError(Text("there is no text '{name}'", name=name))
    return read_query(path)


def read_query(path: Path, folder: Path = FOLDER) -> Query:
    """The query of one file. Raises CatalogueError, with file and line, when it is not as it declares."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line.removeprefix("//").strip() for line in lines if line.startswith("//")]
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    found = _declared(path, path.relative_to(folder).with_suffix("").as_posix(), header, text)
    for fault, number in _faults(found, lines):
        raise _refused(path, number, fault)
    return found


def _declared(path: Path, name: str, header: list[str], text: str) -> Query:
    if len(header) < 2 or header[1] not in ("reads", "writes", "schema"):
        raise _refused(path, 2, Text("the second line says reads, writes or schema"))
    found: dict[str, dict[str, str]] = {"param": {}, "column": {}}
    limit = 0
    for number, line in enumerate(header[2:], 3):
        if declared := DECLARED.fullmatch(line):
            found[declared[1]][declared[2]] = declared[3]
        elif limited := LIMIT.fullmatch(line):
            limit = int(limited[1])
        else:
            raise _refused(path, number, Text("'{line}' is neither param, column nor limit", line=line))
    kind: Kind = header[1]  # type: ignore[assignment]  # one of the three, as was seen above
    return Query(name, header[0], kind, text, found["param"], found["column"], limit)


def _faults(query: Query, lines: list[str]) -> Iterator[tuple[Text, int]]:
    bare = QUOTED.sub("''", query.text)
    used = set(PARAMETER.findall(bare))
    for name in sorted(used - set(query.parameters)):
        yield Text("${name} is used but not declared", name=name), _line(lines, f"${name}")
    for name in sorted(set(query.parameters) - used):
        yield Text("${name} is declared but not used", name=name), _line(lines, f"param {name}:")
    for name in query.columns:
        if not re.search(rf"\b{name}\b", bare.partition("RETURN")[2]):
            yield Text("the column {name} is declared but not returned", name=name), _line(lines, f"column {name}:")
    if query.kind == "reads" and (writing := WRITING.search(bare)):
        yield Text("declared as reading, but it has {word}", word=writing[0]), _line(lines, writing[0])
    if query.kind == "reads" and not (query.columns and query.limit):
        yield Text("a reading query declares its columns and its limit"), 1


def _line(lines: list[str], what: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if what in line), 1)


def _refused(path: Path, number: int, fault: Text) -> CatalogueError:
    return CatalogueError(Text("{file}:{line}: {fault}", file=path.name, line=number, fault=fault))
