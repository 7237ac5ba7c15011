"""A single revision of a graph: the files by which anyone can check it, and whether it still is what was published."""

from collections.abc import Mapping
from functools import partial

from model.history.manifest import MANIFEST_FILE, QUADS_FILE, SIGNATURE_FILE, build_manifest
from model.history.revision_check import (
    FilePieces,
    RevisionCheck,
    RevisionFiles,
    check_chain,
    check_revision_files,
    read_revision_files,
)
from model.history.revision_states import DRAFT
from model.history.revisions import Revision
from model.history.signatures import add_armour
from model.history.verification import make_revision_fault
from model.vocabulary.record import LATEST_DAY
from queries.archive.publishing import find_revision, read_kept_hashes, read_revisions
from queries.archive.standing import read_revision_standings
from queries.journal.search import find_operations, make_marks
from queries.server.chunks import read_pieces
from queries.server.graph import Graph


def list_revision_files(graph: Graph, revision: Revision) -> Mapping[str, FilePieces]:
    """Return the files of a revision by their names: its data, its manifest, and the signature of that if there is one."""
    standing = read_revision_standings(graph, LATEST_DAY).get(revision.number, DRAFT)
    signed = {SIGNATURE_FILE: partial(iter, [add_armour(standing.signature)])} if standing.signature else {}
    return {
        **signed,
        QUADS_FILE: partial(read_pieces, graph, "revisions/chunks", revision.id),
        MANIFEST_FILE: lambda: iter([build_manifest(revision)]),
    }


def check_kept_revision(graph: Graph, number: int) -> tuple[RevisionCheck, RevisionFiles]:
    """Check one revision of the graph: its data, its manifest, the chain up to it and after it, its publication in the journal.

    Returns its files, too. Raises NotFound.
    """
    revision = find_revision(graph, number)
    try:
        files = read_revision_files(graph.where, list_revision_files(graph, revision), (QUADS_FILE, MANIFEST_FILE))
        check = check_revision_files(files)
    except ValueError:
        files, fault = RevisionFiles(graph.where, {}), make_revision_fault("revision-fingerprint", number)
        check = RevisionCheck(graph.where, revision, None, [fault])
    check.against = graph.where
    chain = [RevisionCheck(check.where, one, None) for one in read_revisions(graph)]
    check_chain(chain)
    check.faults += [fault for one in chain for fault in one.faults]
    found = find_operations(graph, make_marks([("Revision", revision.id)]))
    published = [each.after for _row, each in found if (each.type, each.id) == ("Revision", revision.id)]
    if published != [revision.as_json()]:
        check.faults.append(make_revision_fault("revision-journal", number))
    if read_kept_hashes(graph).get(number) != revision.hash:
        check.faults.append(make_revision_fault("revision-hash", number))
    return check, files
