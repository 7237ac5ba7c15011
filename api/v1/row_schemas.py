"""The fields of an answer's rows, as the OpenAPI document names them: those of the example, explained by the query texts.

An answer's rows are what its query returns, and what was worked out from it. A field means what the column of that name means in
the query texts that the example cites, or the heading under which findings show it. Types are not said: an example has not all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.printing.row_lines import ROW_LINES
from api.v1.schemas import Schema
from queries.server.catalogue import find_query

LISTS = ("rows", "groups")
"""The lists of an answer whose rows are described."""


def describe_rows(example: Any) -> Schema:
    """Return what a schema of an answer adds about its rows; empty if the example has none."""
    if not isinstance(example, Mapping):
        return {}
    cited = [finding["query"] for finding in example.get("findings", ()) if isinstance(finding, Mapping) and "query" in finding]
    lists = {name: rows for name in LISTS if (rows := example.get(name)) and all(isinstance(row, Mapping) for row in rows)}
    described = {
        name: {"items": {"type": "object", "properties": dict(_describe_fields(rows, cited))}} for name, rows in lists.items()
    }
    return {"properties": described} if described else {}


def _describe_fields(rows: Iterable[Mapping[str, Any]], cited: Iterable[str]) -> Iterator[tuple[str, Schema]]:
    meanings = {line.field: line.heading.in_("en") for line in reversed(ROW_LINES)}
    for query in dict.fromkeys(cited):
        meanings |= find_query(query).columns
    for name in dict.fromkeys(name for row in rows for name in row):
        yield name, {"description": meanings[name]} if name in meanings else {}
