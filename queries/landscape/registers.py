"""What the graph holds, read by whole registers: every record of every type."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import ValidationError

from model.errors import Conflict, GraphBusy, GraphDamaged, LandskapError
from model.language import Text
from model.text.timestamps import format_minute
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record, Relationship
from model.vocabulary.types import TYPES
from queries.landscape.derived import select_own_fields
from queries.server.graph import Graph, Reader
from queries.server.paging import read_pages

_T = TypeVar("_T")
READ_TRIES = 5
"""How often the whole landscape is read anew when somebody changed it meanwhile."""
NO_HEAD: dict[str, Any] = {"claim": None, "unfinished": None}


def read_contents(graph: Graph) -> Contents:
    """The whole landscape as the graph holds it now, read by pages. Raises as `read_undisturbed` does."""
    return read_undisturbed(graph, lambda: Contents(record for type_ in TYPES.values() for record in read_records(graph, type_)))


def read_undisturbed(graph: Graph, read: Callable[[], _T]) -> _T:
    """What `read` makes of a landscape that nobody changes meanwhile; it is asked again when somebody did.

    Raises GraphError as `read_whole_head` does; Conflict when the landscape never stands still so long.
    """
    for _attempt in range(READ_TRIES):
        before = read_whole_head(graph)
        try:
            found = read()
        except (LandskapError, ValidationError):
            if read_whole_head(graph) == before:
                raise
            continue  # it may have read some of it before, and some after, what somebody else changed
        if read_whole_head(graph) == before:
            return found
    text = Text("others changed the landscape each time while all of it was read")
    raise Conflict(text, Text("Try again when nobody loads or changes anything."))


@contextmanager
def require_whole_landscape(graph: Graph) -> Iterator[None]:
    """Raise GraphError where what was asked meanwhile was not asked of a whole landscape; nothing is asked again."""
    read_whole_head(graph)
    try:
        yield
    finally:  # a half has other answers, and also other errors
        read_whole_head(graph)


def read_whole_head(graph: Graph) -> dict[str, Any]:
    """The row of the journal's head, which is another one once anything was written; NO_HEAD before the graph is prepared.

    Raises GraphBusy while the landscape is in part what a large change makes of it; GraphDamaged while it is in part restored.
    """
    row = next(iter(graph.read("changes/head").rows), NO_HEAD)
    if row["claim"]:
        raise large_change_error(graph, row)
    if row["unfinished"]:
        raise partial_restore_error(graph)
    return row


def large_change_error(graph: Graph, head: dict[str, Any]) -> GraphBusy:
    """That the head waits for a large change."""
    text = Text(
        "a large change is being written to {where}; its last sign of life: {beat}",
        where=graph.where,
        beat=format_minute(head["beat"]),
    )
    way_out = Text(
        "Wait until it is done. If it was broken off, the next command, two minutes later or more, settles it and tells how."
    )
    return GraphBusy(text, way_out)


def partial_restore_error(graph: Graph) -> GraphDamaged:
    """That a restore or copy was begun and is not done."""
    text = Text("{where} holds part of a landscape: a restore or copy into it is not finished", where=graph.where)
    return GraphDamaged(text, Text("Do it again: landskap restore FILE, or landskap copy FROM TO."))


def is_empty(graph: Graph) -> bool:
    """Whether the graph holds no record; where there is a party, one look-up tells."""
    return not graph.read("parties/names", after="", most=1).rows and not count_records(graph)


def count_records(graph: Graph) -> dict[str, int]:
    """Type → number of records, in the order of the vocabulary; for the types that have any."""
    found = {row["label"]: row["records"] for row in graph.read("records/counts").rows}
    return {label: found[label] for label in TYPES if found.get(label)}


def read_records(reader: Reader | Graph, type_: type[Record]) -> Iterator[Record]:
    """Every record of one type, by id (relationships by the id of the party that they go out from)."""
    return map(type_.model_validate, read_values(reader, type_))


def read_values(reader: Reader | Graph, type_: type[Record]) -> Iterator[dict[str, Any]]:
    """The same as plain values, whether or not they make a record; fields that the graph does not hold are left out."""
    return _read_relationships(reader, type_) if issubclass(type_, Relationship) else _read_nodes(reader, type_)


def _read_nodes(reader: Reader | Graph, type_: type[Record]) -> Iterator[dict[str, Any]]:
    for row in read_pages(reader, f"records/{type_.stem()}/page", lambda row: str(row["properties"]["id"])):
        yield record_values_of(type_, row)


def _read_relationships(reader: Reader | Graph, type_: type[Relationship]) -> Iterator[dict[str, Any]]:
    for row in read_pages(reader, f"records/{type_.stem()}/page", lambda row: str(row["node"])):
        for target, properties in row["edges"]:
            yield {**properties, "source": row["node"], "target": target}


def record_values_of(type_: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """The values of one record, of a row that has its properties and what it refers to."""
    if issubclass(type_, Relationship):
        return {**row["properties"], "source": row["source"], "target": row["target"]}
    many = {field: type_.columns()[field].many for field in type_.references()}
    referred = {field: row[field] if is_many else next(iter(row[field]), None) for field, is_many in many.items()}
    return select_own_fields(row["properties"]) | referred
