"""A load: what was read becomes a plan, and the plan a ChangeSet. With any problem nothing is written."""

from collections.abc import Sequence

from loaders.reading import Reading, joined, problems_of
from model.changes import ChangeSet, Operation, Reason, difference
from model.contents import Contents
from model.errors import InputError
from model.language import Counted, Text
from queries.graph import Graph
from queries.journal import change


def planned(current: Contents, reading: Reading) -> list[Operation]:
    """What the load would write to `current`. Raises InputError with every problem."""
    problems = problems_of(current, reading)
    if problems:
        text = Counted("{n} problem in {path}; nothing was written", "{n} problems in {path}; nothing was written",
                       n=len(problems), path=reading.path)  # fmt: skip
        raise InputError(text, problems, Text("Correct them and load again."))
    return difference(current, joined(current, reading))


def load(graph: Graph, reading: Reading, who: str, why: str) -> ChangeSet | None:
    """Write what was read, in one ChangeSet; None when the landscape says it already. Raises InputError."""
    reason = Reason(who, why, reading.source, reading.sha256)

    def plan(current: Contents) -> Sequence[Operation]:
        return planned(current, reading)

    return change(graph, reason, plan)
