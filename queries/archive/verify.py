"""The verification of a landscape against its journal: the chain of hashes, the replayed records and the revisions.

journal → replay ↔ records; journal → publications ↔ revisions
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from model.changes.chain import GENESIS, hash_pieces, read_items
from model.changes.operation_keys import key_of
from model.changes.operations import ChangeSet, Operation, Values, serialize_head
from model.errors import Conflict
from model.history.verification import Fault, Verdict, make_revision_fault
from model.language import Text
from model.progress import ProgressCallback, ignore_progress, report_progress
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES, Key
from queries.archive.publishing import read_kept_hashes, read_revisions
from queries.archive.replay import Replay
from queries.journal.chunk_index import index_keys_of, join_marks
from queries.journal.journal import reason_of
from queries.landscape.registers import count_records, read_values, read_whole_head
from queries.server.chunks import read_chunks, read_pieces, unpack_chunk
from queries.server.graph import Graph

_ENTRIES_PER_PAGE = 1000
"""The number of journal entries in a page."""
MOST_FAULTS_COLLECTED = 1000
"""The largest number of faults to collect. The verdict says if there are more."""
DECODING_ERRORS = (ValueError, TypeError, KeyError, AttributeError)
"""The errors that altered operations cause when they are read."""
_Row = dict[str, Any]


def verify_journal(graph: Graph, tell: ProgressCallback = ignore_progress) -> Verdict:
    """Verify the whole graph with its journal and revisions.

    Raises Conflict if the landscape changes meanwhile, and GraphError as `read_whole_head` does.
    """
    head = read_whole_head(graph)
    faults = _Faults()
    with Replay.on_disk() as replay:
        journal = _JournalReplay(graph, replay, faults)
        total = graph.read("changes/size").rows[0]["operations"] or 0
        for _operation in report_progress(journal.replay(), tell, Text("Reading the journal"), total):
            pass
        journal.check_head(head)
        of = count_records(graph)
        records = sum(_verify_records(graph, type_, replay, faults, tell, of.get(type_.label, 0)) for type_ in TYPES.values())
        for label, id_ in replay.rest():
            text = Text("{what} '{id}' is in the journal but not in the graph", what=TYPES[label].reads, id=id_)
            faults.add(Fault("record-missing", text, None, label, id_))
    published = read_revisions(graph)
    faults.add_all(_find_revision_faults(graph, journal.published))
    if read_whole_head(graph) != head:
        raise Conflict(Text("somebody changed the landscape while it was verified"), Text("Try again."))
    return Verdict(journal.number, records, len(published), head["hash"], faults.found, faults.cut)


class _Faults:
    """The faults found, up to MOST_FAULTS_COLLECTED."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.cut = False

    def add(self, fault: Fault) -> None:
        """Add `fault`, unless there are too many."""
        if len(self.found) < MOST_FAULTS_COLLECTED:
            self.found.append(fault)
        else:
            self.cut = True

    def add_all(self, faults: Iterable[Fault]) -> None:
        """Add all `faults`."""
        for fault in faults:
            self.add(fault)


