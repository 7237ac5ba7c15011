"""The formal document of a published revision, with the changes since the one before."""

from model.changes.operations import diff_records
from model.history.linked_data import read_quads
from model.language import Language
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from queries.archive.publishing import find_revision, read_revision_contents, read_revision_quads
from queries.server.graph import Graph
from viz.document.document import build_pdf


def build_revision_document(graph: Graph, number: int | None, language: Language) -> bytes:
    """Return the PDF of revision `number` (the latest unless given). Raises NotFound."""
    found = find_revision(graph, number)
    quads = read_revision_quads(graph, found.number)
    contents = read_quads(quads)
    previous = find_revision(graph, found.number - 1) if found.previous else None
    before = read_revision_contents(graph, previous.number) if previous else Contents()
    changes = diff_records(before, contents)
    return build_pdf((previous, found), quads, derive_assignments(contents), changes, before, language)
