"""Where assignments stand, kept anew in a graph in which an older version kept it: by a change like any other, in the journal."""

from functools import partial

from model.changes.operations import Operation, Reason, difference
from model.progress import Tell, silent
from model.vocabulary.assignment_state import TRAILS, kept
from model.vocabulary.contents import Contents, Records
from model.vocabulary.decisions import Assignment, Step
from queries.journal.journal import change
from queries.server.graph import Graph
from queries.server.paging import paged

OTHERWISE = "decisions/trails-to-keep"
REASON = Reason("landskap", "Var uppdragen står, läst ur deras steg som den här versionen läser dem")
"""Why it is changed, in the language of what people enter."""


def keep_anew(graph: Graph, tell: Tell = silent) -> None:
    """Keep where assignments stand as this version reads their steps, and note that. Raises as `change` does."""
    change(graph, REASON, partial(_operations, graph), tell=tell)
    graph.write_repeatable(lambda transaction: transaction.run("changes/note-trails", trails=TRAILS))


def _operations(graph: Graph, records: Records) -> list[Operation]:
    ids = [row["id"] for row in paged(graph, OTHERWISE, lambda row: str(row["id"]))]
    steps: dict[str, list[Step]] = {id_: [] for id_ in ids}
    for step in records.naming(Step, "assignment", ids):
        steps[step.assignment].append(step)
    before = [item for item in records.get((Assignment.label, id_) for id_ in ids) if isinstance(item, Assignment)]
    return difference(Contents(before), Contents(kept(item, steps[item.id]) for item in before))
