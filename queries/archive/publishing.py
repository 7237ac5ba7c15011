"""Revisions: the landscape frozen as canonical N-Quads, numbered and chained by hash.

(:Revision {number, fingerprint, previous, …})-[:HOLDS]->(:Chunk)
"""

import json
from tempfile import TemporaryFile
from typing import IO, Any

from model.changes.chain import encode_canonical
from model.changes.operations import Operation, Reason
from model.checks.validation import build_problem
from model.errors import InputError, NotFound
from model.history.linked_data import base_of, read_quads, serialize_lines
from model.history.manifest import SCHEMA_VERSION, QuadsTally
from model.history.revisions import Revision
from model.language import Text
from model.rules import RecordRule
from model.software import software_version
from model.vocabulary.contents import Contents, Records
from model.vocabulary.revision_events import RevisionEvent
from model.vocabulary.types import PARTIES
from queries.archive.sorted_lines import sort_lines
from queries.journal.journal import NO_UPPER_BOUND, apply_change, next_timestamp
from queries.landscape.graph_records import GraphRecords
from queries.landscape.registers import is_empty, read_records
from queries.server.chunks import CHUNKS_PER_BATCH, chunk_id_of, pack_chunks, read_pieces, split_batches
from queries.server.graph import Graph, Transaction

_REVISIONS_PER_PAGE = 1000
"""The number of revisions that are read at a time."""


def read_revisions(graph: Graph) -> list[Revision]:
    """Return all revisions, oldest first."""
    found: list[Revision] = []
    while page := _read_newest(graph, _REVISIONS_PER_PAGE, found[-1].number if found else NO_UPPER_BOUND):
        found += page
    return found[::-1]


def find_revision(graph: Graph, number: int | None = None) -> Revision:
    """Return the revision of that number, or the latest if None. Raises NotFound."""
    found = _read_newest(graph, 1, NO_UPPER_BOUND if number is None else number + 1)
    if found and number in (None, found[0].number):
        return found[0]
    latest = [str(item.number) for item in _read_newest(graph, 1)]
    wanted = Text("there is no revision {number}", number=number) if latest else Text("nothing has been published yet")
    raise NotFound(wanted, latest, Text("Publish one with: landskap publish --note TEXT"))


def _read_newest(graph: Graph, most: int, before: int = NO_UPPER_BOUND) -> list[Revision]:
    """Return the newest `most` revisions with a number below `before`, newest first."""
    return [_read_revision(row) for row in _list_rows(graph, most, before)]


def _list_rows(graph: Graph, most: int, before: int) -> list[dict[str, Any]]:
    return graph.read("revisions/list", before=before, most=most).rows


def read_kept_hashes(graph: Graph) -> dict[int, str]:
    """Return the hash that the graph holds beside each revision, by its number. It must be the hash of its facts."""
    found: dict[int, str] = {}
    while page := _list_rows(graph, _REVISIONS_PER_PAGE, min(found, default=NO_UPPER_BOUND)):
        found |= {row["number"]: row["hash"] for row in page}
    return found


def _read_revision(row: dict[str, Any]) -> Revision:
    """Return the revision in a row of the list. Counts that cannot be read become none, so that they differ from the journal."""
    try:
        counts = None if row["counts"] is None else json.loads(row["counts"])
    except ValueError:
        counts = {}
    facts = {name: value for name, value in row.items() if name != "hash"}
    return Revision(**{**facts, "counts": counts})


def revision_properties_of(revision: Revision) -> dict[str, Any]:
    """Return the properties of a revision's node."""
    facts = {**revision.as_json(), "hash": revision.hash}
    return facts if revision.counts is None else {**facts, "counts": encode_canonical(revision.counts).decode()}


def publish_revision(graph: Graph, who: str, note: str) -> tuple[Revision, bool]:
    """Freeze the landscape as a new revision and return it with True, or the latest with False if nothing has changed.

    Raises InputError if the landscape is empty.
    """
    with TemporaryFile("w+", encoding="ascii") as chunks:
        publication = _Publication(graph, who, note, chunks)
        new = apply_change(graph, Reason(who, note), publication.plan, publication.write) is not None
    return publication.revision, new


def read_publishable(graph: Graph) -> Records:
    """Return the whole landscape, for publishing: it is read as it is gone through. Raises InputError if it is empty."""
    if is_empty(graph):
        way_out = Text("Load something first: landskap load FILE")
        raise InputError(Text("the landscape is empty; nothing was published"), (), way_out)
    return GraphRecords(graph)


class _Publication:
    """The plan of a new revision and its quads, for the landscape to which the transaction applies.

    The landscape is gone through, never held: its quads are sorted on disk, and packed to `chunks` there.
    """

    revision: Revision

    def __init__(self, graph: Graph, who: str, note: str, chunks: IO[str]) -> None:
        self.graph, self.who, self.note, self.chunks = graph, who, note, chunks

    def plan(self, live: Records) -> list[Operation]:
        """Return the operation that publishes, or none if the landscape equals the last revision. Reads the whole landscape."""
        last = next(iter(_read_newest(self.graph, 1)), None)
        tally = self._pack(read_publishable(self.graph))
        if last and last.fingerprint == tally.fingerprint:
            self.revision = last
            return []
        number, previous = (last.number + 1, last.hash) if last else (1, None)
        _refuse_early_decisions(live, number)
        made = number, next_timestamp(self.graph), self.who, self.note, tally.fingerprint, previous
        self.revision = Revision(*made, tally.quads, tally.counts, SCHEMA_VERSION, software_version())
        return [Operation("publish", "Revision", self.revision.id, None, self.revision.as_json())]

    def write(self, transaction: Transaction) -> None:
        """Write the revision and its chunks."""
        id_ = self.revision.id
        transaction.run("revisions/record", id=id_, properties=revision_properties_of(self.revision))
        self.chunks.seek(0)
        rows = ({"id": chunk_id_of(id_, order), "order": order, "data": line.strip()} for order, line in enumerate(self.chunks))
        for batch in split_batches(rows, CHUNKS_PER_BATCH):
            transaction.run("revisions/hold-chunks", id=id_, chunks=batch)

    def _pack(self, records: Records) -> QuadsTally:
        """Pack the quads of the landscape to `chunks`, one a line, and return what they are."""
        tally, labels = QuadsTally(), {record.id: record.label for type_ in PARTIES for record in read_records(self.graph, type_)}
        self.chunks.seek(0)
        self.chunks.truncate()
        for chunk in pack_chunks("", tally.watch(sort_lines(serialize_lines(records, labels, base_of(records))))):
            self.chunks.write(f"{chunk['data']}\n")
        return tally


def _refuse_early_decisions(live: Records, number: int) -> None:
    """Raise InputError if something has been decided of the revision, which is about to be published, or of a later one."""
    text = Text("it decides on a revision that is not published yet")
    early = [event for event in live.of(RevisionEvent).values() if event.revision >= number]
    if early:
        problems = [build_problem(RecordRule.REVISION_STATE, one, "revision", str(one.revision), text) for one in early]
        way_out = Text("Take them out of the file that they come from, and load it again.")
        raise InputError(Text("nothing was published"), problems, way_out)


def read_revision_quads(graph: Graph, number: int) -> bytes:
    """Return the canonical N-Quads of a revision."""
    return b"".join(read_pieces(graph, "revisions/chunks", f"revision-{number}"))


def read_revision_contents(graph: Graph, number: int) -> Contents:
    """Return the landscape of a revision."""
    return read_quads(read_revision_quads(graph, number))
