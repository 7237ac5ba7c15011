"""The balance list as a document, with the landscape that it is of: what is not executed and stands still or is unknown; groups.

What is executed and not reported back is no part of the list (domain.md §7) and is listed and counted apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.language import Term, Text
from model.vocabulary.registers import Landscape
from queries.following.stall_groups import build_group_rows, group_stalls
from queries.following.stall_walk import walk_stalls
from queries.following.stall_words import count_by_how, word_counts
from queries.landscape.names import add_distinctions
from queries.landscape.parties import read_short_names
from queries.landscape.places import read_places
from queries.landscape.registers import read_records, read_undisturbed
from queries.questions.decisions import find_decider, select_rows
from queries.questions.parameters import BalanceQuestion, StallsQuestion
from queries.questions.stall_filters import FILTERS, find_filter_ids
from queries.server.graph import Graph

_Row = dict[str, Any]
MOST_SHEET_ROWS = 20_000
"""The largest number of rows in a balance list. Longer lists are cut: the latest are left out, and the list says so."""
SHEET_GROUPINGS = ("forum", "addressee", "function", "step", "rule")


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """The balance list of a day.

    `chosen` holds the filters as they were given. Rows have the columns of `decisions/assignments`, and those of `find_stalled`;
    rows of `groups` those of `find_stall_groups`. `cut` is true if a limit left something out.
    """

    on: str
    landscape: Landscape | None
    owner: Term | None
    chosen: Mapping[str, Any]
    stalled: list[_Row]
    unknown: list[_Row]
    executed: list[_Row]
    groups: Mapping[str, list[_Row]]
    cut: bool

    @property
    def counts(self) -> Text:
        """Return how many stand still, how many are unknown and how many are executed, in words."""
        return word_counts(count_by_how((*self.stalled, *self.unknown, *self.executed)))


def answer_balance(graph: Graph, question: BalanceQuestion) -> BalanceSheet:
    """Return the balance list of one moment. Raises NotFound, NotUnderstood, and the errors of `read_undisturbed`."""
    asked = StallsQuestion(**question.model_dump() | find_filter_ids(graph, question, find_decider))
    return read_undisturbed(graph, lambda: _read_sheet(graph, asked, question.given(*FILTERS)))


def _read_sheet(graph: Graph, question: StallsQuestion, chosen: Mapping[str, Any]) -> BalanceSheet:
    rows, cut = walk_stalls(graph, question, MOST_SHEET_ROWS, details=True)
    rows = add_distinctions(graph, rows, addressee="party", forum_name="forum")
    landscape, owner = read_landscape(graph)
    places = read_places(graph)
    groups = {}
    for by in SHEET_GROUPINGS:
        asked = question.model_copy(update={"by": by})
        groups[by] = build_group_rows(graph, asked, group_stalls(rows, by, places))
    stalled, unknown, executed = (select_rows(rows, how) for how in ("stalled", "unknown", "executed"))
    return BalanceSheet(question.on, landscape, owner, chosen, stalled, unknown, executed, groups, cut)


def read_landscape(graph: Graph) -> tuple[Landscape | None, Term | None]:
    """Return the landscape itself and the name of its owner, so far as they are known."""
    landscape = next(read_records(graph, Landscape), None)
    names = read_short_names(graph, [landscape.owner]) if landscape and landscape.owner else {}
    return landscape, next(iter(names.values()), None)
