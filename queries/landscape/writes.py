"""Operations as writes: each record's fields as properties, each reference as an edge, in an order that always holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from model.changes.operations import Operation, Operations, Values
from model.vocabulary.record import Node, Record, Relationship
from model.vocabulary.types import TYPES
from queries.landscape.derived import derive_properties, find_outdated
from queries.server.chunks import split_batches

Write = tuple[str, dict[str, Any]]
"""A writing text's name and its parameters, of at most a batch of rows."""
ROWS_PER_WRITE = 10_000


def make_writes(operations: Operations, passes: "Sequence[WritePass]" = ()) -> Iterator[Write]:
    """`operations` as writes that may be repeated without harm: what is moved or gone is parted first, then comes what is made.

    The operations are gone through once for each of the passes, all unless given.
    """
    for pass_ in passes or WRITE_PASSES:
        yield from pass_(operations)


def _drop_edges(operations: Operations) -> Iterator[Write]:
    return _map_batches(
        operations, Relationship, lambda type_, batch: _make_write(type_, "drop", "rows", _find_dropped_edges(batch))
    )


def _put_nodes(operations: Operations) -> Iterator[Write]:
    return _map_batches(operations, Node, make_puts)


def _join_nodes(operations: Operations) -> Iterator[Write]:
    return _map_batches(operations, Node, make_joins)


def _put_edges(operations: Operations) -> Iterator[Write]:
    return _map_batches(operations, Relationship, make_puts)


def _drop_nodes(operations: Operations) -> Iterator[Write]:
    return _map_batches(operations, Node, lambda type_, batch: _make_write(type_, "drop", "ids", _find_dropped_nodes(batch)))


WritePass = Callable[[Operations], Iterator[Write]]
CREATION_PASSES: tuple[WritePass, ...] = (_put_nodes, _join_nodes, _put_edges)
"""What is needed where everything is new."""
WRITE_PASSES: tuple[WritePass, ...] = (_drop_edges, *CREATION_PASSES, _drop_nodes)


def _map_batches(
    operations: Operations, wanted: type[Record], made: Callable[[type[Record], list[Operation]], Iterable[Write]]
) -> Iterator[Write]:
    """The writes that `made` makes of the operations of the wanted types, a batch of one type at a time."""
    for label, found in groupby(operations, attrgetter("type")):
        type_ = TYPES.get(label)
        if type_ and issubclass(type_, wanted):
            for batch in split_batches(found, ROWS_PER_WRITE):
                yield from made(type_, batch)


def _make_write(type_: type[Record], text: str, parameter: str, rows: Iterable[Any]) -> Iterator[Write]:
    """The write of `rows`, if there are any."""
    if found := list(rows):
        yield f"records/{type_.stem()}/{text}", {parameter: found}


def make_puts(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    """The records of a batch themselves: nodes without what they refer to, or edges."""
    rows = _make_edge_rows if issubclass(type_, Relationship) else _make_node_rows
    return _make_write(type_, "put", "rows", rows(type_, batch))


def _make_node_rows(type_: type[Record], batch: Iterable[Operation]) -> Iterator[dict[str, Any]]:
    return ({"id": item.id, "properties": _properties_of(type_, item.after)} for item in batch if item.after is not None)


def make_joins(type_: type[Record], batch: list[Operation]) -> Iterator[Write]:
    """What the nodes no longer refer to, and what they now refer to; then what is kept because of it."""
    for field in type_.references():
        parted = (row for item in batch for row in _make_reference_rows(item.id, field, item.before, item.after))
        joined = (row for item in batch for row in _make_reference_rows(item.id, field, item.after, item.before))
        yield from _make_write(type_, f"unlink-{field}", "rows", parted)
        yield from _make_write(type_, f"link-{field}", "rows", joined)
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
    """The fields that are kept on the record itself; what is empty is null, so that it is taken away."""
    refs = type_.references()
    return {name: None if value == [] else value for name, value in values.items() if name not in refs} | derive_properties(
        type_, values
    )


def _make_edge_rows(type_: type[Record], batch: Iterable[Operation]) -> Iterator[dict[str, Any]]:
    for item in batch:
        if item.after is not None:
            source, target = _ends_of(item.after)
            yield {"id": item.id, "source": source, "target": target, "properties": _properties_of(type_, item.after)}


def _find_dropped_edges(batch: Iterable[Operation]) -> Iterator[dict[str, str]]:
    for item in batch:
        if item.before is not None and (item.after is None or _ends_of(item.before) != _ends_of(item.after)):
            yield {"id": item.id, "source": item.before["source"]}


def _find_dropped_nodes(batch: Iterable[Operation]) -> Iterator[str]:
    return (item.id for item in batch if item.after is None)


def _ends_of(values: Values) -> tuple[str, str]:
    return values["source"], values["target"]
