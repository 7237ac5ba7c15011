"""The landscape as GraphML or GEXF for Gephi, yEd and networkx: every node and edge with its fields as text.

Empty values are left out and lists are joined by ` | `, since these formats have neither nulls nor lists. Characters that XML
does not allow become `�`. These files cannot be loaded.
"""

import re
from pathlib import Path

import networkx

from model.vocabulary.contents import Contents
from model.vocabulary.record import Node, Record, Ref, Relationship
from model.vocabulary.types import targets_of

FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def build_multigraph(contents: Contents) -> "networkx.MultiDiGraph[str]":
    """Return the landscape as a directed multigraph: nodes `type:id`, references and relationships as edges."""
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for record in contents:
        if isinstance(record, Node):
            graph.add_node(_node_key(record), label=record.label, **_fields_of(record))
    for record in contents:
        _add_edges(graph, record, contents)
    return graph


def write_graphml(contents: Contents, path: Path) -> None:
    """Write the landscape to `path` as GraphML, UTF-8."""
    networkx.write_graphml(build_multigraph(contents), path, encoding="utf-8")


def write_gexf(contents: Contents, path: Path) -> None:
    """Write the landscape to `path` as GEXF, UTF-8."""
    graph = build_multigraph(contents)
    for _node, fields in graph.nodes(data=True):  # GEXF keeps `id` for itself, and `label` for what is shown
        fields["record"], fields["label"] = fields["label"], fields.get("name", fields["id"])
        del fields["id"]
    for _source, _target, fields in graph.edges(data=True):
        fields["id"], fields["label"] = f"{fields['edge']} {fields['id']}", fields["edge"]
    networkx.write_gexf(graph, path, encoding="utf-8")


def _node_key(record: Record) -> str:
    return f"{record.stem()}:{record.id}"


def _add_edges(graph: "networkx.MultiDiGraph[str]", record: Record, contents: Contents) -> None:
    refs = record.references()
    if isinstance(record, Relationship):
        source, target = (_find_end(getattr(record, end), refs[end], contents) for end in ("source", "target"))
        graph.add_edge(source, target, key=_node_key(record), edge=record.edge, **_fields_of(record))
        return
    for field, ref in refs.items():
        value = getattr(record, field)
        for id_ in value if isinstance(value, tuple) else (value,) if value else ():
            end = _find_end(id_, ref, contents)
            name = f"{_node_key(record)} {ref.edge} {end}"
            graph.add_edge(_node_key(record), end, key=name, edge=ref.edge, id=name)


def _find_end(id_: str, ref: Ref, contents: Contents) -> str:
    found = (contents.find(type_.label, id_) for type_ in targets_of(ref))
    return _node_key(next(record for record in found if record))


def _fields_of(record: Record) -> dict[str, str | int | bool]:
    refs = record.references()
    values = {name: value for name, value in record.values().items() if name not in refs and value not in (None, [])}
    return {name: _replace_forbidden(" | ".join(value) if isinstance(value, list) else value) for name, value in values.items()}


def _replace_forbidden(value: str | int | bool) -> str | int | bool:
    return FORBIDDEN_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
