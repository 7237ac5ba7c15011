"""Whole registers of the graph: every record of a type, or of all types."""

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
_R = TypeVar("_R", bound=Record)
READ_TRIES = 5
"""How often the whole landscape is read if others change it meanwhile."""
NO_HEAD: dict[str, Any] = {"claim": None, "unfinished": None}


def read_contents(graph: Graph) -> Contents:
    """Return the whole landscape, read by pages. Raises the errors of `read_undisturbed`."""
    return read_undisturbed(graph, lambda: Contents(record for type_ in TYPES.values() for record in read_records(graph, type_)))


def read_undisturbed(graph: Graph, read: Callable[[], _T]) -> _T:
    """Call `read` and return its result for a landscape that did not change meanwhile. Repeats the call if it did.

    Raises GraphError as `read_whole_head` does, and Conflict if the landscape changes each time.
    """
    for _attempt in range(READ_TRIES):
        before = read_whole_head(graph)
        try:
            found = read()
        except (LandskapError, ValidationError):
            if read_whole_head(graph) == before:
                raise
            continue  # it may have read partly before and partly after another change
        if read_whole_head(graph) == before:
            return found
    text = Text("the landscape kept changing while it was read")
    raise Conflict(text, Text("Try again when nobody loads or changes anything."))


@contextmanager
def require_whole_landscape(graph: Graph) -> Iterator[None]:
    """Raise GraphError if the landscape is incomplete before or after the block."""
    read_whole_head(graph)
    try:
        yield
    finally:  # an incomplete landscape also leads to other errors
        read_whole_head(graph)


def read_whole_head(graph: Graph) -> dict[str, Any]:
    """Return the row of the journal's head, which changes with every write; NO_HEAD if the graph is not prepared.

    Raises GraphBusy while a large change is partly written, and GraphDamaged while a restore or copy is unfinished.
    """
    row = next(iter(graph.read("changes/head").rows), NO_HEAD)
    if row["claim"]:
        raise large_change_error(graph, row)
    if row["unfinished"]:
        raise partial_restore_error(graph)
    return row


def large_change_error(graph: Graph, head: dict[str, Any]) -> GraphBusy:
    """Return the error for a graph to which a large change is being written."""
    text = Text(
        "a large change is being written to {where}; its last sign of life: {beat}",
        where=graph.where,
        beat=format_minute(head["beat"]),
    )
    way_out = Text(
        "Wait until it is done. If it was interrupted, the next command, after two minutes or more, settles it and reports"
        " the outcome."
    )
    return GraphBusy(text, way_out)


def partial_restore_error(graph: Graph) -> GraphDamaged:
    """Return the error for a graph with an unfinished restore or copy."""
    text = Text("{where} holds part of a landscape: a restore or copy into it is not finished", where=graph.where)
    return GraphDamaged(text, Text("Do it again: landskap restore FILE, or landskap copy FROM TO."))


def is_empty(graph: Graph) -> bool:
    """Return whether the graph holds no record. One look-up suffices if it holds a party."""
    return not graph.read("parties/names", after="", most=1).rows and not count_records(graph)


def count_records(graph: Graph) -> dict[str, int]:
    """Return the number of records of each type that has any, in the order of the vocabulary."""
    found = {row["label"]: row["records"] for row in graph.read("records/counts").rows}
    return {label: found[label] for label in TYPES if found.get(label)}


def count_records_kept(graph: Graph) -> dict[str, int]:
    """Return the same, kept for as long as the graph does not change."""
    return graph.keep(("record-counts",), lambda: count_records(graph))


def read_records(reader: Reader | Graph, type_: type[_R]) -> Iterator[_R]:
    """Yield every record of one type in order of id. Relationships come in order of their source's id."""
    return map(type_.model_validate, read_values(reader, type_))


def read_values(reader: Reader | Graph, type_: type[Record]) -> Iterator[dict[str, Any]]:
    """Yield the same as plain values, also invalid ones. Fields that the graph lacks are left out."""
    name = f"records/{type_.stem()}/page"
    if not issubclass(type_, Relationship):
        rows = read_pages(reader, name, lambda row: str(row["properties"]["id"]))
        yield from (record_values_of(type_, row) for row in rows)
        return
    for row in read_pages(reader, name, lambda row: str(row["node"])):
        for target, properties in row["edges"]:
            yield {**properties, "source": row["node"], "target": target}


def record_values_of(type_: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values from a row with its properties and references."""
    if issubclass(type_, Relationship):
        return {**row["properties"], "source": row["source"], "target": row["target"]}
    many = {field: type_.columns()[field].many for field in type_.references()}
    referred = {field: row[field] if is_many else next(iter(row[field]), None) for field, is_many in many.items()}
    return select_own_fields(row["properties"]) | referred
