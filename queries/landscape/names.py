"""Party names in the rows of answers."""

from collections.abc import Iterable
from typing import Any

from model.text.names import DISTINCTION_SUFFIX, term_of
from model.vocabulary.namesakes import find_distinctions
from queries.landscape.graph_records import GraphRecords
from queries.server.graph import Graph

PartyRow = dict[str, Any]


def add_distinctions(graph: Graph, rows: Iterable[PartyRow], **naming: str) -> list[PartyRow]:
    """Return the rows with the fields `name_apart` and `name_apart_en` where parties in any of the rows are namesakes.

    `naming` maps the field of a name to the field of its party's id, as in `name="party"`. The graph is only read if there are
    namesakes.
    """
    rows = [*rows]
    names = {row[of]: term_of(row, field) for row in rows for field, of in naming.items() if row[of]}
    apart = find_distinctions(names, GraphRecords(graph))
    for number, row in enumerate(rows):
        words = {f"{field}{DISTINCTION_SUFFIX}": apart[row[of]] for field, of in naming.items() if row[of] in apart}
        rows[number] = row | {
            f"{field}{end}": word for field, both in words.items() for end, word in (("", both.sv), ("_en", both.en))
        }
    return rows
