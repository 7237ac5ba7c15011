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

QueryKind = Literal["reads", "writes", "schema"]
TEXTS_FOLDER = Path(__file__).parent.parent / "texts"
WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP)\b")
PARAMETER = re.compile(r"\$(\w+)")
DECLARATION = re.compile(r"(param|column) (\w+): (.+)")
LIMIT_LINE = re.compile(r"limit (\d+)")
QUOTED_TEXT = re.compile(r"'[^']*'")


@dataclass(frozen=True, slots=True)
class Query:
    """A text with its declaration. `columns` are in the order of RETURN; `limit` is the most rows that are answered."""

    name: str
    title: str
    kind: QueryKind
    text: str
    parameters: Mapping[str, str]
    columns: Mapping[str, str]
    limit: int


def list_queries() -> list[str]:
    """The names of all queries."""
    return sorted(path.relative_to(TEXTS_FOLDER).with_suffix("").as_posix() for path in TEXTS_FOLDER.rglob("*.cypher"))


@cache
def find_query(name: str) -> Query:
    """The query of that name. Raises CatalogueError when there is none, or when it is not as it declares."""
    path = TEXTS_FOLDER / f"{name}.cypher"
    if not path.is_file():
        raise CatalogueError(Text("there is no text '{name}'", name=name))
    return read_query(path)


def read_query(path: Path, folder: Path = TEXTS_FOLDER) -> Query:
    """The query of one file. Raises CatalogueError, with file and line, when it is not as it declares."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line.removeprefix("//").strip() for line in lines if line.startswith("//")]
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    found = _parse_header(path, path.relative_to(folder).with_suffix("").as_posix(), header, text)
    for fault, number in _find_faults(found, lines):
        raise _fault_error(path, number, fault)
    return found


def _parse_header(path: Path, name: str, header: list[str], text: str) -> Query:
    if len(header) < 2 or header[1] not in ("reads", "writes", "schema"):
        raise _fault_error(path, 2, Text("the second line says reads, writes or schema"))
    found: dict[str, dict[str, str]] = {"param": {}, "column": {}}
    limit = 0
    for number, line in enumerate(header[2:], 3):
        if declared := DECLARATION.fullmatch(line):
            found[declared[1]][declared[2]] = declared[3]
        elif limited := LIMIT_LINE.fullmatch(line):
            limit = int(limited[1])
        else:
            raise _fault_error(path, number, Text("'{line}' is neither param, column nor limit", line=line))
    kind: QueryKind = header[1]  # type: ignore[assignment]  # one of the three, as was seen above
    return Query(name, header[0], kind, text, found["param"], found["column"], limit)


def _find_faults(query: Query, lines: list[str]) -> Iterator[tuple[Text, int]]:
    bare = QUOTED_TEXT.sub("''", query.text)
    used = set(PARAMETER.findall(bare))
    for name in sorted(used - set(query.parameters)):
        yield Text("${name} is used but not declared", name=name), _line_of(lines, f"${name}")
    for name in sorted(set(query.parameters) - used):
        yield Text("${name} is declared but not used", name=name), _line_of(lines, f"param {name}:")
    for name in query.columns:
        if not re.search(rf"\b{name}\b", bare.partition("RETURN")[2]):
            yield Text("the column {name} is declared but not returned", name=name), _line_of(lines, f"column {name}:")
    if query.kind == "reads" and (writing := WRITING.search(bare)):
        yield Text("declared as reading, but it has {word}", word=writing[0]), _line_of(lines, writing[0])
    if query.kind == "reads" and not (query.columns and query.limit):
        yield Text("a reading query declares its columns and its limit"), 1


def _line_of(lines: list[str], what: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if what in line), 1)


def _fault_error(path: Path, number: int, fault: Text) -> CatalogueError:
    return CatalogueError(Text("{file}:{line}: {fault}", file=path.name, line=number, fault=fault))
