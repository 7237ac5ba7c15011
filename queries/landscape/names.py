"""Names as questions answer with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from model.language import Term
from model.vocabulary.namesakes import distinctions, with_distinction
from queries.landscape.graph_records import LiveRecords
from queries.server.graph import Graph

Row = dict[str, Any]
APART = "_apart"
"""What the field is called, beside that of a name, which tells a party from its namesakes in the same answer."""


def term(row: Mapping[str, Any], field: str = "name") -> Term:
    """The name in `field` and its English in `field`_en (or the same), with what tells it from its namesakes."""
    name = Term(row[field] or "–", row.get(f"{field}_en") or row[field] or "–")
    apart = row.get(f"{field}{APART}")
    return with_distinction(name, Term(apart, row[f"{field}{APART}_en"]) if apart else None)


def told_apart(graph: Graph, rows: Iterable[Row], **naming: str) -> list[Row]:
    """The rows, each with what tells its parties from their namesakes in any of the rows: `name_apart`, `name_apart_en`.

    `naming` says which field holds the id of the party that a field names, as in `name="party"`. Nothing is read where there are
    no namesakes.
    """
    told = [*rows]
    called = {row[of]: term(row, field) for row in told for field, of in naming.items() if row[of]}
    apart = distinctions(called, LiveRecords(graph))
    return [row | _apart(row, naming, apart) for row in told] if apart else told


def _apart(row: Row, naming: Mapping[str, str], apart: Mapping[str, Term]) -> Row:
    words = {field: apart[row[of]] for field, of in naming.items() if row[of] in apart}
    return {f"{field}{APART}{end}": word for field, both in words.items() for end, word in (("", both.sv), ("_en", both.en))}
