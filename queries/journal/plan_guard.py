"""A plan that was shown and agreed to: what is written is what was shown, or nothing."""

from collections.abc import Sequence

from model.changes.operations import Operation, Operations
from model.language import Text
from model.vocabulary.contents import Records
from queries.journal.apply import head_conflict
from queries.journal.journal import Planner


def guard_plan(plan: Planner, shown: Operations | None) -> Planner:
    """`plan`, held to the operations that it was shown with; free to come to whatever it does where none were (None).

    It raises Conflict when it comes to others by now.
    """
    if shown is None:
        return plan

    def held(records: Records) -> Sequence[Operation]:
        operations = plan(records)
        if list(operations) != list(shown):
            raise head_conflict(Text("Give the command again: its plan is another now."))
        return operations

    return held
