"""The names of the landscape by which things are found: of all parties and of decisions. Made once per version of the graph."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from model.text.name_search import NamedThing, NameSearch
from model.text.names import PARTY_NAME_FIELDS
from queries.landscape.parties import read_party_names
from queries.server.graph import Graph
from queries.server.paging import read_pages

MOST_DECISIONS_NAMED = 100_000
"""The largest number of decisions that the search finds, the first by id. It finds no others, by whatever name or number."""
PARTY, DECISION = "party", "decision"


def read_name_search(graph: Graph) -> NameSearch:
    """Return the index of all names; reads those of all parties and decisions, once per version of the landscape."""
    return graph.keep(("name-search",), lambda: NameSearch(_list_things(graph)))


def _list_things(graph: Graph) -> Iterator[NamedThing]:
    for row in read_party_names(graph):
        yield NamedThing(PARTY, row["id"], _names_of(row, *PARTY_NAME_FIELDS, more=row["aliases"] or ()))
    decisions = read_pages(graph, "decisions/names", lambda row: str(row["id"]))
    for row in islice(decisions, MOST_DECISIONS_NAMED):
        yield NamedThing(DECISION, row["id"], _names_of(row, "name", "name_en", "case_number"))


def _names_of(row: dict[str, Any], *fields: str, more: Any = ()) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (*(row[field] for field in fields), *more))))
