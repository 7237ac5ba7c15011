"""All assignments that a question chooses, read in several transactions, so that none exceeds the time limit of a question."""

from functools import partial
from typing import Any

from model.vocabulary.days import count_days
from queries.questions.decisions import StallSearch
from queries.questions.parameters import StallsQuestion
from queries.questions.stall_filters import StallFilter
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import ROWS_PER_READ

_Row = dict[str, Any]
WALKED_PER_TRANSACTION = 10_000
GROUPINGS_OF_ENDS = ("area", "level", "municipality")
"""The groupings that need to know where those who decided or are addressed belong."""


def walk_stalls(
    graph: Graph, question: StallsQuestion, most: int, *, details: bool = False, before: str | None = None
) -> tuple[list[_Row], bool]:
    """Return the first `most` chosen rows, in the order of `find_stalled`, and whether there are more or a limit cut them.

    Rows have the columns of `decisions/facets`, `late`, `report` (of what is executed, see REPORT_STATES), `muted_until` and
    `mute_reason`; with `details` also all of `find_stalled`, with `taken_on`, `trail` and `followers`. Where parties belong is
    left out without `details`, unless the question chooses or groups by it. `before` is as in StallSearch. Call it in
    `read_undisturbed`: it does not read one moment.
    """
    rows, cut, asked = list[_Row](), False, question
    while True:
        read = partial(_walk_page, question=asked, details=details, before=before)
        page, following, cut_now = graph.read_in_transaction(read)
        rows, cut = rows + page, cut or cut_now
        if not following or len(rows) >= most:
            return rows[:most], cut or bool(following) or len(rows) > most
        asked = question.model_copy(update={"after": "/".join(following)})


def _walk_page(
    reader: Reader, question: StallsQuestion, details: bool, before: str | None
) -> tuple[list[_Row], tuple[str, ...], bool]:
    """Return the rows that are chosen of the next candidates, the place of the last candidate if there are more, and the cut."""
    search = StallSearch(reader, question, ROWS_PER_READ, before)
    chosen = StallFilter(reader, question, WALKED_PER_TRANSACTION)
    ends = details or question.by in GROUPINGS_OF_ENDS
    rows = [*chosen.add_facets(search.list_all(), search.balance.facts, ends)]
    if details:
        rows = _complete(search, rows)
    else:
        behind = [row for row in rows if row["how"] == "executed" or (row["how"] == "stalled" and row["paused_until"])]
        known = {row["assignment"]: row for row in _complete(search, behind)}
        late = {row["assignment"]: count_days(row["due"], search.on) for row in rows if row["how"] == "stalled"}
        rows = search.add_mutes([known.get(id_ := row["assignment"]) or row | {"late": late.get(id_)} for row in rows])
    return rows, chosen.stopped_at, search.balance.cut


def _complete(search: StallSearch, rows: list[_Row]) -> list[_Row]:
    return [row for some in split_batches(rows, ROWS_PER_READ) for row in search.complete_rows(some)]
