"""Where assignments stand, kept anew in a graph in which an older version kept it: by a change like any other, in the journal."""

from functools import partial

from model.changes.operations import Operation, Reason, diff_records
from model.progress import ProgressCallback, ignore_progress
from model.vocabulary.assignment_state import STATE_VERSION, derive_assignment
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment, Step
from queries.journal.journal import apply_change
from queries.server.graph import Graph
from queries.server.paging import read_pages

OUTDATED_TRAILS = "decisions/trails-to-keep"
REASON = Reason("landskap", "Var uppdragen står, läst ur deras steg som den här versionen läser dem")
"""Why it is changed, in the language of what people enter."""


def refresh_trails(graph: Graph, tell: ProgressCallback = ignore_progress) -> None:
    """Keep where assignments stand as this version reads their steps, and note that. Raises as `apply_change` does."""
    apply_change(graph, REASON, partial(_plan_refresh, graph), tell=tell)
    graph.write_repeatable(lambda transaction: transaction.run("changes/note-trails", trails=STATE_VERSION))


def _plan_refresh(graph: Graph, records: Records) -> list[Operation]:
    ids = [row["id"] for row in read_pages(graph, OUTDATED_TRAILS, lambda row: str(row["id"]))]
    steps: dict[str, list[Step]] = {id_: [] for id_ in ids}
    for step in records.naming(Step, "assignment", ids):
        steps[step.assignment].append(step)
    before = [item for item in records.get((Assignment.label, id_) for id_ in ids) if isinstance(item, Assignment)]
    return diff_records(Contents(before), Contents(derive_assignment(item, steps[item.id]) for item in before))
