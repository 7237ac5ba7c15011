"""Undoing a change: the inverse as a new change, if nothing later builds on it."""

from collections.abc import Iterable

from model.changes.operations import ChangeSet, Operation, Operations, Reason
from model.changes.undo import Foundation, in_effect, inverse, undone_by
from model.edits.by_hand import checked
from model.errors import Conflict, LimitExceeded, NotFound
from model.language import Joined, Text
from model.progress import Tell, silent
from model.text.timestamps import minute
from model.vocabulary.contents import Records
from queries.journal.journal import change, change_set, entries
from queries.journal.plan_guard import as_shown
from queries.journal.search import ALL, Row, marked, marks_of
from queries.memory.history import undoings
from queries.server.graph import Graph

MOST_UNDONE = 100_000
"""Operations of a change that can be undone: its inverse is made and checked in memory."""
MOST_MARKS = 500
"""Records that the journal is searched for by their marks; for more all of it is read from the change on."""
MOST_LISTED = 20
"""Later changes that are named; the rest are counted."""


def entry(graph: Graph, number: int) -> Row:
    """The journal's entry of that number. Raises NotFound."""
    found = entries(graph, most=1, before=number + 1)
    if not found or found[0]["number"] != number:
        raise NotFound(Text("there is no change {number}", number=number), (), Text("See them with: landskap history"))
    return found[0]


def planned(graph: Graph, number: int, current: Records) -> list[Operation]:
    """What undoes the change of that number, from the landscape as it is now.

    Raises Conflict when it is undone already, published a revision, or has later changes that build on it; InputError when the
    landscape would not hold together without it; LimitExceeded, NotFound.
    """
    operations = _undoable(graph, entry(graph, number))
    undone = undone_by(undoings(graph))
    if number in undone:
        text = Text("change {number} is undone already, by change {by}", number=number, by=undone[number])
        raise Conflict(text, Text("Have it back with: landskap undo {by}", by=undone[number]))
    if building := list(_building_on(graph, number, operations, undone)):
        raise _in_the_way(number, building)
    undoing = inverse(operations)
    made = [operation.record for operation in undoing if operation.after]
    return checked(current, made, [operation.record_before for operation in undoing if not operation.after])


def undo(graph: Graph, number: int, who: str, why: str, tell: Tell = silent, shown: Operations | None = None) -> ChangeSet | None:
    """Undo the change of that number by a new one, which can itself be undone. Raises as `planned` does.

    Raises Conflict too when that takes other operations by now than those that were `shown`.
    """
    plan = as_shown(lambda current: planned(graph, number, current), shown)
    return change(graph, Reason(who, why, undoes=number), plan, tell=tell)


def _undoable(graph: Graph, row: Row) -> list[Operation]:
    if row["operations"] > MOST_UNDONE:
        text = Text("change {number} has {operations} operations; at most {most} are undone", **row, most=MOST_UNDONE)
        raise LimitExceeded(text, Text("Restore a backup from before it: landskap restore FILE"))
    operations = list(change_set(graph, row).operations)
    if any(operation.action == "publish" for operation in operations):
        text = Text("change {number} published a revision, and what is published stands", **row)
        way_out = Text("Undo the changes before it that were wrong, and publish anew: landskap publish --note TEXT")
        raise Conflict(text, way_out)
    return operations


def _building_on(graph: Graph, number: int, operations: Iterable[Operation], undone: dict[int, int]) -> Iterable[Row]:
    """The later changes that touch what the change touched, or name what it made, and that count; the newest first."""
    foundation = Foundation(operations)
    known = len(foundation.touched) + len(foundation.named) <= MOST_MARKS
    marks = marks_of(foundation.touched, foundation.named) if known else ALL
    found: dict[int, Row] = {}
    for row, operation in marked(graph, marks, after=number):
        if row["number"] not in found and foundation.carries(operation):
            found[row["number"]] = row
    return [found[later] for later in in_effect(found, undone, number)]


def _in_the_way(number: int, building: list[Row]) -> Conflict:
    told = [Text("{number} ({at}, {who}: {why})", **row | {"at": minute(row["at"])}) for row in building[:MOST_LISTED]]
    if (more := len(building) - MOST_LISTED) > 0:
        told.append(Text("… and {more} more", more=more))
    text = Text("change {number} cannot be undone: later changes build on it: {changes}", number=number, changes=Joined(told))
    way_out = Text("Undo those first, the newest first: landskap undo {newest}", newest=building[0]["number"])
    return Conflict(text, way_out, [int(row["number"]) for row in building])
