"""The formal document of a published revision, with what changed since the one before."""

from model.changes import difference
from model.contents import Contents
from model.language import Language
from model.linked_data import read_quads
from model.trail import trails_kept
from queries.graph import Graph
from queries.publishing import frozen, published, revision
from viz.document import document_pdf


def document_of(graph: Graph, number: int | None, language: Language) -> bytes:
    """The PDF of revision `number` (the latest unless given). Raises NotFound."""
    found = revision(graph, number)
    quads = frozen(graph, found.number)
    contents = read_quads(quads)
    previous = revision(graph, found.number - 1) if found.previous else None
    before = published(graph, previous.number) if previous else Contents()
    changes = difference(before, contents)
    return document_pdf((previous, found), quads, trails_kept(contents), changes, before, language)
