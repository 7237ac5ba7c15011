"""Names as questions answer with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from model.language import Term
from model.vocabulary.namesakes import append_distinction, find_distinctions
from queries.landscape.graph_records import GraphRecords
from queries.server.graph import Graph

PartyRow = dict[str, Any]
DISTINCTION_SUFFIX = "_apart"
"""What the field is called, beside that of a name, which tells a party from its namesakes in the same answer."""


def term_of(row: Mapping[str, Any], field: str = "name") -> Term:
    """The name in `field` and its English in `field`_en (or the same), with what tells it from its namesakes."""
    name = Term(row[field] or "–", row.get(f"{field}_en") or row[field] or "–")
    apart = row.get(f"{field}{DISTINCTION_SUFFIX}")
    return append_distinction(name, Term(apart, row[f"{field}{DISTINCTION_SUFFIX}_en"]) if apart else None)


def add_distinctions(graph: Graph, rows: Iterable[PartyRow], **naming: str) -> list[PartyRow]:
    """The rows, each with what tells its parties from their namesakes in any of the rows: `name_apart`, `name_apart_en`.

    `naming` says which field holds the id of the party that a field names, as in `name="party"`. Nothing is read where there are
    no namesakes.
    """
    told = [*rows]
    called = {row[of]: term_of(row, field) for row in told for field, of in naming.items() if row[of]}
    apart = find_distinctions(called, GraphRecords(graph))
    return [row | _make_distinctions(row, naming, apart) for row in told] if apart else told


def _make_distinctions(row: PartyRow, naming: Mapping[str, str], apart: Mapping[str, Term]) -> PartyRow:
    words = {field: apart[row[of]] for field, of in naming.items() if row[of] in apart}
    return {
        f"{field}{DISTINCTION_SUFFIX}{end}": word
        for field, both in words.items()
        for end, word in (("", both.sv), ("_en", both.en))
    }
