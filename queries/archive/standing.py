"""Where the published revisions stand: draft, reviewed, approved, replaced, withdrawn."""

from model.history.revision_states import DRAFT, RevisionStanding, assess_revisions
from model.history.revisions import Revision
from model.vocabulary.revision_events import RevisionEvent
from queries.archive.publishing import find_revision, read_revisions
from queries.landscape.registers import read_records
from queries.server.graph import Graph


def read_revision_standings(graph: Graph, on: str) -> dict[int, RevisionStanding]:
    """Return where each revision stands on a day of which something has been decided, by its number; the others are drafts."""
    return assess_revisions(read_records(graph, RevisionEvent), on)


def list_standing_revisions(graph: Graph, on: str) -> list[tuple[Revision, RevisionStanding]]:
    """Return all revisions, oldest first, and where each stands on a day."""
    standings = read_revision_standings(graph, on)
    return [(revision, standings.get(revision.number, DRAFT)) for revision in read_revisions(graph)]


def find_standing_revision(graph: Graph, number: int | None, on: str) -> tuple[Revision, RevisionStanding]:
    """Return the revision of that number, or the latest if None, and where it stands on a day. Raises NotFound."""
    revision = find_revision(graph, number)
    return revision, read_revision_standings(graph, on).get(revision.number, DRAFT)
