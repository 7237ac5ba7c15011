"""What the graph holds, read by whole registers: every record of every type."""

from collections.abc import Iterator
from typing import Any

from model.contents import Contents
from model.errors import Conflict
from model.language import Text
from model.record import Record, Relationship
from model.vocabulary import TYPES
from queries.derived import own_fields
from queries.graph import Graph, Reader
from queries.paging import paged

TRIES = 5
"""How often the whole landscape is read anew when somebody changed it meanwhile."""


def read_contents(graph: Graph) -> Contents:
    """The whole landscape as the graph holds it now, read by pages. Raises Conflict when it never stands still so long."""
    for _attempt in range(TRIES):
        before = graph.read("changes/head").rows
        contents = Contents(record for type_ in TYPES.values() for record in read_type(graph, type_))
        if graph.read("changes/head").rows == before:
            return contents
    text = Text("others changed the landscape each time while all of it was read")
    raise Conflict(text, Text("Try again when nobody loads or changes anything."))


def counts(graph: Graph) -> dict[str, int]:
    """Type → number of records, in the order of the vocabulary; for the types that have any."""
    found = {row["label"]: row["records"] for row in graph.read("records/counts").rows}
    return {label: found[label] for label in TYPES if found.get(label)}


def read_type(reader: Reader | Graph, type_: type[Record]) -> Iterator[Record]:
    """Every record of one type, by id (relationships by the id of the party that they go out from)."""
    return map(type_.model_validate, read_values(reader, type_))


def read_values(reader: Reader | Graph, type_: type[Record]) -> Iterator[dict[str, Any]]:
    """The same as plain values, whether or not they make a record; fields that the graph does not hold are left out."""
    return _relationships(reader, type_) if issubclass(type_, Relationship) else _nodes(reader, type_)


def _nodes(reader: Reader | Graph, type_: type[Record]) -> Iterator[dict[str, Any]]:
    for row in paged(reader, f"records/{type_.stem()}/page", lambda row: str(row["properties"]["id"])):
        yield values_in(type_, row)


def _relationships(reader: Reader | Graph, type_: type[Relationship]) -> Iterator[dict[str, Any]]:
    for row in paged(reader, f"records/{type_.stem()}/page", lambda row: str(row["node"])):
        for target, properties in row["edges"]:
            yield {**properties, "source": row["node"], "target": target}


def values_in(type_: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """The values of one record, of a row that has its properties and what it refers to."""
    if issubclass(type_, Relationship):
        return {**row["properties"], "source": row["source"], "target": row["target"]}
    many = {field: type_.columns()[field].many for field in type_.references()}
    referred = {field: row[field] if is_many else next(iter(row[field]), None) for field, is_many in many.items()}
    return own_fields(row["properties"]) | referred
