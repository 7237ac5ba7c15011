"""Where the published revisions stand: draft, reviewed, approved, replaced, withdrawn."""

from model.history.revision_states import RevisionStanding, assess_revisions
from model.vocabulary.revision_events import RevisionEvent
from queries.landscape.registers import read_records
from queries.server.graph import Graph


def read_revision_standings(graph: Graph, on: str) -> dict[int, RevisionStanding]:
    """Return where each revision stands on a day of which something has been decided, by its number; the others are drafts."""
    return assess_revisions(read_records(graph, RevisionEvent), on)
