"""A single revision of a graph: the files by which anyone can check it, and whether it still is what was published."""

from collections.abc import Mapping
from functools import partial

from model.history.manifest import MANIFEST_FILE, QUADS_FILE, build_manifest
from model.history.revision_check import (
    FilePieces,
    RevisionCheck,
    check_chain,
    check_revision_files,
    read_revision_files,
)
from model.history.revisions import Revision
from model.history.verification import make_revision_fault
from queries.archive.publishing import find_revision, read_kept_hashes, read_revisions
from queries.journal.search import find_operations, make_marks
from queries.server.chunks import read_pieces
from queries.server.graph import Graph


def list_revision_files(graph: Graph, revision: Revision) -> Mapping[str, FilePieces]:
    """Return the files of a revision by their names: its data and its manifest."""
    return {
        QUADS_FILE: partial(read_pieces, graph, "revisions/chunks", revision.id),
        MANIFEST_FILE: lambda: iter([build_manifest(revision)]),
    }


def check_kept_revision(graph: Graph, number: int) -> RevisionCheck:
    """Check one revision of the graph: its data, its manifest, the chain up to it and after it, its publication in the journal.

    Raises NotFound.
    """
    revision = find_revision(graph, number)
    check = _check_files(graph, revision)
    kept = read_revisions(graph)
    chain = [RevisionCheck(check.where, one, None) for one in kept]
    check_chain(chain)
    check.against = graph.where
    check.faults += [fault for one in chain for fault in one.faults]
    found = find_operations(graph, make_marks([("Revision", revision.id)]))
    published = [each.after for _row, each in found if (each.type, each.id) == ("Revision", revision.id)]
    if published != [revision.as_json()]:
        check.faults.append(make_revision_fault("revision-journal", number))
    if read_kept_hashes(graph).get(number) != revision.hash:
        check.faults.append(make_revision_fault("revision-hash", number))
    return check


def _check_files(graph: Graph, revision: Revision) -> RevisionCheck:
    """Return what is wrong with the revision's files by themselves."""
    try:
        files = read_revision_files(graph.where, list_revision_files(graph, revision), (QUADS_FILE, MANIFEST_FILE))
    except ValueError:
        return RevisionCheck(graph.where, revision, None, [make_revision_fault("revision-fingerprint", revision.number)])
    return check_revision_files(files)
