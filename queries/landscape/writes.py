"""Operations as writes: a record's fields become properties and its references edges, in an order that always works."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from model.changes.operations import Operation, Operations, Values
from model.vocabulary.record import Node, Record, Relationship
from model.vocabulary.types import TYPES
from queries.landscape.derived import derive_properties, find_outdated
from queries.server.chunks import split_batches

Write = tuple[str, dict[str, Any]]
"""The name of a writing query and its parameters, with at most a batch of rows."""
WritePass = Callable[[Operations], Iterator[Write]]
"""A function that makes one kind of writes for all operations."""
ROWS_PER_WRITE = 10_000


def make_writes(operations: Operations, passes: Sequence[WritePass] = ()) -> Iterator[Write]:
    """Yield the writes of `operations`, which may safely be repeated: first removed edges, then new content, last removed nodes.

    The operations are iterated once for each of the passes, by default WRITE_PASSES.
    """
    for pass_ in passes or WRITE_PASSES:
        yield from pass_(operations)


def _map_batches(
    wanted: type[Record], make: Callable[[type[Record], list[Operation]], Iterable[Write]], operations: Operations
) -> Iterator[Write]:
    """Yield the writes that `make` returns for the operations of the wanted types. It gets a batch of one type at a time."""
    for label, found in groupby(operations, attrgetter("type")):
        type_ = TYPES.get(label)
        if type_ and issubclass(type_, wanted):
            for batch in split_batches(found, ROWS_PER_WRITE):
                yield from make(type_, batch)


def _make_write(type_: type[Record], text: str, parameter: str, rows: Iterable[Any]) -> Iterator[Write]:
    """Yield the write of `rows`, if there are any."""
    if found := list(rows):
        yield f"records/{type_.stem()}/{text}", {parameter: found}


def make_puts(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    """Yield the writes of a batch's records: nodes without their references, or edges."""
    ends = ("source", "target") if issubclass(type_, Relationship) else ()
    rows = (
        {"id": item.id, **{end: item.after[end] for end in ends}, "properties": _properties_of(type_, item.after)}
        for item in batch
        if item.after is not None
    )
    return _make_write(type_, "put", "rows", rows)


def make_joins(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    """Yield the writes of the removed and the new references of nodes."""
    for field in type_.references():
        parted = (row for item in batch for row in _make_reference_rows(item.id, field, item.before, item.after))
        joined = (row for item in batch for row in _make_reference_rows(item.id, field, item.after, item.before))
        yield from _make_write(type_, f"unlink-{field}", "rows", parted)
        yield from _make_write(type_, f"link-{field}", "rows", joined)


def make_derivations(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    """Yield the writes of the properties that derive from nodes and their references.

    They come after all references: what is to be removed has lost its own by then and derives nothing. Neo4j 2026 finds a node in
    an index that was written and removed in one transaction.
    """
    for text, ids in find_outdated(type_, batch):
        if ids:
            yield text, {"ids": sorted(ids)}


def _make_reference_rows(id_: str, field: str, these: Values | None, but_not: Values | None) -> Iterator[dict[str, str]]:
    others = _referenced_ids_of(but_not, field)
    return ({"id": id_, "target": target} for target in _referenced_ids_of(these, field) if target not in others)


def _referenced_ids_of(values: Values | None, field: str) -> list[str]:
    value = (values or {}).get(field)
    return value if isinstance(value, list) else [value] if value else []


def _properties_of(type_: type[Record], values: Values) -> dict[str, Any]:
    """Return the properties of a record's node or edge. Empty fields become null, which removes them."""
    refs = type_.references()
    return {name: None if value == [] else value for name, value in values.items() if name not in refs} | derive_properties(
        type_, values
    )


def _make_edge_drops(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    rows = (
        {"id": item.id, "source": item.before["source"]}
        for item in batch
        if item.before is not None and (item.after is None or _ends_of(item.before) != _ends_of(item.after))
    )
    return _make_write(type_, "drop", "rows", rows)


def _make_node_drops(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    return _make_write(type_, "drop", "ids", (item.id for item in batch if item.after is None))


def _ends_of(values: Values) -> tuple[str, str]:
    return values["source"], values["target"]


CREATION_PASSES: tuple[WritePass, ...] = (
    partial(_map_batches, Node, make_puts),
    partial(_map_batches, Node, make_joins),
    partial(_map_batches, Node, make_derivations),
    partial(_map_batches, Relationship, make_puts),
)
"""The passes that suffice if all operations create records."""
WRITE_PASSES: tuple[WritePass, ...] = (
    partial(_map_batches, Relationship, _make_edge_drops),
    *CREATION_PASSES,
    partial(_map_batches, Node, _make_node_drops),
)
