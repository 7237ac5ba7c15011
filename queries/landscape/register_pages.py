"""Pages of a register in order of their keys: an id, or of relationships the id of their source and their own."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from model.vocabulary.record import Record, Relationship
from queries.landscape.registers import record_values_of
from queries.server.graph import Graph
from queries.server.paging import Page, page_place_error, read_pages

JUST_BEFORE, AFTER_ALL = -1, "~"
"""What makes, of the last character of an id, the place just before that id: `~` sorts after all that ids are made of."""


def read_register_page(graph: Graph, type_: type[Record], page: Page) -> tuple[list[Record], str | None]:
    """Return the records of a page, and the place of the next page or None. Raises NotUnderstood for a place that is none."""
    is_edge = issubclass(type_, Relationship)
    if len(page.after) > (2 if is_edge else 1) or (is_edge and len(page.after) == 1):
        raise page_place_error(page)
    values = _read_edges(graph, type_, page) if is_edge else _read_nodes(graph, type_, page)
    found = [type_.model_validate(row) for row in islice(values, page.most + 1)]
    records = found[: page.most]
    return records, "/".join(_key_of(records[-1])) if len(found) > page.most else None


def _key_of(record: Record) -> tuple[str, ...]:
    return (record.source, record.id) if isinstance(record, Relationship) else (record.id,)


def _read_nodes(graph: Graph, type_: type[Record], page: Page) -> Iterator[dict[str, Any]]:
    after = next(iter(page.after), "")
    rows = graph.read(f"records/{type_.stem()}/page", after=after, most=page.most + 1).rows
    return (record_values_of(type_, row) for row in rows)


def _read_edges(graph: Graph, type_: type[Record], page: Page) -> Iterator[dict[str, Any]]:
    """Yield the values of the relationships after the place of the page, those of its source included."""
    first = page.after[0] if page.after else ""
    before = f"{first[:-1]}{chr(max(ord(first[-1]) + JUST_BEFORE, 0))}{AFTER_ALL}" if first else ""
    for row in read_pages(graph, f"records/{type_.stem()}/page", lambda row: str(row["node"]), before):
        for target, properties in sorted(row["edges"], key=lambda edge: str(edge[1]["id"])):
            if (row["node"], properties["id"]) > page.after:
                yield {**properties, "source": row["node"], "target": target}