class _JournalReplay:
    """One pass through the journal that replays its changes. `number` and `hash` are those of the last change so far."""

    def __init__(self, graph: Graph, replay: Replay, faults: _Faults) -> None:
        self._graph, self._replay, self._faults = graph, replay, faults
        self.number, self.hash = 0, GENESIS
        self.published: dict[str, Values] = {}
        self._found_by: set[tuple[str, Key]] = set()

    def replay(self) -> Iterator[Operation]:
        """Replay all operations and yield each afterwards."""
        while rows := self._graph.read("changes/onwards", since=self.number, most=_ENTRIES_PER_PAGE).rows:
            for row in rows:
                if row["number"] != self.number + 1:
                    text = Text("change {number} follows change {before}", number=row["number"], before=self.number)
                    self._faults.add(Fault("numbers", text, row["number"]))
                if row["previous"] != self.hash:
                    text = Text("change {number} does not hold the hash of the change before it", number=row["number"])
                    self._faults.add(Fault("chain", text, row["number"]))
                yield from self._replay_entry(row)
                self.number, self.hash = row["number"], row["hash"]

    def check_head(self, head: _Row) -> None:
        """Report a fault if the head does not name the last change."""
        if (head["number"], head["hash"]) != (self.number, self.hash):
            text = Text("the head of the journal names change {number}, which is not its last", number=head["number"])
            self._faults.add(Fault("head", text, head["number"]))

    def _replay_entry(self, row: _Row) -> Iterator[Operation]:
        head = ChangeSet(row["number"], row["at"], reason_of(row), (), row["previous"]).head()
        before, after = serialize_head(head)
        digest = hashlib.sha256(before)
        counts: Counter[str] = Counter()
        try:
            for item in read_items(self._read_parts(row["number"], digest)):
                operation = Operation(**item)
                self._replay_one(row["number"], operation)
                counts[operation.action] += 1
                self._found_by.update(index_keys_of(operation))
                yield operation
        except DECODING_ERRORS:
            text = Text("the operations of change {number} cannot be read", number=row["number"])
            self._faults.add(Fault("operations", text, row["number"]))
            return
        digest.update(after)
        self._check_entry(row, digest.hexdigest(), counts)

    def _read_parts(self, number: int, digest: Any) -> Iterator[bytes]:
        """Yield the text of a change's operations, part by part, and check each part's marks after its operations were read."""
        for chunk in read_chunks(self._graph, "changes/chunks", f"change-{number}"):
            part = unpack_chunk(chunk["data"])
            digest.update(part)
            self._found_by.clear()
            yield part
            if chunk["touches"] not in (None, join_marks(self._found_by)):
                text = Text("the index marks of change {number} do not match its operations", number=number)
                self._faults.add(Fault("marks", text, number))

    def _replay_one(self, number: int, operation: Operation) -> None:
        if operation.action == "publish":
            self.published[operation.id] = operation.after or {}
        elif not self._replay.apply(operation):
            what = TYPES[operation.type].reads
            text = Text("change {number} expects another {what} '{id}' than earlier changes leave",
                        number=number, what=what, id=operation.id)  # fmt: skip
            self._faults.add(Fault("replay", text, number, *key_of(operation)))

    def _check_entry(self, row: _Row, hash_: str, counts: Mapping[str, int]) -> None:
        if hash_ != row["hash"]:
            text = Text("the hash of change {number} does not match its contents", number=row["number"])
            self._faults.add(Fault("hash", text, row["number"]))
        if (sum(counts.values()), json.dumps(counts, sort_keys=True)) != (row["operations"], row["counts"]):
            text = Text("the operations of change {number} do not match their counts", number=row["number"])
            self._faults.add(Fault("counts", text, row["number"]))


def _verify_records(graph: Graph, type_: type[Record], replay: Replay, faults: _Faults, tell: ProgressCallback, of: int) -> int:
    """Compare each record of a type with the replay and return their number. `of` is the expected number, for progress."""
    count = 0
    for values in report_progress(read_values(graph, type_), tell, Text("Reading {what}", what=type_.plural), of):
        count += 1
        id_ = str(values["id"])
        same = replay.take((type_.label, id_), _complete_values(type_, values))
        if same is None:
            text = Text("{what} '{id}' is in the graph but not in the journal", what=type_.reads, id=id_)
            faults.add(Fault("record-unknown", text, None, type_.label, id_))
        elif not same:
            text = Text("{what} '{id}' differs from the journal", what=type_.reads, id=id_)
            faults.add(Fault("record-differs", text, None, type_.label, id_))
    return count


def _complete_values(type_: type[Record], values: Values) -> Values | None:
    """Return the values with the fields that the graph leaves out, or None if they are no valid record."""
    try:
        return type_.model_validate(values).values()
    except ValidationError:
        return None


def _find_revision_faults(graph: Graph, published: dict[str, Values]) -> Iterator[Fault]:
    """Yield faults for revisions that differ from the journal, break the chain, or do not match their fingerprint."""
    previous, left, hashes = None, dict(published), read_kept_hashes(graph)
    for place, revision in enumerate(read_revisions(graph), 1):
        if left.pop(revision.id, None) != revision.as_json():
            yield make_revision_fault("revision-journal", revision.number)
        if (revision.number, revision.previous) != (place, previous):
            yield make_revision_fault("revision-chain", revision.number)
        if _compute_fingerprint(graph, revision.id) != revision.fingerprint:
            yield make_revision_fault("revision-fingerprint", revision.number)
        if hashes.get(revision.number) != revision.hash:
            yield make_revision_fault("revision-hash", revision.number)
        previous = revision.hash
    for values in left.values():
        yield make_revision_fault("revision-missing", values["number"])


def _compute_fingerprint(graph: Graph, id_: str) -> str | None:
    try:
        return hash_pieces(read_pieces(graph, "revisions/chunks", id_))
    except ValueError:
        return None
