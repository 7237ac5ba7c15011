"""Operations as writes: each record's fields as properties, each reference as an edge, in an order that always holds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from model.changes import Operation, Values
from model.record import Node, Record, Relationship
from model.vocabulary import NODES, RELATIONSHIPS, TYPES
from queries.chunks import in_batches
from queries.graph import Transaction


def write(transaction: Transaction, operations: Sequence[Operation]) -> None:
    """Apply `operations` (of any types, in any order): what goes first, then what comes, the nodes before their edges."""
    by_type = {label: [operation for operation in operations if operation.type == label] for label in TYPES}
    edges = [(type_, by_type[type_.label]) for type_ in RELATIONSHIPS]
    nodes = [(type_, by_type[type_.label]) for type_ in NODES]
    for relationship, found in edges:
        _run(transaction, f"{relationship.stem()}/drop", "rows", _moved_or_gone(found))
    for node, found in nodes:
        put_nodes(transaction, node, found)
    for node, found in nodes:
        join_nodes(transaction, node, found)
    for relationship, found in edges:
        put_edges(transaction, relationship, found)
    for node, found in reversed(nodes):
        _run(transaction, f"{node.stem()}/drop", "ids", (operation.id for operation in found if operation.after is None))


def put_nodes(transaction: Transaction, type_: type[Node], operations: Iterable[Operation]) -> None:
    """Make the nodes of `operations` that there are not, and set the fields of all."""
    rows = ({"id": item.id, "properties": _properties(type_, item.after)} for item in operations if item.after)
    _run(transaction, f"{type_.stem()}/put", "rows", rows)


def join_nodes(transaction: Transaction, type_: type[Node], operations: Sequence[Operation]) -> None:
    """Join the nodes of `operations` to what they refer to, and part them from what they referred to."""
    for field in type_.references():
        kept = [operation for operation in operations if operation.after is not None]
        parted = (row for operation in kept for row in _ends(operation.id, field, operation.before, operation.after))
        joined = (row for operation in kept for row in _ends(operation.id, field, operation.after, operation.before))
        _run(transaction, f"{type_.stem()}/unlink-{field}", "rows", parted)
        _run(transaction, f"{type_.stem()}/link-{field}", "rows", joined)


def put_edges(transaction: Transaction, type_: type[Relationship], operations: Iterable[Operation]) -> None:
    """Make the edges of `operations` that there are not, and set the fields of all."""
    _run(transaction, f"{type_.stem()}/put", "rows", (_edge(operation) for operation in operations if operation.after))


def _run(transaction: Transaction, name: str, parameter: str, rows: Iterable[Any]) -> None:
    for batch in in_batches(rows):
        transaction.run(f"records/{name}", **{parameter: batch})


def _ends(id_: str, field: str, these: Values | None, but_not: Values | None) -> Iterator[dict[str, str]]:
    others = _named(but_not, field)
    return ({"id": id_, "target": target} for target in _named(these, field) if target not in others)


def _named(values: Values | None, field: str) -> list[str]:
    value = (values or {}).get(field)
    return value if isinstance(value, list) else [value] if value else []


def _properties(type_: type[Record], values: Values | None) -> dict[str, Any]:
    """The fields that are kept on the record itself; what is empty is null, so that it is taken away."""
    refs = type_.references()
    return {name: None if value == [] else value for name, value in (values or {}).items() if name not in refs}


def _edge(operation: Operation) -> dict[str, Any]:
    values = operation.after or {}
    properties = _properties(TYPES[operation.type], values)
    return {"id": operation.id, "source": values["source"], "target": values["target"], "properties": properties}


def _moved_or_gone(operations: Iterable[Operation]) -> list[dict[str, str]]:
    return [
        {"id": operation.id, "source": operation.before["source"]}
        for operation in operations
        if operation.before and (operation.after is None or _ends_of(operation.before) != _ends_of(operation.after))
    ]


def _ends_of(values: Values) -> tuple[str, str]:
    return values["source"], values["target"]
