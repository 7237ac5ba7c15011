"""The landscape as GraphML, for Gephi, yEd and networkx: every node and edge with its fields as text.

What is empty is left out, lists are joined by ` | `, since GraphML has neither nulls nor lists.
"""

from pathlib import Path

import networkx

from model.contents import Contents
from model.record import Node, Record, Ref, Relationship
from model.vocabulary import targets


def graph_of(contents: Contents) -> "networkx.MultiDiGraph[str]":
    """The landscape as a directed multigraph: nodes `type:id`, references and relationships as edges with their edge name."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for record in contents:
        if isinstance(record, Node):
            graph.add_node(_key(record), label=record.label, **_fields(record))
    for record in contents:
        _add_edges(graph, record, contents)
    return graph


def write_graphml(contents: Contents, path: Path) -> None:
    """Write the landscape to `path`, UTF-8."""
    networkx.write_graphml(graph_of(contents), path, encoding="utf-8")


def _key(record: Record) -> str:
    return f"{record.stem()}:{record.id}"


def _add_edges(graph: "networkx.MultiDiGraph[str]", record: Record, contents: Contents) -> None:
    refs = record.references()
    if isinstance(record, Relationship):
        source, target = (_end(getattr(record, end), refs[end], contents) for end in ("source", "target"))
        graph.add_edge(source, target, key=record.id, edge=record.edge, **_fields(record))
        return
    for field, ref in refs.items():
        value = getattr(record, field)
        for id_ in value if isinstance(value, tuple) else (value,) if value else ():
            end = _end(id_, ref, contents)
            graph.add_edge(
                _key(record), end, key=f"{record.id}-{field}-{id_}", edge=ref.edge, id=f"{_key(record)} {ref.edge} {end}"
            )


def _end(id_: str, ref: Ref, contents: Contents) -> str:
    found = (contents.find(type_.label, id_) for type_ in targets(ref))
    return _key(next(record for record in found if record))


def _fields(record: Record) -> dict[str, str | int | bool]:
    refs = record.references()
    values = {name: value for name, value in record.values().items() if name not in refs and value not in (None, [])}
    return {name: " | ".join(value) if isinstance(value, list) else value for name, value in values.items()}
