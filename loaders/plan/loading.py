"""Write a plan as one ChangeSet. With any problem nothing is written."""

from loaders.plan.planning import Plan, plan_load
from loaders.rows.dataset import Reading
from model.changes.operations import ChangeSet, Reason
from model.errors import Conflict
from model.progress import ProgressCallback, ignore_progress
from queries.journal.journal import CHANGE_TRIES, apply_to_head, contention_conflict
from queries.server.graph import Graph


def write_plan(graph: Graph, plan: Plan, who: str, why: str, tell: ProgressCallback = ignore_progress) -> ChangeSet:
    """Write the plan in one ChangeSet. Raises Conflict if the landscape has changed since; then nothing is written."""
    reason = Reason(who, why, plan.reading.source, plan.reading.sha256)
    beside = {"receipt": plan.receipt} if plan.receipt else {}
    return apply_to_head(graph, plan.head, reason, plan.operations, tell=tell, beside=beside)


def load_plan(graph: Graph, reading: Reading, who: str, why: str, tell: ProgressCallback = ignore_progress) -> ChangeSet | None:
    """Plan the load of `reading` and write it; return None if it changes nothing. Raises InputError, Conflict."""
    for _ in range(CHANGE_TRIES):
        with plan_load(graph, reading, tell) as plan:
            if not len(plan.operations):
                return None
            try:
                return write_plan(graph, plan, who, why, tell)
            except Conflict:
                continue
    raise contention_conflict()
