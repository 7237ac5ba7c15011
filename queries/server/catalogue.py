"""The catalogue of query texts: `.cypher` files whose headers declare what each query takes and returns.

    // Who feeds the parties of a frontier, one hop upstream.
    // reads
    // param parties: ids of the parties
    // column flow: id of the flow
    // limit 50000

A question written by hand has its own file and is named after it: `flows/around`. A generated file holds all statements of a
type, each below a line `// name: page`. They are named after the file and that line: `records/seat/page`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from model.errors import CatalogueError
from model.language import Text

if TYPE_CHECKING:
    from model.findings import QueryCall

QueryKind = Literal["reads", "writes", "schema"]
TEXTS_FOLDER = Path(__file__).parent.parent / "texts"
WRITING = re.compile(r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP)\b")
PARAMETER = re.compile(r"\$(\w+)")
NAME_LINE = "// name: "
DECLARATION = re.compile(r"(param|column) (\w+): (.+)")
LIMIT_LINE = re.compile(r"limit (\d+)")
QUOTED_TEXT = re.compile(r"'[^']*'")


@dataclass(frozen=True, slots=True)
class Query:
    """A query text with its declaration. `columns` are in the order of RETURN; `limit` is the largest number of rows."""

    name: str
    title: str
    kind: QueryKind
    text: str
    parameters: Mapping[str, str]
    columns: Mapping[str, str]
    limit: int


@dataclass(frozen=True, slots=True)
class _Statement:
    """The lines of one query in a file. `first` is the number of its first line there."""

    path: Path
    name: str
    first: int
    lines: list[str]

    def find_line(self, part: str) -> int:
        """Return the number of the first line that contains `part`."""
        return next((number for number, line in enumerate(self.lines, self.first) if part in line), self.first)

    def make_error(self, number: int, fault: Text) -> CatalogueError:
        """Return the error that names the file and the line of a fault."""
        return CatalogueError(Text("{file}:{line}: {fault}", file=self.path.name, line=number, fault=fault))


def list_queries() -> list[str]:
    """Return the names of all queries, in order."""
    return sorted(name for path in TEXTS_FOLDER.rglob("*.cypher") for name in _read_file(path))


@cache
def find_query(name: str) -> Query:
    """Return the query called `name`. Raises CatalogueError if there is none or if its text differs from its declaration."""
    path = TEXTS_FOLDER / f"{name}.cypher"
    for file in (path, path.parent.with_suffix(".cypher")):
        if file.is_file() and (found := _read_file(file).get(name)):
            return found
    raise CatalogueError(Text("there is no text '{name}'", name=name))


def cite_query(name: str, parameters: Mapping[str, Any]) -> "QueryCall":
    """Return a query with its parameters, so that anyone can run it again."""
    from model.findings import QueryCall

    return QueryCall(name, find_query(name).text, parameters)


@cache
def _read_file(path: Path) -> dict[str, Query]:
    return {query.name: query for query in read_queries(path)}


def read_queries(path: Path, folder: Path = TEXTS_FOLDER) -> list[Query]:
    """Return the queries of one file below `folder`.

    Raises CatalogueError, with file and line, if a text differs from its declaration or two have the same name.
    """
    found: dict[str, Query] = {}
    for statement in _split_statements(path, path.relative_to(folder).with_suffix("").as_posix()):
        query = _parse_statement(statement)
        for fault, number in _find_faults(query, statement):
            raise statement.make_error(number, fault)
        if query.name in found:
            raise statement.make_error(statement.first - 1, Text("the name '{name}' is used twice", name=query.name))
        found[query.name] = query
    return list(found.values())


def _split_statements(path: Path, stem: str) -> Iterator[_Statement]:
    lines = path.read_text(encoding="utf-8").splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(NAME_LINE)]
    if not starts or starts[0] > 0:
        yield _Statement(path, stem, 1, lines[: starts[0]] if starts else lines)
    for start, end in pairwise([*starts, len(lines)]):
        yield _Statement(path, f"{stem}/{lines[start].removeprefix(NAME_LINE)}", start + 2, lines[start + 1 : end])


def _parse_statement(statement: _Statement) -> Query:
    header = [line.removeprefix("//").strip() for line in statement.lines if line.startswith("//")]
    text = "\n".join(line for line in statement.lines if not line.startswith("//")).strip()
    if len(header) < 2 or header[1] not in ("reads", "writes", "schema"):
        raise statement.make_error(statement.first + 1, Text("the line below the title must say reads, writes or schema"))
    found: dict[str, dict[str, str]] = {"param": {}, "column": {}}
    limit = 0
    for number, line in enumerate(header[2:], statement.first + 2):
        if declared := DECLARATION.fullmatch(line):
            found[declared[1]][declared[2]] = declared[3]
        elif limited := LIMIT_LINE.fullmatch(line):
            limit = int(limited[1])
        else:
            raise statement.make_error(number, Text("'{line}' is neither param, column nor limit", line=line))
    kind: QueryKind = header[1]  # type: ignore[assignment]  # it was compared with the three kinds above
    return Query(statement.name, header[0], kind, text, found["param"], found["column"], limit)


def _find_faults(query: Query, statement: _Statement) -> Iterator[tuple[Text, int]]:
    """Yield each difference between the text and its declaration, with the number of its line."""
    bare = QUOTED_TEXT.sub("''", query.text)
    used = set(PARAMETER.findall(bare))
    for name in sorted(used - set(query.parameters)):
        yield Text("${name} is used but not declared", name=name), statement.find_line(f"${name}")
    for name in sorted(set(query.parameters) - used):
        yield Text("${name} is declared but not used", name=name), statement.find_line(f"param {name}:")
    for name in query.columns:
        if not re.search(rf"\b{name}\b", bare.partition("RETURN")[2]):
            yield Text("the column {name} is declared but not returned", name=name), statement.find_line(f"column {name}:")
    if query.kind == "reads" and (writing := WRITING.search(bare)):
        yield Text("declared as reading, but it has {word}", word=writing[0]), statement.find_line(writing[0])
    if query.kind == "reads" and not (query.columns and query.limit):
        yield Text("a reading query declares its columns and its limit"), statement.first
