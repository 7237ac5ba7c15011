"""Names as questions answer with them."""

from collections.abc import Iterable, Mapping
from typing import Any

from model.language import Term
from model.text.names import DISTINCTION_SUFFIX, term_of
from model.vocabulary.namesakes import find_distinctions
from queries.landscape.graph_records import GraphRecords
from queries.server.graph import Graph

PartyRow = dict[str, Any]


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
