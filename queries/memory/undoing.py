"""Undo: a new change with the inverse operations of an earlier one, unless later changes build on it."""

from collections.abc import Iterable

from model.changes.operations import ChangeSet, Operation, Operations, Reason
from model.changes.undo import TouchedRecords, filter_effective, find_undoing_changes, invert_operations
from model.edits.by_hand import plan_edit
from model.errors import Conflict, LimitExceeded, NotFound
from model.language import JoinedText, Text
from model.progress import ProgressCallback, ignore_progress
from model.text.timestamps import format_minute
from model.vocabulary.contents import Records
from queries.journal.journal import apply_change, guard_plan, read_change_set, read_entries
from queries.journal.search import ALL_MARKS, EntryRow, find_operations, make_marks
from queries.memory.history import read_undoings
from queries.server.graph import Graph

MOST_UNDONE = 100_000
"""The largest number of operations in a change that can be undone. The inverse is built and checked in memory."""
MOST_MARKED_RECORDS = 500
"""The largest number of records to find by their marks. For more, the journal is read from the change onwards."""
MOST_BLOCKING_LISTED = 20
"""The largest number of blocking changes to list. The rest are counted."""


def read_entry(graph: Graph, number: int) -> EntryRow:
    """Return the journal entry of that number. Raises NotFound."""
    found = read_entries(graph, most=1, before=number + 1)
    if not found or found[0]["number"] != number:
        raise NotFound(Text("there is no change {number}", number=number), (), Text("See them with: landskap history"))
    return found[0]


def plan_undo(graph: Graph, number: int, current: Records) -> list[Operation]:
    """Return the operations that undo a change in the current landscape.

    Raises Conflict if the change is undone already, published a revision, or has later changes that build on it; InputError if
    the landscape without it is invalid; LimitExceeded, NotFound.
    """
    operations = _read_undoable(graph, read_entry(graph, number))
    undone = find_undoing_changes(read_undoings(graph))
    if number in undone:
        text = Text("change {number} is undone already, by change {by}", number=number, by=undone[number])
        raise Conflict(text, Text("Restore it with: landskap undo {by}", by=undone[number]))
    if building := list(_find_blocking(graph, number, operations, undone)):
        raise _blocking_conflict(number, building)
    undoing = invert_operations(operations)
    restored = [operation.record for operation in undoing if operation.after]
    return plan_edit(current, restored, [operation.record_before for operation in undoing if not operation.after])


def undo_change(
    graph: Graph, number: int, who: str, why: str, tell: ProgressCallback = ignore_progress, shown: Operations | None = None
) -> ChangeSet | None:
    """Undo a change by a new one, which can itself be undone. Raises the errors of `plan_undo`.

    Also raises Conflict if the operations now differ from `shown`.
    """
    plan = guard_plan(lambda current: plan_undo(graph, number, current), shown)
    return apply_change(graph, Reason(who, why, undoes=number), plan, tell=tell)


def _read_undoable(graph: Graph, row: EntryRow) -> list[Operation]:
    if row["operations"] > MOST_UNDONE:
        text = Text("change {number} has {operations} operations; at most {most} are undone", **row, most=MOST_UNDONE)
        raise LimitExceeded(text, Text("Restore a backup from before it: landskap restore FILE"))
    operations = list(read_change_set(graph, row).operations)
    if any(operation.action == "publish" for operation in operations):
        text = Text("change {number} published a revision, which cannot be undone", **row)
        way_out = Text("Undo the changes before it that were wrong, and publish anew: landskap publish --note TEXT")
        raise Conflict(text, way_out)
    return operations


def _find_blocking(graph: Graph, number: int, operations: Iterable[Operation], undone: dict[int, int]) -> Iterable[EntryRow]:
    """Return the later effective changes that touch or name the records of the change, newest first."""
    foundation = TouchedRecords(operations)
    known = len(foundation.touched) + len(foundation.named) <= MOST_MARKED_RECORDS
    marks = make_marks(foundation.touched, foundation.named) if known else ALL_MARKS
    found: dict[int, EntryRow] = {}
    for row, operation in find_operations(graph, marks, after=number):
        if row["number"] not in found and foundation.underlies(operation):
            found[row["number"]] = row
    return [found[later] for later in filter_effective(found, undone, number)]


def _blocking_conflict(number: int, building: list[EntryRow]) -> Conflict:
    changes = [
        Text("{number} ({at}, {who}: {why})", **row | {"at": format_minute(row["at"])}) for row in building[:MOST_BLOCKING_LISTED]
    ]
    if (more := len(building) - MOST_BLOCKING_LISTED) > 0:
        changes.append(Text("… and {more} more", more=more))
    text = Text(
        "change {number} cannot be undone: later changes build on it: {changes}", number=number, changes=JoinedText(changes)
    )
    way_out = Text("Undo those first, the newest first: landskap undo {newest}", newest=building[0]["number"])
    return Conflict(text, way_out, [int(row["number"]) for row in building])
